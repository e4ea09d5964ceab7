//! Calibration: the points of a box at which a loss is smallest, how sure they are, and what weighs how much.
//!
//! It sees no engine. A [`Simulator`] gets many points a call, so that an engine that runs experiments side by side is kept busy:
//! all starts of the search, all simplexes of the polish and all points of all profiles go forward together.
//!
//! The search is differential evolution with the memory of what succeeded, SHADE (Tanabe and Fukunaga 2013), from several
//! starts; each start's best is polished by the method of Nelder and Mead (1965) with the coefficients of Gao and Han (2012).

mod bounds;
mod evolution;
mod minimise;
mod profile;
mod search;
mod settings;
mod simplex;
mod simulator;
mod squares;
mod weigh;

#[cfg(test)]
mod tests;

pub use bounds::Bounds;
pub use minimise::{Minimum, minimise};
pub use profile::{Profile, ProfilePoint, Profiles};
pub use settings::Calibrate;
pub use simulator::Simulator;
pub use squares::{LeastSquares, Refitted, Residuals, estimate_correlations};
pub use weigh::{correlations, effective_number, importance};
