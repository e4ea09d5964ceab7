//! The model against history: the years that were not used to fit come first.

use super::{Page, address, note, paragraph};
use crate::chart::past;
use crate::history;
use crate::markup::Markup;
use crate::words::Words;
use study::HistoryFinding;

pub(super) fn history(page: &Page) -> Markup {
    let mut m = Markup::new();
    let findings = page.findings;
    if findings.history.is_empty() {
        return m;
    }
    let tested = history::tested(findings);
    let rest = findings
        .history
        .iter()
        .filter(|h| history::held_out(h).next().is_none());
    let text = "Years that were not used to fit the model tell more about it than those that were. Series \
                with such years come first, the worst missed on top.";
    paragraph(&mut m, page.words.say(text));
    m.element("div", &[("class", &"pairs")], |m| {
        tested.into_iter().chain(rest).for_each(|series| one(m, page, series));
    });
    m
}

fn one(m: &mut Markup, page: &Page, series: &HistoryFinding) {
    let words = page.words;
    m.element("div", &[], |m| {
        m.leaf("h3", &[], &format!("{}, {}", series.variable, series.series));
        paragraph(m, &told(series, words));
        let error = |value: Option<f64>| value.map_or(words.say("n/a").to_owned(), |e| words.percent(e));
        let caption = words.fill(
            "Mean error of the median: fitted years {fitted}, other years {other}. Bar: the middle 90 % of \
             futures.",
            &[
                ("fitted", &error(series.error_calibrated)),
                ("other", &error(series.error_held_out)),
            ],
        );
        page.figure(m, &[past::drawn(series, words)], &caption, &past::twin(series, words));
        if !series.note.is_empty() {
            note(m, &series.note);
        }
        if !series.address.is_empty() {
            m.element("p", &[("class", &"note")], |m| {
                m.text(words.say("Observed: "));
                address(m, &series.address, &series.address);
            });
        }
    });
}

/// What the years that were not used to fit say, or why none does.
fn told(series: &HistoryFinding, words: &Words) -> String {
    if history::held_out(series).next().is_some() {
        history::verdict(series, &series.variable, words)
    } else if series.points.iter().all(|p| p.calibrated) {
        words.say("All its years were used to fit.").to_owned()
    } else {
        let text = "Its other years were read in one copy of the source each, so no sentence here rests on them.";
        words.say(text).to_owned()
    }
}
