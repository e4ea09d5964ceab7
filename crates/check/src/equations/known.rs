//! Numbers that a model's structure depends on, and that must be known before a run starts: the order of a delay.

use super::draft::Builder;
use super::resolve::Resolver;
use crate::model::{Function, Kind};
use crate::names::{TIME, TIME_STEP};
use language::{Meaning, Now};
use parse::{BinaryOp, Body, Expr, ExprKind, Reference, UnaryOp};

/// So many names are followed one after the other.
const DEPTH: u32 = 32;

impl Resolver<'_, '_, '_> {
    /// The value at the start of an expression of numbers, constants, the clock and simple functions. The constants in it
    /// cannot be set any more: what follows from them is built into the model.
    pub fn at_start(&mut self, expr: &Expr) -> Option<f64> {
        self.builder.at_start(expr, DEPTH)
    }

    /// The values of an array of constants, one element of which an expression names. They cannot be set any more either.
    pub fn array_at_start(&mut self, expr: &Expr) -> Option<Vec<f64>> {
        let ExprKind::Reference(reference) = &expr.kind else {
            return None;
        };
        let id = self.builder.names.variable(&reference.name.key)?;
        let Kind::Constant { values, fixed } = &mut self.builder.draft.variables[id.0 as usize].kind else {
            return None;
        };
        *fixed = true;
        Some(values.iter().copied().filter(|value| !value.is_nan()).collect())
    }
}

impl Builder<'_, '_> {
    fn at_start(&mut self, expr: &Expr, depth: u32) -> Option<f64> {
        let depth = depth.checked_sub(1)?;
        match &expr.kind {
            ExprKind::Number(value) => Some(*value),
            ExprKind::Unary(UnaryOp::Negate, a) => Some(-self.at_start(a, depth)?),
            ExprKind::Unary(UnaryOp::Plus, a) => self.at_start(a, depth),
            ExprKind::Binary(op, a, b) => arithmetic(*op, self.at_start(a, depth)?, self.at_start(b, depth)?),
            ExprKind::Reference(reference) => self.named(reference, depth),
            ExprKind::Call { callee, arguments } => match (callee.builtin()?.meaning, &arguments[..]) {
                (Meaning::Pure(function), arguments) => self.function(function, arguments, depth),
                (Meaning::If, [condition, then, otherwise]) => {
                    let is_true = self.at_start(condition, depth)? != 0.0;
                    self.at_start(if is_true { then } else { otherwise }, depth)
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn named(&mut self, reference: &Reference, depth: u32) -> Option<f64> {
        if !reference.subscripts.is_empty() {
            return None;
        }
        if &*reference.name.key == TIME {
            return self.variable_at_start("initial time", depth);
        }
        self.variable_at_start(&reference.name.key, depth)
    }

    fn variable_at_start(&mut self, key: &str, depth: u32) -> Option<f64> {
        let id = self.names.variable(key)?;
        if let Kind::Constant { values, fixed } = &mut self.draft.variables[id.0 as usize].kind {
            let is_clock = key == "initial time" || key == TIME_STEP;
            *fixed |= !is_clock;
            return match values[..] {
                [only] => Some(only),
                _ => None,
            };
        }
        match &self.names.variables[id.0 as usize].equations[..] {
            [only] => match &only.body {
                Body::Formula(body) => self.at_start(body, depth),
                _ => None,
            },
            _ => None,
        }
    }

    fn function(&mut self, function: Function, written: &[Expr], depth: u32) -> Option<f64> {
        let mut arguments = [0.0; 4];
        if written.len() != function.arity() {
            return None;
        }
        for (value, argument) in arguments.iter_mut().zip(written) {
            *value = self.at_start(argument, depth)?;
        }
        let mut now = Now { time: 0.0, step: 1.0 };
        if function.reads_clock() {
            now.time = self.variable_at_start("initial time", depth)?;
            now.step = self.variable_at_start(TIME_STEP, depth)?;
        }
        Some(function.value(arguments, now))
    }
}

fn arithmetic(op: BinaryOp, a: f64, b: f64) -> Option<f64> {
    match op {
        BinaryOp::Add => Some(a + b),
        BinaryOp::Subtract => Some(a - b),
        BinaryOp::Multiply => Some(a * b),
        BinaryOp::Divide => Some(a / b),
        BinaryOp::Equal => Some(truth(a == b)),
        BinaryOp::NotEqual => Some(truth(a != b)),
        BinaryOp::Less => Some(truth(a < b)),
        BinaryOp::LessEqual => Some(truth(a <= b)),
        BinaryOp::Greater => Some(truth(a > b)),
        BinaryOp::GreaterEqual => Some(truth(a >= b)),
        _ => None,
    }
}

fn truth(is: bool) -> f64 {
    f64::from(u8::from(is))
}
