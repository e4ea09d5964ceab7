//! The plain sentences that a reader can repeat, each with its weakest assumption; and what else moves the shares.

use crate::claim;
use crate::look;
use crate::words::Words;
use findings::{ClaimFinding, Findings, PlainSentence};

/// A share that moves by so much in another sample is told.
const MOVES: f64 = 0.1;

/// `Weakest assumption: backlash to foreign force (judgement).`
pub(crate) fn weakest(sentence: &PlainSentence, words: &Words) -> String {
    match &sentence.weakest {
        Some(driver) => {
            let name = claim::driver_kind(driver, words);
            words.fill("Weakest assumption: {name}.", &[("name", &name)])
        }
        None => words.say("No single assumption dominates.").to_owned(),
    }
}

/// The claims whose shares the narrower ranges move most: `It destabilises the region 42 → 76 %`.
pub(crate) fn movers(findings: &Findings, words: &Words) -> Option<String> {
    let claims = look::screen_claims(findings);
    let told: Vec<String> = claims.iter().filter_map(|(c, says)| mover(c, says, words)).collect();
    let points = words.whole((MOVES * 100.0).round() as usize);
    let values = [("points", points.as_str()), ("claims", &told.join("; "))];
    (!told.is_empty()).then(|| {
        words.fill(
            "Narrowing disputed ranges moves these by {points} points or more: {claims}.",
            &values,
        )
    })
}

fn mover(claim: &ClaimFinding, says: &str, words: &Words) -> Option<String> {
    let (from, to) = (claim.share?, claim.narrow.as_ref()?.share?);
    let is_told = claim.apart.is_empty() && claim.decided >= claim::FEW && (to - from).abs() >= MOVES;
    is_told.then(|| format!("{says} {}", words.share_change(from, to)))
}
