//! `[outcomes]`: what is judged.

use super::names::NOWHERE;
use super::{Fields, Names, Placed, Report, reduction};
use crate::wording;
use experiment::plan::{Calendar, CellId, Fail, Outcome};
use experiment::{Measure, Reduce};
use findings::Better;
use source::{Diagnostic, Span};
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
    entries.into_iter().map(|(name, fields)| outcome(name, fields, calendar, names)).collect()
}

fn outcome(name: Placed<String>, mut fields: Fields<'_>, calendar: &Calendar, names: Names<'_>) -> OutcomeRead {
    let measured = Measured::read(&mut fields, calendar, names);
    let unit = measured.unit(&mut fields, names);
    let compared = unit.as_ref().and_then(|u| Unit::parse(&u.value));
    let heading = fields.words("heading");
    let outcome = Outcome {
        measure: measured.measure(calendar),
        how: measured.how(),
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
        balance: fields.truth("balance").unwrap_or(false),
        name: name.value,
    };
    fields.finish();
    OutcomeRead {
        outcome,
        unit: compared,
    }
}

/// The years that count.
#[derive(Clone, Copy)]
struct Years {
    from: f64,
    until: f64,
}

/// What an outcome measures, dates as years.
struct Measured {
    variable: String,
    cell: CellId,
    reduce: Reduce,
    years: Years,
    /// The unit of the number, where the variable's can be read.
    unit: Option<Unit>,
    scale: f64,
}

impl Measured {
    fn read(fields: &mut Fields<'_>, calendar: &Calendar, names: Names<'_>) -> Measured {
        let variable = fields.need("variable", Fields::text);
        let cell = variable.as_ref().map_or(NOWHERE, |v| names.variable(v));
        let reduce = reduction(fields);
        let years = years(fields, &reduce, calendar);
        let variable = variable.map(|v| v.value).unwrap_or_default();
        // Without a variable the cell is a stand-in, whose unit means nothing.
        let own = names.unit_of(cell).filter(|_| !variable.is_empty());
        let (unit, scale) = reduced(&reduce, own.as_ref(), calendar);
        Measured {
            variable,
            cell,
            reduce,
            years,
            unit,
            scale,
        }
    }

    /// Reads the unit, which must be that of the number.
    fn unit(&self, fields: &mut Fields<'_>, names: Names<'_>) -> Option<Placed<String>> {
        let unit = names.unit(fields)?;
        let what = format!("{} of `{}`", reduction::noun(&self.reduce), self.variable);
        names.compare(&unit, self.unit.as_ref(), &what);
        Some(unit)
    }

    fn measure(&self, calendar: &Calendar) -> Measure {
        Measure {
            variable: self.cell,
            reduce: self.reduce.in_model_time(calendar),
            from: calendar.time(self.years.from),
            until: calendar.time(self.years.until),
            scale: self.scale,
        }
    }

    /// `total homicides, mid-2026 to 2035`.
    fn how(&self) -> String {
        let (variable, noun) = (&self.variable, reduction::noun(&self.reduce));
        let (from, until) = (wording::date(self.years.from), wording::date(self.years.until));
        match self.reduce {
            Reduce::Integral => format!("{}, {from} to {until}", total(variable)),
            Reduce::At(_) | Reduce::Last => format!("{noun} of `{variable}` in {until}"),
            Reduce::ChangeSince(_) | Reduce::RelativeChangeSince(_) => {
                format!("{noun} of `{variable}` to {until}")
            }
            _ => format!("{noun} of `{variable}`, {from} to {until}"),
        }
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

/// The years that count: `between`, or the one of `at`, or those in which policies act.
fn years(fields: &mut Fields<'_>, reduce: &Reduce, calendar: &Calendar) -> Years {
    let between = fields.range("between");
    let at = fields.number("at");
    let years = match (reduce, &at, &between) {
        (Reduce::At(_), ..) => single_year(fields, reduce, at.as_ref(), calendar),
        (_, _, Some(between)) => Years {
            from: between.value.0,
            until: between.value.1,
        },
        _ => Years {
            from: calendar.policies_from,
            until: calendar.until,
        },
    };
    let is_empty = |b: &&Placed<(f64, f64)>| b.value.0 >= b.value.1 && !matches!(reduce, Reduce::At(_));
    if let Some(between) = between.as_ref().filter(is_empty) {
        let message = "this window is empty";
        fields.report.error("empty-window", between.span, message);
    }
    if years.until > calendar.until + 1e-9 {
        let written = at.map(|at| at.span).or(between.map(|between| between.span));
        let place = written.unwrap_or(fields.at);
        ends_late(years.until, calendar.until, place, fields);
    }
    years
}

/// The year of a value at a date: in the words of `reduce`, or under `at`.
fn single_year(fields: &Fields<'_>, reduce: &Reduce, at: Option<&Placed<f64>>, calendar: &Calendar) -> Years {
    let written = match reduce {
        Reduce::At(year) if year.is_finite() => Some(*year),
        _ => at.map(|at| at.value),
    };
    if written.is_none() {
        let message = format!("{} is a value at a date, and has no `at`", fields.what);
        let finding = Diagnostic::error("missing-key", fields.at, message);
        fields.report.push(finding.hint("at = 2030"));
    }
    let year = written.unwrap_or(calendar.until);
    Years {
        from: year,
        until: year,
    }
}

fn ends_late(end: f64, last: f64, at: Span, fields: &Fields<'_>) {
    let message = format!("{} reaches to {end}, but the study ends in {last}", fields.what);
    let hint = format!("end it in {last}, or let the study go on: until = {end}");
    fields.report.advise("window-beyond-study", at, message, hint);
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
    // A measure sums over the model's time: of a rate a year in a model of weeks, 52 times too much.
    (unit, factor.map_or(1.0, |f| f / calendar.per_year))
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
        needs_why(&threshold, fields.report);
    }
    Some(Fail {
        value: threshold.value,
        above: is_above,
        why: why.map(|w| w.value).unwrap_or_default(),
    })
}

fn needs_why(threshold: &Placed<f64>, report: &Report) {
    let finding = Diagnostic::error("missing-key", threshold.span, "this threshold has no `why`");
    report.push(finding.hint("why = \"the reason for this number\""));
}
