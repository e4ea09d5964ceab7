//! Expressions made by hand, for what builtins expand to.

use crate::model::{BinaryOp, Expr, ExprKind, Function};
use source::Span;

impl ExprKind {
    /// The expression that stands at a place.
    pub(crate) fn at(self, span: Span) -> Expr {
        Expr { kind: self, span }
    }
}

impl Expr {
    /// A number.
    pub(crate) fn number(value: f64, span: Span) -> Self {
        ExprKind::Number(value).at(span)
    }

    /// The call of a function of numbers, at the place of its first argument.
    pub(crate) fn call(function: Function, arguments: Vec<Expr>) -> Self {
        let span = arguments.first().map_or_else(Span::default, |a| a.span);
        let kind = ExprKind::Call(function, arguments);
        Expr { kind, span }
    }

    /// `self op other`, at the place of `self`.
    fn with(self, op: BinaryOp, other: Expr) -> Self {
        let span = self.span;
        ExprKind::Binary(op, Box::new(self), Box::new(other)).at(span)
    }

    pub(crate) fn plus(self, other: Expr) -> Self {
        self.with(BinaryOp::Add, other)
    }

    pub(crate) fn minus(self, other: Expr) -> Self {
        self.with(BinaryOp::Subtract, other)
    }

    pub(crate) fn times(self, other: Expr) -> Self {
        self.with(BinaryOp::Multiply, other)
    }

    pub(crate) fn over(self, other: Expr) -> Self {
        self.with(BinaryOp::Divide, other)
    }

    pub(crate) fn compare(self, op: BinaryOp, other: Expr) -> Self {
        self.with(op, other)
    }

    /// `IF THEN ELSE(self, then, otherwise)`.
    pub(crate) fn choose(self, then: Expr, otherwise: Expr) -> Self {
        let span = self.span;
        ExprKind::If(Box::new(self), Box::new(then), Box::new(otherwise)).at(span)
    }
}
