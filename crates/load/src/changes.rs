//! Vensim's changes files (`.cin`): new values for constants and lookups.

use crate::text::{about_file, text_of};
use crate::{LoadError, Loader};
use parse::Change;
use source::{Diagnostics, Sources};
use std::path::Path;

impl Loader {
    /// The entries of a changes file. An empty file changes nothing.
    ///
    /// # Errors
    /// If the file cannot be read; an entry that is wrong is a diagnostic.
    pub fn changes(
        &self,
        path: &Path,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Result<Vec<Change>, LoadError> {
        let bytes = text_of(&*self.files, path, self.largest_model)?;
        if bytes.trim_ascii().is_empty() {
            return Ok(Vec::new());
        }
        match parse::decode(&bytes) {
            Ok(text) => {
                let source = sources.add(path.display().to_string(), text.as_str());
                Ok(parse::vensim_changes(&text, source, diagnostics))
            }
            Err(diagnostic) => {
                diagnostics.push(about_file(path, diagnostic));
                Ok(Vec::new())
            }
        }
    }
}
