//! Vensim's own files: runs and datasets, `.vdf` and `.vdfx`.
//!
//! Nobody has published the format. What follows was learned from files beside their tables; a place at which a file is not so is
//! refused, or its series are left out with a reason. All numbers are little-endian; a word has four bytes.
//!
//! # Header
//! Bytes 0–2 are `7F F7 17`, byte 3 is `R` for a run, `S` for one of many (a sensitivity run), `A` for a dataset; a text follows. A
//! `.vdf` has the word `0x012C0065` at byte 0x50, a `.vdfx` the words 0x65 and 0x16C at 0x58. Places in the file have a word in the
//! one and two words in the other; values are of single and of double precision.
//!
//! | | `.vdf` | `.vdfx` |
//! |---|---|---|
//! | last value of each place (a run) | 0x58 | 0x64 |
//! | end of the last values | 0x5C | 0x6C |
//! | table of places | 0x60 | 0x74 |
//! | times of imported series | 0x74 | 0x98 |
//! | times that were saved | 0x78 | 0x9C |
//! | first section | 0xA4 | 0x140 |
//!
//! # Sections
//! A section begins with any word, then the mark `A1 37 4C BF`, then twice how many words it has, counted from the word before the
//! mark; the next begins where it ends. A run has: command, records, names, shapes, groups, dimensions, references; a dataset:
//! records, names, shapes, groups. Behind the records stands a word for each of them, behind the references a byte for each place (its
//! class), then its last value.
//!
//! # Names
//! A name is called by its word in the section of names. Its length, with the blanks that fill it up, stands before it: two bytes, or
//! four in datasets of the newer container.
//!
//! # Records
//! One for each name, from word 44 (68 in a `.vdfx`) of their section, of 16 (22) words; word 33 (57) says how many. A record is
//! called by its word. Its fields, by word: 0 the name; 4 the shape (5 for none, 0 for what has no values); 6 the family, for
//! dimensions and elements, else the least value allowed; 9 (10) the place; 11 (15) the record of the times, of imported series; 15 (21)
//! the class. The class' low byte: 08 stock, 0B imported, 0F times, 11 auxiliary, 17 constant, 1A table of points (its place is the
//! number of a table), 83 element, 84 dimension; 87 to FF are units, macros, groups, functions and what was deleted. The bytes of the
//! places in a run repeat the class, and each place has one owner: so a wrong name cannot go unnoticed.
//!
//! # Shapes and dimensions
//! A shape, called by its word: the next shape, the size, eight sizes and eight distances of dimensions, eight records of dimensions,
//! how many there are. In a `.vdfx` a shape has 43 words where a `.vdf` has 27: two of the three lists have two words for a number.
//! No such file with arrays has been seen, so a shape is read in the one way in which size, sizes, distances and records go together.
//! The family of a dimension is a word in the section of dimensions: its record, how many elements, how many words more, the records
//! of the elements, which are those of another dimension where it is a part of that.
//!
//! # Values
//! The table of places has for each the byte of a block or the value itself, in as many bytes as a value. A place in a dataset is
//! always a block, and a zero ends the table. A block has two bytes that count its values, one bit a time that says which times have
//! one, and the values. In a run a time without one keeps the value before it; in a dataset it has none. The times are the block of
//! the first place, of whose record the class is 0F. Imported series in a run
//! have times that the file does not hold, unless their record names such times: they are left out.
//!
//! −2¹¹⁰ stands for a value that is missing, `:NA:`.

mod blocks;
mod budget;
mod bytes;
mod found;
mod header;
mod layout;
mod names;
mod owners;
mod places;
mod reading;
mod records;
mod sections;
mod shapes;
mod times;
mod values;

pub use found::{Series, Unread};
pub use header::Kind;
pub use values::Vdf;

use std::path::Path;

/// Files of Vensim's own format of at most this many bytes are read.
pub const VDF_BYTES: u64 = 128 << 20;

/// Whether a path ends as Vensim's own files do.
pub fn is_vdf(path: &Path) -> bool {
    let ending = path.extension().and_then(|e| e.to_str());
    ending.is_some_and(|e| e.eq_ignore_ascii_case("vdf") || e.eq_ignore_ascii_case("vdfx"))
}

/// Why a file cannot be read, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("byte {at}: {why}")]
pub struct Broken {
    /// The byte, from 0.
    pub at: usize,
    /// What is wrong there.
    pub why: String,
}

impl Broken {
    fn new(at: usize, why: String) -> Broken {
        Broken { at, why }
    }
}
