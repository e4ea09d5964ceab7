//! Kernels for every machine.

use super::kernel::Kernel;
use super::kernels::kernels;
use super::moves::{Moves, moves};
use program::Op;

/// The kernel of an operation.
pub(super) fn kernel(op: Op) -> Kernel {
    kernels!(op)
}

/// How states move.
pub(super) fn moves() -> Moves {
    moves!()
}
