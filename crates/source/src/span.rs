//! A range of bytes in one source text.

use serde::Serialize;

/// The number of a text within [`crate::Sources`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct SourceId(pub u32);

/// A half-open range of bytes `start..end` in the text `source`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Span {
    /// Which text.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range `start..end` of `source`.
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span {
            source,
            start: clamp(start),
            end: clamp(end.max(start)),
        }
    }

    /// The text as a whole, for what is missing in it or holds for all of it.
    pub fn whole(source: SourceId) -> Self {
        Span::new(source, 0, 0)
    }

    /// Whether it stands for the text as a whole.
    pub fn is_whole(self) -> bool {
        self.end == 0
    }

    /// The smallest span that holds both; `self` where they lie in different texts.
    pub fn to(self, other: Span) -> Span {
        if other.source != self.source {
            return self;
        }
        Span {
            source: self.source,
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The bytes as a range for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}
