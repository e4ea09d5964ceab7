//! Functions of whole vectors: for every iteration and run, the vectors are gathered, the function computed, its result put back.

use super::decode::Bank;
use super::frame::Layout;
use program::{IndexMap, Instruction, Operand, Program, VectorCall, compute_vector};

/// A block whose only instruction is a function of whole vectors.
#[derive(Clone, Debug)]
pub(super) struct Vectors {
    call: VectorCall,
    iterations: usize,
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
    index: IndexMap,
    /// How many numbers a slot has: one, or one a run.
    unit: usize,
}

impl Vectors {
    /// Translates the instruction of a block that writes `bank`.
    pub fn new(program: &Program, layout: &Layout, block: (&Instruction, u16, usize), bank: Bank) -> Vectors {
        let (instruction, number, iterations) = block;
        let slots = |operand: Operand| match operand {
            Operand::Uniform { base, index } => Slots {
                at: base as usize,
                index,
                unit: 1,
            },
            Operand::Lane { base, index } => Slots {
                at: layout.lane(base),
                index,
                unit: layout.width,
            },
            Operand::None | Operand::Temporary(_) | Operand::Table { .. } => Slots {
                at: 0,
                index: IndexMap::Fixed,
                unit: 1,
            },
        };
        Vectors {
            call: program.vectors[number as usize],
            iterations,
            width: if bank == Bank::Lane { layout.width } else { 1 },
            arguments: instruction.arguments.map(slots),
            target: slots(instruction.target),
        }
    }

    /// Runs all iterations, one run after the other.
    pub fn run(&self, numbers: &mut [f64], offset_tables: &[Vec<u32>]) {
        let mut vectors: [Vec<f64>; 4] = Default::default();
        let mut out = vec![0.0; self.call.result() as usize];
        for iteration in 0..self.iterations {
            for run in 0..self.width {
                for (at, vector) in vectors.iter_mut().enumerate() {
                    let length = self.call.lengths[at] as usize;
                    self.arguments[at].gather((iteration, run), offset_tables, (numbers, length), vector);
                }
                let [a, b, c, d] = &vectors;
                compute_vector(&self.call, [a, b, c, d], &mut out);
                let first = self.target.first((iteration, run), offset_tables);
                for (further, value) in out.iter().enumerate() {
                    numbers[first + further * self.target.unit] = *value;
                }
            }
        }
    }
}

impl Slots {
    fn first(&self, (iteration, run): (usize, usize), offset_tables: &[Vec<u32>]) -> usize {
        let offset = match self.index {
            IndexMap::Fixed => 0,
            IndexMap::Consecutive => iteration,
            IndexMap::Table(list) => offset_tables[list as usize][iteration] as usize,
        };
        let run = if self.unit == 1 { 0 } else { run };
        self.at + offset * self.unit + run
    }

    fn gather(
        &self,
        at: (usize, usize),
        offset_tables: &[Vec<u32>],
        (numbers, length): (&[f64], usize),
        vector: &mut Vec<f64>,
    ) {
        vector.clear();
        if length > 0 {
            let first = self.first(at, offset_tables);
            vector.extend(numbers[first..].iter().step_by(self.unit).take(length));
        }
    }
}
