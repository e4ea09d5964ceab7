//! Calibration: the points of a box at which a loss is smallest, how sure they are, and what weighs how much.
//!
//! It sees no engine. A [`Simulator`] gets many points a call, so that an engine that runs experiments side by side is kept busy:
//! all starts of the search, all simplexes of the polish and all points of all profiles go forward together.
//!
//! The search is differential evolution with the memory of what succeeded, SHADE (Tanabe and Fukunaga 2013), from several
//! starts; each start's best is polished by the method of Nelder and Mead (1965) with the coefficients of Gao and Han (2012).

mod bounds;
mod evolution;
mod profile;
mod search;
mod simplex;
mod squares;
mod weigh;

#[cfg(test)]
mod tests;

pub use bounds::Bounds;
pub use profile::{Profile, ProfilePoint, Profiles};
pub use squares::{LeastSquares, Refitted, Residuals, estimate_correlations};
pub use weigh::{correlations, effective_number, importance};

use crate::sample::stream::Stream;
use evolution::Evolution;
use search::together;
use simplex::Simplex;

/// Says how far points are from what was observed.
pub trait Simulator {
    /// Why it cannot.
    type Error;

    /// One loss a point, smaller is better; what is not a number counts as infinite. The same point must get the same loss,
    /// whatever else is asked with it.
    fn losses(&self, points: &[Vec<f64>]) -> Result<Vec<f64>, Self::Error>;
}

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

/// Where a loss is smallest.
#[derive(Clone, Debug, PartialEq)]
pub struct Minimum {
    /// The point, within the bounds.
    pub point: Vec<f64>,
    /// Its loss.
    pub loss: f64,
    /// What each start came to, in order: starts that differ suggest several minima.
    pub starts: Vec<(Vec<f64>, f64)>,
    /// How many points were evaluated.
    pub evaluations: usize,
}

/// Looks for the smallest loss within the bounds. `first` is among the points of the first start, so that the result is never
/// worse than it.
pub fn minimise<S: Simulator>(
    settings: &Calibrate,
    bounds: &Bounds,
    first: &[f64],
    simulator: &S,
) -> Result<Minimum, S::Error> {
    let mut populations: Vec<Evolution> = (0..settings.starts.max(1))
        .map(|start| {
            let stream = Stream::new(settings.seed, &format!("calibration, start {start}"));
            let known = (start == 0).then(|| bounds.unit(first));
            Evolution::new(settings, bounds.len(), stream, known)
        })
        .collect();
    let searched = together(&mut populations, bounds, simulator)?;
    let free: Vec<usize> = (0..bounds.len()).collect();
    let mut simplexes: Vec<Simplex> = populations
        .iter()
        .map(|p| Simplex::new(p.best().0.to_vec(), &free, settings.tolerance))
        .collect();
    let polished = together(&mut simplexes, bounds, simulator)?;
    let starts: Vec<(Vec<f64>, f64)> = simplexes
        .iter()
        .map(|s| (bounds.point(s.best().0), s.best().1))
        .collect();
    let best = starts.iter().min_by(|a, b| a.1.total_cmp(&b.1)).cloned();
    let (point, loss) = best.unwrap_or((first.to_vec(), f64::INFINITY));
    Ok(Minimum {
        point,
        loss,
        starts,
        evaluations: searched + polished,
    })
}
