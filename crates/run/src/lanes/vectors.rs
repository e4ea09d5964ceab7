//! Functions of whole vectors: for every turn and run, the vectors are gathered, the function computed, its result put back.

use super::decode::Bank;
use super::frame::Layout;
use program::{Instruction, Operand, Program, VectorCall, Walk, compute_vector};

/// A block whose only instruction is a function of whole vectors.
#[derive(Clone, Debug)]
pub(super) struct Vectors {
    call: VectorCall,
    turns: usize,
    /// How many runs are computed, one after the other.
    width: usize,
    arguments: [Slots; 4],
    target: Slots,
}

/// Consecutive slots that hold a vector.
#[derive(Clone, Copy, Debug)]
struct Slots {
    /// The first number at offset 0.
    at: usize,
    walk: Walk,
    /// How many numbers a slot has: one, or one a run.
    unit: usize,
}

impl Vectors {
    /// Translates the instruction of a block that writes `bank`.
    pub fn new(program: &Program, layout: &Layout, block: (&Instruction, u16, usize), bank: Bank) -> Vectors {
        let (instruction, number, turns) = block;
        let slots = |operand: Operand| match operand {
            Operand::Uniform { base, walk } => Slots {
                at: base as usize,
                walk,
                unit: 1,
            },
            Operand::Lane { base, walk } => Slots {
                at: layout.lane(base),
                walk,
                unit: layout.width,
            },
            Operand::None | Operand::Temporary(_) | Operand::Table { .. } => Slots {
                at: 0,
                walk: Walk::Fixed,
                unit: 1,
            },
        };
        Vectors {
            call: program.vectors[number as usize],
            turns,
            width: if bank == Bank::Lane { layout.width } else { 1 },
            arguments: instruction.arguments.map(slots),
            target: slots(instruction.target),
        }
    }

    /// Runs all turns, one run after the other.
    pub fn run(&self, numbers: &mut [f64], walks: &[Vec<u32>]) {
        let mut vectors: [Vec<f64>; 4] = Default::default();
        let mut out = vec![0.0; self.call.result() as usize];
        for turn in 0..self.turns {
            for run in 0..self.width {
                for (at, vector) in vectors.iter_mut().enumerate() {
                    let length = self.call.lengths[at] as usize;
                    self.arguments[at].gather((turn, run), walks, (numbers, length), vector);
                }
                let [a, b, c, d] = &vectors;
                compute_vector(&self.call, [a, b, c, d], &mut out);
                let first = self.target.first((turn, run), walks);
                for (further, value) in out.iter().enumerate() {
                    numbers[first + further * self.target.unit] = *value;
                }
            }
        }
    }
}

impl Slots {
    fn first(&self, (turn, run): (usize, usize), walks: &[Vec<u32>]) -> usize {
        let offset = match self.walk {
            Walk::Fixed => 0,
            Walk::Each => turn,
            Walk::Table(list) => walks[list as usize][turn] as usize,
        };
        let run = if self.unit == 1 { 0 } else { run };
        self.at + offset * self.unit + run
    }

    fn gather(
        &self,
        at: (usize, usize),
        walks: &[Vec<u32>],
        (numbers, length): (&[f64], usize),
        vector: &mut Vec<f64>,
    ) {
        vector.clear();
        if length > 0 {
            let first = self.first(at, walks);
            vector.extend(numbers[first..].iter().step_by(self.unit).take(length));
        }
    }
}
