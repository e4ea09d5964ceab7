//! What kernels compute, written once and compiled for every set of instructions: loops that the compiler turns into vector
//! instructions.
//!
//! [`kernels!`] is expanded inside a function for each set, since closures inherit the instructions of the function around
//! them. The functions below are always inlined into these closures, so that they are compiled for the same set. All sets
//! compute the same operations in the same order, hence the same bits: the compiler neither fuses nor reorders them.

use super::kernel::number;
use math::{Lookup, LookupMode};

/// Rows are worked on in pieces of so many numbers, for which the compiler knows the length.
pub(super) const PIECE: usize = 64;

/// The kernel of an operation, compiled for the instructions of the function around it.
macro_rules! kernels {
    ($op:expr) => {
        kernels!($op, super::kernels::lookup)
    };
    ($op:expr, $lookup:path) => {{
        use super::kernel::Kernel;
        use super::kernels::{binary, into, pieces, power, ternary, unary};
        use math::LookupMode;
        use program::{Function, Op, select, truth};
        let call = |function: Function| match function {
            Function::Abs => Kernel::Unary(|a, out| unary(f64::abs, a, out)),
            Function::Exp => Kernel::Unary(|a, out| unary(math::exp, a, out)),
            Function::Ln => Kernel::Unary(|a, out| unary(math::ln, a, out)),
            Function::Sqrt => Kernel::Unary(|a, out| unary(math::sqrt, a, out)),
            Function::Sin => Kernel::Unary(|a, out| pieces(math::sin_rows, math::sin, a, out)),
            Function::Cos => Kernel::Unary(|a, out| pieces(math::cos_rows, math::cos, a, out)),
            Function::Tan => Kernel::Unary(|a, out| pieces(math::tan_rows, math::tan, a, out)),
            Function::Arcsin => Kernel::Unary(|a, out| unary(math::arcsin, a, out)),
            Function::Arccos => Kernel::Unary(|a, out| unary(math::arccos, a, out)),
            Function::Arctan => Kernel::Unary(|a, out| unary(math::arctan, a, out)),
            Function::Sinh => Kernel::Unary(|a, out| unary(math::sinh, a, out)),
            Function::Cosh => Kernel::Unary(|a, out| unary(math::cosh, a, out)),
            Function::Tanh => Kernel::Unary(|a, out| unary(math::tanh, a, out)),
            Function::Floor => Kernel::Unary(|a, out| unary(math::floor, a, out)),
            Function::FloorModulo => Kernel::Binary(|a, b, out| binary(math::floor_modulo, a, b, out)),
            Function::GammaLn => Kernel::Unary(|a, out| unary(math::gamma_ln, a, out)),
            Function::Integer => Kernel::Unary(|a, out| unary(math::integer, a, out)),
            Function::Log => Kernel::Binary(|a, b, out| binary(math::log, a, b, out)),
            Function::Modulo => Kernel::Binary(|a, b, out| binary(math::modulo, a, b, out)),
            Function::Quantum => Kernel::Binary(|a, b, out| binary(math::quantum, a, b, out)),
            Function::Min => Kernel::Binary(|a, b, out| binary(math::min, a, b, out)),
            Function::Max => Kernel::Binary(|a, b, out| binary(math::max, a, b, out)),
            Function::Zidz => Kernel::Binary(|a, b, out| binary(math::zidz, a, b, out)),
            Function::Xidz => Kernel::Ternary(|arguments, out| ternary(math::xidz, arguments, out)),
            // What reads the clock, and distributions, whose loops take a different number of iterations for each number.
            _ => Kernel::Single(Op::Call(function)),
        };
        match $op {
            Op::Copy => Kernel::Unary(|a, out| unary(|a| a, a, out)),
            Op::Negate => Kernel::Unary(|a, out| unary(|a| -a, a, out)),
            Op::Not => Kernel::Unary(|a, out| unary(|a| truth(a == 0.0), a, out)),
            Op::Add => Kernel::Binary(|a, b, out| binary(|a, b| a + b, a, b, out)),
            Op::Subtract => Kernel::Binary(|a, b, out| binary(|a, b| a - b, a, b, out)),
            Op::Multiply => Kernel::Binary(|a, b, out| binary(|a, b| a * b, a, b, out)),
            Op::Divide => Kernel::Binary(|a, b, out| binary(|a, b| a / b, a, b, out)),
            Op::Power => Kernel::Binary(|a, b, out| power(a, b, out)),
            Op::Equal => Kernel::Binary(|a, b, out| binary(|a, b| truth(a == b), a, b, out)),
            Op::NotEqual => Kernel::Binary(|a, b, out| binary(|a, b| truth(a != b), a, b, out)),
            Op::Less => Kernel::Binary(|a, b, out| binary(|a, b| truth(a < b), a, b, out)),
            Op::LessEqual => Kernel::Binary(|a, b, out| binary(|a, b| truth(a <= b), a, b, out)),
            Op::Greater => Kernel::Binary(|a, b, out| binary(|a, b| truth(a > b), a, b, out)),
            Op::GreaterEqual => Kernel::Binary(|a, b, out| binary(|a, b| truth(a >= b), a, b, out)),
            Op::And => Kernel::Binary(|a, b, out| binary(|a, b| truth((a != 0.0) & (b != 0.0)), a, b, out)),
            Op::Or => Kernel::Binary(|a, b, out| binary(|a, b| truth((a != 0.0) | (b != 0.0)), a, b, out)),
            Op::Select => Kernel::Ternary(|arguments, out| ternary(select, arguments, out)),
            Op::Call(function) => call(function),
            Op::Random(_) => Kernel::Single($op),
            Op::Vector(_) => Kernel::Single($op), // alone in its block, see `vectors`
            // The mode is a constant of each closure, so that none looks it up for every number.
            Op::Lookup(LookupMode::Interpolate) => {
                Kernel::Lookup(|table, x, out| $lookup(table, LookupMode::Interpolate, x, out))
            }
            Op::Lookup(LookupMode::Extrapolate) => {
                Kernel::Lookup(|table, x, out| $lookup(table, LookupMode::Extrapolate, x, out))
            }
            Op::Lookup(LookupMode::Forward) => {
                Kernel::Lookup(|table, x, out| $lookup(table, LookupMode::Forward, x, out))
            }
            Op::Lookup(LookupMode::Backward) => {
                Kernel::Lookup(|table, x, out| $lookup(table, LookupMode::Backward, x, out))
            }
            Op::Lookup(LookupMode::Area) => Kernel::Lookup(|table, x, out| $lookup(table, LookupMode::Area, x, out)),
            Op::Lookup(LookupMode::SlopeBefore) => {
                Kernel::Lookup(|table, x, out| $lookup(table, LookupMode::SlopeBefore, x, out))
            }
            Op::Lookup(LookupMode::SlopeAfter) => {
                Kernel::Lookup(|table, x, out| $lookup(table, LookupMode::SlopeAfter, x, out))
            }
            Op::SumInto => Kernel::Reduce(|a, out| into(|held, a| held + a, a, out)),
            Op::ProductInto => Kernel::Reduce(|a, out| into(|held, a| held * a, a, out)),
            Op::MinInto => Kernel::Reduce(|a, out| into(math::min, a, out)),
            Op::MaxInto => Kernel::Reduce(|a, out| into(math::max, a, out)),
        }
    }};
}
pub(super) use kernels;

