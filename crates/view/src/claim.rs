//! What became of a claim, in words.

use crate::words::Words;
use findings::{Branch, ClaimFinding, Driver, Findings, OtherShare};

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

/// In what share of futures a claim holds: `72 %`; one share a mechanism where these must not be pooled; a count when
/// few futures decide; words when none does.
pub(crate) fn holds_in(claim: &ClaimFinding, words: &Words) -> String {
    match claim.share {
        Some(_) if !claim.apart.is_empty() => apart_shares(claim, words),
        Some(share) => share_of(share, claim.decided, words),
        None if claim.predicate.is_empty() => words.say("not tested").to_owned(),
        None => words.say("undecided").to_owned(),
    }
}

/// The same in little room: a range where shares are not averaged.
pub(crate) fn holds_in_short(claim: &ClaimFinding, words: &Words) -> String {
    let apart = (claim.share.is_some() && !claim.apart.is_empty()).then(|| all_apart(claim));
    let range = apart.and_then(|branches| range(branches.iter().map(|b| b.share), words));
    range.unwrap_or_else(|| holds_in(claim, words))
}

/// The lowest and the highest of some shares.
pub(crate) fn range(shares: impl Iterator<Item = f64>, words: &Words) -> Option<String> {
    let ends = shares.fold(None, |ends: Option<(f64, f64)>, share| {
        let (low, high) = ends.unwrap_or((share, share));
        Some((low.min(share), high.max(share)))
    });
    ends.map(|(low, high)| words.share_range(low, high))
}

/// From what change on an effect counts, if the study has one yardstick.
pub(crate) fn yardstick(findings: &Findings, words: &Words) -> Option<String> {
    let material = words.stated(findings.material?);
    Some(words.fill("a change counts from {material} on", &[("material", &material)]))
}

/// The same with its unit: `72 % of futures`, `8 of 12 futures`.
pub(crate) fn holds_in_futures(claim: &ClaimFinding, words: &Words) -> String {
    let template = match claim.share {
        Some(_) if claim.decided < FEW && claim.apart.is_empty() => "{share} futures",
        Some(_) => "{share} of futures",
        None => "{share}",
    };
    words.fill(template, &[("share", &holds_in(claim, words))])
}

/// The share in another sample, in a word where none decides.
pub(crate) fn other(sample: &OtherShare, words: &Words) -> String {
    match sample.share {
        Some(share) if share.is_finite() => share_of(share, sample.decided, words),
        _ => words.say("undecided").to_owned(),
    }
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

/// The range of the shares over structural alternatives, where there are some.
pub(crate) fn across(claim: &ClaimFinding, words: &Words) -> String {
    let range = claim.across.map(|(low, high)| words.share_range(low, high));
    range.unwrap_or_default()
}

/// An assumption that a claim depends on, with its evidence: `price elasticity (judgement)`.
pub(crate) fn driver(driver: &Driver, words: &Words) -> String {
    match driver_evidence(driver, words) {
        evidence if evidence.is_empty() => driver.name.clone(),
        evidence => format!("{} ({evidence})", driver.name),
    }
}

/// The same with nothing but the kind of evidence.
pub(crate) fn driver_kind(driver: &Driver, words: &Words) -> String {
    match words.term(&driver.evidence) {
        "" => driver.name.clone(),
        kind => format!("{} ({kind})", driver.name),
    }
}

/// The shares within the choices of an alternative that must not be pooled.
pub(crate) fn apart<'a>(claim: &'a ClaimFinding, alternative: &'a str) -> impl Iterator<Item = &'a Branch> {
    claim.branches.iter().filter(move |b| b.alternative == alternative)
}

/// The shares of all choices that must not be pooled.
pub(crate) fn all_apart(claim: &ClaimFinding) -> Vec<&Branch> {
    claim.apart.iter().flat_map(|alternative| apart(claim, alternative)).collect()
}

/// `20 · 66 · 100 %`, in the order of the choices; the ends only where there are many.
fn apart_shares(claim: &ClaimFinding, words: &Words) -> String {
    const MOST: usize = 4;
    let shares: Vec<f64> = all_apart(claim).iter().map(|b| b.share).collect();
    if claim.apart.len() == 1 && (1..=MOST).contains(&shares.len()) {
        return words.share_list(&shares);
    }
    let low = shares.iter().copied().fold(f64::INFINITY, f64::min);
    words.share_range(low, shares.iter().copied().fold(f64::NEG_INFINITY, f64::max))
}

/// `trust recovers: fully 20 %, in part 66 %, never 100 % (not averaged)`, one for each alternative.
pub(crate) fn apart_notes(claim: &ClaimFinding, words: &Words) -> Vec<String> {
    let told = |alternative: &String| {
        let shares = apart(claim, alternative).map(|b| format!("{} {}", b.choice, words.share(b.share)));
        let shares = shares.collect::<Vec<_>>().join(", ");
        let values = [("alternative", alternative.as_str()), ("shares", &shares)];
        words.fill("By \"{alternative}\": {shares} (not averaged)", &values)
    };
    claim.apart.iter().map(told).collect()
}

/// The same claim in other samples: `45 % if disputed ranges are narrowed; …`, if there are any and the claim is pooled.
pub(crate) fn beside(claim: &ClaimFinding, words: &Words) -> Option<String> {
    if !claim.apart.is_empty() {
        return None;
    }
    let told = [
        ("{share} if disputed ranges are narrowed", &claim.narrow),
        ("{share} if futures unlike the past count too", &claim.unfiltered),
        ("{share} in futures fitted anew to the record", &claim.fitted),
    ];
    let told = told.into_iter().filter_map(|(template, other)| {
        let other = other.as_ref()?;
        let share = share_of(other.share?, other.decided, words);
        Some(words.fill(template, &[("share", &share)]))
    });
    let told = told.collect::<Vec<_>>().join("; ");
    (!told.is_empty()).then(|| words.fill("Robustness: {told}", &[("told", &told)]))
}

/// A share, or a count where few futures decide.
pub(crate) fn share_of(share: f64, decided: usize, words: &Words) -> String {
    if decided < FEW {
        held_of(share, decided, words)
    } else {
        words.share(share)
    }
}

/// The evidence's own words for a driver: `judgement`, `source: one precedent`.
pub(crate) fn driver_evidence(driver: &Driver, words: &Words) -> String {
    const SHORT: usize = 32;
    match (words.term(&driver.evidence), driver.note.as_str()) {
        ("", "") => String::new(),
        ("", note) if note.chars().count() <= SHORT => note.to_owned(),
        (kind, note) if note.is_empty() || note.chars().count() > SHORT => kind.to_owned(),
        (kind, note) => format!("{kind}: {note}"),
    }
}
