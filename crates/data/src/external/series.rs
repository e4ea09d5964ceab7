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
        columns(Separated::of(text, if is("csv") { ',' } else { '\t' }))
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

/// A table with times along one side and names along the other, row by row.
fn columns(table: Separated<'_>) -> Found {
    let number = table.numbers();
    let mut rows = table.rows;
    let header = rows.next().unwrap_or_default();
    let head: Vec<&str> = header.iter().map(|cell| cell.trim()).collect();
    let across = head.len() > 1 && head[1..].iter().all(|cell| number(cell).is_some());
    let point = |line: usize, when: &str, value: &str, name: &str| match (number(when), number(value)) {
        (Some(when), Some(value)) => Ok(Some((when, value))),
        (None, _) if !when.is_empty() => Err((line, format!("the time `{when}` is no number"))),
        (Some(_), None) if !is_missing(value) => Err((line, format!("`{value}` is no number, in `{name}`"))),
        _ => Ok(None),
    };
    let mut all = if across { Vec::new() } else { named(&head) };
    for (row, line) in rows.zip(2..) {
        let cell = |at: usize| row.get(at).map_or("", |cell| cell.trim());
        let first = cell(0);
        if across && !first.is_empty() {
            let found = (1..head.len()).filter_map(|at| point(line, head[at], cell(at), first).transpose());
            all.push((0, NamedSeries::new(first, found.collect::<Result<_, _>>()?)));
        } else if !across {
            for (at, series) in &mut all {
                series.points.extend(point(line, first, cell(*at), &series.name)?);
            }
        }
    }
    of_one_run(all.into_iter().map(|(_, series)| series).collect())
}

/// The series of a header's names, with their columns.
fn named(header: &[&str]) -> Vec<(usize, NamedSeries)> {
    let names = header.iter().enumerate().skip(1).filter(|(_, name)| !name.is_empty());
    names.map(|(at, name)| (at, NamedSeries::new(name, Vec::new()))).collect()
}

impl NamedSeries {
    fn new(name: &str, points: Vec<(f64, f64)>) -> NamedSeries {
        let name = name.into();
        NamedSeries { name, points }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<NamedSeries> {
        named_series_of(Path::new("long.csv"), text).unwrap()
    }

    #[test]
    fn a_long_table_is_read_to_its_end() {
        let rows: String = (0..1_100_000).map(|time| format!("{time},1,2\n")).collect();
        let down = read(&format!("Time,a,b\n{rows}"));
        assert_eq!(down[1].points.len(), 1_100_000);
        assert_eq!(down[1].points.last(), Some(&(1_099_999.0, 2.0)));
        let times: String = (0..1_100_000).map(|time| format!(",{time}")).collect();
        let across = read(&format!("Time{times}\nrow{}\n", ",7".repeat(1_100_000)));
        assert_eq!(across[0].points.last(), Some(&(1_099_999.0, 7.0)));
    }
}
