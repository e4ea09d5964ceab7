//! What nobody knows: constants with ranges, and which mechanism is true.

use super::{Assignment, CellId, Evidence};

/// A constant with a range.
#[derive(Clone, Debug, PartialEq)]
pub struct Uncertainty {
    /// The constant's name, as the study spells it.
    pub name: String,
    /// The constant.
    pub constant: CellId,
    /// The smallest value.
    pub low: f64,
    /// The value of a single run.
    pub base: f64,
    /// The largest value.
    pub high: f64,
    /// What somebody would sample who trusts the base more: within `low` and `high`, around `base`.
    pub narrow: Option<(f64, f64)>,
    /// Whether the logarithm is drawn evenly, not the value.
    pub logarithmic: bool,
    /// The unit as written.
    pub unit: String,
    /// What supports the range.
    pub evidence: Evidence,
    /// What it stands for, in the words of a reader who is asked what a claim turns on; may be empty.
    pub question: String,
}

/// A structural uncertainty: mechanisms of which one is true.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// Its name.
    pub name: String,
    /// What it asks.
    pub question: String,
    /// The mechanisms.
    pub choices: Vec<Choice>,
    /// Whether a share may be given over all its choices together; else claims are reported for each choice.
    pub pooled: bool,
    /// The choices that stay with the narrower ranges, as positions; empty for all.
    pub narrow: Vec<usize>,
    /// What supports them.
    pub evidence: Evidence,
}

/// One mechanism.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Its name.
    pub label: String,
    /// The constants that select it.
    pub set: Vec<Assignment>,
    /// How often it is drawn, relative to the others.
    pub weight: f64,
}
