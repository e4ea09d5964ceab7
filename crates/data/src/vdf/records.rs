//! Records: one for every name of a model, whatever it names.

use super::Broken;
use super::bytes::Bytes;
use super::layout::Layout;
use super::sections::Section;

/// What a record is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Times.
    Time,
    /// A variable whose values the run has computed; the byte that its places repeat.
    Variable(u8),
    /// A variable whose values were imported; the byte that its places repeat.
    Imported(u8),
    /// A dimension.
    Dimension,
    /// An element of a dimension.
    Element,
    /// A unit, a function, a group, a table, a name that is no more used.
    Other,
}

impl Class {
    fn of(byte: u8) -> Class {
        match byte {
            0x0f => Class::Time,
            0x05 | 0x06 | 0x0b | 0x0c => Class::Imported(byte),
            0x84 => Class::Dimension,
            0x83 => Class::Element,
            // Its place is a number of a table of points, not one of a series.
            0x00 | 0x1a | 0x80.. => Class::Other,
            _ => Class::Variable(byte),
        }
    }
}

/// A record, as far as it is understood.
#[derive(Clone, Copy)]
pub(super) struct Record {
    /// The byte at which it stands.
    pub at: usize,
    /// The word of its section at which it stands: what other sections call it by.
    pub slot: usize,
    /// The word at which its name stands.
    pub name: usize,
    /// The word at which its shape stands; 0 for what has none.
    pub shape: usize,
    /// For a dimension and its elements: the word at which the dimension's elements are listed.
    pub family: usize,
    /// The first of its places; for an element, its number.
    pub place: usize,
    /// The slot of the record of its times; 0 where it has none of its own.
    pub times: usize,
    pub class: Class,
}

/// The records of a file.
pub(super) struct Records<'a> {
    pub bytes: Bytes<'a>,
    pub section: Section,
    pub count: usize,
    pub layout: Layout,
}

impl Records<'_> {
    pub fn all(&self) -> Result<Vec<Record>, Broken> {
        (0..self.count).map(|number| self.read(number)).collect()
    }

    fn read(&self, number: usize) -> Result<Record, Broken> {
        let slot = self.layout.first + self.layout.words * number;
        let word = |field: usize| self.bytes.word(self.section.at(slot + field)?);
        Ok(Record {
            at: self.section.at(slot)?,
            slot,
            name: word(0)?,
            shape: word(4)?,
            family: word(6)?,
            place: word(self.layout.place)?,
            times: word(self.layout.times)?,
            class: Class::of(word(self.layout.class)? as u8),
        })
    }

    /// The number of the record that a slot calls.
    pub fn number_of(&self, slot: usize) -> Option<usize> {
        let words = slot.checked_sub(self.layout.first)?;
        let number = words / self.layout.words;
        (words % self.layout.words == 0 && number < self.count).then_some(number)
    }
}
