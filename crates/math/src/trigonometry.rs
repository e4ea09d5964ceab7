//! Sine, cosine and tangent of an angle in radians.

use crate::extended::{Extended, leading, polynomial};
use crate::reduction::{Angle, reduce};

/// (sin r − r + r³/6)/r⁵ in r², for |r| ≤ π/4, to 2⁻⁶⁶.
const SINE: [f64; 6] = [
    0.008333333333333331,
    -0.00019841269841265063,
    2.7557319219337312e-6,
    -2.5052106231802837e-8,
    1.6058531516797758e-10,
    -7.586691094197958e-13,
];
/// (cos r − 1 + r²/2)/r⁴ in r², for |r| ≤ π/4, to 2⁻⁵⁹.
const COSINE: [f64; 6] = [
    0.041666666666666664,
    -0.0013888888888887398,
    2.480158729876456e-5,
    -2.7557317271145144e-7,
    2.087614614655861e-9,
    -1.1382623647474604e-11,
];
/// Below this magnitude the sine and the tangent are the angle itself.
const SMALL: f64 = 1e-8;

/// Returns the sine of `x` radians, for every finite `x`; NaN at infinity.
///
/// Beyond a magnitude of about 1.6 million, the angle is reduced with integer arithmetic, which is as exact but
/// several times slower.
#[inline]
pub fn sin(x: f64) -> f64 {
    let angle = reduce(x);
    let part = if angle.is_odd() { cosine(angle) } else { sine(angle) };
    let value = angle.with_sign_of_half_turn(part.rounded());
    if x.abs() < SMALL { x } else { value }
}

/// Returns the cosine of `x` radians, for every finite `x`; NaN at infinity. See [`sin`].
#[inline]
pub fn cos(x: f64) -> f64 {
    let angle = reduce(x).advanced();
    let part = if angle.is_odd() { cosine(angle) } else { sine(angle) };
    angle.with_sign_of_half_turn(part.rounded())
}

/// Returns the tangent of `x` radians, for every finite `x`; NaN at infinity. See [`sin`].
#[inline]
pub fn tan(x: f64) -> f64 {
    let angle = reduce(x);
    let (sine, cosine) = (extended_sine(angle), cosine(angle));
    let value = if angle.is_odd() {
        cosine.over(sine.negated())
    } else {
        sine.over(cosine)
    };
    if x.abs() < SMALL { x } else { value.rounded() }
}

/// The sine of the reduced angle.
#[inline]
fn sine(angle: Angle) -> Extended {
    let r = angle.rest.head;
    let z = r * r;
    let curve = r * (z * (z * polynomial(z, &SINE) - 1.0 / 6.0));
    Extended::ordered_sum(r, curve + angle.rest.tail * (1.0 - 0.5 * z))
}

/// The sine of the reduced angle to 2⁻⁵⁸, for a quotient: there the errors of two values add up.
#[inline]
fn extended_sine(angle: Angle) -> Extended {
    let r = angle.rest.head;
    let z = r * r;
    let cube = Extended::sixth_of_cube(r);
    let sum = Extended::ordered_sum(r, -cube.head);
    let rest = r * (z * z * polynomial(z, &SINE)) + angle.rest.tail * (1.0 - 0.5 * z);
    Extended::ordered_sum(sum.head, sum.tail + (rest - cube.tail))
}

/// The cosine of the reduced angle. The square is taken exactly, since half of it is not small beside 1.
#[inline]
fn cosine(angle: Angle) -> Extended {
    let r = angle.rest.head;
    let r_high = leading(r);
    let square = r_high * r_high;
    let square_low = (r - r_high) * (r + r_high);
    let z = square + square_low;
    let first = Extended::ordered_sum(1.0, -0.5 * square);
    let curve = z * (z * polynomial(z, &COSINE));
    let small = 0.5 * square_low + r * angle.rest.tail;
    Extended::ordered_sum(first.head, first.tail + (curve - small))
}
