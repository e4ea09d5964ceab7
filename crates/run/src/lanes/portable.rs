//! Kernels for every machine, in a form that the compiler turns into vector instructions.

use super::kernel::{Kernel, Source};
use check::Function;
use program::{Op, select, truth};

/// Rows of the usual length get loops whose length is known.
const USUAL: usize = 64;

/// The portable kernel of an operation.
pub(super) fn kernel(op: Op) -> Kernel {
    match op {
        Op::Copy => Kernel::Unary(|a, out| unary(|a| a, a, out)),
        Op::Negate => Kernel::Unary(|a, out| unary(|a| -a, a, out)),
        Op::Not => Kernel::Unary(|a, out| unary(|a| truth(a == 0.0), a, out)),
        Op::Add => Kernel::Binary(|a, b, out| binary(|a, b| a + b, a, b, out)),
        Op::Subtract => Kernel::Binary(|a, b, out| binary(|a, b| a - b, a, b, out)),
        Op::Multiply => Kernel::Binary(|a, b, out| binary(|a, b| a * b, a, b, out)),
        Op::Divide => Kernel::Binary(|a, b, out| binary(|a, b| a / b, a, b, out)),
        Op::Power => Kernel::Binary(|a, b, out| binary(math::pow, a, b, out)),
        Op::Equal => Kernel::Binary(|a, b, out| binary(|a, b| truth(a == b), a, b, out)),
        Op::NotEqual => Kernel::Binary(|a, b, out| binary(|a, b| truth(a != b), a, b, out)),
        Op::Less => Kernel::Binary(|a, b, out| binary(|a, b| truth(a < b), a, b, out)),
        Op::LessEqual => Kernel::Binary(|a, b, out| binary(|a, b| truth(a <= b), a, b, out)),
        Op::Greater => Kernel::Binary(|a, b, out| binary(|a, b| truth(a > b), a, b, out)),
        Op::GreaterEqual => Kernel::Binary(|a, b, out| binary(|a, b| truth(a >= b), a, b, out)),
        Op::And => {
            Kernel::Binary(|a, b, out| binary(|a, b| truth((a != 0.0) & (b != 0.0)), a, b, out))
        }
        Op::Or => {
            Kernel::Binary(|a, b, out| binary(|a, b| truth((a != 0.0) | (b != 0.0)), a, b, out))
        }
        Op::Select => Kernel::Ternary(|arguments, out| ternary(select, arguments, out)),
        Op::Call(function) => call(function),
        Op::Lookup(mode) => Kernel::Lookup(mode),
        Op::SumInto => Kernel::Reduce(|a, out| into(|held, a| held + a, a, out), op),
        Op::ProductInto => Kernel::Reduce(|a, out| into(|held, a| held * a, a, out), op),
        Op::MinInto => Kernel::Reduce(|a, out| into(math::min, a, out), op),
        Op::MaxInto => Kernel::Reduce(|a, out| into(math::max, a, out), op),
    }
}

fn call(function: Function) -> Kernel {
    match function {
        Function::Abs => Kernel::Unary(|a, out| unary(f64::abs, a, out)),
        Function::Exp => Kernel::Unary(|a, out| unary(math::exp, a, out)),
        Function::Ln => Kernel::Unary(|a, out| unary(math::ln, a, out)),
        Function::Sqrt => Kernel::Unary(|a, out| unary(math::sqrt, a, out)),
        Function::Sin => Kernel::Unary(|a, out| unary(math::sin, a, out)),
        Function::Cos => Kernel::Unary(|a, out| unary(math::cos, a, out)),
        Function::Tan => Kernel::Unary(|a, out| unary(math::tan, a, out)),
        Function::Arcsin => Kernel::Unary(|a, out| unary(math::arcsin, a, out)),
        Function::Arccos => Kernel::Unary(|a, out| unary(math::arccos, a, out)),
        Function::Arctan => Kernel::Unary(|a, out| unary(math::arctan, a, out)),
        Function::Sinh => Kernel::Unary(|a, out| unary(math::sinh, a, out)),
        Function::Cosh => Kernel::Unary(|a, out| unary(math::cosh, a, out)),
        Function::Tanh => Kernel::Unary(|a, out| unary(math::tanh, a, out)),
        Function::Integer => Kernel::Unary(|a, out| unary(math::integer, a, out)),
        Function::Log => Kernel::Binary(|a, b, out| binary(math::log, a, b, out)),
        Function::Modulo => Kernel::Binary(|a, b, out| binary(math::modulo, a, b, out)),
        Function::Quantum => Kernel::Binary(|a, b, out| binary(math::quantum, a, b, out)),
        Function::Min => Kernel::Binary(|a, b, out| binary(math::min, a, b, out)),
        Function::Max => Kernel::Binary(|a, b, out| binary(math::max, a, b, out)),
        Function::Zidz => Kernel::Binary(|a, b, out| binary(math::zidz, a, b, out)),
        Function::Xidz => Kernel::Ternary(|arguments, out| ternary(math::xidz, arguments, out)),
        Function::Step | Function::Pulse | Function::PulseTrain | Function::Ramp => {
            Kernel::Single(Op::Call(function))
        }
    }
}

