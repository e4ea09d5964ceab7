//! The code of the MIR: operations in single assignment, in loops.

use super::Cell;
use crate::{IndexMap, Op};

/// Where an operation takes a number from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Source {
    None,
    /// A constant, by its bits: operations on equal bits are equal operations, and `NaN` equals itself.
    Number(u64),
    /// The value of an earlier operation of this loop.
    Local(u32),
    Cell(Cell),
    /// The clock, in code that runs at every evaluation.
    Time,
    /// A lookup table, for [`Op::Lookup`].
    Table {
        base: u32,
        index: IndexMap,
    },
}

impl Source {
    pub fn number(value: f64) -> Source {
        Source::Number(value.to_bits())
    }

    /// The number, if it is a constant.
    pub fn constant(self) -> Option<f64> {
        match self {
            Source::Number(bits) => Some(f64::from_bits(bits)),
            _ => None,
        }
    }
}

/// One value: an operation on operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Operation {
    pub op: Op,
    /// Those that `op` does not take are [`Source::None`].
    pub arguments: [Source; 4],
}

/// When a loop nest may run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Phase {
    /// To start a run, with the clock at the start.
    Initial,
    /// At every step.
    Step,
}

/// A loop that fills one buffer.
#[derive(Clone, Debug)]
pub(crate) struct LoopNest {
    pub phase: Phase,
    /// How often all of `code` is computed.
    pub iterations: u32,
    /// The values in order.
    pub code: Vec<Operation>,
    /// The value that goes into the target.
    pub value: Source,
    pub target: Cell,
    /// [`Op::Copy`] to store the value, [`Op::SumInto`] and its like to reduce it into the target.
    pub store: Op,
}

impl LoopNest {
    /// The number of the function of whole vectors, if this nest computes one and nothing else: its cells are then the first
    /// of as many as the call says, in each iteration.
    pub fn vector(&self) -> Option<u16> {
        let [operation] = &self.code[..] else { return None };
        match operation.op {
            Op::Vector(number) => Some(number),
            _ => None,
        }
    }

    /// Every cell that the nest reads, except its target.
    pub fn reads(&self) -> impl Iterator<Item = Cell> + '_ {
        let inside = self.code.iter().flat_map(|operation| operation.arguments);
        inside.chain([self.value]).filter_map(|source| match source {
            Source::Cell(cell) => Some(cell),
            _ => None,
        })
    }
}

/// The sections of a program, in the order in which they run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Section {
    /// Once a run.
    Start,
    /// At every evaluation, for all runs of a block.
    SharedStep,
    /// At every evaluation.
    Step,
    /// At the beginning of every full step.
    Advance,
    /// At save points, for all runs of a block.
    SharedSave,
    /// At save points.
    Save,
}

impl Section {
    /// All sections in order.
    pub const ALL: [Section; 6] = [
        Section::Start,
        Section::SharedStep,
        Section::Step,
        Section::Advance,
        Section::SharedSave,
        Section::Save,
    ];
}

/// A loop that fills any number of buffers.
#[derive(Clone, Debug)]
pub(crate) struct FusedLoop {
    pub section: Section,
    /// How often all of `code` runs.
    pub iterations: u32,
    pub code: Vec<Statement>,
}

/// One line of a fused loop.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Statement {
    /// Computes a value; [`Source::Local`] names it by the statement's position.
    Value(Operation),
    /// Stores a value into a cell ([`Op::Copy`]), or reduces it into a cell.
    Store { store: Op, target: Cell, value: Source },
}

impl Statement {
    /// What the statement reads.
    pub fn sources(&self) -> &[Source] {
        match self {
            Statement::Value(operation) => &operation.arguments,
            Statement::Store { value, .. } => std::slice::from_ref(value),
        }
    }

    /// What the statement reads, to be changed.
    pub fn sources_mut(&mut self) -> &mut [Source] {
        match self {
            Statement::Value(operation) => &mut operation.arguments,
            Statement::Store { value, .. } => std::slice::from_mut(value),
        }
    }
}
