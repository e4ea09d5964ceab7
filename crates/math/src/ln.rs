//! Logarithms: natural, to base ten, and to any base.

use crate::exp::{LN_2_HIGH, LN_2_LOW};
use crate::extended::{Extended, leading, polynomial};

const SQRT_HALF: f64 = std::f64::consts::FRAC_1_SQRT_2;
const SQRT_THREE_QUARTERS: f64 = 0.8660254037844386;
const SQRT_THREE_HALVES: f64 = 1.224744871391589;
/// ln 1.5 to a multiple of 2⁻⁴³, so that it can be added exactly to a multiple of `LN_2_HIGH`.
const LN_THREE_HALVES_HIGH: f64 = 0.40546510810816017;
const LN_THREE_HALVES_LOW: f64 = 4.215966355549632e-15;
const TWO_THIRDS_HIGH: f64 = 0.6666666567325592;
const TWO_THIRDS_LOW: f64 = 9.934107462565104e-9;
/// 1/ln 10.
const LOG10_E: Extended = Extended {
    head: std::f64::consts::LOG10_E,
    tail: 1.098319650216765e-17,
};

/// (2 atanh s − 2s)/s³ in s², for |s| ≤ 0.1716, to 2⁻⁵¹.
const SERIES: [f64; 7] = [
    0.666666666666667,
    0.39999999999899505,
    0.28571428625975487,
    0.2222221113479508,
    0.18182889125261723,
    0.15331721600556042,
    0.14616449685043406,
];
/// (2 atanh s − 2s − ⅔s³)/s⁵ in s², for |s| ≤ 0.1011, to 2⁻⁶².
const SERIES_TAIL: [f64; 7] = [
    0.4,
    0.28571428571428426,
    0.22222222222452453,
    0.1818181804658667,
    0.15384653181444766,
    0.13327917851812562,
    0.12148178652035238,
];

/// Returns the natural logarithm of `x`: −infinity at zero, NaN below it.
#[inline(always)]
pub fn ln(x: f64) -> f64 {
    let (k, m) = binary_parts(x, SQRT_HALF);
    let f = m - 1.0;
    let f_high = leading(f);
    let square = 0.5 * f_high * f_high;
    let square_low = 0.5 * (f - f_high) * (f + f_high);
    let s = f / (2.0 + f);
    let z = s * s;
    let curve = s * ((square + square_low) + z * polynomial(z, &SERIES));
    let first = Extended::ordered_sum(k * LN_2_HIGH, f);
    let second = Extended::ordered_sum(first.head, -square);
    let rest = (first.tail + second.tail) + (curve + (k * LN_2_LOW - square_low));
    with_ln_edges(x, second.head + rest)
}

/// Returns the logarithm of `x` to base ten: −infinity at zero, NaN below it.
#[inline(always)]
pub fn log10(x: f64) -> f64 {
    with_ln_edges(x, extended_ln(x).times(LOG10_E).rounded())
}

/// Returns the logarithm of `x` to the given base, `ln(x)/ln(base)`.
///
/// The quotient is taken before rounding, so that `log(8, 2)` is exactly 3. At the edges (zero, infinity, base 1,
/// anything negative) the result is what the quotient of [`ln`]s gives.
#[inline(always)]
pub fn log(x: f64, base: f64) -> f64 {
    let ordinary = x > 0.0 && x < f64::INFINITY && base > 0.0 && base < f64::INFINITY && base != 1.0;
    if ordinary {
        extended_ln(x).over(extended_ln(base)).rounded()
    } else {
        ln(x) / ln(base)
    }
}

/// The natural logarithm of a positive finite `x` with a relative error of about 2⁻⁶⁷; meaningless for any other.
#[inline(always)]
pub(crate) fn extended_ln(x: f64) -> Extended {
    let (k, m) = binary_parts(x, SQRT_THREE_QUARTERS);
    let above = m >= SQRT_THREE_HALVES;
    let centre = if above { 1.5 } else { 1.0 };
    let base_high = if above { LN_THREE_HALVES_HIGH } else { 0.0 };
    let base_low = if above { LN_THREE_HALVES_LOW } else { 0.0 };

    // s = (m − c)/(m + c) as 26 bits and a rest.
    let difference = m - centre;
    let sum = m + centre;
    let sum_high = leading(sum);
    let sum_low = m - (sum_high - centre);
    let inverse = 1.0 / sum;
    let s_high = leading(difference * inverse);
    let s_low = ((difference - s_high * sum_high) - s_high * sum_low) * inverse;
    let s = s_high + s_low;

    // The curve w = ⅔s² + ⅖s⁴ + … as a product of 26-bit factors and a rest: ln(m/c) = 2s + s·w.
    let z_high = s_high * s_high;
    let z_low = s_low * (s_high + s);
    let z = z_high + z_low;
    let z_leading = leading(z_high);
    let w_high = TWO_THIRDS_HIGH * z_leading;
    let w_low =
        TWO_THIRDS_HIGH * ((z_high - z_leading) + z_low) + (TWO_THIRDS_LOW * z + z * z * polynomial(z, &SERIES_TAIL));
    let w_leading = leading(w_high);
    let w_rest = (w_high - w_leading) + w_low;

    let first = Extended::ordered_sum(k * LN_2_HIGH + base_high, 2.0 * s_high);
    let second = Extended::ordered_sum(first.head, s_high * w_leading);
    let constants = k * LN_2_LOW + base_low;
    let curve = 2.0 * s_low + (s_high * w_rest + s_low * (w_high + w_low));
    Extended::ordered_sum(second.head, (first.tail + second.tail) + (constants + curve))
}

/// `x` as 2ᵏ·m with `lowest` ≤ m < 2·`lowest`, for a positive finite `x`; subnormal numbers included.
#[inline(always)]
fn binary_parts(x: f64, lowest: f64) -> (f64, f64) {
    const TWO_TO_52: f64 = 4_503_599_627_370_496.0;
    const TWO_TO_54: f64 = 18_014_398_509_481_984.0;
    const MANTISSA: u64 = (1 << 52) - 1;
    let is_subnormal = x < f64::MIN_POSITIVE;
    let normal = if is_subnormal { x * TWO_TO_54 } else { x };
    let bias = if is_subnormal { 1023.0 + 54.0 } else { 1023.0 };
    let shifted = normal.to_bits().wrapping_add(1.0f64.to_bits().wrapping_sub(lowest.to_bits()));
    let m = f64::from_bits((shifted & MANTISSA).wrapping_add(lowest.to_bits()));
    // The exponent's bits below those of 2⁵² make an exact double without an integer conversion.
    let exponent = f64::from_bits((shifted >> 52) | TWO_TO_52.to_bits());
    (exponent - (TWO_TO_52 + bias), m)
}

/// `value`, the logarithm of `x`, corrected where `x` is not positive and finite.
#[inline(always)]
fn with_ln_edges(x: f64, value: f64) -> f64 {
    let value = if x < f64::INFINITY { value } else { x };
    let value = if x == 0.0 { f64::NEG_INFINITY } else { value };
    if x < 0.0 { f64::NAN } else { value }
}
