//! `[outcomes]`: what is judged.

use super::names::NOWHERE;
use super::{Fields, Names, Placed, Report, reduction};
use crate::wording;
use experiment::plan::{Calendar, Fail, Outcome};
use experiment::{Measure, Reduce};
use findings::Better;
use source::Diagnostic;
use units::{Unit, per_year};

/// An outcome, and its unit as claims compare it; none where it cannot be read.
pub(crate) struct OutcomeRead {
    pub outcome: Outcome,
    pub unit: Option<Unit>,
}

/// Reads `[outcomes]`.
pub(crate) fn outcomes(file: &mut Fields<'_>, calendar: &Calendar, names: Names<'_>) -> Vec<OutcomeRead> {
    let entries = file.named("outcomes", "outcome");
    if entries.is_empty() {
        let finding = Diagnostic::error("missing-key", file.at, "the study has no outcome");
        names.report.push(finding.hint("[outcomes.\"name\"]"));
    }
    entries
        .into_iter()
        .map(|(name, fields)| outcome(name, fields, calendar, names))
        .collect()
}

fn outcome(name: Placed<String>, mut fields: Fields<'_>, calendar: &Calendar, names: Names<'_>) -> OutcomeRead {
    let variable = fields.need("variable", Fields::text);
    let id = variable.as_ref().map_or(NOWHERE, |v| names.variable(v));
    let variable = variable.map(|v| v.value).unwrap_or_default();
    let reduce = reduction(&mut fields);
    let window = window(&mut fields, &reduce, calendar);
    let own = names.unit_of(id).filter(|_| !variable.is_empty());
    let (expected, scale) = reduced(&reduce, own.as_ref(), calendar);
    let unit = names.unit(&mut fields);
    if let Some(unit) = &unit {
        let what = format!("{} of `{variable}`", reduction::noun(&reduce));
        names.compare(unit, expected.as_ref(), &what);
    }
    let compared = unit.as_ref().and_then(|u| Unit::parse(&u.value));
    let measure = Measure {
        variable: id,
        reduce: reduce.in_model_time(calendar),
        from: calendar.time(window.0),
        until: calendar.time(window.1),
        scale,
    };
    let heading = fields.words("heading");
    let outcome = Outcome {
        measure,
        how: how(&reduce, &variable, window),
        heading: if heading.is_empty() {
            name.value.clone()
        } else {
            heading
        },
        unit: unit.map(|u| u.value).unwrap_or_default(),
        better: better(&mut fields),
        fail: fail(&mut fields),
        first_screen: fields.truth("screen").unwrap_or(false),
        relative: fields.truth("relative").unwrap_or(true),
        name: name.value,
    };
    fields.finish();
    OutcomeRead {
        outcome,
        unit: compared,
    }
}

fn reduction(fields: &mut Fields<'_>) -> Reduce {
    let Some(text) = fields.need("reduce", Fields::text) else {
        return Reduce::Last;
    };
    let reduce = reduction::parse(&text.value);
    if reduce.is_none() {
        let message = format!("`{}` is not a way to reduce a course to a number", text.value);
        let finding = Diagnostic::error("unknown-word", text.span, message);
        fields.report.push(finding.hint(
            "integral, mean, final, max, min, at, `at YEAR`, `time above X`, `change since YEAR` \
             or `relative change since YEAR`",
        ));
    }
    reduce.unwrap_or(Reduce::Last)
}

/// The years that count: `between`, or the one of `at`, or the policies' window.
fn window(fields: &mut Fields<'_>, reduce: &Reduce, calendar: &Calendar) -> (f64, f64) {
    let between = fields.range("between");
    let at = fields.number("at");
    let found = match (reduce, &at, &between) {
        (Reduce::At(year), ..) if year.is_finite() => (*year, *year),
        (Reduce::At(_), Some(at), _) => (at.value, at.value),
        (Reduce::At(_), None, _) => {
            let message = format!("{} is a value at a date, and has no `at`", fields.what);
            let finding = Diagnostic::error("missing-key", fields.at, message);
            fields.report.push(finding.hint("at = 2030"));
            (calendar.until, calendar.until)
        }
        (_, _, Some(between)) => between.value,
        _ => (calendar.policies_from, calendar.until),
    };
    if let Some(between) = between
        .as_ref()
        .filter(|b| b.value.0 >= b.value.1 && !matches!(reduce, Reduce::At(_)))
    {
        fields
            .report
            .error("empty-window", between.span, "this window is empty");
    }
    if found.1 > calendar.until + 1e-9 {
        let message = format!(
            "{} reaches to {}, but the study ends in {}",
            fields.what, found.1, calendar.until
        );
        let place = at.map(|at| at.span).or(between.as_ref().map(|between| between.span));
        let hint = format!(
            "end it in {}, or let the study go on: until = {}",
            calendar.until, found.1
        );
        let place = place.unwrap_or(fields.at);
        fields.report.advise("window-beyond-study", place, message, hint);
    }
    found
}

