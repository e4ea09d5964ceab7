//! Blocks of values: how many are stored, at which times, and then the values.

use super::Broken;
use super::budget::Budget;
use super::bytes::Bytes;
use super::header::Width;

/// What blocks are read from.
#[derive(Clone, Copy)]
pub(super) struct Blocks<'a> {
    pub bytes: Bytes<'a>,
    pub width: Width,
    pub budget: &'a Budget,
}

/// A block that was checked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Block {
    at: usize,
    /// How many times there are.
    times: usize,
    /// How many of them have a value.
    stored: usize,
}

impl Block {
    /// The block at a place, for so many times: it counts its values, and one bit a time says which of them have one.
    pub fn read(from: Blocks, at: usize, times: usize) -> Result<Block, Broken> {
        let Blocks { bytes, width, budget } = from;
        budget.take(at, 2 + times.div_ceil(8))?;
        let stated = usize::from(bytes.u16(at)?);
        let bits = bytes.slice(at + 2, times.div_ceil(8))?;
        // Bits behind the last time may be set.
        let (whole, last) = (&bits[..times / 8], (times % 8) as u32);
        let ones = |byte: &u8| byte.count_ones() as usize;
        let rest = bits.get(times / 8).map_or(0, |byte| ones(&(byte & ((1u16 << last) - 1) as u8)));
        let stored = whole.iter().map(ones).sum::<usize>() + rest;
        // The count has two bytes, and there may be more times.
        if stored % 0x1_0000 != stated {
            let why = format!("a block of {stated} values for {times} times has {stored} bits set");
            return Err(Broken::new(at, why));
        }
        let block = Block { at, times, stored };
        let values = stored.saturating_mul(width.value_bytes());
        bytes.slice(block.values(), values)?;
        budget.take(at, values)?;
        Ok(block)
    }

    /// The block of a time base, which has a value for each of its times and says how many these are.
    pub fn of_times(from: Blocks, at: usize) -> Result<Block, Broken> {
        let times = usize::from(from.bytes.u16(at)?);
        Block::read(from, at, times)
    }

    fn values(&self) -> usize {
        self.at + 2 + self.times.div_ceil(8)
    }

    /// The value of each time, `None` where none is stored.
    pub fn decode(&self, bytes: Bytes, width: Width) -> Vec<Option<f64>> {
        let mut next = self.values();
        let value = |k: usize| {
            let bit = bytes.0[self.at + 2 + k / 8] >> (k % 8) & 1;
            (bit == 1).then(|| {
                let bits = width.bits(bytes, next).unwrap_or(0);
                next += width.value_bytes();
                width.number(bits)
            })
        };
        (0..self.times).map(value).collect()
    }
}
