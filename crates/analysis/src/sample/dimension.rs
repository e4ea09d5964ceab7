//! What is sampled: named ranges, and the points drawn from them.

use std::collections::HashSet;

/// The most values (points times dimensions) that a sample may have.
const LIMIT: usize = 1 << 28;

/// A number that differs between futures: every value between its bounds is as likely as any other.
#[derive(Clone, Debug, PartialEq)]
pub struct Dimension {
    /// Its name, which a sampler may use to pick its random numbers.
    pub name: String,
    /// The smallest value, in its own unit.
    pub low: f64,
    /// The largest.
    pub high: f64,
}

impl Dimension {
    /// A number between two bounds.
    pub fn range(name: impl Into<String>, low: f64, high: f64) -> Self {
        let name = name.into();
        Dimension { name, low, high }
    }

    /// A place in `0..1` on the way from the smallest to the largest value.
    pub(super) fn value(&self, place: f64) -> f64 {
        // The sum may round beyond the upper bound.
        (self.low + (self.high - self.low) * place).min(self.high)
    }

    fn check(&self) -> Result<(), SampleError> {
        let (name, low, high) = (self.name.clone(), self.low, self.high);
        let is_range = low <= high && (high - low).is_finite();
        is_range.then_some(()).ok_or(SampleError::NoRange { name, low, high })
    }
}

/// Drawn points: a matrix of one column a dimension, one row a point.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// How many points.
    pub count: usize,
    /// In the order of the dimensions.
    pub columns: Vec<Vec<f64>>,
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
    /// The bounds are not a range.
    #[error("`{name}` cannot be drawn from {low}..{high}")]
    NoRange {
        /// The dimension.
        name: String,
        /// The lower bound.
        low: f64,
        /// The upper bound.
        high: f64,
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

/// Whether `count` points can be drawn from these dimensions.
pub(super) fn check(dimensions: &[Dimension], count: usize) -> Result<(), SampleError> {
    if count.saturating_mul(dimensions.len()) > LIMIT {
        return Err(SampleError::TooLarge {
            count,
            dimensions: dimensions.len(),
            limit: LIMIT,
        });
    }
    dimensions.iter().try_for_each(Dimension::check)?;
    distinct(dimensions)
}

fn distinct(dimensions: &[Dimension]) -> Result<(), SampleError> {
    let mut names = HashSet::new();
    let again = dimensions.iter().find(|d| !names.insert(&d.name));
    let same = |d: &Dimension| SampleError::SameName { name: d.name.clone() };
    again.map_or(Ok(()), |d| Err(same(d)))
}
