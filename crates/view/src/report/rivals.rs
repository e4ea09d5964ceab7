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
    let text = "Where several explanations of the same record are carried along, each is held against the years that were not \
                used to fit. One survives if the middle 90 % of its futures hold enough of the records; surviving is not being \
                true.";
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
    let text = "Records of {years}: {series}. To survive, {share} of them must lie within the band.";
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
