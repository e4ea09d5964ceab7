//! `[[rivals]]`: alternatives whose choices are told apart by records.

use super::history::{Observed, join};
use super::{Fields, Report};
use crate::evidence::near;
use experiment::plan::{Alternative, History, Record, Rivals};
use source::Diagnostic;

/// Reads `[[rivals]]`.
pub(crate) fn rivals(
    file: &mut Fields<'_>,
    observed: Observed<'_>,
    alternatives: &[Alternative],
    history: &mut History,
) -> Vec<Rivals> {
    let tables = file.tables("rivals", "an alternative told apart by records");
    tables
        .into_iter()
        .filter_map(|fields| rival(fields, observed, alternatives, history))
        .collect()
}

fn rival(
    mut fields: Fields<'_>,
    observed: Observed<'_>,
    alternatives: &[Alternative],
    history: &mut History,
) -> Option<Rivals> {
    let report = fields.report;
    let name = fields.need("alternative", Fields::text);
    let note = fields.words("note");
    let records = fields.tables("records", "a record");
    if records.is_empty() {
        let message = format!("{} has no `records`", fields.what);
        let finding = Diagnostic::error("missing-key", fields.at, message);
        report.push(finding.hint("records = [{ variable = \"…\", series = \"…\" }]"));
    }
    let records: Vec<Record> = records
        .into_iter()
        .filter_map(|record| self::record(record, observed, (history, report)))
        .collect();
    fields.finish();
    let name = name?;
    let known: Vec<&str> = alternatives.iter().map(|a| a.name.as_str()).collect();
    if !known.contains(&name.value.as_str()) {
        let message = format!("no alternative is called `{}`", name.value);
        let finding = Diagnostic::error("unknown-alternative", name.span, message);
        report.push(near(finding, &name.value, &known));
    }
    Some(Rivals {
        alternative: name.value,
        records,
        note,
    })
}

fn record(
    mut fields: Fields<'_>,
    observed: Observed<'_>,
    (history, report): (&mut History, &Report),
) -> Option<Record> {
    let found = super::history::variable(&mut fields, observed.names);
    let series = fields.need("series", Fields::text);
    let periods = fields.texts("periods");
    fields.finish();
    let ((name, variable), series) = (found?, series?);
    let comparison = join(observed, (&name, variable), &series, (&mut *history, report))?;
    let window = history.hold_out;
    let points = history.comparisons[comparison].points.iter();
    let known: Vec<&str> = points
        .filter(|p| window.is_some_and(|window| p.within(window)))
        .map(|p| p.period.as_str())
        .collect();
    if known.is_empty() {
        let message = format!("`{}` has no observation within `hold_out`", series.value);
        report.error("empty-window", series.span, message);
    }
    for period in periods.iter().filter(|p| !known.contains(&p.value.as_str())) {
        let message = format!(
            "`{}` has no observation of `{}` within `hold_out`",
            series.value, period.value
        );
        let finding = Diagnostic::error("unknown-period", period.span, message);
        report.push(near(finding, &period.value, &known));
    }
    Some(Record {
        comparison,
        periods: periods.into_iter().map(|p| p.value).collect(),
    })
}
