//! Text to a table.

use crate::bytes::{CELLS, bytes_of};
use crate::error::io_of;
use crate::name::original;
use crate::vensim::table_of_vdf;
use crate::{Column, ResultsError, Table, fold, parse_number};
use data::vdf::is_vdf;
use std::path::Path;

/// Tables of at most this many bytes are read.
const LIMIT: u64 = 1 << 30;

impl Table {
    /// Reads a table from a `.csv`, `.tab` or `.tsv` file of any tool, see [`Table::parse`], or from Vensim's own format (`.vdf`,
    /// `.vdfx`).
    ///
    /// Text is UTF-8, UTF-16 with its mark, or else Latin-1. Files above 1 GiB, tables above 2²⁶ cells and files with a zero byte are
    /// refused.
    pub fn read(path: &Path) -> Result<Table, ResultsError> {
        if is_vdf(path) {
            return table_of_vdf(path);
        }
        let bytes = bytes_of(path, LIMIT)?;
        if let Some(text) = utf16(&bytes) {
            return Table::parse(&text, path);
        }
        if let Some(at) = bytes.iter().position(|b| *b == 0) {
            let path = path.to_path_buf();
            return Err(ResultsError::Binary { path, at });
        }
        let text = String::from_utf8(bytes).unwrap_or_else(|e| e.as_bytes().iter().map(|b| char::from(*b)).collect());
        Table::parse(&text, path)
    }

    /// Reads a table from text; `path` is named in errors.
    ///
    /// Cells are separated by tabs if the first row has one, else by commas, or by semicolons if it has those alone. Behind a
    /// name, ` : Current` is the name of Vensim's run, which is left out. The times are in the column called time, or in
    /// the first. A table with one row a variable (the first row then holds the times) is transposed. Empty cells, `?` and `-`
    /// are cells without a value.
    pub fn parse(text: &str, path: &Path) -> Result<Table, ResultsError> {
        let mut reading = Reading {
            path,
            lines: Vec::new(),
        };
        let mut rows = reading.rows(text)?;
        if is_transposed(&rows) {
            reading.lines = rows.iter().map(|row| row.line).collect();
            rows = transposed(&rows);
        }
        reading.table(rows)
    }
}

/// A row of cells and the line it began on.
struct Row {
    line: u64,
    cells: csv::StringRecord,
}

struct Reading<'a> {
    path: &'a Path,
    /// The line of each column of a table that was transposed.
    lines: Vec<u64>,
}

