//! Finds things in [`Findings`] and answers small questions about them.

use crate::words::Words;
use findings::{Band, ClaimFinding, Findings, OutcomeInfo, PolicyInfo, PolicyOutcome, SettingFinding};

/// What a policy did to an outcome, if it was computed.
pub(crate) fn result<'a>(findings: &'a Findings, policy: &str, outcome: &str) -> Option<&'a PolicyOutcome> {
    findings.results.iter().find(|r| r.policy == policy && r.outcome == outcome)
}

/// The policies of the tables, the reference first.
pub(crate) fn shown_policies(findings: &Findings) -> Vec<&PolicyInfo> {
    let reference = |p: &&PolicyInfo| p.name == findings.reference;
    let shown = || findings.policies.iter().filter(|p| p.shown);
    shown().filter(reference).chain(shown().filter(|p| !reference(p))).collect()
}

/// The outcomes of the first screen, or the first three when none is marked.
pub(crate) fn screen_outcomes(findings: &Findings) -> Vec<&OutcomeInfo> {
    let marked: Vec<_> = findings.outcomes.iter().filter(|o| o.first_screen).collect();
    if marked.is_empty() {
        findings.outcomes.iter().take(3).collect()
    } else {
        marked
    }
}

/// The claims of the first screen with their words there, or all when none is marked.
pub(crate) fn screen_claims(findings: &Findings) -> Vec<(&ClaimFinding, &str)> {
    let marked: Vec<_> = findings.claims.iter().filter_map(|c| Some((c, c.screen.as_deref()?))).collect();
    if marked.is_empty() {
        findings.claims.iter().map(|c| (c, c.says.as_str())).collect()
    } else {
        marked
    }
}

/// The same with words that stand alone, as in a picture: a label that begins small continues the row above it, and gives way to
/// the claim's own sentence.
pub(crate) fn standing_claims(findings: &Findings) -> Vec<(&ClaimFinding, &str)> {
    let continues = |says: &str| says.chars().next().is_some_and(char::is_lowercase);
    let claims = screen_claims(findings).into_iter();
    claims
        .map(|(claim, says)| {
            if continues(says) {
                (claim, claim.says.as_str())
            } else {
                (claim, says)
            }
        })
        .collect()
}

/// An outcome's heading in a table.
pub(crate) fn heading(outcome: &OutcomeInfo) -> &str {
    if outcome.heading.is_empty() {
        &outcome.name
    } else {
        &outcome.heading
    }
}

/// Failed runs over all shown and hidden policies.
pub(crate) fn failed_runs(findings: &Findings) -> usize {
    findings.failed_runs.max(findings.failures.len())
}

/// A policy's outcome as the tables show it: the level for the reference, else the change, relative where
/// that makes sense.
pub(crate) fn against_reference(result: &PolicyOutcome, words: &Words) -> String {
    match (&result.relative, &result.change) {
        (_, Some(change)) if is_same(change) => words.say("unchanged").to_owned(),
        (Some(relative), _) => words.relatives(relative),
        (None, Some(change)) => words.changes(change, result.level.median),
        (None, None) => words.levels(&result.level),
    }
}

/// What a study cannot tell, each without the reason behind its colon.
pub(crate) fn limits(findings: &Findings) -> impl Iterator<Item = &str> {
    let limits = findings.cannot_tell.iter().map(|text| text.split(": ").next().unwrap_or_default());
    limits.map(|text| text.trim().trim_end_matches('.')).filter(|text| !text.is_empty())
}

/// The shown policies that change an outcome by the study's yardstick in the median, the reference first; then the others.
pub(crate) fn moving_policies<'a>(
    findings: &'a Findings,
    outcomes: &[&OutcomeInfo],
) -> (Vec<&'a PolicyInfo>, Vec<&'a PolicyInfo>) {
    let Some(material) = findings.material else {
        return (shown_policies(findings), Vec::new());
    };
    let moves = |policy: &&PolicyInfo| {
        let results = outcomes.iter().filter_map(|o| result(findings, &policy.name, &o.name));
        let mut changes = results.map(|r| r.relative.or(r.change));
        // The reference has no change: its row shows the levels.
        changes.any(|change| change.is_none_or(|band| band.median.abs() >= material))
    };
    shown_policies(findings).into_iter().partition(moves)
}

/// `deaths a week: back at its level of 2022 at arrests = 2.4`.
pub(crate) fn break_even(setting: &SettingFinding, outcome: &str, dose: f64, words: &Words) -> String {
    words.fill(
        "{outcome}: back to its {from} level at {variable} = {dose}",
        &[
            ("outcome", outcome),
            ("from", &words.year(setting.from)),
            ("variable", &setting.dose_variable),
            ("dose", &words.level(dose)),
        ],
    )
}

/// Whether an outcome is the same as under the reference in (almost) all futures.
pub(crate) fn is_same(change: &Band) -> bool {
    change.low == 0.0 && change.median == 0.0 && change.high == 0.0
}

/// A unit as people say it: what has none says so.
pub(crate) fn unit<'a>(unit: &'a str, words: &Words) -> &'a str {
    match unit {
        "dmnl" | "Dmnl" | "1" => words.say("no unit"),
        unit => unit,
    }
}

/// The same after a number, where no unit needs no word.
pub(crate) fn unit_after(unit: &str) -> String {
    if matches!(unit, "" | "dmnl" | "Dmnl" | "1") {
        String::new()
    } else {
        format!(" {unit}")
    }
}
