//! Series by the names of variables: what another run, or a collector of data, has written.

use super::delimited::{self, Separated};
use super::text::decoded;
use crate::DataError;
use std::path::Path;

/// The values of one cell of a variable over time.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedSeries {
    /// The cell as the file names it: `x` or `x[A1,B2]`.
    pub name: String,
    /// Times and values in the order of the file; an empty cell is no point.
    pub points: Vec<(f64, f64)>,
}

/// Fails for formats that are known not to be text, and says which text would do instead.
///
/// # Errors
/// If the extension is that of a workbook.
pub fn supported(path: &Path) -> Result<(), DataError> {
    let ending = path.extension().and_then(|e| e.to_str()).map(str::to_lowercase);
    let (what, instead) = match ending.as_deref() {
        Some("xlsx" | "xlsm" | "xls") => (
            "a workbook, and a data file is a text",
            "save the sheet as `.csv`, or let the model read it with `GET XLS DATA`",
        ),
        _ => return Ok(()),
    };
    let path = path.into();
    Err(DataError::NotRead { path, what, instead })
}

/// The series in the bytes of a file; `path` is not opened.
///
/// # Errors
/// If they are not text, or the text has not the shape that [`named_series_of`] reads.
pub fn named_series(path: &Path, bytes: Vec<u8>) -> Result<Vec<NamedSeries>, DataError> {
    named_series_of(path, &decoded(path, &bytes)?)
}

/// The series of a `.dat` file (a line with a name, then lines of time and value) or of a delimited text whose first
/// cell is `Time`, with one series a column, or one a row when the times are in the first row. `path` is not opened.
///
/// # Errors
/// If the text has no such shape.
pub fn named_series_of(path: &Path, text: &str) -> Result<Vec<NamedSeries>, DataError> {
    let is = |ending: &str| path.extension().is_some_and(|e| e.eq_ignore_ascii_case(ending));
    let found = if is("dat") {
        listed(text)
    } else {
        columns(&Separated::of(text, if is("csv") { ',' } else { '\t' }))
    };
    found.map_err(|(line, why)| DataError::NotSeries {
        path: path.into(),
        line,
        why,
    })
}

type Found = Result<Vec<NamedSeries>, (usize, String)>;

/// A name alone on a line, then its points.
fn listed(text: &str) -> Found {
    let mut all: Vec<NamedSeries> = Vec::new();
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = line.trim();
        let point = line.split_once(['\t', ' ', ',']).and_then(|(time, value)| {
            let time = delimited::number(time)?;
            Some((time, delimited::number(value)))
        });
        match (point, all.last_mut()) {
            _ if line.is_empty() => {}
            (Some((time, Some(value))), Some(series)) => series.points.push((time, value)),
            (Some((_, None)), Some(_)) if line.contains('\t') => {
                return Err((at + 1, format!("`{line}` has no number after the time")));
            }
            (Some(_), None) => return Err((at + 1, "a point comes before any name".into())),
            _ => all.push(NamedSeries {
                name: line.into(),
                points: Vec::new(),
            }),
        }
    }
    Ok(all)
}

/// A table with times along one side and names along the other.
fn columns(table: &Separated) -> Found {
    let rows = &table.rows;
    let header = rows.first().map(Vec::as_slice).unwrap_or_default();
    let across = header.len() > 1 && header[1..].iter().all(|cell| table.number(cell).is_some());
    let cell = |row: usize, column: usize| rows.get(row).and_then(|r| r.get(column)).map_or("", |c| c.trim());
    let (series, times) = if across {
        (rows.len(), header.len())
    } else {
        (header.len(), rows.len())
    };
    let at = |series: usize, time: usize| if across { cell(series, time) } else { cell(time, series) };
    let mut all = Vec::with_capacity(series.saturating_sub(1));
    for number in (1..series).filter(|n| !at(*n, 0).is_empty()) {
        let mut points = Vec::new();
        for time in 1..times {
            let (when, value) = (at(0, time), at(number, time));
            let line = if across { number } else { time } + 1;
            match (table.number(when), table.number(value)) {
                (Some(when), Some(value)) => points.push((when, value)),
                (None, _) if !when.is_empty() => return Err((line, format!("the time `{when}` is no number"))),
                (Some(_), None) if !is_missing(value) => {
                    return Err((line, format!("`{value}` is no number, in `{}`", at(number, 0))));
                }
                _ => {}
            }
        }
        all.push(NamedSeries {
            name: at(number, 0).into(),
            points,
        });
    }
    of_one_run(all)
}

/// What tools write where there is no value.
fn is_missing(text: &str) -> bool {
    matches!(
        text.to_ascii_lowercase().as_str(),
        "" | "na" | "n/a" | ":na:" | "nan" | "?"
    )
}

/// The series without the name of the run that Vensim writes behind each, `tea temp : Current`.
fn of_one_run(mut all: Vec<NamedSeries>) -> Found {
    let mut first: Option<String> = None;
    for series in &mut all {
        let Some((name, run)) = series.name.rsplit_once(" : ") else {
            continue;
        };
        let (name, run) = (name.trim().to_string(), run.trim().to_string());
        match &first {
            Some(known) if *known != run => {
                let why = format!("the table holds several runs, `{known}` and `{run}`: keep one of them");
                return Err((1, why));
            }
            _ => first = Some(run),
        }
        series.name = name;
    }
    Ok(all)
}
