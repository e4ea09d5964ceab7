//! Kernels for every machine, in a form that the compiler turns into vector instructions.

use super::kernel::{Kernel, number};
use program::Function;
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
        Op::Power => Kernel::Binary(power),
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
        Op::Lookup(mode) => Kernel::Lookup(mode),
        Op::SumInto => Kernel::Reduce(|a, out| into(|held, a| held + a, a, out)),
        Op::ProductInto => Kernel::Reduce(|a, out| into(|held, a| held * a, a, out)),
        Op::MinInto => Kernel::Reduce(|a, out| into(math::min, a, out)),
        Op::MaxInto => Kernel::Reduce(|a, out| into(math::max, a, out)),
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
        Function::Step | Function::Pulse | Function::PulseTrain | Function::Ramp => Kernel::Single(Op::Call(function)),
    }
}

/// `f` of every number. Rows of the usual length take a copy of the loop that knows it.
#[inline(always)]
fn unary(f: impl Fn(f64) -> f64, a: &[f64], out: &mut [f64]) {
    match (a, usual(a), usual_mut(out)) {
        (_, Some(a), Some(out)) => (0..USUAL).for_each(|at| out[at] = f(a[at])),
        ([a], ..) => out.fill(f(*a)),
        _ => out.iter_mut().zip(a).for_each(|(out, &a)| *out = f(a)),
    }
}

#[inline(always)]
fn binary(f: impl Fn(f64, f64) -> f64, a: &[f64], b: &[f64], out: &mut [f64]) {
    match (a, b) {
        ([a], b) => unary(|b| f(*a, b), b, out),
        (a, [b]) => unary(|a| f(a, *b), a, out),
        (a, b) => rows(f, a, b, out),
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
fn ternary(f: impl Fn(f64, f64, f64) -> f64, [a, b, c]: [&[f64]; 3], out: &mut [f64]) {
    match (a, b, c) {
        ([a], b, c) => binary(|b, c| f(*a, b, c), b, c, out),
        (a, [b], c) => binary(|a, c| f(a, *b, c), a, c, out),
        (a, b, [c]) => binary(|a, b| f(a, b, *c), a, b, out),
        (a, b, c) => {
            let arguments = a.iter().zip(b).zip(c);
            out.iter_mut()
                .zip(arguments)
                .for_each(|(out, ((&a, &b), &c))| *out = f(a, b, c));
        }
    }
}

/// Powers of long rows by the definition for rows, which is twice as quick.
fn power(a: &[f64], b: &[f64], out: &mut [f64]) {
    for (chunk, out) in out.chunks_mut(USUAL).enumerate() {
        let first = chunk * USUAL;
        let row = |argument: &[f64]| std::array::from_fn(|at| number(argument, first + at));
        match usual_mut(out) {
            Some(out) => math::pow_rows(&row(a), &row(b), out),
            None => (first..)
                .zip(out)
                .for_each(|(at, out)| *out = math::pow(number(a, at), number(b, at))),
        }
    }
}

/// `f` of what the target held and of every number. A target of one number takes all, one after the other.
#[inline(always)]
fn into(f: impl Fn(f64, f64) -> f64, a: &[f64], out: &mut [f64]) {
    match (a, out) {
        (a, [out]) => *out = a.iter().fold(*out, |held, &a| f(held, a)),
        ([a], out) => out.iter_mut().for_each(|out| *out = f(*out, *a)),
        (a, out) => match (usual(a), usual_mut(out)) {
            (Some(a), Some(out)) => (0..USUAL).for_each(|at| out[at] = f(out[at], a[at])),
            _ => out.iter_mut().zip(a).for_each(|(out, &a)| *out = f(*out, a)),
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
