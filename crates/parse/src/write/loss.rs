//! What a conversion loses, as findings.

use source::{Diagnostic, Diagnostics, Span};
use std::collections::HashSet;

/// Losses so far; the same one is named once for each subject.
#[derive(Default)]
pub(super) struct Losses {
    /// As findings.
    pub diagnostics: Diagnostics,
    named: HashSet<(&'static str, String)>,
}

impl Losses {
    /// Something that the file written cannot say.
    pub fn name(&mut self, id: &'static str, span: Span, message: String) {
        if self.named.insert((id, message.clone())) {
            self.diagnostics.push(Diagnostic::warning(id, span, message));
        }
    }

    /// Something that the file written says in another way, with the same numbers.
    pub fn note(&mut self, id: &'static str, span: Span, message: String) {
        if self.named.insert((id, message.clone())) {
            self.diagnostics.push(Diagnostic::advice(id, span, message));
        }
    }
}
