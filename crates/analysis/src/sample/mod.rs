//! Points in the space of what nobody knows.

mod latin_hypercube;
pub(crate) mod stream;

pub use latin_hypercube::LatinHypercube;

/// One thing that differs between futures.
#[derive(Clone, Debug, PartialEq)]
pub enum Dimension {
    /// A number between two bounds, every value as likely as any other.
    Range {
        /// Its name, which also picks its random numbers.
        name: String,
        /// The smallest value, in its own unit.
        low: f64,
        /// The largest.
        high: f64,
    },
    /// One of several choices, each with the same weight.
    Choice {
        /// Its name, which also picks its random numbers.
        name: String,
        /// How many choices there are.
        count: u32,
    },
}

impl Dimension {
    /// A number between two bounds.
    pub fn range(name: impl Into<String>, low: f64, high: f64) -> Self {
        let name = name.into();
        Dimension::Range { name, low, high }
    }

    /// One of `count` choices.
    pub fn choice(name: impl Into<String>, count: u32) -> Self {
        let name = name.into();
        Dimension::Choice { name, count }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Dimension::Range { name, .. } | Dimension::Choice { name, .. } => name,
        }
    }
}

/// Drawn points: one column a dimension, one entry a future.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// How many futures.
    pub count: usize,
    /// In the order of the dimensions.
    pub columns: Vec<SampledColumn>,
}

/// The values of one dimension, one a future.
#[derive(Clone, Debug, PartialEq)]
pub enum SampledColumn {
    /// Of a range.
    Values(Vec<f64>),
    /// Of a choice: indices from 0.
    Choices(Vec<u32>),
}

impl SampledColumn {
    /// The values of a range.
    pub fn values(&self) -> Option<&[f64]> {
        match self {
            SampledColumn::Values(values) => Some(values),
            SampledColumn::Choices(_) => None,
        }
    }

    /// The indices of a choice.
    pub fn choices(&self) -> Option<&[u32]> {
        match self {
            SampledColumn::Choices(choices) => Some(choices),
            SampledColumn::Values(_) => None,
        }
    }
}

/// A sample cannot be drawn.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SampleError {
    /// Two dimensions of one name would get the same random numbers.
    #[error("two dimensions are called `{name}`")]
    SameName {
        /// The name.
        name: String,
    },
    /// The bounds are no range.
    #[error("`{name}` cannot be drawn from {low}..{high}")]
    NoRange {
        /// The dimension.
        name: String,
        /// The lower bound.
        low: f64,
        /// The upper bound.
        high: f64,
    },
    /// There is nothing to choose from.
    #[error("`{name}` has no choices")]
    NoChoice {
        /// The dimension.
        name: String,
    },
    /// The sample would not fit into memory.
    #[error("{count} futures of {dimensions} dimensions are more than {limit} values")]
    TooLarge {
        /// How many futures.
        count: usize,
        /// How many dimensions.
        dimensions: usize,
        /// The largest product of the two.
        limit: usize,
    },
}
