//! Counterflow as a library: open a model of stocks and flows, run it once or ten thousand times, carry out a study.
//!
//! Names are the user's own, with blanks; looking them up ignores case, blanks and underscores. Nothing here prints, exits or holds
//! global state, and everything is [`Send`]: models of different dialects may run on different threads at once.
//!
//! # A single run
//!
//! ```
//! use counterflow::{Inputs, Loader};
//!
//! let model = Loader::new().open("../../tests/models/teacup/teacup.mdl")?;
//! let run = model.run(&Inputs::new().set("room temperature", 20.0))?;
//! assert_eq!(run["teacup temperature"].first(), Some(&180.0));
//! assert_eq!(run.times().last(), Some(&30.0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # An ensemble
//!
//! ```
//! use counterflow::{Loader, Reduce, Sample};
//!
//! let model = Loader::new().open("../../tests/models/teacup/teacup.mdl")?;
//! let inputs = Sample::latin_hypercube(10_000, 7)
//!     .range("room temperature", 15.0..25.0)
//!     .range("characteristic time", 5.0..20.0)
//!     .draw()?;
//! let outcomes = model.ensemble(&inputs).outcome("teacup temperature", Reduce::Final).run()?;
//! let temperature = outcomes.column("teacup temperature")?;
//! assert_eq!((temperature.len(), outcomes.failed().len()), (10_000, 0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A study
//!
//! ```
//! use counterflow::{Loader, StudyOptions};
//!
//! let study = Loader::new().study("../study/tests/studies/tank")?;
//! let done = study.carry_out(&StudyOptions::default())?;
//! assert_eq!(done.findings().claims[0].share, Some(1.0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![warn(missing_docs)]

mod acceptance;
mod cancel;
mod cells;
mod changes;
mod columns;
mod convert;
mod diagnostics;
mod embed;
mod ensemble;
mod error;
mod fit;
mod initial;
mod inputs;
mod loader;
mod model;
mod outcomes;
mod reduce;
mod run;
mod study;

pub use ::run::{Simd, SimdError};
pub use ::study::{Futures, Overrides};
pub use acceptance::Acceptance;
pub use cancel::Cancel;
pub use columns::{Columns, Sample};
pub use convert::Converted;
pub use diagnostics::Diagnostics;
pub use ensemble::Ensemble;
pub use error::{InputError, LoadError, RunError, ScoreError, StudyError};
pub use experiment::{ExperimentError, NoProgress, Progress};
pub use findings::{Findings, StatementScore};
pub use fit::Fit;
pub use inputs::{Inputs, Method};
pub use load::WORKBOOK_READER;
pub use load::{Disk, FileKind, FileRead, Files, LoadError as FileError, Memory};
pub use loader::{Dialect, Loader};
pub use model::{Clock, Kind, Model, Variable};
pub use outcomes::{Failed, Outcomes};
pub use program::Program;
pub use reduce::Reduce;
pub use report::acceptance::TestFinding;
pub use report::loops::Loops;
pub use report::{Keep, Options as StudyOptions};
pub use results::{Column, Folder, Table};
pub use run::{Run, Status};
pub use source::{Diagnostic, JsonDiagnostic, Severity, nearest, printable};
pub use study::{Done, Edition, Study, Workplace};
pub use view::Language;
