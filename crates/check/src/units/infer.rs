//! The unit of an expression, from the units of what it uses.

use super::Units;
use crate::equations::literal;
use crate::names::TIME;
use language::{ArgumentUnit, ResultUnit, UnitRule};
use parse::{BinaryOp, Callee, Expr, ExprKind, Reference, UnaryOp};
use units::Unit;

impl Units<'_> {
    /// The unit of an expression; `None` when anything would fit. Reports what cannot be added or compared.
    pub fn infer(&mut self, expr: &Expr) -> Option<Unit> {
        match &expr.kind {
            ExprKind::Reference(reference) => self.of_name(reference),
            ExprKind::Unary(UnaryOp::Not, inner) => {
                self.infer(inner);
                Some(Unit::pure())
            }
            ExprKind::Unary(UnaryOp::Negate | UnaryOp::Plus, inner) => self.infer(inner),
            ExprKind::Binary(op, a, b) => self.binary(*op, a, b),
            ExprKind::Call { callee, arguments } => self.call(callee, arguments),
            ExprKind::Number(_)
            | ExprKind::Missing
            | ExprKind::Text(_)
            | ExprKind::Lookup(_)
            | ExprKind::Outputs(_)
            | ExprKind::Error => None,
        }
    }

    fn of_name(&self, reference: &Reference) -> Option<Unit> {
        if &*reference.name.key == TIME {
            return self.time.clone();
        }
        let variable = self.names.variable(&reference.name.key)?;
        self.declared[variable.0 as usize].clone()
    }

    fn binary(&mut self, op: BinaryOp, a: &Expr, b: &Expr) -> Option<Unit> {
        match op {
            BinaryOp::Add | BinaryOp::Subtract => self.alike(&[a, b], "added or subtracted"),
            BinaryOp::Multiply => {
                let (a, b) = (self.infer(a), self.infer(b));
                Some(a?.times(&b?))
            }
            BinaryOp::Divide => {
                let (a, b) = (self.infer(a), self.infer(b));
                Some(a?.over(&b?))
            }
            BinaryOp::Power => self.power(a, b),
            BinaryOp::Equal
            | BinaryOp::NotEqual
            | BinaryOp::Less
            | BinaryOp::LessEqual
            | BinaryOp::Greater
            | BinaryOp::GreaterEqual => {
                self.alike(&[a, b], "compared");
                Some(Unit::pure())
            }
            BinaryOp::And | BinaryOp::Or => {
                self.infer(a);
                self.infer(b);
                Some(Unit::pure())
            }
        }
    }

    /// The common unit of expressions that must have one.
    fn alike(&mut self, expressions: &[&Expr], what: &str) -> Option<Unit> {
        let mut common: Option<Unit> = None;
        for expr in expressions {
            let Some(unit) = self.infer(expr) else {
                continue;
            };
            match &common {
                Some(common) if *common != unit => {
                    self.report(expr.span, format!("`{common}` and `{unit}` cannot be {what}"));
                }
                _ => common = Some(unit),
            }
        }
        common
    }

    fn power(&mut self, base: &Expr, exponent: &Expr) -> Option<Unit> {
        let base = self.infer(base);
        self.pure(exponent, "an exponent");
        let base = base?;
        if base.is_pure() {
            return Some(base);
        }
        let exponent = literal(exponent).filter(|n| n.fract() == 0.0 && n.abs() < 100.0)?;
        Some(base.power(exponent as i32))
    }

    /// Something that must be a pure number.
    fn pure(&mut self, expr: &Expr, what: &str) {
        if let Some(unit) = self.infer(expr)
            && !unit.is_pure()
        {
            self.report(
                expr.span,
                format!("{what} must be dimensionless, but this is in `{unit}`"),
            );
        }
    }

    /// Something that must be a time.
    fn time(&mut self, expr: &Expr) {
        if let (Some(unit), Some(time)) = (self.infer(expr), self.time.clone())
            && unit != time
        {
            self.report(
                expr.span,
                format!("a time in `{time}` is needed here, but this is in `{unit}`"),
            );
        }
    }

    fn call(&mut self, callee: &Callee, arguments: &[Expr]) -> Option<Unit> {
        let Some(builtin) = callee.builtin() else {
            arguments.iter().for_each(|a| drop(self.infer(a)));
            return self.of_name(callee.reference()?);
        };
        if !builtin.arity.contains(arguments.len()) {
            return None;
        }
        self.by_rule(&builtin.unit, arguments)
    }

    /// What the function's row of the table says.
    fn by_rule(&mut self, rule: &UnitRule, arguments: &[Expr]) -> Option<Unit> {
        self.check_fixed(rule, arguments);
        let mut in_result = Vec::with_capacity(arguments.len());
        for (at, argument) in arguments.iter().enumerate() {
            match rule.argument(at) {
                ArgumentUnit::Any => drop(self.infer(argument)),
                ArgumentUnit::InResult => in_result.push(argument),
                ArgumentUnit::Unread | ArgumentUnit::Time | ArgumentUnit::Dimensionless => {}
            }
        }
        self.result(rule.result, &in_result)
    }

    /// The arguments whose unit depends on no other argument.
    fn check_fixed(&mut self, rule: &UnitRule, arguments: &[Expr]) {
        for (at, argument) in arguments.iter().enumerate() {
            match rule.argument(at) {
                ArgumentUnit::Time => self.time(argument),
                ArgumentUnit::Dimensionless => self.pure(argument, "the argument of this function"),
                ArgumentUnit::Any | ArgumentUnit::Unread | ArgumentUnit::InResult => {}
            }
        }
    }

    fn result(&mut self, result: ResultUnit, arguments: &[&Expr]) -> Option<Unit> {
        match (result, arguments) {
            (ResultUnit::Dimensionless, _) => Some(Unit::pure()),
            (ResultUnit::Time, _) => self.time.clone(),
            (ResultUnit::Common(what), all) => self.alike(all, what),
            (ResultUnit::Quotient, [a, b]) => self.binary(BinaryOp::Divide, a, b),
            (ResultUnit::Root, [x]) => self.infer(x)?.root(),
            (ResultUnit::TimesTime, [slope]) => Some(self.infer(slope)?.times(self.time.as_ref()?)),
            (ResultUnit::Power, [base, exponent]) => self.power(base, exponent),
            (ResultUnit::Stock, [rate, initial]) => self.integ(rate, initial),
            _ => None,
        }
    }

    fn integ(&mut self, rate: &Expr, initial: &Expr) -> Option<Unit> {
        let rate_unit = self.infer(rate);
        let initial_unit = self.infer(initial);
        let gathered = rate_unit.zip(self.time.as_ref()).map(|(rate, time)| rate.times(time));
        if let (Some(gathered), Some(initial_unit)) = (&gathered, &initial_unit)
            && gathered != initial_unit
        {
            self.report(
                rate.span,
                format!("the rate accumulates `{gathered}`, but the stock starts in `{initial_unit}`"),
            );
        }
        gathered.or(initial_unit)
    }
}
