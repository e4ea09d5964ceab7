//! What formulas of XMILE look like when they are written out in the model's own functions, and the way back.

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

/// Functions that take the same arguments under another name in XMILE, or under the same.
pub(super) const SAME: &[(&str, &str)] = &[
    ("abs", "ABS"),
    ("arccos", "ARCCOS"),
    ("arcsin", "ARCSIN"),
    ("arctan", "ARCTAN"),
    ("cos", "COS"),
    ("delay fixed", "DELAY"),
    ("delay1", "DELAY1"),
    ("delay1i", "DELAY1"),
    ("delay3", "DELAY3"),
    ("delay3i", "DELAY3"),
    ("elmcount", "SIZE"),
    ("exp", "EXP"),
    ("gamma ln", "GAMMALN"),
    ("initial", "INIT"),
    ("ln", "LN"),
    ("lookup backward", "LOOKUP_BACKWARD"),
    ("lookup extrapolate", "LOOKUP_EXTRAPOLATE"),
    ("lookup forward", "LOOKUP_FORWARD"),
    ("lookup invert", "LOOKUPINV"),
    ("max", "MAX"),
    ("min", "MIN"),
    ("npv", "NPV"),
    ("prod", "PROD"),
    ("ramp", "RAMP"),
    ("random uniform", "UNIFORM"),
    ("sin", "SIN"),
    ("smooth", "SMTH1"),
    ("smooth3", "SMTH3"),
    ("smooth3i", "SMTH3"),
    ("smoothi", "SMTH1"),
    ("sqrt", "SQRT"),
    ("step", "STEP"),
    ("sum", "SUM"),
    ("tan", "TAN"),
    ("trend", "TREND"),
    ("vmax", "MAX"),
    ("vmin", "MIN"),
    ("xidz", "SAFEDIV"),
    ("xmile int", "INT"),
    ("xmile lookup", "LOOKUP"),
    ("xmile vector elm map", "VECTOR_ELM_MAP"),
    ("zidz", "SAFEDIV"),
];

/// Functions that [`super::xmile()`] has a form of their own for.
pub(super) const SPECIAL: &[&str] = &[
    "active initial",
    "delay n",
    "if then else",
    "integ",
    "log",
    "random exponential",
    "random normal",
    "smooth n",
    "with lookup",
    "xmile mod",
];

/// The name in XMILE of a function with the same arguments.
pub(super) fn xmile_name(key: &str) -> Option<&'static str> {
    let at = SAME.binary_search_by_key(&key, |(known, _)| known).ok()?;
    Some(SAME[at].1)
}

/// Whether a name is a function of that key.
pub(super) fn is_call(name: &Name, key: &str) -> bool {
    *name.key == *key
}

/// The arguments of a call of that function.
pub(super) fn arguments<'e>(expr: &'e Expr, key: &str) -> Option<&'e [Expr]> {
    match &expr.kind {
        ExprKind::Call { callee, arguments } if is_call(&callee.name, key) && callee.subscripts.is_empty() => {
            Some(arguments)
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_names_is_sorted() {
        assert!(SAME.is_sorted() && SPECIAL.is_sorted());
    }
}
