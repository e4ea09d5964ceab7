//! How runs are carried out.

use crate::lanes::Simd;

/// How runs are carried out. Nothing but the seed changes a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// How many threads; 0 for as many as the machine has. A single run takes one.
    pub threads: usize,
    /// How many runs advance together in a block, 1 to 4096. Fewer do when there are fewer runs or the model is very large.
    pub width: usize,
    /// Which instructions kernels use.
    pub simd: Simd,
    /// The seed of the model's random numbers, a whole number up to 2^53.
    pub seed: u64,
}

impl Default for Options {
    /// All threads, the widest instructions; blocks of 64 runs, for which there are kernels of superinstructions.
    fn default() -> Self {
        Options {
            threads: 0,
            width: 64,
            simd: Simd::default(),
            // Not of the clock or the system: who says nothing gets the same numbers each time.
            seed: 0,
        }
    }
}