impl Reading<'_> {
    fn rows(&self, text: &str) -> Result<Vec<Row>, ResultsError> {
        let text = text.trim_start_matches('\u{feff}');
        let first = text.lines().find(|line| !line.trim().is_empty());
        let delimiter = if first.is_some_and(|line| line.contains('\t')) {
            b'\t'
        } else if first.is_some_and(|line| line.contains(';') && !line.contains(',')) {
            b';'
        } else {
            b','
        };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let (mut rows, mut width) = (Vec::new(), 0);
        let mut record = csv::StringRecord::new();
        let fail = |e| ResultsError::reading(self.path, io_of(e));
        while reader.read_record(&mut record).map_err(fail)? {
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            width = width.max(record.len());
            if (rows.len() + 1).saturating_mul(width) > CELLS {
                let (path, limit) = (self.path.to_path_buf(), CELLS);
                return Err(ResultsError::TooWide { path, limit });
            }
            rows.push(Row {
                line: record.position().map_or(0, |p| p.line()),
                // Collected anew: a clone keeps the room of the widest row so far.
                cells: record.iter().collect(),
            });
        }
        Ok(rows)
    }

    fn table(&self, rows: Vec<Row>) -> Result<Table, ResultsError> {
        let mut rows = rows.into_iter();
        let names = rows.next().map(|row| row.cells).unwrap_or_default();
        let time_at = names.iter().position(|n| fold(n) == "time").unwrap_or(0);
        let mut table = Table {
            time_name: names.get(time_at).map(|n| original(n.trim()).to_owned()).unwrap_or_default(),
            times: Vec::new(),
            columns: names.iter().map(|name| Column::new(without_run(original(name.trim())), Vec::new())).collect(),
            left_out: Vec::new(),
        };
        for row in rows {
            self.add(row, time_at, &mut table)?;
        }
        if table.times.is_empty() {
            let path = self.path.to_path_buf();
            return Err(ResultsError::NoTable { path });
        }
        table.columns.remove(time_at);
        table.columns.retain(|c| !(c.name.is_empty() && c.is_blank()));
        Ok(table)
    }

    fn add(&self, row: Row, time_at: usize, table: &mut Table) -> Result<(), ResultsError> {
        let (expected, line) = (table.columns.len(), row.line);
        let found = row.cells.len();
        let beyond = row.cells.iter().skip(expected);
        if beyond.into_iter().any(|cell| !cell.trim().is_empty()) {
            let path = self.path.to_path_buf();
            return Err(ResultsError::TooManyCells {
                path,
                line,
                found,
                expected,
            });
        }
        let at = table.times.len();
        for (index, column) in table.columns.iter_mut().enumerate() {
            let text = row.cells.get(index).unwrap_or_default();
            match parse_number(text) {
                Some(Some(value)) => column.values.push(value),
                Some(None) => {
                    column.values.push(f64::NAN);
                    column.empty.push(at);
                }
                None => {
                    let line = self.lines.get(index).copied().unwrap_or(line);
                    return Err(self.not_a_number(line, &column.name, text));
                }
            }
        }
        match table.columns[time_at].value(at) {
            Some(time) => table.times.push(time),
            None => {
                let path = self.path.to_path_buf();
                return Err(ResultsError::NoTime { path, line });
            }
        }
        Ok(())
    }

    fn not_a_number(&self, line: u64, column: &str, text: &str) -> ResultsError {
        let shown = |text: &str| -> String { text.chars().take(40).flat_map(char::escape_debug).collect() };
        ResultsError::NotANumber {
            path: self.path.to_path_buf(),
            line,
            column: shown(column),
            text: shown(text),
        }
    }
}

/// The text of bytes that begin with the mark of UTF-16.
fn utf16(bytes: &[u8]) -> Option<String> {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => return None,
    };
    let units = bytes[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let decoded = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
    Some(decoded.collect())
}

/// `tea temp` of `tea temp : Current`.
fn without_run(name: &str) -> &str {
    name.rsplit_once(" : ").map_or(name, |(name, _)| name.trim_end())
}

impl Column {
    fn is_blank(&self) -> bool {
        self.empty.len() == self.values.len()
    }
}

/// Whether each row is a variable: the second name is a number and the first cell below is none.
fn is_transposed(rows: &[Row]) -> bool {
    let is_number = |row: usize, cell: usize| {
        let text = rows.get(row).and_then(|r| r.cells.get(cell));
        text.and_then(parse_number).flatten().is_some()
    };
    rows.len() > 1 && is_number(0, 1) && !is_number(1, 0)
}

