//! Observed values against the futures that history accepts.

use super::{Acceptance, Band, BandFinding, By, Verdict};
use crate::StudyError;
use crate::execute::{Engine, NoProgress, accepted_alone};
use crate::outcome::{Measure, Reduce};
use crate::study::Study;
use analysis::quantiles;
use check::VariableId;
use std::sync::atomic::AtomicBool;
use units::{Unit, per_year};

/// The most futures that are drawn for bands.
const MOST_FUTURES: usize = 1000;

/// One finding for each band of all tests, in their order.
pub(super) fn bands(study: &Study, acceptance: &Acceptance) -> Result<Vec<BandFinding>, StudyError> {
    let all: Vec<&Band> = acceptance.tests.iter().flat_map(|t| &t.bands).collect();
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let mut study = study.clone();
    study.plan.count = study.plan.count.min(MOST_FUTURES);
    let measure = |(variable, by): (VariableId, By)| measure(&study, variable, by);
    let measures: Vec<(Measure, Option<Measure>)> = all
        .iter()
        .map(|band| (measure((band.variable, band.by)), band.over.map(measure)))
        .collect();
    let stop = AtomicBool::new(false);
    let engine = Engine {
        threads: None,
        progress: &NoProgress,
        stop: &stop,
        seed: study.plan.seed,
        journal: None,
    };
    let futures = accepted_alone(&study, &measures, &engine)?;
    let found = all.iter().enumerate().map(|(at, band)| {
        let values: Vec<f64> = futures.iter().map(|values| values[at]).collect();
        finding(band, &values, study.plan.count)
    });
    Ok(found.collect())
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
        verdict: match (low..=high).contains(&band.observed) {
            true => Verdict::Met,
            false => Verdict::Missed,
        },
    }
}

/// What a look at a course is in the model's time.
fn measure(study: &Study, variable: VariableId, by: By) -> Measure {
    let calendar = &study.calendar;
    let within = |reduce, from, to, scale| Measure {
        variable,
        reduce,
        from: calendar.time(from),
        until: calendar.time(to),
        scale,
    };
    let unit = Unit::parse(&study.model.variable(variable).units);
    let own = unit.and_then(|u| per_year(u.per()?, &calendar.unit, calendar.per_year));
    match by {
        By::At(year) => Measure::at(variable, calendar.time(year)),
        By::Mean(from, to) => Measure::mean(variable, calendar.time(from), calendar.time(to)),
        By::Integral(from, to) => within(Reduce::Integral, from, to, own.unwrap_or(1.0) / calendar.per_year),
        By::Min(from, to) => within(Reduce::Min, from, to, 1.0),
        By::Max(from, to) => within(Reduce::Max, from, to, 1.0),
    }
}
