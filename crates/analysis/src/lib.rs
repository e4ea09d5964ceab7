//! Sampling, and what a sample of runs says.
//!
//! Comes in: ranges to draw from, or numbers by future. Goes out: samples (of any [`Sampler`]), quantiles, shares with their
//! error, what an outcome depends on most ([`drivers`]), regret, thresholds, scores against history, and the points at which
//! a model is nearest to what was observed ([`calibrate`]). It sees no engine, no study and no file: whoever calls it runs the
//! futures.
//!
//! ```
//! use analysis::{Dimension, Draw, LatinHypercube, Sampler, quantile};
//!
//! let dimensions = [Dimension::range("birth rate", 0.02, 0.06), Dimension::range("lifetime", 60.0, 80.0)];
//! let sample = LatinHypercube.sample(&dimensions, Draw { count: 100, seed: 20250808 })?;
//! let mut rates = sample.columns[0].clone();
//! rates.sort_by(f64::total_cmp);
//! assert!((quantile(&rates, 0.5) - 0.04).abs() < 0.04 / 100.0);
//! # Ok::<(), analysis::SampleError>(())
//! ```

pub mod calibrate;
mod drivers;
mod line;
mod quantile;
mod regret;
mod sample;
mod score;
mod share;
mod threshold;

pub use drivers::{Driver, Group, Input, InputValues, drivers};
pub use line::straight_line;
pub use quantile::{quantile, quantiles};
pub use regret::{Better, regret};
pub use sample::{Dimension, Draw, LatinHypercube, SAMPLERS, Sample, SampleError, Sampler, sampler};
pub use score::{Inequality, covered, crps, crps_of_quantiles, inequality, mean_absolute_relative_error};
pub use share::{Share, WeightedShare};
pub use threshold::{beyond, crossing};
