//! Where what is wrong with a study's files is collected.

use source::{Diagnostic, Diagnostics, Span};
use std::cell::RefCell;

/// Where readers say what is wrong. Shared, so that tables within tables can be read side by side.
#[derive(Default)]
pub(crate) struct Report(RefCell<Diagnostics>);

impl Report {
    /// Begins with what has been found before.
    pub fn new(found: Diagnostics) -> Self {
        Report(RefCell::new(found))
    }

    /// Adds a finding.
    pub fn push(&self, finding: Diagnostic) {
        self.0.borrow_mut().push(finding);
    }

    /// Adds an error at a place.
    pub fn error(&self, id: &'static str, at: Span, message: impl Into<String>) {
        self.push(Diagnostic::error(id, at, message));
    }

    /// Adds an error at a place, with a hint that can be typed.
    pub fn advise(&self, id: &'static str, at: Span, message: impl Into<String>, hint: impl Into<String>) {
        self.push(Diagnostic::error(id, at, message).hint(hint));
    }

    /// All findings.
    pub fn into_inner(self) -> Diagnostics {
        self.0.into_inner()
    }
}
