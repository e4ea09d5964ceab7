//! Acceptance tests: what a model must reproduce before anybody should listen to it, each figure with the range it must reach.
//!
//! Comes in: `acceptance.toml` beside a study. Goes out: one `TestFinding` a test. Figures come from single runs, in which levers
//! stay as the model has them; bands from futures that history accepts; counts from the study itself. Expected ranges come from sources, never from the model's own output; a test that the model
//! fails may stay with `expect = "missed"` and a written reason.

mod read;

pub use read::{load, read};

use experiment::plan::{Assignment, CellId, Observation};

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
    /// Observed values that must lie in the band of the accepted futures.
    pub bands: Vec<Band>,
    /// Properties of the study itself.
    pub counts: Vec<Counted>,
}

/// An observed value that must lie in the middle 90 % of the accepted futures under the reference policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// What it is.
    pub label: String,
    /// The variable.
    pub variable: CellId,
    /// How its course becomes a number.
    pub by: By,
    /// The variable and look that it is divided by.
    pub over: Option<(CellId, By)>,
    /// What was observed.
    pub observed: f64,
}

/// A property of the study that is counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// What it is.
    pub label: String,
    /// What is counted.
    pub of: Count,
    /// The smallest number accepted.
    pub low: Option<f64>,
    /// The largest number accepted.
    pub high: Option<f64>,
}

/// What can be counted of a study.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Levers that no policy of the tables moves.
    LeversUnused,
    /// Levers that leave the course of every outcome's variable as it is, at either end of their range.
    LeversWithoutEffect,
    /// Levers whose cost is neither given nor said to be unknown.
    LeversWithoutCost,
    /// Choices of alternatives that are drawn more or less often than the others of theirs.
    UnevenChoices,
    /// Risks, causal claims and recommendations of the ledger that no claim of the study takes up.
    StatementsWithoutClaim,
}

impl Count {
    /// Every count, by its words.
    pub(crate) const WORDS: [(&str, Count); 5] = [
        ("levers that no policy moves", Count::LeversUnused),
        ("levers without an effect", Count::LeversWithoutEffect),
        ("levers without a word on cost", Count::LeversWithoutCost),
        ("choices drawn unevenly", Count::UnevenChoices),
        ("statements without a claim", Count::StatementsWithoutClaim),
    ];
}

/// One figure of a test.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What it is.
    pub label: String,
    /// The constants of its run: those of the setting, of the test and its own, each once.
    pub set: Vec<Assignment>,
    /// The constants of a second run, and how the two are compared.
    pub against: Option<(Vec<Assignment>, Compare)>,
    /// The variable.
    pub variable: CellId,
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
        over: Option<(CellId, By)>,
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
