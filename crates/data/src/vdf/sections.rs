//! The chain of sections: each says how many words it has, and the next begins where it ends.

use super::Broken;
use super::bytes::Bytes;
use super::header::{Header, Kind, Width};
use super::layout::Layout;
use std::ops::Range;

/// The second word of every section.
const MARK: u32 = 0xbf4c_37a1;

/// A section, with the word before its mark, from which the words in it are counted.
#[derive(Clone, Copy)]
pub(super) struct Section {
    pub start: usize,
    /// How many words.
    pub words: usize,
}

impl Section {
    fn read(bytes: Bytes, start: usize, what: &str) -> Result<Section, Broken> {
        if bytes.u32(start + 4)? != MARK {
            return Err(Broken::new(
                start + 4,
                format!("the section of {what} should begin here"),
            ));
        }
        let section = Section {
            start,
            words: bytes.word(start + 8)?,
        };
        if bytes.word(start + 12)? != section.words || section.words < 5 {
            let why = format!("the section of {what} states its length twice, and differently");
            return Err(Broken::new(start + 8, why));
        }
        bytes.slice(start, section.words.saturating_mul(4))?;
        Ok(section)
    }

    pub fn end(&self) -> usize {
        self.start + 4 * self.words
    }

    /// Where a word of it stands; an error if it has fewer.
    pub fn at(&self, word: usize) -> Result<usize, Broken> {
        if word < self.words {
            Ok(self.start + 4 * word)
        } else {
            let why = format!("word {word} is asked for in a section of {}", self.words);
            Err(Broken::new(self.start, why))
        }
    }
}

/// The sections of a file that say how to read it.
pub(super) struct Sections {
    pub records: Section,
    /// How many records.
    pub count: usize,
    pub names: Section,
    pub shapes: Section,
    /// The elements of dimensions; a dataset has no such section.
    pub dimensions: Option<Section>,
    /// Where the class of each place stands, one byte each; empty for a dataset.
    pub classes: Range<usize>,
}

/// Reads one section after another.
struct Chain<'a> {
    bytes: Bytes<'a>,
    at: usize,
}

impl Chain<'_> {
    fn next(&mut self, what: &str) -> Result<Section, Broken> {
        let section = Section::read(self.bytes, self.at, what)?;
        self.at = section.end();
        Ok(section)
    }
}

impl Sections {
    pub fn read(bytes: Bytes, header: &Header) -> Result<Sections, Broken> {
        let at = header.sections;
        let mut chain = Chain { bytes, at };
        if header.kind == Kind::Run {
            chain.next("the command")?;
        }
        let records = chain.next("records")?;
        let count = record_count(bytes, &records, header.width)?;
        chain.at = slots(bytes, chain.at, count, header.width)?;
        let names = chain.next("names")?;
        let shapes = chain.next("shapes")?;
        let mut sections = Sections {
            records,
            count,
            names,
            shapes,
            dimensions: None,
            classes: 0..0,
        };
        chain.next("groups")?;
        if header.kind == Kind::Run {
            sections.dimensions = Some(chain.next("dimensions")?);
            chain.next("references")?;
            sections.classes = classes(header, chain.at)?;
        }
        Ok(sections)
    }
}

/// Behind the records a word for each says again where it is. Goes out: the byte behind these words.
fn slots(bytes: Bytes, start: usize, count: usize, width: Width) -> Result<usize, Broken> {
    let layout = Layout::of(width);
    bytes.slice(start, count.saturating_mul(4))?;
    for at in (start..start + 4 * count).step_by(4) {
        let slot = bytes.word(at)?;
        let words = slot.checked_sub(layout.first).filter(|words| words % layout.words == 0);
        if words.is_none_or(|words| words / layout.words >= count) {
            return Err(Broken::new(at, format!("{slot} is not the word of a record")));
        }
    }
    Ok(start + 4 * count)
}

/// The records fill their section, or are followed by words in reserve; its head counts them.
fn record_count(bytes: Bytes, records: &Section, width: Width) -> Result<usize, Broken> {
    let layout = Layout::of(width);
    let at = records.at(layout.count)?;
    let count = bytes.word(at)?;
    if layout.first.saturating_add(layout.words.saturating_mul(count)) > records.words {
        let why = format!("{count} records are announced in a section of {} words", records.words);
        return Err(Broken::new(at, why));
    }
    Ok(count)
}

/// One byte for each of the last values, and right before them.
fn classes(header: &Header, start: usize) -> Result<Range<usize>, Broken> {
    let count = header.finals.checked_sub(start);
    let bytes = count.and_then(|count| count.checked_mul(header.width.value_bytes()));
    match bytes.and_then(|bytes| header.finals.checked_add(bytes)) {
        Some(end) if end == header.finals_end => Ok(start..header.finals),
        _ => {
            let why = format!(
                "the last values should stand from byte {} to {}",
                header.finals, header.finals_end
            );
            Err(Broken::new(start, why))
        }
    }
}
