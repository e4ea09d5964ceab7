//! `INTEG(inflow - outflow, initial)` as a stock with its flows.

use crate::write::pattern::{arguments, is_control};
use parse::{BinaryOp, Body, Equation, Expr, ExprKind, Name, Reference, UnaryOp};

/// A stock's rate and initial value.
pub struct Integration<'e> {
    /// What the flows give together, per unit of time.
    pub rate: &'e Expr,
    /// Where it starts.
    pub initial: &'e Expr,
    /// It stops at zero.
    pub non_negative: bool,
}

/// The integration that an equation is.
pub fn integration(equation: &Equation) -> Option<Integration<'_>> {
    let Body::Formula(expr) = &equation.body else {
        return None;
    };
    let [rate, initial] = arguments(expr, "integ")? else {
        return None;
    };
    let limited = above_zero(rate, equation);
    Some(Integration {
        rate: limited.unwrap_or(rate),
        initial,
        non_negative: limited.is_some(),
    })
}

/// The rate within `MAX(rate, -(stock / TIME STEP))`.
fn above_zero<'e>(rate: &'e Expr, equation: &Equation) -> Option<&'e Expr> {
    let [net, lowest] = arguments(rate, "max")? else {
        return None;
    };
    let ExprKind::Unary(UnaryOp::Negate, drained) = &lowest.kind else {
        return None;
    };
    let ExprKind::Binary(BinaryOp::Divide, level, step) = &drained.kind else {
        return None;
    };
    let target = &equation.target;
    let is_own =
        matches!(&level.kind, ExprKind::Reference(at) if at.name == target.name && at.subscripts == target.subscripts);
    (is_own && is_control(step, "time step")).then_some(net)
}

/// Inflows and outflows of a rate that is a sum of variables, each at the place of the stock; `None` for any other.
pub fn flows_of<'e>(equation: &'e Equation) -> Option<(Vec<&'e Name>, Vec<&'e Name>)> {
    let integration = integration(equation)?;
    let mut terms = Terms::default();
    if !matches!(integration.rate.kind, ExprKind::Number(n) if n == 0.0) {
        terms.add(integration.rate, true)?;
    }
    let is_here = |at: &&Reference| at.subscripts == equation.target.subscripts && at.name != equation.target.name;
    let fits = terms.inflows.iter().chain(&terms.outflows).all(is_here);
    let names = |list: Vec<&'e Reference>| list.into_iter().map(|at| &at.name).collect::<Vec<&'e Name>>();
    fits.then(|| (names(terms.inflows), names(terms.outflows)))
}

/// The variables of a sum.
#[derive(Default)]
struct Terms<'e> {
    inflows: Vec<&'e Reference>,
    outflows: Vec<&'e Reference>,
}

impl<'e> Terms<'e> {
    /// Takes the terms of a sum, added or subtracted; `None` when one of them is no variable.
    fn add(&mut self, expr: &'e Expr, adds: bool) -> Option<()> {
        match &expr.kind {
            ExprKind::Reference(at) if adds => self.inflows.push(at),
            ExprKind::Reference(at) => self.outflows.push(at),
            ExprKind::Unary(UnaryOp::Plus, inner) => self.add(inner, adds)?,
            ExprKind::Unary(UnaryOp::Negate, inner) => self.add(inner, !adds)?,
            ExprKind::Binary(BinaryOp::Add, a, b) => {
                self.add(a, adds)?;
                self.add(b, adds)?;
            }
            ExprKind::Binary(BinaryOp::Subtract, a, b) => {
                self.add(a, adds)?;
                self.add(b, !adds)?;
            }
            _ => return None,
        }
        Some(())
    }
}
