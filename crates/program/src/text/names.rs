//! What the parser of the mid-level IR finds operations in, by their printed names.

use crate::Op;

#[rustfmt::skip]
pub(super) const OPS: [Op; 21] = [
    Op::Copy, Op::Negate, Op::Not, Op::Add, Op::Subtract,
    Op::Multiply, Op::Divide, Op::Power, Op::Equal, Op::NotEqual,
    Op::Less, Op::LessEqual, Op::Greater, Op::GreaterEqual, Op::And,
    Op::Or, Op::Select, Op::SumInto, Op::ProductInto, Op::MinInto,
    Op::MaxInto,
];
