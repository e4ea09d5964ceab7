//! Scalar code: one number at a time, for a single run, without the overhead of rows.
//!
//! Threaded code (Bell 1973): each step has a kernel that loads its arguments, computes one operation or two, stores the
//! result, and goes on with the next step. The result is also passed on in a register, the accumulator: most steps take an
//! argument of theirs from there, so that a chain of operations need not wait for a number to come back from memory.

mod kernels;
mod step;
#[cfg(test)]
mod tests;

use super::address::Resolver;
use super::context::Context;
use super::superinstruction::{Superinstruction, Superinstructions};
use program::{Op, Operand};
use step::{Kernel, Limits, ScalarStep};

/// Scalar code whose operands lie within the frame that it was made for.
#[derive(Clone, Debug)]
pub(super) struct ScalarCode {
    /// Steps, with an end after every [`CALL`] of them and after the last.
    steps: Vec<ScalarStep>,
    limits: Limits,
}

/// How many steps one call runs. Without optimisation each step is a call within the call of the one before: so many stay
/// well within any stack.
const CALL: usize = 64;

impl ScalarCode {
    pub fn new(superinstructions: &Superinstructions, resolver: &Resolver<'_>) -> ScalarCode {
        let code = &superinstructions.code;
        let limits = Limits {
            frame: resolver.layout.len,
            tables: resolver.program.tables.len(),
        };
        let mut steps = Vec::with_capacity(code.len() + code.len() / CALL + 1);
        let mut before = None;
        for called in code.chunks(CALL) {
            for superinstruction in called {
                let step = step(superinstruction, before, resolver);
                step.check(limits);
                before = Some(step.target);
                steps.push(step);
            }
            steps.push(ScalarStep::END);
        }
        ScalarCode { steps, limits }
    }

    /// Runs the code once, on a frame of the layout and with the tables that it was made for.
    #[allow(unsafe_code, reason = "kernels that take an address")]
    pub fn run(&self, numbers: &mut [f64], context: &Context<'_>) {
        let found = Limits {
            frame: numbers.len(),
            tables: context.tables.len(),
        };
        assert_eq!(found, self.limits, "code runs on the frame that it was made for");
        let first = numbers.as_mut_ptr();
        let mut accumulator = 0.0;
        for steps in self.steps.chunks(CALL + 1) {
            // SAFETY: an end is the last of these steps; `ScalarStep::check` has found all addresses within a frame of this
            // length, and tables among so many tables; the frame is borrowed alone.
            accumulator = unsafe { (steps[0].kernel)(first, steps.as_ptr(), context, accumulator) };
        }
    }
}

/// A step that comes after one whose target was `before`.
fn step(superinstruction: &Superinstruction, before: Option<u32>, resolver: &Resolver<'_>) -> ScalarStep {
    let (op, target, operands) = match *superinstruction {
        Superinstruction::Shaped { target, arguments, .. } => (Op::Copy, target, arguments),
        Superinstruction::Plain(instruction) => (instruction.op, instruction.target, instruction.arguments),
    };
    let arguments = operands.map(|operand| address(operand, resolver));
    let is_number = |operand: &Operand| !matches!(operand, Operand::None | Operand::Table { .. });
    let accumulated = (0..4).find(|&at| is_number(&operands[at]) && Some(arguments[at]) == before);
    ScalarStep {
        kernel: kernel(superinstruction, accumulated),
        target: address(target, resolver),
        arguments,
        op,
    }
}

fn address(operand: Operand, resolver: &Resolver<'_>) -> u32 {
    match operand {
        // Close together: rows have their temporaries a whole row apart, and scalar code would touch a cache line for each.
        Operand::Temporary(number) => (resolver.layout.temporaries + number as usize) as u32,
        operand => resolver.single(operand),
    }
}

/// The kernel of a step that takes the argument of this number from the accumulator.
fn kernel(superinstruction: &Superinstruction, accumulated: Option<usize>) -> Kernel {
    match superinstruction {
        Superinstruction::Plain(instruction) => kernels::of(instruction.op, accumulated),
        Superinstruction::Shaped { shape, .. } => {
            kernels::shaped(*shape, accumulated).expect("invariant: every shape that fusing makes has kernels")
        }
    }
}
