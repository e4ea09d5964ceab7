//! Fuses pairs of instructions: an operation whose result only one other uses becomes part of that other.
//!
//! What was between them in memory stays in registers. Each number is computed by the same operations as before, so that the
//! bits are the same: a product and a sum stay two roundings.

use super::allocate::allocate;
use super::shape::{Shape, Superinstruction, Superinstructions};
use program::{Function, Instruction, Op, Operand};
use rustc_hash::FxHashMap;

/// The code of an iteration, fused. `is_broadcast` says which operands are one number for a whole row.
pub(in crate::lanes) fn fuse(code: &[Instruction], is_broadcast: fn(&Operand) -> bool) -> Superinstructions {
    let mut fuser = Fuser::new(code, is_broadcast);
    for at in 0..code.len() {
        fuser.instruction(at);
    }
    allocate(fuser.fused.into_iter().flatten().collect())
}

/// Operations whose results may stay in a register on the way to another. Few of them, since each doubles the number of
/// kernels: every pair is compiled for every set of instructions and every mix of rows and single numbers.
fn is_inner(op: Op) -> bool {
    matches!(op, Op::Add | Op::Subtract | Op::Multiply | Op::Divide)
}

fn is_outer(op: Op) -> bool {
    is_inner(op) || matches!(op, Op::Call(Function::Min | Function::Max))
}

fn is_comparison(op: Op) -> bool {
    use Op::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
    matches!(op, Equal | NotEqual | Less | LessEqual | Greater | GreaterEqual)
}

/// Operations that give the same bits with their arguments exchanged. Not Min and Max: of 0 and −0 they give the second.
fn is_commutative(op: Op) -> bool {
    matches!(op, Op::Add | Op::Multiply)
}

/// The comparison that holds for b and a where this one holds for a and b.
fn mirrored(comparison: Op) -> Op {
    match comparison {
        Op::Less => Op::Greater,
        Op::LessEqual => Op::GreaterEqual,
        Op::Greater => Op::Less,
        Op::GreaterEqual => Op::LessEqual,
        symmetric => symmetric,
    }
}

/// An instruction that becomes part of another.
struct Inner {
    op: Op,
    arguments: [Operand; 2],
}

struct Fuser<'c> {
    code: &'c [Instruction],
    is_broadcast: fn(&Operand) -> bool,
    /// What came of each instruction so far; nothing where it became part of another.
    fused: Vec<Option<Superinstruction>>,
    /// How often each instruction's result is used, if it goes to a temporary.
    uses: Vec<u32>,
    /// Which instruction wrote each temporary last.
    writers: FxHashMap<u32, usize>,
    /// Which instruction wrote each slot last.
    written: FxHashMap<Operand, usize>,
}

impl<'c> Fuser<'c> {
    fn new(code: &'c [Instruction], is_broadcast: fn(&Operand) -> bool) -> Self {
        Fuser {
            code,
            is_broadcast,
            fused: Vec::with_capacity(code.len()),
            uses: uses(code),
            writers: FxHashMap::default(),
            written: FxHashMap::default(),
        }
    }

    fn instruction(&mut self, at: usize) {
        let instruction = self.renamed(at);
        let fused = self.fused_with_arguments(&instruction);
        self.fused.push(Some(fused));
    }

    /// The instruction with its temporaries named by the instructions that write them, so that each name is written once
    /// (single static assignment).
    fn renamed(&mut self, at: usize) -> Instruction {
        let mut instruction = self.code[at];
        for argument in &mut instruction.arguments {
            if let Operand::Temporary(number) = argument {
                *number = self.writers[number] as u32;
            }
        }
        match instruction.target {
            Operand::Temporary(number) => {
                self.writers.insert(number, at);
                instruction.target = Operand::Temporary(at as u32);
            }
            slot => _ = self.written.insert(slot, at),
        }
        instruction
    }

    fn fused_with_arguments(&mut self, instruction: &Instruction) -> Superinstruction {
        match instruction.op {
            Op::Select => self.select(instruction),
            op if is_outer(op) => self.outer(instruction),
            _ => Superinstruction::Plain(*instruction),
        }
    }

