//! Vensim's changes files (`.cin`): new values for constants and lookups.

use crate::text::{about_file, text_of};
use crate::{LoadError, Loader};
use parse::Change;
use source::{Diagnostic, Diagnostics, Sources};
use std::path::Path;

/// Vensim's other control files hold no new values.
fn other_control(path: &Path) -> Option<Diagnostic> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    let (what, hint) = match ending.as_str() {
        "vsc" => (
            "says what a sensitivity run draws",
            "in a study, `[uncertainties.\"name\"]` in `study.toml` says it, and `counterflow study` draws",
        ),
        "vpd" => (
            "says what an optimisation aims at",
            "in a study, `study.toml` says what was observed, and `counterflow fit` fits it",
        ),
        "lst" => ("lists what a run saves", "`--variables` keeps these"),
        _ => return None,
    };
    let message = format!("`{}` {what}, and holds no new values", path.display());
    Some(Diagnostic::whole("change-refused", message).hint(hint))
}

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
        if let Some(diagnostic) = other_control(path) {
            diagnostics.push(diagnostic);
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
