//! The outcomes of the first screen under every policy, and what each policy sets.

use super::{Page, note, rich_table};
use crate::look;
use crate::markup::Markup;
use findings::{OutcomeInfo, PolicyInfo};

pub(super) fn policies(page: &Page) -> Markup {
    let (findings, words) = (page.findings, page.words);
    let mut m = Markup::new();
    let outcomes = look::screen_outcomes(findings);
    let policies = look::shown_policies(findings);
    if outcomes.is_empty() || policies.is_empty() || findings.results.is_empty() {
        return m;
    }
    let named = outcomes.iter().map(|o| look::heading(o));
    let headings: Vec<&str> = [words.say("policy")].into_iter().chain(named).collect();
    let caption = words.say("First row: the level with no change; other rows: the change from it");
    rich_table(&mut m, "figures", (caption, &headings), |m| {
        policies.iter().for_each(|policy| row(m, page, policy, &outcomes));
    });
    links(&mut m, page, &outcomes);
    let text = "Median (5th–95th percentile). Policies are listed in the study's order; they are not ranked.";
    note(&mut m, words.say(text));
    m
}

fn row(m: &mut Markup, page: &Page, policy: &PolicyInfo, outcomes: &[&OutcomeInfo]) {
    m.element("tr", &[], |m| {
        m.element("th", &[("scope", &"row")], |m| {
            m.text(&policy.name);
            policy.sets.iter().for_each(|set| m.leaf("small", &[], set));
        });
        for outcome in outcomes {
            let result = look::result(page.findings, &policy.name, &outcome.name);
            let told = result.map_or(String::new(), |r| look::against_reference(r, page.words));
            m.leaf("td", &[("data-label", &look::heading(outcome))], &told);
        }
    });
}

/// Where each outcome of the table is shown in full.
fn links(m: &mut Markup, page: &Page, outcomes: &[&OutcomeInfo]) {
    m.element("p", &[("class", &"note")], |m| {
        m.text(page.words.say("Details: "));
        for (at, outcome) in outcomes.iter().enumerate() {
            m.text(if at > 0 { ", " } else { "" });
            link(m, page, outcome);
        }
        m.text(".");
    });
}

fn link(m: &mut Markup, page: &Page, outcome: &OutcomeInfo) {
    let place = page.findings.outcomes.iter().position(|o| std::ptr::eq(o, outcome));
    match place.and_then(|at| page.anchors.of_outcomes.get(at)) {
        Some(id) => m.leaf("a", &[("href", &format!("#{id}"))], look::heading(outcome)),
        None => m.text(look::heading(outcome)),
    }
}
