//! The model against what was observed, rival explanations, and what is said of a time to come.

use super::{Band, each_or_nan, or_nan};
use serde::{Deserialize, Serialize};

/// The model against one observed series.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HistoryFinding {
    /// The model's variable.
    pub variable: String,
    /// The series.
    pub series: String,
    /// The unit.
    pub unit: String,
    /// What was observed and what the accepted futures say.
    pub points: Vec<HistoryPoint>,
    /// Mean absolute relative error of the median in the calibration window.
    pub error_calibrated: Option<f64>,
    /// The same in the held-out or discriminating window.
    pub error_held_out: Option<f64>,
    /// In what share of the held-out points the band holds the observation.
    pub covered: Option<f64>,
    /// Where the data come from.
    pub address: String,
    /// What the series says about itself, or why the model misses it.
    pub note: String,
    /// How the ensemble does in the held-out or discriminating window; `None` where nothing was observed in it.
    #[serde(default)]
    pub scores: Option<Scores>,
}

/// How an ensemble does against observations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// How many observations.
    pub points: usize,
    /// In what share of them the middle 90 % of the futures hold the observation.
    pub covered: f64,
    /// In what share of them the middle 50 % do.
    pub covered_by_half: f64,
    /// Mean continuous ranked probability score, as a share of the mean size of the observations; 0 is perfect.
    #[serde(deserialize_with = "or_nan")]
    pub crps: f64,
    /// Mean error of the median, as a share of the mean size of the observations; above 0 where the model says too much.
    #[serde(deserialize_with = "or_nan")]
    pub bias: f64,
    /// Theil's parts of the median's squared error; `None` where there is no error.
    pub theil: Option<Theil>,
}

/// Where a squared error comes from: shares that add to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Theil {
    /// Different means: a systematic error.
    pub bias: f64,
    /// Different spreads: another trend or swing.
    pub variance: f64,
    /// Differences point by point at equal mean and spread.
    pub covariance: f64,
}

/// A structural alternative in the light of records that tell its choices apart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RivalFinding {
    /// The alternative.
    pub alternative: String,
    /// What it asks.
    pub question: String,
    /// The series that tell its choices apart.
    pub series: Vec<String>,
    /// First and last year of the window.
    pub window: (f64, f64),
    /// The share of records that a choice's middle 90 % must hold to survive.
    pub survives_from: f64,
    /// Its choices.
    pub choices: Vec<ChoiceScore>,
    /// What else must be known, in the study's words.
    pub note: String,
}

/// A choice against the records.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ChoiceScore {
    /// The choice.
    pub choice: String,
    /// How many futures have it.
    pub futures: usize,
    /// Over all records of all series together; each series' CRPS and bias count as shares of its own size.
    pub all: Scores,
    /// The same for each series alone, in the order of the finding's `series`.
    pub by_series: Vec<Scores>,
    /// Whether it survives: its middle 90 % hold enough of the records; `None` where it has too few futures for such a band.
    pub survives: Option<bool>,
}

/// What the accepted futures of the reference policy say of a time that is not observed yet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AheadStatement {
    /// The policy.
    pub policy: String,
    /// Quantities times windows, each over all accepted futures and then for each choice of the statement's alternatives.
    pub windows: Vec<StatedWindow>,
}

/// A quantity in a window: quantiles over futures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StatedWindow {
    /// The quantity.
    pub quantity: String,
    /// The model's variable.
    pub variable: String,
    /// The unit.
    pub unit: String,
    /// The window as written: `2026-03`, `FY2026`.
    pub window: String,
    /// The alternative of which one choice is looked at; empty for all accepted futures.
    pub alternative: String,
    /// The choice; empty for all accepted futures.
    pub choice: String,
    /// How many futures.
    pub futures: usize,
    /// 5, 25, 50, 75 and 95 %.
    #[serde(deserialize_with = "each_or_nan")]
    pub quantiles: Vec<f64>,
}

/// One observation beside the model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HistoryPoint {
    /// The period as written: `2023`, `2025-H1`.
    pub period: String,
    /// Its middle, as a year.
    pub year: f64,
    /// What was observed.
    pub observed: f64,
    /// What the model says.
    pub model: Band,
    /// Within the calibration window.
    pub calibrated: bool,
    /// Read in one copy alone: no sentence rests on it, and tables mark it.
    #[serde(default)]
    pub one_copy: bool,
}
