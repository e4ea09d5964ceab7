//! Kernels: one function for every operation, on as many numbers as its target takes.

use math::{Lookup, LookupMode};
use program::Op;

/// An argument of a kernel.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Source<'a> {
    /// One number for each of the target's.
    Row(&'a [f64]),
    /// The same number for all.
    One(f64),
}

impl<'a> Source<'a> {
    /// What belongs to the target's numbers from `at` on.
    pub fn part(self, at: usize, len: usize) -> Source<'a> {
        match self {
            Source::Row(row) => Source::Row(&row[at..at + len]),
            one => one,
        }
    }

    /// The number that belongs to the target's `at`-th.
    #[inline(always)]
    pub fn get(&self, at: usize) -> f64 {
        match self {
            Source::Row(row) => row[at],
            Source::One(number) => *number,
        }
    }
}

pub(crate) type Unary = fn(Source<'_>, &mut [f64]);
pub(crate) type Binary = fn(Source<'_>, Source<'_>, &mut [f64]);
pub(crate) type Ternary = fn([Source<'_>; 3], &mut [f64]);

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
    Lookup(LookupMode),
    /// One number after the other: what looks at the clock.
    Single(Op),
    /// Into the target: the operation of what it held and of the argument.
    Reduce(Unary, Op),
}

/// The instructions that kernels may use. Every set computes the same bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Simd {
    /// What every machine has.
    #[default]
    Portable,
}

impl Simd {
    /// The kernel of an operation.
    pub(crate) fn kernel(self, op: Op) -> Kernel {
        match self {
            Simd::Portable => super::portable::kernel(op),
        }
    }
}

/// The values of a table.
pub(super) fn lookup(table: &Lookup, mode: LookupMode, x: Source<'_>, out: &mut [f64]) {
    match mode {
        LookupMode::Interpolate => read(x, out, |x| table.at(x, LookupMode::Interpolate)),
        LookupMode::Extrapolate => read(x, out, |x| table.at(x, LookupMode::Extrapolate)),
        LookupMode::Forward => read(x, out, |x| table.at(x, LookupMode::Forward)),
        LookupMode::Backward => read(x, out, |x| table.at(x, LookupMode::Backward)),
    }
}

#[inline(always)]
fn read(x: Source<'_>, out: &mut [f64], value: impl Fn(f64) -> f64) {
    match x {
        Source::One(x) => out.fill(value(x)),
        Source::Row(row) => out
            .iter_mut()
            .zip(row)
            .for_each(|(out, &x)| *out = value(x)),
    }
}
