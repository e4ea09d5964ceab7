//! What formulas of XMILE look like when they are written out in the model's own functions, and the way back.

use language::{Builtin, Dialect, Function, Meaning, Random, Stateful};
use parse::{BinaryOp, Expr, ExprKind, Name};

/// The word of XMILE for a variable of the clock.
pub(super) fn control(key: &str) -> Option<&'static str> {
    match key {
        "time" => Some("TIME"),
        "time step" => Some("DT"),
        "initial time" => Some("STARTTIME"),
        "final time" => Some("STOPTIME"),
        _ => None,
    }
}

/// Functions that [`super::xmile()`] has a form of their own for.
const SPECIAL: &[Meaning] = &[
    Meaning::If,
    Meaning::WithLookup,
    Meaning::Pure(Function::Log),
    Meaning::Pure(Function::FloorModulo),
    Meaning::Random(Random::Exponential),
    Meaning::Random(Random::Normal),
    Meaning::Stateful(Stateful::ActiveInitial),
    Meaning::Stateful(Stateful::DelayN),
    Meaning::Stateful(Stateful::Integ),
    Meaning::Stateful(Stateful::SmoothN),
];

/// Whether XMILE can say what a function means.
pub(super) fn is_in_xmile(builtin: Builtin) -> bool {
    xmile_name(builtin).is_some() || SPECIAL.contains(&builtin.meaning)
}

/// The name in XMILE of a function with the same arguments.
pub(super) fn xmile_name(builtin: Builtin) -> Option<&'static str> {
    let spelling = |dialect| builtin.spelling(dialect).map(|s| s.name);
    spelling(Dialect::Xmile).or_else(|| spelling(Dialect::Stella))
}

/// Whether a name is a function of that key.
pub(super) fn is_call(name: &Name, key: &str) -> bool {
    *name.key == *key
}

/// The arguments of a call of that function.
pub(super) fn arguments<'e>(expr: &'e Expr, key: &str) -> Option<&'e [Expr]> {
    match &expr.kind {
        ExprKind::Call { callee, arguments } if callee.is(key) => Some(arguments),
        _ => None,
    }
}

/// Whether an expression is a variable of the clock.
pub(super) fn is_control(expr: &Expr, key: &str) -> bool {
    matches!(&expr.kind, ExprKind::Reference(at) if is_call(&at.name, key) && at.subscripts.is_empty())
}

fn is_number(expr: &Expr, wanted: f64) -> bool {
    matches!(expr.kind, ExprKind::Number(n) if n == wanted)
}

/// `volume / TIME STEP * PULSE(first, TIME STEP)` and its like as `PULSE(volume, first)`, `PULSE(volume, first, interval)`.
pub(super) fn pulse_of_volume(expr: &Expr) -> Option<Vec<&Expr>> {
    let ExprKind::Binary(BinaryOp::Multiply, height, when) = &expr.kind else {
        return None;
    };
    let ExprKind::Binary(BinaryOp::Divide, volume, step) = &height.kind else {
        return None;
    };
    if !is_control(step, "time step") {
        return None;
    }
    if let Some(first) = once(when) {
        return Some(vec![volume, first]);
    }
    if let Some((first, interval)) = repeated(when) {
        return matches!(interval.kind, ExprKind::Number(n) if n > 0.0).then(|| vec![&**volume, first, interval]);
    }
    let [repeats, train, once_only] = arguments(when, "if then else")? else {
        return None;
    };
    let (first, interval) = repeated(train)?;
    let ExprKind::Binary(BinaryOp::Greater, tested, zero) = &repeats.kind else {
        return None;
    };
    let fits = **tested == *interval && is_number(zero, 0.0) && once(once_only) == Some(first);
    (fits && !matches!(interval.kind, ExprKind::Number(_))).then(|| vec![&**volume, first, interval])
}

/// The start of `PULSE(first, TIME STEP)`.
fn once(expr: &Expr) -> Option<&Expr> {
    match arguments(expr, "pulse")? {
        [first, width] if is_control(width, "time step") => Some(first),
        _ => None,
    }
}

/// Start and interval of `PULSE TRAIN(first, TIME STEP, interval, FINAL TIME)`.
fn repeated(expr: &Expr) -> Option<(&Expr, &Expr)> {
    match arguments(expr, "pulse train")? {
        [first, width, interval, end] if is_control(width, "time step") && is_control(end, "final time") => {
            Some((first, interval))
        }
        _ => None,
    }
}

/// Whether the limits of a random number are none.
pub(super) fn is_unlimited(low: &Expr, high: &Expr) -> bool {
    is_number(low, -f64::MAX) && is_number(high, f64::MAX)
}

/// Whether an exponential random number is neither limited nor shifted.
pub(super) fn is_plain_exponential(low: &Expr, high: &Expr, shift: &Expr) -> bool {
    is_number(low, 0.0) && is_number(high, f64::MAX) && is_number(shift, 0.0)
}
