//! Whether what was said about a text lies in it.

use source::{Diagnostics, Span};

/// The texts in which spans must lie, on borders of characters, by their numbers.
#[derive(Clone, Copy)]
pub struct Text<'a>(pub &'a [&'a str]);

impl Text<'_> {
    /// A span lies in the text.
    pub fn holds(self, span: Span) {
        let text = self.0[span.source.0 as usize];
        assert!(
            text.get(span.range()).is_some(),
            "{span:?} in a text of {} bytes",
            text.len()
        );
    }

    /// Every label of every diagnostic lies in the text.
    pub fn holds_labels(self, diagnostics: &Diagnostics) {
        for diagnostic in diagnostics.iter() {
            let labels = diagnostic.primary.iter().chain(&diagnostic.secondary);
            labels.for_each(|label| self.holds(label.span));
        }
    }
}
