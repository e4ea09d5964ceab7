//! A program in the form that runs: operands as places in the frame, operations as kernels.

use super::Simd;
use super::forms::Form;
use super::frame::Layout;
use super::fused::Fused;
use super::kernel::Kernel;
use super::narrow::Narrow;
use super::packed_constants::PackedConstants;
use super::vectors::Vectors;
use program::{Block, Instruction, Op, Operand, Program, Walk};

/// The bank that a list of blocks writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bank {
    /// One number a slot.
    Uniform,
    /// A number a run and slot.
    Lane,
}

impl Bank {
    /// How many numbers a turn of its code has, in blocks of `width` runs.
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
    /// One number at a time: one turn for one run.
    Narrow(Narrow),
    /// One turn for a block of several runs.
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
            Form::Rows => vec![Code::Rows(self.rows(&block.code, block.turns as usize, width))],
        }
    }

    fn vectors(&self, block: &Block, bank: Bank) -> Vec<Code> {
        let calls = block.code.iter().filter_map(|instruction| match instruction.op {
            Op::Vector(number) => Some((instruction, number, block.turns as usize)),
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

    fn rows(&self, code: &[Instruction], turns: usize, width: usize) -> Rows {
        let chunk = (self.layout.row / width).min(turns);
        let decode = |instruction: &Instruction| RowInstruction {
            kernel: self.simd.kernel(instruction.op),
            target: self.place(instruction.target, width, chunk),
            arguments: instruction.arguments.map(|a| self.place(a, width, chunk)),
        };
        Rows {
            turns,
            chunk,
            width,
            code: code.iter().map(decode).collect(),
        }
    }

    /// Where an operand stands when there is one turn.
    pub fn single(&self, operand: Operand) -> u32 {
        let base = |base: u32, walk: Walk| match walk {
            Walk::Table(list) => base + self.program.walks[list as usize][0],
            Walk::Fixed | Walk::Each => base,
        };
        match operand {
            Operand::None => 0,
            Operand::Temporary(number) => (self.layout.temporaries + number as usize * self.layout.row) as u32,
            Operand::Uniform { base: slot, walk } | Operand::Table { base: slot, walk } => base(slot, walk),
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
        let place = |at: usize, walk: Walk, unit: usize, access: Access| Place { at, walk, unit, access };
        match operand {
            Operand::None => place(0, Walk::Fixed, 0, Access::Unused),
            Operand::Temporary(number) => {
                let at = self.layout.temporaries + number as usize * self.layout.row;
                place(at, Walk::Fixed, width, Access::Row)
            }
            Operand::Uniform { base, walk } => place(base as usize, walk, 1, contiguous(walk, 1)),
            Operand::Lane { base, walk } => place(self.layout.lane(base), walk, width, contiguous(walk, width)),
            Operand::Table { base, walk } => place(base as usize, walk, 1, Access::Table),
        }
    }
}
