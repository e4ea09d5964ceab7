//! What is fitted, to what, in the coordinates of the search.

use super::{ErrorScale, Wanted};
use crate::StudyError;
use crate::evidence::{Evidence, Kind};
use crate::execute::observation;
use crate::history::Test;
use crate::outcome::Measure;
use crate::study::{Study, Uncertainty, scalar};
use analysis::calibrate::Bounds;

/// The most parameters that are fitted.
const MOST_PARAMETERS: usize = 40;

/// What is fitted to what.
pub(super) struct Plan {
    /// The study; every parameter that is fitted is one of its uncertainties, with the bounds of the fit.
    pub study: Study,
    /// The parameters: positions among the study's uncertainties.
    pub free: Vec<usize>,
    /// The bounds of the coordinates: a logarithm where the uncertainty's scale is logarithmic.
    pub bounds: Bounds,
    /// What the model is fitted to.
    pub targets: Vec<Target>,
    /// What every future must meet to be accepted.
    pub checks: Vec<Check>,
    /// Everything that is measured of a run.
    pub measures: Vec<Measure>,
}

/// Something observed.
pub(super) struct Target {
    pub words: String,
    pub weight: f64,
    pub points: Vec<Point>,
}

/// One observation.
pub(super) struct Point {
    /// The model's counterpart: which of [`Plan::measures`].
    pub measure: usize,
    /// When, as written.
    pub period: String,
    pub observed: f64,
    pub deviation: f64,
    pub form: Form,
}

/// How an error is measured.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Form {
    Log,
    Relative,
    /// Not a share: the range of a condition holds 0 or less.
    Absolute,
}

/// A measure that must lie between two values.
pub(super) struct Check {
    pub measure: usize,
    pub low: f64,
    pub high: f64,
}

impl Point {
    /// The error in standard deviations; infinite where it cannot be measured.
    pub fn error(&self, model: f64) -> f64 {
        let error = match self.form {
            Form::Log if model > 0.0 => math::ln(model / self.observed),
            Form::Log => f64::INFINITY,
            Form::Relative => model / self.observed - 1.0,
            Form::Absolute => model - self.observed,
        };
        error / self.deviation
    }
}

impl Target {
    /// Its share of the loss.
    pub fn loss(&self, measured: &[f64]) -> f64 {
        let squares = self.points.iter().map(|p| p.error(measured[p.measure]));
        self.weight * squares.map(|e| e * e).sum::<f64>()
    }
}

impl Plan {
    /// What a study asks to be fitted, or what its evidence and history imply.
    pub fn of(mut study: Study) -> Result<Plan, StudyError> {
        let free = free(&mut study)?;
        let side = |at: &usize| {
            let u = &study.uncertainties[*at];
            (coordinate(u, u.low), coordinate(u, u.high))
        };
        let bounds = Bounds::new(free.iter().map(side).collect());
        let bounds = bounds.ok_or_else(|| nothing("a parameter's range has no width"))?;
        let mut plan = Plan {
            study,
            free,
            bounds,
            targets: Vec::new(),
            checks: Vec::new(),
            measures: Vec::new(),
        };
        plan.check();
        match plan.study.fit.targets.is_empty() {
            true => plan.conditions()?,
            false => plan.asked(),
        }
        match plan.targets.is_empty() {
            true => Err(nothing(
                "the study has no condition in [history] and no target in [fit]",
            )),
            false => Ok(plan),
        }
    }

    /// The coordinates of the study's base values.
    pub fn base(&self) -> Vec<f64> {
        let of = |at: &usize| {
            let u = &self.study.uncertainties[*at];
            coordinate(u, u.base)
        };
        self.free.iter().map(of).collect()
    }

    /// The value of a parameter at a coordinate.
    pub fn value(&self, parameter: usize, coordinate: f64) -> f64 {
        let u = &self.study.uncertainties[self.free[parameter]];
        match u.logarithmic {
            true => math::exp(coordinate).clamp(u.low, u.high),
            false => coordinate,
        }
    }

