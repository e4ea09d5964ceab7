//! A study as its files say it: what is uncertain, what could be done, what is judged, what is claimed, and on what evidence.
//!
//! Comes in: a folder with `study.toml`, `evidence.toml`, a model and data. Goes out: a [`Study`], which holds the plan of an
//! experiment, and everything that is wrong with the files. It makes no run.
//!
//! ```
//! use source::{Diagnostics, Sources};
//! use std::path::Path;
//!
//! let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
//! let study = study::load(Path::new("tests/studies/tank"), &mut sources, &mut diagnostics)?;
//! let study = study.expect("nothing is wrong with the tank");
//! assert_eq!(study.plan.policies.len(), 3);
//! # Ok::<(), study::StudyError>(())
//! ```

pub mod acceptance;
mod claim;
mod described;
pub mod document;
mod error;
pub mod evidence;
mod file;
mod load;
mod named_model;
mod observed;
mod overrides;
pub mod records;
mod sections;
mod sentence;
mod study;
mod texts;
mod translate;
mod translation;
mod wording;

pub use claim::{Comparison, Pair, Predicate, relative_change};
pub use error::StudyError;
pub use file::Placed;
pub use load::{load, load_with};
pub use named_model::ModelText;
pub use observed::read_records;
pub use overrides::{Futures, Overrides};
pub use sentence::{Mark, Sentence, fill};
pub use study::{Claim, NamedLoop, NamedRun, NamedRuns, Study, Sweep};
pub use translation::{LANGUAGES, Translation};
