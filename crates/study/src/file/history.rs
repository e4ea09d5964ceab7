//! `[history]`: what was observed, and what a future must look like.

use super::observed::{NamedVariable, Observed};
use super::{Fields, Placed, Report};
use crate::evidence::{self, Cited};
use crate::wording;
use experiment::plan::{Calendar, Comparison, Condition, History, Test};

/// Reads `[history]`.
pub(crate) fn history(file: &mut Fields<'_>, observed: Observed<'_>, cited: &mut Cited) -> History {
    let Some(mut fields) = file.section("history") else {
        return History::default();
    };
    let mut history = History {
        calibrate: calibrate(&mut fields, observed.calendar),
        hold_out: fields.range("hold_out").map(|h| h.value),
        ..History::default()
    };
    for condition in fields.tables("accept", "a condition of the history") {
        accept(condition, observed, &mut history, cited);
    }
    for comparison in fields.tables("compare", "a comparison of the history") {
        compare(comparison, observed, &mut history);
    }
    fields.finish();
    history
}

/// The years of calibration; where they are missing, those from the calendar's zero to the first policy.
fn calibrate(fields: &mut Fields<'_>, calendar: &Calendar) -> (f64, f64) {
    let years = fields.need("calibrate", Fields::range);
    // A year counts to its end: the last one must have passed before a policy can change anything.
    if let Some(late) = years.as_ref().filter(|c| c.value.1 + 1.0 > calendar.policies_from) {
        ends_late(late, calendar.policies_from, fields.report);
    }
    years.map_or((calendar.zero, calendar.policies_from), |c| c.value)
}

fn ends_late(years: &Placed<(f64, f64)>, policies_from: f64, report: &Report) {
    let message = format!("calibration must end before policies begin, in {policies_from}");
    let last = policies_from - 1.0;
    let hint = format!("calibrate = [{}, {last}]", years.value.0.min(last));
    report.advise("not-in-history", years.span, message, hint);
}

fn accept(mut fields: Fields<'_>, observed: Observed<'_>, history: &mut History, cited: &mut Cited) {
    let Some(variable) = NamedVariable::with_unit(&mut fields, observed.names) else {
        return;
    };
    if fields.has("evidence") {
        evidence::evidence(&mut fields, cited);
    }
    let label = fields.words("label");
    if let Some(found) = condition(&mut fields, &variable, observed, history) {
        let words = if label.is_empty() { found.words } else { label };
        history.conditions.push(Condition { words, ..found });
    }
    fields.finish();
}

/// A condition of one of the two kinds, in words of its own.
fn condition(
    fields: &mut Fields<'_>,
    variable: &NamedVariable,
    observed: Observed<'_>,
    history: &mut History,
) -> Option<Condition> {
    match (fields.text("series"), fields.number("at")) {
        (Some(series), None) => near_series(fields, variable, &series, observed, history),
        (None, Some(at)) => between(fields, variable, &at, observed),
        _ => {
            let message = format!(
                "{} needs either `at` and `between`, or `series` and `within`",
                fields.what
            );
            fields.report.error("missing-key", fields.at, message);
            None
        }
    }
}

fn between(
    fields: &mut Fields<'_>,
    variable: &NamedVariable,
    at: &Placed<f64>,
    observed: Observed<'_>,
) -> Option<Condition> {
    let (low, high) = fields.need("between", Fields::range)?.value;
    must_be_past(at, observed);
    let (name, date) = (&variable.name.value, wording::date(at.value));
    let (low_words, high_words) = (wording::number(low), wording::number(high));
    Some(Condition {
        words: format!("{name} in {date} between {low_words} and {high_words}"),
        test: Test::Between {
            variable: variable.cell,
            at: at.value,
            low,
            high,
        },
    })
}

fn must_be_past(at: &Placed<f64>, observed: Observed<'_>) {
    let (begins, policies_from) = (observed.begins, observed.calendar.policies_from);
    if (begins - 1e-9..=policies_from).contains(&at.value) {
        return;
    }
    let message = format!("history goes from {begins} to {policies_from}, where policies begin");
    let hint = format!("at = {policies_from}");
    observed.names.report.advise("not-in-history", at.span, message, hint);
}

fn near_series(
    fields: &mut Fields<'_>,
    variable: &NamedVariable,
    series: &Placed<String>,
    observed: Observed<'_>,
    history: &mut History,
) -> Option<Condition> {
    let within = fields.need("within", Fields::number);
    if let Some(share) = within.as_ref().filter(|w| w.value <= 0.0) {
        let message = "this share must be above 0: 0.15 is 15 %";
        fields.report.error("empty-window", share.span, message);
    }
    let comparison = observed.comparison(history, variable, series)?;
    history.comparisons[comparison].judged = true;
    must_be_observed(series, history, comparison, fields.report);
    let within = within?.value;
    Some(Condition {
        words: near_words(variable, series, history, within),
        test: Test::Near { comparison, within },
    })
}

/// A condition on a series without observations would let every future pass.
fn must_be_observed(series: &Placed<String>, history: &History, comparison: usize, report: &Report) {
    let (from, to) = history.calibrate;
    let points = &history.comparisons[comparison].points;
    if !points.iter().any(|p| p.within((from, to))) {
        let message = format!("`{}` has no observation from {from} to {to}", series.value);
        report.error("empty-window", series.span, message);
    }
}

fn near_words(variable: &NamedVariable, series: &Placed<String>, history: &History, within: f64) -> String {
    let (name, series) = (&variable.name.value, &series.value);
    let (from, to) = history.calibrate;
    // 0.07 times 100 is 7.000000000000001.
    let percent = (within * 100.0 * 1e6).round() / 1e6;
    format!("{name} within {percent} % of {series} in each of {from} to {to}")
}

fn compare(mut fields: Fields<'_>, observed: Observed<'_>, history: &mut History) {
    let variable = NamedVariable::with_unit(&mut fields, observed.names);
    let series = fields.need("series", Fields::text);
    let judgement = Judgement::read(&mut fields);
    if let (Some(variable), Some(series)) = (variable, series)
        && let Some(at) = observed.comparison(history, &variable, &series)
    {
        judgement.pass(&mut history.comparisons[at]);
    }
    fields.finish();
}

/// What a section says about a comparison that is to stand among the fits.
pub(super) struct Judgement {
    called: String,
    note: String,
}

impl Judgement {
    /// Reads `called` and `note`.
    pub fn read(fields: &mut Fields<'_>) -> Self {
        let (called, note) = (fields.words("called"), fields.words("note"));
        Judgement { called, note }
    }

    /// Says it of a comparison; what is not said here stays as another section, or the data, has it.
    pub fn pass(self, comparison: &mut Comparison) {
        comparison.judged = true;
        if !self.called.is_empty() {
            comparison.name = self.called;
        }
        if !self.note.is_empty() {
            comparison.note = self.note;
        }
    }
}