    /// All errors of a run, weighted so that the sum of their squares is the loss; infinite where the run failed.
    pub fn errors(&self, measured: Option<&[f64]>) -> Vec<f64> {
        let one = |target: &Target, point: &Point| {
            let error = measured.map_or(f64::INFINITY, |m| point.error(m[point.measure]));
            math::sqrt(target.weight) * error
        };
        let all = self.targets.iter().flat_map(|t| t.points.iter().map(move |p| (t, p)));
        all.map(|(t, p)| one(t, p)).collect()
    }

    /// The sum of the squares of all errors.
    pub fn loss(&self, measured: Option<&[f64]>) -> f64 {
        self.errors(measured).iter().map(|e| e * e).sum()
    }

    /// Whether a run meets every condition of the history.
    pub fn accepts(&self, measured: &[f64]) -> bool {
        let meets = |c: &Check| (c.low..=c.high).contains(&measured[c.measure]);
        self.checks.iter().all(meets)
    }

    /// The number of observations, each counted as often as its target weighs.
    pub fn observations(&self) -> f64 {
        let count = |t: &Target| t.weight * t.points.len() as f64;
        self.targets.iter().map(count).sum()
    }

    /// How many times larger than assumed the variance of the errors is, as the best loss says; never below 1.
    pub fn error_scale(&self, best: f64) -> f64 {
        let freedom = self.observations() - self.free.len() as f64;
        if freedom > 0.0 { (best / freedom).max(1.0) } else { 1.0 }
    }

    fn measure(&mut self, measure: Measure) -> usize {
        self.measures.push(measure);
        self.measures.len() - 1
    }

    /// Each observation of a series in the calibration window: its measure, period and value.
    fn series(&mut self, comparison: usize) -> Vec<(usize, String, f64)> {
        let comparison = self.study.history.comparisons[comparison].clone();
        let window = self.study.history.calibrate;
        let points = comparison.points.iter().filter(|p| p.within(window));
        points
            .map(|p| {
                let measure = observation(comparison.variable, p, &self.study.calendar);
                (self.measure(measure), p.period.clone(), p.value)
            })
            .collect()
    }

    /// The conditions of the history, which futures are accepted by.
    fn check(&mut self) {
        for condition in self.study.history.conditions.clone() {
            match condition.test {
                Test::Between {
                    variable,
                    at,
                    low,
                    high,
                } => {
                    let measure = self.measure(Measure::at(variable, self.study.calendar.time(at)));
                    self.checks.push(Check { measure, low, high });
                }
                Test::Near { comparison, within } => {
                    for (measure, _, value) in self.series(comparison) {
                        let width = within * value.abs();
                        let (low, high) = (value - width, value + width);
                        self.checks.push(Check { measure, low, high });
                    }
                }
            }
        }
    }

    /// The targets that `[fit]` names.
    fn asked(&mut self) {
        let form = self.form();
        for target in self.study.fit.targets.clone() {
            let found = match target.wanted {
                Wanted::Series(comparison) => self.series(comparison),
                Wanted::Date { variable, at, value } => {
                    let measure = self.measure(Measure::at(variable, self.study.calendar.time(at)));
                    vec![(measure, at.to_string(), value)]
                }
            };
            let deviation = target.deviation;
            let point = |(measure, period, observed)| Point {
                measure,
                period,
                observed,
                deviation,
                form,
            };
            self.targets.push(Target {
                words: target.words,
                weight: target.weight,
                points: found.into_iter().map(point).collect(),
            });
        }
    }