/// `f` of every number. Rows of the usual length take a copy of the loop that knows it.
#[inline(always)]
fn unary(f: impl Fn(f64) -> f64, a: Source<'_>, out: &mut [f64]) {
    match a {
        Source::One(a) => out.fill(f(a)),
        Source::Row(a) => match (usual(a), usual_mut(out)) {
            (Some(a), Some(out)) => (0..USUAL).for_each(|at| out[at] = f(a[at])),
            _ => out.iter_mut().zip(a).for_each(|(out, &a)| *out = f(a)),
        },
    }
}

#[inline(always)]
fn binary(f: impl Fn(f64, f64) -> f64, a: Source<'_>, b: Source<'_>, out: &mut [f64]) {
    match (a, b) {
        (Source::One(a), Source::One(b)) => out.fill(f(a, b)),
        (Source::One(a), b) => unary(|b| f(a, b), b, out),
        (a, Source::One(b)) => unary(|a| f(a, b), a, out),
        (Source::Row(a), Source::Row(b)) => rows(f, a, b, out),
    }
}

#[inline(always)]
fn rows(f: impl Fn(f64, f64) -> f64, a: &[f64], b: &[f64], out: &mut [f64]) {
    match (usual(a), usual(b), usual_mut(out)) {
        (Some(a), Some(b), Some(out)) => (0..USUAL).for_each(|at| out[at] = f(a[at], b[at])),
        _ => out
            .iter_mut()
            .zip(a.iter().zip(b))
            .for_each(|(out, (&a, &b))| *out = f(a, b)),
    }
}

#[inline(always)]
fn ternary(f: impl Fn(f64, f64, f64) -> f64, [a, b, c]: [Source<'_>; 3], out: &mut [f64]) {
    match (a, b, c) {
        (Source::One(a), b, c) => binary(|b, c| f(a, b, c), b, c, out),
        (a, Source::One(b), c) => binary(|a, c| f(a, b, c), a, c, out),
        (a, b, Source::One(c)) => binary(|a, b| f(a, b, c), a, b, out),
        (Source::Row(a), Source::Row(b), Source::Row(c)) => {
            let arguments = a.iter().zip(b).zip(c);
            out.iter_mut()
                .zip(arguments)
                .for_each(|(out, ((&a, &b), &c))| *out = f(a, b, c));
        }
    }
}

/// `f` of what the target held and of every number.
#[inline(always)]
fn into(f: impl Fn(f64, f64) -> f64, a: Source<'_>, out: &mut [f64]) {
    match a {
        Source::One(a) => out.iter_mut().for_each(|out| *out = f(*out, a)),
        Source::Row(a) => match (usual(a), usual_mut(out)) {
            (Some(a), Some(out)) => (0..USUAL).for_each(|at| out[at] = f(out[at], a[at])),
            _ => out
                .iter_mut()
                .zip(a)
                .for_each(|(out, &a)| *out = f(*out, a)),
        },
    }
}

#[inline(always)]
fn usual(row: &[f64]) -> Option<&[f64; USUAL]> {
    row.try_into().ok()
}

#[inline(always)]
fn usual_mut(row: &mut [f64]) -> Option<&mut [f64; USUAL]> {
    row.try_into().ok()
}
