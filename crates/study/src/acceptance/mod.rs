//! Acceptance tests: what a model must reproduce before anybody should listen to it, each figure with the range it must reach.
//!
//! Comes in: `acceptance.toml` beside a study. Goes out: one [`TestFinding`] a test. Single runs, without the ensemble: levers
//! stay as the model has them. Expected ranges come from sources, never from the model's own output; a test that the model
//! fails may stay with `expect = "missed"` and a written reason.

mod course;
mod finding;
mod read;
mod score;
mod verify;

pub use finding::{BandFinding, MeasureFinding, TestFinding, Verdict};
pub use read::{load, read};
pub use verify::verify;

use crate::history::Observation;
use crate::study::Set;
use check::VariableId;

/// The tests of a study, in the file's order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Acceptance {
    /// The tests.
    pub tests: Vec<Trial>,
}

/// One test: figures that must lie in their ranges.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// Its id: `T7`.
    pub id: String,
    /// What it asks for.
    pub title: String,
    /// Where the expected figures come from.
    pub source: String,
    /// Why it is posed as it is, or why it cannot be met; may be empty.
    pub note: String,
    /// Whether the study says that the model fails it.
    pub expected_to_miss: bool,
    /// Its figures.
    pub figures: Vec<Figure>,
    /// Observed values that must lie in the band of the accepted futures: (label, observed). They need the ensemble.
    pub bands: Vec<(String, f64)>,
}

/// One figure of a test.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What it is.
    pub label: String,
    /// The constants of its run: those of the setting, of the test and its own, each once.
    pub set: Vec<Set>,
    /// The constants of a second run, and how the two are compared.
    pub against: Option<(Vec<Set>, Compare)>,
    /// The variable.
    pub variable: VariableId,
    /// How its course becomes a number.
    pub taken: Taken,
    /// The smallest value accepted.
    pub low: Option<f64>,
    /// The largest value accepted.
    pub high: Option<f64>,
}

/// How two runs are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// The first over the second, less 1.
    Change,
    /// The first less the second.
    Difference,
}

/// How a course becomes a number.
#[derive(Clone, Debug, PartialEq)]
pub enum Taken {
    /// Looked at over a stretch of time, and divided by another look of the same run.
    Reduced {
        /// How.
        by: By,
        /// The variable and look that it is divided by.
        over: Option<(VariableId, By)>,
    },
    /// Compared with observations.
    Scored {
        /// How.
        score: Score,
        /// The observations, in the variable's unit.
        points: Vec<Observation>,
    },
}

/// A look at a course; dates are years.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum By {
    /// The value at a date: at the last save point not behind it.
    At(f64),
    /// The mean over a stretch of time, save points weighted by how much of them lies within.
    Mean(f64, f64),
    /// The integral: in the variable's own time where it counts per time, else in years.
    Integral(f64, f64),
    /// The smallest value; the end does not belong to the window.
    Min(f64, f64),
    /// The largest value; the end does not belong to the window.
    Max(f64, f64),
}

/// How a course is compared with observations; each is held against the mean over its period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Score {
    /// The largest relative error.
    Worst,
    /// The mean relative error, without its sign.
    Mean,
    /// 1 less squared errors over squared deviations from the observed mean.
    Fit,
    /// The squared correlation of the changes from one observation to the next.
    Turns,
}
