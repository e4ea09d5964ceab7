//! Where values go.

use crate::Slot;
use std::ops::Range;

/// How a run ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Status {
    /// It reached the end, and every number in it is finite.
    Done,
    /// It did not: a failed run is a result, and is counted.
    Failed {
        /// When it was noticed, in the model's time.
        time: f64,
        /// Which cell was not a finite number.
        variable: String,
    },
}

/// Receives the saved values of an ensemble. Blocks of consecutive runs are computed together, on any thread, in any order.
pub trait Sink: Sync {
    /// What collects the values of one block.
    type Block: BlockSink;

    /// Begins the block of the experiments `rows`.
    fn open(&self, rows: Range<usize>) -> Self::Block;

    /// Takes a finished block back, with how each of its runs ended.
    fn close(&self, block: Self::Block, ended: Vec<Status>);
}

/// Collects the values of one block of runs.
pub trait BlockSink {
    /// One save point, the `point`-th from 0, at `time`.
    fn save(&mut self, point: usize, time: f64, values: &SavedValues<'_>);
}

/// The values of all saved cells of a block at one save point.
pub struct SavedValues<'a> {
    slots: &'a [Slot],
    banks: Banks<'a>,
}

/// The two banks of a block of runs.
#[derive(Clone, Copy, Debug)]
pub struct Banks<'a> {
    /// One number a slot.
    pub uniform: &'a [f64],
    /// `width` numbers a slot.
    pub lane: &'a [f64],
    /// How many runs a block has room for.
    pub width: usize,
    /// How many of them are in use: the first.
    pub runs: usize,
}

impl<'a> SavedValues<'a> {
    /// Looks into the banks at the slots of the saved cells.
    pub fn new(slots: &'a [Slot], banks: Banks<'a>) -> Self {
        SavedValues { slots, banks }
    }

    /// How many runs the block has.
    pub fn runs(&self) -> usize {
        self.banks.runs
    }

    /// How many cells are saved.
    pub fn cells(&self) -> usize {
        self.slots.len()
    }

    /// The value of saved cell `cell` in run `run` of the block.
    pub fn get(&self, cell: usize, run: usize) -> f64 {
        match self.slots[cell] {
            Slot::Uniform(slot) => self.banks.uniform[slot as usize],
            Slot::Lane(slot) => self.banks.lane[slot as usize * self.banks.width + run],
        }
    }

    /// The values of saved cell `cell` in all runs of the block.
    pub fn cell(&self, cell: usize) -> CellValues<'a> {
        match self.slots[cell] {
            // Not expanded to a row: reductions over time need it once, whatever the width of the block.
            Slot::Uniform(slot) => CellValues::Shared(self.banks.uniform[slot as usize]),
            // The lanes behind the last run are those of no experiment: a last block is seldom full.
            Slot::Lane(slot) => {
                CellValues::ByRun(&self.banks.lane[slot as usize * self.banks.width..][..self.banks.runs])
            }
        }
    }
}

/// The values of one saved cell in a block of runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CellValues<'a> {
    /// One value for all runs: it depends on the clock alone.
    Shared(f64),
    /// One value per run.
    ByRun(&'a [f64]),
}
