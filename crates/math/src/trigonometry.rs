//! Sine, cosine and tangent of an angle in radians.

use crate::extended::{Extended, leading, polynomial};
use crate::reduction::{Angle, is_large, reduce, reduce_direct};

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
    sine_of(x, reduce(x))
}

/// Returns the cosine of `x` radians, for every finite `x`; NaN at infinity. See [`sin`].
#[inline]
pub fn cos(x: f64) -> f64 {
    cosine_of(reduce(x))
}

/// Returns the tangent of `x` radians, for every finite `x`; NaN at infinity. See [`sin`].
#[inline]
pub fn tan(x: f64) -> f64 {
    tangent_of(x, reduce(x))
}

/// Writes the sine of each `x`, as [`sin`] gives it.
#[inline(always)]
pub fn sin_rows<const N: usize>(x: &[f64; N], sines: &mut [f64; N]) {
    rows(|x| sine_of(x, reduce_direct(x)), sin, x, sines);
}

/// Writes the cosine of each `x`, as [`cos`] gives it.
#[inline(always)]
pub fn cos_rows<const N: usize>(x: &[f64; N], cosines: &mut [f64; N]) {
    rows(|x| cosine_of(reduce_direct(x)), cos, x, cosines);
}

/// Writes the tangent of each `x`, as [`tan`] gives it.
#[inline(always)]
pub fn tan_rows<const N: usize>(x: &[f64; N], tangents: &mut [f64; N]) {
    rows(|x| tangent_of(x, reduce_direct(x)), tan, x, tangents);
}

/// All numbers without a branch, then those once more that have an angle too large for that.
#[inline(always)]
fn rows<const N: usize>(ordinary: impl Fn(f64) -> f64, any: impl Fn(f64) -> f64, x: &[f64; N], values: &mut [f64; N]) {
    for at in 0..N {
        values[at] = ordinary(x[at]);
    }
    if x.iter().fold(false, |found, &x| found | is_large(x)) {
        for at in 0..N {
            values[at] = any(x[at]);
        }
    }
}

#[inline(always)]
fn sine_of(x: f64, angle: Angle) -> f64 {
    let (sine, cosine) = (sine(angle).rounded(), cosine(angle).rounded());
    let value = angle.with_sign_of_half_turn(if angle.is_odd() { cosine } else { sine });
    if x.abs() < SMALL { x } else { value }
}

#[inline(always)]
fn cosine_of(angle: Angle) -> f64 {
    let angle = angle.advanced();
    let (sine, cosine) = (sine(angle).rounded(), cosine(angle).rounded());
    angle.with_sign_of_half_turn(if angle.is_odd() { cosine } else { sine })
}

#[inline(always)]
fn tangent_of(x: f64, angle: Angle) -> f64 {
    let (sine, cosine) = (extended_sine(angle), cosine(angle));
    let over = if angle.is_odd() { cosine } else { sine };
    let under = if angle.is_odd() { sine.negated() } else { cosine };
    let value = over.over(under);
    if x.abs() < SMALL { x } else { value.rounded() }
}

/// The sine of the reduced angle.
#[inline(always)]
fn sine(angle: Angle) -> Extended {
    let r = angle.rest.head;
    let z = r * r;
    let curve = r * (z * (z * polynomial(z, &SINE) - 1.0 / 6.0));
    Extended::ordered_sum(r, curve + angle.rest.tail * (1.0 - 0.5 * z))
}

/// The sine of the reduced angle to 2⁻⁵⁸, for a quotient: there the errors of two values add up.
#[inline(always)]
fn extended_sine(angle: Angle) -> Extended {
    let r = angle.rest.head;
    let z = r * r;
    let cube = Extended::sixth_of_cube(r);
    let sum = Extended::ordered_sum(r, -cube.head);
    let rest = r * (z * z * polynomial(z, &SINE)) + angle.rest.tail * (1.0 - 0.5 * z);
    Extended::ordered_sum(sum.head, sum.tail + (rest - cube.tail))
}

/// The cosine of the reduced angle. The square is taken exactly, since half of it is not small beside 1.
#[inline(always)]
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
