//! Turns whose numbers do not stand in a row, and turns that reduce.

use crate::lanes::decode::Argument;
use crate::lanes::kernel::{Unary, number};
use crate::lanes::operand_view::{Extent, OperandView};

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
    /// PackedConstants them into the row.
    pub fn gather(self, numbers: &mut [f64], walks: &[Vec<u32>], turns: usize) {
        // Scratch rows stand behind all slots.
        let (slots, rows) = numbers.split_at_mut(self.row as usize);
        let slots = &slots[self.at as usize..];
        for (number, offset) in rows[..turns].iter_mut().zip(self.offsets(walks, turns)) {
            *number = slots[*offset as usize];
        }
    }

    /// PackedConstants the row to where they stand.
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
            Into::Row => self.into(numbers, turns),
            Into::One if self.value.is_one() => {
                // The same number in every turn.
                (0..turns).for_each(|_| self.into(numbers, 1));
            }
            Into::One => self.into(numbers, 1),
            Into::Apart(list) => {
                for (turn, offset) in walks[list as usize][first..][..turns].iter().enumerate() {
                    let (out, operands) = OperandView::split(
                        numbers,
                        Extent {
                            at: (self.target + offset) as usize,
                            len: 1,
                        },
                    );
                    let value = number(operands.get(self.value()), turn);
                    (self.kernel)(&[value], out);
                }
            }
        }
    }

    #[inline(always)]
    fn into(&self, numbers: &mut [f64], len: usize) {
        let target = Extent {
            at: self.target as usize,
            len,
        };
        let (out, operands) = OperandView::split(numbers, target);
        (self.kernel)(operands.get(self.value()), out);
    }

    #[inline(always)]
    fn value(&self) -> Extent {
        let len = if self.value.is_one() { 1 } else { self.turns as usize };
        Extent {
            at: self.value.at(),
            len,
        }
    }
}
