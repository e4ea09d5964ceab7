//! Delimited text as a sheet. Blank lines count, since a model names rows by their number.

use super::limits::CELLS;
use super::sheet::{Cell, Sheet};
use std::path::Path;

/// The delimiter: as the model says, else by the file's ending.
pub(super) fn delimiter(path: &Path, tab: &str) -> char {
    let mut chars = tab.chars();
    match (tab, chars.next(), chars.next()) {
        ("\\t", ..) => '\t',
        (_, Some(only), None) => only,
        _ if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv")) => ',',
        _ => '\t',
    }
}

/// The rows of a text, each cell without the blanks and quotes around it.
pub(super) fn rows(text: &str, delimiter: char) -> Vec<Vec<String>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut rows = vec![vec![String::new()]];
    let (mut quoted, mut cells) = (false, 0);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let row = rows.last_mut().expect("there is always a row");
        let cell = row.last_mut().expect("a row always has a cell");
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' => quoted = !quoted,
            _ if quoted => cell.push(c),
            '\n' => rows.push(vec![String::new()]),
            '\r' => {}
            _ if c == delimiter => {
                row.push(String::new());
                cells += 1;
            }
            _ => cell.push(c),
        }
        if cells + rows.len() > CELLS {
            break;
        }
    }
    rows
}

/// A table as text, with the separator that it turns out to have.
pub(super) struct Separated {
    pub rows: Vec<Vec<String>>,
    /// Semicolons stand between cells, so that a comma may stand in a number.
    decimal_comma: bool,
}

impl Separated {
    /// The rows; where the first line lacks the usual separator, those of a semicolon, a tab or a comma.
    pub fn of(text: &str, usual: char) -> Separated {
        let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let outside: String = first.split('"').step_by(2).collect();
        let other = [';', '\t', ','].into_iter().find(|c| outside.contains(*c));
        let separator = if outside.contains(usual) {
            usual
        } else {
            other.unwrap_or(usual)
        };
        Separated {
            rows: rows(text, separator),
            decimal_comma: separator == ';',
        }
    }

    /// The number that a cell is.
    pub fn number(&self, cell: &str) -> Option<f64> {
        let decimal = self.decimal_comma && cell.matches(',').count() == 1 && !cell.contains('.');
        if decimal {
            number(&cell.replace(',', "."))
        } else {
            number(cell)
        }
    }
}

/// A text as a sheet.
pub(super) fn sheet(text: &str, delimiter: char) -> Sheet {
    let mut sheet = Sheet::default();
    for (row, cells) in rows(text, delimiter).iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            sheet.put(row as u32, column as u32, of_text(cell));
        }
    }
    sheet
}

/// A number if it reads as a finite one.
fn of_text(text: &str) -> Cell {
    match text.trim() {
        "" => Cell::Empty,
        text => match number(text) {
            Some(value) => Cell::Number(value),
            None => Cell::Text(text.into()),
        },
    }
}

/// The number that a text is.
pub(super) fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|value: &f64| value.is_finite())
}
