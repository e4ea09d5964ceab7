//! The targets of `[fit]`: a series, or a value at a date.

use super::super::observed::{NamedVariable, Observed};
use super::super::{Fields, Placed, Report};
use experiment::plan::{ErrorScale, FitTarget, History, Observation, Test, Wanted, scalar};
use source::{Diagnostic, Span};

/// What to do about a number that the measure of errors does not take.
const ERRORS: &str = "another number, or another `error` in `[fit]`: `log` takes those above 0, `relative` all but 0";

/// A target as it is written.
struct Written {
    what: String,
    at: Span,
    variable: Option<NamedVariable>,
    series: Option<Placed<String>>,
    date: Option<Placed<f64>>,
    value: Option<Placed<f64>>,
    weight: Option<f64>,
    deviation: Option<f64>,
}

/// What a target looks at.
struct Aim {
    words: String,
    wanted: Wanted,
    /// The deviation that the history implies.
    implied: Option<f64>,
}

/// Reads a target, which is closed in any case.
pub(super) fn target(
    fields: Fields<'_>,
    observed: Observed<'_>,
    history: &mut History,
    error: ErrorScale,
) -> Option<FitTarget> {
    let written = Written::read(fields, observed);
    let reader = TargetReader { observed, error };
    let aim = reader.aim(&written, history)?;
    let Some(deviation) = written.deviation.or(aim.implied) else {
        reader.no_deviation(&written);
        return None;
    };
    Some(FitTarget {
        words: aim.words,
        wanted: aim.wanted,
        weight: written.weight.unwrap_or(1.0),
        deviation,
    })
}

impl Written {
    fn read(mut fields: Fields<'_>, observed: Observed<'_>) -> Written {
        let written = Written {
            variable: NamedVariable::with_unit(&mut fields, observed.names),
            series: fields.text("series"),
            date: fields.number("at"),
            value: fields.number("value"),
            weight: positive(&mut fields, "weight"),
            deviation: positive(&mut fields, "deviation"),
            at: fields.at,
            what: fields.what.clone(),
        };
        fields.finish();
        written
    }
}

fn positive(fields: &mut Fields<'_>, key: &'static str) -> Option<f64> {
    let found = fields.number(key)?;
    if found.value <= 0.0 {
        let (message, hint) = (format!("a {key} must be above 0"), format!("{key} = 1"));
        fields.report.advise("weight-not-positive", found.span, message, hint);
    }
    Some(found.value)
}

/// What targets are read against.
struct TargetReader<'a> {
    observed: Observed<'a>,
    error: ErrorScale,
}

impl TargetReader<'_> {
    fn report(&self) -> &Report {
        self.observed.names.report
    }

    fn aim(&self, written: &Written, history: &mut History) -> Option<Aim> {
        let variable = written.variable.as_ref()?;
        self.observed.names.model?;
        match (&written.series, &written.date, &written.value) {
            (Some(series), None, None) => self.series(variable, series, history),
            (None, Some(at), Some(value)) => Some(self.date(variable, at, value)),
            _ => {
                let message = format!("{} needs either `series`, or `at` and `value`", written.what);
                self.report().error("missing-key", written.at, message);
                None
            }
        }
    }

    fn series(&self, variable: &NamedVariable, series: &Placed<String>, history: &mut History) -> Option<Aim> {
        let comparison = self.observed.comparison(history, variable, series)?;
        if !self.is_sound(series, history, comparison) {
            return None;
        }
        Some(Aim {
            words: format!("{} against {}", variable.name.value, series.value),
            wanted: Wanted::Series(comparison),
            implied: self.implied(history, comparison),
        })
    }

    fn date(&self, variable: &NamedVariable, at: &Placed<f64>, value: &Placed<f64>) -> Aim {
        self.judge_date(at);
        if !self.error.takes(value.value) {
            self.cannot_measure(value.span, self.error.needs());
        }
        Aim {
            words: format!("{} in {}", variable.name.value, at.value),
            wanted: Wanted::Date {
                variable: variable.cell,
                at: at.value,
                value: value.value,
            },
            implied: None,
        }
    }

    /// A target is of the observed past: within the model's time and before the first policy.
    fn judge_date(&self, at: &Placed<f64>) {
        let (first, last) = (self.start(), self.observed.calendar.policies_from);
        if at.value > last || at.value < first {
            let first = first.round();
            let message =
                format!("this date is not between the start of the model, {first}, and the first policy, {last}");
            let hint = "a target is of the observed past";
            self.report().advise("history-after-policies", at.span, message, hint);
        }
    }

    /// The year in which the model begins; before all time where it is not known, so that nothing counts as too early.
    fn start(&self) -> f64 {
        let model = self.observed.names.model;
        let start = model.and_then(|m| scalar(&m.variable(m.control.start).kind));
        start.map_or(f64::NEG_INFINITY, |t| self.observed.calendar.year(t) - 1e-9)
    }

    /// Whether a series has points to fit to, each of which the errors can be measured against.
    fn is_sound(&self, series: &Placed<String>, history: &History, comparison: usize) -> bool {
        let points = history.comparisons[comparison].points.iter();
        let points: Vec<&Observation> = points.filter(|p| p.within(history.calibrate)).collect();
        if points.is_empty() {
            let (from, to) = history.calibrate;
            let message = format!("`{}` has no observation from {from} to {to}", series.value);
            self.report().error("empty-window", series.span, message);
            return false;
        }
        let unmeasurable = points.into_iter().find(|p| !self.error.takes(p.value));
        if let Some(point) = unmeasurable {
            let (name, needs) = (&series.value, self.error.needs());
            let message = format!("`{name}` is {} in {}, but {needs}", point.value, point.period);
            self.cannot_measure(series.span, message);
        }
        unmeasurable.is_none()
    }

    fn cannot_measure(&self, at: Span, message: impl Into<String>) {
        self.report().advise("error-needs-positive", at, message, ERRORS);
    }

    /// The deviation that a condition of the history implies: what it lets through counts as two deviations to each side.
    fn implied(&self, history: &History, wanted: usize) -> Option<f64> {
        history.conditions.iter().find_map(|c| match c.test {
            Test::Near { comparison, within } if comparison == wanted => Some(self.error.of_share(within)),
            _ => None,
        })
    }

    fn no_deviation(&self, written: &Written) {
        let message = format!("{} has no `deviation`", written.what);
        let finding = Diagnostic::error("missing-key", written.at, message);
        let hint = "deviation = 0.1 for errors that are usually within 10 %";
        self.report().push(finding.hint(hint));
    }
}
