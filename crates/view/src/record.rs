//! A claim's share beside the pool: among the futures whose explanations the record lets stand, and by fit.

use crate::claim;
use crate::look;
use crate::words::Words;
use findings::{Branch, ChoiceScore, ClaimFinding, Findings, OtherShare, RivalFinding};

/// Whether some claim has a share among survivors.
pub(crate) fn has_survivors(findings: &Findings) -> bool {
    findings.claims.iter().any(|c| c.survivors.is_some_and(|s| s.share.is_some()))
}

/// Whether some claim has a share by fit.
pub(crate) fn has_weighted(findings: &Findings) -> bool {
    findings.claims.iter().any(|c| c.weighted.is_some_and(|s| s.share.is_some()))
}

/// The share among survivors: `60 %`; a range where choices are not averaged; words where nothing is left.
pub(crate) fn survivors(claim: &ClaimFinding, words: &Words) -> String {
    beside(claim, claim.survivors.as_ref(), |b| b.survivors, words)
}

/// The share with each future weighted by its fit to the record.
pub(crate) fn weighted(claim: &ClaimFinding, words: &Words) -> String {
    beside(claim, claim.weighted.as_ref(), |b| b.weighted, words)
}

fn beside(
    claim: &ClaimFinding,
    other: Option<&OtherShare>,
    of: impl Fn(&Branch) -> Option<f64>,
    words: &Words,
) -> String {
    if claim.share.is_none() {
        return String::new();
    }
    let share = match claim.apart.is_empty() {
        true => other.and_then(|o| Some(claim::share_of(o.share?, o.decided, words))),
        false => claim::range(claim::all_apart(claim).into_iter().filter_map(of), words),
    };
    share.unwrap_or_else(|| words.say("none left").to_owned())
}

/// What the columns of a table of claims say; `is_shown` knows them by their headings.
pub(crate) fn reading(findings: &Findings, is_shown: &dyn Fn(&str) -> bool, words: &Words) -> String {
    let is_apart = look::screen_claims(findings).iter().any(|(c, _)| !c.apart.is_empty());
    let fixed = [
        (is_shown("futures"), "Futures: the share in which a claim holds."),
        (true, "A share of sampled futures is not a probability."),
        (is_shown("by fit"), "By fit: weighted by fit to the record."),
        (is_shown("range"), "Range: lowest to highest share by explanation."),
        (is_apart, "Two figures: one explanation decides, so no average."),
    ];
    let mut told: Vec<String> = Vec::new();
    for (_, text) in fixed.into_iter().filter(|(is_told, _)| *is_told) {
        told.push(words.say(text).to_owned());
    }
    let survivors = survivors_sentence(findings, words).filter(|_| is_shown("survivors"));
    let survivors = survivors.or_else(|| nobody(findings, words));
    let after_share = if is_shown("futures") { 2 } else { 1 };
    told.splice(after_share..after_share, survivors);
    told.join(" ")
}

/// How many futures rest on surviving explanations alone, and the years of the record that they survive.
pub(crate) fn survivors_sentence(findings: &Findings, words: &Words) -> Option<String> {
    let left = findings.claims.iter().filter_map(|c| c.survivors.as_ref());
    let left = left.map(|s| s.decided.saturating_add(s.undecided)).max()?;
    let text = "Survivors: in the {futures} whose explanations the record of {years} does not reject.";
    let futures = words.count(left, "future", "futures");
    let values = [("futures", futures.as_str()), ("years", &years(findings, words))];
    let told = [
        Some(words.fill(text, &values)),
        unanswered(findings, words),
        untested(findings, words),
    ];
    Some(told.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// The questions of which the record rejects every explanation: they filter nothing.
fn unanswered(findings: &Findings, words: &Words) -> Option<String> {
    let questions = findings.nobody_survives.join(", ");
    let text = "It rejects every explanation of: {questions}.";
    (!questions.is_empty()).then(|| words.fill(text, &[("questions", &questions)]))
}

/// The questions of which no explanation has enough futures to be tested: they filter nothing either.
fn untested(findings: &Findings, words: &Words) -> Option<String> {
    let untested = findings.rivals.iter().filter(|rival| !is_tested(rival));
    let questions = untested.map(|rival| rival.alternative.as_str()).collect::<Vec<_>>().join(", ");
    let text = "Too few futures to test any explanation of: {questions}.";
    (!questions.is_empty()).then(|| words.fill(text, &[("questions", &questions)]))
}

fn is_tested(rival: &RivalFinding) -> bool {
    rival.choices.iter().any(|c| c.survives.is_some())
}

/// Why no claim has a share among survivors, where explanations were to be tested.
pub(crate) fn nobody(findings: &Findings, words: &Words) -> Option<String> {
    if has_survivors(findings) || findings.rivals.is_empty() {
        return None;
    }
    let told = if !findings.rivals.iter().any(is_tested) {
        words.say("No share among survivors: too few futures to test the explanations against the record. More futures would.")
    } else if findings.nobody_survives.len() >= findings.rivals.iter().filter(|r| is_tested(r)).count() {
        words.say("No share among survivors: the record rejects every explanation that was tested.")
    } else {
        words.say("No share among survivors: no future is left whose explanations the record does not reject.")
    };
    Some(told.to_owned())
}

/// The years of the record that tells explanations apart.
fn years(findings: &Findings, words: &Words) -> String {
    let windows = || findings.rivals.iter().map(|r| r.window);
    let from = windows().map(|w| w.0).fold(f64::INFINITY, f64::min);
    words.years(from, windows().map(|w| w.1).fold(f64::NEG_INFINITY, f64::max))
}

/// Which explanations the record does not reject, question by question: `why seizures fell: detection alone (1 of 5)`.
pub(crate) fn explanations(findings: &Findings, words: &Words) -> Option<String> {
    let told: Vec<String> = findings.rivals.iter().map(|rival| standing(rival, words)).collect();
    let text = "Not rejected by the record: {questions}.";
    (!told.is_empty()).then(|| words.fill(text, &[("questions", &told.join("; "))]))
}

/// The explanations of one question that stand, of how many; those that cannot be judged are told apart.
pub(crate) fn standing(rival: &RivalFinding, words: &Words) -> String {
    let named = |is: &dyn Fn(&ChoiceScore) -> bool| -> Vec<&str> {
        let own = rival.choices.iter().filter(|c| is(c));
        own.map(|c| c.choice.as_str()).collect()
    };
    let standing = named(&|c| c.survives == Some(true));
    let unknown = named(&|c| c.survives.is_none());
    let (left, all) = (words.whole(standing.len()), words.whole(rival.choices.len()));
    let choices = if standing.is_empty() {
        words.say("none of them").to_owned()
    } else {
        standing.join(", ")
    };
    let untested = words.whole(unknown.len());
    let values = [
        ("question", rival.alternative.as_str()),
        ("choices", &choices),
        ("left", &left),
        ("all", &all),
        ("untested", &untested),
    ];
    if unknown.len() == rival.choices.len() {
        words.fill("{question}: not tested, too few futures", &values)
    } else if standing.len() == rival.choices.len() {
        words.fill("{question}: all {all}", &values)
    } else if unknown.is_empty() {
        words.fill("{question}: {choices} ({left} of {all})", &values)
    } else {
        words.fill(
            "{question}: {choices} ({left} of {all}, {untested} with too few futures to tell)",
            &values,
        )
    }
}
