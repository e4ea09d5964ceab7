//! The steps of fused code.

use super::indexed::IndexedRow;
use super::reduction::Reduction;
use super::wide::Wide;
use crate::lanes::address::RowInstruction;
use crate::lanes::context::Context;
use crate::lanes::kernels::PIECE;
use crate::lanes::straight_line;

#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Wide(WideStep),
    Plain(RowInstruction),
    Gather(IndexedRow),
    Scatter(IndexedRow),
    Reduction(Reduction),
}

impl Step {
    /// Runs the step on rows of `row` numbers, in a frame of the length that it was checked against.
    #[inline(always)]
    pub fn run(&self, row: usize, numbers: &mut [f64], context: &Context<'_>) {
        match self {
            Step::Wide(step) => step.run(numbers, row / PIECE),
            Step::Plain(instruction) => straight_line::run_one(instruction, row, numbers, context),
            Step::Gather(indexed) => indexed.gather(numbers, context.offset_tables, row),
            Step::Scatter(indexed) => indexed.scatter(numbers, context.offset_tables, row),
            Step::Reduction(reduction) => reduction.run(numbers, context.offset_tables),
        }
    }
}

/// A superinstruction: its kernel, the address of its target, and those of its arguments.
#[derive(Clone, Copy, Debug)]
pub(super) struct WideStep {
    kernel: Wide,
    target: u32,
    arguments: [u32; 4],
}

/// Where an argument begins, and whether it is one number or a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct WideArgument {
    pub at: usize,
    pub is_broadcast: bool,
}

/// What the addresses of a wide step are checked against.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// How many numbers the frame has.
    pub frame: usize,
    /// How many numbers a row has.
    pub row: usize,
}

impl WideStep {
    /// Panics unless all rows lie in the frame and none overlaps the target. [`WideStep::run`] relies on it.
    pub fn new(kernel: Wide, target: usize, arguments: [WideArgument; 4], bounds: Bounds) -> WideStep {
        let behind = target + bounds.row;
        assert!(behind <= bounds.frame, "a target lies in the frame");
        for argument in arguments {
            let end = argument.at + if argument.is_broadcast { 1 } else { bounds.row };
            assert!(
                end <= bounds.frame && (end <= target || behind <= argument.at),
                "arguments lie in the frame, beside the target"
            );
        }
        WideStep {
            kernel,
            target: target as u32,
            arguments: arguments.map(|argument| argument.at as u32),
        }
    }

    /// Computes a row of so many pieces.
    #[inline(always)]
    #[allow(unsafe_code, reason = "a kernel that takes addresses")]
    fn run(&self, numbers: &mut [f64], pieces: usize) {
        let first = numbers.as_mut_ptr();
        // SAFETY: `new` has checked that the target's row, which has so many pieces, and the arguments lie within a frame of
        // this length (`FusedCode::run` checks the length) and that no argument lies in the target's row, which is therefore
        // borrowed alone; the kernel reads as many numbers of each argument as were checked. Its instructions are those of a
        // set that `Simd` only gives to processors that have it.
        unsafe {
            let out = first.add(self.target as usize).cast::<[f64; PIECE]>();
            let out = std::slice::from_raw_parts_mut(out, pieces);
            (self.kernel)(out, self.arguments.map(|at| first.add(at as usize).cast_const()));
        }
    }
}
