//! Observed values against the futures that history accepts.

use super::{BandFinding, Verdict};
use crate::ReportError;
use analysis::quantiles;
use experiment::plan::CellId;
use experiment::{Engine, LatinHypercube, Measure, NoProgress, Plan, Ranges, Ratio, Reduce, Scope, Space, Trial};
use run::Simd;
use std::sync::atomic::AtomicBool;
use study::Study;
use study::acceptance::{Acceptance, Band, By};
use units::{Unit, per_year};

/// The most futures that are drawn for bands.
const MOST_FUTURES: usize = 1000;

/// One finding for each band of all tests, in their order.
pub(super) fn bands(study: &Study, acceptance: &Acceptance, simd: Simd) -> Result<Vec<BandFinding>, ReportError> {
    let all: Vec<&Band> = acceptance.tests.iter().flat_map(|t| &t.bands).collect();
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let plan = &study.plan;
    // The 5 % and 95 % points of a thousand futures are sharp enough for a yes or no.
    let count = plan.sampling.count.min(MOST_FUTURES);
    let ratios: Vec<Ratio> = all.iter().map(|band| ratio(plan, band)).collect();
    let accepted = accepted(plan, count, &ratios, simd)?;
    let found = all.iter().enumerate().map(|(at, band)| {
        let values: Vec<f64> = accepted.iter().map(|values| values[at]).collect();
        finding(band, &values, count)
    });
    Ok(found.collect())
}

/// The ratios in each scenario that history accepts, under the reference policy.
fn accepted(plan: &Plan, count: usize, ratios: &[Ratio], simd: Simd) -> Result<Vec<Vec<f64>>, ReportError> {
    let seed = plan.sampling.seed;
    let sample = Space::of(plan, Ranges::Wide).draw(&LatinHypercube, count, seed)?;
    let trial = Trial::new(plan, (&plan.uncertainties, &sample), &[], Scope::Ratios(ratios))?;
    let engine = Engine {
        // As many as there are: no number depends on them.
        threads: None,
        simd,
        progress: &NoProgress,
        stop: &AtomicBool::new(false),
        seed,
        journal: None,
    };
    Ok(trial.reference_while_measured(&engine)?.predicted.into_values().collect())
}

fn ratio(plan: &Plan, band: &Band) -> Ratio {
    let above = measure(plan, band.variable, band.by);
    let below = band.over.map(|(variable, by)| measure(plan, variable, by));
    (above, below)
}

fn finding(band: &Band, values: &[f64], drawn: usize) -> BandFinding {
    let finite: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
    let [low, high] = quantiles(&finite, [0.05, 0.95]);
    BandFinding {
        label: band.label.clone(),
        observed: band.observed,
        low,
        high,
        futures: (drawn, values.len()),
        verdict: if (low..=high).contains(&band.observed) {
            Verdict::Met
        } else {
            Verdict::Missed
        },
    }
}

/// What a look at a trajectory is in the model's time.
fn measure(plan: &Plan, variable: CellId, by: By) -> Measure {
    let calendar = &plan.calendar;
    let within = |reduce, from, to, scale| Measure {
        variable,
        reduce,
        from: calendar.time(from),
        until: calendar.time(to),
        scale,
    };
    let unit = Unit::parse(&plan.model.variable(variable.variable).units);
    let own = unit.and_then(|u| per_year(u.per()?, &calendar.unit, calendar.per_year));
    match by {
        By::At(year) => Measure::at(variable, calendar.time(year)),
        By::Mean(from, to) => Measure::mean(variable, calendar.time(from), calendar.time(to)),
        By::Integral(from, to) => within(Reduce::Integral, from, to, own.unwrap_or(1.0) / calendar.per_year),
        By::Min(from, to) => within(Reduce::Min, from, to, 1.0),
        By::Max(from, to) => within(Reduce::Max, from, to, 1.0),
    }
}
