//! The text files of a study's folder.

use crate::StudyError;
use load::Files;
use source::{Diagnostic, Diagnostics};
use std::path::Path;

/// The largest `study.toml` or `evidence.toml` that is read, in bytes.
const LARGEST_FILE: u64 = 16 << 20;

/// A text file of the study, or a diagnostic when it is no text.
pub(crate) fn text_of(
    files: &dyn Files,
    path: &Path,
    diagnostics: &mut Diagnostics,
) -> Result<Option<String>, StudyError> {
    let name = path.display();
    let bytes = files.read(path, LARGEST_FILE).map_err(|e| StudyError::reading(path, e))?;
    if bytes.len() as u64 > LARGEST_FILE {
        let message = format!("`{name}` has more than the {} MiB that are read", LARGEST_FILE >> 20);
        diagnostics.push(Diagnostic::whole("file-too-large", message));
        return Ok(None);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text)),
        Err(e) => {
            let at = e.utf8_error().valid_up_to();
            let message = format!("`{name}` is not UTF-8 text (byte {at})");
            diagnostics.push(Diagnostic::whole("not-a-text-file", message).hint("save it as UTF-8"));
            Ok(None)
        }
    }
}