/// Rows for columns.
fn transposed(rows: &[Row]) -> Vec<Row> {
    let width = rows.iter().map(|r| r.cells.len()).max().unwrap_or(0);
    let line = rows.first().map_or(1, |r| r.line);
    let column = |index: usize| {
        let cells = rows.iter().map(|row| row.cells.get(index).unwrap_or_default());
        let cells = cells.collect();
        Row { line, cells }
    };
    // Columns beyond the last time hold nothing; the first holds the names, whatever stands above them.
    let has_time = |row: &Row| row.cells.get(0).is_some_and(|t| !t.trim().is_empty());
    let times = (1..width).map(column).filter(has_time);
    std::iter::once(column(0)).chain(times).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, Layout};
    use proptest::prelude::*;
    use std::fs;

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "([\"',\t\n\r;=0-9a.\\[\\]]|Time|é|nan|-){0,60}") {
            if let Ok(table) = parse(&text) {
                for column in &table.columns {
                    prop_assert_eq!(column.values.len(), table.times.len());
                }
                crate::compare(&table, &table, &crate::Tolerance::default());
            }
        }
    }

    fn parse(text: &str) -> Result<Table, String> {
        Table::parse(text, Path::new("out.csv")).map_err(|e| e.to_string())
    }

    #[test]
    fn what_was_written_reads_back() {
        let table = Table::new(
            vec![0.0, 0.1, 1e6],
            vec![
                Column::new("x[A1,B2]", vec![1.0 / 3.0, -0.0, 5e-324]),
                Column::new("=x", vec![f64::INFINITY, -1.0, 1e300]),
                Column::new("with \"quotes\"\nand a line", vec![1.0, 2.0, 3.0]),
            ],
        );
        for format in [Format::Csv, Format::Tab] {
            for layout in [Layout::Wide, Layout::Transposed] {
                let mut text = Vec::new();
                table.write_as(format, layout, &mut text).unwrap();
                let text = String::from_utf8(text).unwrap();
                assert_eq!(parse(&text).unwrap(), table, "{format:?} {layout:?}");
            }
        }
    }

    #[test]
    fn a_column_called_time_is_the_time_wherever_it_stands() {
        let table = parse("x,TIME,y\n5,0,7\n6,1,8\n").unwrap();
        assert_eq!(table.times, [0.0, 1.0]);
        assert_eq!(table.columns[1].values, [7.0, 8.0]);
        assert_eq!(table.time_name, "TIME");
    }

    #[test]
    fn cells_without_a_value() {
        let table = parse("Time,x,y\n0,,1\n1,2\n\n").unwrap();
        let cells: Vec<_> = table.columns.iter().map(|c| (c.value(0), c.value(1))).collect();
        assert_eq!(cells, [(None, Some(2.0)), (Some(1.0), None)]);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        let wrong = |text| parse(text).unwrap_err();
        insta::assert_snapshot!(wrong("Time,x\n0,1\n1,two\n"), @"out.csv:3: `two` in the column `x` is not a number");
        insta::assert_snapshot!(wrong("Time,x\n0,1\n,2\n"), @"out.csv:3: the row has no time");
        insta::assert_snapshot!(wrong("Time,x\n0,1,2\n"), @"out.csv:2: 3 cells in the row, but 2 in the first row");
        insta::assert_snapshot!(wrong("Time,x\n"), @"`out.csv` has no table: a row of names and at least one row of numbers are needed");
        insta::assert_snapshot!(wrong("Time,0,1\nx,1,2\ny,3,four\n"), @"out.csv:3: `four` in the column `y` is not a number");
        insta::assert_snapshot!(wrong(""), @"`out.csv` has no table: a row of names and at least one row of numbers are needed");
    }

    #[test]
    fn files_that_are_no_tables() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("none.csv");
        assert!(matches!(Table::read(&missing), Err(ResultsError::NoFile { .. })));
        assert!(matches!(Table::read(folder.path()), Err(ResultsError::IsFolder { .. })));
        let binary = folder.path().join("x.csv");
        fs::write(&binary, b"Time,x\n0,\0").unwrap();
        assert!(matches!(Table::read(&binary), Err(ResultsError::Binary { at: 9, .. })));
        assert!(matches!(
            bytes_of(&binary, 4),
            Err(ResultsError::TooLarge { limit: 4, .. })
        ));
        let wide = ",".repeat(70_000);
        fs::write(&binary, format!("Time{wide}x\n{}", "0\n".repeat(1_000))).unwrap();
        assert!(matches!(Table::read(&binary), Err(ResultsError::TooWide { .. })));
        fs::write(&binary, b"Time,t\xe9\n0,1\n").unwrap();
        assert_eq!(Table::read(&binary).unwrap().columns[0].name, "té");
    }
}
