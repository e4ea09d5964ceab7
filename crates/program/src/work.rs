//! How much a program does: counters that show a change of the compiler without the noise of a clock.

use crate::{Block, Program};

/// Instructions by how often they run, and memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// Instructions once a run.
    pub start: u64,
    /// Instructions at every evaluation for all runs of a block together: one evaluation a step with Euler, four with RK4.
    pub shared_step: u64,
    /// Instructions at every evaluation and run.
    pub step: u64,
    /// Instructions once a full step and run.
    pub advance: u64,
    /// Instructions at every save point for all runs of a block together.
    pub shared_save: u64,
    /// Instructions at every save point and run.
    pub save: u64,
    /// Uniform slots.
    pub uniform_slots: u32,
    /// Lane slots.
    pub lane_slots: u32,
    /// Temporaries.
    pub temporaries: u32,
    /// Bytes that one run occupies in a block, and all runs of a block share: lanes and temporaries, uniform slots.
    pub bytes: (u64, u64),
}

impl Program {
    /// Counts what the program does.
    pub fn work(&self) -> Work {
        let own = u64::from(self.lane_slots) + u64::from(self.temporaries);
        Work {
            start: instructions(&self.start),
            shared_step: instructions(&self.shared_step),
            step: instructions(&self.step),
            advance: instructions(&self.advance),
            shared_save: instructions(&self.shared_save),
            save: instructions(&self.save),
            uniform_slots: self.uniform_slots,
            lane_slots: self.lane_slots,
            temporaries: self.temporaries,
            bytes: (own * 8, u64::from(self.uniform_slots) * 8),
        }
    }
}

/// The code of each turn counts for each turn.
fn instructions(blocks: &[Block]) -> u64 {
    let of = |block: &Block| u64::from(block.turns) * block.code.len() as u64;
    blocks.iter().map(of).sum()
}
