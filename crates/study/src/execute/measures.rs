//! What is measured of every run, in one list: outcomes, then the past, then the points of charts.

use crate::history::{Observation, Test};
use crate::outcome::Measure;
use crate::study::{Calendar, Study};
use check::VariableId;
use std::ops::Range;

/// How far the points of a chart stand apart, in years.
const CHART_STEP: f64 = 0.5;

/// The most points of a chart.
const MOST_POINTS: usize = 2000;

/// All measures of a run, and where each kind stands among them.
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
    /// For each window of the statement, its mean and what that is divided by.
    pub stated: Vec<(usize, Below)>,
    /// The charts' points in time, as years.
    pub years: Vec<f64>,
}

/// What a mean is divided by.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Below {
    /// A number.
    Number(f64),
    /// Another measure.
    Measure(usize),
}

impl Below {
    /// The number in a run.
    pub fn of(self, values: &[f64]) -> f64 {
        match self {
            Below::Number(number) => number,
            Below::Measure(at) => values[at],
        }
    }
}

impl Measures {
    /// What is measured of the reference policy: everything.
    pub fn of_reference(study: &Study, start: f64) -> Measures {
        let mut measures = Measures::of_policies(study, start);
        for comparison in &study.history.comparisons {
            let points = comparison.points.iter();
            let list = points.map(|p| observation(comparison.variable, p, &study.calendar));
            let range = measures.push(list);
            measures.points.push(range);
        }
        for condition in &study.history.conditions {
            let test = match &condition.test {
                Test::Between { variable, at, .. } => {
                    Some(measures.push([Measure::at(*variable, study.calendar.time(*at))]).start)
                }
                Test::Near { .. } => None,
            };
            measures.tests.push(test);
        }
        measures.state(study);
        measures
    }

    fn state(&mut self, study: &Study) {
        let time = |year| study.calendar.time(year);
        for quantity in &study.statement.quantities {
            for window in &quantity.windows {
                let mean = |back| Measure::mean(quantity.variable, time(window.from - back), time(window.to - back));
                let above = self.push([mean(0.0)]).start;
                let below = match quantity.over_year_before {
                    true => Below::Measure(self.push([mean(1.0)]).start),
                    false => Below::Number(window.of_one),
                };
                self.stated.push((above, below));
            }
        }
    }

    /// What is measured of the other policies: outcomes and charts.
    pub fn of_policies(study: &Study, start: f64) -> Measures {
        let mut measures = Measures {
            years: years(&study.calendar, start),
            ..Measures::default()
        };
        measures.outcomes = measures.push(study.outcomes.iter().map(|o| o.measure));
        for chart in &study.charts {
            let at = |year: &f64| Measure::at(chart.variable, study.calendar.time(*year));
            let list: Vec<Measure> = measures.years.iter().map(at).collect();
            let range = measures.push(list);
            measures.charts.push(range);
        }
        measures
    }

    /// Measures something more of the accepted futures: a number, divided by another if there is one.
    pub fn also(&mut self, (above, below): (Measure, Option<Measure>)) {
        let above = self.push([above]).start;
        let below = below.map_or(Below::Number(1.0), |below| Below::Measure(self.push([below]).start));
        self.stated.push((above, below));
    }

    fn push(&mut self, list: impl IntoIterator<Item = Measure>) -> Range<usize> {
        let start = self.list.len();
        self.list.extend(list);
        start..self.list.len()
    }
}

/// The model's counterpart of an observation: the mean over its period, or the value at its date.
pub(crate) fn observation(variable: VariableId, point: &Observation, calendar: &Calendar) -> Measure {
    let (from, until) = (calendar.time(point.from), calendar.time(point.to));
    match point.is_date() {
        true => Measure::at(variable, from),
        false => Measure::mean(variable, from, until),
    }
}

/// The points of charts: every half-year from the start of the model, whose time is given, to the end of the study.
fn years(calendar: &Calendar, start: f64) -> Vec<f64> {
    let first = (calendar.year(start) / CHART_STEP).ceil();
    let last = (calendar.until / CHART_STEP).floor();
    let count = ((last - first).max(0.0) as usize).min(MOST_POINTS);
    (0..=count).map(|k| (first + k as f64) * CHART_STEP).collect()
}