    fn select(&mut self, instruction: &Instruction) -> Superinstruction {
        let [test, c, d, _] = instruction.arguments;
        let Some(comparison) = self.take(test, is_comparison) else {
            return Superinstruction::Plain(*instruction);
        };
        let [a, b] = comparison.arguments;
        // Kernels of choices have a row for a: the half of the kernels with a single number there need not exist.
        let (op, a, b) = if (self.is_broadcast)(&a) {
            (mirrored(comparison.op), b, a)
        } else {
            (comparison.op, a, b)
        };
        shaped(Shape::Choice(op), instruction, [a, b, c, d])
    }

    fn outer(&mut self, instruction: &Instruction) -> Superinstruction {
        let outer = instruction.op;
        let [a, b, c, d] = instruction.arguments;
        if let Some(Inner { op: inner, arguments }) = self.take(b, is_inner) {
            let [x, y] = arguments;
            // The pair on the left is the same for operations that commute: fewer kernels.
            return if is_commutative(outer) {
                shaped(Shape::Left { inner, outer }, instruction, [x, y, a, d])
            } else {
                shaped(Shape::Right { inner, outer }, instruction, [a, x, y, d])
            };
        }
        match self.take(a, is_inner) {
            Some(Inner { op: inner, arguments }) => {
                let [x, y] = arguments;
                shaped(Shape::Left { inner, outer }, instruction, [x, y, b, d])
            }
            None => shaped(Shape::Single(outer), instruction, [a, b, c, d]),
        }
    }

    /// Takes the instruction that computed an argument out of the code, if nothing else needs it, what it read has not
    /// changed since, and some of that is a row.
    fn take(&mut self, argument: Operand, is_wanted: fn(Op) -> bool) -> Option<Inner> {
        let Operand::Temporary(writer) = argument else {
            return None;
        };
        let at = writer as usize;
        let inner = unfused(self.fused[at]?)?;
        // Used twice, it would be computed twice.
        if self.uses[at] != 1 || !is_wanted(inner.op) || !self.can_move(&inner, at) {
            return None;
        }
        self.fused[at] = None;
        Some(inner)
    }

    /// Whether the instruction of this number can be computed later as well. One that reads single numbers only is
    /// better computed once than for the whole row.
    fn can_move(&self, inner: &Inner, at: usize) -> bool {
        let is_unchanged = |place: &Operand| self.written.get(place).is_none_or(|&when| when < at);
        let has_row = inner.arguments.iter().any(|place| !(self.is_broadcast)(place));
        has_row && inner.arguments.iter().all(is_unchanged)
    }
}

/// How often each instruction's result is used, if it goes to a temporary.
fn uses(code: &[Instruction]) -> Vec<u32> {
    let mut uses = vec![0; code.len()];
    let mut writers: FxHashMap<u32, usize> = FxHashMap::default();
    for (at, instruction) in code.iter().enumerate() {
        for argument in &instruction.arguments {
            // Programs reuse temporaries: a use belongs to the last instruction that wrote it.
            if let Operand::Temporary(number) = argument
                && let Some(&writer) = writers.get(number)
            {
                uses[writer] += 1;
            }
        }
        if let Operand::Temporary(number) = instruction.target {
            writers.insert(number, at);
        }
    }
    uses
}

fn shaped(shape: Shape, instruction: &Instruction, arguments: [Operand; 4]) -> Superinstruction {
    Superinstruction::Shaped {
        shape,
        target: instruction.target,
        arguments,
    }
}

/// The only operation of a superinstruction that has one, of two arguments at most.
fn unfused(superinstruction: Superinstruction) -> Option<Inner> {
    let (op, [a, b, ..]) = match superinstruction {
        Superinstruction::Shaped {
            shape: Shape::Single(op),
            arguments,
            ..
        } => (op, arguments),
        Superinstruction::Plain(instruction) => (instruction.op, instruction.arguments),
        Superinstruction::Shaped { .. } => return None,
    };
    Some(Inner { op, arguments: [a, b] })
}
