//! The table of places: for each the block of its values, or its one value.

use super::Broken;
use super::blocks::{Block, Blocks};
use super::bytes::Bytes;
use super::header::{Header, Kind};
use super::sections::Sections;

/// What stands at a place.
pub(super) enum Content {
    /// One value for all times.
    Constant(f64),
    /// A block at a byte.
    Block(Block),
}

/// The places of a file.
#[derive(Clone, Copy)]
pub(super) struct Places<'a> {
    bytes: Bytes<'a>,
    blocks: Blocks<'a>,
    header: &'a Header,
    /// How many there are.
    pub count: usize,
}

impl<'a> Places<'a> {
    pub fn read(blocks: Blocks<'a>, header: &'a Header, sections: &Sections) -> Result<Places<'a>, Broken> {
        let bytes = blocks.bytes;
        let count = match header.kind {
            Kind::Run => sections.classes.len(),
            Kind::Dataset => count_of_dataset(bytes, header)?,
        };
        bytes.slice(header.places, count.saturating_mul(header.width.value_bytes()))?;
        Ok(Places {
            bytes,
            blocks,
            header,
            count,
        })
    }

    fn bits(&self, place: usize) -> Result<u64, Broken> {
        let at = self.header.places + place.saturating_mul(self.header.width.value_bytes());
        match place < self.count {
            true => self.header.width.bits(self.bytes, at),
            false => Err(Broken::new(self.header.places, format!("there is no place {place}"))),
        }
    }

    /// The byte of a place's block, if it has one.
    pub fn block_at(&self, place: usize) -> Result<Option<usize>, Broken> {
        let first = self.header.places + self.count * self.header.width.value_bytes();
        let at = usize::try_from(self.bits(place)?).ok();
        Ok(at.filter(|at| (first..self.bytes.0.len()).contains(at)))
    }

    /// What stands at a place, whose block is for so many times; else why that cannot be told.
    pub fn content(&self, place: usize, times: usize) -> Result<Content, String> {
        let block = match self.block_at(place).map_err(|e| e.to_string())? {
            Some(at) => Block::read(self.blocks, at, times).map(Content::Block),
            None => Err(Broken::new(self.header.places, "no block of values".into())),
        };
        match (block, self.header.kind) {
            (Ok(block), _) => Ok(block),
            (Err(e), Kind::Dataset) => Err(e.to_string()),
            (Err(e), Kind::Run) => self.constant(place).map_err(|why| match self.block_at(place) {
                Ok(Some(_)) => e.to_string(),
                _ => why.into(),
            }),
        }
    }

    /// A value in the table itself, which then is the last value too.
    fn constant(&self, place: usize) -> Result<Content, &'static str> {
        let width = self.header.width;
        let last = self.header.finals + place * width.value_bytes();
        let (Ok(value), Ok(last)) = (self.bits(place), width.bits(self.bytes, last)) else {
            return Err("it has no value");
        };
        match value {
            _ if value == last => Ok(Content::Constant(width.number(value))),
            0 if width.number(last) == 0.0 => Ok(Content::Constant(0.0)),
            0 => Err("the run did not save its values"),
            _ => Err("its value and its last value differ"),
        }
    }
}

/// A zero ends the table, and the first block begins behind it. A zero before that is a series without values.
fn count_of_dataset(bytes: Bytes, header: &Header) -> Result<usize, Broken> {
    let step = header.width.value_bytes();
    let (mut at, mut first) = (header.places, bytes.0.len());
    while at.saturating_add(step) <= first {
        let block = header.width.place(bytes, at)?;
        if block != 0 && block < at.saturating_add(step) {
            return Err(Broken::new(
                at,
                format!("a block at byte {block}, before the table of places ends"),
            ));
        }
        first = if block == 0 { first } else { first.min(block) };
        at += step;
    }
    let count = (at - header.places) / step;
    count.checked_sub(1).ok_or_else(|| Broken::new(header.places, "a table without places".into()))
}
