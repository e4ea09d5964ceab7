//! What is fitted, to what, in the coordinates of the search.

use super::parameters::{Parameters, coordinate, nothing};
use crate::ExperimentError;
use crate::measure::Measure;
use crate::pass::observation;
use crate::plan::{CellId, ErrorScale, Plan, Test, Uncertainty, Wanted};
use analysis::calibrate::Bounds;

/// What is fitted to what.
pub(super) struct Problem<'a> {
    pub plan: &'a Plan,
    /// The plan's uncertainties, every parameter that is fitted among them with the bounds of the fit.
    pub uncertainties: Vec<Uncertainty>,
    /// The parameters: positions among `uncertainties`.
    pub free: Vec<usize>,
    /// The bounds of the coordinates: a logarithm where the uncertainty's scale is logarithmic.
    pub bounds: Bounds,
    /// What the model is fitted to.
    pub targets: Vec<Target>,
    /// What every scenario must meet to be accepted.
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
    /// The model's counterpart: which of [`Problem::measures`].
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
            // No logarithm: infinitely bad and not `NaN`, so that a search orders this point behind all others and leaves it.
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

impl<'a> Problem<'a> {
    /// What a plan asks to be fitted, or what its evidence and history imply.
    pub fn of(plan: &'a Plan) -> Result<Problem<'a>, ExperimentError> {
        let Parameters { uncertainties, free } = Parameters::of(plan)?;
        let side = |at: &usize| {
            let u = &uncertainties[*at];
            (coordinate(u, u.low), coordinate(u, u.high))
        };
        let bounds = Bounds::new(free.iter().map(side).collect());
        let bounds = bounds.ok_or_else(|| nothing("a parameter's range has no width"))?;
        let mut problem = Problem {
            plan,
            uncertainties,
            free,
            bounds,
            targets: Vec::new(),
            checks: Vec::new(),
            measures: Vec::new(),
        };
        // Conditions and targets that look at the same observation measure it twice, which costs a number a run and no search.
        problem.add_checks();
        problem.add_targets()?;
        Ok(problem)
    }

    /// The coordinates of the base values.
    pub fn base(&self) -> Vec<f64> {
        let of = |at: &usize| {
            let u = &self.uncertainties[*at];
            coordinate(u, u.base)
        };
        self.free.iter().map(of).collect()
    }

    /// The value of a parameter at a coordinate.
    pub fn value(&self, parameter: usize, coordinate: f64) -> f64 {
        let u = &self.uncertainties[self.free[parameter]];
        if u.logarithmic {
            math::exp(coordinate).clamp(u.low, u.high)
        } else {
            coordinate
        }
    }

    /// The values of all parameters at a point.
    pub fn values(&self, point: &[f64]) -> Vec<f64> {
        let all = point.iter().enumerate();
        all.map(|(parameter, x)| self.value(parameter, *x)).collect()
    }

    /// All errors of a run, weighted so that the sum of their squares is the loss; infinite where the run failed.
    pub fn errors(&self, measured: Option<&[f64]>) -> Vec<f64> {
        let one = |target: &Target, point: &Point| {
            let error = measured.map_or(f64::INFINITY, |m| point.error(m[point.measure]));
            // The root, since the loss squares it: an observation that weighs 2 counts as one that was made twice.
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
        // What is not a number lies in no range.
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
        // Birge's ratio (1932): the loss at its minimum is chi squared with as many degrees of freedom as there are
        // observations more than parameters. Below 1 it is no licence for narrower intervals: few points are met by chance.
        let freedom = self.observations() - self.free.len() as f64;
        if freedom > 0.0 { (best / freedom).max(1.0) } else { 1.0 }
    }

    fn measure(&mut self, measure: Measure) -> usize {
        self.measures.push(measure);
        self.measures.len() - 1
    }

    /// Each observation of a series in the calibration window.
    fn series(&mut self, comparison: usize) -> Vec<Observed> {
        let plan = self.plan;
        let comparison = &plan.history.comparisons[comparison];
        let points = comparison.points.iter();
        points
            .filter(|p| p.within(plan.history.calibrate))
            .map(|p| Observed {
                measure: self.measure(observation(comparison.variable, p, &plan.calendar)),
                period: p.period.clone(),
                value: p.value,
            })
            .collect()
    }

    /// A variable at a date.
    fn at(&mut self, variable: CellId, year: f64) -> usize {
        self.measure(Measure::at(variable, self.plan.calendar.time(year)))
    }

    /// The conditions of the history, by which scenarios are accepted.
    fn add_checks(&mut self) {
        for condition in &self.plan.history.conditions {
            match condition.test {
                Test::Between {
                    variable,
                    at,
                    low,
                    high,
                } => {
                    let measure = self.at(variable, at);
                    self.checks.push(Check { measure, low, high });
                }
                Test::Near { comparison, within } => self.add_near_checks(comparison, within),
            }
        }
    }

    fn add_near_checks(&mut self, comparison: usize, within: f64) {
        for Observed { measure, value, .. } in self.series(comparison) {
            let width = within * value.abs();
            let (low, high) = (value - width, value + width);
            self.checks.push(Check { measure, low, high });
        }
    }

    /// The targets that `[fit]` names, or else the conditions of the history.
    fn add_targets(&mut self) -> Result<(), ExperimentError> {
        if self.plan.fit.targets.is_empty() {
            self.add_conditions()?;
        } else {
            self.add_named_targets();
        }
        if self.targets.is_empty() {
            return Err(nothing(
                "the study has no condition in [history] and no target in [fit]",
            ));
        }
        Ok(())
    }

    fn add_named_targets(&mut self) {
        let form = self.form();
        for target in &self.plan.fit.targets {
            let found = match target.wanted {
                Wanted::Series(comparison) => self.series(comparison),
                Wanted::Date { variable, at, value } => vec![Observed {
                    measure: self.at(variable, at),
                    period: at.to_string(),
                    value,
                }],
            };
            let point = |observed: Observed| observed.point(target.deviation, form);
            self.targets.push(Target {
                words: target.words.clone(),
                weight: target.weight,
                points: found.into_iter().map(point).collect(),
            });
        }
    }

    /// The conditions of the history as targets: what a condition lets through counts as two standard deviations to each side.
    fn add_conditions(&mut self) -> Result<(), ExperimentError> {
        for condition in &self.plan.history.conditions {
            let points = match condition.test {
                Test::Between {
                    variable,
                    at,
                    low,
                    high,
                } => vec![self.middle_of(variable, at, (low, high))],
                Test::Near { comparison, within } => self.points_near(comparison, within, &condition.words)?,
            };
            self.targets.push(Target {
                words: condition.words.clone(),
                weight: 1.0,
                points,
            });
        }
        Ok(())
    }

    fn middle_of(&mut self, variable: CellId, at: f64, (low, high): (f64, f64)) -> Point {
        let (observed, deviation, form) = middle(low, high, self.form());
        Point {
            measure: self.at(variable, at),
            period: at.to_string(),
            observed,
            deviation,
            form,
        }
    }

    fn points_near(&mut self, comparison: usize, within: f64, words: &str) -> Result<Vec<Point>, ExperimentError> {
        let (error, form) = (self.plan.fit.error, self.form());
        let deviation = error.of_share(within);
        let found = self.series(comparison);
        if found.iter().any(|observed| !error.takes(observed.value)) {
            return Err(nothing(&format!("`{words}`: {}", error.needs())));
        }
        Ok(found.into_iter().map(|o| o.point(deviation, form)).collect())
    }

    fn form(&self) -> Form {
        match self.plan.fit.error {
            ErrorScale::Log => Form::Log,
            ErrorScale::Relative => Form::Relative,
        }
    }
}

/// An observation, and which measure is the model's counterpart.
struct Observed {
    measure: usize,
    period: String,
    value: f64,
}

impl Observed {
    fn point(self, deviation: f64, form: Form) -> Point {
        Point {
            measure: self.measure,
            period: self.period,
            observed: self.value,
            deviation,
            form,
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
            // Also of the range from 0 to 0, where a share of the middle is 0: an error of 0 by a deviation of 0 would be no
            // number.
            let least = narrow * middle.abs().max(f64::MIN_POSITIVE / narrow);
            (middle, deviation.max(least), Form::Absolute)
        }
    }
}
