//! What is wrong, as data: an id, a sentence, the culprit's span, evidence and hints.

use crate::Span;
use serde::Serialize;

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; never stops a run.
    Advice,
    /// Probably not what was meant; never stops a run.
    Warning,
    /// Nothing sensible can be run.
    Error,
}

/// A span with a few words beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there; may be empty.
    pub text: String,
}

/// One diagnostic about a user's text.
///
/// The message is one terse sentence in lower case, without a full stop, with the user's own names in back-quotes;
/// it says what was found and what was expected. Hints can be typed as they stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// A stable kebab-case id, such as `unknown-name`.
    pub id: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The sentence.
    pub message: String,
    /// The culprit; `None` when the diagnostic is about a whole file.
    pub primary: Option<Label>,
    /// Evidence elsewhere.
    pub secondary: Vec<Label>,
    /// What to type instead.
    pub hints: Vec<String>,
}

impl Diagnostic {
    /// An error at `span`.
    pub fn error(id: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, id, Some(span), message.into())
    }

    /// A warning at `span`.
    pub fn warning(id: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, id, Some(span), message.into())
    }

    /// A piece of advice at `span`.
    pub fn advice(id: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Advice, id, Some(span), message.into())
    }

    /// An error that no text has: the file is none, or there is none. What has a text is at [`Span::whole`] of it.
    pub fn whole(id: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, id, None, message.into())
    }

    fn new(severity: Severity, id: &'static str, span: Option<Span>, message: String) -> Self {
        let primary = span.map(|span| Label {
            span,
            text: String::new(),
        });
        Diagnostic {
            id,
            severity,
            message,
            primary,
            secondary: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// Says a few words at the culprit itself.
    pub fn label(mut self, text: impl Into<String>) -> Self {
        if let Some(primary) = &mut self.primary {
            primary.text = text.into();
        }
        self
    }

    /// Points at evidence elsewhere.
    pub fn see(mut self, span: Span, text: impl Into<String>) -> Self {
        self.secondary.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// Adds a hint that can be typed.
    pub fn hint(mut self, text: impl Into<String>) -> Self {
        self.hints.push(text.into());
        self
    }
}

/// All diagnostics about one piece of work, in the order they were found.
///
/// Keeps at most [`Diagnostics::LIMIT`]; the rest are counted.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    errors: usize,
    dropped: usize,
}

impl Diagnostics {
    /// How many diagnostics are kept; a broken file must not fill the memory.
    pub const LIMIT: usize = 1000;

    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.errors += usize::from(diagnostic.severity == Severity::Error);
        if self.list.len() < Self::LIMIT {
            self.list.push(diagnostic);
        } else {
            self.dropped += 1;
        }
    }

    /// Whether anything stops a run.
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// How many errors there are, kept or not.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// How many diagnostics were counted but not kept.
    pub fn dropped(&self) -> usize {
        self.dropped
    }

    /// The diagnostics kept.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Rewrites hints: each becomes what `rewrite` gives for it, if it gives something.
    pub fn rewrite_hints(&mut self, rewrite: impl Fn(&str) -> Option<String>) {
        for hint in self.list.iter_mut().flat_map(|d| &mut d.hints) {
            if let Some(other) = rewrite(hint) {
                *hint = other;
            }
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many are kept.
    pub fn len(&self) -> usize {
        self.list.len()
    }
}
