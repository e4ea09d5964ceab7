//! Where what is wrong with a study's files is collected.

use super::placed::Placed;
use source::{Diagnostic, Diagnostics, Span, nearest};
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

    /// Adds an error about a name that is none of those known, with the one that was probably meant.
    pub fn no_such(&self, id: &'static str, name: &Placed<String>, message: impl Into<String>, known: &[&str]) {
        let finding = Diagnostic::error(id, name.span, message);
        self.push(near(finding, &name.value, known));
    }

    /// The position of a name among those known; an error where it is none of them.
    pub fn position(&self, id: &'static str, what: &str, name: &Placed<String>, known: &[&str]) -> Option<usize> {
        let found = known.iter().position(|k| *k == name.value);
        if found.is_none() {
            self.no_such(id, name, format!("no {what} is called `{}`", name.value), known);
        }
        found
    }

    /// All findings.
    pub fn into_inner(self) -> Diagnostics {
        self.0.into_inner()
    }
}

/// The longest list of names that is shown where none of them is near.
const MOST_LISTED: usize = 8;

/// Adds the name that was probably meant, or else the names that there are.
pub(crate) fn near(finding: Diagnostic, name: &str, known: &[&str]) -> Diagnostic {
    match nearest(name, known.iter().copied()) {
        Some(near) => finding.hint(format!("did you mean `{near}`?")),
        None if (1..=MOST_LISTED).contains(&known.len()) => finding.hint(format!("one of {}", listed(known))),
        None => finding,
    }
}

/// Names in back-quotes, with commas.
pub(crate) fn listed<S: AsRef<str>>(names: &[S]) -> String {
    let quoted: Vec<String> = names.iter().map(|n| format!("`{}`", n.as_ref())).collect();
    quoted.join(", ")
}
