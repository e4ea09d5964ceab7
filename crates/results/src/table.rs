//! A table: one row a point in time, one column a cell of a variable.

use std::path::Path;

/// Numbers over time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The heading of the times.
    pub time_name: String,
    /// The times, one a row.
    pub times: Vec<f64>,
    /// The variables' cells.
    pub columns: Vec<Column>,
    /// Variables that the file has and this table has not, each with the reason.
    pub left_out: Vec<String>,
}

/// One variable's cell over time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// The cell's name: `x` or `x[A1,B2]`.
    pub name: String,
    /// One value a row.
    pub values: Vec<f64>,
    /// The rows, ascending, for which a file gave no value; their `values` are NaN.
    pub empty: Vec<usize>,
}

/// How a table is written as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Commas between cells, quotes as RFC 4180 has them.
    Csv,
    /// Tabs between cells.
    Tab,
}

/// Which way a table lies in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// One row a point in time; the first column holds the times.
    #[default]
    Wide,
    /// One row a variable; the first row holds the times.
    Transposed,
}

impl Table {
    /// A table whose times are called `Time`.
    pub fn new(times: Vec<f64>, columns: Vec<Column>) -> Self {
        Table {
            time_name: "Time".into(),
            times,
            columns,
            left_out: Vec::new(),
        }
    }

    /// The column whose name means the same, see [`crate::fold`].
    pub fn column(&self, name: &str) -> Option<&Column> {
        let wanted = crate::fold(name);
        self.columns.iter().find(|c| crate::fold(&c.name) == wanted)
    }
}

impl Column {
    /// A column with a value in every row.
    pub fn new(name: impl Into<String>, values: Vec<f64>) -> Self {
        Column {
            name: name.into(),
            values,
            empty: Vec::new(),
        }
    }

    /// The value in a row; `None` where a file gave none.
    pub fn value(&self, row: usize) -> Option<f64> {
        let empty = self.empty.binary_search(&row).is_ok();
        self.values.get(row).copied().filter(|_| !empty)
    }
}

impl Format {
    /// The format that a file's ending names: `.csv`, `.tab`, `.tsv`.
    pub fn of(path: &Path) -> Option<Format> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "csv" => Some(Format::Csv),
            "tab" | "tsv" => Some(Format::Tab),
            _ => None,
        }
    }

    /// The separator of two cells.
    pub(crate) fn delimiter(self) -> u8 {
        match self {
            Format::Csv => b',',
            Format::Tab => b'\t',
        }
    }
}
