//! Turns whose numbers do not stand in a row, and turns that reduce.

use crate::lanes::around::{Around, Found};
use crate::lanes::decode::Argument;
use crate::lanes::kernel::{Unary, number};

/// Numbers of several turns that stand apart, and a row for them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Apart {
    /// The number at offset 0.
    pub at: u32,
    /// The offsets.
    pub list: u32,
    /// The first turn.
    pub first: u32,
    /// Where the row begins.
    pub row: u32,
}

impl Apart {
    /// Copies them into the row.
    pub fn gather(self, numbers: &mut [f64], walks: &[Vec<u32>], turns: usize) {
        // Scratch rows stand behind all slots.
        let (slots, rows) = numbers.split_at_mut(self.row as usize);
        let slots = &slots[self.at as usize..];
        for (number, offset) in rows[..turns].iter_mut().zip(self.offsets(walks, turns)) {
            *number = slots[*offset as usize];
        }
    }

    /// Copies the row to where they stand.
    pub fn spread(self, numbers: &mut [f64], walks: &[Vec<u32>], turns: usize) {
        for (turn, offset) in self.offsets(walks, turns).iter().enumerate() {
            numbers[(self.at + offset) as usize] = numbers[self.row as usize + turn];
        }
    }

    fn offsets<'w>(&self, walks: &'w [Vec<u32>], turns: usize) -> &'w [u32] {
        &walks[self.list as usize][self.first as usize..][..turns]
    }
}

/// What turns reduce into.
#[derive(Clone, Copy, Debug)]
pub(super) enum Into {
    /// All into one number, one after the other.
    One,
    /// Each into its number of a row.
    Row,
    /// Each into the number at its offset, one after the other.
    Apart(u32),
}

/// Several turns of a reduction.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reduction {
    pub kernel: Unary,
    pub value: Argument,
    pub target: u32,
    pub into: Into,
    /// The first turn.
    pub first: u32,
    pub turns: u32,
}

impl Reduction {
    /// Runs the turns in order.
    pub fn run(&self, numbers: &mut [f64], walks: &[Vec<u32>]) {
        let (turns, first) = (self.turns as usize, self.first as usize);
        match self.into {
            Into::Row => self.into(numbers, (self.target as usize, turns)),
            Into::One if self.value.is_one() => {
                // The same number in every turn.
                (0..turns).for_each(|_| self.into(numbers, (self.target as usize, 1)));
            }
            Into::One => self.into(numbers, (self.target as usize, 1)),
            Into::Apart(list) => {
                for (turn, offset) in walks[list as usize][first..][..turns].iter().enumerate() {
                    let (out, around) = Around::split(numbers, (self.target + offset) as usize, 1);
                    let value = number(around.get(self.value()), turn);
                    (self.kernel)(&[value], out);
                }
            }
        }
    }

    #[inline(always)]
    fn into(&self, numbers: &mut [f64], (target, len): (usize, usize)) {
        let (out, around) = Around::split(numbers, target, len);
        (self.kernel)(around.get(self.value()), out);
    }

    #[inline(always)]
    fn value(&self) -> Found {
        let len = if self.value.is_one() { 1 } else { self.turns as usize };
        Found {
            at: self.value.at(),
            len,
        }
    }
}
