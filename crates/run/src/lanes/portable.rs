//! Kernels for every machine.

use super::kernel::Kernel;
use super::kernels::kernels;
use super::stages::{Stages, stages};
use program::Op;

/// The kernel of an operation.
pub(super) fn kernel(op: Op) -> Kernel {
    kernels!(op)
}

/// The integrator stages.
pub(super) fn stages() -> Stages {
    stages!()
}
