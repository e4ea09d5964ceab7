//! Fused code: superinstructions on rows whose addresses are known beforehand. A loop is unrolled, strip by strip; when a row
//! takes several iterations, operands that are not consecutive are gathered into a row and results scattered out of one.

mod indexed;
mod reduction;
mod step;
mod strips;
mod unroll;
mod wide;

#[cfg(test)]
mod tests;

use super::address::Resolver;
use super::context::Context;
use super::superinstruction::Superinstructions;
use program::Block;
use step::Step;
use strips::Strips;
use unroll::Unroller;

/// Code whose operands lie within the frame that it was made for.
#[derive(Clone, Debug)]
pub(super) struct FusedCode {
    steps: Vec<Step>,
    /// How many numbers a row has.
    row: usize,
    /// How many numbers the frame has.
    frame: usize,
}

impl FusedCode {
    /// The code of a block that computes `width` numbers an iteration: as many as a piece of a row has, or one.
    pub fn new(code: &Superinstructions, block: &Block, width: usize, resolver: &Resolver<'_>) -> FusedCode {
        let strips = if width == 1 {
            Strips::of_numbers(block, &resolver.program.offset_tables, resolver.layout.row)
        } else {
            Strips::of_rows(block, width)
        };
        FusedCode {
            steps: Unroller::new(resolver, width, strips.row).unroll(code, &strips),
            row: strips.row,
            frame: resolver.layout.len,
        }
    }

    /// Runs the code once, on a frame of the layout that it was made for.
    pub fn run(&self, numbers: &mut [f64], context: &Context<'_>) {
        // Wide steps were checked against a frame of this length; they rely on it.
        assert_eq!(numbers.len(), self.frame, "code runs on the frame that it was made for");
        for step in &self.steps {
            step.run(self.row, numbers, context);
        }
    }
}
