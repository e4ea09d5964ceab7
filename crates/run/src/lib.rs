//! [`program::Program`] to numbers: single runs and ensembles.
//!
//! Comes in: a program and values for its parameters. Goes out: a [`Trajectory`], or the values of every run of an ensemble to
//! a [`program::Sink`]. Results have the same bits whatever the number of threads and the width of the blocks. A run that
//! breaks down is a result, with a status that says when and where.

mod ensemble;
mod error;
mod failure;
mod integrate;
mod lanes;
mod single;

pub use ensemble::{Experiments, Options, Summary, ensemble};
pub use error::{MEMORY_LIMIT, RunError, STEP_LIMIT};
pub use lanes::Simd;
pub use single::{Trajectory, simulate};
