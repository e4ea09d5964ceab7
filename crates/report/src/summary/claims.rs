//! Claims over the accepted futures: the share in which each holds, its range across mechanisms, and what it turns on.

use super::curve;
use super::record::Record;
use crate::SideSamples;
use analysis::{Input, InputValues, Share, WeightedShare, drivers};
use experiment::Ensemble;
use experiment::plan::Alternative;
use findings::{Branch, ClaimFinding, Driver, OtherShare};
use study::evidence::{Kind, badge};
use study::{Claim, Pair, Predicate, Study};

/// How many assumptions are named for each claim.
const MOST_DRIVERS: usize = 5;

/// Branches of fewer futures do not count in the range across mechanisms: chance alone would widen it.
const FEWEST: usize = 10;

/// How many standard errors two choices' shares lie apart where a pooled share is not the answer.
const CLEARLY: f64 = 3.0;

/// What claims are judged by.
pub(super) struct Judge<'a> {
    pub study: &'a Study,
    ensemble: &'a Ensemble,
    side_samples: &'a SideSamples,
    record: Record,
    inputs: Inputs<'a>,
}

impl<'a> Judge<'a> {
    pub fn new(study: &'a Study, ensemble: &'a Ensemble, side_samples: &'a SideSamples, record: Record) -> Self {
        Judge {
            study,
            ensemble,
            side_samples,
            record,
            inputs: Inputs::new(study, ensemble),
        }
    }

    /// What became of each claim.
    pub fn claims(&self) -> Vec<ClaimFinding> {
        self.study.claims.iter().map(|claim| self.finding(claim)).collect()
    }

    /// The shares of as much change the other way, for a claim that compares one outcome under two policies.
    pub fn opposite(&self, claim: usize) -> Option<ClaimFinding> {
        let predicate = self.study.claims[claim].predicate.as_ref().ok()?;
        let plan = &self.study.plan;
        let opposite = predicate.opposite(&plan.outcomes, plan.reference)?;
        let truths = truths(&opposite, self.study, self.ensemble);
        let mut found = ClaimFinding::default();
        self.pooled(&truths, &mut found);
        self.across_mechanisms(&truths, &mut found);
        Some(found)
    }

    fn finding(&self, claim: &Claim) -> ClaimFinding {
        let mut found = ClaimFinding {
            id: claim.id.clone(),
            says: claim.says.clone(),
            screen: claim.screen.clone(),
            kind: claim.kind.clone(),
            lines: claim.lines.clone(),
            rival: claim.rival.clone(),
            ..ClaimFinding::default()
        };
        match &claim.predicate {
            Err(why) => found.unfair = Some(why.clone()),
            Ok(predicate) => self.judge_if_run(predicate, &mut found),
        }
        found
    }

    /// A claim about a policy that was left out of this run is not judged: a share of nothing would read as `never`.
    fn judge_if_run(&self, predicate: &Predicate, found: &mut ClaimFinding) {
        found.predicate = predicate.text.clone();
        if let Some(policy) = self.left_out(predicate) {
            found.unfair = Some(format!("not judged: the policy `{policy}` was left out of this run"));
            return;
        }
        self.judge(predicate, found);
        self.in_side_samples(predicate, found);
    }

    /// A policy that the predicate needs and that was not carried out.
    fn left_out(&self, predicate: &Predicate) -> Option<&str> {
        let pairs = predicate.pairs(self.study.plan.reference);
        let missing = pairs.iter().find(|p| !self.ensemble.ran(p.policy))?;
        Some(&self.study.plan.policies[missing.policy].name)
    }

    fn judge(&self, predicate: &Predicate, found: &mut ClaimFinding) {
        let truths = truths(predicate, self.study, self.ensemble);
        self.pooled(&truths, found);
        self.across_mechanisms(&truths, found);
        self.turns_on(&truths, found);
        self.by_record(&truths, found);
        found.curve = curve::curve(predicate, &truths, self.study, self.ensemble);
    }

