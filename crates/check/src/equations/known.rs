//! Numbers that a model's structure depends on, and that must be known before a run starts: the order of a delay.

use super::draft::Builder;
use super::resolve::Resolver;
use crate::model::{Function, Kind};
use crate::names::{TIME, TIME_STEP};
use language::Meaning;
use parse::{BinaryOp, Body, Expr, ExprKind, Reference, UnaryOp};

/// So many names are followed one after the other.
const DEPTH: u32 = 32;

impl Resolver<'_, '_, '_> {
    /// The value at the start of an expression of numbers, constants, the clock and simple functions. The constants in it
    /// cannot be set any more: what follows from them is built into the model.
    pub fn at_start(&mut self, expr: &Expr) -> Option<f64> {
        self.builder.at_start(expr, DEPTH)
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
            ExprKind::Call { callee, arguments } => {
                let Meaning::Pure(function) = callee.builtin()?.meaning else {
                    return None;
                };
                let mut values = Vec::with_capacity(arguments.len());
                for argument in arguments {
                    values.push(self.at_start(argument, depth)?);
                }
                self.function(function, &values, depth)
            }
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

    fn function(&mut self, function: Function, a: &[f64], depth: u32) -> Option<f64> {
        match (function, a) {
            (Function::Min, [a, b]) => Some(math::min(*a, *b)),
            (Function::Max, [a, b]) => Some(math::max(*a, *b)),
            (Function::Integer, [a]) => Some(math::integer(*a)),
            (Function::Floor, [a]) => Some(math::floor(*a)),
            (Function::Step, [height, at]) => {
                let time = self.variable_at_start("initial time", depth)?;
                let step = self.variable_at_start(TIME_STEP, depth)?;
                Some(math::step(time, *height, *at, step))
            }
            _ => None,
        }
    }
}

fn arithmetic(op: BinaryOp, a: f64, b: f64) -> Option<f64> {
    match op {
        BinaryOp::Add => Some(a + b),
        BinaryOp::Subtract => Some(a - b),
        BinaryOp::Multiply => Some(a * b),
        BinaryOp::Divide => Some(a / b),
        _ => None,
    }
}
