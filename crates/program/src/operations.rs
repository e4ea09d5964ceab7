//! What each operation computes, once: building and running both go through here or through kernels that are tested against it.

use crate::Op;
use check::Function;

/// The clock that the time functions look at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Now {
    /// The time.
    pub time: f64,
    /// The clock's step.
    pub step: f64,
}

/// 1 for true, 0 for false.
#[inline(always)]
pub fn truth(is: bool) -> f64 {
    f64::from(u8::from(is))
}

/// The value of an operation on numbers. [`Op::Lookup`] and [`Op::Vector`] have no value here, as their arguments are no single
/// numbers; [`Op::SumInto`] and its like combine `a` with `b`, what the target held.
#[inline]
pub fn apply(op: Op, [a, b, c, d]: [f64; 4], now: Now) -> f64 {
    match op {
        Op::Copy => a,
        Op::Negate => -a,
        Op::Not => truth(a == 0.0),
        Op::Add => a + b,
        Op::Subtract => a - b,
        Op::Multiply => a * b,
        Op::Divide => a / b,
        Op::Power => math::pow(a, b),
        Op::Equal => truth(a == b),
        Op::NotEqual => truth(a != b),
        Op::Less => truth(a < b),
        Op::LessEqual => truth(a <= b),
        Op::Greater => truth(a > b),
        Op::GreaterEqual => truth(a >= b),
        Op::And => truth(a != 0.0 && b != 0.0),
        Op::Or => truth(a != 0.0 || b != 0.0),
        Op::Select => select(a, b, c),
        Op::Call(function) => call(function, [a, b, c, d], now),
        Op::Random(stream) => math::uniform(stream, [a, b, c, d]),
        Op::Lookup(_) | Op::Vector(_) => f64::NAN,
        Op::SumInto => b + a,
        Op::ProductInto => b * a,
        Op::MinInto => math::min(b, a),
        Op::MaxInto => math::max(b, a),
    }
}

/// `then` where the condition is not 0.
#[inline(always)]
pub fn select(condition: f64, then: f64, otherwise: f64) -> f64 {
    if condition != 0.0 { then } else { otherwise }
}

/// The value of a function.
#[inline]
pub fn call(function: Function, [a, b, c, d]: [f64; 4], now: Now) -> f64 {
    let Now { time, step: dt } = now;
    match function {
        Function::Abs => a.abs(),
        Function::Exp => math::exp(a),
        Function::Ln => math::ln(a),
        Function::Log => math::log(a, b),
        Function::Sqrt => math::sqrt(a),
        Function::Sin => math::sin(a),
        Function::Cos => math::cos(a),
        Function::Tan => math::tan(a),
        Function::Arcsin => math::arcsin(a),
        Function::Arccos => math::arccos(a),
        Function::Arctan => math::arctan(a),
        Function::Sinh => math::sinh(a),
        Function::Cosh => math::cosh(a),
        Function::Tanh => math::tanh(a),
        Function::GammaLn => math::gamma_ln(a),
        Function::Integer => math::integer(a),
        Function::Modulo => math::modulo(a, b),
        Function::Floor => math::floor(a),
        Function::FloorModulo => math::floor_modulo(a, b),
        Function::Quantum => math::quantum(a, b),
        Function::Min => math::min(a, b),
        Function::Max => math::max(a, b),
        Function::Zidz => math::zidz(a, b),
        Function::Xidz => math::xidz(a, b, c),
        Function::Step => math::step(time, a, b, dt),
        Function::Pulse => math::pulse(time, a, b, dt),
        Function::PulseTrain => math::pulse_train(time, a, b, c, d, dt),
        Function::Ramp => math::ramp(time, a, b, c),
        Function::NormalBelow => math::normal_below(a),
        Function::NormalQuantile => math::normal_quantile(a),
        Function::GammaBelow => math::gamma_below(a, b),
        Function::GammaQuantile => math::gamma_quantile(a, b),
        Function::BetaBelow => math::beta_below(a, b, c),
        Function::BetaQuantile => math::beta_quantile(a, b, c),
        Function::PoissonBelow => math::poisson_below(a, b),
        Function::PoissonQuantile => math::poisson_quantile(a, b),
        Function::BinomialBelow => math::binomial_below(a, b, c),
        Function::BinomialQuantile => math::binomial_quantile(a, b, c),
        Function::NegativeBinomialBelow => math::negative_binomial_below(a, b, c),
        Function::NegativeBinomialQuantile => math::negative_binomial_quantile(a, b, c),
        Function::TriangularBelow => math::triangular_below(a, b, c, d),
        Function::TriangularQuantile => math::triangular_quantile(a, b, c, d),
    }
}

/// Whether computing it again costs more than fetching its value from memory.
pub(crate) fn is_costly(op: Op) -> bool {
    use Function::{Abs, Floor, Max, Min, Quantum, Ramp, Step, Xidz, Zidz};
    match op {
        Op::Power | Op::Lookup(_) | Op::Vector(_) | Op::Random(_) => true,
        Op::Call(function) => !matches!(function, Abs | Min | Max | Zidz | Xidz | Quantum | Floor | Step | Ramp),
        _ => false,
    }
}

/// How many arguments an operation takes; [`Op::Vector`] takes those that its call has.
pub(crate) fn arity(op: Op) -> usize {
    match op {
        Op::Copy | Op::Negate | Op::Not => 1,
        Op::SumInto | Op::ProductInto | Op::MinInto | Op::MaxInto => 1,
        Op::Select => 3,
        Op::Vector(_) | Op::Random(_) => 4,
        Op::Call(function) => arity_of(function),
        _ => 2,
    }
}

fn arity_of(function: Function) -> usize {
    match function {
        Function::Log
        | Function::Modulo
        | Function::FloorModulo
        | Function::Quantum
        | Function::Min
        | Function::Max => 2,
        Function::Zidz | Function::Step | Function::Pulse => 2,
        Function::GammaBelow | Function::GammaQuantile | Function::PoissonBelow | Function::PoissonQuantile => 2,
        Function::Xidz | Function::Ramp => 3,
        Function::BetaBelow | Function::BetaQuantile | Function::BinomialBelow | Function::BinomialQuantile => 3,
        Function::NegativeBinomialBelow | Function::NegativeBinomialQuantile => 3,
        Function::PulseTrain | Function::TriangularBelow | Function::TriangularQuantile => 4,
        _ => 1,
    }
}
