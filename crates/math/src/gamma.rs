//! The logarithm of the gamma function.

use crate::extended::{Extended, polynomial};
use crate::ln::extended_ln;

/// From here on the asymptotic series has an error below 2⁻⁶³.
const SERIES_FROM: f64 = 12.0;
/// The first coefficient of Stirling's series, that of 1/x.
const TWELFTH: Extended = Extended {
    head: 0.08333333333333333,
    tail: 4.625929269271485e-18,
};
/// The others: B₂ₖ/(2k(2k − 1)), the coefficients of x^(1 − 2k) from k = 2 on.
const STIRLING: [f64; 9] = [
    -0.002777777777777778,
    0.0007936507936507937,
    -0.0005952380952380953,
    0.0008417508417508417,
    -0.0019175269175269176,
    0.00641025641025641,
    -0.029550653594771242,
    0.17964437236883057,
    -1.3924322169059011,
];
/// ln √(2π).
const LN_SQRT_TAU: Extended = Extended {
    head: 0.9189385332046728,
    tail: -3.8782941580672414e-17,
};
/// Around the zeros at 1 and 2 a power series keeps the relative precision that Stirling's loses.
const NEAR: f64 = 1.0 / 64.0;
/// −γ, the slope at 1.
const SLOPE_AT_1: Extended = Extended {
    head: -0.5772156649015329,
    tail: 4.942915152430645e-18,
};
/// 1 − γ, the slope at 2.
const SLOPE_AT_2: Extended = Extended {
    head: 0.42278433509846713,
    tail: 4.942915152430645e-18,
};
/// (ln Γ(1 + d) + γd)/d² for |d| ≤ 1/64, to 2⁻⁵⁸.
const CURVE_AT_1: [f64; 8] = [
    0.8224670334241132,
    -0.40068563438653143,
    0.27058080842814886,
    -0.20738555102900502,
    0.16955716953668754,
    -0.14404988998972415,
    0.12555855987911999,
    -0.11137868962412505,
];
/// (ln Γ(2 + d) − (1 − γ)d)/d² for |d| ≤ 1/64, to 2⁻⁶⁸.
const CURVE_AT_2: [f64; 8] = [
    0.3224670334241132,
    -0.0673523010531981,
    0.02058080842778491,
    -0.007385551028674149,
    0.0028905103233306897,
    -0.0011927539083556864,
    0.0005097180913433064,
    -0.0002231766966399608,
];
/// Above this the result is infinite.
const LARGEST: f64 = 2.5599833278516383e305;

/// Returns the natural logarithm of the gamma function of `x`; infinity at 0, NaN below it.
#[inline]
pub fn gamma_ln(x: f64) -> f64 {
    if (x - 1.0).abs() <= NEAR {
        near_zero(x - 1.0, SLOPE_AT_1, &CURVE_AT_1)
    } else if (x - 2.0).abs() <= NEAR {
        near_zero(x - 2.0, SLOPE_AT_2, &CURVE_AT_2)
    } else if x > 0.0 && x <= LARGEST {
        ordinary(x)
    } else if x == 0.0 || x > LARGEST {
        f64::INFINITY
    } else {
        f64::NAN
    }
}

/// The power series around a zero of the function, at a distance `d` from it.
fn near_zero(d: f64, slope: Extended, curve: &[f64; 8]) -> f64 {
    let line = Extended::product(d, slope.head);
    line.head + (line.tail + d * slope.tail + d * d * polynomial(d, curve))
}

/// ln Γ(x) = ln Γ(x + 12) − ln(x·(x + 1)·…·(x + 11)) for small `x`.
fn ordinary(x: f64) -> f64 {
    if x >= SERIES_FROM {
        return stirling(Extended { head: x, tail: 0.0 }).rounded();
    }
    let mut product = Extended { head: x, tail: 0.0 };
    for offset in 1..SERIES_FROM as u32 {
        product = product.times(Extended::sum(f64::from(offset), x));
    }
    let logarithm = extended_ln(product.head);
    let correction = product.tail / product.head;
    let shifted = stirling(Extended::sum(SERIES_FROM, x));
    let head = Extended::sum(shifted.head, -logarithm.head);
    head.head + (head.tail + (shifted.tail - logarithm.tail - correction))
}

/// (x − ½) ln x − x + ln √(2π) + series, for `x` from 12 on.
fn stirling(x: Extended) -> Extended {
    let ln = extended_ln(x.head);
    let inverse = 1.0 / x.head;
    let square = inverse * inverse;
    let first = TWELFTH.over(Extended {
        head: x.head,
        tail: 0.0,
    });
    let series = inverse * square * polynomial(square, &STIRLING);
    // (x − ½)·ln x − x = x·(ln x − 1) − ½ ln x.
    let less_one = Extended::ordered_sum(ln.head, -1.0);
    let less_one = Extended {
        head: less_one.head,
        tail: less_one.tail + ln.tail,
    };
    let whole = Extended {
        head: x.head,
        tail: 0.0,
    }
    .times(less_one);
    let sum = whole.plus_smaller(ln.times_power(-0.5)).plus_smaller(LN_SQRT_TAU).plus_smaller(first);
    // The slope, ln x − 1/(2x) − 1/(12x²), carries the tail of x.
    let slope = ln.head - inverse * (0.5 + inverse * TWELFTH.head);
    Extended::ordered_sum(sum.head, sum.tail + (series + x.tail * slope))
}
