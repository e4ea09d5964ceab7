//! Wrapped paragraphs and aligned columns of printable text.

use crate::escape;
use std::ops::Range;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How a piece of text is set off; without colours it is plain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Plain,
    Bold,
    Dim,
}

/// Text being put together for one screen.
pub(crate) struct Screen {
    pub(crate) columns: usize,
    color: bool,
    out: String,
}

/// A cell of a table.
#[derive(Clone)]
pub(crate) struct Cell {
    text: String,
    weight: Weight,
}

/// A row of a table, and the notes that stand below it over the full width.
pub(crate) struct Row {
    pub(crate) cells: Vec<Cell>,
    pub(crate) notes: Vec<String>,
}

/// Space between columns.
const GAP: usize = 2;
/// Where the items after a label begin.
const ITEMS_AT: usize = 8;
/// No column is made narrower than this.
const NARROWEST: usize = 9;
/// Columns that wrap are not made narrower than this.
const NARROWEST_PROSE: usize = 18;

pub(crate) fn cell(text: impl Into<String>) -> Cell {
    Cell {
        text: printable(&text.into()),
        weight: Weight::Plain,
    }
}

pub(crate) fn bold(text: impl Into<String>) -> Cell {
    Cell {
        weight: Weight::Bold,
        ..cell(text)
    }
}

impl Screen {
    pub(crate) fn new(columns: usize, color: bool) -> Screen {
        Screen {
            columns,
            color,
            out: String::new(),
        }
    }

    pub(crate) fn finish(self) -> String {
        self.out
    }

    pub(crate) fn blank(&mut self) {
        self.out.push('\n');
    }

    /// Writes one line that is known to fit.
    fn line(&mut self, text: &str, weight: Weight) {
        let styled = self.styled(text.trim_end(), weight);
        self.out.push_str(&styled.replace('\u{A0}', " "));
        self.out.push('\n');
    }

    fn styled(&self, text: &str, weight: Weight) -> String {
        match weight {
            _ if !self.color || text.is_empty() => text.to_owned(),
            Weight::Plain => text.to_owned(),
            Weight::Bold => format!("\u{1b}[1m{text}\u{1b}[0m"),
            Weight::Dim => format!("\u{1b}[2m{text}\u{1b}[0m"),
        }
    }

    /// A paragraph; lines after the first are indented by `hang`.
    pub(crate) fn paragraph(&mut self, text: &str, hang: usize, weight: Weight) {
        let text = printable(text);
        let indent = text.chars().take_while(|c| *c == ' ').count();
        for (at, line) in wrap(
            text.trim(),
            self.columns.saturating_sub(hang.max(indent)).max(NARROWEST),
        )
        .iter()
        .enumerate()
        {
            let before = if at == 0 { indent } else { hang };
            self.line(&format!("{}{line}", " ".repeat(before)), weight);
        }
    }

    /// A label followed by items that stay whole where they can, as many on a line as fit.
    pub(crate) fn items(&mut self, label: &str, items: &[String]) {
        const BETWEEN: usize = 6;
        let mut line = format!("{label:<ITEMS_AT$}");
        let mut is_empty = true;
        for item in items.iter().map(|i| printable(i)) {
            if !is_empty && line.width() + BETWEEN + item.width() > self.columns {
                self.line(&line, Weight::Plain);
                line = " ".repeat(ITEMS_AT);
                is_empty = true;
            }
            line.push_str(&" ".repeat(if is_empty { 0 } else { BETWEEN }));
            is_empty = false;
            let mut parts = item_lines(&item, self.columns - ITEMS_AT).into_iter().peekable();
            while let Some(part) = parts.next() {
                line.push_str(&part);
                if parts.peek().is_some() {
                    self.line(&line, Weight::Plain);
                    line = " ".repeat(ITEMS_AT);
                }
            }
        }
        self.line(&line, Weight::Plain);
    }

