//! Within a loop: values that were stored are taken from where they were computed, equal operations are computed once, what
//! would be stored twice is stored once, and stores that nobody reads are dropped. The bits stay the same.

use crate::Op;
use crate::arrange::{Loop, Statement};
use crate::draft::{Cell, Draft, HomeKind, Operation, Source};
use crate::join;
use check::Function;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use std::hash::BuildHasher;

/// Shares what can be shared in every loop, then drops what nobody reads.
pub(crate) fn share(loops: &mut Vec<Loop>, draft: &mut Draft) {
    for one in loops.iter_mut() {
        one.code = Sharing::default().run(std::mem::take(&mut one.code));
    }
    join::join(loops, draft);
    drop_unread(loops, draft);
}

#[derive(Default)]
struct Sharing {
    code: Vec<Statement>,
    /// What each statement's value is in `code`.
    became: Vec<Source>,
    /// By the hash of an operation, where it stands in `code`: the operations themselves would take much memory twice. Of two
    /// operations with one hash only the first can be shared.
    values: FxHashMap<u64, u32>,
    /// What the cells hold that this loop has filled.
    held: FxHashMap<Cell, Source>,
}

impl Sharing {
    fn run(mut self, code: Vec<Statement>) -> Vec<Statement> {
        for statement in code {
            let source = match statement {
                Statement::Value(operation) => self.value(operation),
                Statement::Store { how, target, value } => {
                    self.store(how, target, value);
                    Source::None
                }
            };
            self.became.push(source);
        }
        self.code
    }

    fn value(&mut self, mut operation: Operation) -> Source {
        for argument in &mut operation.arguments {
            *argument = self.resolve(*argument);
        }
        if operation.op == Op::Copy {
            return operation.arguments[0];
        }
        let here = self.code.len() as u32;
        let known = *self.values.entry(FxBuildHasher.hash_one(operation)).or_insert(here);
        if known != here && self.code[known as usize] == Statement::Value(operation) {
            return Source::Local(known);
        }
        self.code.push(Statement::Value(operation));
        Source::Local(here)
    }

    fn resolve(&self, source: Source) -> Source {
        match source {
            Source::Local(local) => self.became[local as usize],
            Source::Cell(cell) => self.held.get(&cell).copied().unwrap_or(source),
            _ => source,
        }
    }

    /// A reduction into a cell that this iteration has filled is an operation on its value.
    fn store(&mut self, how: Op, target: Cell, value: Source) {
        let value = self.resolve(value);
        let (how, value) = match (self.held.get(&target).copied(), combine(how)) {
            (Some(held), Some(op)) => {
                let arguments = [held, value, Source::None, Source::None];
                (Op::Copy, self.value_of(Operation { op, arguments }))
            }
            _ => (how, value),
        };
        if how == Op::Copy {
            self.held.insert(target, value);
        }
        self.code.push(Statement::Store { how, target, value });
    }

    fn value_of(&mut self, operation: Operation) -> Source {
        self.code.push(Statement::Value(operation));
        Source::Local(self.code.len() as u32 - 1)
    }
}

/// The operation that a reduction repeats, on what the target held and on the new value.
fn combine(how: Op) -> Option<Op> {
    match how {
        Op::SumInto => Some(Op::Add),
        Op::ProductInto => Some(Op::Multiply),
        Op::MinInto => Some(Op::Call(Function::Min)),
        Op::MaxInto => Some(Op::Call(Function::Max)),
        _ => None,
    }
}

/// Drops stores into homes that nobody reads, and the values that only these needed. Later code is looked at first, so that
/// one pass suffices.
fn drop_unread(loops: &mut Vec<Loop>, draft: &Draft) {
    let is_carried = |kind| matches!(kind, HomeKind::State | HomeKind::Driving);
    let mut read: Vec<bool> = draft.homes.iter().map(|home| is_carried(home.kind)).collect();
    for kept in &draft.kept {
        read[kept.home.0 as usize] = true;
    }
    for one in loops.iter_mut().rev() {
        keep_needed(&mut one.code, &mut read);
    }
    loops.retain(|one| !one.code.is_empty());
}

fn keep_needed(code: &mut Vec<Statement>, read: &mut [bool]) {
    let mut keep = vec![false; code.len()];
    let mut overwritten = FxHashSet::default();
    for (at, statement) in code.iter().enumerate().rev() {
        let sources = match statement {
            Statement::Value(operation) if keep[at] => operation.arguments,
            Statement::Store { how, target, value } if read[target.home.0 as usize] => {
                // Reads between two stores into one cell have been given the first value itself.
                if *how == Op::Copy && !overwritten.insert(*target) {
                    continue;
                }
                keep[at] = true;
                [*value, Source::None, Source::None, Source::None]
            }
            _ => continue,
        };
        for source in sources {
            match source {
                Source::Local(local) => keep[local as usize] = true,
                Source::Cell(cell) => read[cell.home.0 as usize] = true,
                _ => {}
            }
        }
    }
    renumber(code, &keep);
}

fn renumber(code: &mut Vec<Statement>, keep: &[bool]) {
    let mut number = vec![0; code.len()];
    let mut kept = 0;
    for at in (0..code.len()).filter(|&at| keep[at]) {
        number[at] = kept as u32;
        let moved = |source: Source| match source {
            Source::Local(local) => Source::Local(number[local as usize]),
            other => other,
        };
        code[kept] = match code[at] {
            Statement::Value(Operation { op, arguments }) => Statement::Value(Operation {
                op,
                arguments: arguments.map(moved),
            }),
            Statement::Store { how, target, value } => Statement::Store {
                how,
                target,
                value: moved(value),
            },
        };
        kept += 1;
    }
    code.truncate(kept);
}
