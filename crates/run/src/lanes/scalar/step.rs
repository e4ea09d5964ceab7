//! One step of scalar code: a kernel, and the addresses of its operands.

use crate::lanes::context::Context;
use program::Op;

/// Computes a step, and the steps that follow up to an [`end`]: from the numbers of a frame, and from the accumulator, which
/// is the result of the step before. Gives the result of the last step.
///
/// # Safety
/// The step is one of a slice of steps, and an end comes after it there. The addresses of the steps lie in the frame that
/// begins at the pointer, and nothing else refers to it; the tables that they name exist.
pub(super) type Kernel = unsafe fn(*mut f64, *const ScalarStep, &Context<'_>, f64) -> f64;

#[derive(Clone, Copy, Debug)]
pub(super) struct ScalarStep {
    pub kernel: Kernel,
    pub target: u32,
    /// Addresses in the frame; the second is the number of a table for [`Op::Lookup`].
    pub arguments: [u32; 4],
    /// The operation, for kernels of more than one.
    pub op: Op,
}

/// What steps may refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Limits {
    /// How many numbers the frame has.
    pub frame: usize,
    /// How many tables there are.
    pub tables: usize,
}

impl ScalarStep {
    pub const END: ScalarStep = ScalarStep {
        kernel: end,
        target: 0,
        arguments: [0; 4],
        op: Op::Copy,
    };

    /// Panics unless all addresses lie in the frame, and the table exists. Kernels rely on it.
    pub fn check(&self, limits: Limits) {
        // Unused arguments are address 0, which every frame has.
        let is_in_frame = |at: u32| (at as usize) < limits.frame;
        let [a, b, c, d] = self.arguments;
        let second = match self.op {
            Op::Lookup(_) => (b as usize) < limits.tables,
            _ => is_in_frame(b),
        };
        assert!(
            second && [self.target, a, c, d].into_iter().all(is_in_frame),
            "addresses lie in the frame, and tables exist"
        );
    }
}

/// Computes nothing and goes no further.
fn end(_frame: *mut f64, _step: *const ScalarStep, _context: &Context<'_>, accumulator: f64) -> f64 {
    accumulator
}
