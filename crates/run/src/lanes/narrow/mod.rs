//! One number at a time: straight code for a single run, without the overhead of rows.
//!
//! Each line has a kernel that loads its arguments, computes one operation or two, stores the result, and goes on with the next
//! line. The result is handed to that line as well: most lines take an argument of theirs from there, so that a chain of
//! operations need not wait for the memory.

mod kernels;

use super::decode::Decoder;
use super::fused::{Fusion, Given, Line, Shape};
use kernels::Kernel;
use program::{Op, Operand};

/// Straight code whose lines stay within the frame that it was made for.
#[derive(Clone, Debug)]
pub(super) struct Narrow {
    /// Lines, with an end behind every [`CALL`] of them and behind the last.
    steps: Vec<NarrowStep>,
    /// How many numbers the frame has, and how many tables there are.
    limits: (usize, usize),
}

/// How many lines one call runs.
const CALL: usize = 64;

/// A kernel, the place of its target, and those of its arguments.
#[derive(Clone, Copy, Debug)]
struct NarrowStep {
    kernel: Kernel,
    target: u32,
    /// Places in the frame; the second is a table for [`Op::Lookup`].
    arguments: [u32; 4],
    /// The operation, for kernels of more than one.
    op: Op,
}

impl Narrow {
    /// Decodes the lines of straight code.
    pub fn new(fusion: &Fusion, decoder: &Decoder<'_>) -> Narrow {
        let limits = (decoder.layout.len, decoder.program.tables.len());
        let mut steps = Vec::with_capacity(fusion.lines.len() + fusion.lines.len() / CALL + 1);
        let mut before = None;
        for lines in fusion.lines.chunks(CALL) {
            for line in lines {
                let step = step(line, before, decoder);
                step.check(limits);
                before = Some(step.target);
                steps.push(step);
            }
            steps.push(NarrowStep::END);
        }
        Narrow { steps, limits }
    }

    /// Runs the code once, on a frame of the layout and with the tables that it was made for.
    #[allow(unsafe_code, reason = "kernels that take an address")]
    pub fn run(&self, numbers: &mut [f64], given: Given<'_>) {
        let limits = (numbers.len(), given.tables.len());
        assert_eq!(limits, self.limits, "code runs on the frame that it was made for");
        let first = numbers.as_mut_ptr();
        let mut last = 0.0;
        for lines in self.steps.chunks(CALL + 1) {
            // SAFETY: an end is the last of these lines; `NarrowStep::check` has found all places within a frame of this
            // length, and tables among so many tables; the frame is borrowed alone.
            last = unsafe { (lines[0].kernel)(first, lines.as_ptr(), &given, last) };
        }
    }
}

impl NarrowStep {
    const END: NarrowStep = NarrowStep {
        kernel: kernels::end,
        target: 0,
        arguments: [0; 4],
        op: Op::Copy,
    };

    /// Checks that all places lie in a frame of that length, and that there is such a table.
    fn check(&self, (frame, tables): (usize, usize)) {
        let is_in = |at: u32| (at as usize) < frame;
        let [a, b, c, d] = self.arguments;
        let is_there = match self.op {
            Op::Lookup(_) => (b as usize) < tables,
            _ => is_in(b),
        };
        let is_in_all = [self.target, a, c, d].into_iter().all(is_in);
        assert!(is_in_all && is_there, "places lie in the frame, and tables exist");
    }
}

/// A line, after one whose target was `before`.
fn step(line: &Line, before: Option<u32>, decoder: &Decoder<'_>) -> NarrowStep {
    let place = |operand: Operand| match operand {
        // Close together, where rows have their temporaries far apart.
        Operand::Temporary(number) => (decoder.layout.temporaries + number as usize) as u32,
        operand => decoder.single(operand),
    };
    let (shape, op, target, operands) = match *line {
        Line::Shaped(shape, target, operands) => (Some(shape), Op::Copy, target, operands),
        Line::Plain(instruction) => (None, instruction.op, instruction.target, instruction.arguments),
    };
    let arguments = operands.map(place);
    let is_number = |operand: &Operand| !matches!(operand, Operand::None | Operand::Table { .. });
    let handed = (0..4).find(|&at| is_number(&operands[at]) && Some(arguments[at]) == before);
    let kernel = match shape {
        Some(shape) => shaped(shape, handed),
        None => kernels::of(op, handed),
    };
    NarrowStep {
        kernel,
        target: place(target),
        arguments,
        op,
    }
}

fn shaped(shape: Shape, handed: Option<usize>) -> Kernel {
    kernels::shaped(shape, handed).expect("invariant: every shape that fusing makes has kernels")
}
