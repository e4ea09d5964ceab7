//! Sampling, and what a sample of runs says.
//!
//! Comes in: ranges and choices to draw from, or numbers by future. Goes out: samples ([`LatinHypercube`]), quantiles, shares
//! with their error, what an outcome turns on ([`drivers`]), regret, thresholds, scores against history, and the points at which
//! a model is nearest to what was observed ([`calibrate`]). It sees no engine, no study and no file: whoever calls it runs the
//! futures.
//!
//! ```
//! use analysis::{Dimension, LatinHypercube, quantile};
//!
//! let dimensions = [Dimension::range("birth rate", 0.02, 0.06), Dimension::choice("mechanism", 3)];
//! let sample = LatinHypercube { count: 100, seed: 20250808 }.sample(&dimensions)?;
//! let mut rates = sample.columns[0].values().unwrap_or_default().to_vec();
//! rates.sort_by(f64::total_cmp);
//! assert!((quantile(&rates, 0.5) - 0.04).abs() < 0.04 / 100.0);
//! # Ok::<(), analysis::SampleError>(())
//! ```

pub mod calibrate;
mod drivers;
mod quantile;
mod regret;
mod sample;
mod score;
mod share;
mod threshold;

pub use drivers::{Driver, Group, Input, InputValues, drivers};
pub use quantile::{quantile, quantiles};
pub use regret::{Better, regret};
pub use sample::{Dimension, LatinHypercube, Sample, SampleError, SampledColumn};
pub use score::{Inequality, covered, crps, inequality, mean_absolute_relative_error};
pub use share::Share;
pub use threshold::{beyond, crossing};
