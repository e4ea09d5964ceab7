//! The model fitted to its history: the best parameters, how sure they are, and what each future must look like to fit.
//!
//! Errors are those between the model's variables and the observations of the calibration window, each in its own standard
//! deviation: `ln(model / observed) / deviation`, or `(model / observed - 1) / deviation`. The loss is the weighted sum of their
//! squares. It is minus twice the logarithm of the likelihood, but for a constant, if errors are independent and normal with
//! the standard deviation `deviation / √weight`.

mod found;
mod kept;
mod plan;
mod sets;
mod simulate;
mod write;

pub use found::{
    Correlation, Ended, Fitted, Kept, ParameterFound, PointFound, ProfileFound, Set, SetsFound, TargetFound,
};
pub(crate) use kept::{FittedFutures, futures};
pub use write::write;

use crate::execute::{Engine, Progress};
use crate::study::Study;
use crate::{Options, StudyError};
use analysis::calibrate::{Calibrate, LeastSquares, Minimum, Profiles, minimise};
use check::VariableId;
use plan::Plan;
use simulate::{AtBase, Counted, Past};
use std::sync::atomic::AtomicBool;

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
    pub constant: VariableId,
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
    pub(crate) fn takes(self, observed: f64) -> bool {
        match self {
            ErrorScale::Log => observed > 0.0,
            ErrorScale::Relative => observed != 0.0,
        }
    }

    /// What it asks of an observation.
    pub(crate) fn needs(self) -> &'static str {
        match self {
            ErrorScale::Log => "the error `log` needs numbers above 0",
            ErrorScale::Relative => "the error `relative` needs numbers that are not 0",
        }
    }

    /// The standard deviation of which this share of the observation is twice as much: the share then covers 95 %.
    pub(crate) fn of_share(self, share: f64) -> f64 {
        match self {
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
    /// Every observation of a series in the calibration window: which of [`crate::History::comparisons`].
    Series(usize),
    /// A value at a date.
    Date {
        /// The variable.
        variable: VariableId,
        /// The date, as a year.
        at: f64,
        /// The value.
        value: f64,
    },
}

/// The 95 % quantile of chi squared with one degree of freedom: how far twice the log-likelihood falls to the end of an interval.
const RISE: f64 = 3.841_458_820_694_124;

/// At how many values each parameter's profile is begun, and how often its interval's ends are made more precise.
const PROFILE: (usize, usize) = (9, 5);

/// Which difference of two losses does not matter, against [`RISE`].
const TOLERANCE: f64 = 1e-3;

/// The most rounds of least squares behind the search.
const ROUNDS: usize = 12;

/// Fits the study's model to its history and then fits every sampled future anew; `options.futures` says how many.
///
/// The same study and options give the same bits on any number of threads. `stop` ends the runs early, which is an error.
pub fn calibrate(
    study: &Study,
    options: &Options,
    progress: &dyn Progress,
    stop: &AtomicBool,
) -> Result<Fitted, StudyError> {
    let study = study.with(options)?;
    let plan = Plan::of(study)?;
    let counted = Counted::new(progress);
    let engine = Engine {
        threads: options.threads,
        progress: &counted,
        stop,
        seed: plan.study.plan.seed,
        journal: None,
    };
    let past = Past::new(&plan, (&engine, &counted))?;
    let base = AtBase::new(&past);
    let settings = Calibrate {
        tolerance: TOLERANCE,
        ..Calibrate::of(plan.free.len(), plan.study.plan.seed)
    };
    let searched = minimise(&settings, &plan.bounds, &plan.base(), &base)?;
    if !searched.loss.is_finite() {
        let why = "the model fails, or is not above 0 where it must be, at every point that was tried".into();
        return Err(StudyError::NothingToFit { why });
    }
    let (best, slopes) = polished(searched, &plan, &base)?;
    let scale = plan.error_scale(best.loss);
    let profiles = Profiles {
        points: PROFILE.0,
        refinements: PROFILE.1,
        rise: RISE * scale,
        tolerance: TOLERANCE,
    };
    let (profiles, _) = profiles.around(&best, &plan.bounds, &base)?;
    let sets = sets::fitted(&past, &best.point, scale)?;
    let ends = past.measured(&[plan.base(), best.point.clone()])?;
    Ok(found::fitted(
        &plan,
        (&best, &slopes, scale),
        (&profiles, sets),
        (&ends, counted.total()),
    ))
}

/// The minimum after least squares, whose steps end nearer to it, and the derivatives of the errors there.
fn polished(searched: Minimum, plan: &Plan, base: &AtBase<'_>) -> Result<(Minimum, Vec<Vec<f64>>), StudyError> {
    let start = std::slice::from_ref(&searched.point);
    let least_squares = LeastSquares {
        rounds: ROUNDS,
        tolerance: TOLERANCE * 1e-6,
    };
    let mut found = least_squares.refit(start, &plan.bounds, base)?;
    let Some(found) = found.pop() else {
        return Ok((searched, Vec::new()));
    };
    let better = Minimum {
        point: found.point,
        loss: found.loss,
        ..searched
    };
    Ok((better, found.slopes))
}