    /// The share over all accepted futures.
    fn pooled(&self, truths: &[Option<bool>], found: &mut ClaimFinding) {
        let share: Share = truths.iter().copied().collect();
        found.share = share.value();
        found.standard_error = share.standard_error();
        found.decided = share.decided();
        found.undecided = share.undecided;
    }

    /// The share among the futures that the record lets stand, and by how likely it makes each.
    fn by_record(&self, truths: &[Option<bool>], found: &mut ClaimFinding) {
        found.survivors = self.record.survives.as_ref().map(|survives| {
            let left = truths.iter().zip(survives).filter(|(_, survives)| **survives);
            plain(left.map(|(truth, _)| *truth).collect())
        });
        found.weighted = self.record.weights.as_ref().map(|weights| {
            let answers = truths.iter().copied().zip(weights.iter().copied());
            weighted(answers.collect())
        });
    }

    /// The share under each mechanism. A mechanism is not drawn by chance in the world: the range says more than the mean.
    fn across_mechanisms(&self, truths: &[Option<bool>], found: &mut ClaimFinding) {
        for (alternative, choices) in self.inputs.alternatives(self.study) {
            let shares = by_choice(alternative, choices, truths);
            found.apart.extend(apart(alternative, &shares));
            let named = branches(alternative, &shares);
            found.branches.extend(named.into_iter().map(|(choice, branch)| Branch {
                survivors: self.survivors_of(choice, choices, truths),
                weighted: self.weighted_of(choice, choices, truths),
                ..branch
            }));
        }
        let shares = || found.branches.iter().filter(|b| b.futures >= FEWEST).map(|b| b.share);
        let (low, high) = (shares().reduce(f64::min), shares().reduce(f64::max));
        found.across = low.zip(high);
    }

    /// The share of one choice among the futures that the record lets stand.
    fn survivors_of(&self, choice: usize, choices: &[u32], truths: &[Option<bool>]) -> Option<f64> {
        let survives = self.record.survives.as_ref()?;
        let own = choices.iter().zip(truths).zip(survives);
        let left = own.filter(|((c, _), survives)| **survives && **c as usize == choice);
        let share: Share = left.map(|((_, truth), _)| *truth).collect();
        share.value().filter(|_| share.decided() >= FEWEST)
    }

    /// The share of one choice by how likely the record makes its futures.
    fn weighted_of(&self, choice: usize, choices: &[u32], truths: &[Option<bool>]) -> Option<f64> {
        let weights = self.record.weights.as_ref()?;
        let own = choices.iter().zip(truths).zip(weights);
        let own = own.filter(|((c, _), _)| **c as usize == choice);
        own.map(|((_, truth), weight)| (*truth, *weight)).collect::<WeightedShare>().value()
    }

    fn turns_on(&self, truths: &[Option<bool>], found: &mut ClaimFinding) {
        let mut deciding = turns_on(self.study, &self.inputs, truths);
        let by_judgement = |d: &&Driver| d.evidence == Kind::Judgement.word();
        // Counted before the list is cut.
        found.deciding = deciding.len();
        found.deciding_by_judgement = deciding.iter().filter(by_judgement).count();
        deciding.truncate(MOST_DRIVERS);
        found.drivers = deciding;
    }

    /// The claim's share in the side samples.
    fn in_side_samples(&self, predicate: &Predicate, found: &mut ClaimFinding) {
        let share = |other: &Ensemble| -> Share { truths(predicate, self.study, other).into_iter().collect() };
        let side = self.side_samples;
        found.narrow = side.narrow.as_ref().map(|narrow| plain(share(narrow)));
        found.fitted = side.fitted.as_ref().map(|(fitted, _)| plain(share(fitted)));
        let rejected = side.rejected.as_ref().map(share);
        let drawn = self.ensemble.sample.count;
        // Where nothing was rejected the accepted ones are all; where some were and none was run, nothing is known of all.
        if rejected.is_some() || self.ensemble.accepted.len() == drawn {
            found.unfiltered = Some(joined(share(self.ensemble), rejected, drawn));
        }
    }
}

