//! What every sampler is.

use super::dimension::{Dimension, Sample, SampleError, check};

/// How many points are drawn, and from which seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draw {
    /// How many points.
    pub count: usize,
    /// The same seed gives the same sample, in every version and on every machine.
    pub seed: u64,
}

/// A way to spread points over the space of some dimensions.
pub trait Sampler: Sync {
    /// Its name, in lower case, with hyphens.
    fn name(&self) -> &'static str;

    /// The points in the unit cube: a column for each of `names`, with `draw.count` places in `0..1` each.
    fn unit_cube(&self, names: &[&str], draw: Draw) -> Vec<Vec<f64>>;

    /// The points in the dimensions' own units.
    fn sample(&self, dimensions: &[Dimension], draw: Draw) -> Result<Sample, SampleError> {
        check(dimensions, draw.count)?;
        let names: Vec<&str> = dimensions.iter().map(|d| d.name.as_str()).collect();
        let mut columns = self.unit_cube(&names, draw);
        for (dimension, column) in dimensions.iter().zip(&mut columns) {
            column.iter_mut().for_each(|place| *place = dimension.value(*place));
        }
        let count = draw.count;
        Ok(Sample { count, columns })
    }
}
