//! Common subexpression elimination within a loop, by value numbering (Cocke & Schwartz 1970). The bits stay the same.
//!
//! Values that were stored are taken from where they were computed, equal operations are computed once, and a reduction into
//! a cell that the loop has just filled becomes an operation on its value.

use crate::Op;
use crate::mir::{Cell, Mir, Operation, Source, Statement};
use check::Function;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::BuildHasher;

/// Computes equal operations of a loop once.
pub(crate) fn eliminate_common_subexpressions(mir: &mut Mir) {
    for fused in &mut mir.loops {
        fused.code = Numbering::default().run(std::mem::take(&mut fused.code));
    }
}

#[derive(Default)]
struct Numbering {
    code: Vec<Statement>,
    /// What each statement's value is in `code`.
    replacement: Vec<Source>,
    /// The position in `code` by the hash of an operation: the operations themselves would take their memory twice. Of two
    /// operations with one hash only the first can be shared.
    values: FxHashMap<u64, u32>,
    /// The values of the cells that this loop has filled, in the present iteration.
    stored: FxHashMap<Cell, Source>,
}

impl Numbering {
    fn run(mut self, code: Vec<Statement>) -> Vec<Statement> {
        for statement in code {
            let source = match statement {
                Statement::Value(operation) => self.value(operation),
                Statement::Store { store, target, value } => {
                    self.store(store, target, value);
                    Source::None
                }
            };
            self.replacement.push(source);
        }
        self.code
    }

    fn value(&mut self, mut operation: Operation) -> Source {
        for argument in &mut operation.arguments {
            *argument = self.resolve(*argument);
        }
        // A copy is its argument: readers of one and of the other have the same operand, and are found equal.
        if operation.op == Op::Copy {
            return operation.arguments[0];
        }
        let here = self.code.len() as u32;
        let earlier = *self.values.entry(FxBuildHasher.hash_one(operation)).or_insert(here);
        if earlier != here && self.code[earlier as usize] == Statement::Value(operation) {
            return Source::Local(earlier);
        }
        self.append(operation)
    }

    fn resolve(&self, source: Source) -> Source {
        match source {
            Source::Local(local) => self.replacement[local as usize],
            Source::Cell(cell) => self.stored.get(&cell).copied().unwrap_or(source),
            _ => source,
        }
    }

    /// A reduction into a cell that this iteration has filled is an operation on its value.
    fn store(&mut self, store: Op, target: Cell, value: Source) {
        let value = self.resolve(value);
        let (store, value) = match (self.stored.get(&target).copied(), combine(store)) {
            (Some(before), Some(op)) => (Op::Copy, self.step_of_reduction(op, [before, value])),
            _ => (store, value),
        };
        // What a reduction leaves is not the value that it takes, so that later readers go to the cell.
        if store == Op::Copy {
            self.stored.insert(target, value);
        }
        self.code.push(Statement::Store { store, target, value });
    }

    fn step_of_reduction(&mut self, op: Op, [before, value]: [Source; 2]) -> Source {
        let arguments = [before, value, Source::None, Source::None];
        // Not entered into `values`: each step of a reduction has another value before it, so none equals another.
        self.append(Operation { op, arguments })
    }

    fn append(&mut self, operation: Operation) -> Source {
        self.code.push(Statement::Value(operation));
        Source::Local(self.code.len() as u32 - 1)
    }
}

/// The operation that a reduction repeats, on what the target held and on the new value.
fn combine(store: Op) -> Option<Op> {
    match store {
        Op::SumInto => Some(Op::Add),
        Op::ProductInto => Some(Op::Multiply),
        Op::MinInto => Some(Op::Call(Function::Min)),
        Op::MaxInto => Some(Op::Call(Function::Max)),
        _ => None,
    }
}
