//! Many runs: blocks of consecutive experiments, on several threads.

use crate::error::{MEMORY_LIMIT, RunError, within_memory};
use crate::experiments::{Experiments, Summary, Supervision};
use crate::integrate::TimeGrid;
use crate::lanes::{Layout, Machine};
use crate::options::Options;
use crate::worker_pool::{Counters, WorkerPool};
use program::{Program, Sink, Slot};

/// Runs all experiments and gives their values to `sink`, block by block.
///
/// # Errors
/// If the runs would be too long or too large, or a thread cannot be started.
pub fn ensemble<S: Sink>(
    program: &Program,
    experiments: &dyn Experiments,
    options: &Options,
    sink: &S,
    supervision: Supervision<'_>,
) -> Result<Summary, RunError> {
    let threads = threads(options, experiments.len());
    let width = width(program, options, experiments.len(), threads)?;
    let machine = Machine::new(program, width, options.simd, options.seed);
    let slots: Vec<Slot> = program.saved.iter().map(|saved| saved.slot).collect();
    let pool = WorkerPool {
        machine: &machine,
        grid: TimeGrid::new(&program.clock)?,
        slots: &slots,
        experiments,
        sink,
        supervision,
        counters: Counters::default(),
    };
    pool.run(threads)?;
    Ok(pool.summary())
}

/// The widest block.
const WIDEST: usize = 4096;

fn threads(options: &Options, runs: usize) -> usize {
    let wanted = match options.threads {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        threads => threads,
    };
    // No more than there are blocks.
    wanted.clamp(1, runs.div_ceil(options.width.max(1)).max(1))
}

/// As many runs a block as asked for, fewer when there are fewer, and when the blocks in progress would be too large.
fn width(program: &Program, options: &Options, runs: usize, threads: usize) -> Result<usize, RunError> {
    // Runs that find their own steps go alone: how a run is cut up must not depend on its neighbours.
    let most = if program.clock.method.is_adaptive() { 1 } else { WIDEST };
    // A power of two, so that rows are whole vector registers.
    let mut width = options.width.clamp(1, most).min(runs.max(1).next_power_of_two());
    let bytes = |width: usize| Layout::new(program, width).len as u64 * 8 * threads as u64;
    // A quarter of the limit: what the sink collects takes memory too.
    while width > 1 && bytes(width) > MEMORY_LIMIT / 4 {
        width = width.div_ceil(2);
    }
    within_memory(bytes(width), "the runs in progress")?;
    Ok(width)
}
