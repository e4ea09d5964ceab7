//! Functions of whole vectors: for every iteration and run, the vectors are gathered, the function computed, its result
//! scattered.

use super::address::{Bank, Resolver};
use program::{IndexMap, Instruction, Op, Operand, VectorCall, compute_vector};

/// A block whose only instruction is a function of whole vectors.
#[derive(Clone, Debug)]
pub(super) struct VectorCode {
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
    /// The address at offset 0.
    base: usize,
    index: IndexMap,
    /// How many numbers a slot has: one, or one a run.
    stride: usize,
}

/// One iteration for one run.
#[derive(Clone, Copy)]
struct Instance<'t> {
    iteration: usize,
    run: usize,
    offset_tables: &'t [Vec<u32>],
}

impl VectorCode {
    /// Translates an instruction of a block that writes `bank`, if it is a function of whole vectors.
    pub fn new(
        instruction: &Instruction,
        iterations: usize,
        bank: Bank,
        resolver: &Resolver<'_>,
    ) -> Option<VectorCode> {
        let Op::Vector(number) = instruction.op else {
            return None;
        };
        Some(VectorCode {
            call: resolver.program.vectors[number as usize],
            iterations,
            width: bank.width(resolver.layout.width),
            arguments: instruction.arguments.map(|operand| Slots::new(operand, resolver)),
            target: Slots::new(instruction.target, resolver),
        })
    }

    /// Runs all iterations, one run after the other: the runs of a block sort and search differently, so that rows would
    /// gain nothing.
    pub fn run(&self, numbers: &mut [f64], offset_tables: &[Vec<u32>]) {
        let mut vectors: [Vec<f64>; 4] = Default::default();
        let mut out = vec![0.0; self.call.result() as usize];
        for iteration in 0..self.iterations {
            for run in 0..self.width {
                let instance = Instance {
                    iteration,
                    run,
                    offset_tables,
                };
                self.gather(instance, numbers, &mut vectors);
                let [a, b, c, d] = &vectors;
                compute_vector(&self.call, [a, b, c, d], &mut out);
                self.scatter(instance, &out, numbers);
            }
        }
    }

    fn gather(&self, instance: Instance<'_>, numbers: &[f64], vectors: &mut [Vec<f64>; 4]) {
        for (at, vector) in vectors.iter_mut().enumerate() {
            let slots = &self.arguments[at];
            vector.clear();
            // An argument that there is not has length 0, and its slots mean nothing.
            let length = self.call.lengths[at] as usize;
            if length > 0 {
                let first = slots.first(instance);
                vector.extend(numbers[first..].iter().step_by(slots.stride).take(length));
            }
        }
    }

    fn scatter(&self, instance: Instance<'_>, out: &[f64], numbers: &mut [f64]) {
        let first = self.target.first(instance);
        for (at, value) in out.iter().enumerate() {
            numbers[first + at * self.target.stride] = *value;
        }
    }
}

impl Slots {
    fn new(operand: Operand, resolver: &Resolver<'_>) -> Slots {
        let layout = &resolver.layout;
        let (base, index, stride) = match operand {
            Operand::Uniform { base, index } => (base as usize, index, 1),
            Operand::Lane { base, index } => (layout.lane(base), index, layout.width),
            Operand::None | Operand::Temporary(_) | Operand::Table { .. } => (0, IndexMap::Fixed, 1),
        };
        Slots { base, index, stride }
    }

    fn first(&self, instance: Instance<'_>) -> usize {
        let offset = match self.index {
            IndexMap::Fixed => 0,
            IndexMap::Consecutive => instance.iteration,
            IndexMap::Table(list) => instance.offset_tables[list as usize][instance.iteration] as usize,
        };
        // Uniform slots have one number for all runs.
        let run = if self.stride == 1 { 0 } else { instance.run };
        self.base + offset * self.stride + run
    }
}
