//! What the functions give at zero, infinity, NaN and the edges of their range.

use std::f64::consts::{E, FRAC_PI_2, FRAC_PI_4, PI};

const INFINITY: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;
const SMALLEST: f64 = 5e-324;
const LARGEST: f64 = f64::MAX;

/// Checks a table of arguments and results; zeros must have the right sign.
#[track_caller]
fn check(name: &str, function: fn(f64) -> f64, table: &[(f64, f64)]) {
    for &(x, expected) in table {
        same(&format!("{name}({x:e})"), function(x), expected);
    }
}

#[track_caller]
fn check_two(name: &str, function: fn(f64, f64) -> f64, table: &[(f64, f64, f64)]) {
    for &(a, b, expected) in table {
        same(&format!("{name}({a:e}, {b:e})"), function(a, b), expected);
    }
}

#[track_caller]
fn same(call: &str, found: f64, expected: f64) {
    let both_nan = found.is_nan() && expected.is_nan();
    assert!(
        both_nan || found.to_bits() == expected.to_bits(),
        "{call} is {found:e}, not {expected:e}"
    );
}

#[test]
fn exponential() {
    check(
        "exp",
        math::exp,
        &[
            (0.0, 1.0),
            (-0.0, 1.0),
            (1.0, E),
            (SMALLEST, 1.0),
            (INFINITY, INFINITY),
            (-INFINITY, 0.0),
            (709.782712893384, 1.7976931348622732e308),
            (709.7827128933841, INFINITY),
            (LARGEST, INFINITY),
            (-745.1332191019411, SMALLEST),
            (-745.1332191019412, 0.0),
            (-LARGEST, 0.0),
        ],
    );
}

#[test]
fn logarithms() {
    for (name, function) in [("ln", math::ln as fn(f64) -> f64), ("log10", math::log10)] {
        let table = [
            (1.0, 0.0),
            (0.0, -INFINITY),
            (-0.0, -INFINITY),
            (-1.0, NAN),
            (-SMALLEST, NAN),
            (-INFINITY, NAN),
            (INFINITY, INFINITY),
        ];
        check(name, function, &table);
    }
    check(
        "ln",
        math::ln,
        &[(E, 1.0), (SMALLEST, -744.4400719213812), (LARGEST, 709.782712893384)],
    );
    for exponent in -22..=22 {
        let power: f64 = format!("1e{exponent}").parse().unwrap();
        same(&format!("log10({power:e})"), math::log10(power), f64::from(exponent));
    }
}

#[test]
fn logarithm_to_a_base() {
    check_two(
        "log",
        math::log,
        &[
            (8.0, 2.0, 3.0),
            (0.125, 2.0, -3.0),
            (243.0, 3.0, 5.0),
            (1e-5, 10.0, -5.0),
            (1.0, 7.0, 0.0),
            (0.0, 2.0, -INFINITY),
            (0.0, 0.5, INFINITY),
            (INFINITY, 2.0, INFINITY),
            (-1.0, 2.0, NAN),
            (2.0, -1.0, NAN),
            (2.0, 1.0, INFINITY),
            (1.0, 1.0, NAN),
            (2.0, 0.0, -0.0),
        ],
    );
}

#[test]
fn power_of_special_bases() {
    check_two(
        "pow",
        math::pow,
        &[
            (0.0, 2.0, 0.0),
            (0.0, 3.0, 0.0),
            (-0.0, 3.0, -0.0),
            (-0.0, 2.0, 0.0),
            (0.0, -2.0, INFINITY),
            (-0.0, -2.0, INFINITY),
            (-0.0, -3.0, -INFINITY),
            (0.0, 0.5, 0.0),
            (-0.0, 0.5, 0.0),
            (0.0, -INFINITY, INFINITY),
            (INFINITY, 0.5, INFINITY),
            (INFINITY, -0.5, 0.0),
            (-INFINITY, 3.0, -INFINITY),
            (-INFINITY, 2.0, INFINITY),
            (-INFINITY, 0.5, INFINITY),
            (-INFINITY, -3.0, -0.0),
            (-INFINITY, -2.0, 0.0),
            (-8.0, 1.0 / 3.0, NAN),
            (-2.0, 0.5, NAN),
            (-2.0, 3.0, -8.0),
            (-2.0, -2.0, 0.25),
            (-2.0, -1075.0, -0.0),
            (-2.0, 1023.0, -8.98846567431158e307),
            (-2.0, 1024.0, INFINITY),
            (-2.0, 1025.0, -INFINITY),
        ],
    );
}

