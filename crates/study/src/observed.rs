//! A file of records: rows that are records of a quantity, rows that are not, and everything that is wrong with it.

use crate::StudyError;
use crate::records::{Publisher, Record, TakenRecord, TakenSeries};
use crate::study::Study;
use data::{Note, Period, PeriodText, Point, Series};
use source::{Diagnostic, Diagnostics, Severity, Sources, nearest};
use std::path::Path;

/// The fewest rows that a score can be made of: one record is in a band or not, and says nothing of how often.
const FEWEST: usize = 2;

/// The rows of a file of records, in the order of their series and periods.
///
/// Everything wrong is said at once; without errors every row is a [`Record`].
///
/// # Errors
/// If the file cannot be read.
pub fn read_records(
    study: &Study,
    path: &Path,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Record>, StudyError> {
    let mut found = Diagnostics::new();
    let file = load::data_file(&*study.files, path)?;
    let series = data::joined_series(&[file], sources, &mut found);
    // Two values or units in one series are warnings of a data file; here they are errors, and are found below.
    let errors: Vec<&Diagnostic> = found.iter().filter(|d| d.severity == Severity::Error).collect();
    errors.iter().for_each(|d| diagnostics.push((*d).clone()));
    series.iter().for_each(|series| check(series, study, diagnostics));
    let rows: usize = series.iter().map(|s| s.points.len() + s.notes.len()).sum();
    if rows < FEWEST && errors.is_empty() {
        diagnostics.push(too_few(rows, path));
    }
    let records = series.iter().flat_map(|s| s.points.iter().map(|p| record(s, p, study)));
    Ok(records.collect())
}

fn too_few(rows: usize, path: &Path) -> Diagnostic {
    let rows = match rows {
        0 => "no record".to_string(),
        one => format!("{one} record"),
    };
    let message = format!("`{}` has {rows}, and a score needs at least {FEWEST}", path.display());
    Diagnostic::whole("too-few-records", message)
}

/// What is wrong with the rows of one series.
fn check(series: &Series, study: &Study, diagnostics: &mut Diagnostics) {
    series.notes.iter().for_each(|note| no_record(note, diagnostics));
    overlaps(series, diagnostics);
    let records = &study.records;
    if let Some(taken) = records.taken.iter().find(|t| t.series == series.name) {
        units(series, taken, diagnostics);
    } else if records.unscored.iter().all(|u| u.series != series.name) {
        unknown(series, study, diagnostics);
    }
}

/// A data file may say `350-370` and leave the row a note; a record is a number in a period.
fn no_record(note: &Note, diagnostics: &mut Diagnostics) {
    if !matches!(data::period(&note.period), PeriodText::Period(_)) {
        let message = format!("`{}` is not a period", note.period);
        let finding = Diagnostic::error("unreadable-period", note.when, message);
        diagnostics.push(finding.hint("2026, 2026-07, 2026-H2, 2026-Q3, FY2026, 2026-07-31 or 2026-01..2026-09"));
    }
    if note.value.parse::<f64>().is_err() {
        let message = format!("`{}` is not a number", note.value);
        let finding = Diagnostic::error("unreadable-number", note.span, message);
        diagnostics.push(finding.hint("write it as in `1234.5`, with the unit in its own column"));
    }
}

/// Periods as written must not share a day: sums over twelve months do, their ends do not.
fn overlaps(series: &Series, diagnostics: &mut Diagnostics) {
    let period = |point: &Point| match data::period(&point.period) {
        PeriodText::Period(period) => period,
        _ => Period {
            from: point.from,
            to: point.to,
        },
    };
    let mut points: Vec<(Period, &Point)> = series.points.iter().map(|p| (period(p), p)).collect();
    points.sort_by(|(a, _), (b, _)| a.from.total_cmp(&b.from).then(a.to.total_cmp(&b.to)));
    for pair in points.windows(2) {
        let ((earlier, a), (later, b)) = (pair[0], pair[1]);
        // A day is a 372nd of a year.
        if later.from < earlier.to - 1e-6 {
            let message = format!("`{}`: the periods {} and {} overlap", series.name, a.period, b.period);
            let finding = Diagnostic::error("overlapping-periods", b.span, message).see(a.span, "the other");
            diagnostics.push(finding.hint("remove one of the rows, or give it a series of its own"));
        }
    }
}

fn units(series: &Series, taken: &TakenSeries, diagnostics: &mut Diagnostics) {
    let is_same = |unit: &str| {
        units::same(unit, &taken.unit) && units::is_over_year_before(unit) == units::is_over_year_before(&taken.unit)
    };
    for point in series.points.iter().filter(|p| !is_same(&p.unit)) {
        let message = format!(
            "`{}` is in `{}` here, and in `{}` where study.toml takes it up",
            series.name, point.unit, taken.unit
        );
        let hint = format!(
            "write the row in `{}`, or name its unit in [[statement.records]]",
            taken.unit
        );
        diagnostics.push(Diagnostic::error("unit-differs", point.span, message).hint(hint));
    }
}

fn unknown(series: &Series, study: &Study, diagnostics: &mut Diagnostics) {
    let spans = series.points.iter().map(|p| p.span).chain(series.notes.iter().map(|n| n.span));
    let Some(at) = spans.min_by_key(|span| span.start) else {
        return;
    };
    let message = format!("study.toml says nothing of the series `{}`", series.name);
    let mut finding = Diagnostic::error("unknown-series", at, message);
    let taken = study.records.taken.iter().map(|t| t.series.as_str());
    let known = taken.chain(study.records.unscored.iter().map(|u| u.series.as_str()));
    if let Some(near) = nearest(&series.name, known) {
        finding = finding.hint(format!("did you mean `{near}`?"));
    }
    let hint = "[[statement.records]] takes it up, [[statement.unscored]] says why it is not scored";
    diagnostics.push(finding.hint(hint));
}

fn record(series: &Series, point: &Point, study: &Study) -> Record {
    let records = &study.records;
    let by = records.taken.iter().position(|t| t.series == series.name);
    let unscored = records.unscored.iter().find(|u| u.series == series.name);
    let publisher = match (by, unscored) {
        (Some(by), _) => records.taken[by].publisher.clone(),
        (None, Some(unscored)) => unscored.publisher.clone(),
        (None, None) => Publisher::default(),
    };
    let reason = || unscored.map_or("no quantity of the statement takes it up", |u| &u.reason);
    Record {
        taken: by.and_then(|by| taken(by, point, study)).ok_or_else(|| reason().to_string()),
        series: series.name.clone(),
        point: point.clone(),
        publisher,
    }
}

/// The value by the quantity's definition; `None` where the units do not measure the same, which has been said.
fn taken(by: usize, point: &Point, study: &Study) -> Option<TakenRecord> {
    let series = &study.records.taken[by];
    let factor = study.factor(&point.unit, &series.quantity_unit, (point.from, point.to))?;
    let less = series.bridge.as_ref().map_or(0.0, |bridge| bridge.less);
    let value = point.value * factor - less;
    Some(TakenRecord { by, value })
}
