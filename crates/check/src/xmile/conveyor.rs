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

use super::build::{self, binary, call, not_a_number, number};
use super::lower::{Lowering, Place};
use super::scope::{Known, Scope};
use super::writer::{Site, Writer};
use parse::xmile::{Kind, Stock};
use parse::xmile::{Node, Path};
use parse::{BinaryOp, Body, Expr, Method};
use source::{Diagnostic, Span};

/// Writes what moves on a conveyor, beside the stock itself.
pub(super) fn belt(writer: &mut Writer, stock: &Stock, initial: &Expr, places: &[Place]) {
    let Some(conveyor) = &stock.conveyor else { return };
    if let Some(obstacle) = obstacle(writer.scope, writer.at) {
        let diagnostic = unsupported(writer.known(), &obstacle);
        return writer.out.report(diagnostic);
    }
    let Some(time) = transit_time(writer, writer.at, places) else {
        return;
    };
    let inflows = writer.flows(&stock.inflows, places);
    let entering = build::net(&inflows, &[], conveyor.span);
    let contents = contents_at_start(writer, initial);
    write_belt(
        writer,
        Belt {
            entering,
            time,
            contents,
        },
        places,
    );
}

/// What a conveyor has at the start. With leaks only an empty one can be said.
fn contents_at_start(writer: &Writer, initial: &Expr) -> Expr {
    let leaks = shares(writer.scope, writer.at).flatten().next().is_some();
    if leaks {
        only_zero(initial.clone())
    } else {
        initial.clone()
    }
}

/// What a conveyor is made of.
struct Belt {
    entering: Expr,
    time: Expr,
    contents: Expr,
}

/// Writes the two hidden variables of a conveyor.
fn write_belt(writer: &mut Writer, belt: Belt, places: &[Place]) {
    let Belt {
        entering,
        time,
        contents,
    } = belt;
    let span = entering.span;
    let subscripts = writer.subscripts(places);
    let names = writer.out.belt(writer.scope, writer.at);
    let arriving = build::reference(names.arriving.clone(), subscripts.clone());
    let each = binary(BinaryOp::Divide, contents.clone(), time.clone());
    let leaving = call("DELAY FIXED", vec![entering.clone(), time, each], span);
    let leaving = Body::Formula(leaving);
    writer.out.define(names.arriving, subscripts.clone(), leaving);
    let change = binary(BinaryOp::Subtract, entering, arriving);
    let moving = call("INTEG", vec![change, contents], span);
    writer.out.define(names.on_the_way, subscripts, Body::Formula(moving));
}

/// The value of a flow out of a conveyor.
pub(super) fn outflow(writer: &mut Writer, site: Site) -> Expr {
    let scope = writer.scope;
    let at = scope
        .drained_by(writer.at)
        .filter(|stock| obstacle(scope, *stock).is_none());
    let time = at.and_then(|at| Some((at, transit_time(writer, at, site.places)?)));
    let Some((at, time)) = time else {
        return build::error(site.span);
    };
    let value = share_of_belt(writer, at, &time, site);
    if has_constant_time(scope, at) {
        return value;
    }
    let at_start = call("INITIAL", vec![time.clone()], site.span);
    let unchanged = binary(BinaryOp::Equal, time, at_start);
    call(
        "IF THEN ELSE",
        vec![unchanged, value, not_a_number(site.span)],
        site.span,
    )
}

/// A leak's share of what is on the way, or what the leaks leave of what arrives.
fn share_of_belt(writer: &mut Writer, at: usize, time: &Expr, site: Site) -> Expr {
    let (scope, span) = (writer.scope, site.span);
    let subscripts = writer.subscripts(site.places);
    let names = writer.out.belt(scope, at);
    let leaks = matches!(writer.known().variable.kind, Kind::Leak);
    if let Some(share) = share(writer.known()).filter(|_| leaks) {
        let moving = build::reference(names.on_the_way, subscripts);
        let rate = binary(BinaryOp::Divide, moving, time.clone());
        return binary(BinaryOp::Multiply, number(share, span), rate);
    }
    let left = 1.0 - shares(scope, at).flatten().sum::<f64>();
    let arriving = build::reference(names.arriving, subscripts);
    binary(BinaryOp::Multiply, number(left, span), arriving)
}

fn has_constant_time(scope: &Scope, at: usize) -> bool {
    let known = &scope.variables[at];
    let conveyor = known.variable.stock().and_then(|stock| stock.conveyor.as_ref());
    let time = conveyor.and_then(|conveyor| conveyor.transit_time.as_ref());
    is_constant(scope, known.instance, time, 8)
}

