//! Powers and the square root.

use crate::exp::exp_of_sum;
use crate::extended::leading;
use crate::ln::extended_ln;
use crate::select::between;

const TWO_TO_52: f64 = 4_503_599_627_370_496.0;
const TWO_TO_53: f64 = 9_007_199_254_740_992.0;
/// From this exponent on every result but 1 is 0 or infinity, since no double but 1 has a logarithm below 2⁻⁵³.
const LARGEST_EXPONENT: f64 = 1.2e21;

/// Returns `x` to the power `y`.
///
/// The special cases are those of IEEE 754: anything to the power 0 is 1; a negative base needs an integer exponent
/// (odd ones keep the sign), else the result is NaN; zero to a negative power is infinite; infinite arguments give
/// the limit. Except that NaN passes through: `pow(NaN, 0)` and `pow(1, NaN)` are NaN.
#[inline(always)]
pub fn pow(x: f64, y: f64) -> f64 {
    let [product, product_low] = scaled_logarithm(x, y);
    finished(x, y, exp_of_sum(product, product_low))
}

/// `y·ln|x|` as a sum: the second is at most 1 in magnitude. Meaningless where `x` or `y` is not finite or zero.
#[inline(always)]
fn scaled_logarithm(x: f64, y: f64) -> [f64; 2] {
    let logarithm = extended_ln(x.abs());
    let exponent = between(y, -LARGEST_EXPONENT, LARGEST_EXPONENT);

    // Factors of 26 bits, whose product is exact.
    let ln_high = leading(logarithm.head);
    let ln_low = (logarithm.head - ln_high) + logarithm.tail;
    let y_high = leading(exponent);
    let product = y_high * ln_high;
    let product_low = (exponent - y_high) * ln_high + exponent * ln_low;
    [product, between(product_low, -1.0, 1.0)]
}

/// `value`, the power of an ordinary base, corrected for every other.
#[inline(always)]
fn finished(x: f64, y: f64, value: f64) -> f64 {
    let value = with_limits(x.abs(), y, value);
    let value = with_sign(x, y, value);
    if x.is_nan() || y.is_nan() { x + y } else { value }
}

/// Writes `x` to the power `y` for each pair, as [`pow`] gives it.
///
/// In three loops: a loop whose turns depend on little else is one that the processor works on several turns of at once.
#[inline(always)]
pub fn pow_rows<const N: usize>(x: &[f64; N], y: &[f64; N], powers: &mut [f64; N]) {
    let mut low = [0.0; N];
    for at in 0..N {
        [powers[at], low[at]] = scaled_logarithm(x[at], y[at]);
    }
    for at in 0..N {
        powers[at] = exp_of_sum(powers[at], low[at]);
    }
    for at in 0..N {
        powers[at] = finished(x[at], y[at], powers[at]);
    }
}

/// `value`, corrected for a base of zero or infinity and for an exponent of zero.
#[inline(always)]
fn with_limits(magnitude: f64, y: f64, value: f64) -> f64 {
    let is_zero = magnitude == 0.0;
    let is_limit = is_zero || magnitude == f64::INFINITY;
    let limit = if is_zero == (y < 0.0) { f64::INFINITY } else { 0.0 };
    let value = if is_limit { limit } else { value };
    if y == 0.0 { 1.0 } else { value }
}

/// `value`, the power of the base's magnitude, with the sign that a negative base gives it.
#[inline(always)]
fn with_sign(x: f64, y: f64, value: f64) -> f64 {
    let magnitude = y.abs();
    let shifted = if magnitude < TWO_TO_52 {
        magnitude + TWO_TO_52
    } else {
        magnitude
    };
    let is_integer = magnitude >= TWO_TO_52 || shifted - TWO_TO_52 == magnitude;
    let odd_bit = if is_integer && magnitude < TWO_TO_53 {
        shifted.to_bits() << 63
    } else {
        0
    };
    let signed = f64::from_bits(value.to_bits() ^ (odd_bit & x.to_bits()));
    if x < 0.0 && x > f64::NEG_INFINITY && !is_integer {
        f64::NAN
    } else {
        signed
    }
}

/// Returns the square root of `x`, correctly rounded: NaN below zero.
#[inline(always)]
pub fn sqrt(x: f64) -> f64 {
    x.sqrt()
}
