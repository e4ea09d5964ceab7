//! `[history]` and `[[charts]]`: what was observed, and what a future must look like.

use super::{Fields, Names, Placed, Report};
use crate::evidence::{self, Cited, near};
use crate::wording;
use data::Series;
use experiment::plan::{Calendar, CellId, ChartPlan, Comparison, Condition, History, Observation, Test};
use source::Diagnostic;
use units::{Unit, per_year};

/// What readers of history look into.
#[derive(Clone, Copy)]
pub(crate) struct Observed<'a> {
    pub names: Names<'a>,
    pub calendar: &'a Calendar,
    /// The year in which the model begins.
    pub begins: f64,
    /// All series of the study's data files.
    pub series: &'a [Series],
    /// The series' names.
    pub known: &'a [&'a str],
}

impl Observed<'_> {
    /// The observations of a series in the unit of a variable, within the time that model and study share.
    pub fn observations(&self, series: &Placed<String>, variable: CellId) -> Option<Vec<Observation>> {
        points(
            self.find(series)?,
            &self.unit(variable),
            series,
            (*self, self.names.report),
        )
    }

    /// The unit of a variable, as the model writes it.
    pub fn unit(&self, variable: CellId) -> String {
        let model = self.names.model;
        model
            .map(|m| m.variable(variable.variable).units.to_string())
            .unwrap_or_default()
    }

    fn find(&self, series: &Placed<String>) -> Option<&Series> {
        let found = self.series.iter().find(|s| s.name == series.value);
        if found.is_none() {
            let message = format!("the data files have no series `{}`", series.value);
            let finding = Diagnostic::error("unknown-series", series.span, message);
            self.names.report.push(near(finding, &series.value, self.known));
        }
        found
    }
}

