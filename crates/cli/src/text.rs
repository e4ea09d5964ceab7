//! Numbers and tables as a person reads them.

use std::fmt::Write;

/// A number with up to six significant digits: `180`, `75.374`, `1.5e-7`.
pub fn rounded(value: f64) -> String {
    if value.is_nan() {
        return "nan".into();
    }
    if !value.is_finite() || value == 0.0 {
        return format!("{value}");
    }
    let scientific = format!("{value:.5e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-5..15).contains(&exponent) {
        let decimals = (5 - exponent).max(0) as usize;
        return trimmed(&format!("{value:.decimals$}"));
    }
    format!("{}e{exponent}", trimmed(digits))
}

/// Without zeros at the end of a fraction.
fn trimmed(text: &str) -> String {
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').into(),
        false => text.into(),
    }
}

/// Columns of text; numbers stand to the right, the first columns to the left if they hold names.
#[derive(Clone, Debug)]
pub struct Columns {
    /// Headings, one a column.
    pub headings: Vec<String>,
    /// One row of cells after another.
    pub rows: Vec<Vec<String>>,
    /// How many columns, from the first, hold names.
    pub names: usize,
}

impl Columns {
    /// How wide the lines are.
    pub fn width(&self) -> usize {
        self.widths().iter().map(|wide| wide + 2).sum::<usize>().saturating_sub(2)
    }

    fn all_rows(&self) -> impl Iterator<Item = &Vec<String>> {
        std::iter::once(&self.headings).chain(&self.rows)
    }

    fn widths(&self) -> Vec<usize> {
        let of_column = |column: usize| {
            let cells = self.all_rows().filter_map(|row| row.get(column));
            cells.map(|cell| width(cell)).max().unwrap_or(0)
        };
        (0..self.headings.len()).map(of_column).collect()
    }

    /// The lines, headings first, columns two blanks apart.
    pub fn lines(&self) -> String {
        let widths = self.widths();
        let mut text = String::new();
        for row in self.all_rows() {
            let mut line = String::new();
            for (column, (cell, wide)) in row.iter().zip(&widths).enumerate() {
                let pad = " ".repeat(wide - width(cell));
                let gap = if column == 0 { "" } else { "  " };
                let _ = match column < self.names {
                    true => write!(line, "{gap}{cell}{pad}"),
                    false => write!(line, "{gap}{pad}{cell}"),
                };
            }
            text += line.trim_end();
            text.push('\n');
        }
        text
    }
}

/// How many columns of a terminal a text takes; wide letters are not told apart.
pub fn width(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_significant_digits() {
        for (value, text) in [
            (0.0, "0"),
            (180.0, "180"),
            (75.374_000_7, "75.374"),
            (-0.012_345_678, "-0.0123457"),
            (1.5e-7, "1.5e-7"),
            (281_000.4, "281000"),
            (123_456_789.0, "123456789"),
            (1e15, "1e15"),
            (999_999.96, "1000000"),
            (f64::INFINITY, "inf"),
            (f64::NAN, "nan"),
        ] {
            assert_eq!(rounded(value), text);
        }
    }

    #[test]
    fn columns_line_up() {
        let columns = Columns {
            headings: vec!["variable".into(), "error".into()],
            rows: vec![vec!["Población".into(), "0.5".into()], vec!["x".into(), "12.25".into()]],
            names: 1,
        };
        insta::assert_snapshot!(columns.lines(), @"
        variable   error
        Población    0.5
        x          12.25
        ");
    }
}
