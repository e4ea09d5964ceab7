//! Rival explanations in the light of records that tell them apart.

use super::{Page, note, paragraph, prose};
use crate::markup::Markup;
use crate::table::Table;
use findings::{ChoiceScore, RivalFinding};

pub(super) fn rivals(page: &Page) -> Markup {
    let mut m = Markup::new();
    let rivals = &page.findings.rivals;
    if rivals.is_empty() {
        return m;
    }
    let text = "Where the study carries several explanations of the same record, each is compared with the years not \
                used for fitting. An explanation survives if enough of the records lie within the middle 90 % of its \
                futures; surviving does not make it true.";
    paragraph(&mut m, page.words.say(text));
    rivals.iter().for_each(|rival| one(&mut m, page, rival));
    m
}

fn one(m: &mut Markup, page: &Page, rival: &RivalFinding) {
    let words = page.words;
    m.element("h3", &[], |m| page.parameter(m, &rival.alternative));
    if !rival.question.is_empty() {
        m.element("p", &[], |m| prose(m, &rival.question));
    }
    table(page, rival).html(m);
    let text = "Records for {years}: {series}. To survive, an explanation must have {share} of them within its band.";
    let values = [
        ("years", words.years(rival.window.0, rival.window.1)),
        ("series", rival.series.join(", ")),
        ("share", words.share(rival.survives_from)),
    ];
    note(m, &words.fill(text, &values.each_ref().map(|(k, v)| (*k, v.as_str()))));
    if !rival.note.is_empty() {
        note(m, &rival.note);
    }
}

fn table(page: &Page, rival: &RivalFinding) -> Table {
    let words = page.words;
    let survives = |choice: &ChoiceScore| match choice.survives {
        Some(true) => words.say("survives"),
        Some(false) => words.say("does not survive"),
        None => words.say("too few futures"),
    };
    let row = |choice: &ChoiceScore| {
        vec![
            choice.choice.clone(),
            survives(choice).to_owned(),
            words.share(choice.all.covered),
            words.percent(choice.all.crps),
            words.relative(choice.all.bias),
            words.whole(choice.futures),
        ]
    };
    let headings = [
        "explanation",
        "verdict",
        "records within the band",
        "CRPS, of the observed mean",
        "bias",
        "futures",
    ];
    Table {
        caption: rival.alternative.clone(),
        headings: headings.map(|h| words.say(h).to_owned()).into(),
        rows: rival.choices.iter().map(row).collect(),
    }
}
