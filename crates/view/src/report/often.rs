//! In what share of futures each policy does better than the reference: a table whose grounds say the same as its figures.

use super::{Page, note, rich_table};
use crate::look;
use crate::markup::Markup;
use crate::words::Words;
use findings::{OutcomeInfo, PolicyInfo, PolicyOutcome};

/// Policies across and outcomes down.
pub(super) fn table(m: &mut Markup, page: &Page) {
    let (findings, words) = (page.findings, page.words);
    let policies = look::shown_policies(findings).into_iter();
    let policies: Vec<&PolicyInfo> = policies.filter(|p| p.name != findings.reference).collect();
    let names = policies.iter().map(|p| p.name.as_str());
    let headings: Vec<&str> = [words.say("outcome")].into_iter().chain(names).collect();
    let text = "Share of futures in which each policy does better than \"{reference}\"";
    let caption = words.fill(text, &[("reference", &findings.reference)]);
    rich_table(m, "often", (&caption, &headings), |m| {
        findings.outcomes.iter().for_each(|outcome| row(m, page, &policies, outcome));
    });
    let text =
        "▲ blue: better in most futures. ▼ orange: worse in most. Pale: about evenly split. By how much is told below.";
    note(m, words.say(text));
}

fn row(m: &mut Markup, page: &Page, policies: &[&PolicyInfo], outcome: &OutcomeInfo) {
    m.element("tr", &[], |m| {
        m.leaf("th", &[], look::heading(outcome));
        for policy in policies {
            let result = look::result(page.findings, &policy.name, &outcome.name);
            cell(m, result, page.words);
        }
    });
}

fn cell(m: &mut Markup, result: Option<&PolicyOutcome>, words: &Words) {
    let is_same = result.is_some_and(|r| r.change.as_ref().is_some_and(look::is_same));
    match result.and_then(|r| r.better_share) {
        _ if is_same => m.leaf("td", &[], "–"),
        // What reads as a half leans nowhere.
        Some(share) if (share - 0.5).abs() >= 0.005 => {
            m.leaf("td", &[("class", &ground(share))], &words.share(share));
        }
        Some(share) => m.leaf("td", &[], &words.share(share)),
        None => m.leaf("td", &[], ""),
    }
}

/// Better or worse in most futures, and in three steps by how many.
fn ground(share: f64) -> &'static str {
    match share {
        s if s >= 0.9 => "u3",
        s if s >= 0.7 => "u2",
        s if s > 0.5 => "u1",
        s if s > 0.3 => "d1",
        s if s > 0.1 => "d2",
        _ => "d3",
    }
}
