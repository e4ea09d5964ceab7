//! What is wrong with a user's text, as data and as text.

use source::{Diagnostic, Severity, Sources};
use std::fmt;

/// Diagnostics with the texts that they point into.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    pub(crate) list: source::Diagnostics,
    pub(crate) sources: Sources,
}

impl Diagnostics {
    /// All of them, in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether anything stops a run.
    pub fn has_errors(&self) -> bool {
        self.list.has_errors()
    }

    /// Those of a severity or worse, as the command line shows them, with `color` for a terminal.
    pub fn render(&self, from: Severity, color: bool) -> String {
        let shown = self.iter().filter(|d| d.severity >= from);
        source::render(shown, &self.sources, color)
    }

    /// `path:line:column` of a diagnostic; empty where it has no place.
    pub fn place(&self, diagnostic: &Diagnostic) -> String {
        let primary = diagnostic.primary.as_ref();
        primary.map_or_else(String::new, |label| self.sources.place(label.span))
    }
}

/// The errors, rendered without colour.
impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.render(Severity::Error, false).trim_end())
    }
}
