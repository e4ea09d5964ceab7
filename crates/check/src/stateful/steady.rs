//! Whether an expression keeps its value for a whole run.

use crate::equations::{Resolver, literal};
use language::{Meaning, Purity, Stateful};
use parse::{Body, Expr, ExprKind, Reference};

/// Names are followed at most so deep.
const DEPTH: u32 = 32;

impl Resolver<'_, '_, '_> {
    /// Whether it is made of constants and initial values alone.
    pub(super) fn is_steady(&self, expr: &Expr) -> bool {
        self.keeps(expr, DEPTH)
    }

    fn keeps(&self, expr: &Expr, depth: u32) -> bool {
        let Some(depth) = depth.checked_sub(1) else {
            return false;
        };
        match &expr.kind {
            ExprKind::Number(_) | ExprKind::Missing => true,
            ExprKind::Reference(reference) => self.variable_keeps(reference, depth),
            ExprKind::Unary(_, inner) => self.keeps(inner, depth),
            ExprKind::Binary(_, a, b) => self.keeps(a, depth) && self.keeps(b, depth),
            ExprKind::Call { callee, arguments } => match callee.builtin() {
                Some(builtin) if builtin.meaning == Meaning::Stateful(Stateful::Initial) => true,
                Some(builtin) if builtin.purity() == Purity::Pure => arguments.iter().all(|a| self.keeps(a, depth)),
                _ => false,
            },
            _ => false,
        }
    }

    fn variable_keeps(&self, reference: &Reference, depth: u32) -> bool {
        let Some(id) = self.builder.names.variable(&reference.name.key) else {
            return self.builder.dimensions.find(&reference.name.key).is_some();
        };
        let equations = &self.builder.names.variables[id.0 as usize].equations;
        equations.iter().all(|equation| match &equation.body {
            Body::Numbers(_) => true,
            body if crate::equations::is_constant(body) => true,
            Body::Formula(expr) | Body::Unchangeable(expr) => literal(expr).is_some() || self.keeps(expr, depth),
            _ => false,
        })
    }
}
