//! Files that should be text.

use crate::{Files, LoadError};
use source::Diagnostic;
use std::path::Path;

/// The bytes of a file that should be text.
pub(crate) fn text_of(files: &dyn Files, path: &Path, limit: u64) -> Result<Vec<u8>, LoadError> {
    let bytes = read(files, path, limit)?;
    // At the general limit `parse::decode` speaks, with a diagnostic; a loader's own limit is lower.
    if bytes.len() as u64 > limit && limit < parse::limits::FILE_BYTES as u64 {
        let path = path.to_path_buf();
        return Err(LoadError::TooLarge { path, limit });
    }
    Ok(bytes)
}

/// The bytes of any file, and one more than `limit` when there are more.
///
/// # Errors
/// If it cannot be read, as a [`LoadError`] that names it.
pub fn read(files: &dyn Files, path: &Path, limit: u64) -> Result<Vec<u8>, LoadError> {
    files.read(path, limit).map_err(|e| LoadError::reading(path, e))
}

/// A diagnostic about a file that is not text names the file: it cannot point into it.
pub(crate) fn about_file(path: &Path, mut diagnostic: Diagnostic) -> Diagnostic {
    diagnostic.message = format!("`{}`: {}", path.display(), diagnostic.message);
    diagnostic
}
