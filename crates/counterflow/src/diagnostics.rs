//! What is wrong with a user's text, as data and as text.

use source::{Diagnostic, JsonDiagnostic, Severity, Sources};
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

    /// These, and then the others. Both must be about the same model or study.
    pub fn and(mut self, others: &Diagnostics) -> Diagnostics {
        others.list.iter().for_each(|more| self.list.push(more.clone()));
        self
    }

    /// How many there are of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|d| d.severity == severity).count()
    }

    /// How many errors there are, those that are not listed among them.
    pub fn errors(&self) -> usize {
        self.list.errors()
    }

    /// How many are not listed, because there were too many.
    pub fn dropped(&self) -> usize {
        self.list.dropped()
    }

    /// Those of a severity or worse, as the command line shows them, with `color` for a terminal.
    pub fn render(&self, from: Severity, color: bool) -> String {
        let shown = self.iter().filter(|d| d.severity >= from);
        let mut text = source::render(shown, &self.sources, color);
        if self.dropped() > 0 {
            text += &format!("and {} more diagnostics\n", self.dropped());
        }
        text
    }

    /// All of them with the lines and columns that they point to, as data that serialises.
    pub fn to_json(&self) -> Vec<JsonDiagnostic> {
        source::to_json(self.iter(), &self.sources)
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
