//! `[fit]`: which parameters are fitted, within which bounds, to what.

use super::fields::as_range;
use super::history::{Observed, join, variable};
use super::{Fields, Placed, Report, Varied, listed};
use crate::evidence::near;
use experiment::plan::{
    Alternative, CellId, ErrorScale, Fit, FitParameter, FitTarget, History, Test, Uncertainty, Wanted, scalar,
};
use source::Diagnostic;

/// Reads `[fit]`, which may be missing.
pub(crate) fn fit(file: &mut Fields<'_>, observed: Observed<'_>, history: &mut History, varied: &Varied) -> Fit {
    let report = file.report;
    let Some(node) = file.node("fit") else {
        return Fit::default();
    };
    let Some(mut fields) = Fields::of("`[fit]`", node, report) else {
        return Fit::default();
    };
    let error = error(&mut fields);
    let listed = fields.has("parameters");
    let names = fields.texts("parameters");
    let bounds = bounds(&mut fields, &names);
    let parameters: Vec<FitParameter> = names
        .iter()
        .enumerate()
        .filter(|(at, name)| !repeated(&names[..*at], name, report))
        .filter_map(|(_, name)| parameter(name, &bounds, observed, varied))
        .collect();
    let mut targets = Vec::new();
    for fields in fields.tables("targets", "a target of the fit") {
        targets.extend(target(fields, (observed, history), error));
    }
    fields.finish();
    Fit {
        parameters: listed.then_some(parameters),
        error,
        targets,
    }
}

fn error(fields: &mut Fields<'_>) -> ErrorScale {
    let Some(word) = fields.text("error") else {
        return ErrorScale::default();
    };
    match word.value.as_str() {
        "log" => ErrorScale::Log,
        "relative" => ErrorScale::Relative,
        _ => {
            let message = format!("`{}` is not a way to measure errors", word.value);
            let finding = Diagnostic::error("unknown-word", word.span, message);
            let hint = format!("one of {}", listed(&["log", "relative"]));
            fields.report.push(finding.hint(hint));
            ErrorScale::default()
        }
    }
}

fn repeated(before: &[Placed<String>], name: &Placed<String>, report: &Report) -> bool {
    let key = parse::Name::key_of(&name.value);
    let first = before.iter().find(|b| parse::Name::key_of(&b.value) == key);
    if let Some(first) = first {
        let message = format!("`{}` is fitted twice", name.value);
        let finding = Diagnostic::error("duplicate-id", name.span, message);
        report.push(finding.see(first.span, "the first"));
    }
    first.is_some()
}

/// `[fit.bounds]`: a range for some of the parameters.
fn bounds(fields: &mut Fields<'_>, names: &[Placed<String>]) -> Vec<(String, Placed<(f64, f64)>)> {
    let Some(node) = fields.node("bounds") else {
        return Vec::new();
    };
    let Some(table) = Fields::of("`[fit.bounds]`", node, fields.report) else {
        return Vec::new();
    };
    let keys: Vec<String> = names
        .iter()
        .map(|n| parse::Name::key_of(&n.value).to_string())
        .collect();
    let mut found = Vec::new();
    for entry in table.entries() {
        let key = parse::Name::key_of(&entry.key.value).to_string();
        if !keys.contains(&key) {
            let message = format!("`{}` has bounds here, but is not among `parameters`", entry.key.value);
            let finding = Diagnostic::error("unknown-parameter", entry.key.span, message);
            let known: Vec<&str> = names.iter().map(|n| n.value.as_str()).collect();
            fields.report.push(near(finding, &entry.key.value, &known));
            continue;
        }
        let span = entry.node.span;
        match as_range(&entry.node).filter(|(low, high)| low < high) {
            Some(value) => found.push((key, Placed { value, span })),
            None => {
                let message = format!(
                    "the bounds of `{}` must be two numbers, the first smaller",
                    entry.key.value
                );
                let hint = format!("{} = [smallest, largest]", entry.key.value);
                fields.report.advise("empty-range", span, message, hint);
            }
        }
    }
    found
}

fn parameter(
    name: &Placed<String>,
    bounds: &[(String, Placed<(f64, f64)>)],
    observed: Observed<'_>,
    varied: &Varied,
) -> Option<FitParameter> {
    let report = observed.names.report;
    let (constant, in_model) = observed.names.constant(name);
    let base = in_model?;
    let key = parse::Name::key_of(&name.value).to_string();
    let bounds = bounds.iter().find(|(k, _)| *k == key).map(|(_, b)| b);
    let ranged = varied.uncertainties.iter().find(|u| u.constant == constant);
    if let Some(owner) = owner(constant, varied) {
        let message = format!("`{}` is set by {owner}: it cannot be fitted too", name.value);
        report.advise("set-twice", name.span, message, "take it out of `parameters`");
        return None;
    }
    if ranged.is_none() && bounds.is_none() {
        let message = format!("`{}` is no uncertainty and has no bounds", name.value);
        let finding = Diagnostic::error("fit-without-bounds", name.span, message);
        report.push(finding.hint(format!("[fit.bounds] with \"{}\" = [smallest, largest]", name.value)));
        return None;
    }
    if let Some(bounds) = bounds {
        within(bounds, (name, ranged.map_or(base, |u| u.base)), ranged, report);
    }
    Some(FitParameter {
        name: name.value.clone(),
        constant,
        bounds: bounds.map(|b| b.value),
    })
}

