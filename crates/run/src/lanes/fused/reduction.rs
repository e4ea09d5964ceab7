//! Several iterations of a reduction, of one number each.

use crate::lanes::address::Argument;
use crate::lanes::kernel::{Unary, number};
use crate::lanes::operand_view::{Extent, OperandView};

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

/// What iterations reduce into.
#[derive(Clone, Copy, Debug)]
pub(super) enum Into {
    /// All into one number, one after the other.
    One,
    /// Each into its number of a row.
    Row,
    /// Each into the number at its offset in a list, one after the other.
    Indexed(u32),
}

impl Reduction {
    /// Runs the iterations in order: sums are rounded in the order of the equations, for any length of rows.
    pub fn run(&self, numbers: &mut [f64], offset_tables: &[Vec<u32>]) {
        let iterations = self.iterations as usize;
        match self.into {
            Into::Row => self.reduce(numbers, iterations),
            // A kernel takes a single number once, and here it counts once an iteration.
            Into::One if self.value.is_broadcast() => (0..iterations).for_each(|_| self.reduce(numbers, 1)),
            Into::One => self.reduce(numbers, 1),
            Into::Indexed(list) => {
                let offsets = &offset_tables[list as usize][self.first as usize..][..iterations];
                self.reduce_into_each(numbers, offsets);
            }
        }
    }

    /// Into so many numbers at the target.
    #[inline(always)]
    fn reduce(&self, numbers: &mut [f64], len: usize) {
        let at = self.target as usize;
        let (out, operands) = OperandView::split(numbers, Extent { at, len });
        (self.kernel)(operands.get(self.extent()), out);
    }

    #[inline(always)]
    fn reduce_into_each(&self, numbers: &mut [f64], offsets: &[u32]) {
        for (iteration, offset) in offsets.iter().enumerate() {
            let at = (self.target + offset) as usize;
            let (out, operands) = OperandView::split(numbers, Extent { at, len: 1 });
            let value = number(operands.get(self.extent()), iteration);
            (self.kernel)(&[value], out);
        }
    }

    #[inline(always)]
    fn extent(&self) -> Extent {
        let at = self.value.at();
        let len = if self.value.is_broadcast() {
            1
        } else {
            self.iterations as usize
        };
        Extent { at, len }
    }
}
