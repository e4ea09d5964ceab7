//! A value together with where a file says it.

use source::Span;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where. For a text, the words between the quotes, where these hold no escapes.
    pub span: Span,
}
