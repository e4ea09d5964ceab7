//! How long a search goes on, and with how many points.

/// How a minimum is searched for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calibrate {
    /// The same seed gives the same search, in every version and on every machine.
    pub seed: u64,
    /// How many populations search on their own.
    pub starts: usize,
    /// How many points a population has.
    pub population: usize,
    /// The most generations of a population.
    pub generations: usize,
    /// The difference of two losses that does not matter.
    pub tolerance: f64,
}

impl Calibrate {
    /// Settings for so many parameters: 4 starts of 32 points, which fill two blocks of 64 lanes, more from 8 parameters on.
    pub fn of(parameters: usize, seed: u64) -> Self {
        Calibrate {
            seed,
            starts: 4,
            population: (4 * parameters).clamp(32, 128),
            generations: (40 + 20 * parameters).min(400),
            tolerance: 1e-3,
        }
    }
}
