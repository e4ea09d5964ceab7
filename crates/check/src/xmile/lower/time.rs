//! Functions of the time.

use super::arguments::ArgumentList;
use crate::xmile::build::{self, binary, control, number};
use crate::xmile::functions::Rule;
use parse::{BinaryOp, Expr, ExprKind, Method};
use source::Span;

/// Functions of time. Under a method with stages within a step, XMILE's RAMP rises from stage to stage; Vensim's does not.
pub(super) fn in_time(rule: Rule, mut list: ArgumentList, method: Option<Method>) -> Expr {
    let span = list.span;
    let first = list.or(0.0);
    let (second, third) = (list.next_if(1), list.next_if(2));
    if rule == Rule::Pulse {
        return pulse(first, second, third, span);
    }
    let start = second.unwrap_or_else(|| control("INITIAL TIME", span));
    let end = third.unwrap_or_else(|| control("FINAL TIME", span));
    if method.is_some_and(Method::is_runge_kutta) {
        return rising(first, start, end, span);
    }
    build::call("RAMP", vec![first, start, end], span)
}

/// RAMP, written out: its own clock would stand still within a step.
fn rising(slope: Expr, start: Expr, end: Expr, span: Span) -> Expr {
    let time = || control("Time", span);
    let until = build::call("MIN", vec![time(), end], span);
    let height = binary(
        BinaryOp::Multiply,
        slope,
        binary(BinaryOp::Subtract, until, start.clone()),
    );
    let has_begun = binary(BinaryOp::Greater, time(), start);
    build::call("IF THEN ELSE", vec![has_begun, height, number(0.0, span)], span)
}

/// The volume divided by the time step, for one step at a time.
pub(crate) fn pulse(volume: Expr, first: Option<Expr>, interval: Option<Expr>, span: Span) -> Expr {
    let step = || control("TIME STEP", span);
    let height = binary(BinaryOp::Divide, volume, step());
    let Some(first) = first else {
        return height;
    };
    let once = build::call("PULSE", vec![first.clone(), step()], span);
    let is_zero = |e: &Expr| matches!(e.kind, ExprKind::Number(n) if n <= 0.0);
    let when = match interval.filter(|interval| !is_zero(interval)) {
        None => once,
        Some(interval) => {
            let end = control("FINAL TIME", span);
            let train = vec![first, step(), interval.clone(), end];
            let train = build::call("PULSE TRAIN", train, span);
            match interval.kind {
                ExprKind::Number(_) => train,
                _ => {
                    let repeats = binary(BinaryOp::Greater, interval, number(0.0, span));
                    build::call("IF THEN ELSE", vec![repeats, train, once], span)
                }
            }
        }
    };
    Expr {
        span,
        ..binary(BinaryOp::Multiply, height, when)
    }
}