#[test]
fn power_with_special_exponents() {
    for x in [0.0, -0.0, 1.0, -1.0, 2.5, -2.5, SMALLEST, LARGEST, INFINITY, -INFINITY] {
        check_two("pow", math::pow, &[(x, 0.0, 1.0), (x, -0.0, 1.0), (x, 1.0, x)]);
    }
    for y in [0.5, -3.0, 1e300, -1e300, SMALLEST, INFINITY, -INFINITY] {
        check_two("pow", math::pow, &[(1.0, y, 1.0)]);
    }
    check_two(
        "pow",
        math::pow,
        &[
            (2.0, INFINITY, INFINITY),
            (2.0, -INFINITY, 0.0),
            (0.5, INFINITY, 0.0),
            (0.5, -INFINITY, INFINITY),
            (-0.5, INFINITY, 0.0),
            (-2.0, INFINITY, INFINITY),
            (-1.0, INFINITY, 1.0),
            (-1.0, 1e300, 1.0),
            (-1.0, 9_007_199_254_740_991.0, -1.0),
            (-1.0, 9_007_199_254_740_992.0, 1.0),
            (-1.0, 4_503_599_627_370_497.0, -1.0),
            (-1.0, 4_503_599_627_370_495.5, NAN),
            (1.0 + f64::EPSILON, LARGEST, INFINITY),
            (1.0 + f64::EPSILON, -LARGEST, 0.0),
            (1.0 - f64::EPSILON / 2.0, LARGEST, 0.0),
            (2.0, 1024.0, INFINITY),
            (2.0, -1074.0, SMALLEST),
            (2.0, -1075.0, 0.0),
            (SMALLEST, -1.0, INFINITY),
            (SMALLEST, 0.5, 2.2227587494850775e-162),
            (2.0, SMALLEST, 1.0),
            (LARGEST, -1.0, 5.562684646268003e-309),
        ],
    );
}

#[test]
fn powers_of_whole_numbers_are_exact() {
    for base in 2u64..=20 {
        let mut exact = 1u64;
        for exponent in 0..=53 {
            if exact < 1 << 53 {
                same(
                    &format!("{base}^{exponent}"),
                    math::pow(base as f64, f64::from(exponent)),
                    exact as f64,
                );
                same(
                    &format!("{exact}^0.5"),
                    math::pow((exact * exact) as f64, 0.5),
                    exact as f64,
                );
                exact = exact.saturating_mul(base).min(1 << 53);
            }
            if exact >= 1 << 26 {
                break;
            }
        }
    }
}

