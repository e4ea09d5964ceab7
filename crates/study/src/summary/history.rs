//! The model against what was observed, in the accepted futures.

use super::band;
use crate::execute::Ensemble;
use crate::findings::{HistoryFinding, HistoryPoint};
use crate::history::{Comparison, Observation};
use crate::study::Study;
use analysis::{covered, mean_absolute_relative_error};

/// One finding for each series that is judged.
pub(super) fn fits(study: &Study, ensemble: &Ensemble) -> Vec<HistoryFinding> {
    let mut start = 0;
    let mut found = Vec::new();
    for comparison in &study.history.comparisons {
        if comparison.judged && !comparison.points.is_empty() {
            found.push(fit(comparison, study, (ensemble, start)));
        }
        start += comparison.points.len();
    }
    found
}

/// `start` is where the comparison's points begin among those of all.
fn fit(comparison: &Comparison, study: &Study, (ensemble, start): (&Ensemble, usize)) -> HistoryFinding {
    let calibrate = study.history.calibrate;
    let point = |(at, observation): (usize, &Observation)| HistoryPoint {
        period: observation.period.clone(),
        year: observation.year(),
        observed: observation.value,
        model: band(ensemble.past.values().map(|values| values[start + at])),
        calibrated: observation.within(calibrate),
        one_copy: observation.one_copy,
    };
    let points: Vec<HistoryPoint> = comparison.points.iter().enumerate().map(point).collect();
    let held_out = |o: &Observation| study.history.hold_out.is_some_and(|window| o.within(window));
    let of = |wanted: &dyn Fn(&Observation) -> bool| -> Vec<&HistoryPoint> {
        let pairs = comparison.points.iter().zip(&points);
        pairs
            .filter(|(o, p)| wanted(o) && p.model.median.is_finite())
            .map(|(_, p)| p)
            .collect()
    };
    let later = of(&held_out);
    let bands: Vec<(f64, (f64, f64))> = later
        .iter()
        .map(|p| (p.observed, (p.model.low, p.model.high)))
        .collect();
    HistoryFinding {
        variable: comparison.name.clone(),
        series: comparison.series.clone(),
        unit: comparison.unit.clone(),
        error_calibrated: error(&of(&|o| o.within(calibrate))),
        error_held_out: error(&later),
        covered: covered(&bands),
        address: comparison.address.clone(),
        note: comparison.note.clone(),
        points,
    }
}

fn error(points: &[&HistoryPoint]) -> Option<f64> {
    let pairs: Vec<(f64, f64)> = points.iter().map(|p| (p.observed, p.model.median)).collect();
    mean_absolute_relative_error(&pairs)
}
