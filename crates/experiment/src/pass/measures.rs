//! What is measured of every run, in one list: outcomes, the points of charts, then the past.

use super::{Ratio, Scope};
use crate::measure::Measure;
use crate::plan::{Calendar, CellId, Comparison, Observation, Plan, Test, Witness};
use std::ops::Range;

/// The distance between two points of a chart, in years.
const CHART_STEP: f64 = 0.5;

/// The most points of a chart.
const MOST_POINTS: usize = 2000;

/// All measures of a run, and where each kind is among them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Measures {
    pub list: Vec<Measure>,
    /// The study's outcomes.
    pub outcomes: Range<usize>,
    /// One an observation, for each of the history's comparisons.
    pub points: Vec<Range<usize>>,
    /// One a condition that looks at a date; the others look at `points`.
    pub tests: Vec<Option<usize>>,
    /// One a point in time, for each chart.
    pub charts: Vec<Range<usize>>,
    /// For each window of the prediction, its mean and what that is divided by.
    ratios: Vec<(usize, Divisor)>,
    /// The charts' points in time, as years.
    pub years: Vec<f64>,
}

/// What a mean is divided by.
#[derive(Clone, Copy, Debug)]
enum Divisor {
    /// A number.
    Number(f64),
    /// Another measure.
    Measure(usize),
}

impl Divisor {
    /// The number in a run.
    fn of(self, values: &[f64]) -> f64 {
        match self {
            Divisor::Number(number) => number,
            Divisor::Measure(at) => values[at],
        }
    }
}

impl Measures {
    /// What is measured of the reference policy.
    pub fn of_reference(plan: &Plan, scope: Scope<'_>) -> Measures {
        let mut measures = Measures::of_policies(plan, scope);
        let tested = tested(plan);
        for (at, comparison) in plan.history.comparisons.iter().enumerate() {
            // Series that no condition looks at are for the report alone.
            let wanted = matches!(scope, Scope::Full) || tested.contains(&at);
            measures.add_points(comparison, wanted, &plan.calendar);
        }
        measures.add_tests(plan);
        match scope {
            Scope::Full => measures.add_prediction(plan),
            Scope::ClaimsOnly => {}
            Scope::Ratios(ratios) => ratios.iter().for_each(|ratio| measures.add_ratio(*ratio)),
        }
        measures
    }

    /// What is measured of the other policies: outcomes and charts.
    pub fn of_policies(plan: &Plan, scope: Scope<'_>) -> Measures {
        let mut measures = Measures {
            years: years(&plan.calendar, plan.start()),
            ..Measures::default()
        };
        if !matches!(scope, Scope::Ratios(_)) {
            measures.outcomes = measures.push(plan.outcomes.iter().map(|o| o.measure));
        }
        if matches!(scope, Scope::Full) {
            measures.add_charts(plan);
        }
        measures
    }

    /// The charts' values in a run, one chart after the other.
    pub fn of_charts(&self, values: &[f64]) -> Vec<f64> {
        gathered(&self.charts, values)
    }

    /// The model's counterparts of all observations in a run.
    pub fn of_points(&self, values: &[f64]) -> Vec<f64> {
        gathered(&self.points, values)
    }

    /// Where the observations of the history's witnesses are; none where they are not measured.
    pub fn of_witnesses(&self, plan: &Plan) -> Vec<usize> {
        let witnesses = plan.history.witnesses();
        if witnesses.iter().any(|w| self.points[w.comparison].is_empty()) {
            return Vec::new();
        }
        let places = |w: &Witness| {
            let start = self.points[w.comparison].start;
            w.points.iter().map(move |at| start + at).collect::<Vec<usize>>()
        };
        witnesses.iter().flat_map(places).collect()
    }