fn weighted(share: WeightedShare) -> OtherShare {
    OtherShare {
        share: share.value(),
        standard_error: share.standard_error(),
        decided: share.decided,
        undecided: share.undecided,
        effective: Some(share.effective()),
    }
}

fn plain(share: Share) -> OtherShare {
    OtherShare {
        share: share.value(),
        standard_error: share.standard_error(),
        decided: share.decided(),
        undecided: share.undecided,
        effective: None,
    }
}

/// The share in all `drawn` futures, from that in the accepted ones and that in some of the rejected: each counts as often as
/// there are futures of its kind.
fn joined(accepted: Share, rejected: Option<Share>, drawn: usize) -> OtherShare {
    let Some(rejected) = rejected else {
        return plain(accepted);
    };
    // Two strata of known size (Cochran 1977, chapter 5): their means by size, their errors independent. Only some of the rejected
    // were run; to pool all runs would weigh history's filter by how many those were.
    let count = accepted.decided() + accepted.undecided;
    let part = count as f64 / drawn.max(1) as f64;
    let shares = [(accepted, part), (rejected, 1.0 - part)];
    let decided: Vec<&(Share, f64)> = shares.iter().filter(|(s, _)| s.value().is_some()).collect();
    let weights: f64 = decided.iter().map(|(_, w)| w).sum();
    let sum = |of: &dyn Fn(&Share, f64) -> f64| -> f64 { decided.iter().map(|(s, w)| of(s, w / weights)).sum() };
    let mean = sum(&|s, w| w * s.value().unwrap_or(0.0));
    let variance = sum(&|s, w| (w * s.standard_error()) * (w * s.standard_error()));
    OtherShare {
        share: (!decided.is_empty()).then_some(mean),
        standard_error: math::sqrt(variance),
        decided: accepted.decided() + rejected.decided(),
        undecided: accepted.undecided + rejected.undecided,
        effective: None,
    }
}

/// Whether the claim holds in each accepted future.
fn truths(predicate: &Predicate, study: &Study, ensemble: &Ensemble) -> Vec<Option<bool>> {
    let holds = |slot: usize| {
        // A failed run is no number here, and no comparison with one decides: the future counts as undecided, not as `no`.
        let value = |pair: Pair| ensemble.value(pair.policy, slot, pair.outcome).unwrap_or(f64::NAN);
        predicate.holds(study.plan.reference, &value)
    };
    (0..ensemble.accepted.len()).map(holds).collect()
}

fn by_choice(alternative: &Alternative, choices: &[u32], truths: &[Option<bool>]) -> Vec<Share> {
    let share = |choice: usize| {
        let own = choices.iter().zip(truths).filter(|(c, _)| **c as usize == choice);
        own.map(|(_, truth)| *truth).collect()
    };
    (0..alternative.choices.len()).map(share).collect()
}

/// The choices in which some future decides, with their places.
fn branches(alternative: &Alternative, shares: &[Share]) -> Vec<(usize, Branch)> {
    let all = alternative.choices.iter().zip(shares).enumerate();
    all.filter_map(|(at, (choice, share))| {
        let branch = Branch {
            alternative: alternative.name.clone(),
            choice: choice.label.clone(),
            share: share.value()?,
            futures: share.decided(),
            ..Branch::default()
        };
        Some((at, branch))
    })
    .collect()
}

/// The alternative's name, when it is not to be pooled and its choices clearly differ.
fn apart(alternative: &Alternative, shares: &[Share]) -> Option<String> {
    if alternative.pooled {
        return None;
    }
    let by_value = |a: &&Share, b: &&Share| a.value().partial_cmp(&b.value()).unwrap_or(std::cmp::Ordering::Equal);
    let decided = || shares.iter().filter(|s| s.value().is_some());
    let (low, high) = decided().min_by(by_value).zip(decided().max_by(by_value))?;
    let difference = high.value()? - low.value()?;
    // Of the two most different of several choices, which chance alone sets apart: three errors and not two.
    let error = math::sqrt(low.standard_error() * low.standard_error() + high.standard_error() * high.standard_error());
    (difference > 0.0 && difference >= CLEARLY * error).then(|| alternative.name.clone())
}

