//! What was observed.

use source::Span;

/// One series of observations.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Its name, as the files have it.
    pub name: String,
    /// The unit of its first point, as written; empty when it has none.
    pub unit: String,
    /// The observations, by the start of their period.
    pub points: Vec<Point>,
    /// Rows that are not observations of a period: listed, never plotted.
    pub notes: Vec<Note>,
}

/// One observation.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The period as written.
    pub period: String,
    /// Where the period begins, in years: 2023.5 is the first of July 2023.
    pub from: f64,
    /// Where it ends, in years.
    pub to: f64,
    /// The value, in `unit`.
    pub value: f64,
    /// The unit as written.
    pub unit: String,
    /// What the file says about it.
    pub note: String,
    /// Where it comes from.
    pub url: String,
    /// Whether the number was read at its source.
    pub read_in: ReadIn,
    /// The place of the value in the file.
    pub span: Span,
}

/// Where a number was read: at its source, or in how many copies.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum ReadIn {
    /// The file does not say.
    #[default]
    Unsaid,
    /// In the source itself, or in a file taken from it.
    Source,
    /// In two or more copies that agree (articles of the press, for instance).
    Copies,
    /// In one copy alone.
    Copy,
}

/// A row whose period or value is words: a range, an estimate without a definite year.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// The period as written.
    pub period: String,
    /// The value as written.
    pub value: String,
    /// The unit as written.
    pub unit: String,
    /// What the file says about it.
    pub note: String,
    /// Where it comes from.
    pub url: String,
    /// The place of the period in the file.
    pub when: Span,
    /// The place of the value in the file.
    pub span: Span,
}

impl Point {
    /// The middle of the period, in years.
    pub fn middle(&self) -> f64 {
        self.from + (self.to - self.from) / 2.0
    }
}
