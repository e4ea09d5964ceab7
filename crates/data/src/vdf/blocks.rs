//! Blocks of values: how many are stored, at which times, and then the values.

use super::Broken;
use super::bytes::Bytes;
use super::header::Width;

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
    pub fn read(bytes: Bytes, at: usize, times: usize, width: Width) -> Result<Block, Broken> {
        let stated = usize::from(bytes.u16(at)?);
        let bits = bytes.slice(at + 2, times.div_ceil(8))?;
        // Bits behind the last time may be set.
        let (whole, last) = (&bits[..times / 8], (times % 8) as u32);
        let ones = |byte: &u8| byte.count_ones() as usize;
        let rest = bits
            .get(times / 8)
            .map_or(0, |byte| ones(&(byte & ((1u16 << last) - 1) as u8)));
        let stored = whole.iter().map(ones).sum::<usize>() + rest;
        // The count has two bytes, and there may be more times.
        if stored % 0x1_0000 != stated {
            let why = format!("a block of {stated} values for {times} times has {stored} bits set");
            return Err(Broken::new(at, why));
        }
        let block = Block { at, times, stored };
        bytes.slice(block.values(), stored.saturating_mul(width.value_bytes()))?;
        Ok(block)
    }

    /// The block of a time base, which has a value for each of its times and says how many these are.
    pub fn of_times(bytes: Bytes, at: usize, width: Width) -> Result<Block, Broken> {
        let times = usize::from(bytes.u16(at)?);
        Block::read(bytes, at, times, width)
    }

    fn values(&self) -> usize {
        self.at + 2 + self.times.div_ceil(8)
    }

    /// The bytes that it takes.
    pub fn bytes(&self, width: Width) -> usize {
        self.values() - self.at + self.stored * width.value_bytes()
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