/// What else sets a constant.
fn owner(constant: CellId, varied: &Varied) -> Option<String> {
    let sets = |a: &&Alternative| {
        let mut all = a.choices.iter().flat_map(|c| &c.set);
        all.any(|s| s.constant == constant)
    };
    let alternative = varied.alternatives.iter().find(sets);
    let lever = varied.levers.iter().find(|l| l.constant == constant);
    alternative
        .map(|a| format!("the alternative `{}`", a.name))
        .or_else(|| lever.map(|l| format!("the lever `{}`", l.name)))
}

fn within(
    bounds: &Placed<(f64, f64)>,
    (name, base): (&Placed<String>, f64),
    ranged: Option<&Uncertainty>,
    report: &Report,
) {
    let (low, high) = bounds.value;
    if !(low..=high).contains(&base) {
        let message = format!(
            "the bounds {low} to {high} of `{}` leave out its base {base}",
            name.value
        );
        report.error("range-excludes-base", bounds.span, message);
    }
    if ranged.is_some_and(|u| u.logarithmic) && low <= 0.0 {
        let message = format!(
            "the scale of `{}` is logarithmic: its bounds must be above 0",
            name.value
        );
        report.error("scale-needs-positive", bounds.span, message);
    }
}

fn target(
    mut fields: Fields<'_>,
    (observed, history): (Observed<'_>, &mut History),
    error: ErrorScale,
) -> Option<FitTarget> {
    let report = fields.report;
    let found = variable(&mut fields, observed.names);
    if let Some((name, id)) = &found
        && fields.has("unit")
    {
        observed.names.unit_like(&mut fields, &name.value, *id);
    }
    let series = fields.text("series");
    let (at, value) = (fields.number("at"), fields.number("value"));
    let weight = positive(&mut fields, "weight");
    let deviation = positive(&mut fields, "deviation");
    let (place, what) = (fields.at, fields.what.clone());
    fields.finish();
    let (name, variable) = found?;
    observed.names.model?;
    let (wanted, words, given) = match (series, at, value) {
        (Some(series), None, None) => {
            let comparison = join(observed, (&name, variable), &series, (history, report))?;
            sound(&series, history, comparison, error, report)?;
            let words = format!("{} against {}", name.value, series.value);
            (Wanted::Series(comparison), words, accepted(history, comparison, error))
        }
        (None, Some(at), Some(value)) => {
            judge_date(observed, &at, report);
            judge_value(error, &value, report);
            let words = format!("{} in {}", name.value, at.value);
            let wanted = Wanted::Date {
                variable,
                at: at.value,
                value: value.value,
            };
            (wanted, words, None)
        }
        _ => {
            let message = format!("{what} needs either `series`, or `at` and `value`");
            report.error("missing-key", place, message);
            return None;
        }
    };
    let Some(deviation) = deviation.or(given) else {
        let message = format!("{what} has no `deviation`");
        let finding = Diagnostic::error("missing-key", place, message);
        report.push(finding.hint("deviation = 0.1 for errors that are usually within 10 %"));
        return None;
    };
    Some(FitTarget {
        words,
        wanted,
        weight: weight.unwrap_or(1.0),
        deviation,
    })
}

/// A target is of the observed past: within the model's time and before the first policy.
fn judge_date(observed: Observed<'_>, at: &Placed<f64>, report: &Report) {
    let (first, last) = (start(observed), observed.calendar.policies_from);
    if at.value > last || at.value < first {
        let first = first.round();
        let message = format!("this date is not between the start of the model, {first}, and the first policy, {last}");
        let hint = "a target is of the observed past";
        report.advise("history-after-policies", at.span, message, hint);
    }
}

fn judge_value(error: ErrorScale, value: &Placed<f64>, report: &Report) {
    if !error.takes(value.value) {
        report.advise("error-needs-positive", value.span, error.needs(), ERRORS);
    }
}

/// The year in which the model begins.
fn start(observed: Observed<'_>) -> f64 {
    let start = observed
        .names
        .model
        .and_then(|m| scalar(&m.variable(m.control.start).kind));
    start.map_or(f64::NEG_INFINITY, |t| observed.calendar.year(t) - 1e-9)
}

/// What to do about a number that the measure of errors does not take.
const ERRORS: &str = "another number, or another `error` in `[fit]`: `log` takes those above 0, `relative` all but 0";

fn positive(fields: &mut Fields<'_>, key: &'static str) -> Option<f64> {
    let found = fields.number(key)?;
    if found.value <= 0.0 {
        let message = format!("a {key} must be above 0");
        fields
            .report
            .advise("weight-not-positive", found.span, message, format!("{key} = 1"));
    }
    Some(found.value)
}

/// A series that has points to fit to, each of which the errors can be measured against.
fn sound(
    series: &Placed<String>,
    history: &History,
    comparison: usize,
    error: ErrorScale,
    report: &Report,
) -> Option<()> {
    let points = &history.comparisons[comparison].points;
    let mut points = points.iter().filter(|p| p.within(history.calibrate)).peekable();
    if points.peek().is_none() {
        let (from, to) = history.calibrate;
        let message = format!("`{}` has no observation from {from} to {to}", series.value);
        report.error("empty-window", series.span, message);
        return None;
    }
    if let Some(point) = points.find(|p| !error.takes(p.value)) {
        let message = format!(
            "`{}` is {} in {}, but {}",
            series.value,
            point.value,
            point.period,
            error.needs()
        );
        report.advise("error-needs-positive", series.span, message, ERRORS);
        return None;
    }
    Some(())
}

/// The deviation that a condition of the history implies for a series.
fn accepted(history: &History, wanted: usize, error: ErrorScale) -> Option<f64> {
    history.conditions.iter().find_map(|c| match c.test {
        Test::Near { comparison, within } if comparison == wanted => Some(error.of_share(within)),
        _ => None,
    })
}
