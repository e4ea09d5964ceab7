//! What an ensemble is given, and what becomes of it.

use std::sync::atomic::AtomicBool;

/// The experiments of an ensemble: a row of parameters for each run.
pub trait Experiments: Sync {
    /// How many there are.
    fn len(&self) -> usize;

    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Writes the parameters of experiment `row`, in the order of `Program::parameters`. They come in with the model's own
    /// values; what is left alone keeps them.
    fn fill(&self, row: usize, parameters: &mut [f64]);

    /// The number of the random draws of experiment `row`, below 2^32: experiments with the same number draw the same. Each has
    /// its own by default.
    fn draws(&self, row: usize) -> usize {
        row
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

/// How an ensemble is watched and stopped, from any thread.
#[derive(Clone, Copy)]
pub struct Supervision<'a> {
    /// Is told after each block how many runs are done.
    pub progress: &'a (dyn Fn(usize) + Sync),
    /// When it is set, blocks that have begun are finished and no other begins.
    pub stop: &'a AtomicBool,
}
