//! Expressions put together by one operator.

use crate::xmile::build::{self, binary};
use parse::{BinaryOp, Expr};
use source::Span;

pub(super) fn choose(condition: Expr, then: Expr, otherwise: Expr, span: Span) -> Expr {
    build::call("IF THEN ELSE", vec![condition, then, otherwise], span)
}

pub(super) fn plus(a: Expr, b: Expr) -> Expr {
    binary(BinaryOp::Add, a, b)
}

pub(super) fn minus(a: Expr, b: Expr) -> Expr {
    binary(BinaryOp::Subtract, a, b)
}

pub(super) fn times(a: Expr, b: Expr) -> Expr {
    binary(BinaryOp::Multiply, a, b)
}

pub(super) fn over(a: Expr, b: Expr) -> Expr {
    binary(BinaryOp::Divide, a, b)
}