    /// The conditions of the history as targets: what a condition lets through counts as two standard deviations to each side.
    fn conditions(&mut self) -> Result<(), StudyError> {
        let (error, form) = (self.study.fit.error, self.form());
        for condition in self.study.history.conditions.clone() {
            let words = condition.words;
            let points = match condition.test {
                Test::Between {
                    variable,
                    at,
                    low,
                    high,
                } => {
                    let measure = self.measure(Measure::at(variable, self.study.calendar.time(at)));
                    let (observed, deviation, form) = middle(low, high, form);
                    let period = at.to_string();
                    vec![Point {
                        measure,
                        period,
                        observed,
                        deviation,
                        form,
                    }]
                }
                Test::Near { comparison, within } => {
                    let deviation = error.of_share(within);
                    let found = self.series(comparison);
                    if found.iter().any(|(_, _, observed)| !error.takes(*observed)) {
                        return Err(nothing(&format!("`{words}`: {}", error.needs())));
                    }
                    let point = |(measure, period, observed)| Point {
                        measure,
                        period,
                        observed,
                        deviation,
                        form,
                    };
                    found.into_iter().map(point).collect()
                }
            };
            self.targets.push(Target {
                words,
                weight: 1.0,
                points,
            });
        }
        Ok(())
    }

    fn form(&self) -> Form {
        match self.study.fit.error {
            ErrorScale::Log => Form::Log,
            ErrorScale::Relative => Form::Relative,
        }
    }
}

/// What a range stands for: its middle, the standard deviation of which it is four wide, and how errors are then measured.
fn middle(low: f64, high: f64, form: Form) -> (f64, f64, Form) {
    // A range without width is met to one part in a thousand.
    let narrow = 1e-3;
    match form {
        Form::Log if low > 0.0 => {
            let deviation = math::ln(high / low) / 4.0;
            (math::sqrt(low * high), deviation.max(narrow), form)
        }
        Form::Relative if low > 0.0 => {
            let middle = (low + high) / 2.0;
            (middle, ((high - low) / 4.0 / middle).max(narrow), form)
        }
        _ => {
            let (middle, deviation) = ((low + high) / 2.0, (high - low) / 4.0);
            let least = narrow * middle.abs().max(f64::MIN_POSITIVE / narrow);
            (middle, deviation.max(least), Form::Absolute)
        }
    }
}

fn nothing(why: &str) -> StudyError {
    StudyError::NothingToFit { why: why.into() }
}

/// The parameters, as positions among the uncertainties, which get those that `[fit]` adds and the bounds that it gives.
fn free(study: &mut Study) -> Result<Vec<usize>, StudyError> {
    let Some(asked) = study.fit.parameters.clone() else {
        let calibrated = study.uncertainties.iter().enumerate();
        let calibrated = calibrated.filter(|(_, u)| u.evidence.kind == Some(Kind::Calibrated));
        let found: Vec<usize> = calibrated.map(|(at, _)| at).collect();
        return within_limit(
            found,
            "no uncertainty has evidence of the kind `calibrated`: name parameters in [fit]",
        );
    };
    let mut found = Vec::new();
    for parameter in &asked {
        let known = study
            .uncertainties
            .iter()
            .position(|u| u.constant == parameter.constant);
        let at = match (known, parameter.bounds) {
            (Some(at), _) => at,
            (None, Some((low, high))) => {
                let variable = study.model.variable(parameter.constant);
                study.uncertainties.push(Uncertainty {
                    name: parameter.name.clone(),
                    constant: parameter.constant,
                    base: scalar(&variable.kind).unwrap_or(low),
                    low,
                    high,
                    narrow: None,
                    logarithmic: false,
                    unit: variable.units.to_string(),
                    evidence: Evidence::default(),
                    question: String::new(),
                });
                study.uncertainties.len() - 1
            }
            (None, None) => continue,
        };
        if let Some((low, high)) = parameter.bounds {
            (study.uncertainties[at].low, study.uncertainties[at].high) = (low, high);
        }
        found.push(at);
    }
    within_limit(found, "no parameter is left: name parameters in [fit]")
}

fn within_limit(found: Vec<usize>, none: &str) -> Result<Vec<usize>, StudyError> {
    match found.len() {
        0 => Err(nothing(none)),
        n if n > MOST_PARAMETERS => {
            let why = format!("{n} parameters are more than the {MOST_PARAMETERS} that are fitted at once");
            Err(nothing(&why))
        }
        _ => Ok(found),
    }
}

fn coordinate(u: &Uncertainty, value: f64) -> f64 {
    if u.logarithmic { math::ln(value) } else { value }
}
