//! What the parser of the mid-level IR finds operations in, by their printed names.

use crate::{Function, Op, VectorFunction};
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

#[rustfmt::skip]
pub(super) const VECTOR_FUNCTIONS: [VectorFunction; 9] = [
    VectorFunction::SortOrder, VectorFunction::Rank, VectorFunction::Element, VectorFunction::InvertMatrix, VectorFunction::AllocateAvailable,
    VectorFunction::AllocateByPriority, VectorFunction::MarketPrice, VectorFunction::DemandAtPrice, VectorFunction::SupplyAtPrice,
];

#[rustfmt::skip]
pub(super) const FUNCTIONS: [Function; 42] = [
    Function::Abs, Function::Exp, Function::Ln, Function::Log, Function::Sqrt,
    Function::Sin, Function::Cos, Function::Tan, Function::Arcsin, Function::Arccos,
    Function::Arctan, Function::Sinh, Function::Cosh, Function::Tanh, Function::GammaLn,
    Function::Integer, Function::Modulo, Function::Floor, Function::FloorModulo, Function::Quantum,
    Function::Min, Function::Max, Function::Zidz, Function::Xidz, Function::Step,
    Function::Pulse, Function::PulseTrain, Function::Ramp, Function::NormalBelow, Function::NormalQuantile,
    Function::GammaBelow, Function::GammaQuantile, Function::BetaBelow, Function::BetaQuantile, Function::PoissonBelow,
    Function::PoissonQuantile, Function::BinomialBelow, Function::BinomialQuantile, Function::NegativeBinomialBelow, Function::NegativeBinomialQuantile,
    Function::TriangularBelow, Function::TriangularQuantile,
];
