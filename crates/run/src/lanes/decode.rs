//! A program in the form that runs: operands as places in the frame, operations as kernels.

use super::frame::Layout;
use super::kernel::{Kernel, Simd};
use program::{Block, Op, Operand, Program, Walk};

/// The bank that a list of blocks writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bank {
    /// One number a slot.
    Uniform,
    /// A number a run and slot.
    Lane,
}

/// A block in the form that runs.
#[derive(Clone, Debug)]
pub(super) enum Code {
    /// One number at a time: one turn for one run.
    Scalar(Vec<Scalar>),
    /// Row by row.
    Rows(Rows),
}

/// An instruction on single numbers of the frame.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scalar {
    pub op: Op,
    pub target: u32,
    /// Places in the frame; the second is a table for [`Op::Lookup`].
    pub arguments: [u32; 4],
}

/// A block whose instructions work on rows.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    /// How many turns there are.
    pub turns: usize,
    /// How many turns a row takes.
    pub chunk: usize,
    /// How many numbers a turn has.
    pub width: usize,
    pub code: Vec<RowInstruction>,
}

/// An instruction on rows.
#[derive(Clone, Debug)]
pub(super) struct RowInstruction {
    pub kernel: Kernel,
    pub target: Place,
    pub arguments: [Place; 4],
}

/// Where a row stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The number at offset 0, or the table.
    pub at: usize,
    /// The offset of each turn, in units.
    pub walk: Walk,
    /// How many numbers a unit has.
    pub unit: usize,
    pub access: Access,
}

/// How a place is read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// Not at all.
    Unused,
    /// One number for the whole row.
    One,
    /// A row of consecutive numbers.
    Row,
    /// Turn by turn, through a scratch row.
    Apart,
    /// A table.
    Table,
}

/// Translates blocks.
pub(super) struct Decoder<'p> {
    pub program: &'p Program,
    pub layout: Layout,
    pub simd: Simd,
}

impl Decoder<'_> {
    /// The blocks of a list whose code writes `bank`.
    pub fn list(&self, blocks: &[Block], bank: Bank) -> Vec<Code> {
        blocks.iter().map(|block| self.block(block, bank)).collect()
    }

    fn block(&self, block: &Block, bank: Bank) -> Code {
        let width = match bank {
            Bank::Uniform => 1,
            Bank::Lane => self.layout.width,
        };
        if width == 1 && block.turns == 1 {
            return Code::Scalar(block.code.iter().map(|i| self.scalar(i)).collect());
        }
        let turns = block.turns as usize;
        let chunk = (self.layout.row / width).min(turns);
        let decode = |instruction: &program::Instruction| RowInstruction {
            kernel: self.simd.kernel(instruction.op),
            target: self.place(instruction.target, width, chunk),
            arguments: instruction.arguments.map(|a| self.place(a, width, chunk)),
        };
        let code = block.code.iter().map(decode).collect();
        Code::Rows(Rows {
            turns,
            chunk,
            width,
            code,
        })
    }

    fn scalar(&self, instruction: &program::Instruction) -> Scalar {
        Scalar {
            op: instruction.op,
            target: self.single(instruction.target),
            arguments: instruction.arguments.map(|argument| self.single(argument)),
        }
    }

    /// Where an operand stands when blocks have one run and one turn.
    fn single(&self, operand: Operand) -> u32 {
        let base = |base: u32, walk: Walk| match walk {
            Walk::Table(list) => base + self.program.walks[list as usize][0],
            Walk::Fixed | Walk::Each => base,
        };
        match operand {
            Operand::None => 0,
            Operand::Temporary(number) => {
                (self.layout.temporaries + number as usize * self.layout.row) as u32
            }
            Operand::Uniform { base: slot, walk } | Operand::Table { base: slot, walk } => {
                base(slot, walk)
            }
            Operand::Lane { base: slot, walk } => self.layout.lane(base(slot, walk)) as u32,
        }
    }

    fn place(&self, operand: Operand, width: usize, chunk: usize) -> Place {
        let contiguous = |walk: Walk, unit: usize| match walk {
            _ if chunk == 1 && unit == width => Access::Row,
            Walk::Each if unit == width => Access::Row,
            _ if unit == 1 && (chunk == 1 || walk == Walk::Fixed) => Access::One,
            _ => Access::Apart,
        };
        let place = |at: usize, walk: Walk, unit: usize, access: Access| Place {
            at,
            walk,
            unit,
            access,
        };
        match operand {
            Operand::None => place(0, Walk::Fixed, 0, Access::Unused),
            Operand::Temporary(number) => {
                let at = self.layout.temporaries + number as usize * self.layout.row;
                place(at, Walk::Fixed, width, Access::Row)
            }
            Operand::Uniform { base, walk } => place(base as usize, walk, 1, contiguous(walk, 1)),
            Operand::Lane { base, walk } => {
                place(self.layout.lane(base), walk, width, contiguous(walk, width))
            }
            Operand::Table { base, walk } => place(base as usize, walk, 1, Access::Table),
        }
    }
}
