//! Code whose places are known beforehand: lines of one or two operations, on rows of the usual width. A loop is written out,
//! row by row; when a row takes several iterations of it, what does not stand in a row is put into one.

mod apart;
pub(super) mod formula;
mod fuse;
mod iterations;
mod pieces;
mod wide;

#[cfg(test)]
mod tests;

use super::decode::{Decoder, Straight};
use super::kernels::PIECE;
use super::straight::StraightLine;
use apart::{Apart, Reduction};
use iterations::Iterations;
use math::Lookup;
use program::{Block, Now};
use wide::Wide;

pub(super) use fuse::{Fusion, Line, Shape, apart, fuse};
pub(super) use iterations::is_scattered;

/// The width of rows that have kernels of their own.
pub(super) const WIDTH: usize = PIECE;

/// Code whose lines stay within the frame that it was made for.
#[derive(Clone, Debug)]
pub(super) struct Fused {
    steps: Vec<Step>,
    /// How many numbers a row has.
    row: usize,
    /// How many numbers the frame has.
    frame: usize,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Wide(WideStep),
    Plain(Straight),
    Gather(Apart),
    Spread(Apart),
    Reduction(Reduction),
}

/// A kernel, the place of its target, and those of its arguments.
#[derive(Clone, Copy, Debug)]
struct WideStep {
    kernel: Wide,
    target: u32,
    arguments: [u32; 4],
}

/// What code looks at beside the numbers of the frame.
#[derive(Clone, Copy)]
pub(super) struct Given<'m> {
    pub tables: &'m [Lookup],
    pub offset_tables: &'m [Vec<u32>],
    pub now: Now,
}

impl Fused {
    /// Decodes the lines of a block that has `width` numbers per iteration: as many as the usual width, or one.
    pub fn new(fusion: &Fusion, block: &Block, width: usize, decoder: &Decoder<'_>) -> Fused {
        let iterations = match width {
            1 => Iterations::of_numbers(block, &decoder.program.offset_tables, decoder.layout.row),
            width => Iterations::of_rows(block, width),
        };
        Fused {
            steps: pieces::Writing::new(decoder, width, iterations.row).run(fusion, &iterations),
            row: iterations.row,
            frame: decoder.layout.len,
        }
    }

    /// Runs the code once, on a frame of the layout that it was made for.
    pub fn run(&self, numbers: &mut [f64], given: Given<'_>) {
        assert_eq!(numbers.len(), self.frame, "code runs on the frame that it was made for");
        for step in &self.steps {
            match step {
                Step::Wide(step) => step.run(numbers, self.row / WIDTH),
                Step::Plain(instruction) => self.plain(instruction, numbers, given),
                Step::Gather(apart) => apart.gather(numbers, given.offset_tables, self.row),
                Step::Spread(apart) => apart.spread(numbers, given.offset_tables, self.row),
                Step::Reduction(reduction) => reduction.run(numbers, given.offset_tables),
            }
        }
    }

    #[inline(always)]
    fn plain(&self, instruction: &Straight, numbers: &mut [f64], given: Given<'_>) {
        let code = std::slice::from_ref(instruction);
        let (tables, now) = (given.tables, given.now);
        StraightLine {
            code,
            width: self.row,
            tables,
            now,
        }
        .run(numbers);
    }
}

impl WideStep {
    /// Checks that all rows of `row` numbers lie in a frame of that length and that none overlaps the target. An argument is
    /// one number or a row.
    fn new(kernel: Wide, (frame, row): (usize, usize), (first, arguments): (usize, [(usize, bool); 4])) -> WideStep {
        assert!(first + row <= frame, "a target lies in the frame");
        for (from, is_one) in arguments {
            let len = if is_one { 1 } else { row };
            let is_apart = from + len <= first || first + row <= from;
            assert!(
                from + len <= frame && is_apart,
                "arguments lie in the frame, beside the target"
            );
        }
        WideStep {
            kernel,
            target: first as u32,
            arguments: arguments.map(|(at, _)| at as u32),
        }
    }

    /// Computes a row of so many pieces.
    #[inline(always)]
    #[allow(unsafe_code, reason = "a kernel that takes addresses")]
    fn run(&self, numbers: &mut [f64], pieces: usize) {
        let first = numbers.as_mut_ptr();
        // SAFETY: `new` has checked that the target's row, which has so many pieces, and the arguments lie within a frame of
        // this length (`Fused::run` checks the length) and that no argument lies in the target's row, which is therefore
        // borrowed alone; the kernel reads as many numbers of each argument as were checked. Its instructions are those of a
        // set that `Simd` only gives to processors that have it.
        unsafe {
            let out = first.add(self.target as usize).cast::<[f64; WIDTH]>();
            let out = std::slice::from_raw_parts_mut(out, pieces);
            (self.kernel)(out, self.arguments.map(|at| first.add(at as usize).cast_const()));
        }
    }
}
