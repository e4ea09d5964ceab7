//! The model fitted to its history: the best parameters, how sure they are, and what each future must look like to fit.
//!
//! Errors are those between the model's variables and the observations of the calibration window, each in its own standard
//! deviation: `ln(model / observed) / deviation`, or `(model / observed - 1) / deviation`. The loss is the weighted sum of their
//! squares. It is minus twice the logarithm of the likelihood, but for a constant, if errors are independent and normal with
//! the standard deviation `deviation / √weight`.

mod found;
mod parameters;
mod problem;
mod sets;
mod simulate;

pub use found::{
    Correlation, Ended, Filtered, Fitted, FittedScenario, ParameterFound, PointFound, ProfileFound, SetsFound,
    TargetFound,
};

use crate::engine::{Engine, Progress};
use crate::plan::{Plan, Uncertainty};
use crate::{ExperimentError, Sampler};
use analysis::calibrate::{Calibrate, LeastSquares, Minimum, Profiles, minimise};
use problem::Problem;
use simulate::{AtBase, Counted, Past};
use std::sync::atomic::AtomicBool;

/// The 95 % quantile of chi squared with one degree of freedom: how far twice the log-likelihood falls to the end of an interval.
const RISE: f64 = 3.841_458_820_694_124;

/// At how many values each parameter's profile is begun.
const PROFILE_POINTS: usize = 9;

/// How often the ends of each interval are made more precise.
const PROFILE_REFINEMENTS: usize = 5;

/// Which difference of two losses does not matter, against [`RISE`].
const TOLERANCE: f64 = 1e-3;

/// The most rounds of least squares behind the search.
const ROUNDS: usize = 12;

/// What a fit needs beside its plan.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// Draws the scenarios that are fitted anew, `plan.sampling.count` of them.
    pub sampler: &'a dyn Sampler,
    /// How many threads; `None` for as many as the machine has.
    pub threads: Option<usize>,
    /// Which instructions the engine uses.
    pub simd: run::Simd,
    /// Learns how far the runs are.
    pub progress: &'a dyn Progress,
    /// Ends the runs early once it is set, which is an error.
    pub stop: &'a AtomicBool,
}

/// The uncertainties of a plan, every parameter that is fitted among them with the bounds of the fit: what the values of a
/// [`FittedScenario`] belong to.
///
/// # Errors
/// If there is nothing to fit, or nothing to fit it to.
pub fn uncertainties(plan: &Plan) -> Result<Vec<Uncertainty>, ExperimentError> {
    Ok(Problem::of(plan)?.uncertainties)
}

/// Fits the plan's model to its history and then fits every sampled scenario anew.
///
/// The same plan gives the same bits on any number of threads.
///
/// # Errors
/// If there is nothing to fit, the model cannot be run, or the runs were stopped.
pub fn fit(plan: &Plan, request: Request<'_>) -> Result<Fitted, ExperimentError> {
    let problem = Problem::of(plan)?;
    let counted = Counted::new(request.progress);
    let engine = Engine {
        threads: request.threads,
        simd: request.simd,
        progress: &counted,
        stop: request.stop,
        seed: plan.sampling.seed,
        // Not journalled: a fit that is begun again asks for the same points in the same order, but each call has few of them.
        journal: None,
    };
    let past = Past::new(&problem, &engine, &counted)?;
    let base = AtBase::new(&past);
    let (best, slopes) = polished(search(&problem, &base)?, &problem, &base)?;
    let scale = problem.error_scale(best.loss);
    let profiles = Profiles {
        points: PROFILE_POINTS,
        refinements: PROFILE_REFINEMENTS,
        // The likelihood-ratio interval of a profile (Venzon and Moolgavkar 1988), wider where the model misses more than was
        // assumed.
        rise: RISE * scale,
        tolerance: TOLERANCE,
    };
    let (profiles, _) = profiles.around(&best, &problem.bounds, &base)?;
    let sets = sets::fitted(&past, request.sampler, &best.point, scale)?;
    // A search keeps losses and no measures; the report wants both ends point by point.
    let ends = past.measured(&[problem.base(), best.point.clone()])?;
    Ok(found::fitted(&found::Parts {
        problem: &problem,
        best: &best,
        slopes: &slopes,
        scale,
        profiles: &profiles,
        sets: &sets,
        at_base: ends[0].as_deref(),
        at_best: ends[1].as_deref(),
        runs: counted.total(),
    }))
}

/// The best point that a search from many starts finds.
fn search(problem: &Problem<'_>, base: &AtBase<'_>) -> Result<Minimum, ExperimentError> {
    let settings = Calibrate {
        tolerance: TOLERANCE,
        ..Calibrate::of(problem.free.len(), problem.plan.sampling.seed)
    };
    let found = minimise(&settings, &problem.bounds, &problem.base(), base)?;
    if !found.loss.is_finite() {
        let why = "the model fails, or is not above 0 where it must be, at every point that was tried".into();
        return Err(ExperimentError::NothingToFit { why });
    }
    Ok(found)
}

/// The minimum after least squares, whose steps end nearer to it, and the derivatives of the errors there.
fn polished(
    searched: Minimum,
    problem: &Problem<'_>,
    base: &AtBase<'_>,
) -> Result<(Minimum, Vec<Vec<f64>>), ExperimentError> {
    let start = std::slice::from_ref(&searched.point);
    // Least squares come to rest far below the tolerance of the search at little cost: their steps shrink quadratically.
    let least_squares = LeastSquares {
        rounds: ROUNDS,
        tolerance: TOLERANCE * 1e-6,
    };
    let mut found = least_squares.refit(start, &problem.bounds, base)?;
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