    /// A table with headings. Cells that are too wide wrap; when even that is too wide, each row becomes a
    /// small list.
    pub(crate) fn table(&mut self, headings: &[String], prose: &[usize], rows: &[Row]) {
        let headings: Vec<String> = headings.iter().map(|h| printable(h)).collect();
        match self.widths(&headings, prose, rows) {
            Some(widths) => self.columns_table(&headings, &widths, rows),
            None => self.stacked_table(&headings, rows),
        }
    }

    /// Widths that fit, or `None`. Headings over figures wrap before prose does.
    fn widths(&self, headings: &[String], prose: &[usize], rows: &[Row]) -> Option<Vec<usize>> {
        let column = |at: usize| rows.iter().filter_map(move |r| r.cells.get(at)).map(|c| c.text.as_str());
        let natural = |at: usize| column(at).chain([headings[at].as_str()]).map(str::width).max().unwrap_or(0);
        let least = |at: usize| match prose.contains(&at) {
            true => natural(at).min(NARROWEST_PROSE),
            false => column(at).map(str::width).max().unwrap_or(0).max(longest_word(&headings[at])),
        };
        let least: Vec<usize> = (0..headings.len()).map(least).collect();
        let mut widths: Vec<usize> = (0..headings.len()).map(natural).collect();
        let room = self.columns.saturating_sub(GAP * headings.len().saturating_sub(1));
        while widths.iter().sum::<usize>() > room {
            let can_give = (0..widths.len()).filter(|at| widths[*at] > least[*at]);
            let gives = can_give.max_by_key(|at| (!prose.contains(at), widths[*at] - least[*at]))?;
            widths[gives] -= 1;
        }
        Some(widths)
    }

    fn columns_table(&mut self, headings: &[String], widths: &[usize], rows: &[Row]) {
        let wrapped: Vec<Vec<String>> = headings.iter().zip(widths).map(|(h, w)| wrap(h, *w)).collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..height {
            // Headings stand at the bottom of their lines, next to what they head.
            let part = |lines: &Vec<String>| (at + lines.len()).checked_sub(height).map(|i| lines[i].clone());
            let cells: Vec<Cell> = wrapped.iter().map(|lines| bold(part(lines).unwrap_or_default())).collect();
            self.columns_row(&cells, widths);
        }
        for row in rows {
            self.columns_row(&row.cells, widths);
            self.notes(&row.notes);
        }
    }

    fn columns_row(&mut self, cells: &[Cell], widths: &[usize]) {
        let wrapped: Vec<Vec<String>> = cells.iter().zip(widths).map(|(c, w)| wrap(&c.text, *w)).collect();
        for at in 0..wrapped.iter().map(Vec::len).max().unwrap_or(0) {
            let mut line = String::new();
            let mut pending = 0;
            for ((lines, cell), width) in wrapped.iter().zip(cells).zip(widths) {
                let text = lines.get(at).map_or("", String::as_str);
                if !text.is_empty() {
                    line.extend(std::iter::repeat_n(' ', pending));
                    line.push_str(&self.styled(text, cell.weight));
                    pending = 0;
                }
                pending += width.saturating_sub(text.width()) + GAP;
            }
            self.line(&line, Weight::Plain);
        }
    }

    /// A table of figures below its first column. Where it is too wide, the columns that do not fit follow as a table of
    /// their own.
    pub(crate) fn parted_table(&mut self, headings: &[String], rows: &[Row]) {
        let mut from = 1;
        while from < headings.len() {
            let fits = |until: &usize| {
                let (headings, rows) = part(headings, rows, from..*until);
                self.widths(&headings, &[0], &rows).is_some()
            };
            let until = (from + 1..=headings.len()).rev().find(fits).unwrap_or(from + 1);
            if from > 1 {
                self.blank();
            }
            let (headings, rows) = part(headings, rows, from..until);
            self.table(&headings, &[0], &rows);
            from = until;
        }
    }

