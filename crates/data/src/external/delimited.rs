//! Delimited text as a sheet. Blank lines count, since a model names rows by their number.

use super::limits::CELLS;
use super::sheet::{Cell, Sheet};
use std::iter::Peekable;
use std::path::Path;
use std::str::Chars;

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

/// The rows of a text, each cell without the quotes around it: one at a time, for a text may be long.
pub(super) struct Rows<'t> {
    chars: Peekable<Chars<'t>>,
    delimiter: char,
    /// Whether a row is still to come: a text ends with a row, be it an empty one.
    is_open: bool,
}

/// The rows of a text.
pub(super) fn rows(text: &str, delimiter: char) -> Rows<'_> {
    Rows {
        chars: text.trim_start_matches('\u{feff}').chars().peekable(),
        delimiter,
        is_open: true,
    }
}

impl Iterator for Rows<'_> {
    type Item = Vec<String>;

    fn next(&mut self) -> Option<Vec<String>> {
        if !std::mem::take(&mut self.is_open) {
            return None;
        }
        let (mut row, mut cell, mut quoted) = (Vec::new(), String::new(), false);
        while let Some(c) = self.chars.next() {
            match c {
                '"' if quoted && self.chars.peek() == Some(&'"') => cell.extend(self.chars.next()),
                '"' => quoted = !quoted,
                _ if quoted => cell.push(c),
                '\n' => {
                    self.is_open = true;
                    break;
                }
                '\r' => {}
                _ if c == self.delimiter => row.push(std::mem::take(&mut cell)),
                _ => cell.push(c),
            }
        }
        row.push(cell);
        Some(row)
    }
}

/// A table as text, with the separator that it turns out to have.
pub(super) struct Separated<'t> {
    pub rows: Rows<'t>,
    /// Semicolons stand between cells, so that a comma may stand in a number.
    decimal_comma: bool,
}

impl<'t> Separated<'t> {
    /// The rows; where the first line lacks the usual separator, those of a semicolon, a tab or a comma.
    pub fn of(text: &'t str, usual: char) -> Separated<'t> {
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

    /// What reads its numbers.
    pub fn numbers(&self) -> impl Fn(&str) -> Option<f64> + use<> {
        let decimal_comma = self.decimal_comma;
        move |cell| match decimal_comma && cell.matches(',').count() == 1 && !cell.contains('.') {
            true => number(&cell.replace(',', ".")),
            false => number(cell),
        }
    }
}

/// A text as a sheet; `None` where it has more cells than a sheet may.
pub(super) fn sheet(text: &str, delimiter: char) -> Option<Sheet> {
    let mut sheet = Sheet::default();
    for (row, cells) in rows(text, delimiter).enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            sheet.put(row as u32, column as u32, of_text(cell));
        }
        if sheet.len() > CELLS {
            return None;
        }
    }
    Some(sheet)
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
