//! Kernels: one function for every operation, on as many numbers as its target takes.
//!
//! An argument has a number for each of the target's, or a single one that counts for all.

use math::Lookup;
use program::Op;

pub(crate) type Unary = fn(&[f64], &mut [f64]);
pub(crate) type Binary = fn(&[f64], &[f64], &mut [f64]);
pub(crate) type Ternary = fn([&[f64]; 3], &mut [f64]);
pub(crate) type Table = fn(&Lookup, &[f64], &mut [f64]);

/// How an operation is computed on rows.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kernel {
    /// Of one argument.
    Unary(Unary),
    /// Of two.
    Binary(Binary),
    /// Of three.
    Ternary(Ternary),
    /// A table read at every number of a row.
    Lookup(Table),
    /// One number after the other: what reads the clock, or takes a different time for each number.
    Single(Op),
    /// Into the target: the operation of what it held and of the argument. A target of one number takes all of a row.
    Reduce(Unary),
}

/// The number of an argument that belongs to the target's `at`-th.
#[inline(always)]
pub(super) fn number(argument: &[f64], at: usize) -> f64 {
    match argument {
        [number] => *number,
        row => row[at],
    }
}

/// What belongs to the target's numbers from `at` on.
#[inline(always)]
pub(super) fn part(argument: &[f64], at: usize, len: usize) -> &[f64] {
    match argument.len() {
        1 => argument,
        _ => &argument[at..at + len],
    }
}
