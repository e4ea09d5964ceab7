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

/// The observations of a comparison in the window held out, of some periods or of all (where none is named); `futures` have the
/// counterparts of all observations of all comparisons.
pub(super) fn seen(study: &Study, comparison: usize, periods: &[String], futures: &[&[f64]]) -> Vec<Seen> {
    let history = &study.plan.history;
    let start: usize = history.comparisons[..comparison].iter().map(|c| c.points.len()).sum();
    let points = history.comparisons[comparison].points.iter().enumerate();
    let held_out = points.filter(|(_, o)| history.hold_out.is_some_and(|window| o.within(window)));
    let held_out = held_out.filter(|(_, o)| periods.is_empty() || periods.contains(&o.period));
    held_out
        .map(|(at, observation)| Seen::of(observation, start + at, futures))
        .filter(|seen| !seen.futures.is_empty())
        .collect()
}

impl Seen {
    /// `place` is the observation's among the counterparts of all.
    fn of(observation: &Observation, place: usize, futures: &[&[f64]]) -> Seen {
        let said = futures.iter().map(|values| values[place]);
        let mut said: Vec<f64> = said.filter(|v| v.is_finite()).collect();
        said.sort_unstable_by(f64::total_cmp);
        Seen {
            observed: observation.value,
            futures: said,
        }
    }

    /// The same in shares of a size.
    fn over(&self, size: f64) -> Seen {
        Seen {
            observed: self.observed / size,
            futures: self.futures.iter().map(|v| v / size).collect(),
        }
    }

    fn median(&self) -> f64 {
        quantiles(&self.futures, [0.5])[0]
    }
}

/// How the futures do against series of observations, each measured in shares of its own mean size.
pub(super) fn scores<'a>(series: impl IntoIterator<Item = &'a [Seen]>) -> Option<Scores> {
    // Deaths and shares of votes have one score together only where neither is measured in its own unit.
    let scaled: Vec<Seen> = series.into_iter().flat_map(scaled).collect();
    let pairs: Vec<(f64, f64)> = scaled.iter().map(|s| (s.observed, s.median())).collect();
    let mean = |of: &dyn Fn(&Seen) -> f64| scaled.iter().map(of).sum::<f64>() / scaled.len() as f64;
    Some(Scores {
        points: scaled.len(),
        covered: covered_by(&scaled, [0.05, 0.95])?,
        covered_by_half: covered_by(&scaled, [0.25, 0.75])?,
        crps: mean(&|s| crps(&s.futures, s.observed)),
        bias: mean(&|s| s.median() - s.observed),
        theil: inequality(&pairs).map(|i| Theil {
            bias: i.bias,
            variance: i.variance,
            covariance: i.covariance,
        }),
    })
}

fn scaled(series: &[Seen]) -> Vec<Seen> {
    let size = series.iter().map(|s| s.observed.abs()).sum::<f64>() / series.len().max(1) as f64;
    series.iter().map(|seen| seen.over(size)).collect()
}

/// The share of observations between two quantiles of what the futures say.
fn covered_by(series: &[Seen], ends: [f64; 2]) -> Option<f64> {
    let band = |s: &Seen| {
        let [low, high] = quantiles(&s.futures, ends);
        (s.observed, (low, high))
    };
    covered(&series.iter().map(band).collect::<Vec<_>>())
}

/// One finding for each series that is judged.
pub(super) fn fits(study: &Study, ensemble: &Ensemble) -> Vec<HistoryFinding> {
    let mut start = 0;
    let mut found = Vec::new();
    let futures: Vec<&[f64]> = ensemble.past.values().map(Vec::as_slice).collect();
    for (at, comparison) in study.plan.history.comparisons.iter().enumerate() {
        if comparison.judged && !comparison.points.is_empty() {
            let compared = Compared { study, comparison };
            let points = compared.points(&futures, start);
            found.push(HistoryFinding {
                scores: scores([seen(study, at, &[], &futures).as_slice()]),
                ..compared.fit(points)
            });
        }
        // Also of a series that is not judged: counterparts are those of all.
        start += comparison.points.len();
    }
    found
}

/// A series that is judged.
struct Compared<'a> {
    study: &'a Study,
    comparison: &'a Comparison,
}

impl Compared<'_> {
    /// Its observations with what the futures say; `start` is where they begin among those of all.
    fn points(&self, futures: &[&[f64]], start: usize) -> Vec<HistoryPoint> {
        let calibrate = self.study.plan.history.calibrate;
        let point = |(at, observation): (usize, &Observation)| HistoryPoint {
            period: observation.period.clone(),
            year: observation.year(),
            observed: observation.value,
            model: band(futures.iter().map(|values| values[start + at])),
            calibrated: observation.within(calibrate),
            one_copy: observation.one_copy,
        };
        self.comparison.points.iter().enumerate().map(point).collect()
    }

    fn fit(&self, points: Vec<HistoryPoint>) -> HistoryFinding {
        let (history, comparison) = (&self.study.plan.history, self.comparison);
        let held_out = |o: &Observation| history.hold_out.is_some_and(|window| o.within(window));
        let later = self.of(&points, &held_out);
        let bands = later.iter().map(|p| (p.observed, (p.model.low, p.model.high)));
        HistoryFinding {
            variable: comparison.name.clone(),
            series: comparison.series.clone(),
            unit: comparison.unit.clone(),
            error_calibrated: error(&self.of(&points, &|o| o.within(history.calibrate))),
            error_held_out: error(&later),
            covered: covered(&bands.collect::<Vec<_>>()),
            address: comparison.address.clone(),
            note: comparison.note.clone(),
            points,
            scores: None,
        }
    }

    /// The points of the observations that are wanted, where any future says anything.
    fn of<'p>(&self, points: &'p [HistoryPoint], wanted: &dyn Fn(&Observation) -> bool) -> Vec<&'p HistoryPoint> {
        let pairs = self.comparison.points.iter().zip(points);
        let known = pairs.filter(|(o, p)| wanted(o) && p.model.median.is_finite());
        known.map(|(_, p)| p).collect()
    }
}

fn error(points: &[&HistoryPoint]) -> Option<f64> {
    let pairs: Vec<(f64, f64)> = points.iter().map(|p| (p.observed, p.model.median)).collect();
    mean_absolute_relative_error(&pairs)
}
