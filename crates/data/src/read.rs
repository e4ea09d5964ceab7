//! One data file: text to series, and everything that is wrong with it.

use crate::period::{Period, PeriodText, period};
use crate::{Note, Point, ReadIn, Series};
use source::{Diagnostic, Diagnostics, SourceId, Span, nearest};
use std::collections::HashMap;

/// The columns of a data file, in any order.
pub const COLUMNS: [&str; 6] = ["series", "period", "value", "unit", "source_url", "note"];

/// The places of two of them.
const PERIOD: usize = 1;
const VALUE: usize = 2;

/// A column that a file may have besides: whether a number was read at its source, or in copies.
pub const READ_IN: &str = "read_in";

/// What that column may say; nothing is allowed too.
const READINGS: [(&str, ReadIn); 3] = [
    ("source", ReadIn::Source),
    ("copies", ReadIn::Copies),
    ("copy", ReadIn::Copy),
];

/// Reads the series of one file, in the order in which they first appear.
///
/// A row whose period or value is words is kept as a note. Two values for one period, and two units in one series, are
/// warnings.
pub fn series(text: &str, source: SourceId, diagnostics: &mut Diagnostics) -> Vec<Series> {
    let found = of_file(text, source, diagnostics);
    found.iter().for_each(|series| check(series, diagnostics));
    found
}

/// What [`series`] gives, before several files are joined and checked together.
pub(crate) fn of_file(text: &str, source: SourceId, diagnostics: &mut Diagnostics) -> Vec<Series> {
    let mut file = DataFile {
        text,
        source,
        columns: [0; 6],
        read_in: None,
        width: 0,
        diagnostics,
    };
    let rows = file.rows();
    let Some((header, rows)) = rows.split_first() else {
        let d = Diagnostic::error("empty-file", Span::whole(source), "the file is empty");
        file.diagnostics.push(d.hint(COLUMNS.join(",")));
        return Vec::new();
    };
    if !file.find_columns(header) {
        return Vec::new();
    }
    let mut found = Found::default();
    for row in rows {
        file.row(row, &mut found);
    }
    file.unclosed_quote(rows.last().unwrap_or(header));
    found.series.iter_mut().for_each(sort);
    found.series
}

#[derive(Default)]
struct Found {
    series: Vec<Series>,
    by_name: HashMap<String, usize>,
}

impl Found {
    fn series(&mut self, name: &str) -> &mut Series {
        let at = *self.by_name.entry(name.into()).or_insert_with(|| {
            self.series.push(Series {
                name: name.into(),
                unit: String::new(),
                points: Vec::new(),
                notes: Vec::new(),
            });
            self.series.len() - 1
        });
        &mut self.series[at]
    }
}

/// A row's cells and its bytes in the file.
struct Row {
    cells: Vec<String>,
    start: usize,
    end: usize,
}

struct DataFile<'a> {
    text: &'a str,
    source: SourceId,
    /// The index of each of [`COLUMNS`].
    columns: [usize; 6],
    /// The index of [`READ_IN`], if the file has it.
    read_in: Option<usize>,
    width: usize,
    diagnostics: &'a mut Diagnostics,
}

