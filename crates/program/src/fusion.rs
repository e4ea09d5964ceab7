//! Loop fusion: scalar code becomes straight-line code, loops of the same length become one loop.
//!
//! The order changes where that makes longer blocks, but never the order of two nests that share a buffer, unless both only
//! read it. A longer block costs the engine one dispatch instead of several, and gives common subexpression elimination
//! more to compare.

use crate::Op;
use crate::mir::{Cell, FusedLoop, LoopNest, Mir, Operation, Section, Source, Statement};
use check::Adjacency;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Fuses the loop nests of each section.
pub(crate) fn fuse_loops(mir: &mut Mir) {
    let sections = std::mem::take(&mut mir.sections);
    let mut by_section: FxHashMap<Section, Vec<LoopNest>> = FxHashMap::default();
    for (section, nest) in sections.into_iter().zip(std::mem::take(&mut mir.nests)) {
        by_section.entry(section).or_default().push(nest);
    }
    for section in Section::ALL {
        let nests = by_section.remove(&section).unwrap_or_default();
        let loops = Fusion::new(section, &nests, mir.buffers.len()).run();
        mir.loops.extend(loops);
    }
}

/// A list scheduler: a nest is ready once everything has been emitted that it must come after.
struct Fusion<'n> {
    section: Section,
    nests: &'n [LoopNest],
    /// How many nests each must still wait for.
    pending: Vec<u32>,
    /// The nests that must come after each.
    successors: Adjacency,
    /// The nests that wait for nothing, by iterations, in their original order.
    ready: FxHashMap<u32, BTreeSet<u32>>,
}

impl<'n> Fusion<'n> {
    fn new(section: Section, nests: &'n [LoopNest], buffers: usize) -> Self {
        let orders = orders(nests, buffers);
        let mut fusion = Fusion {
            section,
            nests,
            pending: count_predecessors(&orders, nests.len()),
            successors: Adjacency::new(nests.len(), &orders),
            ready: FxHashMap::default(),
        };
        for number in 0..nests.len() as u32 {
            fusion.make_ready(number);
        }
        fusion
    }

    /// Scalar code as long as there is any, then the loops that come first in the original order.
    fn run(mut self) -> Vec<FusedLoop> {
        let mut loops = Vec::new();
        while let Some(iterations) = self.next_iterations() {
            loops.push(self.next_loop(iterations));
        }
        loops
    }

    fn next_iterations(&mut self) -> Option<u32> {
        self.ready.retain(|_, nests| !nests.is_empty());
        // Straight-line code takes whatever is scalar, in one block: what loops wait for is done with it.
        if self.ready.contains_key(&1) {
            return Some(1);
        }
        let first = |(&iterations, nests): (&u32, &BTreeSet<u32>)| (nests.first().copied(), iterations);
        self.ready.iter().map(first).min().map(|(_, iterations)| iterations)
    }

    /// Everything that is ready, or becomes so meanwhile, and fits into one loop of so many iterations.
    fn next_loop(&mut self, iterations: u32) -> FusedLoop {
        let mut fused = FusedLoop {
            section: self.section,
            iterations,
            code: Vec::new(),
        };
        let mut written = Written::default();
        let mut refused = BTreeSet::new();
        while let Some(number) = self.ready.get_mut(&iterations).and_then(BTreeSet::pop_first) {
            let nest = &self.nests[number as usize];
            let is_vector = nest.vector().is_some();
            if is_vector && !fused.code.is_empty() || !written.fits(nest) {
                refused.insert(number);
                continue;
            }
            written.add(nest);
            append(&mut fused, nest);
            self.finish(number);
            // A function of whole vectors has its block for itself: its operands are ranges of slots.
            if is_vector {
                break;
            }
        }
        // They are still ready: the next loop of this length begins with them.
        self.ready.entry(iterations).or_default().extend(refused);
        fused
    }

    fn finish(&mut self, number: u32) {
        for position in 0..self.successors.of(number).len() {
            let after = self.successors.of(number)[position];
            self.pending[after as usize] -= 1;
            self.make_ready(after);
        }
    }

    fn make_ready(&mut self, number: u32) {
        if self.pending[number as usize] == 0 {
            let iterations = self.nests[number as usize].iterations;
            self.ready.entry(iterations).or_default().insert(number);
        }
    }
}

/// How many orders each nest waits for; one that is stated twice counts twice, and is fulfilled twice.
fn count_predecessors(orders: &[(u32, u32)], nests: usize) -> Vec<u32> {
    let mut counts = vec![0; nests];
    orders.iter().for_each(|(_, after)| counts[*after as usize] += 1);
    counts
}

/// Which nests must come after which: whoever touches a buffer comes after the nest that last wrote it.
///
/// A nest that writes a buffer comes after the writer before it, so that the last writer stands for all of them. A reader
/// needs no edge to the next writer: a cell is complete before anything reads it, so that the two touch different cells.
fn orders(nests: &[LoopNest], buffers: usize) -> Vec<(u32, u32)> {
    let mut last_writer: Vec<Option<u32>> = vec![None; buffers];
    let mut orders = Vec::with_capacity(2 * nests.len());
    for (number, nest) in (0u32..).zip(nests) {
        let touched = nest.reads().chain([nest.target]);
        orders.extend(touched.filter_map(|cell| Some((last_writer[cell.buffer.at()]?, number))));
        last_writer[nest.target.buffer.at()] = Some(number);
    }
    orders
}

/// The cells that a loop under construction writes, by buffer.
#[derive(Default)]
struct Written(FxHashMap<u32, Vec<(Op, Cell)>>);

impl Written {
    /// Whether a nest may run iteration by iteration together with the code that is there: it touches no cell that the loop
    /// fills in another iteration. Straight-line code has one iteration, so everything fits.
    fn fits(&self, nest: &LoopNest) -> bool {
        nest.iterations == 1
            || nest.reads().all(|cell| self.is_same_iteration(cell))
                && (nest.store == Op::Copy || self.is_same_iteration(nest.target))
    }

    fn is_same_iteration(&self, cell: Cell) -> bool {
        let writes = self.0.get(&cell.buffer.0).into_iter().flatten();
        writes.into_iter().all(|&(store, target)| store == Op::Copy && target == cell)
    }

    fn add(&mut self, nest: &LoopNest) {
        // Straight-line code asks for nothing, and is the longest: its writes would take memory for nothing.
        if nest.iterations > 1 {
            let writes = self.0.entry(nest.target.buffer.0).or_default();
            writes.push((nest.store, nest.target));
        }
    }
}

/// Appends a nest's code; its values are numbered on from those that are there.
fn append(fused: &mut FusedLoop, nest: &LoopNest) {
    let first = fused.code.len() as u32;
    let shifted = |source: Source| match source {
        Source::Local(local) => Source::Local(local + first),
        other => other,
    };
    let values = nest.code.iter().map(|operation| Operation {
        op: operation.op,
        arguments: operation.arguments.map(shifted),
    });
    fused.code.extend(values.map(Statement::Value));
    fused.code.push(Statement::Store {
        store: nest.store,
        target: nest.target,
        value: shifted(nest.value),
    });
}
