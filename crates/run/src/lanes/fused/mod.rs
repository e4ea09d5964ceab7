//! Straight code for blocks of the usual width: lines of one or two operations, on rows whose places were checked beforehand.

mod formula;
mod fuse;
mod wide;

#[cfg(test)]
mod tests;

use super::decode::{Decoder, Straight};
use super::kernels::PIECE;
use super::straight::StraightLine;
use fuse::{Line, Shape};
use math::Lookup;
use program::{Block, Instruction, Now, Operand, Program};
use wide::Wide;

/// The width of blocks that have this code.
pub(super) const WIDTH: usize = PIECE;

/// How many temporaries the fused form of a program's straight code needs.
pub(super) fn temporaries(program: &Program) -> u32 {
    let lists = [&program.start, &program.step, &program.advance, &program.save];
    let blocks = lists.into_iter().flatten().filter(|block| is_straight(block));
    blocks.map(|block| fuse::fuse(&block.code).1).max().unwrap_or(0)
}

/// Whether a block of lane code is straight, with three arguments at most.
pub(super) fn is_straight(block: &Block) -> bool {
    block.turns == 1
        && block
            .code
            .iter()
            .all(|instruction| instruction.arguments[3] == Operand::None)
}

/// Straight code whose lines stay within the frame that it was made for.
#[derive(Clone, Debug)]
pub(super) struct Fused {
    steps: Vec<Step>,
    /// How many numbers the frame has.
    frame: usize,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Wide(WideStep),
    Plain(Straight),
}

/// A kernel, the place of its target, and those of its arguments.
#[derive(Clone, Copy, Debug)]
struct WideStep {
    kernel: Wide,
    target: u32,
    arguments: [u32; 4],
}

impl Fused {
    /// Fuses and decodes straight code.
    pub fn new(code: &[Instruction], decoder: &Decoder<'_>) -> Fused {
        let frame = decoder.layout.len;
        let steps = fuse::fuse(code).0.iter().map(|line| step(line, decoder)).collect();
        Fused { steps, frame }
    }

    /// Runs the code once, on a frame of the layout that it was made for.
    pub fn run(&self, numbers: &mut [f64], tables: &[Lookup], now: Now) {
        assert_eq!(numbers.len(), self.frame, "code runs on the frame that it was made for");
        for step in &self.steps {
            match step {
                Step::Wide(step) => step.run(numbers),
                Step::Plain(instruction) => {
                    let code = std::slice::from_ref(instruction);
                    StraightLine {
                        code,
                        width: WIDTH,
                        tables,
                        now,
                    }
                    .run(numbers);
                }
            }
        }
    }
}

fn step(line: &Line, decoder: &Decoder<'_>) -> Step {
    let (shape, target, arguments) = match *line {
        Line::Plain(instruction) => return Step::Plain(decoder.straight(&instruction)),
        Line::Shaped(shape, target, arguments) => (shape, target, arguments),
    };
    let is_one = arguments.map(|argument| matches!(argument, Operand::Uniform { .. } | Operand::None));
    match (wide::find(decoder.simd.set(), shape, is_one), shape) {
        (Some(kernel), _) => Step::Wide(WideStep::new(kernel, decoder, (target, arguments, is_one))),
        // Of two single numbers.
        (None, Shape::Alone(op)) => Step::Plain(decoder.straight(&Instruction { op, target, arguments })),
        (None, _) => unreachable!("pairs of instructions have kernels, and a row among their arguments"),
    }
}

impl WideStep {
    /// Checks that all rows lie in the frame and that none overlaps the target.
    fn new(
        kernel: Wide,
        decoder: &Decoder<'_>,
        (target, arguments, is_one): (Operand, [Operand; 4], [bool; 4]),
    ) -> WideStep {
        let frame = decoder.layout.len;
        let first = decoder.single(target) as usize;
        assert!(first + WIDTH <= frame, "a target lies in the frame");
        let places = arguments.map(|argument| decoder.single(argument));
        for (place, is_one) in places.into_iter().zip(is_one) {
            let (from, len) = (place as usize, if is_one { 1 } else { WIDTH });
            let is_apart = from + len <= first || first + WIDTH <= from;
            assert!(
                from + len <= frame && is_apart,
                "arguments lie in the frame, beside the target"
            );
        }
        WideStep {
            kernel,
            target: first as u32,
            arguments: places,
        }
    }

    #[inline(always)]
    #[allow(unsafe_code, reason = "a kernel that takes addresses")]
    fn run(&self, numbers: &mut [f64]) {
        let first = numbers.as_mut_ptr();
        // SAFETY: `new` has checked that the target's row and the arguments lie within a frame of this length (`Fused::run`
        // checks the length) and that no argument lies in the target's row, which is therefore borrowed alone; the kernel
        // reads as many numbers of each argument as were checked. Its instructions are those of a set that `Simd` only
        // gives to processors that have it.
        unsafe {
            let out = &mut *first.add(self.target as usize).cast::<[f64; WIDTH]>();
            (self.kernel)(out, self.arguments.map(|at| first.add(at as usize).cast_const()));
        }
    }
}
