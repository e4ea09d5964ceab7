//! Every outcome under every policy, the thresholds and the regret, and the runs that failed.

use super::{Page, note, paragraph};
use crate::chart::{heat, interval};
use crate::look;
use crate::markup::Markup;
use crate::table::Table;
use findings::{Better, OutcomeInfo};

/// Failed runs beyond this many are counted, not listed.
const LISTED: usize = 100;

pub(super) fn outcomes(page: &Page) -> Markup {
    let (findings, words) = (page.findings, page.words);
    let mut m = Markup::new();
    if findings.outcomes.is_empty() || findings.results.is_empty() {
        return m;
    }
    m.leaf("h3", &[], words.say("How often each policy does better"));
    let caption = "Each cell: the share of futures in which the policy does better than the reference. Blue, ▲: better in \
                   most. Orange, ▼: worse in most. Pale: about evenly split. The charts below show by how much.";
    m.element("div", &[("class", &"wide")], |m| {
        page.figure(
            m,
            &[heat::drawn(findings, words)],
            words.say(caption),
            &heat::twin(findings, words),
        );
    });
    m.leaf("h3", &[], words.say("How much each policy changes"));
    let text = "Dot: the median change from the reference, future by future. Line: 5th–95th percentile. A line crossing \
                zero means that the outcome rises in some futures and falls in others.";
    note(&mut m, words.say(text));
    m.element("div", &[("class", &"pairs")], |m| {
        for (outcome, id) in findings.outcomes.iter().zip(&page.anchors.of_outcomes) {
            one(m, page, outcome, id);
        }
    });
    m
}

fn one(m: &mut Markup, page: &Page, outcome: &OutcomeInfo, id: &str) {
    let (findings, words) = (page.findings, page.words);
    m.element("div", &[("id", &id)], |m| {
        m.leaf("h4", &[], look::heading(outcome));
        let better = match outcome.better {
            Better::Lower => "lower is better",
            Better::Higher => "higher is better",
        };
        let how = [outcome.how.as_str(), words.say(better)]
            .into_iter()
            .filter(|t| !t.is_empty());
        let picture = interval::change_drawn(findings, outcome, words);
        let caption = how.collect::<Vec<_>>().join("; ");
        page.figure(
            m,
            &[picture],
            &caption,
            &interval::change_twin(findings, outcome, words),
        );
    });
}

/// How often each policy goes beyond a threshold, and what choosing it costs in hindsight.
pub(super) fn thresholds(page: &Page) -> Markup {
    let (findings, words) = (page.findings, page.words);
    let mut m = Markup::new();
    if findings.results.is_empty() {
        return m;
    }
    let guarded: Vec<&OutcomeInfo> = findings.outcomes.iter().filter(|o| o.threshold.is_some()).collect();
    if !guarded.is_empty() {
        m.leaf("h3", &[], words.say("Beyond the threshold"));
        m.element("ul", &[], |m| {
            guarded.iter().for_each(|o| m.leaf("li", &[], &threshold(page, o)))
        });
        let caption = words.say("Share of futures beyond the threshold");
        table(page, caption, &guarded, |r| r.beyond_threshold.map(|s| words.share(s))).html(&mut m);
    }
    m.leaf("h3", &[], words.say("Regret"));
    let text = "Regret is the loss relative to the best of these policies in the same future, in the outcome's unit: \
                median (5th–95th percentile). A policy that is never the best but never bad can have the lowest regret.";
    paragraph(&mut m, words.say(text));
    let all: Vec<&OutcomeInfo> = findings.outcomes.iter().collect();
    table(page, words.say("Regret by policy and outcome"), &all, |r| {
        Some(words.levels(&r.regret))
    })
    .html(&mut m);
    m
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
    cell: impl Fn(&findings::PolicyOutcome) -> Option<String>,
) -> Table {
    let headings = outcomes.iter().map(|o| look::heading(o).to_owned());
    let row = |policy: &findings::PolicyInfo| {
        let cells = outcomes.iter().map(|o| {
            look::result(page.findings, &policy.name, &o.name)
                .and_then(&cell)
                .unwrap_or_default()
        });
        [policy.name.clone()].into_iter().chain(cells).collect()
    };
    let table = Table {
        caption: caption.to_owned(),
        headings: [page.words.say("policy").to_owned()]
            .into_iter()
            .chain(headings)
            .collect(),
        rows: look::shown_policies(page.findings).into_iter().map(row).collect(),
    };
    table.upright(page.words.say("outcome"))
}

/// The runs that did not reach the end: how many under each policy, and the first of them.
pub(super) fn failures(page: &Page) -> Markup {
    let (findings, words) = (page.findings, page.words);
    let mut m = Markup::new();
    if findings.failures.is_empty() {
        let text = "Every run reached the end with finite numbers.";
        if findings.sample.runs > 0 {
            paragraph(&mut m, words.say(text));
        }
        return m;
    }
    let text = "{runs} did not reach the end with finite numbers. Failed runs are counted; medians, shares and bands \
                leave them out, and a claim that needs one of them is undecided in that future.";
    let runs = words.count(findings.failures.len(), "run", "runs");
    paragraph(&mut m, &words.fill(text, &[("runs", &runs)]));
    let headings = ["policy", "future", "when", "first variable that is not finite"];
    let listed = findings.failures.iter().take(LISTED).map(|f| {
        vec![
            f.policy.clone(),
            words.whole(f.future),
            words.year(f.year),
            f.variable.clone(),
        ]
    });
    let table = Table {
        caption: words.say("Failed runs").to_owned(),
        headings: headings.map(|h| words.say(h).to_owned()).into(),
        rows: listed.collect(),
    };
    table.html(&mut m);
    if findings.failures.len() > LISTED {
        let n = words.whole(findings.failures.len() - LISTED);
        note(&mut m, &words.fill("and {n} more, listed in the results", &[("n", &n)]));
    }
    m
}