/// What keeps a conveyor from being written out.
struct Obstacle {
    place: Span,
    what: String,
}

fn unsupported(known: &Known, obstacle: &Obstacle) -> Diagnostic {
    let message = format!("`{}`: {} is not supported", known.name, obstacle.what);
    Diagnostic::error("unsupported-conveyor", obstacle.place, message)
        .hint("remove that part, or write the conveyor as `DELAY(inflow, transit time)`")
}

fn obstacle(scope: &Scope, at: usize) -> Option<Obstacle> {
    let stock = scope.variables[at].variable.stock()?;
    let conveyor = stock.conveyor.as_ref()?;
    if let Some(part) = conveyor.part {
        let what = format!("a conveyor with {}", part.what);
        return Some(Obstacle { place: part.span, what });
    }
    let whole = |what: &str| {
        let (place, what) = (conveyor.span, what.to_string());
        Some(Obstacle { place, what })
    };
    if conveyor.transit_time.is_none() {
        return whole("a conveyor without a transit time");
    }
    if let Some(obstacle) = obstacle_in_flows(scope, at) {
        return Some(obstacle);
    }
    let leaks = shares(scope, at).flatten().count();
    match () {
        () if scope.method.is_some_and(Method::is_runge_kutta) => whole("a conveyor under RK4"),
        () if conveyor.exponential_leak && leaks > 0 => whole("a conveyor with exponential leakage"),
        () if stock.outflows.len() > leaks + 1 => whole("a conveyor with two outflows that are not leaks"),
        () => None,
    }
}

fn obstacle_in_flows(scope: &Scope, at: usize) -> Option<Obstacle> {
    let known = &scope.variables[at];
    outflows(scope, known).find_map(|flow| {
        let what = if flow.dimensions != known.dimensions {
            "a conveyor with flows of other dimensions"
        } else if matches!(flow.variable.kind, Kind::Leak) && share(flow).is_none() {
            "a leak whose fraction is not a single number"
        } else {
            return None;
        };
        let (place, what) = (flow.variable.name.span, what.into());
        Some(Obstacle { place, what })
    })
}

fn outflows<'s, 'x>(scope: &'s Scope<'x>, known: &'s Known<'x>) -> impl Iterator<Item = &'s Known<'x>> {
    let outflows = known.variable.stock().map_or(&[][..], |stock| &stock.outflows[..]);
    let flows = outflows.iter().filter_map(|path| scope.find(known.instance, path));
    flows.map(|flow| &scope.variables[flow])
}

/// The share of each outflow of a conveyor; `None` for those that are no leaks.
fn shares(scope: &Scope, at: usize) -> impl Iterator<Item = Option<f64>> {
    let is_leak = |flow: &&Known| matches!(flow.variable.kind, Kind::Leak);
    outflows(scope, &scope.variables[at]).map(move |flow| Some(flow).filter(is_leak).and_then(share))
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

/// The transit time of a conveyor, the stock with that number, as its own formulas see it.
fn transit_time(writer: &mut Writer, stock: usize, places: &[Place]) -> Option<Expr> {
    let scope = writer.scope;
    let conveyor = scope.variables[stock].variable.stock()?.conveyor.as_ref()?;
    let formula = conveyor.transit_time.as_ref()?;
    let mut lowering = Lowering::new(writer.scope, writer.out, stock, places.to_vec());
    Some(lowering.formula(formula))
}

/// 0, and not a number if the expression is anything else.
fn only_zero(initial: Expr) -> Expr {
    let span = initial.span;
    if matches!(initial.kind, parse::ExprKind::Number(0.0)) {
        return initial;
    }
    let is_zero = binary(BinaryOp::Equal, initial, number(0.0, span));
    call(
        "IF THEN ELSE",
        vec![is_zero, number(0.0, span), not_a_number(span)],
        span,
    )
}

/// Whether a formula is made of numbers, the time step, and variables that are.
fn is_constant(scope: &Scope, instance: usize, formula: Option<&parse::xmile::Formula>, depth: usize) -> bool {
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
    let known = &scope.variables[scope.end_of(at)];
    let plain = matches!(known.variable.kind, Kind::Auxiliary) && !known.variable.is_input;
    let [definition] = &known.variable.definitions[..] else {
        return false;
    };
    let rows = definition.rows.as_ref();
    let formula = rows.and_then(|rows| rows.first()?.first());
    plain && definition.table.is_none() && is_constant(scope, known.instance, formula, depth)
}
