//! What of a model is fitted to what.

use super::CellId;

/// What of a model is fitted to what: `[fit]` of a study.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fit {
    /// The parameters; where nothing is said, the uncertainties whose evidence is `calibrated`.
    pub parameters: Option<Vec<FitParameter>>,
    /// How errors are measured.
    pub error: ErrorScale,
    /// What the model is fitted to; the conditions of the history when empty.
    pub targets: Vec<FitTarget>,
}

/// A constant that is fitted.
#[derive(Clone, Debug, PartialEq)]
pub struct FitParameter {
    /// Its name, as the study spells it.
    pub name: String,
    /// The constant.
    pub constant: CellId,
    /// The smallest and largest value; those of its uncertainty when none are given.
    pub bounds: Option<(f64, f64)>,
}

/// How the distance of a model's number from an observed one is measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ErrorScale {
    /// `ln(model / observed)`: half as much is as far off as twice as much.
    #[default]
    Log,
    /// `model / observed - 1`.
    Relative,
}

impl ErrorScale {
    /// Its word in a study.
    pub fn word(self) -> &'static str {
        match self {
            ErrorScale::Log => "log",
            ErrorScale::Relative => "relative",
        }
    }

    /// Whether errors can be measured against this observation.
    pub fn takes(self, observed: f64) -> bool {
        match self {
            ErrorScale::Log => observed > 0.0,
            ErrorScale::Relative => observed != 0.0,
        }
    }

    /// What it asks of an observation.
    pub fn needs(self) -> &'static str {
        match self {
            ErrorScale::Log => "the error `log` needs numbers above 0",
            ErrorScale::Relative => "the error `relative` needs numbers that are not 0",
        }
    }

    /// The standard deviation of which this share of the observation is twice as much: the share then covers 95 %.
    pub fn of_share(self, share: f64) -> f64 {
        match self {
            // Upwards: 15 % more is ln 1.15, 15 % less is -ln 0.85, which is further. The smaller of the two is the stricter
            // deviation.
            ErrorScale::Log => math::ln(1.0 + share) / 2.0,
            ErrorScale::Relative => share / 2.0,
        }
    }
}

/// Something observed that the model is fitted to.
#[derive(Clone, Debug, PartialEq)]
pub struct FitTarget {
    /// In words.
    pub words: String,
    /// What was observed.
    pub wanted: Wanted,
    /// How often it counts.
    pub weight: f64,
    /// The standard deviation of its errors: 0.1 is about 10 %.
    pub deviation: f64,
}

/// What a target looks at.
#[derive(Clone, Debug, PartialEq)]
pub enum Wanted {
    /// Every observation of a series in the calibration window: which of [`super::History::comparisons`].
    Series(usize),
    /// A value at a date.
    Date {
        /// The variable.
        variable: CellId,
        /// The date, as a year.
        at: f64,
        /// The value.
        value: f64,
    },
}
