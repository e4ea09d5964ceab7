//! What each operation computes, once: building and running both go through here or through kernels that are tested against it.

use crate::Op;
use language::{Cost, Now};

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
        Op::Call(function) => function.value([a, b, c, d], now),
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

/// Whether computing it again costs more than fetching its value from memory.
pub(crate) fn is_costly(op: Op) -> bool {
    match op {
        Op::Power | Op::Lookup(_) | Op::Vector(_) | Op::Random(_) => true,
        Op::Call(function) => function.cost() == Cost::Costly,
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
        Op::Call(function) => function.arity(),
        _ => 2,
    }
}
