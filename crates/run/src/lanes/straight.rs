//! Straight code for a block of several runs: every operand is a row of the block's width, or one number.

use super::decode::{Argument, Straight};
use super::kernel::{Kernel, number};
use super::operand_view::{Extent, OperandView};
use math::Lookup;
use program::{Now, apply};

/// Straight code and what it looks at.
pub(super) struct StraightLine<'m> {
    pub code: &'m [Straight],
    pub width: usize,
    pub tables: &'m [Lookup],
    pub now: Now,
}

impl StraightLine<'_> {
    /// Runs the code once.
    pub fn run(&self, numbers: &mut [f64]) {
        for instruction in self.code {
            self.instruction(instruction, numbers);
        }
    }

    #[inline(always)]
    fn instruction(&self, instruction: &Straight, numbers: &mut [f64]) {
        let target = Extent {
            at: instruction.target as usize,
            len: self.width,
        };
        let (out, operands) = OperandView::split(numbers, target);
        let get = |at: usize| operands.get(self.find(instruction.arguments[at]));
        match instruction.kernel {
            Kernel::Unary(kernel) | Kernel::Reduce(kernel) => kernel(get(0), out),
            Kernel::Binary(kernel) => kernel(get(0), get(1), out),
            Kernel::Ternary(kernel) => kernel([get(0), get(1), get(2)], out),
            Kernel::Lookup(kernel) => kernel(&self.tables[instruction.arguments[1].at()], get(0), out),
            Kernel::Single(op) => {
                let arguments = [get(0), get(1), get(2)];
                for (at, out) in out.iter_mut().enumerate() {
                    let [a, b, c] = arguments.map(|argument| number(argument, at));
                    *out = apply(op, [a, b, c, 0.0], self.now);
                }
            }
        }
    }

    #[inline(always)]
    fn find(&self, argument: Argument) -> Extent {
        let len = if argument.is_one() { 1 } else { self.width };
        Extent { at: argument.at(), len }
    }
}
