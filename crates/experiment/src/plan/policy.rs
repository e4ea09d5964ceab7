//! What someone could do: levers, and policies that move them over time.

use super::{CellId, Evidence};

/// Something that someone could set.
#[derive(Clone, Debug, PartialEq)]
pub struct Lever {
    /// Its name.
    pub name: String,
    /// The constant that it sets.
    pub constant: CellId,
    /// The unit as written.
    pub unit: String,
    /// The smallest value.
    pub low: f64,
    /// The value when nobody touches it.
    pub base: f64,
    /// The largest value.
    pub high: f64,
    /// Who could set it.
    pub actor: String,
    /// What it costs.
    pub cost: Cost,
    /// Lines of the document that name it.
    pub article: Vec<u32>,
    /// What supports it.
    pub evidence: Evidence,
}

/// What a unit of a lever costs.
#[derive(Clone, Debug, PartialEq)]
pub enum Cost {
    /// Nothing is said.
    Unsaid,
    /// There is no public figure, and why.
    Unknown(String),
    /// A range.
    Range {
        /// The smallest figure.
        low: f64,
        /// The largest figure.
        high: f64,
        /// Its unit.
        unit: String,
        /// Where it comes from.
        note: String,
    },
}

/// Something that someone could do: levers over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// What it sets.
    pub steps: Vec<PolicyStep>,
    /// Whether it stands in the tables; a policy that only serves a claim does not.
    pub shown: bool,
}

/// What a lever does under a policy: from `from` on it moves to `value` within `ramp` years, and back at `until`.
#[derive(Clone, Debug, PartialEq)]
pub struct PolicyStep {
    /// The lever: its position in [`crate::Plan::levers`].
    pub lever: usize,
    /// The value in force.
    pub value: f64,
    /// The year it begins.
    pub from: f64,
    /// The year it ends; `None` if it does not.
    pub until: Option<f64>,
    /// How many years it takes to reach the value.
    pub ramp: f64,
}
