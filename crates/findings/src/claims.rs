//! Claims and what became of them.

use serde::{Deserialize, Serialize};

/// A claim and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ClaimFinding {
    /// Its id in the ledger.
    pub id: String,
    /// The claim in our words.
    pub says: String,
    /// The words for the first screen, if it belongs there.
    pub screen: Option<String>,
    /// Its kind: risk, causal claim, recommendation.
    pub kind: String,
    /// Lines of the document.
    pub lines: Vec<u32>,
    /// The predicate as written; empty when there is none.
    pub predicate: String,
    /// Why no predicate can be fair, when there is none.
    pub unfair: Option<String>,
    /// In what share of the decided futures it holds; `None` when there is no predicate or no decided future.
    pub share: Option<f64>,
    /// The sampling error of the share (one standard error).
    pub standard_error: f64,
    /// How many futures decide it.
    pub decided: usize,
    /// How many do not, because a run failed.
    pub undecided: usize,
    /// The share by each choice of each structural alternative.
    pub branches: Vec<Branch>,
    /// The smallest and the largest share over the branches of at least ten futures.
    pub across: Option<(f64, f64)>,
    /// Alternatives over which the share must not be pooled, since it clearly differs between their choices: read `branches`.
    #[serde(default)]
    pub apart: Vec<String>,
    /// What the claim turns on, strongest first.
    pub drivers: Vec<Driver>,
    /// How many assumptions move the share by more than chance does; `drivers` has the strongest of them.
    #[serde(default)]
    pub deciding: usize,
    /// How many of these rest on judgement.
    #[serde(default)]
    pub deciding_by_judgement: usize,
    /// The same share with the narrower ranges, in a sample of its own.
    #[serde(default)]
    pub narrow: Option<OtherShare>,
    /// The same share in all sampled futures, whatever their past looks like.
    #[serde(default)]
    pub unfiltered: Option<OtherShare>,
    /// The same share in the accepted futures of `fitted/`.
    #[serde(default)]
    pub fitted: Option<OtherShare>,
    /// The share in the accepted futures whose every explanation passed the record's test; `None` where no explanation is tested,
    /// or no such future is left.
    #[serde(default)]
    pub survivors: Option<OtherShare>,
    /// The share with each accepted future weighted by how likely the record makes it; `None` where there is no such record.
    #[serde(default)]
    pub weighted: Option<OtherShare>,
    /// The share over other thresholds, for a claim that compares one outcome under two policies.
    #[serde(default)]
    pub curve: Option<Curve>,
    /// The strongest rival explanation.
    pub rival: String,
}

/// A claim's share in another sample than the one that its verdict rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OtherShare {
    /// In what share of the decided futures it holds; `None` when none decides.
    pub share: Option<f64>,
    /// The sampling error of the share (one standard error).
    pub standard_error: f64,
    /// How many futures decide it.
    pub decided: usize,
    /// How many do not, because a run failed.
    pub undecided: usize,
    /// How many equally weighted futures would say as much (Kish 1965), where futures are weighted.
    #[serde(default)]
    pub effective: Option<f64>,
}

/// In what share of futures an outcome changes by at least so much under one policy against another, threshold by threshold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Curve {
    /// The outcome.
    pub outcome: String,
    /// The policy that is judged.
    pub policy: String,
    /// The policy that it is compared with, in the same future.
    pub against: String,
    /// The change that the claim asks for: -0.02 is 2 % less where `relative`, else 0.02 of the outcome's unit.
    pub threshold: f64,
    /// Whether changes are shares of the size of the outcome under `against`.
    pub relative: bool,
    /// Whether the claim asks for more than the threshold; else for less.
    pub more: bool,
    /// By ascending thresholds.
    pub points: Vec<CurvePoint>,
}

/// A claim's share at one threshold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CurvePoint {
    /// The change asked for.
    pub threshold: f64,
    /// In what share of the decided futures there is as much.
    pub share: f64,
}

/// A claim's share within one choice of a structural alternative.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Branch {
    /// The alternative.
    pub alternative: String,
    /// The choice.
    pub choice: String,
    /// In what share of its futures the claim holds.
    pub share: f64,
    /// How many futures that is of.
    pub futures: usize,
    /// The same share among its futures whose every explanation passed the record's test; `None` where too few are left.
    #[serde(default)]
    pub survivors: Option<f64>,
    /// The same with each of its futures weighted by how likely the record makes it; `None` where there is no such record.
    #[serde(default)]
    pub weighted: Option<f64>,
}

/// An assumption that a claim turns on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Driver {
    /// The uncertainty or alternative.
    pub name: String,
    /// The claim's share in its lowest third (or its least favourable choice).
    pub from: f64,
    /// The claim's share in its highest third (or its most favourable choice).
    pub to: f64,
    /// The kind of evidence behind it: source, derived, calibrated, judgement.
    pub evidence: String,
    /// What is known, in a few words.
    pub note: String,
}
