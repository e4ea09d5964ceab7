//! The model against history: the years that were not used to fit come first.

use super::{Page, note, observed_at, paragraph};
use crate::chart::past;
use crate::history;
use crate::markup::Markup;
use crate::words::Words;
use findings::{HistoryFinding, Scores, Theil};

pub(super) fn history(page: &Page) -> Markup {
    let mut m = Markup::new();
    let findings = page.findings;
    if findings.history.is_empty() {
        return m;
    }
    let tested = history::tested(findings);
    let rest = findings.history.iter().filter(|h| history::held_out(h).next().is_none());
    let text = "Years not used for fitting say more about the model than fitted years do. Series with such years come \
                first, starting with the largest misses.";
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
        let picture = past::drawn(series, words);
        page.figure(m, &[picture], &caption(series, words), &past::twin(series, words));
        if let Some(scores) = &series.scores {
            note(m, &scored(scores, words));
        }
        if !series.note.is_empty() {
            note(m, &series.note);
        }
        observed_at(m, page, &series.address);
    });
}

fn caption(series: &HistoryFinding, words: &Words) -> String {
    let error = |value: Option<f64>| value.map_or(words.say("n/a").to_owned(), |e| words.percent(e));
    let text = "Mean error of the median: {fitted} in fitted years, {other} in other years. Bar: 5th–95th percentile of \
                futures.";
    let [fitted, other] = [series.error_calibrated, series.error_held_out].map(error);
    words.fill(text, &[("fitted", &fitted), ("other", &other)])
}

/// How the ensemble does in the years held out: `Held out, 3 observations: …`.
fn scored(scores: &Scores, words: &Words) -> String {
    let text = "{points} not used for fitting: {covered} within the middle 90 % of futures, {half} within the middle 50 \
                %; CRPS {crps} of the observed mean, bias {bias}.";
    let values = [
        ("points", words.count(scores.points, "observation", "observations")),
        ("covered", words.share(scores.covered)),
        ("half", words.share(scores.covered_by_half)),
        ("crps", words.percent(scores.crps)),
        ("bias", words.relative(scores.bias)),
    ];
    let told = words.fill(text, &values.each_ref().map(|(name, value)| (*name, value.as_str())));
    let theil = scores.theil.as_ref().map(|theil| decomposed(theil, words));
    told + &theil.unwrap_or_default()
}

fn decomposed(theil: &Theil, words: &Words) -> String {
    let text = " Squared error by Theil's decomposition: {bias} bias, {variance} variance, {covariance} covariance.";
    let values = [
        ("bias", words.share(theil.bias)),
        ("variance", words.share(theil.variance)),
        ("covariance", words.share(theil.covariance)),
    ];
    words.fill(text, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
}

/// What the years that were not used to fit say, or why none does.
fn told(series: &HistoryFinding, words: &Words) -> String {
    if history::held_out(series).next().is_some() {
        history::verdict(series, &series.variable, words)
    } else if series.points.iter().all(|p| p.calibrated) {
        words.say("All of its years were used for fitting.").to_owned()
    } else {
        let text = "Its other years were each read in a single copy of the source, so no sentence here relies on them.";
        words.say(text).to_owned()
    }
}
