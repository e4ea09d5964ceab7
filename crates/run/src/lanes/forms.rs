//! Which form the code of each block takes, decided before places in the frame are known.

use super::fused::{self, Fusion};
use program::{Block, IndexMap, Instruction, Op, Operand, Program};
use std::collections::BTreeMap;
use std::ops::Range;

/// How a block of code will run.
#[derive(Clone, Debug)]
pub(super) enum Form {
    /// A function of whole vectors.
    Vectors,
    /// One number at a time: one iteration for one run.
    Narrow(Fusion),
    /// Rows whose places are known beforehand: all iterations one after the other, written out.
    Fused(Fusion),
    /// One iteration for several runs.
    Straight,
    /// Row by row, wherever the rows are.
    Rows,
}

/// No loop is written out into more lines.
const LINES: usize = 1 << 16;

impl Form {
    /// The form of a block whose code writes rows of `width` numbers per iteration.
    pub fn of(program: &Program, block: &Block, width: usize) -> Form {
        let looks = Looks { program, block, width };
        let code = &block.code;
        match (width, block.iterations as usize) {
            _ if matches!(code[..], [Instruction { op: Op::Vector(_), .. }]) => Form::Vectors,
            (1, 1) => Form::Narrow(fused::fuse(code, |_| false)),
            (fused::WIDTH, _) if looks.can_be_written_out() => Form::Fused(fused::fuse(code, is_uniform)),
            (1, fused::WIDTH..) if looks.can_be_written_out() => Form::Fused(fused::fuse(code, is_fixed)),
            (1, _) if looks.can_be_written_out() => Form::Fused(fused::apart(code, program.temporaries)),
            (_, 1) => Form::Straight,
            _ => Form::Rows,
        }
    }

    /// How many temporaries the code needs.
    pub fn temporaries(&self) -> u32 {
        match self {
            Form::Narrow(fusion) | Form::Fused(fusion) => fusion.temporaries,
            Form::Vectors | Form::Straight | Form::Rows => 0,
        }
    }
}

/// One number for all runs.
fn is_uniform(operand: &Operand) -> bool {
    matches!(operand, Operand::Uniform { .. })
}

/// One number for all iterations.
pub(super) fn is_fixed(operand: &Operand) -> bool {
    matches!(
        operand,
        Operand::Uniform {
            index: IndexMap::Fixed,
            ..
        } | Operand::Lane {
            index: IndexMap::Fixed,
            ..
        }
    )
}

/// Whether operations go into their targets rather than over them.
pub(super) fn is_reduction(op: Op) -> bool {
    matches!(op, Op::SumInto | Op::ProductInto | Op::MinInto | Op::MaxInto)
}

/// Numbers in ranges that neither overlap nor touch, by their starts: what is asked of many is found without looking at all.
#[derive(Debug, Default)]
struct Covered {
    ends: BTreeMap<u32, u32>,
}

impl Covered {
    fn add(&mut self, range: Range<u32>) {
        let mut range = range;
        while let Some((&start, &end)) = self.ends.range(..=range.end).next_back() {
            if end < range.start {
                break;
            }
            self.ends.remove(&start);
            range = range.start.min(start)..range.end.max(end);
        }
        self.ends.insert(range.start, range.end);
    }

    /// Whether a range has a number in common with those added.
    fn meets(&self, range: &Range<u32>) -> bool {
        let last = self.ends.range(..range.end).next_back();
        last.is_some_and(|(_, end)| *end > range.start)
    }
}

/// A look at a block.
struct Looks<'b> {
    program: &'b Program,
    block: &'b Block,
    width: usize,
}

impl Looks<'_> {
    fn can_be_written_out(&self) -> bool {
        let iterations = self.block.iterations as usize;
        let pieces = iterations.div_ceil(fused::WIDTH / self.width);
        let is_short = self.block.code.len() * pieces <= LINES;
        let is_plain = |instruction: &Instruction| instruction.arguments[3] == Operand::None;
        is_short
            && self.block.code.iter().all(is_plain)
            && (iterations == 1
                || self.block.code.iter().all(|line| self.has_rows(line)) && !self.reads_before_it_writes())
    }

    /// Whether what an instruction looks at, and its target, are rows or numbers in every piece of the loop. When a row takes
    /// several iterations, each of these needs a place of its own, and all of them the same table.
    fn has_rows(&self, instruction: &Instruction) -> bool {
        let is_table = |operand: &Operand| matches!(operand, Operand::Table { index, .. } if *index != IndexMap::Fixed);
        let is_kept = is_fixed(&instruction.target) && !is_reduction(instruction.op);
        self.width > 1 || !(is_kept || instruction.arguments.iter().any(is_table))
    }

    /// Whether the loop changes what it has read before. If not, its iterations can be taken in any pieces, and those of a piece
    /// that were taken before can be taken again.
    fn reads_before_it_writes(&self) -> bool {
        let mut read = [Covered::default(), Covered::default()]; // uniform slots, lanes
        self.block.code.iter().any(|instruction| {
            for (is_lane, slots) in instruction.arguments.iter().filter_map(|operand| self.slots(operand)) {
                read[usize::from(is_lane)].add(slots);
            }
            let target = self.slots(&instruction.target);
            target.is_some_and(|(is_lane, slots)| read[usize::from(is_lane)].meets(&slots))
        })
    }

    /// The slots that an operand reaches, and whether these are lanes.
    fn slots(&self, operand: &Operand) -> Option<(bool, Range<u32>)> {
        let (is_lane, base, index) = match *operand {
            Operand::Uniform { base, index } => (false, base, index),
            Operand::Lane { base, index } => (true, base, index),
            Operand::None | Operand::Temporary(_) | Operand::Table { .. } => return None,
        };
        let (first, behind) = match index {
            IndexMap::Fixed => (0, 1),
            IndexMap::Consecutive => (0, self.block.iterations),
            IndexMap::Table(list) => {
                let offsets = &self.program.offset_tables[list as usize];
                let ends = (offsets.iter().min(), offsets.iter().max());
                (ends.0.map_or(0, |first| *first), ends.1.map_or(0, |last| last + 1))
            }
        };
        Some((is_lane, base + first..base + behind))
    }
}

#[cfg(test)]
mod tests {
    use super::Covered;

    #[test]
    fn ranges_that_touch_become_one() {
        let mut covered = Covered::default();
        for range in [10..12, 0..3, 20..30, 3..10, 25..27] {
            covered.add(range);
        }
        assert_eq!(Vec::from_iter(&covered.ends), [(&0, &12), (&20, &30)]);
        let meets = [
            (0..1, true),
            (12..20, false),
            (11..12, true),
            (19..21, true),
            (30..31, false),
        ];
        for (range, expected) in meets {
            assert_eq!(covered.meets(&range), expected, "{range:?}");
        }
    }
}
