//! Strips: which iterations of a loop each row takes.

use crate::lanes::form::{is_fixed, is_reduction};
use crate::lanes::kernels::PIECE;
use crate::lanes::offsets::{breaks, is_scattered};
use program::{Block, IndexMap, Instruction, Operand};
use std::ops::Range;

/// Iterations that are computed together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Strip {
    /// The first iteration.
    pub first: usize,
    /// How many of them an earlier strip has computed.
    pub repeated: usize,
}

/// The iterations of a loop in strips whose rows have the same length.
#[derive(Debug)]
pub(super) struct Strips {
    /// How many numbers a row has.
    pub row: usize,
    pub strips: Vec<Strip>,
}

impl Strips {
    /// The strips of a block that computes one number an iteration: `room` numbers at once at most.
    ///
    /// Where iterations go through an array of arrays, no row goes beyond the end of one of these, if they are long: within it
    /// operands are consecutive, or one number.
    pub fn of_numbers(block: &Block, offset_tables: &[Vec<u32>], room: usize) -> Strips {
        let iterations = block.iterations as usize;
        let whole = 0..iterations;
        let all = std::slice::from_ref(&whole);
        // Code of so few iterations is not fused, and its kernels take rows of any length.
        if iterations < PIECE {
            return Strips::new(iterations, all);
        }
        let segments = segments(block, offset_tables);
        let shortest = segments.iter().map(Range::len).min().unwrap_or(0);
        // Whole pieces, as kernels of superinstructions take them.
        let rows = (PIECE..=longest_row(block, room).min(shortest)).step_by(PIECE);
        match rows.min_by_key(|row| cost(&segments, *row)) {
            Some(row) => Strips::new(row, &segments),
            // Rows go across segments shorter than a piece; what breaks off within a row is gathered.
            None => Strips::new(PIECE, all),
        }
    }

    /// The strips of a block that computes rows of `width` numbers: each is an iteration.
    pub fn of_rows(block: &Block, width: usize) -> Strips {
        let iterations = 0..block.iterations as usize;
        Strips {
            row: width,
            strips: iterations.map(|first| Strip { first, repeated: 0 }).collect(),
        }
    }

    /// The last strip of a segment ends with it and repeats iterations, so that all rows have the length that kernels ask
    /// for. The loop writes nothing that it has read: the numbers are the same.
    fn new(row: usize, segments: &[Range<usize>]) -> Strips {
        let of_segment = |segment: &Range<usize>| {
            let last = segment.end - row;
            let starts = segment.clone().step_by(row);
            starts.map(move |from| Strip {
                first: from.min(last),
                repeated: from - from.min(last),
            })
        };
        Strips {
            row,
            strips: segments.iter().flat_map(of_segment).collect(),
        }
    }
}

/// Iterations that reduce into one number wait for each other; meanwhile the processor only looks so far ahead for other
/// work, and short rows put it within reach.
fn longest_row(block: &Block, room: usize) -> usize {
    let is_chain = |instruction: &Instruction| is_reduction(instruction.op) && is_fixed(&instruction.target);
    if block.code.iter().any(is_chain) {
        room.min(2 * PIECE)
    } else {
        room
    }
}

/// What it costs to call a kernel, in numbers that it computes in this time.
const CALL: usize = 24;

/// The time that rows of this length take, calls and repeated iterations included.
fn cost(segments: &[Range<usize>], row: usize) -> usize {
    segments.iter().map(|s| s.len().div_ceil(row) * (row + CALL)).sum()
}

/// The iterations between which no list of offsets breaks off. Lists that go anywhere are left out of account: they are
/// gathered in any case, and their breaks would leave no row whole.
fn segments(block: &Block, offset_tables: &[Vec<u32>]) -> Vec<Range<usize>> {
    let regular = lists(block).into_iter().map(|list| &offset_tables[list as usize]);
    let regular = regular.filter(|offsets| !is_scattered(offsets));
    let mut breaks: Vec<usize> = regular.flat_map(|offsets| breaks(offsets)).collect();
    breaks.sort_unstable();
    breaks.dedup();
    let from = std::iter::once(0).chain(breaks.iter().copied());
    let to = breaks.iter().copied().chain([block.iterations as usize]);
    from.zip(to).map(|(from, to)| from..to).collect()
}

/// The lists of offsets that a block goes through.
fn lists(block: &Block) -> Vec<u32> {
    let operands = block.code.iter().flat_map(|i| i.arguments.iter().chain([&i.target]));
    let mut lists: Vec<u32> = operands.filter_map(list).collect();
    lists.sort_unstable();
    lists.dedup();
    lists
}

fn list(operand: &Operand) -> Option<u32> {
    use IndexMap::Table;
    match operand {
        Operand::Uniform { index: Table(list), .. } | Operand::Lane { index: Table(list), .. } => Some(*list),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_row_of_a_segment_ends_with_it() {
        let strips = Strips::new(64, &[0..150, 150..214]);
        let strips: Vec<_> = strips.strips.iter().map(|strip| (strip.first, strip.repeated)).collect();
        assert_eq!(strips, [(0, 0), (64, 0), (86, 42), (150, 0)]);
    }
}
