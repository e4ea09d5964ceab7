//! A score as a table, or as JSON.

use crate::ReportError;
use crate::write::rounded;
use findings::{Place, ScoredRecord, StatementScore, UnscoredRecord};
use results::{Cell, CsvFile, write_whole};
use std::path::Path;

const COLUMNS: [&str; 24] = [
    "statement",
    "quantity",
    "window",
    "unit",
    "value",
    "place",
    "p5",
    "p25",
    "p50",
    "p75",
    "p95",
    "crps",
    "year_before",
    "line",
    "series",
    "period",
    "written",
    "written_unit",
    "bridge",
    "not_scored",
    "relay",
    "publisher",
    "source_url",
    "note",
];

/// Writes scores into a file: every record with its window, misses first, as CSV; everything where the name ends in `.json`.
///
/// # Errors
/// If the file cannot be written.
pub fn write_score(scores: &[StatementScore], path: &Path) -> Result<(), ReportError> {
    if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("json")) {
        let json = serde_json::to_string_pretty(scores).expect("scores have text keys only");
        return Ok(write_whole(path, |out| writeln!(out, "{json}"))?);
    }
    let mut file = CsvFile::create(path, COLUMNS)?;
    for score in scores {
        for record in &score.records {
            file.row(scored(score, record))?;
        }
        for record in &score.unscored {
            file.row(unscored(score, record))?;
        }
    }
    Ok(file.finish()?)
}

fn scored<'a>(score: &'a StatementScore, record: &'a ScoredRecord) -> Vec<Cell<'a>> {
    let mut cells = vec![
        Cell::Text(&score.statement.table.sha256),
        Cell::Text(&record.quantity),
        Cell::Text(&record.window),
        Cell::Text(&record.unit),
        Cell::Number(record.value),
        Cell::Text(place(record.place)),
    ];
    cells.extend(record.quantiles.iter().map(|q| Cell::Number(*q)));
    cells.push(Cell::Number(rounded(record.crps)));
    let rivals = [record.rivals.year_before, record.rivals.line];
    cells.extend(rivals.map(|value| value.map_or(Cell::Empty, |v| Cell::Number(rounded(v)))));
    let source = &record.source;
    cells.extend(written(&source.series, &source.period, (source.written, &source.unit)));
    cells.extend([Cell::Text(&record.bridge), Cell::Empty]);
    cells.extend(read_at(source));
    cells
}

fn unscored<'a>(score: &'a StatementScore, record: &'a UnscoredRecord) -> Vec<Cell<'a>> {
    let mut cells = vec![Cell::Text(&score.statement.table.sha256)];
    cells.extend([Cell::Empty; 13]);
    let source = &record.source;
    cells.extend(written(&source.series, &source.period, (source.written, &source.unit)));
    cells.extend([Cell::Empty, Cell::Text(&record.reason)]);
    cells.extend(read_at(source));
    cells
}

fn written<'a>(series: &'a str, period: &'a str, (value, unit): (f64, &'a str)) -> [Cell<'a>; 4] {
    [
        Cell::Text(series),
        Cell::Text(period),
        Cell::Number(value),
        Cell::Text(unit),
    ]
}

fn read_at(source: &findings::RecordSource) -> [Cell<'_>; 4] {
    let relay = if source.relay { "relay" } else { "" };
    [
        Cell::Text(relay),
        Cell::Text(&source.publisher),
        Cell::Text(&source.address),
        Cell::Text(&source.note),
    ]
}

fn place(place: Place) -> &'static str {
    match place {
        Place::Below => "below 90 %",
        Place::Above => "above 90 %",
        Place::Outer => "within 90 %",
        Place::Inner => "within 50 %",
    }
}
