//! The worker pool of an ensemble: threads that take blocks of experiments, one after the other.

use crate::error::RunError;
use crate::experiments::{Experiments, Summary, Supervision};
use crate::failure::{Afterwards, Failures};
use crate::integrate::{Block, TimeGrid};
use crate::lanes::Machine;
use program::{Sink, Slot, Status};
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What the workers share.
pub(crate) struct WorkerPool<'a, S> {
    pub machine: &'a Machine<'a>,
    pub grid: TimeGrid,
    /// Where the saved cells are.
    pub slots: &'a [Slot],
    pub experiments: &'a dyn Experiments,
    pub sink: &'a S,
    pub supervision: Supervision<'a>,
    pub counters: Counters,
}

/// How far the workers are. Relaxed order is enough: no other memory is published by these numbers, and the end of the
/// threads' scope orders what the sink has got.
#[derive(Default)]
pub(crate) struct Counters {
    /// The first row that no worker has taken.
    next: AtomicUsize,
    runs: AtomicUsize,
    failed: AtomicUsize,
}

impl<S: Sink> WorkerPool<'_, S> {
    /// Runs all experiments on `threads` threads, of which the present one is the first.
    pub fn run(&self, threads: usize) -> Result<(), RunError> {
        std::thread::scope(|scope| {
            let mut others = Vec::new();
            let mut result = Ok(());
            for _ in 1..threads {
                match std::thread::Builder::new().spawn_scoped(scope, || self.work()) {
                    Ok(thread) => others.push(thread),
                    Err(refused) => result = self.give_up(RunError::Thread(refused)),
                }
            }
            result = result.and(self.work());
            for other in others {
                // A sink or experiments that panic on another thread do so for the caller too.
                let ended = other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
                result = result.and(ended);
            }
            result
        })
    }

    /// What has been done.
    pub fn summary(&self) -> Summary {
        let runs = self.counters.runs.load(Ordering::Relaxed);
        Summary {
            runs,
            failed: self.counters.failed.load(Ordering::Relaxed),
            stopped: runs < self.experiments.len(),
        }
    }

    /// Takes blocks until none is left.
    fn work(&self) -> Result<(), RunError> {
        // One frame a worker, for all its blocks: memory does not grow with the number of runs.
        let mut block = Block::new(self.machine, self.grid, self.slots, Failures::new(Afterwards::Blank));
        while let Some(rows) = self.take() {
            self.block(&mut block, rows).or_else(|error| self.give_up(error))?;
        }
        Ok(())
    }

    /// Leaves nothing for the other workers to begin.
    fn give_up(&self, error: RunError) -> Result<(), RunError> {
        self.counters.next.store(self.experiments.len(), Ordering::Relaxed);
        Err(error)
    }

    fn take(&self) -> Option<Range<usize>> {
        if self.supervision.stop.load(Ordering::Relaxed) {
            return None;
        }
        let width = self.machine.layout.width;
        // Beyond the end it grows by one width a worker at most, far from overflowing.
        let first = self.counters.next.fetch_add(width, Ordering::Relaxed);
        let len = self.experiments.len();
        (first < len).then(|| first..len.min(first + width))
    }

    fn block(&self, block: &mut Block<'_>, rows: Range<usize>) -> Result<(), RunError> {
        self.fill(block, rows.clone());
        let mut values = self.sink.open(rows.clone());
        let ended = block.run(rows.len(), &mut values)?;
        let failed = ended.iter().filter(|status| **status != Status::Done).count();
        self.sink.close(values, ended);
        // After the sink has taken the block: what is counted is safe.
        self.counters.failed.fetch_add(failed, Ordering::Relaxed);
        let done = self.counters.runs.fetch_add(rows.len(), Ordering::Relaxed) + rows.len();
        (self.supervision.progress)(done);
        Ok(())
    }

    /// Sets the parameters of a block. Lanes without an experiment repeat the last: whatever they held before could fail, or
    /// take the slow path of a function.
    fn fill(&self, block: &mut Block<'_>, rows: Range<usize>) {
        block.set_draws(rows.clone().map(|row| self.experiments.draws(row)));
        let parameters = &self.machine.program.parameters;
        let mut values = Vec::with_capacity(parameters.len());
        for run in 0..self.machine.layout.width {
            if run < rows.len() {
                values.clear();
                values.extend(parameters.iter().map(|parameter| parameter.base));
                self.experiments.fill(rows.start + run, &mut values);
            }
            for (parameter, value) in parameters.iter().zip(&values) {
                block.set(parameter.slot, run, *value);
            }
        }
    }
}
