//! Hyperbolic sine, cosine and tangent.

use crate::exp::exp_parts;
use crate::extended::{Extended, polynomial};

/// Above this magnitude the hyperbolic sine and cosine are infinite.
const LARGEST: f64 = 710.4758600739439;
/// Below this magnitude the hyperbolic sine and tangent are their argument.
const SMALL: f64 = 1e-8;
/// (sinh x − x − x³/6)/x⁵ in x², for |x| ≤ 1.
const SINE: [f64; 6] = [
    0.008333333333333299,
    0.00019841269841324198,
    2.7557319191381816e-6,
    2.5052117695907823e-8,
    1.6057679623801638e-10,
    7.746178593018827e-13,
];

/// Returns the hyperbolic sine of `x`, (eˣ − e⁻ˣ)/2.
#[inline(always)]
pub fn sinh(x: f64) -> f64 {
    let magnitude = x.abs();
    let (growing, shrinking) = half_exponentials(magnitude);
    let large = growing.plus_smaller(shrinking.negated()).rounded();
    let value = if magnitude < 1.0 {
        small_sine(magnitude).rounded()
    } else {
        large
    };
    let value = if magnitude > LARGEST { f64::INFINITY } else { value };
    if magnitude < SMALL { x } else { value.copysign(x) }
}

/// Returns the hyperbolic cosine of `x`, (eˣ + e⁻ˣ)/2.
#[inline(always)]
pub fn cosh(x: f64) -> f64 {
    let (growing, shrinking) = half_exponentials(x.abs());
    let value = growing.plus_smaller(shrinking).rounded();
    if x.abs() > LARGEST { f64::INFINITY } else { value }
}

/// Returns the hyperbolic tangent of `x`, sinh x / cosh x.
#[inline(always)]
pub fn tanh(x: f64) -> f64 {
    let magnitude = x.abs();
    // (1 − e⁻²ˣ)/(1 + e⁻²ˣ) loses nothing from 1 on; below, the quotient itself.
    let (growing, shrinking) = half_exponentials(magnitude);
    let cosine = growing.plus_smaller(shrinking);
    let (mantissa, exponent) = exp_parts(-2.0 * magnitude, 0.0);
    let decay = Extended::ordered_sum(exponent.scale(mantissa.head), exponent.scale(mantissa.tail));
    let one = Extended { head: 1.0, tail: 0.0 };
    let (over, under) = if magnitude < 1.0 {
        (small_sine(magnitude), cosine)
    } else {
        (one.plus_smaller(decay.negated()), one.plus_smaller(decay))
    };
    let value = over.over(under).rounded();
    if magnitude < SMALL { x } else { value.copysign(x) }
}

/// eˣ/2 and e⁻ˣ/2 for `magnitude` ≥ 0.
#[inline(always)]
fn half_exponentials(magnitude: f64) -> (Extended, Extended) {
    let half = |x: f64| {
        let (mantissa, exponent) = exp_parts(x, 0.0);
        let exponent = exponent.less(1);
        Extended::ordered_sum(exponent.scale(mantissa.head), exponent.scale(mantissa.tail))
    };
    (half(magnitude), half(-magnitude))
}

/// The hyperbolic sine for a magnitude below 1.
#[inline(always)]
fn small_sine(x: f64) -> Extended {
    let z = x * x;
    let cube = Extended::sixth_of_cube(x);
    let sum = Extended::ordered_sum(x, cube.head);
    let rest = x * (z * z * polynomial(z, &SINE));
    Extended::ordered_sum(sum.head, sum.tail + (cube.tail + rest))
}
