//! Rival explanations in the light of records that tell them apart.

use super::{Page, note, paragraph, prose};
use crate::markup::Markup;
use crate::table::Table;
use crate::words::Words;
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
    m.element("h3", &[], |m| page.parameter(m, &rival.alternative));
    if !rival.question.is_empty() {
        m.element("p", &[], |m| prose(m, &rival.question));
    }
    table(page, rival).html(m);
    note(m, &test(rival, page.words));
    if !rival.note.is_empty() {
        note(m, &rival.note);
    }
}

/// Which records tell the explanations apart, and what an explanation must do to survive.
fn test(rival: &RivalFinding, words: &Words) -> String {
    let text = "Records for {years}: {series}. To survive, an explanation must have {share} of them within its band.";
    let values = [
        ("years", words.years(rival.window.0, rival.window.1)),
        ("series", rival.series.join(", ")),
        ("share", words.share(rival.survives_from)),
    ];
    words.fill(text, &values.each_ref().map(|(k, v)| (*k, v.as_str())))
}

fn table(page: &Page, rival: &RivalFinding) -> Table {
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
        headings: headings.map(|h| page.words.say(h).to_owned()).into(),
        rows: rival.choices.iter().map(|choice| cells(choice, page.words)).collect(),
    }
}

fn cells(choice: &ChoiceScore, words: &Words) -> Vec<String> {
    let verdict = match choice.survives {
        Some(true) => words.say("survives"),
        Some(false) => words.say("does not survive"),
        None => words.say("too few futures"),
    };
    vec![
        choice.choice.clone(),
        verdict.to_owned(),
        words.share(choice.all.covered),
        words.percent(choice.all.crps),
        words.relative(choice.all.bias),
        words.whole(choice.futures),
    ]
}
