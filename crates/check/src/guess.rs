//! What an author may have meant by a name that nothing has.

use source::{Diagnostic, nearest};

/// The nearest of some names; very short names are near to too many.
pub(crate) fn similar<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    (name.chars().count() > 2).then(|| nearest(name, known))?
}

/// Adds the nearest of some names as a hint.
pub(crate) fn with_guess<'a>(
    diagnostic: Diagnostic,
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    match similar(name, known) {
        Some(guess) => diagnostic.hint(format!("a similar name is `{guess}`")),
        None => diagnostic,
    }
}
