//! Files that a model file names, handed in by whoever may open them: this crate opens none.

use source::SourceId;
use std::sync::Arc;

/// A file that a model file names.
#[derive(Clone, Debug)]
pub struct Included {
    /// The text that spans point into; a file that is asked for again has the same number again.
    pub source: SourceId,
    /// All of it.
    pub text: Arc<str>,
}

/// The files that a model file may name in `<include>` and `resource`.
pub trait Includes {
    /// The file `resource`, as the file `from` writes it.
    ///
    /// # Errors
    /// Why it cannot be had, for a person, with the places that were looked at.
    fn open(&mut self, resource: &str, from: SourceId) -> Result<Included, String>;
}

/// No files at all.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoIncludes;

impl Includes for NoIncludes {
    fn open(&mut self, _: &str, _: SourceId) -> Result<Included, String> {
        Err("other files are not read here".into())
    }
}
