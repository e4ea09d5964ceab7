//! What is judged, and what is drawn over time.

use super::CellId;
use crate::Measure;
use findings::Better;

/// What is judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Its name.
    pub name: String,
    /// How it is computed.
    pub measure: Measure,
    /// How it is computed, in words.
    pub how: String,
    /// A short heading for a table.
    pub heading: String,
    /// The unit as written.
    pub unit: String,
    /// Whether less or more of it is good.
    pub better: Better,
    /// Beyond which value it counts as failed.
    pub fail: Option<Fail>,
    /// Whether it is on the first screen.
    pub first_screen: bool,
    /// Whether a change relative to the reference makes sense.
    pub relative: bool,
    /// Whether it stands in the table of harm and benefit.
    pub balance: bool,
}

/// A threshold and why it is one.
#[derive(Clone, Debug, PartialEq)]
pub struct Fail {
    /// The threshold.
    pub value: f64,
    /// Whether values above it fail; else those below.
    pub above: bool,
    /// Why it is one.
    pub why: String,
}

/// A fan chart.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartPlan {
    /// What it shows.
    pub title: String,
    /// The model's variable.
    pub variable: CellId,
    /// Its unit as written.
    pub unit: String,
    /// The observed series: its position in [`super::History::comparisons`].
    pub comparison: Option<usize>,
}
