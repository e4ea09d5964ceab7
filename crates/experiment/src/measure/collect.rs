//! Where the engine's values go: measures of each run, handed on when its block is done.

use super::Measure;
use super::accumulate::Accumulator;
use program::{BlockSink, SavedValues, Sink, Status};
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// Receives the measures of finished runs, in any order.
pub trait Receiver: Send {
    /// One run: its row among the experiments, how it ended, one value a measure (not looked at when it failed).
    fn take(&mut self, row: usize, ended: &Status, values: &[f64]);
}

/// A sink that keeps nothing but measures: its memory does not grow with the number of runs, or of save points.
pub(crate) struct Collector<'a> {
    /// What is measured, and which of the program's saved cells each looks at.
    pub measures: &'a [(Measure, usize)],
    /// The distance of save points, in the model's time.
    pub step: f64,
    /// Who receives the measures.
    pub receiver: Mutex<&'a mut dyn Receiver>,
}

/// One block of runs.
pub(crate) struct BlockMeasures {
    rows: Range<usize>,
    accumulators: Vec<(Accumulator, usize)>,
}

impl Sink for Collector<'_> {
    type Block = BlockMeasures;

    fn open(&self, rows: Range<usize>) -> BlockMeasures {
        let accumulators = self
            .measures
            .iter()
            // A block has accumulators of its own and a run a place of its own in them: no sum runs over runs, so that none
            // depends on which thread or block a run is in.
            .map(|(m, cell)| (Accumulator::new(m, self.step, rows.len()), *cell))
            .collect();
        BlockMeasures { rows, accumulators }
    }

    fn close(&self, block: BlockMeasures, ended: Vec<Status>) {
        let mut values = vec![0.0; block.accumulators.len()];
        // One lock a block, not one a run. A lock that is poisoned belongs to a thread that panicked, which the engine passes
        // on.
        let mut receiver = self.receiver.lock().unwrap_or_else(PoisonError::into_inner);
        for (run, (row, status)) in block.rows.zip(&ended).enumerate() {
            for (value, (accumulator, _)) in values.iter_mut().zip(&block.accumulators) {
                *value = accumulator.value(run);
            }
            receiver.take(row, status, &values);
        }
    }
}

impl BlockSink for BlockMeasures {
    fn save(&mut self, _point: usize, time: f64, values: &SavedValues<'_>) {
        for (accumulator, cell) in &mut self.accumulators {
            if accumulator.wants(time) {
                accumulator.take(time, values.cell(*cell));
            }
        }
    }
}
