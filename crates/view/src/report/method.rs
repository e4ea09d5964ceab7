//! How the report was made.

use super::{Page, paragraph};
use crate::history;
use crate::markup::Markup;
use crate::words::Words;
use findings::{Findings, OtherSample};

/// `Made by Counterflow 0.1.0.`
pub(super) fn made_by(findings: &Findings, words: &Words) -> String {
    words.fill(
        "Made by Counterflow {version}.",
        &[("version", &findings.sample.version)],
    )
}

pub(super) fn method(page: &Page) -> Markup {
    let mut m = Markup::new();
    paragraph(&mut m, &(history::accepted(page.findings, page.words) + "."));
    conditions(&mut m, page);
    m.element("dl", &[], |m| {
        for (term, told) in facts(page) {
            m.leaf("dt", &[], page.words.say(term));
            m.leaf("dd", &[], &told);
        }
    });
    command(&mut m, page);
    m
}

/// What a future's past had to look like.
fn conditions(m: &mut Markup, page: &Page) {
    let (conditions, words) = (&page.findings.sample.conditions, page.words);
    if conditions.is_empty() {
        return;
    }
    let text = "A future counts only if its past looks like the observed past. Share of futures that meet each condition \
                on its own:";
    m.leaf("p", &[], words.say(text));
    m.element("ul", &[], |m| {
        for (condition, share) in conditions {
            m.leaf("li", &[], &format!("{condition}: {}", words.share(*share)));
        }
    });
}

/// What to type to make it again.
fn command(m: &mut Markup, page: &Page) {
    let (study, seed) = (&page.options.study_path, page.findings.sample.seed);
    if study.is_empty() {
        return;
    }
    m.element("p", &[], |m| {
        m.text(page.words.say("To reproduce it: "));
        m.leaf("code", &[], &format!("counterflow study {study} --seed {seed}"));
    });
}

/// Another sample: `58 of 200; as good as 31 of equal weight`.
fn other(sample: &Option<OtherSample>, words: &Words) -> String {
    let Some(sample) = sample else {
        return String::new();
    };
    let values = [words.whole(sample.judged), words.whole(sample.drawn)];
    let told = words.fill("{judged} of {drawn}", &[("judged", &values[0]), ("drawn", &values[1])]);
    let effective = sample.effective.filter(|n| n.is_finite() && *n >= 0.0);
    effective.map_or(told.clone(), |n| {
        let n = words.level(n);
        told + &words.fill("; effective sample size {n}", &[("n", &n)])
    })
}

fn facts(page: &Page) -> Vec<(&'static str, String)> {
    let (sample, words) = (&page.findings.sample, page.words);
    let facts = [
        ("sampling", sample.method.clone()),
        ("seed", sample.seed.to_string()),
        ("futures drawn", words.whole(sample.drawn)),
        ("futures accepted", words.whole(sample.accepted)),
        (
            "futures that failed before they could be evaluated",
            words.whole(sample.failed),
        ),
        ("with narrower ranges", other(&sample.narrow, words)),
        (
            "rejected by the history filter, claims evaluated in",
            other(&sample.rejected, words),
        ),
        ("refitted to the record", other(&sample.fitted, words)),
        ("fitted to", words.years(sample.calibrated.0, sample.calibrated.1)),
        (
            "period of the policies",
            format!("{}–{}", words.year(sample.window.0), words.year(sample.window.1)),
        ),
        ("runs", words.whole(sample.runs)),
        ("run time", words.seconds(sample.seconds)),
        ("version", sample.version.clone()),
        ("manifest", page.options.manifest.clone()),
    ];
    facts.into_iter().filter(|(_, told)| !told.is_empty()).collect()
}