/// `f` of every number.
#[inline(always)]
pub(super) fn unary(f: impl Fn(f64) -> f64, a: &[f64], out: &mut [f64]) {
    // One number for the whole row: computed once.
    if let [a] = a {
        return out.fill(f(*a));
    }
    let (a, out) = (a.as_chunks::<PIECE>(), out.as_chunks_mut::<PIECE>());
    for (a, out) in a.0.iter().zip(out.0) {
        for at in 0..PIECE {
            out[at] = f(a[at]);
        }
    }
    for (out, &a) in out.1.iter_mut().zip(a.1) {
        *out = f(a);
    }
}

/// `f` of every pair of numbers.
#[inline(always)]
pub(super) fn binary(f: impl Fn(f64, f64) -> f64, a: &[f64], b: &[f64], out: &mut [f64]) {
    match (a, b) {
        // A single number stays in a register, and the loop loads one row less.
        ([a], b) => return unary(|b| f(*a, b), b, out),
        (a, [b]) => return unary(|a| f(a, *b), a, out),
        _ => {}
    }
    let (a, b, out) = (
        a.as_chunks::<PIECE>(),
        b.as_chunks::<PIECE>(),
        out.as_chunks_mut::<PIECE>(),
    );
    // Whole pieces first, whose length the compiler knows: no bounds are checked within, and loops are unrolled.
    for ((a, b), out) in a.0.iter().zip(b.0).zip(out.0) {
        for at in 0..PIECE {
            out[at] = f(a[at], b[at]);
        }
    }
    for ((out, &a), &b) in out.1.iter_mut().zip(a.1).zip(b.1) {
        *out = f(a, b);
    }
}