/// Reads `[history]`.
pub(crate) fn history(file: &mut Fields<'_>, observed: Observed<'_>, cited: &mut Cited) -> History {
    let report = file.report;
    let Some(node) = file.node("history") else {
        return History::default();
    };
    let Some(mut fields) = Fields::of("`[history]`", node, report) else {
        return History::default();
    };
    let calibrate = fields.need("calibrate", Fields::range);
    let policies_from = observed.calendar.policies_from;
    if let Some(late) = calibrate.as_ref().filter(|c| c.value.1 + 1.0 > policies_from) {
        let message = format!("calibration must end before policies begin, in {policies_from}");
        let hint = format!(
            "calibrate = [{}, {}]",
            late.value.0.min(policies_from - 1.0),
            policies_from - 1.0
        );
        report.advise("not-in-history", late.span, message, hint);
    }
    let mut history = History {
        calibrate: calibrate.map_or((observed.calendar.zero, observed.calendar.policies_from), |c| c.value),
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

fn accept(mut fields: Fields<'_>, observed: Observed<'_>, history: &mut History, cited: &mut Cited) {
    let Some((name, variable)) = variable(&mut fields, observed.names) else {
        return;
    };
    if fields.has("unit") {
        observed.names.unit_like(&mut fields, &name.value, variable);
    }
    if fields.has("evidence") {
        evidence::evidence(&mut fields, cited);
    }
    let label = fields.words("label");
    let found = match (fields.text("series"), fields.number("at")) {
        (Some(series), None) => near_series(&mut fields, (&name, variable), &series, observed, history),
        (None, Some(at)) => between(&mut fields, (&name, variable), &at, observed),
        _ => {
            let message = format!(
                "{} needs either `at` and `between`, or `series` and `within`",
                fields.what
            );
            fields.report.error("missing-key", fields.at, message);
            None
        }
    };
    if let Some((test, words)) = found {
        let words = if label.is_empty() { words } else { label };
        history.conditions.push(Condition { words, test });
    }
    fields.finish();
}

pub(super) fn variable(fields: &mut Fields<'_>, names: Names<'_>) -> Option<(Placed<String>, CellId)> {
    let name = fields.need("variable", Fields::text)?;
    let id = names.variable(&name);
    Some((name, id))
}

fn between(
    fields: &mut Fields<'_>,
    (name, variable): (&Placed<String>, CellId),
    at: &Placed<f64>,
    observed: Observed<'_>,
) -> Option<(Test, String)> {
    let range = fields.need("between", Fields::range)?.value;
    let past = observed.begins - 1e-9..=observed.calendar.policies_from;
    if !past.contains(&at.value) {
        let message = format!(
            "history goes from {} to {}, where policies begin",
            observed.begins, observed.calendar.policies_from
        );
        let hint = format!("at = {}", observed.calendar.policies_from);
        fields.report.advise("not-in-history", at.span, message, hint);
    }
    let words = format!(
        "{} in {} between {} and {}",
        name.value,
        wording::date(at.value),
        wording::number(range.0),
        wording::number(range.1)
    );
    let test = Test::Between {
        variable,
        at: at.value,
        low: range.0,
        high: range.1,
    };
    Some((test, words))
}

fn near_series(
    fields: &mut Fields<'_>,
    (name, variable): (&Placed<String>, CellId),
    series: &Placed<String>,
    observed: Observed<'_>,
    history: &mut History,
) -> Option<(Test, String)> {
    let within = fields.need("within", Fields::number);
    if let Some(share) = within.as_ref().filter(|w| w.value <= 0.0) {
        let message = "this share must be above 0: 0.15 is 15 %";
        fields.report.error("empty-window", share.span, message);
    }
    let comparison = join(observed, (name, variable), series, (history, fields.report))?;
    history.comparisons[comparison].judged = true;
    let calibrate = history.calibrate;
    let points = &history.comparisons[comparison].points;
    if !points.iter().any(|p| p.within(calibrate)) {
        let message = format!(
            "`{}` has no observation from {} to {}",
            series.value, calibrate.0, calibrate.1
        );
        fields.report.error("empty-window", series.span, message);
    }
    let within = within?.value;
    let words = format!(
        "{} within {} % of {} in each of {} to {}",
        name.value,
        round(within * 100.0),
        series.value,
        calibrate.0,
        calibrate.1
    );
    Some((Test::Near { comparison, within }, words))
}

fn round(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

fn compare(mut fields: Fields<'_>, observed: Observed<'_>, history: &mut History) {
    let found = variable(&mut fields, observed.names);
    if let Some((name, id)) = &found
        && fields.has("unit")
    {
        observed.names.unit_like(&mut fields, &name.value, *id);
    }
    let series = fields.need("series", Fields::text);
    let (called, note) = (fields.words("called"), fields.words("note"));
    if let (Some((name, id)), Some(series)) = (found, series)
        && let Some(at) = join(observed, (&name, id), &series, (history, fields.report))
    {
        judge(&mut history.comparisons[at], called, note);
    }
    fields.finish();
}

fn judge(comparison: &mut Comparison, called: String, note: String) {
    comparison.judged = true;
    if !called.is_empty() {
        comparison.name = called;
    }
    if !note.is_empty() {
        comparison.note = note;
    }
}

/// The comparison of a variable with a series, made when it is new.
pub(super) fn join(
    observed: Observed<'_>,
    (name, variable): (&Placed<String>, CellId),
    series: &Placed<String>,
    (history, report): (&mut History, &Report),
) -> Option<usize> {
    let found = observed.find(series)?;
    let known = history
        .comparisons
        .iter()
        .position(|c| c.variable == variable && c.series == series.value);
    if known.is_some() {
        return known;
    }
    let model = observed.names.model?;
    let unit = model.variable(variable.variable).units.to_string();
    let points = points(found, &unit, series, (observed, report))?;
    let about = |pick: fn(&data::Point) -> &String| {
        found
            .points
            .iter()
            .map(pick)
            .find(|t| !t.is_empty())
            .cloned()
            .unwrap_or_default()
    };
    history.comparisons.push(Comparison {
        variable,
        name: name.value.clone(),
        series: series.value.clone(),
        unit,
        points,
        address: about(|p| &p.url),
        note: about(|p| &p.note),
        judged: false,
    });
    Some(history.comparisons.len() - 1)
}

/// The observations in the variable's unit; a finding when the units do not measure the same.
fn points(
    series: &Series,
    unit: &str,
    at: &Placed<String>,
    (observed, report): (Observed<'_>, &Report),
) -> Option<Vec<Observation>> {
    let calendar = observed.calendar;
    let mut points = Vec::new();
    for point in &series.points {
        let Some(factor) = factor(&point.unit, unit, ((point.from, point.to), calendar)) else {
            let message = format!(
                "`{}` is in `{}`, but the variable is in `{unit}`",
                series.name, point.unit
            );
            let finding = Diagnostic::error("unit-differs", at.span, message);
            report.push(finding.see(point.span, "here"));
            return None;
        };
        if point.to <= calendar.until + 1e-9 && point.from >= observed.begins - 1e-9 {
            points.push(Observation {
                period: point.period.clone(),
                from: point.from,
                to: point.to,
                value: point.value * factor,
                one_copy: point.read_in == data::ReadIn::Copy,
            });
        }
    }
    Some(points)
}

/// What an observation over a period is multiplied with to be in the unit of the variable: by the table of units, or else by how
/// many days or weeks a year has; a count over a period is a rate when the variable is one.
pub(super) fn factor(own: &str, unit: &str, ((from, to), calendar): ((f64, f64), &Calendar)) -> Option<f64> {
    units::conversion(own, unit)
        .or_else(|| rate(own, unit, calendar))
        .or_else(|| Some(units::conversion(&format!("{own}/year"), unit)? / (to - from)))
}

/// From a rate per one unit of time to a rate per another.
fn rate(from: &str, to: &str, calendar: &Calendar) -> Option<f64> {
    let (from, to) = (Unit::parse(from)?, Unit::parse(to)?);
    let (a, b) = (from.per()?, to.per()?);
    let whole = |unit: &Unit, time: &str| Some(unit.times(&Unit::parse(time)?));
    let same = whole(&from, a)? == whole(&to, b)?;
    let years = |time| per_year(time, &calendar.unit, calendar.per_year);
    let factor = years(a)? / years(b)?;
    same.then_some(factor)
}

/// Reads `[[charts]]`.
pub(crate) fn charts(file: &mut Fields<'_>, observed: Observed<'_>, history: &mut History) -> Vec<ChartPlan> {
    let charts = file.tables("charts", "a chart");
    charts
        .into_iter()
        .filter_map(|fields| chart(fields, observed, history))
        .collect()
}

fn chart(mut fields: Fields<'_>, observed: Observed<'_>, history: &mut History) -> Option<ChartPlan> {
    let found = variable(&mut fields, observed.names);
    let title = fields.need("title", Fields::text).map(|t| t.value).unwrap_or_default();
    let unit = match &found {
        Some((name, id)) => observed.names.unit_like(&mut fields, &name.value, *id),
        None => fields.words("unit"),
    };
    let series = fields.text("series");
    let (called, note) = (fields.words("called"), fields.words("note"));
    let report = fields.report;
    fields.finish();
    let (name, variable) = found?;
    let comparison = series.and_then(|s| join(observed, (&name, variable), &s, (history, report)));
    if let Some(at) = comparison {
        judge(&mut history.comparisons[at], called, note);
    }
    Some(ChartPlan {
        title,
        variable,
        unit,
        comparison,
    })
}
