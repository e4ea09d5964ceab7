//! Which form the code of each block takes, decided before addresses are known. The page of [`super`] says when and why.

use super::intervals::IntervalSet;
use super::kernels::PIECE;
use super::superinstruction::{Superinstructions, fuse};
use program::{Block, IndexMap, Instruction, Op, Operand, Program};
use std::ops::Range;

/// How a block of code will run.
#[derive(Clone, Debug)]
pub(super) enum Form {
    /// A function of whole vectors.
    Vectors,
    /// One number at a time: one iteration for one run.
    Scalar(Superinstructions),
    /// Rows whose addresses are known: all iterations, unrolled.
    Fused(Superinstructions),
    /// One iteration for several runs.
    StraightLine,
    /// Strip by strip, with addresses computed on the way.
    StripMined,
}

/// No loop is unrolled into more instructions, of 40 bytes each: they all pass through the caches at every step, beside the
/// numbers.
const UNROLLED: usize = 1 << 16;

impl Form {
    /// The form of a block whose code computes `width` numbers an iteration.
    pub fn of(program: &Program, block: &Block, width: usize) -> Form {
        let analysis = LoopAnalysis { program, block, width };
        let code = &block.code;
        match (width, block.iterations as usize) {
            // Such an instruction is alone in its block: it takes no rows.
            _ if matches!(code[..], [Instruction { op: Op::Vector(_), .. }]) => Form::Vectors,
            (1, 1) => Form::Scalar(fuse(code, |_| false)),
            (PIECE, _) if analysis.can_be_unrolled() => Form::Fused(fuse(code, is_uniform)),
            (1, PIECE..) if analysis.can_be_unrolled() => Form::Fused(fuse(code, is_fixed)),
            // Kernels of superinstructions take whole pieces only, so that shorter loops gain nothing by fusing.
            (1, _) if analysis.can_be_unrolled() => Form::Fused(Superinstructions::unfused(code, program.temporaries)),
            (_, 1) => Form::StraightLine,
            _ => Form::StripMined,
        }
    }

    /// How many temporaries the code needs, if not those of the program.
    pub fn temporaries(&self) -> u32 {
        match self {
            Form::Scalar(fused) | Form::Fused(fused) => fused.temporaries,
            Form::Vectors | Form::StraightLine | Form::StripMined => 0,
        }
    }
}

/// One number for all runs.
fn is_uniform(operand: &Operand) -> bool {
    matches!(operand, Operand::Uniform { .. })
}

/// One number for all iterations.
pub(super) fn is_fixed(operand: &Operand) -> bool {
    use IndexMap::Fixed;
    matches!(
        operand,
        Operand::Uniform { index: Fixed, .. } | Operand::Lane { index: Fixed, .. }
    )
}

/// Whether operations go into their targets rather than over them.
pub(super) fn is_reduction(op: Op) -> bool {
    matches!(op, Op::SumInto | Op::ProductInto | Op::MinInto | Op::MaxInto)
}

/// Slots of one bank.
struct Slots {
    is_lane: bool,
    slots: Range<u32>,
}

/// What can be done with the loop of a block.
struct LoopAnalysis<'b> {
    program: &'b Program,
    block: &'b Block,
    width: usize,
}

impl LoopAnalysis<'_> {
    fn can_be_unrolled(&self) -> bool {
        let code = &self.block.code;
        let strips = (self.block.iterations as usize).div_ceil(PIECE / self.width);
        // Addresses of unrolled code have room for three arguments.
        let has_three = |instruction: &Instruction| instruction.arguments[3] == Operand::None;
        code.len() * strips <= UNROLLED
            && code.iter().all(has_three)
            && (self.block.iterations == 1 || self.is_parallel())
    }

    /// Whether strips of the loop's iterations can be computed one instruction after the other.
    fn is_parallel(&self) -> bool {
        self.block.code.iter().all(|instruction| self.has_rows(instruction)) && !self.writes_what_it_reads()
    }

    /// Whether the operands and the target of an instruction are rows or single numbers in every strip. When a row takes
    /// several iterations, each of these needs a number of its own in the target, and all of them the same table.
    fn has_rows(&self, instruction: &Instruction) -> bool {
        let is_varied_table =
            |operand: &Operand| matches!(operand, Operand::Table { index, .. } if *index != IndexMap::Fixed);
        // A number that each iteration overwrites has no row of addresses.
        let is_overwritten = is_fixed(&instruction.target) && !is_reduction(instruction.op);
        self.width > 1 || !(is_overwritten || instruction.arguments.iter().any(is_varied_table))
    }

    /// Whether the loop writes what it has read before. If not, its iterations can be cut into any strips, and the last strip
    /// can compute again what an earlier one has computed.
    fn writes_what_it_reads(&self) -> bool {
        let (mut uniform, mut lanes) = (IntervalSet::default(), IntervalSet::default());
        for instruction in &self.block.code {
            for read in instruction.arguments.iter().filter_map(|operand| self.slots(operand)) {
                let set = if read.is_lane { &mut lanes } else { &mut uniform };
                set.add(read.slots);
            }
            if let Some(written) = self.slots(&instruction.target) {
                let set = if written.is_lane { &lanes } else { &uniform };
                if set.intersects(&written.slots) {
                    return true;
                }
            }
        }
        false
    }

    /// The slots that an operand may reach in the course of the loop.
    fn slots(&self, operand: &Operand) -> Option<Slots> {
        let (is_lane, base, index) = match *operand {
            Operand::Uniform { base, index } => (false, base, index),
            Operand::Lane { base, index } => (true, base, index),
            // A row has a number for the temporary of each iteration, and nothing writes tables.
            Operand::None | Operand::Temporary(_) | Operand::Table { .. } => return None,
        };
        let offsets = self.offsets(index);
        Some(Slots {
            is_lane,
            slots: base + offsets.start..base + offsets.end,
        })
    }

    fn offsets(&self, index: IndexMap) -> Range<u32> {
        match index {
            IndexMap::Fixed => 0..1,
            IndexMap::Consecutive => 0..self.block.iterations,
            IndexMap::Table(list) => {
                let offsets = &self.program.offset_tables[list as usize];
                let ends = (offsets.iter().min(), offsets.iter().max());
                ends.0.map_or(0, |first| *first)..ends.1.map_or(0, |last| last + 1)
            }
        }
    }
}
