//! Iterations whose numbers do not stand in a row, and iterations that reduce.

use crate::lanes::decode::Argument;
use crate::lanes::kernel::{Unary, number};
use crate::lanes::operand_view::{Extent, OperandView};

/// Numbers of several iterations that stand apart, and a row for them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Apart {
    /// The number at offset 0.
    pub at: u32,
    /// The offsets.
    pub list: u32,
    /// The first iteration.
    pub first: u32,
    /// Where the row begins.
    pub row: u32,
}

impl Apart {
    /// PackedConstants them into the row.
    pub fn gather(self, numbers: &mut [f64], offset_tables: &[Vec<u32>], iterations: usize) {
        // Scratch rows stand behind all slots.
        let (slots, rows) = numbers.split_at_mut(self.row as usize);
        let slots = &slots[self.at as usize..];
        for (number, offset) in rows[..iterations]
            .iter_mut()
            .zip(self.offsets(offset_tables, iterations))
        {
            *number = slots[*offset as usize];
        }
    }

    /// PackedConstants the row to where they stand.
    pub fn spread(self, numbers: &mut [f64], offset_tables: &[Vec<u32>], iterations: usize) {
        for (iteration, offset) in self.offsets(offset_tables, iterations).iter().enumerate() {
            numbers[(self.at + offset) as usize] = numbers[self.row as usize + iteration];
        }
    }

    fn offsets<'w>(&self, offset_tables: &'w [Vec<u32>], iterations: usize) -> &'w [u32] {
        &offset_tables[self.list as usize][self.first as usize..][..iterations]
    }
}

/// What iterations reduce into.
#[derive(Clone, Copy, Debug)]
pub(super) enum Into {
    /// All into one number, one after the other.
    One,
    /// Each into its number of a row.
    Row,
    /// Each into the number at its offset, one after the other.
    Apart(u32),
}

/// Several iterations of a reduction.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reduction {
    pub kernel: Unary,
    pub value: Argument,
    pub target: u32,
    pub into: Into,
    /// The first iteration.
    pub first: u32,
    pub iterations: u32,
}

impl Reduction {
    /// Runs the iterations in order.
    pub fn run(&self, numbers: &mut [f64], offset_tables: &[Vec<u32>]) {
        let (iterations, first) = (self.iterations as usize, self.first as usize);
        match self.into {
            Into::Row => self.into(numbers, iterations),
            Into::One if self.value.is_one() => {
                // The same number in every iteration.
                (0..iterations).for_each(|_| self.into(numbers, 1));
            }
            Into::One => self.into(numbers, 1),
            Into::Apart(list) => {
                for (iteration, offset) in offset_tables[list as usize][first..][..iterations].iter().enumerate() {
                    let (out, operands) = OperandView::split(
                        numbers,
                        Extent {
                            at: (self.target + offset) as usize,
                            len: 1,
                        },
                    );
                    let value = number(operands.get(self.value()), iteration);
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
        let len = if self.value.is_one() {
            1
        } else {
            self.iterations as usize
        };
        Extent {
            at: self.value.at(),
            len,
        }
    }
}
