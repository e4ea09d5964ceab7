//! Carries a study out: the runs of its experiment become findings, tables and files.
//!
//! Comes in: a [`study::Study`], [`Options`], and what the caller opened for it ([`Session`]). Goes out: [`Executed`], whose
//! [`findings::Findings`] are everything that a report shows, and the writers of `results/` and `fitted/`. It knows no chart and
//! no terminal.
//!
//! ```
//! use report::{Options, Session};
//! use source::{Diagnostics, Sources};
//! use std::{path::Path, sync::atomic::AtomicBool};
//!
//! let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
//! let study = study::load(Path::new("../study/tests/studies/tank"), &mut sources, &mut diagnostics)?;
//! let study = study.expect("nothing is wrong with the tank");
//! let stop = AtomicBool::new(false);
//! let done = report::execute(&study, &Options::default(), Session::new(&stop))?;
//! assert_eq!(done.findings.sample.accepted, 50);
//! assert_eq!(done.findings.claims[0].share, Some(1.0));
//! # Ok::<(), report::ReportError>(())
//! ```

pub mod acceptance;
mod error;
mod execute;
mod fitted;
pub mod loops;
mod named_runs;
mod options;
mod score;
mod side_samples;
mod summary;
mod write;

pub use error::ReportError;
pub use execute::{Executed, Session, execute, fit};
pub use fitted::{FittedSample, FittedScenarios};
pub use options::{Keep, Options};
pub use score::{score, write_score};
pub use side_samples::SideSamples;
pub use write::{ParquetTables, TrajectoryFiles, manifest, write, write_fit, write_prediction};
