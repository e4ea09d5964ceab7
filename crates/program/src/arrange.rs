//! Pieces to blocks: scalar code becomes straight code, loops of the same length become one loop.
//!
//! The order changes where that makes longer blocks, but never the order of two pieces that share a cell.

use crate::Op;
use crate::dead::List;
use crate::draft::{Cell, Operation, Piece, Source};
use check::Adjacency;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// A loop that fills any number of homes.
#[derive(Clone, Debug)]
pub(crate) struct Loop {
    /// Its list.
    pub list: List,
    /// How often.
    pub iterations: u32,
    /// What, in order.
    pub code: Vec<Statement>,
}

/// One line of a loop.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Statement {
    /// Computes a value; its number is its place in the code.
    Value(Operation),
    /// Puts a value into a cell ([`Op::Copy`]), or reduces it into a cell.
    Store {
        /// How.
        how: Op,
        /// Where.
        target: Cell,
        /// What.
        value: Source,
    },
}

/// Joins the pieces of each list to loops.
pub(crate) fn arrange(pieces: Vec<(List, Piece)>, homes: usize) -> Vec<Loop> {
    let mut by_list: FxHashMap<List, Vec<Piece>> = FxHashMap::default();
    for (list, piece) in pieces {
        by_list.entry(list).or_default().push(piece);
    }
    let mut loops = Vec::new();
    for list in List::ALL {
        let pieces = by_list.remove(&list).unwrap_or_default();
        loops.extend(Arranging::new(list, &pieces, homes).run());
    }
    loops
}

struct Arranging<'p> {
    list: List,
    pieces: &'p [Piece],
    /// How many pieces each still waits for.
    waits: Vec<u32>,
    /// Which pieces wait for each.
    readers: Adjacency,
    /// What waits for nothing, by iterations.
    ready: FxHashMap<u32, BTreeSet<u32>>,
}

impl<'p> Arranging<'p> {
    fn new(list: List, pieces: &'p [Piece], homes: usize) -> Self {
        const NOBODY: u32 = u32::MAX;
        let mut last_writer = vec![NOBODY; homes];
        let mut waits = vec![0; pieces.len()];
        let mut readers = Vec::with_capacity(2 * pieces.len());
        for (at, piece) in pieces.iter().enumerate() {
            // Who writes a home waits for the one before it, so the last of them stands for all.
            for cell in piece.reads().chain([piece.target]) {
                let writer = last_writer[cell.home.0 as usize];
                if writer != NOBODY {
                    waits[at] += 1;
                    readers.push((writer, at as u32));
                }
            }
            last_writer[piece.target.home.0 as usize] = at as u32;
        }
        let mut ready: FxHashMap<u32, BTreeSet<u32>> = FxHashMap::default();
        for (at, piece) in pieces.iter().enumerate().filter(|&(at, _)| waits[at] == 0) {
            ready.entry(piece.iterations).or_default().insert(at as u32);
        }
        Arranging {
            list,
            pieces,
            waits,
            readers: Adjacency::new(pieces.len(), &readers),
            ready,
        }
    }

    /// Takes scalar code as long as there is any, then the loops that are due first.
    fn run(mut self) -> Vec<Loop> {
        let mut loops = Vec::new();
        while let Some(iterations) = self.next_iterations() {
            loops.push(self.next_loop(iterations));
        }
        loops
    }

    fn next_iterations(&mut self) -> Option<u32> {
        self.ready.retain(|_, pieces| !pieces.is_empty());
        if self.ready.contains_key(&1) {
            return Some(1);
        }
        let first = |(&iterations, pieces): (&u32, &BTreeSet<u32>)| (pieces.first().copied(), iterations);
        self.ready.iter().map(first).min().map(|(_, iterations)| iterations)
    }

    fn next_loop(&mut self, iterations: u32) -> Loop {
        let mut joined = Loop {
            list: self.list,
            iterations,
            code: Vec::new(),
        };
        let mut written: FxHashMap<u32, Vec<(Op, Cell)>> = FxHashMap::default();
        let mut refused = BTreeSet::new();
        while let Some(at) = self.take(iterations) {
            let piece = &self.pieces[at as usize];
            if piece.vector().is_some() && joined.code.is_empty() {
                append(&mut joined, piece);
                self.finished(at);
                break; // alone
            }
            if piece.vector().is_some() {
                refused.insert(at);
                continue;
            }
            if iterations > 1 && !fits(piece, &written) {
                refused.insert(at);
                continue;
            }
            if iterations > 1 {
                let target = (piece.how, piece.target);
                written.entry(piece.target.home.0).or_default().push(target);
            }
            append(&mut joined, piece);
            self.finished(at);
        }
        if !refused.is_empty() {
            self.ready.entry(iterations).or_default().extend(refused);
        }
        joined
    }

    fn take(&mut self, iterations: u32) -> Option<u32> {
        self.ready.get_mut(&iterations)?.pop_first()
    }

    fn finished(&mut self, at: u32) {
        for &reader in self.readers.of(at) {
            self.waits[reader as usize] -= 1;
            if self.waits[reader as usize] == 0 {
                let iterations = self.pieces[reader as usize].iterations;
                self.ready.entry(iterations).or_default().insert(reader);
            }
        }
    }
}

/// Whether a piece may run iteration by iteration together with the code that wrote `written`: it looks at no cell that the loop fills
/// in another iteration.
fn fits(piece: &Piece, written: &FxHashMap<u32, Vec<(Op, Cell)>>) -> bool {
    let same_iteration = |cell: Cell| {
        let writes = written.get(&cell.home.0).into_iter().flatten();
        writes
            .into_iter()
            .all(|&(how, target)| how == Op::Copy && target == cell)
    };
    piece.reads().all(same_iteration) && (piece.how == Op::Copy || same_iteration(piece.target))
}

fn append(joined: &mut Loop, piece: &Piece) {
    let first = joined.code.len() as u32;
    let shifted = |source: Source| match source {
        Source::Local(local) => Source::Local(local + first),
        other => other,
    };
    for operation in &piece.code {
        let arguments = operation.arguments.map(shifted);
        joined.code.push(Statement::Value(Operation {
            op: operation.op,
            arguments,
        }));
    }
    joined.code.push(Statement::Store {
        how: piece.how,
        target: piece.target,
        value: shifted(piece.value),
    });
}
