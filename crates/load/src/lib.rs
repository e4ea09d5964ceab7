//! A path, or texts in memory, to a checked model: the one place that knows which files a model is made of.
//!
//! Comes in: the path of a model, and a [`Loader`] that says by which rules it is read and where it may look. Goes out: a
//! [`Loaded`] model with its diagnostics and the list of every file that was read. An `Err` is about the world (no such file, not
//! allowed); what is wrong with the model's text is a diagnostic. It compiles nothing and holds no state between two loads.
//!
//! ```
//! use load::{Loader, Memory};
//! use source::Sources;
//!
//! let files = Memory::new()
//!     .with("model.mdl", "x = GET DIRECT CONSTANTS('x.csv', ',', 'B1') ~~| INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~|")
//!     .with("x.csv", "x,4");
//! let loaded = Loader::reading(files).open("model.mdl".as_ref(), &mut Sources::new())?;
//! assert!(loaded.model.is_some());
//! assert_eq!(loaded.read.len(), 2);
//! # Ok::<(), load::LoadError>(())
//! ```

mod access;
mod changes;
mod error;
mod files;
mod include;
mod loader;
mod observed;
mod record;
mod saved;
mod tables;
mod text;
mod within;

pub use data::external::READER as WORKBOOK_READER;
pub use error::LoadError;
pub use files::{Disk, Files, Memory};
pub use loader::{Loaded, Loader};
pub use observed::{Observed, data_file};
pub use record::{FileKind, FileRead};
pub use text::read;
pub use within::WithinFolder;