/// The unit of the reduced number, and what it is multiplied with.
fn reduced(reduce: &Reduce, own: Option<&Unit>, calendar: &Calendar) -> (Option<Unit>, f64) {
    match reduce {
        Reduce::Integral => integral(own, calendar),
        Reduce::TimeAbove(_) => (Unit::parse("year"), 1.0 / calendar.per_year),
        Reduce::RelativeChangeSince(_) => (Some(Unit::pure()), 1.0),
        _ => (own.cloned(), 1.0),
    }
}

/// A rate a year is integrated over years, a rate a week over weeks; what is no rate, over the model's own time.
fn integral(own: Option<&Unit>, calendar: &Calendar) -> (Option<Unit>, f64) {
    let per = own.and_then(Unit::per);
    let factor = per.and_then(|time| per_year(time, &calendar.unit, calendar.per_year));
    let time = match (per, factor) {
        (Some(time), Some(_)) => Unit::parse(time),
        _ => Unit::parse(&calendar.unit),
    };
    let unit = own.zip(time).map(|(own, time)| own.times(&time));
    (unit, factor.map_or(1.0, |f| f / calendar.per_year))
}

/// `total homicides, mid-2026 to 2035`.
fn how(reduce: &Reduce, variable: &str, (from, until): (f64, f64)) -> String {
    let noun = reduction::noun(reduce);
    let (from, until) = (wording::date(from), wording::date(until));
    match reduce {
        Reduce::Integral => format!("{}, {from} to {until}", total(variable)),
        Reduce::At(_) | Reduce::Last => format!("{noun} of `{variable}` in {until}"),
        Reduce::ChangeSince(_) | Reduce::RelativeChangeSince(_) => {
            format!("{noun} of `{variable}` to {until}")
        }
        _ => format!("{noun} of `{variable}`, {from} to {until}"),
    }
}

/// What a rate adds up to: `total homicides` for `homicides per year`.
fn total(variable: &str) -> String {
    let rates = [" per year", " per month", " per week", " per day"];
    match rates.iter().find_map(|rate| variable.strip_suffix(rate)) {
        Some(counted) => format!("total {counted}"),
        None => format!("the total of `{variable}`"),
    }
}

fn better(fields: &mut Fields<'_>) -> Better {
    let Some(word) = fields.need("better", Fields::text) else {
        return Better::Lower;
    };
    match word.value.as_str() {
        "lower" => Better::Lower,
        "higher" => Better::Higher,
        other => {
            let message = format!("`{other}` is neither `lower` nor `higher`");
            fields.report.error("unknown-word", word.span, message);
            Better::Lower
        }
    }
}

fn fail(fields: &mut Fields<'_>) -> Option<Fail> {
    let above = fields.number("fail_above");
    let below = fields.number("fail_below");
    let why = fields.text("why");
    if let (Some(_), Some(below)) = (&above, &below) {
        let message = format!("{} has both `fail_above` and `fail_below`: keep one", fields.what);
        fields.report.error("two-thresholds", below.span, message);
    }
    let is_above = above.is_some();
    let threshold = above.or(below)?;
    if why.is_none() {
        let report: &Report = fields.report;
        let finding = Diagnostic::error("missing-key", threshold.span, "this threshold has no `why`");
        report.push(finding.hint("why = \"the reason for this number\""));
    }
    Some(Fail {
        value: threshold.value,
        above: is_above,
        why: why.map(|w| w.value).unwrap_or_default(),
    })
}
