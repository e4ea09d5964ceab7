//! Which iterations of a loop a row takes.

use super::WIDTH;
use crate::lanes::forms::{is_fixed, is_reduction};
use program::{Block, IndexMap, Operand};
use std::ops::Range;

/// Iterations that are taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// The first iteration.
    pub first: usize,
    /// How many of them an earlier piece has taken.
    pub again: usize,
}

/// The iterations of a loop that has `width` numbers per iteration, in pieces that are rows of the same length.
#[derive(Debug)]
pub(super) struct Iterations {
    /// How many numbers a row has.
    pub row: usize,
    pub pieces: Vec<Piece>,
}

impl Iterations {
    /// The iterations of a block of one number per iteration: `room` numbers at once at most.
    ///
    /// Where iterations go through an array of arrays, no row goes beyond the end of one of these, if they are long: within it what
    /// the iterations look at stands in a row, or is one number.
    pub fn of_numbers(block: &Block, offset_tables: &[Vec<u32>], room: usize) -> Iterations {
        let iterations = block.iterations as usize;
        if iterations < WIDTH {
            return Iterations::new(iterations, std::slice::from_ref(&(0..iterations)));
        }
        // Iterations that reduce into one number wait for each other, and meanwhile the processor looks only so far ahead for other
        // work.
        let is_chain = |line: &program::Instruction| is_reduction(line.op) && is_fixed(&line.target);
        let room = if block.code.iter().any(is_chain) {
            room.min(2 * WIDTH)
        } else {
            room
        };
        let runs = runs(block, offset_tables);
        let shortest = runs.iter().map(Range::len).min().unwrap_or(0);
        let rows = (WIDTH..=room.min(shortest)).step_by(WIDTH);
        match rows.min_by_key(|row| cost(&runs, *row)) {
            Some(row) => Iterations::new(row, &runs),
            None => Iterations::new(WIDTH, std::slice::from_ref(&(0..iterations))),
        }
    }

    /// The iterations of a block of `width` numbers per iteration, one by one.
    pub fn of_rows(block: &Block, width: usize) -> Iterations {
        let pieces = 0..block.iterations as usize;
        Iterations {
            row: width,
            pieces: pieces.map(|first| Piece { first, again: 0 }).collect(),
        }
    }

    /// The last piece of a run ends with it: it takes iterations again rather than being shorter.
    fn new(row: usize, runs: &[Range<usize>]) -> Iterations {
        let piece = |run: &Range<usize>, from: usize| {
            let first = from.min(run.end - row);
            Piece {
                first,
                again: from - first,
            }
        };
        let of_run = |run: &Range<usize>| {
            run.clone()
                .step_by(row)
                .map(|from| piece(run, from))
                .collect::<Vec<_>>()
        };
        Iterations {
            row,
            pieces: runs.iter().flat_map(of_run).collect(),
        }
    }
}

/// What it costs to call a kernel, in numbers that it computes in this time.
const CALL: usize = 24;

fn cost(runs: &[Range<usize>], row: usize) -> usize {
    runs.iter().map(|run| run.len().div_ceil(row) * (row + CALL)).sum()
}

/// The iterations between which no index map breaks off. Offset tables that go anywhere are left out of account.
fn runs(block: &Block, offset_tables: &[Vec<u32>]) -> Vec<Range<usize>> {
    let iterations = block.iterations as usize;
    let operands = block
        .code
        .iter()
        .flat_map(|line| line.arguments.iter().chain([&line.target]));
    let mut lists: Vec<u32> = operands.filter_map(list).collect();
    lists.sort_unstable();
    lists.dedup();
    let mut breaks: Vec<usize> = Vec::new();
    for list in lists {
        let offsets = &offset_tables[list as usize];
        if !is_scattered(offsets) {
            breaks.extend(breaks_of(offsets));
        }
    }
    breaks.sort_unstable();
    breaks.dedup();
    let from = std::iter::once(0).chain(breaks.iter().copied());
    let to = breaks.iter().copied().chain([iterations]);
    from.zip(to).map(|(from, to)| from..to).collect()
}

fn list(operand: &Operand) -> Option<u32> {
    match operand {
        Operand::Uniform {
            index: IndexMap::Table(list),
            ..
        }
        | Operand::Lane {
            index: IndexMap::Table(list),
            ..
        } => Some(*list),
        _ => None,
    }
}

/// Whether offsets go anywhere, so that few rows follow them.
pub(in crate::lanes) fn is_scattered(offsets: &[u32]) -> bool {
    breaks_of(offsets).len() > offsets.len() / WIDTH
}

/// The iterations at which offsets that stood or rose by one do neither any longer.
fn breaks_of(offsets: &[u32]) -> Vec<usize> {
    let mut breaks = Vec::new();
    let mut rise = None;
    for (at, pair) in offsets.windows(2).enumerate() {
        let now = pair[1].wrapping_sub(pair[0]);
        if now <= 1 && rise.is_none_or(|rise| rise == now) {
            rise = Some(now);
        } else {
            breaks.push(at + 1);
            rise = None;
        }
    }
    breaks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_break_where_they_neither_stand_nor_rise() {
        assert_eq!(breaks_of(&[0, 1, 2, 0, 1, 2]), [3]);
        assert_eq!(breaks_of(&[4, 4, 4, 5, 5, 5]), [3]);
        assert_eq!(breaks_of(&[0, 3, 6]), [1, 2]);
        assert_eq!(breaks_of(&[7]), [0; 0]);
    }

    #[test]
    fn the_last_row_of_a_run_ends_with_it() {
        let iterations = Iterations::new(64, &[0..150, 150..214]);
        let pieces: Vec<_> = iterations
            .pieces
            .iter()
            .map(|piece| (piece.first, piece.again))
            .collect();
        assert_eq!(pieces, [(0, 0), (64, 0), (86, 42), (150, 0)]);
    }
}