impl DataFile<'_> {
    fn rows(&self) -> Vec<Row> {
        let text = self.text.trim_start_matches('\u{feff}');
        let skipped = self.text.len() - text.len();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let mut rows = Vec::new();
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record).unwrap_or(false) {
            let start = record.position().map_or(0, |p| p.byte() as usize);
            let end = reader.position().byte() as usize;
            let before = text.get(start..end).unwrap_or_default();
            let blanks = before.len() - before.trim_start_matches(['\r', '\n']).len();
            rows.push(Row {
                cells: record.iter().map(|cell| cell.trim().to_owned()).collect(),
                start: skipped + start + blanks,
                end: skipped + start + before.trim_end().len(),
            });
        }
        rows
    }

    fn find_columns(&mut self, header: &Row) -> bool {
        self.width = header.cells.len();
        let place = |column: &str| header.cells.iter().position(|cell| cell == column);
        if COLUMNS.iter().all(|column| place(column).is_none()) {
            self.not_a_table(header);
            return false;
        }
        self.read_in = place(READ_IN);
        let mut complete = true;
        for (index, column) in COLUMNS.iter().enumerate() {
            match place(column) {
                Some(at) => self.columns[index] = at,
                None => {
                    complete = false;
                    self.missing_column(header, column);
                }
            }
        }
        complete
    }

    fn not_a_table(&mut self, header: &Row) {
        let message = "this is no CSV file of observations: its first line has none of the columns";
        let d = Diagnostic::error("not-a-table", self.span(header), message);
        let first_line = COLUMNS.join(",");
        self.diagnostics.push(d.hint(format!("the first line is {first_line}")));
    }

    fn missing_column(&mut self, header: &Row, column: &str) {
        let message = format!("there is no column `{column}`");
        let mut d = Diagnostic::error("missing-column", self.span(header), message);
        if let Some(near) = nearest(column, header.cells.iter().map(String::as_str)) {
            d = d.hint(format!("rename `{near}` to `{column}`"));
        }
        let first_line = COLUMNS.join(",");
        self.diagnostics.push(d.hint(format!("the first line is {first_line}")));
    }

    fn row(&mut self, row: &Row, found: &mut Found) {
        if row.cells.iter().all(String::is_empty) {
            return;
        }
        if row.cells.len() != self.width {
            return self.wrong_width(row);
        }
        let [name, when, value, unit, url, note] = self.columns.map(|at| row.cells[at].clone());
        let span = self.cell_span(row, VALUE);
        if name.is_empty() {
            return self.missing_series(row);
        }
        let time = self.time(row, &when, &unit);
        let number = self.number(row, &value);
        let read_in = self.reading(row);
        let series = found.series(&name);
        match (time, number) {
            (Read::Yes(Period { from, to }), Read::Yes(value)) => series.points.push(Point {
                period: when,
                from,
                to,
                value,
                unit,
                note,
                url,
                read_in,
                span,
            }),
            (Read::Wrong, _) | (_, Read::Wrong) => {}
            _ => series.notes.push(Note {
                period: when,
                value,
                unit,
                note,
                url,
                when: self.cell_span(row, 1),
                span,
            }),
        }
    }

    fn missing_series(&mut self, row: &Row) {
        let d = Diagnostic::error("missing-series", self.span(row), "the row has no series name");
        self.diagnostics.push(d.hint("write its name into the column `series`"));
    }

    fn time(&mut self, row: &Row, text: &str, unit: &str) -> Read<Period> {
        match period(text) {
            PeriodText::Period(period) if units::is_over_year_before(unit) => Read::Yes(Period {
                from: period.to - 1.0,
                to: period.to,
            }),
            PeriodText::Period(period) => Read::Yes(period),
            PeriodText::Words => Read::Words,
            PeriodText::Impossible => {
                let message = format!("`{text}` is not a period");
                let d = Diagnostic::error("unreadable-period", self.cell_span(row, PERIOD), message)
                    .hint("2023, 2023-07, 2023-H2, 2023-Q3, FY2023, 2023-07-31 or 2023-01..2023-09");
                self.diagnostics.push(d);
                Read::Wrong
            }
        }
    }

    fn number(&mut self, row: &Row, text: &str) -> Read<f64> {
        if let Some(value) = text.parse().ok().filter(|v: &f64| v.is_finite()) {
            return Read::Yes(value);
        }
        if is_words(text) {
            return Read::Words;
        }
        let message = format!("`{text}` is not a number");
        let d = Diagnostic::error("unreadable-number", self.cell_span(row, VALUE), message);
        self.diagnostics.push(d.hint(how_to_write(text)));
        Read::Wrong
    }

    fn reading(&mut self, row: &Row) -> ReadIn {
        let Some(text) = self.read_in.map(|at| row.cells[at].as_str()).filter(|t| !t.is_empty()) else {
            return ReadIn::Unsaid;
        };
        if let Some((_, reading)) = READINGS.iter().find(|(word, _)| *word == text) {
            return *reading;
        }
        let message = format!("`{text}` is not a known value of `read_in`");
        let d = Diagnostic::error("unknown-reading", self.span(row), message);
        let known = READINGS.map(|(word, _)| word).join(", ");
        self.diagnostics.push(d.hint(format!("one of {known}, or nothing")));
        ReadIn::Unsaid
    }

    fn wrong_width(&mut self, row: &Row) {
        let (found, expected) = (row.cells.len(), self.width);
        let message = format!("the row has {found} cells, the first line has {expected}");
        let d = Diagnostic::error("wrong-cell-count", self.span(row), message);
        let hint = "a text with a comma in it needs double quotes around it";
        self.diagnostics.push(d.hint(hint));
    }

    fn unclosed_quote(&mut self, last: &Row) {
        if self.text.matches('"').count() % 2 == 1 {
            let message = "a double quote is opened and never closed";
            let d = Diagnostic::error("unclosed-quote", self.span(last), message);
            self.diagnostics.push(d.hint("close it with `\"`; a quote within quotes is written twice"));
        }
    }

    fn span(&self, row: &Row) -> Span {
        Span::new(self.source, row.start, row.end)
    }

    /// The place of the cell of one of [`COLUMNS`], quotes included.
    fn cell_span(&self, row: &Row, column: usize) -> Span {
        let line = self.text.get(row.start..row.end).unwrap_or_default();
        let (mut quoted, mut start, mut index) = (false, 0, 0);
        for (at, c) in line.char_indices() {
            match c {
                '"' => quoted = !quoted,
                ',' if !quoted && index == self.columns[column] => {
                    return Span::new(self.source, row.start + start, row.start + at);
                }
                ',' if !quoted => (start, index) = (at + 1, index + 1),
                _ => {}
            }
        }
        Span::new(self.source, row.start + start, row.end)
    }
}

