//! Within a loop: values that were stored are taken from where they were computed, equal operations are computed once, and
//! stores that nobody reads are dropped. The bits stay the same.

use crate::Op;
use crate::arrange::{Loop, Statement};
use crate::draft::{Cell, Draft, HomeKind, Operation, Source};
use check::Function;
use rustc_hash::{FxHashMap, FxHashSet};

/// Shares what can be shared in every loop, then drops what nobody reads.
pub(crate) fn share(loops: &mut Vec<Loop>, draft: &Draft) {
    for one in loops.iter_mut() {
        one.code = Sharing::default().run(std::mem::take(&mut one.code));
    }
    drop_unread(loops, draft);
}

#[derive(Default)]
struct Sharing {
    code: Vec<Statement>,
    /// What each statement's value is in `code`.
    became: Vec<Source>,
    values: FxHashMap<Operation, Source>,
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
        if let Some(&known) = self.values.get(&operation) {
            return known;
        }
        self.code.push(Statement::Value(operation));
        let source = Source::Local(self.code.len() as u32 - 1);
        self.values.insert(operation, source);
        source
    }

    fn resolve(&self, source: Source) -> Source {
        match source {
            Source::Local(local) => self.became[local as usize],
            Source::Cell(cell) => self.held.get(&cell).copied().unwrap_or(source),
            _ => source,
        }
    }

    /// A reduction into a cell that this turn has filled is an operation on its value.
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
    let mut read: FxHashSet<u32> = draft.kept.iter().map(|kept| kept.home.0).collect();
    for (at, home) in draft.homes.iter().enumerate() {
        if matches!(home.kind, HomeKind::State | HomeKind::Driving) {
            read.insert(at as u32);
        }
    }
    for one in loops.iter_mut().rev() {
        one.code = needed(&one.code, &mut read);
    }
    loops.retain(|one| !one.code.is_empty());
}

fn needed(code: &[Statement], read: &mut FxHashSet<u32>) -> Vec<Statement> {
    let mut keep = vec![false; code.len()];
    let mut overwritten = FxHashSet::default();
    for (at, statement) in code.iter().enumerate().rev() {
        let sources = match statement {
            Statement::Value(operation) if keep[at] => operation.arguments,
            Statement::Store { how, target, value } if read.contains(&target.home.0) => {
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
                Source::Cell(cell) => {
                    read.insert(cell.home.0);
                }
                _ => {}
            }
        }
    }
    renumber(code, &keep)
}

fn renumber(code: &[Statement], keep: &[bool]) -> Vec<Statement> {
    let mut number = vec![0; code.len()];
    let mut kept = Vec::new();
    for (at, statement) in code.iter().enumerate().filter(|&(at, _)| keep[at]) {
        number[at] = kept.len() as u32;
        let moved = |source: Source| match source {
            Source::Local(local) => Source::Local(number[local as usize]),
            other => other,
        };
        kept.push(match *statement {
            Statement::Value(Operation { op, arguments }) => Statement::Value(Operation {
                op,
                arguments: arguments.map(moved),
            }),
            Statement::Store { how, target, value } => Statement::Store {
                how,
                target,
                value: moved(value),
            },
        });
    }
    kept
}
