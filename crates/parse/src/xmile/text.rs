//! Text out of an XML file: entities resolved, comments left out, and still every character knows where it stands.

use source::{SourceId, Span};
use std::ops::Range;

/// What stands between two tags, or between the quotes of an attribute.
#[derive(Clone, Debug, Default)]
pub(super) struct Text {
    /// The characters that are meant.
    pub text: String,
    pieces: Vec<Piece>,
    source: SourceId,
    /// Where the text would stand if there were any.
    at: u32,
}

/// A part of the text that stands in one place of the file.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Where it begins in the text.
    start: u32,
    /// Where it begins in the file.
    place: u32,
    /// How long it is in the file; as long as in the text unless it is an entity.
    length: u32,
    /// Whether it stands in the file as it stands in the text.
    verbatim: bool,
}

impl Text {
    /// No text yet, to stand at `at`.
    pub fn empty(source: SourceId, at: usize) -> Self {
        Text {
            source,
            at: at as u32,
            ..Text::default()
        }
    }

    /// Adds characters that stand at `place` as they are. Blanks before everything else are left out.
    pub fn push(&mut self, characters: &str, place: usize) {
        let length = characters.len();
        if self.text.is_empty() && characters.trim().is_empty() {
            return;
        }
        self.push_piece(characters, place, length, true);
    }

    /// Adds the character that an entity of `length` bytes at `place` stands for.
    pub fn push_entity(&mut self, character: char, place: usize, length: usize) {
        let mut buffer = [0; 4];
        self.push_piece(character.encode_utf8(&mut buffer), place, length, false);
    }

    fn push_piece(&mut self, characters: &str, place: usize, length: usize, verbatim: bool) {
        self.pieces.push(Piece {
            start: self.text.len() as u32,
            place: place as u32,
            length: length as u32,
            verbatim,
        });
        self.text.push_str(characters);
    }

    /// The text without blanks around it.
    pub fn trimmed(&self) -> &str {
        self.text.trim()
    }

    /// Whether nothing but blanks stands there.
    pub fn is_blank(&self) -> bool {
        self.trimmed().is_empty()
    }

    /// Where a part of the text stands.
    pub fn span(&self, part: Range<usize>) -> Span {
        let start = self.place_of(part.start);
        let end = if part.end > part.start {
            self.place_behind(part.end - 1)
        } else {
            start
        };
        Span::new(self.source, start, end)
    }

    /// Where the text stands, without blanks around it.
    pub fn whole(&self) -> Span {
        let start = self.text.len() - self.text.trim_start().len();
        self.span(start..(start + self.trimmed().len()))
    }

    /// Where the character at a byte of the text begins; behind the last one for its end.
    fn place_of(&self, byte: usize) -> usize {
        match self.piece(byte) {
            None => self.at as usize,
            Some(piece) if byte >= self.text.len() => (piece.place + piece.length) as usize,
            Some(piece) if piece.verbatim => piece.place as usize + byte - piece.start as usize,
            Some(piece) => piece.place as usize,
        }
    }

    /// Where the file goes on behind the byte.
    fn place_behind(&self, byte: usize) -> usize {
        match self.piece(byte) {
            None => self.at as usize,
            Some(piece) if piece.verbatim => piece.place as usize + byte + 1 - piece.start as usize,
            Some(piece) => (piece.place + piece.length) as usize,
        }
    }

    fn piece(&self, byte: usize) -> Option<&Piece> {
        let behind = self.pieces.partition_point(|piece| piece.start as usize <= byte);
        self.pieces.get(behind.checked_sub(1)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_knows_its_place_around_entities_and_comments() {
        let file = "<eqn>a &lt; <!-- no -->b</eqn>";
        let mut text = Text::empty(SourceId(0), 5);
        text.push("a ", 5);
        text.push_entity('<', 7, 4);
        text.push(" ", 11);
        text.push("b", 23);
        assert_eq!(text.text, "a < b");
        assert_eq!(&file[text.span(0..3).range()], "a &lt;");
        assert_eq!(&file[text.span(2..3).range()], "&lt;");
        assert_eq!(&file[text.span(4..5).range()], "b");
        assert_eq!(&file[text.whole().range()], "a &lt; <!-- no -->b");
        assert_eq!(text.span(5..5).start, 24);
        assert_eq!(Text::empty(SourceId(0), 9).whole().start, 9);
    }
}
