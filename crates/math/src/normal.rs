//! The normal distribution.

use crate::exp;

/// Returns the share of a standard normal distribution that is below `z`; NaN at NaN.
///
/// The relative error is about `8 + z²` units in the last place, in both tails: rational approximations of the error function
/// by Cody (1969, "Rational Chebyshev approximations for the error function", Mathematics of Computation 23).
pub fn normal_below(z: f64) -> f64 {
    erfc(-z * std::f64::consts::FRAC_1_SQRT_2) / 2.0
}

/// 1/√π.
const ROOT: f64 = 0.564_189_583_547_756_3;

/// The complement of the error function.
fn erfc(x: f64) -> f64 {
    let size = x.abs();
    if size <= 0.46875 {
        return 1.0 - x * near(x * x);
    }
    let tail = match size {
        _ if x.is_nan() => return x,
        _ if size <= 4.0 => middle(size) * exp_of_minus_square(size),
        _ if size < 40.0 => far(size) * exp_of_minus_square(size),
        _ => 0.0, // smaller than the smallest double
    };
    if x < 0.0 { 2.0 - tail } else { tail }
}

/// `e^(-x²)`, with `x` split so that the square of its head is exact.
fn exp_of_minus_square(x: f64) -> f64 {
    let head = (x * 16.0).trunc() / 16.0;
    let rest = (x - head) * (x + head);
    exp(-head * head) * exp(-rest)
}

/// The error function divided by `x`, of `x²`.
fn near(square: f64) -> f64 {
    const A: [f64; 5] = [
        1.857_777_061_846_031_5e-1,
        3.161_123_743_870_565_6,
        1.138_641_541_510_501_6e2,
        3.774_852_376_853_02e2,
        3.209_377_589_138_469_4e3,
    ];
    const B: [f64; 5] = [
        1.0,
        2.360_129_095_234_412_2e1,
        2.440_246_379_344_441_7e2,
        1.282_616_526_077_372_3e3,
        2.844_236_833_439_171e3,
    ];
    polynomial(&A, square) / polynomial(&B, square)
}

fn middle(x: f64) -> f64 {
    const C: [f64; 9] = [
        2.153_115_354_744_038_3e-8,
        5.641_884_969_886_701e-1,
        8.883_149_794_388_377,
        6.611_919_063_714_163e1,
        2.986_351_381_974_001e2,
        8.819_522_212_417_69e2,
        1.712_047_612_634_070_7e3,
        2.051_078_377_826_071_6e3,
        1.230_339_354_797_997_2e3,
    ];
    const D: [f64; 9] = [
        1.0,
        1.574_492_611_070_983_3e1,
        1.176_939_508_913_125e2,
        5.371_811_018_620_099e2,
        1.621_389_574_566_690_3e3,
        3.290_799_235_733_459_7e3,
        4.362_619_090_143_247e3,
        3.439_367_674_143_721_6e3,
        1.230_339_354_803_749_5e3,
    ];
    polynomial(&C, x) / polynomial(&D, x)
}

fn far(x: f64) -> f64 {
    const P: [f64; 6] = [
        1.631_538_713_730_209_8e-2,
        3.053_266_349_612_323_6e-1,
        3.603_448_999_498_044_5e-1,
        1.257_817_261_112_292_6e-1,
        1.608_378_514_874_227_5e-2,
        6.587_491_615_298_378e-4,
    ];
    const Q: [f64; 6] = [
        1.0,
        2.568_520_192_289_822,
        1.872_952_849_923_467_2,
        5.279_051_029_514_285e-1,
        6.051_834_131_244_132e-2,
        2.335_204_976_268_691_8e-3,
    ];
    let inverse = 1.0 / (x * x);
    let correction = inverse * polynomial(&P, inverse) / polynomial(&Q, inverse);
    (ROOT - correction) / x
}

/// The value of a polynomial, highest power first.
fn polynomial(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().fold(0.0, |sum, coefficient| sum * x + coefficient)
}
