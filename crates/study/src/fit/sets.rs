//! Sampled futures, each fitted anew: independent draws of everything contradict each other, so that few of them fit as drawn.

use super::found::{Kept, Set, SetsFound};
use super::plan::Plan;
use super::simulate::{Future, InFutures, Past};
use crate::StudyError;
use crate::experiment::draw;
use analysis::calibrate::{LeastSquares, effective_number, importance};

/// How many futures are fitted at once: this bounds the memory.
const TOGETHER: usize = 1024;

/// Least squares for each future.
const LEAST_SQUARES: LeastSquares = LeastSquares {
    rounds: 8,
    tolerance: 1e-2,
};

/// Draws the study's futures and fits the parameters of each again, beginning at the best point.
pub(super) fn fitted(past: &Past<'_>, best: &[f64], scale: f64) -> Result<SetsFound, StudyError> {
    let futures = futures(past)?;
    let mut sets = Vec::with_capacity(futures.len());
    for futures in futures.chunks(TOGETHER) {
        sets.extend(together(past, futures, best)?);
    }
    let drawn: Vec<f64> = sets.iter().map(|s| s.loss_as_drawn).collect();
    let losses: Vec<f64> = sets.iter().map(|s| s.loss).collect();
    let weights = importance(&losses, scale);
    let kept = |weights: &[f64], accepted: usize| Kept {
        accepted,
        effective: effective_number(weights),
    };
    let count = |of: fn(&Set) -> bool| sets.iter().filter(|s| of(s)).count();
    let as_drawn = kept(&importance(&drawn, scale), count(|s| s.accepted_as_drawn));
    let refitted = kept(&weights, count(|s| s.accepted));
    for (set, weight) in sets.iter_mut().zip(weights) {
        set.weight = weight;
    }
    Ok(SetsFound {
        drawn: sets.len(),
        failed: losses.iter().filter(|l| !l.is_finite()).count(),
        as_drawn,
        refitted,
        sets,
    })
}

fn futures(past: &Past<'_>) -> Result<Vec<Future>, StudyError> {
    let drawn = draw(&past.plan.study)?;
    let future = |at: usize| {
        let values = drawn.values.iter().map(|column| column[at]);
        let choices = drawn.choices.iter().map(|column| Some(column[at]));
        (values.collect(), choices.collect())
    };
    Ok((0..drawn.count).map(future).collect())
}

fn together(past: &Past<'_>, futures: &[Future], best: &[f64]) -> Result<Vec<Set>, StudyError> {
    let plan = past.plan;
    let drawn = past.run(futures)?;
    let starts = vec![best.to_vec(); futures.len()];
    let problems = InFutures { past, futures };
    let found = LEAST_SQUARES.refit(&starts, &plan.bounds, &problems)?;
    let refitted: Vec<Future> = futures
        .iter()
        .zip(&found)
        .map(|(future, found)| short(past.with(future, &found.point), plan))
        .collect();
    let measured = past.run(&refitted)?;
    let accepts = |m: &Option<Vec<f64>>| m.as_deref().is_some_and(|m| plan.accepts(m));
    let sets = refitted.into_iter().zip(drawn.iter().zip(&measured));
    Ok(sets
        .map(|((values, choices), (drawn, measured))| Set {
            values,
            choices: choices.into_iter().map(|c| c.unwrap_or(0)).collect(),
            loss_as_drawn: plan.loss(drawn.as_deref()),
            accepted_as_drawn: accepts(drawn),
            loss: plan.loss(measured.as_deref()),
            accepted: accepts(measured),
            weight: 0.0,
        })
        .collect())
}

/// The future with six significant digits: what is written is what was measured, and a range is never known to more.
fn short((values, choices): Future, plan: &Plan) -> Future {
    let ranges = plan.study.uncertainties.iter();
    let short = |(value, u): (&f64, &crate::Uncertainty)| {
        let rounded: f64 = format!("{value:.5e}").parse().unwrap_or(*value);
        rounded.clamp(u.low, u.high)
    };
    (values.iter().zip(ranges).map(short).collect(), choices)
}
