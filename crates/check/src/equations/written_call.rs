//! A call as it was written.

use parse::{Callee, Expr, ExprKind};
use source::Span;

/// A call: what is called, with what, and where.
#[derive(Clone, Copy)]
pub(crate) struct Call<'e> {
    pub callee: &'e Callee,
    pub arguments: &'e [Expr],
    /// All of it.
    pub span: Span,
}

impl<'e> Call<'e> {
    /// The call that an expression is.
    pub fn of(expr: &'e Expr) -> Option<Self> {
        match &expr.kind {
            ExprKind::Call { callee, arguments } => Some(Call {
                callee,
                arguments,
                span: expr.span,
            }),
            _ => None,
        }
    }

    /// Where the name of what is called stands.
    pub fn name_span(&self) -> Span {
        self.callee.span(self.span)
    }
}
