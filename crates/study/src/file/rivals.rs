//! `[[rivals]]`: alternatives whose choices are told apart by records.

use super::observed::{NamedVariable, Observed};
use super::{Fields, Placed, Report};
use experiment::plan::{Alternative, Comparison, History, Record, Rivals};
use source::Diagnostic;

/// Reads `[[rivals]]`.
pub(crate) fn rivals(
    file: &mut Fields<'_>,
    observed: Observed<'_>,
    alternatives: &[Alternative],
    history: &mut History,
) -> Vec<Rivals> {
    let tables = file.tables("rivals", "an alternative told apart by records");
    tables.into_iter().filter_map(|fields| rival(fields, observed, alternatives, history)).collect()
}

fn rival(
    mut fields: Fields<'_>,
    observed: Observed<'_>,
    alternatives: &[Alternative],
    history: &mut History,
) -> Option<Rivals> {
    let name = fields.need("alternative", Fields::text);
    let note = fields.words("note");
    let records = records(&mut fields, observed, history);
    let report = fields.report;
    fields.finish();
    let name = name?;
    let known: Vec<&str> = alternatives.iter().map(|a| a.name.as_str()).collect();
    report.position("unknown-alternative", "alternative", &name, &known);
    Some(Rivals {
        alternative: name.value,
        records,
        note,
    })
}

fn records(fields: &mut Fields<'_>, observed: Observed<'_>, history: &mut History) -> Vec<Record> {
    let records = fields.tables("records", "a record");
    if records.is_empty() {
        let message = format!("{} has no `records`", fields.what);
        let finding = Diagnostic::error("missing-key", fields.at, message);
        let hint = "records = [{ variable = \"…\", series = \"…\" }]";
        fields.report.push(finding.hint(hint));
    }
    records.into_iter().filter_map(|fields| record(fields, observed, history)).collect()
}

fn record(mut fields: Fields<'_>, observed: Observed<'_>, history: &mut History) -> Option<Record> {
    let variable = NamedVariable::read(&mut fields, observed.names);
    let series = fields.need("series", Fields::text);
    let periods = fields.texts("periods");
    let deviation = deviation(&mut fields);
    let report = fields.report;
    fields.finish();
    let (variable, series) = (variable?, series?);
    let comparison = observed.comparison(history, &variable, &series)?;
    let known = held_out(&history.comparisons[comparison], history.hold_out);
    must_be_held_out(&series, &periods, &known, report);
    Some(Record {
        comparison,
        periods: periods.into_iter().map(|p| p.value).collect(),
        deviation,
    })
}

/// How far a model that is right may be off a record, where the study does not say: about a tenth. Records come without their
/// spread; a tenth is what one statistics office revises another's count by.
const DEVIATION: f64 = 0.1;

fn deviation(fields: &mut Fields<'_>) -> f64 {
    let stated = fields.number("deviation");
    if let Some(zero) = stated.as_ref().filter(|d| d.value <= 0.0) {
        let message = "this deviation must be above 0: 0.1 is about a tenth of the record";
        fields.report.advise("empty-window", zero.span, message, format!("deviation = {DEVIATION}"));
    }
    stated.map_or(DEVIATION, |d| d.value)
}

/// The periods of the observations that calibration does not see: a mechanism is told apart by what it was not fitted to.
fn held_out(comparison: &Comparison, window: Option<(f64, f64)>) -> Vec<&str> {
    let points = comparison.points.iter();
    points
        .filter(|p| window.is_some_and(|window| p.within(window)))
        .map(|p| p.period.as_str())
        .collect()
}

fn must_be_held_out(series: &Placed<String>, periods: &[Placed<String>], known: &[&str], report: &Report) {
    let series_name = &series.value;
    if known.is_empty() {
        let message = format!("`{series_name}` has no observation within `hold_out`");
        report.error("empty-window", series.span, message);
    }
    for period in periods.iter().filter(|p| !known.contains(&p.value.as_str())) {
        let message = format!(
            "`{series_name}` has no observation of `{}` within `hold_out`",
            period.value
        );
        report.no_such("unknown-period", period, message, known);
    }
}
