//! What a calibration found, as plain data.

use super::problem::{Point, Problem, Target};
use super::{RISE, TOLERANCE};
use analysis::calibrate::{Minimum, Profile, ProfilePoint, correlations, estimate_correlations};
use serde::Serialize;

/// A parameter closer to a bound than this share of its range counts as at it.
const AT_BOUND: f64 = 1e-3;

/// Starts whose loss is this much above the best ended elsewhere.
const ELSEWHERE: f64 = 0.1;

/// A model fitted to its history.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fitted {
    /// First and last year of the calibration window.
    pub window: (f64, f64),
    /// How errors were measured: `log` or `relative`.
    pub error: &'static str,
    /// The number of observations, each counted as often as its target weighs.
    pub observations: f64,
    /// The loss of the study's base values; not finite where their run failed.
    pub base_loss: f64,
    /// The smallest loss.
    pub loss: f64,
    /// How many times larger than assumed the variance of the errors is, as the smallest loss says: intervals and weights allow for
    /// it. 1 where the fit is as good as assumed, or better.
    pub error_scale: f64,
    /// The parameters, in the order of the study.
    pub parameters: Vec<ParameterFound>,
    /// What the model was fitted to.
    pub targets: Vec<TargetFound>,
    /// Where each start of the search ended.
    pub starts: Vec<Ended>,
    /// How many starts ended with the smallest loss.
    pub starts_that_agree: usize,
    /// The correlations of the estimates of each two parameters, from the curvature of the loss at its minimum. None where that
    /// cannot tell them apart.
    pub estimate_correlations: Option<Vec<Correlation>>,
    /// The correlations, over the accepted sets, of each parameter with each uncertainty; those that vary there. Over all sets
    /// by their weights where fewer than 10 were accepted.
    pub set_correlations: Vec<Correlation>,
    /// The sampled scenarios, each fitted anew.
    pub sets: SetsFound,
    /// How many runs were made.
    pub runs: usize,
}

/// A parameter that was fitted.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ParameterFound {
    /// Its name.
    pub name: String,
    /// Its unit as written.
    pub unit: String,
    /// The smallest value it could take.
    pub low: f64,
    /// The study's value.
    pub base: f64,
    /// The largest value it could take.
    pub high: f64,
    /// The value with the smallest loss.
    pub best: f64,
    /// `low` or `high` if it ended at a bound.
    pub at_bound: Option<&'static str>,
    /// The ends of its approximate 95 % interval, all other parameters fitted anew; `None` where the bound comes first.
    pub interval: (Option<f64>, Option<f64>),
    /// Its profile, from low to high.
    pub profile: Vec<ProfileFound>,
}

/// A value at which a parameter was held.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ProfileFound {
    /// The value.
    pub value: f64,
    /// The smallest loss with it.
    pub loss: f64,
}

/// Something observed, and how well it is met.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TargetFound {
    /// In words.
    pub words: String,
    /// How often it counts.
    pub weight: f64,
    /// Its share of the loss with the study's base values.
    pub base_loss: f64,
    /// Its share of the smallest loss.
    pub loss: f64,
    /// Its observations.
    pub points: Vec<PointFound>,
}

/// One observation, and the model's number for it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PointFound {
    /// When.
    pub period: String,
    /// What was observed.
    pub observed: f64,
    /// The model's number with the study's base values.
    pub base: f64,
    /// The model's number with the best parameters.
    pub best: f64,
    /// The error in standard deviations, before the weight.
    pub error: f64,
}

/// Where a start of the search ended.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ended {
    /// The parameters.
    pub values: Vec<f64>,
    /// Their loss.
    pub loss: f64,
}

/// How two quantities go together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Correlation {
    /// A parameter.
    pub a: String,
    /// Another, or an uncertainty.
    pub b: String,
    /// From -1 to 1.
    pub correlation: f64,
}

/// Sampled scenarios, each fitted anew.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SetsFound {
    /// How many were drawn.
    pub drawn: usize,
    /// How many failed, however their parameters were set.
    pub failed: usize,
    /// How many fit as they were drawn.
    pub as_drawn: Filtered,
    /// How many fit once their parameters were fitted.
    pub refitted: Filtered,
    /// All of them.
    #[serde(skip)]
    pub sets: Vec<FittedScenario>,
}

/// How much of a sample is left in the light of history.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Filtered {
    /// How many meet every condition of the history.
    pub accepted: usize,
    /// How many equally weighted sets would say as much as all by their weights (Kish 1965).
    pub effective: f64,
}

/// A scenario whose parameters were fitted.
#[derive(Clone, Debug, PartialEq)]
pub struct FittedScenario {
    /// A value for each uncertainty, those of the parameters fitted.
    pub values: Vec<f64>,
    /// A choice for each alternative.
    pub choices: Vec<u32>,
    /// The loss as drawn.
    pub loss_as_drawn: f64,
    /// Whether it met every condition of the history as drawn.
    pub accepted_as_drawn: bool,
    /// The loss.
    pub loss: f64,
    /// Whether it meets every condition of the history.
    pub accepted: bool,
    /// Its share of all weights, by the loss.
    pub weight: f64,
}

/// What a fit is put together from.
pub(super) struct Parts<'a> {
    pub problem: &'a Problem<'a>,
    pub best: &'a Minimum,
    /// The derivatives of the errors at the best point.
    pub slopes: &'a [Vec<f64>],
    /// How many times larger than assumed the variance of the errors is.
    pub scale: f64,
    pub profiles: &'a [Profile],
    pub sets: &'a SetsFound,
    /// The measures of the run at the base values and of that at the best ones; `None` where it failed.
    pub at_base: Option<&'a [f64]>,
    pub at_best: Option<&'a [f64]>,
    pub runs: usize,
}

