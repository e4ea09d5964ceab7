//! `VECTOR SELECT`: what becomes of the chosen elements of an array.

use super::constant::literal;
use super::resolve::Resolver;
use crate::model::{BinaryOp, Expr, ExprKind, Kind, Reduction};
use parse::ExprKind as Written;
use source::Span;

/// The numerical actions that are known: 0 to 10.
const ACTIONS: u8 = 11;

/// What is chosen from, and the index variables over which.
struct Chosen {
    over: Vec<(u8, u32)>,
    selection: Expr,
    value: Expr,
    span: Span,
}

impl Resolver<'_, '_, '_> {
    /// `VECTOR SELECT(selection, expression, missing, action, error)`: reduces the expression over the elements whose
    /// selection is not 0. The action says how: 0 weighted sum, 1 product of weighted values, 2 smallest and 3 largest
    /// weighted value, 4 mean of weighted values, 5 product of values to the power of their weights; 6 to 10 are 0 to 4 without
    /// weights. `missing` is the value where nothing is chosen. There is no value (NaN) where nothing is chosen and the error
    /// is 1 or 3, and where more than one is chosen and the error is 2 or 3.
    pub fn select(&mut self, arguments: &[parse::Expr], span: Span) -> Expr {
        let (over, mut bodies) = match self.over_marked(&[&arguments[0], &arguments[1]], span) {
            Ok(found) => found,
            Err(diagnostic) => return self.failed(*diagnostic),
        };
        let value = bodies.pop().unwrap_or_else(|| Expr::number(f64::NAN, span));
        let selection = bodies.pop().unwrap_or_else(|| Expr::number(f64::NAN, span));
        let chosen = Chosen {
            over,
            selection,
            value,
            span,
        };
        let missing = self.expression(&arguments[2]);
        let reduced = self.action(&chosen, &arguments[3], span);
        let nothing = chosen.count().compare(BinaryOp::Equal, Expr::number(0.0, span));
        let result = nothing.clone().choose(missing, reduced);
        self.refused(&chosen, &arguments[4], result)
    }

    /// The reduction that the action names; where it is not known yet, a choice between all.
    fn action(&mut self, chosen: &Chosen, action: &parse::Expr, span: Span) -> Expr {
        if let Some(known) = self.fixed_number(action) {
            return chosen.reduced(known);
        }
        let action = self.expression(action);
        let unknown = Expr::number(f64::NAN, span);
        (0..ACTIONS).rev().map(f64::from).fold(unknown, |otherwise, number| {
            let is_it = action.clone().compare(BinaryOp::Equal, Expr::number(number, span));
            is_it.choose(chosen.reduced(number), otherwise)
        })
    }

    fn refused(&mut self, chosen: &Chosen, error: &parse::Expr, result: Expr) -> Expr {
        let span = chosen.span;
        let number = |n: f64| Expr::number(n, span);
        let (of_none, of_many) = match self.fixed_number(error) {
            Some(error) => (
                number(truth(error == 1.0 || error == 3.0)),
                number(truth(error == 2.0 || error == 3.0)),
            ),
            None => {
                let error = self.expression(error);
                let is = |n| error.clone().compare(BinaryOp::Equal, number(n));
                (
                    is(1.0).compare(BinaryOp::Or, is(3.0)),
                    is(2.0).compare(BinaryOp::Or, is(3.0)),
                )
            }
        };
        let fails = |when: Expr, what: Expr, otherwise: Expr| match when.kind {
            ExprKind::Number(0.0) => otherwise,
            _ => when.compare(BinaryOp::And, what).choose(number(f64::NAN), otherwise),
        };
        let none = chosen.count().compare(BinaryOp::Equal, number(0.0));
        let many = chosen.count().compare(BinaryOp::Greater, number(1.0));
        fails(of_none, none, fails(of_many, many, result))
    }

    /// A number written as such, or the name of a constant that is not to be set (`==`).
    fn fixed_number(&self, expr: &parse::Expr) -> Option<f64> {
        let Written::Reference(reference) = &expr.kind else {
            return literal(expr);
        };
        let variable = self.builder.names.variable(&reference.name.key)?;
        match &self.builder.draft.variable(variable).kind {
            Kind::Constant { values, fixed: true } => match values[..] {
                [only] => Some(only),
                _ => None,
            },
            _ => None,
        }
    }
}

impl Chosen {
    fn reduced(&self, action: f64) -> Expr {
        let weighted = || self.selection.clone().times(self.value.clone());
        let plain = || self.value.clone();
        let power = || self.value.clone().compare(BinaryOp::Power, self.selection.clone());
        match action {
            0.0 => self.over(Reduction::Sum, weighted(), 0.0),
            1.0 => self.over(Reduction::Product, weighted(), 1.0),
            2.0 => self.over(Reduction::Min, weighted(), f64::INFINITY),
            3.0 => self.over(Reduction::Max, weighted(), f64::NEG_INFINITY),
            4.0 => self.over(Reduction::Sum, weighted(), 0.0).over(self.count()),
            5.0 => self.over(Reduction::Product, power(), 1.0),
            6.0 => self.over(Reduction::Sum, plain(), 0.0),
            7.0 => self.over(Reduction::Product, plain(), 1.0),
            8.0 => self.over(Reduction::Min, plain(), f64::INFINITY),
            9.0 => self.over(Reduction::Max, plain(), f64::NEG_INFINITY),
            10.0 => self.over(Reduction::Sum, plain(), 0.0).over(self.count()),
            _ => Expr::number(f64::NAN, self.span),
        }
    }

    /// How many are chosen.
    fn count(&self) -> Expr {
        self.over(Reduction::Sum, Expr::number(1.0, self.span), 0.0)
    }

    /// What is not chosen counts as the neutral element, whatever its value: it may have none.
    fn over(&self, op: Reduction, value: Expr, neutral: f64) -> Expr {
        let chosen = self.selection.clone();
        let body = Box::new(chosen.choose(value, Expr::number(neutral, self.span)));
        let over = self.over.clone();
        let kind = ExprKind::Reduce { op, over, body };
        Expr { kind, span: self.span }
    }
}

fn truth(is: bool) -> f64 {
    f64::from(u8::from(is))
}
