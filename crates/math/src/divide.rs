//! Division that says what it gives for a divisor of zero.

/// A divisor below this magnitude counts as zero (Vensim's reference manual, XIDZ).
const SMALLEST_DIVISOR: f64 = 1e-6;

/// Returns `a / b`, or 0 if the magnitude of `b` is below 10⁻⁶.
#[inline(always)]
pub fn zidz(a: f64, b: f64) -> f64 {
    xidz(a, b, 0.0)
}

/// Returns `a / b`, or `x` if the magnitude of `b` is below 10⁻⁶.
///
/// NaN in `a` or `b` gives NaN; `x` counts only where it is chosen.
#[inline(always)]
pub fn xidz(a: f64, b: f64, x: f64) -> f64 {
    let quotient = a / b;
    let is_zero = (b.abs() < SMALLEST_DIVISOR) & !a.is_nan();
    if is_zero { x } else { quotient }
}