    fn stacked_table(&mut self, headings: &[String], rows: &[Row]) {
        if let Some(first) = headings.first() {
            self.paragraph(first, 0, Weight::Bold);
        }
        for row in rows {
            let Some((first, others)) = row.cells.split_first() else {
                continue;
            };
            self.paragraph(&first.text, 0, first.weight);
            for (heading, cell) in headings.iter().skip(1).zip(others).filter(|(_, c)| !c.text.is_empty()) {
                self.paragraph(&format!("  {heading}: {}", cell.text), 4, Weight::Plain);
            }
            self.notes(&row.notes);
        }
    }

    fn notes(&mut self, notes: &[String]) {
        for note in notes {
            self.paragraph(&format!("  {note}"), 4, Weight::Dim);
        }
    }
}

/// The first column of a table and some of the others.
fn part(headings: &[String], rows: &[Row], columns: Range<usize>) -> (Vec<String>, Vec<Row>) {
    let first = headings.first().into_iter().cloned();
    let headings = first.chain(headings[columns.clone()].iter().cloned());
    let row = |row: &Row| {
        let cells = row.cells.get(columns.clone()).unwrap_or_default().iter();
        Row {
            cells: row.cells.first().into_iter().chain(cells).cloned().collect(),
            notes: row.notes.clone(),
        }
    };
    (headings.collect(), rows.iter().map(row).collect())
}

/// How wide a table is whose headings wrap and whose cells do not.
pub(crate) fn unwrapped_width(headings: &[String], rows: &[Row]) -> usize {
    let widest = |at: usize| {
        let cells = rows.iter().filter_map(|r| r.cells.get(at)).map(|c| c.text.width());
        cells.max().unwrap_or(0).max(longest_word(&headings[at]))
    };
    (0..headings.len()).map(widest).sum::<usize>() + GAP * headings.len().saturating_sub(1)
}

/// An item on one line if it fits, else broken at its spaces.
fn item_lines(item: &str, width: usize) -> Vec<String> {
    if item.width() <= width {
        vec![item.to_owned()]
    } else {
        wrap(item, width)
    }
}

/// One line without characters that steer a terminal; spaces kept.
fn printable(text: &str) -> String {
    escape::tied(text)
}

fn longest_word(text: &str) -> usize {
    text.split(' ').map(str::width).max().unwrap_or(0)
}

/// Breaks text at spaces into lines no wider than `width`; a longer word is cut.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        for (at, part) in cut(word, width).into_iter().enumerate() {
            let wide = part.width();
            let glue = usize::from(at == 0 && used > 0);
            if used > 0 && (used + glue + wide > width || at > 0) {
                lines.push(String::new());
                used = 0;
            } else if glue > 0 {
                lines.last_mut().expect("there is always a line").push(' ');
                used += 1;
            }
            lines.last_mut().expect("there is always a line").push_str(&part);
            used += wide;
        }
    }
    lines
}

/// A word in pieces no wider than `width`.
fn cut(word: &str, width: usize) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut used = 0;
    for c in word.chars() {
        let wide = c.width().unwrap_or(0);
        if used + wide > width && used > 0 {
            parts.push(String::new());
            used = 0;
        }
        parts.last_mut().expect("there is always a part").push(c);
        used += wide;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_wrap_and_long_words_are_cut() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefghij xy", 4), ["abcd", "efgh", "ij", "xy"]);
        assert_eq!(wrap("", 4), [""]);
        assert_eq!(wrap("力 協力 原因", 4), ["力", "協力", "原因"]);
    }

    #[test]
    fn a_table_that_does_not_fit_becomes_a_list() {
        let mut screen = Screen::new(20, false);
        let headings = ["what".to_owned(), "how much".to_owned()];
        let row = Row {
            cells: vec![cell("a policy"), cell("a cell of no\u{A0}less\u{A0}than\u{A0}thirty")],
            notes: vec![],
        };
        screen.table(&headings, &[0], &[row]);
        insta::assert_snapshot!(screen.finish(), @r"
        what
        a policy
          how much: a cell
            of
            no less than thi
            rty
        ");
    }
}
