//! What code reads beside the numbers of its frame.

use math::Lookup;
use program::{Now, Program};

/// The program's tables, its lists of offsets, and the clock.
#[derive(Clone, Copy)]
pub(super) struct Context<'p> {
    pub tables: &'p [Lookup],
    pub offset_tables: &'p [Vec<u32>],
    /// The clock at the beginning of the step: what looks at it does not change between the stages of a step.
    pub now: Now,
}

impl<'p> Context<'p> {
    pub fn new(program: &'p Program, now: Now) -> Context<'p> {
        Context {
            tables: &program.tables,
            offset_tables: &program.offset_tables,
            now,
        }
    }
}
