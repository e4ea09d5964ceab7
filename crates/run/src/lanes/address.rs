//! Addresses: where the operands of instructions are in a frame.

use super::frame::Layout;
use super::kernel::Kernel;
use super::packed_constants::PackedConstants;
use super::simd::Simd;
use program::{IndexMap, Instruction, Operand, Program};

/// The bank of slots that a list of blocks writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bank {
    /// One number a slot, the same for all runs.
    Uniform,
    /// A number a slot and run.
    Lane,
}

impl Bank {
    /// How many numbers an iteration of its code computes at once, in blocks of `width` runs.
    pub fn width(self, width: usize) -> usize {
        match self {
            Bank::Uniform => 1,
            Bank::Lane => width,
        }
    }
}

/// An instruction on rows whose addresses are known.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowInstruction {
    pub kernel: Kernel,
    pub target: u32,
    /// Rows or single numbers of the frame; the second is a table for a lookup.
    pub arguments: [Argument; 3],
}

/// An address, and whether a row begins there or one number is broadcast. Both in four bytes, so that two
/// instructions fit into a cache line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Argument(u32);

impl Argument {
    /// The highest bit. No address needs it: a frame of 2^31 numbers would take 16 GiB.
    const BROADCAST: u32 = 1 << 31;

    pub fn row(at: u32) -> Argument {
        Argument(at)
    }

    /// One number for the whole row.
    pub fn broadcast(at: u32) -> Argument {
        Argument(at | Self::BROADCAST)
    }

    #[inline(always)]
    pub fn is_broadcast(self) -> bool {
        self.0 & Self::BROADCAST != 0
    }

    /// The address.
    #[inline(always)]
    pub fn at(self) -> usize {
        (self.0 & !Self::BROADCAST) as usize
    }
}

/// Finds addresses, and the kernels of operations.
pub(super) struct Resolver<'p> {
    pub program: &'p Program,
    pub layout: Layout,
    pub packed: &'p PackedConstants,
    pub simd: Simd,
}

impl Resolver<'_> {
    /// An instruction of code that has one iteration. It has no fourth argument.
    pub fn row_instruction(&self, instruction: &Instruction) -> RowInstruction {
        let [a, b, c, _] = instruction.arguments;
        RowInstruction {
            kernel: self.simd.kernel(instruction.op),
            target: self.single(instruction.target),
            arguments: [a, b, c].map(|operand| self.argument(operand)),
        }
    }

    fn argument(&self, operand: Operand) -> Argument {
        match operand {
            // Kernels never read what is not there; address 0 keeps every argument within the frame.
            Operand::None => Argument::broadcast(0),
            Operand::Uniform { .. } => Argument::broadcast(self.single(operand)),
            _ => Argument::row(self.single(operand)),
        }
    }

    /// The address of an operand, or the number of a table, when there is one iteration.
    pub fn single(&self, operand: Operand) -> u32 {
        match operand {
            Operand::None => 0,
            Operand::Temporary(number) => self.temporary(number) as u32,
            Operand::Uniform { base, index } | Operand::Table { base, index } => self.first_slot(base, index),
            Operand::Lane { base, index } => self.layout.lane(self.first_slot(base, index)) as u32,
        }
    }

    /// Where the row of a temporary begins.
    pub fn temporary(&self, number: u32) -> usize {
        self.layout.temporaries + number as usize * self.layout.row
    }

    fn first_slot(&self, base: u32, index: IndexMap) -> u32 {
        match index {
            IndexMap::Table(list) => base + self.program.offset_tables[list as usize][0],
            IndexMap::Fixed | IndexMap::Consecutive => base,
        }
    }
}
