//! The model against what was observed, in the accepted futures.

use super::band;
use analysis::{covered, crps, inequality, mean_absolute_relative_error, quantiles};
use experiment::Ensemble;
use experiment::plan::{Comparison, Observation};
use findings::{HistoryFinding, HistoryPoint, Scores, Theil};
use study::Study;

/// An observation of the window held out from calibration, and what futures say of it.
pub(super) struct Seen {
    observed: f64,
    /// Ascending.
    futures: Vec<f64>,
}

/// The observations of a comparison in the window held out, of some periods or of all; `futures` have the counterparts of all
/// observations of all comparisons.
pub(super) fn seen(study: &Study, (comparison, periods): (usize, &[String]), futures: &[&[f64]]) -> Vec<Seen> {
    let before = &study.plan.history.comparisons[..comparison];
    let start: usize = before.iter().map(|c| c.points.len()).sum();
    let points = study.plan.history.comparisons[comparison].points.iter().enumerate();
    let held_out = points.filter(|(_, o)| study.plan.history.hold_out.is_some_and(|window| o.within(window)));
    let held_out = held_out.filter(|(_, o)| periods.is_empty() || periods.contains(&o.period));
    held_out
        .map(|(at, observation)| {
            let said = futures.iter().map(|values| values[start + at]);
            let mut said: Vec<f64> = said.filter(|v| v.is_finite()).collect();
            said.sort_unstable_by(f64::total_cmp);
            Seen {
                observed: observation.value,
                futures: said,
            }
        })
        .filter(|seen| !seen.futures.is_empty())
        .collect()
}

/// How the futures do against series of observations, each measured in shares of its own mean size.
pub(super) fn scores<'a>(series: impl IntoIterator<Item = &'a [Seen]>) -> Option<Scores> {
    let mut scaled: Vec<Seen> = Vec::new();
    for seen in series {
        let size = seen.iter().map(|s| s.observed.abs()).sum::<f64>() / seen.len().max(1) as f64;
        scaled.extend(seen.iter().map(|s| Seen {
            observed: s.observed / size,
            futures: s.futures.iter().map(|v| v / size).collect(),
        }));
    }
    let within = |ends: [f64; 2]| -> Option<f64> {
        let bands = scaled.iter().map(|s| {
            let [low, high] = quantiles(&s.futures, ends);
            (s.observed, (low, high))
        });
        covered(&bands.collect::<Vec<_>>())
    };
    let median = |s: &Seen| quantiles(&s.futures, [0.5])[0];
    let pairs: Vec<(f64, f64)> = scaled.iter().map(|s| (s.observed, median(s))).collect();
    let mean = |of: &dyn Fn(&Seen) -> f64| scaled.iter().map(of).sum::<f64>() / scaled.len() as f64;
    Some(Scores {
        points: scaled.len(),
        covered: within([0.05, 0.95])?,
        covered_by_half: within([0.25, 0.75])?,
        crps: mean(&|s| crps(&s.futures, s.observed)),
        bias: mean(&|s| median(s) - s.observed),
        theil: inequality(&pairs).map(|i| Theil {
            bias: i.bias,
            variance: i.variance,
            covariance: i.covariance,
        }),
    })
}

/// One finding for each series that is judged.
pub(super) fn fits(study: &Study, ensemble: &Ensemble) -> Vec<HistoryFinding> {
    let mut start = 0;
    let mut found = Vec::new();
    let futures: Vec<&[f64]> = ensemble.past.values().map(Vec::as_slice).collect();
    for (at, comparison) in study.plan.history.comparisons.iter().enumerate() {
        if comparison.judged && !comparison.points.is_empty() {
            found.push(HistoryFinding {
                scores: scores([seen(study, (at, &[]), &futures).as_slice()]),
                ..fit(comparison, study, (ensemble, start))
            });
        }
        start += comparison.points.len();
    }
    found
}

/// `start` is where the comparison's points begin among those of all.
fn fit(comparison: &Comparison, study: &Study, (ensemble, start): (&Ensemble, usize)) -> HistoryFinding {
    let calibrate = study.plan.history.calibrate;
    let point = |(at, observation): (usize, &Observation)| HistoryPoint {
        period: observation.period.clone(),
        year: observation.year(),
        observed: observation.value,
        model: band(ensemble.past.values().map(|values| values[start + at])),
        calibrated: observation.within(calibrate),
        one_copy: observation.one_copy,
    };
    let points: Vec<HistoryPoint> = comparison.points.iter().enumerate().map(point).collect();
    let held_out = |o: &Observation| study.plan.history.hold_out.is_some_and(|window| o.within(window));
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
        scores: None,
    }
}

fn error(points: &[&HistoryPoint]) -> Option<f64> {
    let pairs: Vec<(f64, f64)> = points.iter().map(|p| (p.observed, p.model.median)).collect();
    mean_absolute_relative_error(&pairs)
}
