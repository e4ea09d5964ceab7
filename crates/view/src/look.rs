//! Finds things in [`Findings`] and answers small questions about them.

use crate::words::Words;
use findings::{Band, ClaimFinding, Findings, OutcomeInfo, PolicyInfo, PolicyOutcome, SettingFinding};

/// What a policy did to an outcome, if it was computed.
pub(crate) fn result<'a>(findings: &'a Findings, policy: &str, outcome: &str) -> Option<&'a PolicyOutcome> {
    findings
        .results
        .iter()
        .find(|r| r.policy == policy && r.outcome == outcome)
}

/// The policies of the tables, the reference first.
pub(crate) fn shown_policies(findings: &Findings) -> Vec<&PolicyInfo> {
    let reference = |p: &&PolicyInfo| p.name == findings.reference;
    let shown = || findings.policies.iter().filter(|p| p.shown);
    shown()
        .filter(reference)
        .chain(shown().filter(|p| !reference(p)))
        .collect()
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
    let marked: Vec<_> = findings
        .claims
        .iter()
        .filter_map(|c| Some((c, c.screen.as_deref()?)))
        .collect();
    if marked.is_empty() {
        findings.claims.iter().map(|c| (c, c.says.as_str())).collect()
    } else {
        marked
    }
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
    findings.failures.len()
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

/// Sentences as one list: `whether force will be used; anything below country level`.
pub(crate) fn joined_sentences(sentences: &[String]) -> String {
    let clean = sentences
        .iter()
        .map(|s| s.trim().trim_end_matches('.'))
        .filter(|s| !s.is_empty());
    clean.map(sentence_within).collect::<Vec<_>>().join("; ") + "."
}

/// A sentence inside another: its first word is made small unless it may be a name.
fn sentence_within(sentence: &str) -> String {
    const COMMON: [&str; 16] = [
        "A", "An", "Any", "Anything", "How", "If", "It", "The", "This", "What", "When", "Where", "Whether", "Which",
        "Who", "Why",
    ];
    let first = sentence.split(' ').next().unwrap_or_default();
    if COMMON.contains(&first) {
        uncapitalised(sentence)
    } else {
        sentence.to_owned()
    }
}

/// A title inside another sentence: its first letter is made small unless it begins an abbreviation.
fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
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
