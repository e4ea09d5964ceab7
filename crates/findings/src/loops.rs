//! Feedback loops and what the model makes of them.

use serde::{Deserialize, Serialize};

/// A feedback loop and what the model makes of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LoopFinding {
    /// Its key: `R1`.
    pub key: String,
    /// What it is called; empty for a loop that nobody named.
    pub name: String,
    /// What the study takes it for.
    pub named: Option<LoopSign>,
    /// What its links make of it.
    pub found: LoopSign,
    /// Its links, the last leading back to the first.
    pub links: Vec<LoopLink>,
}

/// What a loop does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LoopSign {
    /// A change comes back larger in its own direction: an even number of negative links.
    #[default]
    Reinforcing,
    /// A change comes back against itself: an odd number.
    Balancing,
    /// A link works both ways along the base run.
    Mixed,
    /// A link has no effect along the base run.
    Silent,
    /// One of its variables is set from outside: the loop does not close.
    Open,
    /// The model lacks one of its links.
    Missing,
}

/// One link of a loop.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LoopLink {
    /// The cause.
    pub from: String,
    /// The effect.
    pub to: String,
    /// Which way it works.
    pub polarity: Polarity,
    /// In what share of the moments with an effect it is positive.
    pub positive_share: Option<f64>,
    /// Whether it gathers over time: the effect is a stock, or the link passes through one.
    pub delayed: bool,
    /// For a link that is missing: the variables of the shortest way, if there is any.
    pub by: Vec<String>,
    /// For a link without effect: the constants beside the cause in the effect's equation that are 0, such as a lever or a
    /// switch that nobody has set.
    pub zeros: Vec<String>,
}

/// Which way a link works along the base run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// More of the cause, more of the effect.
    #[default]
    Positive,
    /// More of the cause, less of the effect.
    Negative,
    /// Now one, now the other.
    Mixed,
    /// No effect at any moment of the base run.
    Silent,
    /// The effect is a constant, set from outside.
    Exogenous,
    /// There is no such link.
    Missing,
}
