//! A program in the form that runs: operands as places in the frame, operations as kernels.

use super::Simd;
use super::forms::Form;
use super::frame::Layout;
use super::fused::Fused;
use super::kernel::Kernel;
use super::narrow::Narrow;
use super::packed_constants::PackedConstants;
use super::vectors::Vectors;
use program::{Block, IndexMap, Instruction, Op, Operand, Program};

/// The bank that a list of blocks writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bank {
    /// One number a slot.
    Uniform,
    /// A number a run and slot.
    Lane,
}

impl Bank {
    /// How many numbers per iteration of its code has, in blocks of `width` runs.
    pub fn width(self, width: usize) -> usize {
        match self {
            Bank::Uniform => 1,
            Bank::Lane => width,
        }
    }
}

/// A block in the form that runs.
#[derive(Clone, Debug)]
pub(super) enum Code {
    /// One number at a time: one iteration for one run.
    Narrow(Narrow),
    /// One iteration for a block of several runs.
    Straight(Vec<Straight>),
    /// Rows whose places are known.
    Fused(Fused),
    /// Row by row.
    Rows(Rows),
    /// A function of whole vectors.
    Vectors(Vectors),
}

/// An instruction on rows that stand where they are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Straight {
    pub kernel: Kernel,
    pub target: u32,
    /// Rows or numbers of the frame; the second is a table for a lookup.
    pub arguments: [Argument; 3],
}

/// A place in the frame, and whether one number or a row stands there.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Argument(u32);

impl Argument {
    /// In the highest bit; no frame is so large.
    const ONE: u32 = 1 << 31;

    /// A row.
    pub fn row(at: u32) -> Argument {
        Argument(at)
    }

    /// One number for the whole row.
    pub fn one(at: u32) -> Argument {
        Argument(at | Self::ONE)
    }

    /// Whether it is one number for the whole row.
    #[inline(always)]
    pub fn is_one(self) -> bool {
        self.0 & Self::ONE != 0
    }

    /// Where it stands.
    #[inline(always)]
    pub fn at(self) -> usize {
        (self.0 & !Self::ONE) as usize
    }
}

/// A block whose instructions work on rows.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    /// How many iterations there are.
    pub iterations: usize,
    /// How many iterations a row takes.
    pub chunk: usize,
    /// How many numbers per iteration has.
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
    /// The offset of each iteration, in units.
    pub index: IndexMap,
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
    /// Iteration by iteration, through a scratch row.
    Apart,
    /// A table.
    Table,
}

/// Translates blocks.
pub(super) struct Decoder<'p> {
    pub program: &'p Program,
    pub layout: Layout,
    pub packed: &'p PackedConstants,
    pub simd: Simd,
}

impl Decoder<'_> {
    /// The blocks of a list whose code writes `bank`, in the forms that were found for them.
    pub fn list(&self, blocks: &[Block], forms: &[Form], bank: Bank) -> Vec<Code> {
        let blocks = blocks.iter().zip(forms);
        blocks.flat_map(|(block, form)| self.block(block, form, bank)).collect()
    }

    fn block(&self, block: &Block, form: &Form, bank: Bank) -> Vec<Code> {
        let width = bank.width(self.layout.width);
        match form {
            Form::Vectors => self.vectors(block, bank),
            Form::Narrow(fusion) => vec![Code::Narrow(Narrow::new(fusion, self))],
            Form::Fused(fusion) => vec![Code::Fused(Fused::new(fusion, block, width, self))],
            Form::Straight => self.straight_code(&block.code),
            Form::Rows => vec![Code::Rows(self.rows(&block.code, block.iterations as usize, width))],
        }
    }

    fn vectors(&self, block: &Block, bank: Bank) -> Vec<Code> {
        let calls = block.code.iter().filter_map(|instruction| match instruction.op {
            Op::Vector(number) => Some((instruction, number, block.iterations as usize)),
            _ => None,
        });
        let vectors = |call| Code::Vectors(Vectors::new(self.program, &self.layout, call, bank));
        calls.map(vectors).collect()
    }

    /// Straight code. The rare instruction with four arguments stands alone between the rest.
    fn straight_code(&self, code: &[Instruction]) -> Vec<Code> {
        let is_long = |instruction: &Instruction| instruction.arguments[3] != Operand::None;
        let same_length = code.chunk_by(|a, b| is_long(a) == is_long(b));
        let decode = |code: &[Instruction]| match code.iter().any(is_long) {
            true => Code::Rows(self.rows(code, 1, self.layout.width)),
            false => Code::Straight(code.iter().map(|i| self.straight(i)).collect()),
        };
        same_length.map(decode).collect()
    }

    /// An instruction of straight code.
    pub fn straight(&self, instruction: &Instruction) -> Straight {
        let [a, b, c, _] = instruction.arguments;
        let argument = |operand: Operand| match operand {
            Operand::None => Argument::one(0),
            Operand::Uniform { .. } => Argument::one(self.single(operand)),
            _ => Argument::row(self.single(operand)),
        };
        Straight {
            kernel: self.simd.kernel(instruction.op),
            target: self.single(instruction.target),
            arguments: [a, b, c].map(argument),
        }
    }

    fn rows(&self, code: &[Instruction], iterations: usize, width: usize) -> Rows {
        let chunk = (self.layout.row / width).min(iterations);
        let decode = |instruction: &Instruction| RowInstruction {
            kernel: self.simd.kernel(instruction.op),
            target: self.place(instruction.target, width, chunk),
            arguments: instruction.arguments.map(|a| self.place(a, width, chunk)),
        };
        Rows {
            iterations,
            chunk,
            width,
            code: code.iter().map(decode).collect(),
        }
    }

    /// Where an operand stands when there is one iteration.
    pub fn single(&self, operand: Operand) -> u32 {
        let base = |base: u32, index: IndexMap| match index {
            IndexMap::Table(list) => base + self.program.offset_tables[list as usize][0],
            IndexMap::Fixed | IndexMap::Consecutive => base,
        };
        match operand {
            Operand::None => 0,
            Operand::Temporary(number) => (self.layout.temporaries + number as usize * self.layout.row) as u32,
            Operand::Uniform { base: slot, index } | Operand::Table { base: slot, index } => base(slot, index),
            Operand::Lane { base: slot, index } => self.layout.lane(base(slot, index)) as u32,
        }
    }

    fn place(&self, operand: Operand, width: usize, chunk: usize) -> Place {
        let contiguous = |index: IndexMap, unit: usize| match index {
            _ if chunk == 1 && unit == width => Access::Row,
            IndexMap::Consecutive if unit == width => Access::Row,
            _ if unit == 1 && (chunk == 1 || index == IndexMap::Fixed) => Access::One,
            _ => Access::Apart,
        };
        let place = |at: usize, index: IndexMap, unit: usize, access: Access| Place {
            at,
            index,
            unit,
            access,
        };
        match operand {
            Operand::None => place(0, IndexMap::Fixed, 0, Access::Unused),
            Operand::Temporary(number) => {
                let at = self.layout.temporaries + number as usize * self.layout.row;
                place(at, IndexMap::Fixed, width, Access::Row)
            }
            Operand::Uniform { base, index } => place(base as usize, index, 1, contiguous(index, 1)),
            Operand::Lane { base, index } => place(self.layout.lane(base), index, width, contiguous(index, width)),
            Operand::Table { base, index } => place(base as usize, index, 1, Access::Table),
        }
    }
}
