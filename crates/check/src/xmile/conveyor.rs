//! Conveyors: what flows in leaves after the transit time, and some of it leaks on the way.
//!
//! With inflow `in`, transit time `T` in whole steps, initial contents `I` and leaking shares `f` (`F` their sum) of what
//! enters, spread evenly over the way (linear leakage):
//!
//! ```text
//! arriving = conveyor(in, T, before)               what entered T ago, before any leak
//! on the way = INTEG(in - arriving, before * T)    what is on the belt, before any leak
//! leak = f * on the way / T
//! outflow = (1 - F) * arriving
//! before = I / (T - F * (T - TIME STEP) / 2)       the even inflow that has left I on the belt
//! ```
//!
//! With a transit time that changes, `on the way` is of the rates at which what is there leaks, `in / T`. With exponential
//! leakage, of what is there leaves `f` per unit of time, so that a share of `(1 - F * TIME STEP) ^ (T / TIME STEP)` arrives.
//!
//! What this cannot say is not supported: a leaking share that changes.

use super::build::{self, binary, call, number};
use super::lower::{Lowering, Place};
use super::output::Belt as Names;
use super::scope::{Known, Scope};
use super::writer::{Site, Writer};
use parse::xmile::{Formula, Kind, Stock};
use parse::xmile::{Node, Path};
use parse::{BinaryOp, Body, Expr, Method};
use source::{Diagnostic, Span};

/// A conveyor as its formulas see it.
struct Belt {
    names: Names,
    /// Its transit time in whole steps.
    time: Expr,
    /// The sum of the leaking shares; none without leaks.
    leaking: Option<Expr>,
    is_exponential: bool,
    /// Whether the transit time stays as it is.
    is_constant: bool,
    span: Span,
}

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
    let belt = Belt::of(writer, writer.at, places, conveyor.span);
    let subscripts = writer.subscripts(places);
    let span = conveyor.span;
    let whole = in_whole_steps(time, span);
    let define = |writer: &mut Writer, name: &parse::Name, body: Expr| {
        let body = Body::Formula(body);
        writer.out.define(name.clone(), subscripts.clone(), body);
    };
    define(writer, &belt.names.time, whole);
    let before = belt.before(initial.clone());
    let arriving = build::reference(belt.names.arriving.clone(), subscripts.clone());
    let kept = belt.kept();
    let kept_on_the_way = kept.map_or(entering.clone(), |kept| times(entering.clone(), kept));
    define(
        writer,
        &belt.names.arriving,
        belt.delayed(kept_on_the_way, belt.arriving_before(before.clone())),
    );
    let (change, start) = if belt.is_constant {
        (
            binary(BinaryOp::Subtract, entering, arriving),
            times(before, belt.time.clone()),
        )
    } else {
        let rate = over(entering, belt.time.clone());
        let gone = belt.delayed(rate.clone(), over(before.clone(), belt.time.clone()));
        (binary(BinaryOp::Subtract, rate, gone), before)
    };
    // What leaks exponentially is a share of the stock itself.
    if belt.leaking.is_some() && !belt.is_exponential {
        define(writer, &belt.names.on_the_way, call("INTEG", vec![change, start], span));
    }
}

/// The value of a flow out of a conveyor.
pub(super) fn outflow(writer: &mut Writer, site: Site) -> Expr {
    let (scope, span) = (writer.scope, site.span);
    let drained = scope.drained_by(writer.at);
    let Some(at) = drained.filter(|stock| obstacle(scope, *stock).is_none()) else {
        return build::error(span);
    };
    let belt = Belt::of(writer, at, site.places, span);
    let subscripts = writer.subscripts(site.places);
    let arriving = build::reference(belt.names.arriving.clone(), subscripts.clone());
    let leaks = matches!(writer.known().variable.kind, Kind::Leak);
    let share = fraction(writer.known()).filter(|_| leaks).cloned();
    let Some(share) = share else {
        let left = belt.leaking.as_ref().filter(|_| !belt.is_exponential);
        let left = left.map(|leaking| binary(BinaryOp::Subtract, number(1.0, span), leaking.clone()));
        return left.map_or(arriving.clone(), |left| times(left, arriving));
    };
    let share = Lowering::new(scope, writer.out, writer.at, site.places.to_vec()).formula(&share);
    if belt.is_exponential {
        let level = build::reference(scope.variables[at].name.clone(), subscripts);
        return times(share, level);
    }
    let moving = build::reference(belt.names.on_the_way.clone(), subscripts);
    let rate = if belt.is_constant {
        over(moving, belt.time)
    } else {
        moving
    };
    times(share, rate)
}

impl Belt {
    /// The conveyor with that number, at the places at hand.
    fn of(writer: &mut Writer, at: usize, places: &[Place], span: Span) -> Belt {
        let scope = writer.scope;
        let names = writer.out.belt(scope, at);
        let subscripts = writer.subscripts(places);
        let leaks: Vec<usize> = leaks(scope, at).collect();
        let mut leaking: Option<Expr> = None;
        for leak in leaks {
            let Some(formula) = fraction(&scope.variables[leak]).cloned() else {
                continue;
            };
            let share = Lowering::new(scope, writer.out, leak, places.to_vec()).formula(&formula);
            leaking = Some(match leaking {
                Some(sum) => binary(BinaryOp::Add, sum, share),
                None => share,
            });
        }
        let conveyor = scope.variables[at].variable.stock().and_then(|s| s.conveyor.as_ref());
        let time = conveyor.and_then(|conveyor| conveyor.transit_time.as_ref());
        Belt {
            time: Expr {
                span,
                ..build::reference(names.time.clone(), subscripts)
            },
            names,
            leaking,
            is_exponential: conveyor.is_some_and(|conveyor| conveyor.exponential_leak),
            is_constant: is_constant(scope, scope.variables[at].instance, time, 8),
            span,
        }
    }

