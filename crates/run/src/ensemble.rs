//! Many runs: blocks of consecutive experiments, taken by threads one after the other.

use crate::error::{MEMORY_LIMIT, RunError, within_memory};
use crate::failure::{Afterwards, Failures};
use crate::integrate::{Block, TimeGrid};
use crate::lanes::{Layout, Machine, Simd};
use program::{Program, Sink, Slot, Status};
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// The experiments of an ensemble: a row of parameters for each run.
pub trait Experiments: Sync {
    /// How many there are.
    fn len(&self) -> usize;

    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Writes the parameters of experiment `row`, in the order of [`Program::parameters`]. They come in with the model's own
    /// values; what is left alone keeps them.
    fn fill(&self, row: usize, parameters: &mut [f64]);

    /// The number of the random draws of experiment `row`, below 2^32: experiments with the same number draw the same. Each has
    /// its own unless this is told otherwise.
    fn draws(&self, row: usize) -> usize {
        row
    }
}

/// How an ensemble runs; nothing here changes a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// How many threads; 0 for as many as the machine has.
    pub threads: usize,
    /// How many runs advance together in a block, 1 to 4096. Fewer do when there are fewer runs or the model is very large.
    pub width: usize,
    /// Which kernels.
    pub simd: Simd,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            threads: 0,
            width: 64,
            simd: Simd::default(),
        }
    }
}

/// What became of an ensemble.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many runs the sink has got, failed ones among them.
    pub runs: usize,
    /// How many of these failed.
    pub failed: usize,
    /// Whether it was stopped before its end.
    pub stopped: bool,
}

/// Runs all experiments and gives their values to `sink`, block by block. After each block `progress` is told how many runs
/// are done; when `stop` is set, blocks that have begun are finished and no other begins.
///
/// # Errors
/// If the runs would be too long or too large, or a thread cannot be started.
pub fn ensemble<S: Sink>(
    program: &Program,
    experiments: &dyn Experiments,
    options: &Options,
    sink: &S,
    (progress, stop): (&(dyn Fn(usize) + Sync), &AtomicBool),
) -> Result<Summary, RunError> {
    let threads = threads(options, experiments.len());
    let width = width(program, options, experiments.len(), threads)?;
    let machine = Machine::new(program, width, options.simd);
    let slots: Vec<Slot> = program.saved.iter().map(|saved| saved.slot).collect();
    let team = Team {
        machine: &machine,
        grid: TimeGrid::new(&program.clock)?,
        slots: &slots,
        experiments,
        sink,
        progress,
        stop,
        next: AtomicUsize::new(0),
        runs: AtomicUsize::new(0),
        failed: AtomicUsize::new(0),
    };
    team.run(threads)?;
    let runs = team.runs.into_inner();
    Ok(Summary {
        runs,
        failed: team.failed.into_inner(),
        stopped: runs < experiments.len(),
    })
}

/// The widest block.
const WIDEST: usize = 4096;

/// What the threads share.
struct Team<'a, S> {
    machine: &'a Machine<'a>,
    grid: TimeGrid,
    slots: &'a [Slot],
    experiments: &'a dyn Experiments,
    sink: &'a S,
    progress: &'a (dyn Fn(usize) + Sync),
    stop: &'a AtomicBool,
    /// The first row that no thread has taken.
    next: AtomicUsize,
    runs: AtomicUsize,
    failed: AtomicUsize,
}

impl<S: Sink> Team<'_, S> {
    fn run(&self, threads: usize) -> Result<(), RunError> {
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
                let ended = other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
                result = result.and(ended);
            }
            result
        })
    }

    /// Takes blocks until none is left.
    fn work(&self) -> Result<(), RunError> {
        let mut block = Block::new(self.machine, self.grid, self.slots, Failures::new(Afterwards::Blank));
        while let Some(rows) = self.take() {
            self.block(&mut block, rows).or_else(|error| self.give_up(error))?;
        }
        Ok(())
    }

    /// Leaves nothing for the other threads to begin.
    fn give_up(&self, error: RunError) -> Result<(), RunError> {
        self.next.store(self.experiments.len(), Ordering::Relaxed);
        Err(error)
    }

    fn take(&self) -> Option<Range<usize>> {
        if self.stop.load(Ordering::Relaxed) {
            return None;
        }
        let width = self.machine.layout.width;
        let first = self.next.fetch_add(width, Ordering::Relaxed);
        let len = self.experiments.len();
        (first < len).then(|| first..len.min(first + width))
    }

    fn block(&self, block: &mut Block<'_>, rows: Range<usize>) -> Result<(), RunError> {
        self.fill(block, rows.clone());
        let mut values = self.sink.open(rows.clone());
        let ended = block.run(rows.len(), &mut values)?;
        let failed = ended.iter().filter(|status| **status != Status::Done).count();
        self.sink.close(values, ended);
        self.failed.fetch_add(failed, Ordering::Relaxed);
        let done = self.runs.fetch_add(rows.len(), Ordering::Relaxed) + rows.len();
        (self.progress)(done);
        Ok(())
    }

    /// Sets the parameters of a block. Lanes without an experiment repeat the last.
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

fn threads(options: &Options, runs: usize) -> usize {
    let wanted = match options.threads {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        threads => threads,
    };
    wanted.clamp(1, runs.div_ceil(options.width.max(1)).max(1))
}

/// As many runs a block as asked for, fewer when there are fewer, and when the blocks in progress would be too large.
fn width(program: &Program, options: &Options, runs: usize, threads: usize) -> Result<usize, RunError> {
    let mut width = options.width.clamp(1, WIDEST).min(runs.max(1).next_power_of_two());
    let bytes = |width: usize| {
        let layout = Layout::new(program, width);
        layout.len as u64 * 8 * threads as u64
    };
    while width > 1 && bytes(width) > MEMORY_LIMIT / 4 {
        width = width.div_ceil(2);
    }
    within_memory(bytes(width), "the runs in progress")?;
    Ok(width)
}
