//! The inputs of an ensemble: a column a name, a row a run.

use crate::InputError;
use analysis::{Dimension, Draw, LatinHypercube, Sampler};
use std::ops::Range;

/// Inputs by name, each `[run]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    pub(crate) columns: Vec<(String, Vec<f64>)>,
}

impl Columns {
    /// No inputs and no runs.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a column, `[run]`. All columns must have the same length; a name is one that [`crate::Inputs::set`] takes.
    pub fn with(mut self, name: impl Into<String>, values: impl Into<Vec<f64>>) -> Self {
        self.columns.push((name.into(), values.into()));
        self
    }

    /// Columns from a matrix, `[run, input]` in row order.
    ///
    /// # Errors
    /// If the matrix has not a whole number of rows.
    pub fn from_matrix<S: Into<String>>(
        names: impl IntoIterator<Item = S>,
        matrix: &[f64],
    ) -> Result<Self, InputError> {
        let names: Vec<String> = names.into_iter().map(Into::into).collect();
        let width = names.len().max(1);
        if !matrix.len().is_multiple_of(width) {
            return Err(InputError::WrongShape {
                name: "the matrix".into(),
                of: "values",
                expected: matrix.len().next_multiple_of(width),
                found: matrix.len(),
            });
        }
        let column = |at: usize| matrix.iter().skip(at).step_by(width).copied().collect();
        let columns = names.into_iter().enumerate();
        Ok(Columns {
            columns: columns.map(|(at, name)| (name, column(at))).collect(),
        })
    }

    /// How many runs there are.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |(_, values)| values.len())
    }

    /// The names in the order in which they were added.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|(name, _)| name.as_str())
    }

    /// `[run]`: the column of that name, as it was added.
    pub fn get(&self, name: &str) -> Option<&[f64]> {
        let found = self.columns.iter().find(|(known, _)| known == name);
        found.map(|(_, values)| values.as_slice())
    }
}

/// Ranges from which inputs are drawn.
#[derive(Clone)]
pub struct Sample {
    sampler: &'static dyn Sampler,
    draw: Draw,
    ranges: Vec<Dimension>,
}

impl Sample {
    /// A Latin hypercube: each range is cut into `count` strata of equal probability, and each is hit once.
    pub fn latin_hypercube(count: usize, seed: u64) -> Self {
        Sample::by(&LatinHypercube, count, seed)
    }

    /// As [`Sample::latin_hypercube`], by any sampler.
    pub fn by(sampler: &'static dyn Sampler, count: usize, seed: u64) -> Self {
        Sample {
            sampler,
            draw: Draw { count, seed },
            ranges: Vec::new(),
        }
    }

    /// Draws an input from a range, every value as likely as any other.
    pub fn range(mut self, name: impl Into<String>, range: Range<f64>) -> Self {
        self.ranges.push(Dimension::range(name, range.start, range.end));
        self
    }

    /// Draws the sample. The values of an input depend on its name, not on its place.
    ///
    /// # Errors
    /// If a range is none, two have one name, or there are too many values.
    pub fn draw(&self) -> Result<Columns, InputError> {
        let drawn = self.sampler.sample(&self.ranges, self.draw)?;
        let names = self.ranges.iter().map(|range| range.name.clone());
        Ok(Columns {
            columns: names.zip(drawn.columns).collect(),
        })
    }
}