fn turns_on(study: &Study, inputs: &Inputs<'_>, truths: &[Option<bool>]) -> Vec<Driver> {
    let truth: Vec<Option<f64>> = truths.iter().map(|t| t.map(|t| f64::from(u8::from(t)))).collect();
    let list = inputs.list();
    let found = drivers(&list, &truth).into_iter();
    found.map(|driver| with_evidence(study, driver)).collect()
}

fn with_evidence(study: &Study, driver: analysis::Driver) -> Driver {
    let (evidence, note) = behind(study, driver.input);
    Driver {
        name: driver.name,
        from: driver.from.mean,
        to: driver.to.mean,
        evidence,
        note,
    }
}

/// The evidence behind an input, and what it stands for.
fn behind(study: &Study, input: usize) -> (String, String) {
    let known = |question: &str, note: &str| if question.is_empty() { note } else { question }.to_string();
    match study.plan.uncertainties.get(input) {
        Some(u) => (u.evidence.word().into(), known(&u.question, &u.evidence.note)),
        None => {
            let a = &study.plan.alternatives[input - study.plan.uncertainties.len()];
            let kind = badge(study, a).map_or("none", Kind::word);
            (kind.into(), known(&a.question, &a.evidence.note))
        }
    }
}

/// The inputs of the accepted futures: uncertainties, then alternatives.
struct Inputs<'a> {
    names: Vec<&'a str>,
    values: Vec<Vec<f64>>,
    choices: Vec<Vec<u32>>,
}

impl<'a> Inputs<'a> {
    fn new(study: &'a Study, ensemble: &Ensemble) -> Self {
        let (values, choices) = (ensemble.sample.values.iter(), ensemble.sample.choices.iter());
        let names = study.plan.uncertainties.iter().map(|u| u.name.as_str());
        let alternatives = study.plan.alternatives.iter().map(|a| a.name.as_str());
        Inputs {
            names: names.chain(alternatives).collect(),
            values: values.map(|column| accepted(column, &ensemble.accepted)).collect(),
            choices: choices.map(|column| accepted(column, &ensemble.accepted)).collect(),
        }
    }

    fn alternatives<'b>(&'b self, study: &'b Study) -> impl Iterator<Item = (&'b Alternative, &'b [u32])> {
        let alternatives = study.plan.alternatives.iter();
        alternatives.zip(self.choices.iter().map(Vec::as_slice))
    }

    fn list(&self) -> Vec<Input<'_>> {
        let ranges = self.values.iter().map(|v| InputValues::Range(v));
        let choices = self.choices.iter().map(|c| InputValues::Choice(c));
        let named = self.names.iter().zip(ranges.chain(choices));
        named.map(|(name, values)| Input { name, values }).collect()
    }
}

fn accepted<T: Copy>(column: &[T], futures: &[usize]) -> Vec<T> {
    futures.iter().filter_map(|f| column.get(*f)).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use experiment::plan::{Choice, Evidence};

    fn alternative(pooled: bool) -> Alternative {
        let choice = |label: &str| Choice {
            label: label.into(),
            set: Vec::new(),
            weight: 1.0,
        };
        Alternative {
            name: "does trust come back".into(),
            question: String::new(),
            choices: ["soon", "never"].map(choice).to_vec(),
            pooled,
            narrow: Vec::new(),
            evidence: Evidence::default(),
        }
    }

    fn share(yes: usize, no: usize) -> Share {
        Share { yes, no, undecided: 0 }
    }

    #[test]
    fn choices_that_clearly_differ_are_not_pooled() {
        let name = Some("does trust come back".to_string());
        let differ = [share(0, 40), share(30, 10)];
        assert_eq!(apart(&alternative(false), &differ), name);
        assert_eq!(apart(&alternative(true), &differ), None);
        // 22/40 and 18/40 lie 0.1 apart, each with a standard error of 0.079.
        let alike = [share(18, 22), share(22, 18)];
        assert_eq!(apart(&alternative(false), &alike), None);
        assert_eq!(apart(&alternative(false), &[share(3, 1), share(0, 0)]), None);
    }
}
