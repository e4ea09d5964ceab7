//! Harm and benefit side by side, and plain sentences for the first screen.

use super::Driver;
use serde::{Deserialize, Serialize};

/// What a policy does for better and for worse, by one yardstick for all outcomes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Balance {
    /// The policy.
    pub policy: String,
    /// The outcomes that the study wants weighed, in the file's order.
    pub rows: Vec<BalanceRow>,
}

/// One outcome of a balance.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BalanceRow {
    /// The outcome.
    pub outcome: String,
    /// In what share of the decided futures it is better than under the reference, by the yardstick at least.
    pub better: f64,
    /// In what share it is worse, by the yardstick at least.
    pub worse: f64,
    /// The median change against the reference.
    pub median: f64,
    /// Whether changes are shares of the reference's value; else they are in the outcome's unit.
    pub relative: bool,
}

/// A sentence that a reader can repeat, with the shares that it states.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PlainSentence {
    /// The sentence as the study says it, with its placeholders; by it translations know the sentence.
    #[serde(default)]
    pub says: String,
    /// The sentence, each placeholder such as `{A28}` filled in: `40 %`.
    pub text: String,
    /// Each placeholder, without its braces, and its share; where the share must not be pooled, the smallest and the largest one.
    pub shares: Vec<(String, f64)>,
    /// The assumption among those that its claims turn on that rests on least: the first by judgement, else the first.
    pub weakest: Option<Driver>,
}