/// What became of a cell.
enum Read<T> {
    Yes(T),
    Words,
    Wrong,
}

/// Nothing, words, or a range (`350-370`): a note. What has only a number's characters was meant as one.
fn is_words(text: &str) -> bool {
    let of_a_number = |c: char| c.is_ascii_digit() || " .,'_+-eE%".contains(c);
    let after_digit = |pair: &[u8]| pair[0].is_ascii_digit() && pair[1] == b'-';
    text.is_empty() || !text.chars().all(of_a_number) || text.as_bytes().windows(2).any(after_digit)
}

/// A text that was meant as a number, as a number is written here.
fn how_to_write(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !matches!(c, ',' | ' ' | '_' | '%')).collect();
    if plain.parse::<f64>().is_ok() {
        format!("write `{plain}`, and the unit in its own column")
    } else {
        "write it as in `1234.5`, with the unit in its own column".into()
    }
}

fn sort(series: &mut Series) {
    series.points.sort_by(|a, b| a.from.total_cmp(&b.from).then(a.to.total_cmp(&b.to)));
    series.unit = match series.points.iter().min_by_key(|p| p.span.start) {
        Some(first) => first.unit.clone(),
        None => series.notes.first().map(|n| n.unit.clone()).unwrap_or_default(),
    };
}

/// Two values for one period, two units in one series.
pub(crate) fn check(series: &Series, diagnostics: &mut Diagnostics) {
    for pair in series.points.windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        if (a.from, a.to) == (b.from, b.to) && a.value != b.value {
            diagnostics.push(two_values(&series.name, a, b));
        }
    }
    let first = series.points.iter().min_by_key(|p| (p.span.source, p.span.start));
    for point in series.points.iter().filter(|p| !units::same(&p.unit, &series.unit)) {
        diagnostics.push(two_units(series, point, first));
    }
}

fn two_values(series: &str, one: &Point, other: &Point) -> Diagnostic {
    let message = format!("`{series}` has two values for {}", other.period);
    Diagnostic::warning("two-values", other.span, message)
        .see(one.span, "the other")
        .hint("remove one of the rows, or give it a series of its own")
}

fn two_units(series: &Series, point: &Point, first: Option<&Point>) -> Diagnostic {
    let message = format!("`{}` is in `{}` in other rows", series.name, series.unit);
    let here = format!("`{}` here", point.unit);
    let d = Diagnostic::warning("two-units", point.span, message).label(here);
    match first {
        Some(first) => d.see(first.span, "the unit of the first row"),
        None => d,
    }
}

#[cfg(test)]
mod tests;
