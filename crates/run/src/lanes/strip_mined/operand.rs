//! The operands of strip-mined loops.

use crate::lanes::address::Resolver;
use crate::lanes::kernel::Kernel;
use program::{IndexMap, Instruction, Operand};

/// A loop whose instructions work on rows.
#[derive(Clone, Debug)]
pub(in crate::lanes) struct StripMined {
    pub iterations: usize,
    /// How many iterations a row takes.
    pub chunk: usize,
    /// How many numbers an iteration computes at once.
    pub width: usize,
    pub code: Vec<StripInstruction>,
}

#[derive(Clone, Debug)]
pub(in crate::lanes) struct StripInstruction {
    pub kernel: Kernel,
    pub target: StripOperand,
    pub arguments: [StripOperand; 4],
}

/// Where a row is found.
#[derive(Clone, Copy, Debug)]
pub(in crate::lanes) struct StripOperand {
    /// The address at offset 0, or the number of the table.
    pub base: usize,
    /// The offset of each iteration, in strides.
    pub index: IndexMap,
    /// How many numbers lie between one offset and the next.
    pub stride: usize,
    pub access: Access,
}

/// How an operand is read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lanes) enum Access {
    /// Not at all.
    Unused,
    /// One number for the whole row.
    Broadcast,
    /// A row of consecutive numbers.
    Row,
    /// Iteration by iteration, through a scratch row: gathered or scattered.
    Indexed,
    /// A table.
    Table,
}

impl StripMined {
    /// The code of a block with so many iterations of `width` numbers each.
    pub fn new(code: &[Instruction], iterations: usize, width: usize, resolver: &Resolver<'_>) -> StripMined {
        // As many as a temporary has room for.
        let chunk = (resolver.layout.row / width).min(iterations);
        let strip = StripShape { width, chunk };
        let decode = |instruction: &Instruction| StripInstruction {
            kernel: resolver.simd.kernel(instruction.op),
            target: strip.operand(instruction.target, resolver),
            arguments: instruction.arguments.map(|operand| strip.operand(operand, resolver)),
        };
        StripMined {
            iterations,
            chunk,
            width,
            code: code.iter().map(decode).collect(),
        }
    }
}

/// How many numbers an iteration computes, and how many iterations a row takes.
struct StripShape {
    width: usize,
    chunk: usize,
}

impl StripShape {
    fn operand(&self, operand: Operand, resolver: &Resolver<'_>) -> StripOperand {
        let layout = &resolver.layout;
        match operand {
            Operand::None => fixed(0, 0, Access::Unused),
            Operand::Temporary(number) => fixed(resolver.temporary(number), self.width, Access::Row),
            Operand::Uniform { base, index } => self.indexed(base as usize, index, 1),
            Operand::Lane { base, index } => self.indexed(layout.lane(base), index, self.width),
            Operand::Table { base, index } => StripOperand {
                base: base as usize,
                index,
                stride: 1,
                access: Access::Table,
            },
        }
    }

    fn indexed(&self, base: usize, index: IndexMap, stride: usize) -> StripOperand {
        StripOperand {
            base,
            index,
            stride,
            access: self.access(index, stride),
        }
    }

    fn access(&self, index: IndexMap, stride: usize) -> Access {
        let is_single = self.chunk == 1;
        match index {
            // A row of one iteration is consecutive wherever its offset leads.
            _ if is_single && stride == self.width => Access::Row,
            IndexMap::Consecutive if stride == self.width => Access::Row,
            _ if stride == 1 && (is_single || index == IndexMap::Fixed) => Access::Broadcast,
            _ => Access::Indexed,
        }
    }
}

fn fixed(base: usize, stride: usize, access: Access) -> StripOperand {
    StripOperand {
        base,
        index: IndexMap::Fixed,
        stride,
        access,
    }
}