/// Puts together what was found.
pub(super) fn fitted(parts: &Parts<'_>) -> Fitted {
    let (problem, best) = (parts.problem, parts.best);
    let ended = |(point, loss): &(Vec<f64>, f64)| Ended {
        values: problem.values(point),
        loss: *loss,
    };
    let agree = best.starts.iter().filter(|s| s.1 <= best.loss + ELSEWHERE.max(TOLERANCE));
    Fitted {
        window: problem.plan.history.calibrate,
        error: problem.plan.fit.error.word(),
        observations: problem.observations(),
        base_loss: problem.loss(parts.at_base),
        loss: best.loss,
        error_scale: parts.scale,
        parameters: parameters(parts),
        targets: targets(parts),
        starts: best.starts.iter().map(ended).collect(),
        starts_that_agree: agree.count(),
        estimate_correlations: estimates(problem, parts.slopes),
        set_correlations: over_sets(problem, &parts.sets.sets),
        sets: parts.sets.clone(),
        runs: parts.runs,
    }
}

fn parameters(parts: &Parts<'_>) -> Vec<ParameterFound> {
    let found = parts.profiles.iter().zip(&parts.best.point).enumerate();
    found.map(|(at, (profile, best))| parameter(parts.problem, at, profile, *best)).collect()
}

/// A parameter, with its best coordinate.
fn parameter(problem: &Problem<'_>, at: usize, profile: &Profile, best: f64) -> ParameterFound {
    let u = &problem.uncertainties[problem.free[at]];
    let value = |coordinate: f64| problem.value(at, coordinate);
    let point = |p: &ProfilePoint| ProfileFound {
        value: value(p.value),
        loss: p.loss,
    };
    ParameterFound {
        name: u.name.clone(),
        unit: u.unit.clone(),
        low: u.low,
        base: u.base,
        high: u.high,
        best: value(best),
        at_bound: at_bound(problem.bounds.side(at), best),
        interval: (profile.low.map(value), profile.high.map(value)),
        profile: profile.points.iter().map(point).collect(),
    }
}

fn at_bound((low, high): (f64, f64), best: f64) -> Option<&'static str> {
    let near = AT_BOUND * (high - low);
    match best {
        x if x - low <= near => Some("low"),
        x if high - x <= near => Some("high"),
        _ => None,
    }
}

fn targets(parts: &Parts<'_>) -> Vec<TargetFound> {
    let unknown = vec![f64::NAN; parts.problem.measures.len()];
    let base = parts.at_base.unwrap_or(&unknown);
    let best = parts.at_best.unwrap_or(&unknown);
    let point = |p: &Point| PointFound {
        period: p.period.clone(),
        observed: p.observed,
        base: base[p.measure],
        best: best[p.measure],
        error: p.error(best[p.measure]),
    };
    let one = |target: &Target| TargetFound {
        words: target.words.clone(),
        weight: target.weight,
        base_loss: target.loss(base),
        loss: target.loss(best),
        points: target.points.iter().map(point).collect(),
    };
    parts.problem.targets.iter().map(one).collect()
}

fn estimates(problem: &Problem<'_>, slopes: &[Vec<f64>]) -> Option<Vec<Correlation>> {
    let matrix = estimate_correlations(slopes)?;
    let name = |at: usize| problem.uncertainties[problem.free[at]].name.clone();
    let pairs = (0..matrix.len()).flat_map(|a| (a + 1..matrix.len()).map(move |b| (a, b)));
    let pair = |(a, b): (usize, usize)| Correlation {
        a: name(a),
        b: name(b),
        correlation: matrix[a][b],
    };
    Some(pairs.map(pair).collect())
}

/// With fewer accepted sets than this, weights say more.
const FEW: usize = 10;

/// Each set's weight in a correlation.
fn weights(sets: &[FittedScenario]) -> Vec<f64> {
    // Correlations of a handful of points are noise; likelihood weights use every set, if most of them little.
    let few = sets.iter().filter(|s| s.accepted).count() < FEW;
    let weight = |s: &FittedScenario| if few { s.weight } else { f64::from(u8::from(s.accepted)) };
    sets.iter().map(weight).collect()
}

fn over_sets(problem: &Problem<'_>, sets: &[FittedScenario]) -> Vec<Correlation> {
    let uncertainties = &problem.uncertainties;
    let column = |k: usize| sets.iter().map(|s| s.values[k]).collect();
    let columns: Vec<Vec<f64>> = (0..uncertainties.len()).map(column).collect();
    let matrix = correlations(&columns, &weights(sets));
    let mut found = Vec::new();
    for (at, a) in problem.free.iter().enumerate() {
        // Two parameters are one pair, whichever comes first.
        let others = (0..uncertainties.len()).filter(|b| b != a && !problem.free[..at].contains(b));
        for b in others {
            found.extend(matrix[*a][b].map(|correlation| Correlation {
                a: uncertainties[*a].name.clone(),
                b: uncertainties[b].name.clone(),
                correlation,
            }));
        }
    }
    found
}

impl ParameterFound {
    /// Whether the observations leave the parameter anywhere between its bounds.
    pub fn is_open(&self) -> bool {
        self.interval == (None, None)
    }
}

impl Fitted {
    /// How far the loss may rise above its minimum within a 95 % interval.
    pub fn rise(&self) -> f64 {
        RISE * self.error_scale
    }
}
