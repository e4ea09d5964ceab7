//! Emits a fused loop as a block of instructions, with as few temporaries as there are values alive at once.

use super::SlotAllocator;
use crate::mir::{Cell, FusedLoop, Operation, Source, Statement};
use crate::{Block, IndexMap, Instruction, Op, Operand};

/// The block of a loop, and how many temporaries it needs.
pub(super) fn emit(slots: &mut SlotAllocator<'_>, fused: &FusedLoop) -> (Block, u32) {
    let emitter = BlockEmitter {
        slots,
        last_use: last_uses(&fused.code),
        operands: vec![Operand::None; fused.code.len()],
        free: Vec::new(),
        temporaries: 0,
        block: Block {
            iterations: fused.iterations,
            code: Vec::with_capacity(fused.code.len()),
        },
    };
    emitter.run(&fused.code)
}

struct BlockEmitter<'s, 'm> {
    slots: &'s mut SlotAllocator<'m>,
    /// The last statement that uses each value.
    last_use: Vec<usize>,
    /// Where each value is.
    operands: Vec<Operand>,
    /// The temporaries that hold no live value.
    free: Vec<u32>,
    temporaries: u32,
    block: Block,
}

impl BlockEmitter<'_, '_> {
    fn run(mut self, code: &[Statement]) -> (Block, u32) {
        let destinations = destinations(code);
        for (number, statement) in code.iter().enumerate() {
            match *statement {
                Statement::Value(operation) => self.value(number, operation, destinations[number]),
                Statement::Store { store, target, value } => self.store(number, store, target, value),
            }
        }
        (self.block, self.temporaries)
    }

    /// Computes a value, into the cell where it is stored first if there is one: no copy is needed then.
    fn value(&mut self, number: usize, operation: Operation, destination: Option<Cell>) {
        let arguments = operation.arguments.map(|source| self.operand(source));
        // The result is placed before the arguments are released, so that it never shares a temporary with one of them:
        // the kernels read and write rows at the same time.
        let target = match destination {
            Some(cell) => self.slots.cell(cell),
            None => self.temporary(),
        };
        self.operands[number] = target;
        self.block.code.push(Instruction {
            op: operation.op,
            target,
            arguments,
        });
        self.release(number, &operation.arguments);
    }

    fn store(&mut self, number: usize, store: Op, target: Cell, value: Source) {
        let target = self.slots.cell(target);
        let argument = self.operand(value);
        // `value` has computed it into the cell where it is stored first.
        let is_there_already = store == Op::Copy && target == argument;
        if !is_there_already {
            let none = Operand::None;
            self.block.code.push(Instruction {
                op: store,
                target,
                arguments: [argument, none, none, none],
            });
        }
        self.release(number, &[value]);
    }

    fn operand(&mut self, source: Source) -> Operand {
        let fixed = |base: u32| Operand::Uniform {
            base,
            index: IndexMap::Fixed,
        };
        match source {
            Source::None => Operand::None,
            Source::Number(bits) => fixed(self.slots.number(f64::from_bits(bits))),
            Source::Local(local) => self.operands[local as usize],
            Source::Cell(cell) => self.slots.cell(cell),
            Source::Time => fixed(self.slots.time),
            Source::Table { base, index } => {
                let index = self.slots.index_map(index);
                Operand::Table { base, index }
            }
        }
    }

    /// The temporary that was freed last: it is the likeliest to be in the cache.
    fn temporary(&mut self) -> Operand {
        let number = self.free.pop().unwrap_or_else(|| {
            self.temporaries += 1;
            self.temporaries - 1
        });
        Operand::Temporary(number)
    }

    /// Frees the temporaries that statement `number` was the last to use.
    fn release(&mut self, number: usize, sources: &[Source]) {
        for (position, &source) in sources.iter().enumerate() {
            // `v0 * v0` uses one temporary twice, and must free it once.
            let is_repeated = sources[..position].contains(&source);
            self.free.extend(self.last_temporary(number, source).filter(|_| !is_repeated));
        }
    }

    /// The temporary of a value that statement `number` is the last to use.
    fn last_temporary(&self, number: usize, source: Source) -> Option<u32> {
        let Source::Local(local) = source else { return None };
        match self.operands[local as usize] {
            Operand::Temporary(temporary) if self.last_use[local as usize] == number => Some(temporary),
            _ => None,
        }
    }
}

/// For each value the cell of the first statement that stores it.
fn destinations(code: &[Statement]) -> Vec<Option<Cell>> {
    let mut destinations = vec![None; code.len()];
    for statement in code.iter().rev() {
        if let Statement::Store {
            store: Op::Copy,
            value: Source::Local(local),
            target,
        } = *statement
        {
            destinations[local as usize] = Some(target);
        }
    }
    destinations
}

/// For each value the last statement that uses it.
fn last_uses(code: &[Statement]) -> Vec<usize> {
    let mut last = vec![0; code.len()];
    for (number, statement) in code.iter().enumerate() {
        for source in statement.sources() {
            if let Source::Local(local) = source {
                last[*local as usize] = number;
            }
        }
    }
    last
}
