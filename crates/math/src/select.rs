//! The larger and the smaller of two values.

/// Returns the larger of `a` and `b`, NaN if either is NaN. Of two zeros it returns the second.
#[inline(always)]
pub fn max(a: f64, b: f64) -> f64 {
    let larger = if a > b { a } else { b };
    if a.is_nan() { a } else { larger }
}

/// Returns the smaller of `a` and `b`, NaN if either is NaN. Of two zeros it returns the second.
#[inline(always)]
pub fn min(a: f64, b: f64) -> f64 {
    let smaller = if a < b { a } else { b };
    if a.is_nan() { a } else { smaller }
}

/// `x`, but not below `low` nor above `high`; NaN passes through.
#[inline(always)]
pub(crate) fn between(x: f64, low: f64, high: f64) -> f64 {
    let x = if x < low { low } else { x };
    if x > high { high } else { x }
}
