//! Plain sentences with the shares of their claims.

use super::claims::Judge;
use findings::{ClaimFinding, Driver, PlainSentence};
use study::evidence::Kind;
use study::{Mark, Sentence, fill};

/// The language in which findings are made; translations fill the sentences anew.
const LANGUAGE: &str = "en";

/// The study's sentences. One with a share that this run does not know (a policy left out, no future that decides) is left out:
/// it would state nothing.
pub(super) fn sentences(judge: &Judge<'_>, claims: &[ClaimFinding]) -> Vec<PlainSentence> {
    let sentences = judge.study.sentences.iter();
    sentences.filter_map(|s| sentence(s, judge, claims)).collect()
}

fn sentence(sentence: &Sentence, judge: &Judge<'_>, claims: &[ClaimFinding]) -> Option<PlainSentence> {
    let mut shares: Vec<(String, f64)> = Vec::new();
    for mark in &sentence.marks {
        if shares.iter().all(|(written, _)| *written != mark.written) {
            let own = shares_of(mark, judge, claims)?;
            shares.extend(own.into_iter().map(|share| (mark.written.clone(), share)));
        }
    }
    Some(PlainSentence {
        says: sentence.says.clone(),
        text: fill(&sentence.says, &shares, LANGUAGE),
        shares,
        weakest: weakest(sentence, claims),
    })
}

/// One share, or the smallest and the largest where they must not be pooled.
fn shares_of(mark: &Mark, judge: &Judge<'_>, claims: &[ClaimFinding]) -> Option<Vec<f64>> {
    let claim = &claims[mark.claim];
    let share = claim.share?;
    if !mark.opposite {
        return Some(stated(share, claim));
    }
    let opposite = judge.opposite(mark.claim)?;
    Some(stated(opposite.share?, &opposite))
}

fn stated(share: f64, claim: &ClaimFinding) -> Vec<f64> {
    let branches = claim.branches.iter().filter(|b| claim.apart.contains(&b.alternative));
    let apart: Vec<f64> = branches.map(|b| b.share).collect();
    let ends = apart.iter().copied().reduce(f64::min).zip(apart.iter().copied().reduce(f64::max));
    ends.map_or(vec![share], |(low, high)| vec![low, high])
}

/// What its claims turn on: the first that rests on judgement, else the first.
fn weakest(sentence: &Sentence, claims: &[ClaimFinding]) -> Option<Driver> {
    let drivers = || sentence.marks.iter().flat_map(|mark| &claims[mark.claim].drivers);
    let judged = drivers().find(|d| d.evidence == Kind::Judgement.word());
    judged.or_else(|| drivers().next()).cloned()
}
