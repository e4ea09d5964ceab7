//! What the parser of the mid-level IR finds operations in, by their printed names.

use crate::{Function, Op, VectorFunction};
use language::Meaning;
use math::LookupMode;

#[rustfmt::skip]
pub(super) const OPS: [Op; 21] = [
    Op::Copy, Op::Negate, Op::Not, Op::Add, Op::Subtract,
    Op::Multiply, Op::Divide, Op::Power, Op::Equal, Op::NotEqual,
    Op::Less, Op::LessEqual, Op::Greater, Op::GreaterEqual, Op::And,
    Op::Or, Op::Select, Op::SumInto, Op::ProductInto, Op::MinInto,
    Op::MaxInto,
];

#[rustfmt::skip]
pub(super) const LOOKUP_MODES: [LookupMode; 7] = [
    LookupMode::Interpolate, LookupMode::Extrapolate, LookupMode::Forward, LookupMode::Backward, LookupMode::Area,
    LookupMode::SlopeBefore, LookupMode::SlopeAfter,
];

/// The functions of whole vectors.
pub(super) fn vector_functions() -> impl Iterator<Item = VectorFunction> {
    let named = language::all().filter_map(|builtin| match builtin.meaning {
        Meaning::Vector(function) => Some(function),
        _ => None,
    });
    // No name in a model means this one alone: VECTOR ELM MAP expands to it.
    named.chain([VectorFunction::Element])
}

/// The functions of numbers.
pub(super) fn functions() -> impl Iterator<Item = Function> {
    language::all().filter_map(|builtin| match builtin.meaning {
        Meaning::Pure(function) => Some(function),
        _ => None,
    })
}
