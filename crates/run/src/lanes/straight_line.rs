//! Straight-line code for a block of several runs: every operand is a row of the block's width, or one number.

use super::address::{Argument, RowInstruction};
use super::context::Context;
use super::kernel::{Kernel, number};
use super::operand_view::{Extent, OperandView};
use program::apply;

/// Runs instructions once, on rows of `width` numbers.
#[inline]
pub(super) fn run(code: &[RowInstruction], width: usize, numbers: &mut [f64], context: &Context<'_>) {
    for instruction in code {
        run_one(instruction, width, numbers, context);
    }
}

#[inline(always)]
pub(super) fn run_one(instruction: &RowInstruction, width: usize, numbers: &mut [f64], context: &Context<'_>) {
    let target = Extent {
        at: instruction.target as usize,
        len: width,
    };
    let (out, operands) = OperandView::split(numbers, target);
    let get = |at: usize| operands.get(extent(instruction.arguments[at], width));
    match instruction.kernel {
        // A reduction reads its target too: `out` still has the numbers that were there.
        Kernel::Unary(kernel) | Kernel::Reduce(kernel) => kernel(get(0), out),
        Kernel::Binary(kernel) => kernel(get(0), get(1), out),
        Kernel::Ternary(kernel) => kernel([get(0), get(1), get(2)], out),
        Kernel::Lookup(kernel) => kernel(&context.tables[instruction.arguments[1].at()], get(0), out),
        Kernel::Single(op) => {
            let arguments = [get(0), get(1), get(2)];
            for (at, out) in out.iter_mut().enumerate() {
                let [a, b, c] = arguments.map(|argument| number(argument, at));
                *out = apply(op, [a, b, c, 0.0], context.now);
            }
        }
    }
}

#[inline(always)]
fn extent(argument: Argument, width: usize) -> Extent {
    let len = if argument.is_broadcast() { 1 } else { width };
    Extent { at: argument.at(), len }
}
