//! Superinstructions: one or two operations that one kernel computes, with what passes between them in a register.

mod allocate;
mod formula;
mod fuse;
mod shape;
#[cfg(test)]
mod tests;

pub(super) use formula::{
    Comparison, Equal, Formula, Greater, GreaterEqual, KernelFamily, Less, LessEqual, NotEqual, kernel_of,
};
pub(super) use fuse::fuse;
pub(super) use shape::{Shape, Superinstruction, Superinstructions};
