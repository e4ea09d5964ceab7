//! [`program::Program`] to numbers: single runs and ensembles.
//!
//! Comes in: a program and values for its parameters. Goes out: a [`Trajectory`], or the values of every run of an ensemble to
//! a [`program::Sink`]. Results have the same bits whatever the number of threads and the width of the blocks. A run that
//! breaks down is a result, with a status that says when and where. Nothing here is global: each run is given its options.
//!
//! ```
//! # use source::{Diagnostics, SourceId};
//! let text = "s = INTEG(s / 2, start) ~~| start = 8 ~~|
//!     INITIAL TIME = 0 ~~| FINAL TIME = 2 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|";
//! # let mut diagnostics = Diagnostics::new();
//! # let parsed = parse::vensim(text, SourceId(0), &mut diagnostics);
//! # let model = check::check(&parsed, &mut diagnostics).ok_or("the model has errors")?;
//! let vary = model.find("start").into_iter().collect();
//! let program = program::build(&model, &program::Request { vary, ..Default::default() })?;
//!
//! let as_written = run::simulate(&program, &[])?;
//! assert_eq!(as_written.get("s"), Some(&[8.0, 12.0, 18.0][..]));
//! let from_four = run::simulate(&program, &[4.0])?;
//! assert_eq!(from_four.get("s"), Some(&[4.0, 6.0, 9.0][..]));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod ensemble;
mod error;
mod experiments;
mod failure;
mod integrate;
mod lanes;
mod options;
mod single;
mod worker_pool;

pub use ensemble::ensemble;
pub use error::{MEMORY_LIMIT, RunError, STEP_LIMIT};
pub use experiments::{Experiments, Summary, Supervision};
pub use lanes::{Simd, SimdError};
pub use options::Options;
pub use single::{Trajectory, simulate, simulate_with};
