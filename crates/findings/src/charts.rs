//! Fan charts, and single runs of named settings.

use super::each_or_nan;
use serde::{Deserialize, Serialize};

/// A fan chart's data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Chart {
    /// What it shows, as a finding.
    pub title: String,
    /// The model's variable.
    pub variable: String,
    /// Its unit.
    pub unit: String,
    /// Points in time, as years.
    pub years: Vec<f64>,
    /// One fan a policy.
    pub fans: Vec<Fan>,
    /// Observed points: (year, value).
    pub observed: Vec<(f64, f64)>,
    /// Where these come from.
    pub source: String,
    /// How many futures the fans are of.
    pub futures: usize,
    /// The year policies begin.
    pub policies_from: f64,
}

/// Bands over time: each vector has one value a point in time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Fan {
    /// The policy.
    pub policy: String,
    /// How many of the chart's futures failed under it, and are missing from the bands from then on.
    #[serde(default)]
    pub failed: usize,
    /// 5 %.
    #[serde(deserialize_with = "each_or_nan")]
    pub p5: Vec<f64>,
    /// 25 %.
    #[serde(deserialize_with = "each_or_nan")]
    pub p25: Vec<f64>,
    /// 50 %.
    #[serde(deserialize_with = "each_or_nan")]
    pub p50: Vec<f64>,
    /// 75 %.
    #[serde(deserialize_with = "each_or_nan")]
    pub p75: Vec<f64>,
    /// 95 %.
    #[serde(deserialize_with = "each_or_nan")]
    pub p95: Vec<f64>,
}

/// A named setting of the study: single runs, such as a published result re-computed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SettingFinding {
    /// Its key.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What is to be seen in it.
    pub says: String,
    /// The years compared.
    pub from: f64,
    /// The later one.
    pub until: f64,
    /// What was measured.
    pub outcomes: Vec<String>,
    /// Named cases.
    pub cases: Vec<SettingCase>,
    /// The constant whose dose is varied.
    pub dose_variable: String,
    /// Dose–response.
    pub doses: Vec<SettingCase>,
    /// For each outcome, the dose at which its change over the window is zero: (outcome, dose).
    pub break_even: Vec<(String, f64)>,
}

/// One run of a setting.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SettingCase {
    /// Its label, or the dose as text.
    pub label: String,
    /// The dose, for a dose–response.
    pub dose: Option<f64>,
    /// Relative change over the window, one an outcome: 0.04 is +4 %.
    #[serde(deserialize_with = "each_or_nan")]
    pub change: Vec<f64>,
    /// Relative difference at the end from the first case (no change), one an outcome.
    #[serde(deserialize_with = "each_or_nan")]
    pub against_no_change: Vec<f64>,
}