    fn delayed(&self, entering: Expr, before: Expr) -> Expr {
        // The function of the language where it will do: other tools know it.
        let name = if self.is_constant {
            "DELAY FIXED"
        } else {
            "XMILE CONVEYOR"
        };
        call(name, vec![entering, self.time.clone(), before], self.span)
    }

    /// The even inflow that has left these contents.
    fn before(&self, contents: Expr) -> Expr {
        let (time, step) = (self.time.clone(), build::control("TIME STEP", self.span));
        let Some(leaking) = self.leaking.clone() else {
            return over(contents, time);
        };
        if !self.is_exponential {
            let lost = times(leaking, binary(BinaryOp::Subtract, time.clone(), step));
            let half = over(lost, number(2.0, self.span));
            return over(contents, binary(BinaryOp::Subtract, time, half));
        }
        let kept = self.kept().unwrap_or_else(|| number(1.0, self.span));
        let leaks = binary(BinaryOp::Greater, leaking.clone(), number(0.0, self.span));
        let gone = binary(BinaryOp::Subtract, number(1.0, self.span), kept);
        let with = over(times(contents.clone(), leaking), gone);
        call("IF THEN ELSE", vec![leaks, with, over(contents, time)], self.span)
    }

    /// What of an even inflow arrived before the start.
    fn arriving_before(&self, before: Expr) -> Expr {
        match self.kept() {
            Some(kept) => times(before, kept),
            None => before,
        }
    }

    /// The share that exponential leakage leaves of what enters.
    fn kept(&self) -> Option<Expr> {
        let leaking = self.leaking.clone().filter(|_| self.is_exponential)?;
        let step = || build::control("TIME STEP", self.span);
        let stays = binary(BinaryOp::Subtract, number(1.0, self.span), times(leaking, step()));
        Some(binary(BinaryOp::Power, stays, over(self.time.clone(), step())))
    }
}

fn times(a: Expr, b: Expr) -> Expr {
    binary(BinaryOp::Multiply, a, b)
}

fn over(a: Expr, b: Expr) -> Expr {
    binary(BinaryOp::Divide, a, b)
}

/// A time as the conveyor has it: whole steps, a half rounded up, one at least.
fn in_whole_steps(time: Expr, span: Span) -> Expr {
    let step = || build::control("TIME STEP", span);
    let rounded = binary(BinaryOp::Add, over(time, step()), number(0.5, span));
    let steps = call(
        "MAX",
        vec![call("INTEGER", vec![rounded], span), number(1.0, span)],
        span,
    );
    times(steps, step())
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
    let leaks = leaks(scope, at).count();
    match () {
        () if scope.method.is_some_and(Method::is_runge_kutta) => whole("a conveyor under RK4"),
        () if stock.outflows.len() > leaks + 1 => whole("a conveyor with two outflows that are not leaks"),
        () => None,
    }
}

fn obstacle_in_flows(scope: &Scope, at: usize) -> Option<Obstacle> {
    let known = &scope.variables[at];
    outflows(scope, known).find_map(|flow| {
        let what = if flow.dimensions != known.dimensions {
            "a conveyor with flows of other dimensions"
        } else if matches!(flow.variable.kind, Kind::Leak) && !has_constant_fraction(scope, flow) {
            "a leak whose fraction changes"
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

/// The leaks of a conveyor.
fn leaks<'s>(scope: &'s Scope, at: usize) -> impl Iterator<Item = usize> + 's {
    let known = &scope.variables[at];
    let outflows = known.variable.stock().map_or(&[][..], |stock| &stock.outflows[..]);
    let flows = outflows.iter().filter_map(|path| scope.find(known.instance, path));
    flows.filter(|flow| matches!(scope.variables[*flow].variable.kind, Kind::Leak))
}

/// The formula of a leak: the share that leaks.
fn fraction<'x>(known: &Known<'x>) -> Option<&'x Formula> {
    let [only] = &known.variable.definitions[..] else {
        return None;
    };
    only.rows.as_ref()?.first()?.first()
}

fn has_constant_fraction(scope: &Scope, leak: &Known) -> bool {
    is_constant(scope, leak.instance, fraction(leak), 8)
}

/// The transit time of a conveyor, the stock with that number, as its own formulas see it.
fn transit_time(writer: &mut Writer, stock: usize, places: &[Place]) -> Option<Expr> {
    let scope = writer.scope;
    let conveyor = scope.variables[stock].variable.stock()?.conveyor.as_ref()?;
    let formula = conveyor.transit_time.as_ref()?;
    let mut lowering = Lowering::new(writer.scope, writer.out, stock, places.to_vec());
    Some(lowering.formula(formula))
}

/// Whether a formula is made of numbers, the time step, and variables that are.
fn is_constant(scope: &Scope, instance: usize, formula: Option<&Formula>, depth: usize) -> bool {
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
