//! Finds things in [`Findings`] and answers small questions about them.

use crate::words::Words;
use study::{ClaimFinding, Findings, OutcomeInfo, PolicyInfo, PolicyOutcome, SettingFinding};

/// What a policy did to an outcome, if it was computed.
pub(crate) fn result<'a>(
    findings: &'a Findings,
    policy: &str,
    outcome: &str,
) -> Option<&'a PolicyOutcome> {
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
    let marked: Vec<_> = findings
        .outcomes
        .iter()
        .filter(|o| o.first_screen)
        .collect();
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
        findings
            .claims
            .iter()
            .map(|c| (c, c.says.as_str()))
            .collect()
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

/// The evidence's own words for a driver: `judgement`, `source: one precedent`.
pub(crate) fn driver_evidence(driver: &study::Driver) -> String {
    const SHORT: usize = 32;
    match (driver.evidence.as_str(), driver.note.as_str()) {
        ("", "") => String::new(),
        ("", note) if note.chars().count() <= SHORT => note.to_owned(),
        (kind, note) if note.is_empty() || note.chars().count() > SHORT => kind.to_owned(),
        (kind, note) => format!("{kind}: {note}"),
    }
}

/// Whether anything in the findings speaks of overdose, so that help is named beside it.
pub(crate) fn speaks_of_overdose(findings: &Findings) -> bool {
    let outcomes = findings
        .outcomes
        .iter()
        .flat_map(|o| [&o.name, &o.heading, &o.how]);
    let claims = findings.claims.iter().flat_map(|c| [&c.says, &c.rival]);
    let charts = findings.charts.iter().flat_map(|c| [&c.title, &c.variable]);
    let statements = findings
        .evidence
        .statements
        .iter()
        .flat_map(|s| [&s.paraphrase, &s.figures]);
    let parameters = findings
        .evidence
        .table
        .iter()
        .flat_map(|p| [&p.name, &p.note]);
    let history = findings
        .history
        .iter()
        .flat_map(|h| [&h.variable, &h.series]);
    let opening = [&findings.title, &findings.question, &findings.introduction];
    let texts = outcomes
        .chain(claims)
        .chain(charts)
        .chain(statements)
        .chain(parameters)
        .chain(history);
    texts.chain(opening).any(|text| names_overdose(text))
}

/// The same for what a first screen or a brief shows.
pub(crate) fn screen_speaks_of_overdose(findings: &Findings) -> bool {
    let outcomes = screen_outcomes(findings).into_iter().map(heading);
    let claims = screen_claims(findings)
        .into_iter()
        .flat_map(|(c, says)| [says, &c.rival]);
    let history = findings.history.iter().map(|h| h.variable.as_str());
    let opening = [findings.title.as_str(), &findings.introduction];
    outcomes
        .chain(claims)
        .chain(history)
        .chain(opening)
        .any(names_overdose)
}

fn names_overdose(text: &str) -> bool {
    text.to_lowercase().contains("overdose")
}

/// Help for people who use drugs and those near them, in both countries.
pub(crate) const HELP: &str = "Help, free and confidential. United States: SAMHSA 1-800-662-4357, or call or text 988. \
                               Mexico: Línea de la Vida 800 911 2000.";

/// Below so many futures a share is shown as a count.
pub(crate) const FEW: usize = 30;

/// The heading over claims: a study with a ledger of statements answers a document.
pub(crate) fn claims_heading(findings: &Findings) -> &'static str {
    if findings.evidence.statements.is_empty() {
        "What is claimed"
    } else {
        "What the article says"
    }
}

/// In what share of futures a claim holds: `72 %`; a count when few futures decide; words when none does.
pub(crate) fn holds_in(claim: &ClaimFinding, words: &Words) -> String {
    match claim.share {
        Some(share) if claim.decided < FEW => held_of(share, claim.decided, words),
        Some(share) => words.share(share),
        None if claim.predicate.is_empty() => words.say("not judged").to_owned(),
        None => words.say("undecided").to_owned(),
    }
}

/// The same with its unit: `72 % of futures`, `8 of 12 futures`.
pub(crate) fn holds_in_futures(claim: &ClaimFinding, words: &Words) -> String {
    let template = match claim.share {
        Some(_) if claim.decided < FEW => "{share} futures",
        Some(_) => "{share} of futures",
        None => "{share}",
    };
    words.fill(template, &[("share", &holds_in(claim, words))])
}

fn held_of(share: f64, decided: usize, words: &Words) -> String {
    let held = (share * decided as f64).round();
    let held = if held.is_finite() && held >= 0.0 {
        words.whole(held as usize)
    } else {
        words.say("n/a").to_owned()
    };
    words.fill(
        "{held} of {decided}",
        &[("held", &held), ("decided", &words.whole(decided))],
    )
}

/// A policy's outcome as the tables show it: the level for the reference, else the change, relative where
/// that makes sense.
pub(crate) fn against_reference(result: &PolicyOutcome, words: &Words) -> String {
    match (&result.relative, &result.change) {
        (Some(relative), _) => words.relatives(relative),
        (None, Some(change)) => words.changes(change),
        (None, None) => words.levels(&result.level),
    }
}

/// Sentences as one list: `whether force will be used; anything below country level`.
pub(crate) fn joined_sentences(sentences: &[String]) -> String {
    let clean = sentences
        .iter()
        .map(|s| s.trim().trim_end_matches('.'))
        .filter(|s| !s.is_empty());
    clean.map(uncapitalised).collect::<Vec<_>>().join("; ") + "."
}

/// A sentence to stand inside another: its first word is made small if it is no name.
fn uncapitalised(sentence: &str) -> String {
    const COMMON: [&str; 16] = [
        "A", "An", "Any", "Anything", "How", "If", "It", "The", "This", "What", "When", "Where",
        "Whether", "Which", "Who", "Why",
    ];
    let first = sentence.split(' ').next().unwrap_or_default();
    if COMMON.contains(&first) {
        sentence[..1].to_lowercase() + &sentence[1..]
    } else {
        sentence.to_owned()
    }
}

/// `deaths a week: back at its level of 2022 at arrests = 2.4`.
pub(crate) fn break_even(
    setting: &SettingFinding,
    outcome: &str,
    dose: f64,
    words: &Words,
) -> String {
    words.fill(
        "{outcome}: back at its level of {from} at {variable} = {dose}",
        &[
            ("outcome", outcome),
            ("from", &words.year(setting.from)),
            ("variable", &setting.dose_variable),
            ("dose", &words.level(dose)),
        ],
    )
}
