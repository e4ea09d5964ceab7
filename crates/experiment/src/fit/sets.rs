//! Sampled scenarios, each fitted anew: independent draws of everything contradict each other, so that few of them fit as drawn.

use super::found::{Filtered, FittedScenario, SetsFound};
use super::problem::Problem;
use super::simulate::{EachScenario, Past};
use crate::plan::Uncertainty;
use crate::{ExperimentError, Ranges, Sampler, Scenario, Space};
use analysis::calibrate::{LeastSquares, effective_number, importance};

/// How many scenarios are fitted at once: this bounds the memory.
const TOGETHER: usize = 1024;

/// Least squares for each scenario.
const LEAST_SQUARES: LeastSquares = LeastSquares {
    rounds: 8,
    // A hundredth of the loss changes a weight, exp(-loss / 2), by half a per cent; the search for the one best point is finer.
    tolerance: 1e-2,
};

/// Draws the plan's scenarios and fits the parameters of each again, beginning at the best point.
pub(super) fn fitted(
    past: &Past<'_>,
    sampler: &dyn Sampler,
    best: &[f64],
    scale: f64,
) -> Result<SetsFound, ExperimentError> {
    let scenarios = scenarios(past.problem, sampler)?;
    let mut sets = Vec::with_capacity(scenarios.len());
    for scenarios in scenarios.chunks(TOGETHER) {
        sets.extend(together(past, scenarios, best)?);
    }
    // Weights are relative to the best of all sets, so they come after the last chunk: chunks are for the memory's sake alone.
    let drawn: Vec<f64> = sets.iter().map(|s| s.loss_as_drawn).collect();
    let losses: Vec<f64> = sets.iter().map(|s| s.loss).collect();
    let weights = importance(&losses, scale);
    let filtered = |weights: &[f64], accepted: usize| Filtered {
        accepted,
        effective: effective_number(weights),
    };
    let count = |of: fn(&FittedScenario) -> bool| sets.iter().filter(|s| of(s)).count();
    let as_drawn = filtered(&importance(&drawn, scale), count(|s| s.accepted_as_drawn));
    let refitted = filtered(&weights, count(|s| s.accepted));
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

fn scenarios(problem: &Problem<'_>, sampler: &dyn Sampler) -> Result<Vec<Scenario>, ExperimentError> {
    let space = Space {
        uncertainties: &problem.uncertainties,
        alternatives: &problem.plan.alternatives,
        // What nobody calls impossible: how much of it is left is what history is asked.
        ranges: Ranges::Wide,
    };
    let sampling = &problem.plan.sampling;
    let sample = space.draw(sampler, sampling.count, sampling.seed)?;
    Ok((0..sample.count).map(|at| sample.scenario(at)).collect())
}

fn together(past: &Past<'_>, scenarios: &[Scenario], best: &[f64]) -> Result<Vec<FittedScenario>, ExperimentError> {
    let problem = past.problem;
    let drawn = past.run(scenarios)?;
    // All from one point: scenarios differ in what is not fitted, and their minima are looked for near the best one.
    let starts = vec![best.to_vec(); scenarios.len()];
    let found = LEAST_SQUARES.refit(&starts, &problem.bounds, &EachScenario { past, scenarios })?;
    let refitted: Vec<Scenario> = scenarios
        .iter()
        .zip(&found)
        .map(|(scenario, found)| rounded(past.with(scenario, &found.point), &problem.uncertainties))
        .collect();
    // Measured again: what is reported must belong to the rounded values that are written.
    let measured = past.run(&refitted)?;
    let sets = refitted.into_iter().zip(drawn.iter().zip(&measured));
    Ok(sets
        .map(|(scenario, (drawn, measured))| set(problem, scenario, drawn.as_deref(), measured.as_deref()))
        .collect())
}

/// A scenario with its measures as drawn and as fitted.
fn set(problem: &Problem<'_>, scenario: Scenario, drawn: Option<&[f64]>, measured: Option<&[f64]>) -> FittedScenario {
    let accepts = |m: Option<&[f64]>| m.is_some_and(|m| problem.accepts(m));
    FittedScenario {
        values: scenario.values,
        choices: scenario.choices.into_iter().map(|c| c.unwrap_or(0)).collect(),
        loss_as_drawn: problem.loss(drawn),
        accepted_as_drawn: accepts(drawn),
        loss: problem.loss(measured),
        accepted: accepts(measured),
        weight: 0.0,
    }
}

/// The scenario with six significant digits: what is written is what was measured, and a range is never known to more.
fn rounded(scenario: Scenario, uncertainties: &[Uncertainty]) -> Scenario {
    let round = |(value, u): (&f64, &Uncertainty)| {
        let rounded: f64 = format!("{value:.5e}").parse().unwrap_or(*value);
        rounded.clamp(u.low, u.high)
    };
    let values = scenario.values.iter().zip(uncertainties).map(round);
    Scenario {
        values: values.collect(),
        ..scenario
    }
}
