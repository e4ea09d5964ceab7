//! The code of a loop under construction.

use super::iteration_space::IterationSpace;
use crate::Op;
use crate::mir::{Operation, Source};

/// The code of one loop while it is written.
pub(super) struct Scope {
    pub space: IterationSpace,
    pub code: Vec<Operation>,
}

impl Scope {
    pub fn new(space: IterationSpace) -> Scope {
        // Room for a usual loop at once (all but 23 of the 1764 of C-LEARN); `Lowering::push` gives back what is left over.
        const USUAL: usize = 8;
        Scope {
            space,
            code: Vec::with_capacity(USUAL),
        }
    }

    pub fn push(&mut self, op: Op, arguments: &[Source]) -> Source {
        let mut all = [Source::None; 4];
        all[..arguments.len()].copy_from_slice(arguments);
        self.code.push(Operation { op, arguments: all });
        Source::Local(self.code.len() as u32 - 1)
    }
}
