//! Stocks and flows: integration, and what keeps them from falling below zero.

use super::build::{self, at_least_zero, binary, call, control};
use super::conveyor;
use super::scope::{Known, Scope};
use super::writer::{Site, Writer};
use parse::Limit;
use parse::xmile::Path;
use parse::xmile::{Kind, Stock};
use parse::{BinaryOp, Expr, Method};
use source::Diagnostic;

/// Whether a flow's value comes from a conveyor, not from a formula of its own.
pub(super) fn is_driven(scope: &Scope, at: usize) -> bool {
    let stock = scope.drained_by(at).map(|stock| &scope.variables[stock]);
    stock.and_then(|stock| stock.variable.stock()).is_some_and(|stock| stock.conveyor.is_some())
}

/// Whether an outflow is held back by what is in its stock.
pub(super) fn is_limited(scope: &Scope, at: usize) -> bool {
    let limit = scope.document.dialect.limit();
    let stock = scope.drained_by(at).map(|stock| &scope.variables[stock]);
    limit == Limit::Outflows && stock.is_some_and(|stock| stock.variable.non_negative)
}

/// Puts around a formula what belongs to the kind of its variable.
pub(super) fn finish(writer: &mut Writer, body: Expr, site: Site) -> Expr {
    let known = writer.known();
    match &known.variable.kind {
        Kind::Stock(stock) => integrated(writer, stock, body, site),
        Kind::Leak | Kind::Flow if is_driven(writer.scope, writer.at) => conveyor::outflow(writer, site),
        Kind::Flow => {
            let body = if known.variable.non_negative {
                at_least_zero(body)
            } else {
                body
            };
            let body = limited(writer, body, site);
            held_back(writer, body, site)
        }
        Kind::Leak | Kind::Auxiliary => body,
    }
}

fn integrated(writer: &mut Writer, stock: &Stock, initial: Expr, site: Site) -> Expr {
    let Site { places, span } = site;
    conveyor::belt(writer, stock, &initial, places);
    let inflows = writer.flows(&stock.inflows, places);
    let outflows = writer.flows(&stock.outflows, places);
    let net = build::net(&inflows, &outflows, span);
    let known = writer.known();
    if known.variable.non_negative {
        warn_about_method(writer);
    }
    let stops = known.variable.non_negative && stock.conveyor.is_none() && needs_a_stop(writer.scope, known, stock);
    let rate = if stops { above_zero(net, writer.own(site)) } else { net };
    call("INTEG", vec![rate, initial], span)
}

/// Whether limits on its outflows alone would not keep a stock from falling below zero: what flows in may be negative.
fn needs_a_stop(scope: &Scope, known: &Known, stock: &Stock) -> bool {
    let may_be_negative = |path: &Path| {
        let flow = scope.find(known.instance, path).map(|flow| scope.variables[flow].variable);
        flow.is_none_or(|flow| !flow.non_negative)
    };
    scope.document.dialect.limit() == Limit::Stock || stock.inflows.iter().any(may_be_negative)
}

/// A rate that does not take a stock below zero within a step.
pub(crate) fn above_zero(rate: Expr, level: Expr) -> Expr {
    let span = rate.span;
    let lowest = Expr {
        kind: parse::ExprKind::Unary(
            parse::UnaryOp::Negate,
            Box::new(binary(BinaryOp::Divide, level, control("TIME STEP", span))),
        ),
        span,
    };
    call("MAX", vec![rate, lowest], span)
}

/// How a limit works within the sub-steps of Runge-Kutta is the program's secret.
fn warn_about_method(writer: &mut Writer) {
    let known = writer.known();
    if !writer.scope.method.is_some_and(Method::is_runge_kutta) {
        return;
    }
    let message = format!(
        "`{}` must not fall below zero: under RK4 other tools may apply the limit differently",
        known.name
    );
    let diagnostic = Diagnostic::warning("limit-under-rk4", known.variable.name.span, message)
        .hint("`method=\"Euler\"`, or a formula that keeps it above zero: `MIN(flow, stock / DT)`");
    writer.out.report(diagnostic);
}

/// An outflow of a stock that must not fall below zero: no more than is there, after the inflows and the outflows listed
/// before it.
fn limited(writer: &mut Writer, body: Expr, site: Site) -> Expr {
    let scope = writer.scope;
    let drained = scope.drained_by(writer.at).filter(|_| is_limited(scope, writer.at));
    let Some(at) = drained else { return body };
    if scope.variables[at].dimensions != writer.known().dimensions {
        let diagnostic = other_dimensions(writer.known(), &scope.variables[at]);
        writer.out.report(diagnostic);
        return body;
    }
    let available = available(writer, at, site);
    call("MIN", vec![body, at_least_zero(available)], site.span)
}

/// A flow into a stock that must not fall below zero: where it is negative it takes no more than is there. It comes before
/// the outflows, so that these see what it leaves.
fn held_back(writer: &mut Writer, body: Expr, site: Site) -> Expr {
    let scope = writer.scope;
    let known = writer.known();
    let filled = scope.filled_by(writer.at).map(|stock| &scope.variables[stock]);
    let is_limited = |stock: &&Known| stock.variable.non_negative && stock.dimensions == known.dimensions;
    let Some(stock) = filled.filter(is_limited) else {
        return body;
    };
    let is_conveyor = stock.variable.stock().is_some_and(|stock| stock.conveyor.is_some());
    if known.variable.non_negative || is_conveyor || scope.document.dialect.limit() != Limit::Outflows {
        return body;
    }
    let level = build::reference(stock.name.clone(), writer.subscripts(site.places));
    above_zero(
        body,
        Expr {
            span: site.span,
            ..level
        },
    )
}

/// What an outflow may take of its stock, the one with that number, within a step.
fn available(writer: &mut Writer, at: usize, site: Site) -> Expr {
    let scope = writer.scope;
    let known = &scope.variables[at];
    let level = build::reference(known.name.clone(), writer.subscripts(site.places));
    let level = Expr {
        span: site.span,
        ..level
    };
    let mut available = binary(BinaryOp::Divide, level, control("TIME STEP", site.span));
    let Some(stock) = known.variable.stock() else {
        return available;
    };
    // Where an inflow depends on this very outflow there is no order in which to compute both.
    if !scope.is_fed_by_itself(at) {
        for flow in writer.flows(&stock.inflows, site.places) {
            available = binary(BinaryOp::Add, available, flow);
        }
    }
    let is_own = |path: &&Path| scope.find(known.instance, path) == Some(writer.at);
    let before = stock.outflows.iter().take_while(|path| !is_own(path));
    let before: Vec<Path> = before.cloned().collect();
    for flow in writer.flows(&before, site.places) {
        available = binary(BinaryOp::Subtract, available, flow);
    }
    available
}

fn other_dimensions(flow: &Known, stock: &Known) -> Diagnostic {
    let message = format!(
        "`{}` flows out of `{}`, which has different dimensions",
        flow.name, stock.name
    );
    Diagnostic::error("dimension-mismatch", flow.variable.name.span, message).see(stock.variable.name.span, "the stock")
}
