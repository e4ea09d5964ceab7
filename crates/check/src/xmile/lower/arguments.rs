//! The arguments of a call, taken one after the other.

use crate::xmile::build::number;
use parse::Expr;
use source::Span;

/// The arguments of a call, in order.
pub(super) struct ArgumentList {
    pub rest: std::vec::IntoIter<Expr>,
    /// How many there were.
    pub count: usize,
    /// The call.
    pub span: Span,
}

impl ArgumentList {
    /// The next one, or a number where it is left out.
    pub fn or(&mut self, default: f64) -> Expr {
        self.rest.next().unwrap_or_else(|| number(default, self.span))
    }

    /// The next ones, each with the number that stands for it where it is left out.
    pub fn take<const N: usize>(&mut self, defaults: [f64; N]) -> [Expr; N] {
        defaults.map(|default| self.or(default))
    }

    /// The next one, if there were more than so many.
    pub fn next_if(&mut self, more_than: usize) -> Option<Expr> {
        (self.count > more_than).then(|| self.or(0.0))
    }
}