/// `f` of every three numbers.
#[inline(always)]
pub(super) fn ternary(f: impl Fn(f64, f64, f64) -> f64, [a, b, c]: [&[f64]; 3], out: &mut [f64]) {
    match (a, b, c) {
        ([a], b, c) => return binary(|b, c| f(*a, b, c), b, c, out),
        (a, [b], c) => return binary(|a, c| f(a, *b, c), a, c, out),
        (a, b, [c]) => return binary(|a, b| f(a, b, *c), a, b, out),
        _ => {}
    }
    let ([a, b, c], out) = (
        [a, b, c].map(|row| row.as_chunks::<PIECE>()),
        out.as_chunks_mut::<PIECE>(),
    );
    for (((a, b), c), out) in a.0.iter().zip(b.0).zip(c.0).zip(out.0) {
        for at in 0..PIECE {
            out[at] = f(a[at], b[at], c[at]);
        }
    }
    for (((out, &a), &b), &c) in out.1.iter_mut().zip(a.1).zip(b.1).zip(c.1) {
        *out = f(a, b, c);
    }
}

/// A function that has a definition of its own for pieces of a row.
#[inline(always)]
pub(super) fn pieces(
    piece: impl Fn(&[f64; PIECE], &mut [f64; PIECE]),
    f: impl Fn(f64) -> f64,
    a: &[f64],
    out: &mut [f64],
) {
    if let [a] = a {
        return out.fill(f(*a));
    }
    let (a, out) = (a.as_chunks::<PIECE>(), out.as_chunks_mut::<PIECE>());
    for (a, out) in a.0.iter().zip(out.0) {
        piece(a, out);
    }
    for (out, &a) in out.1.iter_mut().zip(a.1) {
        *out = f(a);
    }
}

/// Powers, pieces of rows by their own definition.
#[inline(always)]
pub(super) fn power(a: &[f64], b: &[f64], out: &mut [f64]) {
    let (whole, rest) = out.as_chunks_mut::<PIECE>();
    let row = |argument: &[f64], first: usize| std::array::from_fn(|at| number(argument, first + at));
    let behind = whole.len() * PIECE;
    for (at, out) in whole.iter_mut().enumerate() {
        math::pow_rows(&row(a, at * PIECE), &row(b, at * PIECE), out);
    }
    for (at, out) in (behind..).zip(rest) {
        *out = math::pow(number(a, at), number(b, at));
    }
}

/// `f` of what the target held and of every number. A target of one number takes all, one after the other.
#[inline(always)]
pub(super) fn into(f: impl Fn(f64, f64) -> f64, a: &[f64], out: &mut [f64]) {
    match (a, out) {
        // In order, one after the other: a sum in another order would have other bits.
        (a, [out]) => *out = a.iter().fold(*out, |held, &a| f(held, a)),
        ([a], out) => {
            for out in out {
                *out = f(*out, *a);
            }
        }
        (a, out) => {
            let (a, out) = (a.as_chunks::<PIECE>(), out.as_chunks_mut::<PIECE>());
            for (a, out) in a.0.iter().zip(out.0) {
                for at in 0..PIECE {
                    out[at] = f(out[at], a[at]);
                }
            }
            for (out, &a) in out.1.iter_mut().zip(a.1) {
                *out = f(*out, a);
            }
        }
    }
}

/// The values of a table.
#[inline(always)]
pub(super) fn lookup(table: &Lookup, mode: LookupMode, x: &[f64], out: &mut [f64]) {
    if let [x] = x {
        return out.fill(table.at(*x, mode));
    }
    let (x, out) = (x.as_chunks::<PIECE>(), out.as_chunks_mut::<PIECE>());
    for (x, out) in x.0.iter().zip(out.0) {
        table.rows(x, mode, out);
    }
    for (out, &x) in out.1.iter_mut().zip(x.1) {
        *out = table.at(x, mode);
    }
}