    /// What a run predicts: one number a window.
    pub fn predicted(&self, values: &[f64]) -> Vec<f64> {
        let ratios = self.ratios.iter();
        // The ratio of two means, as such figures are published; the mean of the ratios would be another number.
        ratios.map(|(above, below)| values[*above] / below.of(values)).collect()
    }

    fn add_charts(&mut self, plan: &Plan) {
        for chart in &plan.charts {
            let at = |year: &f64| Measure::at(chart.variable, plan.calendar.time(*year));
            let list: Vec<Measure> = self.years.iter().map(at).collect();
            let range = self.push(list);
            self.charts.push(range);
        }
    }

    fn add_points(&mut self, comparison: &Comparison, wanted: bool, calendar: &Calendar) {
        // A series that is not wanted gets an empty range, so that `points` keeps the positions of the history's comparisons.
        let points = comparison.points.iter().filter(|_| wanted);
        let range = self.push(points.map(|p| observation(comparison.variable, p, calendar)));
        self.points.push(range);
    }

    fn add_tests(&mut self, plan: &Plan) {
        for condition in &plan.history.conditions {
            let test = match &condition.test {
                Test::Between { variable, at, .. } => {
                    Some(self.push([Measure::at(*variable, plan.calendar.time(*at))]).start)
                }
                Test::Near { .. } => None,
            };
            self.tests.push(test);
        }
    }

    fn add_prediction(&mut self, plan: &Plan) {
        let time = |year| plan.calendar.time(year);
        for quantity in &plan.prediction.quantities {
            for window in &quantity.windows {
                let mean = |back| Measure::mean(quantity.variable, time(window.from - back), time(window.to - back));
                let above = self.push([mean(0.0)]).start;
                // The same months of the year before: a ratio to them is free of the season.
                let below = if quantity.over_year_before {
                    Divisor::Measure(self.push([mean(1.0)]).start)
                } else {
                    Divisor::Number(window.of_one)
                };
                self.ratios.push((above, below));
            }
        }
    }

    fn add_ratio(&mut self, (above, below): Ratio) {
        let above = self.push([above]).start;
        let below = below.map_or(Divisor::Number(1.0), |below| Divisor::Measure(self.push([below]).start));
        self.ratios.push((above, below));
    }

    fn push(&mut self, list: impl IntoIterator<Item = Measure>) -> Range<usize> {
        let start = self.list.len();
        self.list.extend(list);
        start..self.list.len()
    }
}

/// The series that conditions look at, as positions among the comparisons.
fn tested(plan: &Plan) -> Vec<usize> {
    let conditions = plan.history.conditions.iter();
    let series = conditions.filter_map(|c| match &c.test {
        Test::Near { comparison, .. } => Some(*comparison),
        Test::Between { .. } => None,
    });
    series.collect()
}

fn gathered(ranges: &[Range<usize>], values: &[f64]) -> Vec<f64> {
    ranges.iter().flat_map(|r| &values[r.clone()]).copied().collect()
}

/// The model's counterpart of an observation: the mean over its period, or the value at its date.
pub(crate) fn observation(variable: CellId, point: &Observation, calendar: &Calendar) -> Measure {
    let (from, until) = (calendar.time(point.from), calendar.time(point.to));
    // A count over a year is set against the mean rate of that year: the rate at its middle would differ wherever the
    // trajectory bends.
    if point.is_date() {
        Measure::at(variable, from)
    } else {
        Measure::mean(variable, from, until)
    }
}

/// The points of charts: every half-year from the start of the model, whose time is given, to the end of the study.
fn years(calendar: &Calendar, start: f64) -> Vec<f64> {
    // Whole half-years whatever time the model starts at: the middle of a year, where an annual observation is drawn, is one of
    // them.
    let first = (calendar.year(start) / CHART_STEP).ceil();
    let last = (calendar.until / CHART_STEP).floor();
    let count = ((last - first).max(0.0) as usize).min(MOST_POINTS);
    (0..=count).map(|k| (first + k as f64) * CHART_STEP).collect()
}
