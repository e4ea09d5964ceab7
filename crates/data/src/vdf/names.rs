//! Names by the word at which they stand.

use super::Broken;
use super::budget::Budget;
use super::bytes::Bytes;
use super::sections::Section;

/// Names of at most this many bytes are read.
const NAME_BYTES: usize = 4096;

/// The names of a file.
pub(super) struct Names<'a> {
    pub bytes: Bytes<'a>,
    section: Section,
    pub budget: Budget,
}

impl<'a> Names<'a> {
    pub fn new(bytes: Bytes<'a>, section: Section) -> Self {
        // Elements are read again for each part of their dimension, everything else once.
        let budget = Budget::new((1 << 20) + 16 * 4 * section.words);
        Names { bytes, section, budget }
    }

    /// The name at a word. Its length stands before it, in two bytes or, in newer files, in four.
    pub fn at(&self, word: usize) -> Result<String, Broken> {
        let at = self.section.at(word)?;
        if word < 7 {
            return Err(Broken::new(at, "no name stands in the head of the names".into()));
        }
        let length = match self.bytes.u16(at - 2)? {
            0 => self.bytes.word(at - 4)?,
            length => usize::from(length),
        };
        let room = self.section.end() - at;
        if length == 0 || length > room.min(NAME_BYTES) {
            return Err(Broken::new(at, format!("a name of {length} bytes")));
        }
        self.budget.take(at, length)?;
        let bytes = self.bytes.slice(at, length)?;
        let text = bytes.split(|b| *b == 0).next().unwrap_or_default();
        if text.is_empty() {
            return Err(Broken::new(at, "an empty name".into()));
        }
        Ok(text_of(text))
    }
}

/// UTF-8, or else Latin-1.
fn text_of(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => bytes.iter().map(|b| char::from(*b)).collect(),
    }
}
