//! Conveyors: what flows in leaves after the transit time, and some of it leaks on the way.
//!
//! With inflow `in`, transit time `T`, initial contents `I` and leaking shares `f` of what enters, spread evenly over the
//! way (linear leakage):
//!
//! ```text
//! arriving = DELAY FIXED(in, T, I / T)             what entered T ago, before any leak
//! on the way = INTEG(in - arriving, I)             what is on the belt, before any leak
//! leak = f * on the way / T
//! outflow = (1 - sum of f) * arriving
//! ```
//!
//! The transit time is that of the start. What this cannot say is not supported: a share that changes, contents at the start
//! together with leakage, a transit time that changes. Where that shows only in the run, the value is not a number.

use super::build::{self, binary, call, number};
use super::equation::Writer;
use super::lower::{Lowering, Place};
use super::scope::{Known, Scope};
use super::stock::flows;
use super::syntax::{Node, Path};
use super::variable::{Conveyor, Kind, Stock};
use crate::{BinaryOp, Body, Expr};
use source::{Diagnostic, Span};

/// Writes what moves on a conveyor, beside the stock itself.
pub(super) fn belt(writer: &mut Writer, (stock, conveyor): (&Stock, &Conveyor), initial: &Expr, places: &[Place]) {
    let span = conveyor.span;
    if let Some((place, what)) = conveyor.unsupported {
        return refuse(writer, place, format!("a conveyor with {what}"));
    }
    let Some(leaks) = leaks(writer, stock) else {
        return;
    };
    if conveyor.exponential_leak && !leaks.is_empty() {
        return refuse(writer, span, "a conveyor with exponential leakage".into());
    }
    if stock.outflows.len() > leaks.len() + 1 {
        let message = "a conveyor with two ways out that are no leaks".to_string();
        return refuse(writer, span, message);
    }
    let Some(time) = transit_time(writer, conveyor, places) else {
        return;
    };
    let inflows = flows(writer, &stock.inflows, places);
    let entering = build::net(&inflows, &[], span);
    let contents = if leaks.is_empty() {
        initial.clone()
    } else {
        only_zero(initial.clone())
    };
    let each = binary(BinaryOp::Divide, contents.clone(), time.clone());
    let subscripts = writer.subscripts(places);
    let names = writer.out.belt(writer.scope, writer.at);
    let arriving = build::reference(names.arriving.clone(), subscripts.clone());
    let leaving = call("DELAY FIXED", vec![entering.clone(), time, each], span);
    writer
        .out
        .define(names.arriving, subscripts.clone(), Body::Formula(leaving));
    let change = binary(BinaryOp::Subtract, entering, arriving);
    let moving = call("INTEG", vec![change, contents], span);
    writer.out.define(names.on_the_way, subscripts, Body::Formula(moving));
}

/// The value of a flow out of a conveyor.
pub(super) fn outflow(writer: &mut Writer, places: &[Place], span: Span) -> Expr {
    let scope = writer.scope;
    let Some((known, stock, conveyor)) = conveyor_of(scope, writer.at) else {
        return build::error(span);
    };
    let subscripts = writer.subscripts(places);
    let (Some(leaks), Some(at)) = (leaks(writer, stock), scope.drained_by(writer.at)) else {
        return build::error(span);
    };
    let names = writer.out.belt(scope, at);
    let value = if matches!(writer.known().variable.kind, Kind::Leak) {
        let share = share(writer.known()).unwrap_or(0.0);
        let Some(time) = transit_time_for(writer, (known, conveyor), places) else {
            return build::error(span);
        };
        let moving = build::reference(names.on_the_way, subscripts);
        let rate = binary(BinaryOp::Divide, moving, time);
        binary(BinaryOp::Multiply, number(share, span), rate)
    } else {
        let kept = 1.0 - leaks.iter().sum::<f64>();
        let arriving = build::reference(names.arriving, subscripts);
        binary(BinaryOp::Multiply, number(kept, span), arriving)
    };
    if is_constant(scope, known.instance, conveyor.transit_time.as_ref(), 8) {
        return value;
    }
    let Some(time) = transit_time_for(writer, (known, conveyor), places) else {
        return build::error(span);
    };
    let at_start = call("INITIAL", vec![time.clone()], span);
    let unchanged = binary(BinaryOp::Equal, time, at_start);
    call("IF THEN ELSE", vec![unchanged, value, not_a_number(span)], span)
}

