//! Functions of Stella's that ask for earlier values.

use super::arguments::ArgumentList;
use super::operators::{choose, minus, over, plus, times};
use crate::xmile::build::{self, binary, control, number};
use parse::{BinaryOp, Expr, ExprKind};
use source::Diagnostic;

/// The highest order of a difference.
const ORDER: usize = 8;

/// `ENDVAL(x, initial)`: of the first run of a session, which every run here is, the initial value.
pub(super) fn end_value(mut list: ArgumentList) -> Expr {
    let (x, span) = (list.or(0.0), list.span);
    let initial = list.next_if(1).unwrap_or(x);
    build::call("INITIAL", vec![initial], span)
}

/// `HISTORY(x, time)`, where the time is a number, or TIME less a number.
pub(super) fn history(mut list: ArgumentList) -> Result<Expr, Box<Diagnostic>> {
    let span = list.span;
    let [x, time] = list.take([0.0, 0.0]);
    if let Some(at) = value(&time) {
        let distance = build::call("ABS", vec![minus(control("Time", span), number(at, span))], span);
        let half = times(number(0.5, span), control("TIME STEP", span));
        let is_now = binary(BinaryOp::Less, distance, half);
        return Ok(build::call("SAMPLE IF TRUE", vec![is_now, x, number(0.0, span)], span));
    }
    match ago(&time) {
        Some(0.0) => Ok(x),
        Some(ago) if ago > 0.0 => Ok(build::call(
            "DELAY FIXED",
            vec![x, number(ago, span), number(0.0, span)],
            span,
        )),
        Some(_) => Ok(number(0.0, span)),
        None => {
            let message = "`HISTORY` is offered at a time that is a number, or `TIME` less a number";
            Err(Box::new(
                Diagnostic::error("unsupported-argument", time.span, message).hint("`TIME - 1`"),
            ))
        }
    }
}

/// `DERIVN(x, order)`: the difference of that order over steps, divided by that power of the step.
pub(super) fn derivative(mut list: ArgumentList) -> Result<Expr, Box<Diagnostic>> {
    let span = list.span;
    let [x, order] = list.take([0.0, 1.0]);
    let order = match value(&order).filter(|n| n.fract() == 0.0 && (0.0..=ORDER as f64).contains(n)) {
        Some(0.0) => return Ok(x),
        Some(order) => order,
        None => {
            let message = format!("the order of `DERIVN` must be a whole number from 0 to {ORDER}");
            let diagnostic = Diagnostic::error("unsupported-argument", order.span, message);
            return Err(Box::new(diagnostic.hint("`1`")));
        }
    };
    let step = || control("TIME STEP", span);
    let mut difference = x.clone();
    let mut factor = 1.0;
    for back in 1..=order as usize {
        let back = back as f64;
        factor *= -(order - back + 1.0) / back;
        let delay = times(number(back, span), step());
        let earlier = build::call("DELAY FIXED", vec![x.clone(), delay, x.clone()], span);
        difference = plus(difference, times(number(factor, span), earlier));
    }
    let slope = over(difference, binary(BinaryOp::Power, step(), number(order, span)));
    let first = plus(control("INITIAL TIME", span), times(number(order - 0.5, span), step()));
    let is_early = binary(BinaryOp::Less, control("Time", span), first);
    Ok(choose(is_early, number(0.0, span), slope, span))
}

/// The value of a number, with or without a sign.
fn value(expr: &Expr) -> Option<f64> {
    match &expr.kind {
        ExprKind::Number(value) => Some(*value),
        ExprKind::Unary(parse::UnaryOp::Negate, inner) => value(inner).map(|n| -n),
        _ => None,
    }
}

/// How long ago a time is that is written as `TIME` or `TIME - number`.
fn ago(time: &Expr) -> Option<f64> {
    let is_now = |expr: &Expr| matches!(&expr.kind, ExprKind::Reference(r) if &*r.name.key == "time");
    match &time.kind {
        ExprKind::Binary(BinaryOp::Subtract, now, ago) if is_now(now) => value(ago),
        _ => is_now(time).then_some(0.0),
    }
}