#[test]
fn circle() {
    check(
        "sin",
        math::sin,
        &[
            (0.0, 0.0),
            (-0.0, -0.0),
            (FRAC_PI_2, 1.0),
            (SMALLEST, SMALLEST),
            (INFINITY, NAN),
        ],
    );
    check(
        "sin",
        math::sin,
        &[
            (PI, 1.2246467991473532e-16),
            (1e22, -0.8522008497671888),
            (-INFINITY, NAN),
        ],
    );
    check(
        "cos",
        math::cos,
        &[
            (0.0, 1.0),
            (-0.0, 1.0),
            (PI, -1.0),
            (SMALLEST, 1.0),
            (INFINITY, NAN),
            (-INFINITY, NAN),
        ],
    );
    check(
        "cos",
        math::cos,
        &[(FRAC_PI_2, 6.123233995736766e-17), (1e22, 0.523214785395139)],
    );
    check(
        "tan",
        math::tan,
        &[
            (0.0, 0.0),
            (-0.0, -0.0),
            (FRAC_PI_2, 1.633123935319537e16),
            (INFINITY, NAN),
        ],
    );
    check(
        "arcsin",
        math::arcsin,
        &[(0.0, 0.0), (-0.0, -0.0), (1.0, FRAC_PI_2), (-1.0, -FRAC_PI_2)],
    );
    check(
        "arcsin",
        math::arcsin,
        &[
            (1.0f64.next_up(), NAN),
            (-1.5, NAN),
            (INFINITY, NAN),
            (SMALLEST, SMALLEST),
        ],
    );
    check(
        "arccos",
        math::arccos,
        &[(1.0, 0.0), (-1.0, PI), (0.0, FRAC_PI_2), (-0.0, FRAC_PI_2)],
    );
    check(
        "arccos",
        math::arccos,
        &[(1.0f64.next_up(), NAN), (-1.5, NAN), (-INFINITY, NAN)],
    );
    check(
        "arctan",
        math::arctan,
        &[(0.0, 0.0), (-0.0, -0.0), (1.0, FRAC_PI_4), (-1.0, -FRAC_PI_4)],
    );
    check(
        "arctan",
        math::arctan,
        &[(INFINITY, FRAC_PI_2), (-INFINITY, -FRAC_PI_2), (LARGEST, FRAC_PI_2)],
    );
}

#[test]
fn hyperbola() {
    check(
        "sinh",
        math::sinh,
        &[(0.0, 0.0), (-0.0, -0.0), (INFINITY, INFINITY), (-INFINITY, -INFINITY)],
    );
    check(
        "sinh",
        math::sinh,
        &[
            (710.4758600739439, 1.7976931348621744e308),
            (710.475860073944, INFINITY),
        ],
    );
    check(
        "cosh",
        math::cosh,
        &[(0.0, 1.0), (-0.0, 1.0), (INFINITY, INFINITY), (-INFINITY, INFINITY)],
    );
    check(
        "cosh",
        math::cosh,
        &[
            (-710.4758600739439, 1.7976931348621744e308),
            (-710.475860073944, INFINITY),
        ],
    );
    check(
        "tanh",
        math::tanh,
        &[
            (0.0, 0.0),
            (-0.0, -0.0),
            (INFINITY, 1.0),
            (-INFINITY, -1.0),
            (30.0, 1.0),
        ],
    );
}

#[test]
fn logarithm_of_gamma() {
    check(
        "gamma_ln",
        math::gamma_ln,
        &[(1.0, 0.0), (2.0, 0.0), (0.0, INFINITY), (-0.0, INFINITY), (-1.5, NAN)],
    );
    check(
        "gamma_ln",
        math::gamma_ln,
        &[(INFINITY, INFINITY), (-INFINITY, NAN), (2.6e305, INFINITY)],
    );
    check(
        "gamma_ln",
        math::gamma_ln,
        &[
            (3.0, std::f64::consts::LN_2),
            (4.0, math::ln(6.0)),
            (6.0, math::ln(120.0)),
        ],
    );
}

#[test]
fn whole_numbers() {
    check(
        "integer",
        math::integer,
        &[
            (1.9, 1.0),
            (-1.9, -1.0),
            (-0.5, -0.0),
            (1e300, 1e300),
            (-INFINITY, -INFINITY),
        ],
    );
    check_two(
        "modulo",
        math::modulo,
        &[
            (10.0, 3.0, 1.0),
            (-10.0, 3.0, -1.0),
            (10.0, -3.0, 1.0),
            (-9.0, 3.0, -0.0),
        ],
    );
    check_two(
        "modulo",
        math::modulo,
        &[
            (1.0, 0.0, NAN),
            (INFINITY, 3.0, NAN),
            (5.0, INFINITY, 5.0),
            (1e300, 7.0, 1.0),
        ],
    );
}

