//! Every outcome under every policy, the thresholds and the regret, and the runs that failed.

use super::{Page, note, often, paragraph};
use crate::chart::interval;
use crate::look;
use crate::markup::Markup;
use crate::table::Table;
use crate::words::Words;
use findings::{Better, Failure, OutcomeInfo, PolicyInfo, PolicyOutcome};

/// Failed runs beyond this many are counted, not listed.
const LISTED: usize = 100;

pub(super) fn outcomes(page: &Page) -> Markup {
    let (findings, words) = (page.findings, page.words);
    let mut m = Markup::new();
    if findings.outcomes.is_empty() || findings.results.is_empty() {
        return m;
    }
    m.leaf("h3", &[], words.say("How often each policy does better"));
    often::table(&mut m, page);
    m.leaf("h3", &[], words.say("How much each policy changes"));
    medians(&mut m, page);
    let text = "Dot: the median change from the reference, future by future. Line: 5th–95th percentile. A line crossing \
                zero means that the outcome rises in some futures and falls in others. Drawn are the policies that change \
                the outcome most.";
    note(&mut m, words.say(text));
    m.element("div", &[("class", &"pairs")], |m| {
        for (outcome, id) in findings.outcomes.iter().zip(&page.anchors.of_outcomes) {
            one(m, page, outcome, id);
        }
    });
    m
}

/// Every policy's median change of every outcome.
fn medians(m: &mut Markup, page: &Page) {
    let words = page.words;
    let all: Vec<&OutcomeInfo> = page.findings.outcomes.iter().collect();
    let caption = words.say("Median change by policy and outcome");
    table(page, caption, &all, |r| match (&r.relative, &r.change) {
        (_, Some(change)) if look::is_same(change) => Some("–".to_owned()),
        (Some(relative), _) => Some(words.relative_median(relative)),
        (None, Some(change)) => Some(words.change_median(change, r.level.median)),
        (None, None) => Some(words.level(r.level.median)),
    })
    .html(m);
}

fn one(m: &mut Markup, page: &Page, outcome: &OutcomeInfo, id: &str) {
    let (findings, words) = (page.findings, page.words);
    let picture = interval::change_drawn(findings, outcome, words);
    let twin = interval::change_twin(findings, outcome, words);
    m.element("div", &[("id", &id)], |m| {
        m.leaf("h4", &[], look::heading(outcome));
        page.figure(m, &[picture], &how(outcome, words), &twin);
    });
}

/// How an outcome is computed, and which way is better.
fn how(outcome: &OutcomeInfo, words: &Words) -> String {
    let better = match outcome.better {
        Better::Lower => words.say("lower is better"),
        Better::Higher => words.say("higher is better"),
    };
    let told = [outcome.how.as_str(), better].into_iter().filter(|t| !t.is_empty());
    told.collect::<Vec<_>>().join("; ")
}

/// How often each policy goes beyond a threshold, and what choosing it costs in hindsight.
pub(super) fn thresholds(page: &Page) -> Markup {
    let mut m = Markup::new();
    if !page.findings.results.is_empty() {
        beyond(&mut m, page);
        regret(&mut m, page);
    }
    m
}

fn beyond(m: &mut Markup, page: &Page) {
    let words = page.words;
    let outcomes = page.findings.outcomes.iter();
    let guarded: Vec<&OutcomeInfo> = outcomes.filter(|o| o.threshold.is_some()).collect();
    if guarded.is_empty() {
        return;
    }
    m.leaf("h3", &[], words.say("Beyond the threshold"));
    m.element("ul", &[], |m| {
        guarded.iter().for_each(|o| m.leaf("li", &[], &threshold(page, o)))
    });
    let caption = words.say("Share of futures beyond the threshold");
    table(page, caption, &guarded, |r| r.beyond_threshold.map(|s| words.share(s))).html(m);
}

fn regret(m: &mut Markup, page: &Page) {
    let words = page.words;
    m.leaf("h3", &[], words.say("Regret"));
    let text = "Regret is the loss relative to the best of these policies in the same future, in the outcome's unit: \
                median (5th–95th percentile). A policy that is never the best but never bad can have the lowest regret.";
    paragraph(m, words.say(text));
    let all: Vec<&OutcomeInfo> = page.findings.outcomes.iter().collect();
    let caption = words.say("Regret by policy and outcome");
    table(page, caption, &all, |r| Some(words.levels(&r.regret))).html(m);
}

fn threshold(page: &Page, outcome: &OutcomeInfo) -> String {
    let Some((value, why)) = &outcome.threshold else {
        return String::new();
    };
    let template = match outcome.better {
        Better::Lower => "{outcome}: more than {value}{unit} ({why})",
        Better::Higher => "{outcome}: less than {value}{unit} ({why})",
    };
    let value = page.words.exact(*value);
    let values = [
        ("outcome", look::heading(outcome)),
        ("value", &value),
        ("unit", &look::unit_after(&outcome.unit)),
        ("why", why),
    ];
    page.words.fill(template, &values)
}

/// A table of policies and outcomes, the longer list downwards.
fn table(
    page: &Page,
    caption: &str,
    outcomes: &[&OutcomeInfo],
    cell: impl Fn(&PolicyOutcome) -> Option<String>,
) -> Table {
    let found = |policy: &PolicyInfo, outcome: &OutcomeInfo| {
        let result = look::result(page.findings, &policy.name, &outcome.name);
        result.and_then(&cell).unwrap_or_default()
    };
    let row = |policy: &PolicyInfo| {
        let cells = outcomes.iter().map(|o| found(policy, o));
        [policy.name.clone()].into_iter().chain(cells).collect()
    };
    let named = outcomes.iter().map(|o| look::heading(o).to_owned());
    let table = Table {
        caption: caption.to_owned(),
        headings: [page.words.say("policy").to_owned()].into_iter().chain(named).collect(),
        rows: look::shown_policies(page.findings).into_iter().map(row).collect(),
    };
    table.upright(page.words.say("outcome"))
}

/// The runs that did not reach the end: how many under each policy, and the first of them.
pub(super) fn failures(page: &Page) -> Markup {
    let (failures, words) = (&page.findings.failures, page.words);
    let mut m = Markup::new();
    if !failures.is_empty() {
        failed(&mut m, page);
    } else if page.findings.sample.runs > 0 {
        let text = "Every run reached the end with finite numbers.";
        paragraph(&mut m, words.say(text));
    }
    m
}

fn failed(m: &mut Markup, page: &Page) {
    let (failures, words) = (&page.findings.failures, page.words);
    let text = "{runs} did not reach the end with finite numbers. Failed runs are counted; medians, shares and bands \
                leave them out, and a claim that needs one of them is undecided in that future.";
    let all = look::failed_runs(page.findings);
    let runs = words.count(all, "run", "runs");
    paragraph(m, &words.fill(text, &[("runs", &runs)]));
    listed(failures, words).html(m);
    if all > LISTED {
        let n = words.whole(all - LISTED);
        note(m, &words.fill("and {n} more, listed in the results", &[("n", &n)]));
    }
}

fn listed(failures: &[Failure], words: &Words) -> Table {
    let headings = ["policy", "future", "when", "first variable that is not finite"];
    let row = |failure: &Failure| {
        vec![
            failure.policy.clone(),
            words.whole(failure.future),
            words.year(failure.year),
            failure.variable.clone(),
        ]
    };
    Table {
        caption: words.say("Failed runs").to_owned(),
        headings: headings.map(|h| words.say(h).to_owned()).into(),
        rows: failures.iter().take(LISTED).map(row).collect(),
    }
}