fn conveyor_of<'s, 'x>(scope: &'s Scope<'x>, flow: usize) -> Option<(&'s Known<'x>, &'x Stock, &'x Conveyor)> {
    let known = &scope.variables[scope.drained_by(flow)?];
    let stock = known.variable.stock()?;
    Some((known, stock, stock.conveyor.as_ref()?))
}

/// The shares that leak; `None`, with a finding, when one of them is not a number.
fn leaks(writer: &mut Writer, stock: &Stock) -> Option<Vec<f64>> {
    let scope = writer.scope;
    let instance = writer.known().instance;
    let mut shares = Vec::new();
    for path in &stock.outflows {
        let Some(flow) = scope.find(instance, path) else {
            continue;
        };
        let known = &scope.variables[flow];
        if !matches!(known.variable.kind, Kind::Leak) {
            continue;
        }
        match share(known) {
            Some(share) => shares.push(share),
            None => {
                let span = known.variable.name.span;
                let message = "a leak whose share is not one number".to_string();
                refuse(writer, span, message);
                return None;
            }
        }
    }
    Some(shares)
}

fn share(known: &Known) -> Option<f64> {
    let [only] = &known.variable.definitions[..] else {
        return None;
    };
    match only.rows.as_ref()?.first()?.first()?.node {
        Node::Number(share) if (0.0..=1.0).contains(&share) => Some(share),
        _ => None,
    }
}

fn transit_time(writer: &mut Writer, conveyor: &Conveyor, places: &[Place]) -> Option<Expr> {
    let Some(formula) = &conveyor.transit_time else {
        let message = "this conveyor has no transit time";
        let finding = Diagnostic::error("unsupported-conveyor", conveyor.span, message).hint("`<len>4</len>`");
        writer.out.report(finding);
        return None;
    };
    let mut lowering = Lowering::new(writer.scope, writer.out, writer.at, places.to_vec());
    Some(lowering.formula(formula))
}

/// The transit time as the stock's own formulas see it.
fn transit_time_for(writer: &mut Writer, (known, conveyor): (&Known, &Conveyor), places: &[Place]) -> Option<Expr> {
    let stock = writer.scope.drained_by(writer.at)?;
    if known.dimensions != writer.known().dimensions {
        let message = "a conveyor with flows of other dimensions".to_string();
        refuse(writer, conveyor.span, message);
        return None;
    }
    let formula = conveyor.transit_time.as_ref()?;
    let mut lowering = Lowering::new(writer.scope, writer.out, stock, places.to_vec());
    Some(lowering.formula(formula))
}

fn refuse(writer: &mut Writer, span: Span, what: String) {
    let name = &writer.known().name;
    let message = format!("`{name}`: {what} is not supported");
    writer
        .out
        .report(Diagnostic::error("unsupported-conveyor", span, message));
}

/// 0, and not a number if the expression is anything else.
fn only_zero(initial: Expr) -> Expr {
    let span = initial.span;
    if matches!(initial.kind, crate::ExprKind::Number(0.0)) {
        return initial;
    }
    let is_zero = binary(BinaryOp::Equal, initial, number(0.0, span));
    call(
        "IF THEN ELSE",
        vec![is_zero, number(0.0, span), not_a_number(span)],
        span,
    )
}

fn not_a_number(span: Span) -> Expr {
    binary(BinaryOp::Divide, number(0.0, span), number(0.0, span))
}

/// Whether a formula is made of numbers, the time step, and variables that are.
fn is_constant(scope: &Scope, instance: usize, formula: Option<&super::syntax::Formula>, depth: usize) -> bool {
    let (Some(formula), Some(depth)) = (formula, depth.checked_sub(1)) else {
        return false;
    };
    let mut constant = true;
    formula.for_each(&mut |part| {
        constant &= match &part.node {
            Node::Number(_) | Node::Unary(..) | Node::Binary(..) => true,
            Node::Reference(path, indices) if indices.is_empty() => names_constant(scope, instance, path, depth),
            _ => false,
        };
    });
    constant
}

fn names_constant(scope: &Scope, instance: usize, path: &Path, depth: usize) -> bool {
    let is_step = path.single().is_some_and(|name| &*name.key == "dt");
    let Some(at) = scope.find(instance, path) else {
        return is_step;
    };
    let known = &scope.variables[scope.connected(at)];
    let plain = matches!(known.variable.kind, Kind::Auxiliary) && !known.variable.is_input;
    let [definition] = &known.variable.definitions[..] else {
        return false;
    };
    let rows = definition.rows.as_ref();
    let formula = rows.and_then(|rows| rows.first()?.first());
    plain && definition.table.is_none() && is_constant(scope, known.instance, formula, depth)
}