#[test]
fn whole_numbers_downwards() {
    check(
        "floor",
        math::floor,
        &[
            (1.9, 1.0),
            (-1.9, -2.0),
            (-19.875, -20.0),
            (-0.0, -0.0),
            (-INFINITY, -INFINITY),
        ],
    );
    check_two(
        "floor_modulo",
        math::floor_modulo,
        &[
            (10.0, 3.0, 1.0),
            (-10.0, 3.0, 2.0),
            (10.0, -3.0, -2.0),
            (-10.0, -3.0, -1.0),
            (-9.0, 3.0, -0.0),
            (1.0, 0.0, NAN),
            (INFINITY, 3.0, NAN),
            (5.0, INFINITY, 5.0),
            (1e300, 7.0, 1.0),
        ],
    );
}

/// The examples of Vensim's reference manual.
#[test]
fn quantum() {
    check_two(
        "quantum",
        math::quantum,
        &[
            (1.9, 1.0, 1.0),
            (0.9, 1.0, 0.0),
            (-1.9, 1.0, -1.0),
            (112.3, 10.0, 110.0),
            (50.0, 12.0, 48.0),
            (423.0, 63.0, 378.0),
            (3.7, 0.0, 3.7),
            (3.7, -1.0, 3.7),
        ],
    );
}

#[test]
fn larger_and_smaller() {
    check_two(
        "max",
        math::max,
        &[
            (1.0, 2.0, 2.0),
            (2.0, 1.0, 2.0),
            (-INFINITY, 3.0, 3.0),
            (0.0, -0.0, -0.0),
        ],
    );
    check_two(
        "min",
        math::min,
        &[
            (1.0, 2.0, 1.0),
            (2.0, 1.0, 1.0),
            (-INFINITY, 3.0, -INFINITY),
            (-0.0, 0.0, 0.0),
        ],
    );
}

#[test]
fn division_by_nearly_zero() {
    check_two(
        "zidz",
        math::zidz,
        &[
            (3.0, 4.0, 0.75),
            (3.0, 0.0, 0.0),
            (3.0, 0.99e-6, 0.0),
            (3.0, -0.99e-6, 0.0),
        ],
    );
    check_two(
        "zidz",
        math::zidz,
        &[(3.0, 1e-6, 3.0 / 1e-6), (-3.0, 1.5e-6, -2e6), (0.0, 0.0, 0.0)],
    );
    assert_eq!(math::xidz(3.0, 4.0, 1.0), 0.75);
    assert_eq!(math::xidz(3.0, 0.0, 1.0), 1.0);
    assert_eq!(math::xidz(3.0, 4.0, NAN), 0.75);
}

#[test]
fn nan_passes_through() {
    let unary: [fn(f64) -> f64; 17] = [
        math::exp,
        math::ln,
        math::log10,
        math::sqrt,
        math::sin,
        math::cos,
        math::tan,
        math::arcsin,
        math::arccos,
        math::arctan,
        math::sinh,
        math::cosh,
        math::tanh,
        math::gamma_ln,
        math::integer,
        math::floor,
        |x| math::xidz(1.0, 0.0, x),
    ];
    for (index, function) in unary.iter().enumerate() {
        assert!(function(NAN).is_nan() && function(-NAN).is_nan(), "function {index}");
    }
    let binary: [fn(f64, f64) -> f64; 8] = [
        math::log,
        math::pow,
        math::modulo,
        math::floor_modulo,
        math::quantum,
        math::max,
        math::min,
        math::zidz,
    ];
    for (index, function) in binary.iter().enumerate() {
        for other in [0.0, -0.0, 1.0, -1.0, 2.5, INFINITY, -INFINITY, NAN] {
            assert!(function(NAN, other).is_nan(), "function {index} of NaN and {other}");
            assert!(function(other, NAN).is_nan(), "function {index} of {other} and NaN");
        }
    }
}
