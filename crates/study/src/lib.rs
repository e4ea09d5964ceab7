//! A study: what is uncertain, what could be done, what is judged, what is claimed, and on what evidence.
//!
//! Comes in: a folder with `study.toml`, `evidence.toml`, a model and data. Goes out: [`findings::Findings`], everything that a report
//! shows, as plain data. It knows no chart and no terminal.
//!
//! ```
//! use source::{Diagnostics, Sources};
//! use std::{path::Path, sync::atomic::AtomicBool};
//! use study::{NoProgress, Options};
//!
//! let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
//! let study = study::load(Path::new("tests/studies/tank"), &mut sources, &mut diagnostics)?;
//! let study = study.expect("the tank has no finding");
//! let done = study::execute(&study, &Options::default(), &NoProgress, &AtomicBool::new(false))?;
//! assert_eq!(done.findings.sample.accepted, 50);
//! assert_eq!(done.findings.claims[0].share, Some(1.0));
//! # Ok::<(), study::StudyError>(())
//! ```

pub mod acceptance;
mod claim;
pub mod document;
mod error;
pub mod evidence;
mod execute;
mod experiment;
mod file;
pub mod fit;
mod history;
mod load;
pub mod loops;
mod options;
mod outcome;
mod settings;
mod study;
mod summary;
mod translation;
mod wording;

pub use claim::{Pair, Predicate};
pub use error::StudyError;
pub use execute::{
    Asides, Ensemble, Executed, Failed, NoProgress, Progress, execute, finished, write, write_statement,
};
pub use experiment::Drawn;
pub use file::Placed;
pub use history::{Comparison, Condition, History, Observation, Record, Rivals, Test};
pub use load::{StudyTexts, load, load_texts};
pub use options::{Futures, Keep, Options};
pub use outcome::{Measure, Reduce};
pub use study::{
    Alternative, Calendar, ChartPlan, Choice, Claim, Cost, Fail, Lever, NamedLoop, Outcome, Plan, Policy, PolicyStep,
    Quantity, Set, Setting, Statement, Study, Uncertainty, Window,
};
pub use translation::{LANGUAGES, Translation};
