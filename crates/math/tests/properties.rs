//! Identities and order: what holds for every argument.

use proptest::prelude::*;

/// A function, a range of it and whether it rises there.
type Monotone = (&'static str, fn(f64) -> f64, std::ops::Range<f64>, bool);

const MONOTONE: [Monotone; 11] = [
    ("exp", math::exp, -740.0..709.0, true),
    ("ln", math::ln, 0.0..1e6, true),
    ("log10", math::log10, 0.0..1e6, true),
    ("sin", math::sin, -1.5..1.5, true),
    ("cos", math::cos, 0.01..3.1, false),
    ("tan", math::tan, -1.5..1.5, true),
    ("arcsin", math::arcsin, -1.0..1.0, true),
    ("arccos", math::arccos, -1.0..1.0, false),
    ("arctan", math::arctan, -100.0..100.0, true),
    ("sinh", math::sinh, -700.0..700.0, true),
    ("tanh", math::tanh, -20.0..20.0, true),
];

/// Any finite double.
fn any_finite() -> impl Strategy<Value = f64> {
    any::<u64>().prop_map(f64::from_bits).prop_filter("finite", |x| x.is_finite())
}

/// The distance between two doubles in units in the last place of the larger.
fn units(a: f64, b: f64) -> f64 {
    let largest = f64::max(a.abs(), b.abs());
    (a - b).abs() / (largest.next_up() - largest)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// A result within one unit of the exact value can fall behind its left neighbour by at most one unit.
    #[test]
    fn order_is_kept(share in 0.0..1.0f64, wider in 1.0..1e12f64) {
        for (name, function, range, rises) in MONOTONE {
            let x = range.start + share * (range.end - range.start);
            // Not beyond the range: past 1 an arcsine is no number.
            let further = (x + wider * f64::EPSILON * x.abs()).max(x.next_up()).min(range.end);
            let (a, b) = if rises { (function(x), function(further)) } else { (function(further), function(x)) };
            prop_assert!(a <= b || units(a, b) <= 1.0, "{} from {:e} to {:e}", name, x, further);
        }
    }

    #[test]
    fn odd_functions_are_odd_and_even_ones_even(x in any_finite()) {
        let same = |a: f64, b: f64| a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan();
        for odd in [math::sin, math::tan, math::arcsin, math::arctan, math::sinh, math::tanh, math::integer] {
            prop_assert!(same(odd(-x), -odd(x)));
        }
        for even in [math::cos, math::cosh] {
            prop_assert!(same(even(-x), even(x)));
        }
    }

    #[test]
    fn any_argument_gives_a_value_in_range(x in any_finite()) {
        prop_assert!((-1.0..=1.0).contains(&math::sin(x)));
        prop_assert!((-1.0..=1.0).contains(&math::cos(x)));
        prop_assert!((-1.0..=1.0).contains(&math::tanh(x)));
        prop_assert!(math::exp(x) >= 0.0);
        prop_assert!(math::cosh(x) >= 1.0);
        prop_assert!(math::arctan(x).abs() <= std::f64::consts::FRAC_PI_2);
    }

    #[test]
    fn sine_and_cosine_lie_on_the_circle(x in any_finite()) {
        let (sine, cosine) = (math::sin(x), math::cos(x));
        prop_assert!((sine * sine + cosine * cosine - 1.0).abs() < 4.0 * f64::EPSILON);
    }

    /// The derivative of the logarithm is 1/x: what `exp` rounds away moves it by at most half a unit of x.
    #[test]
    fn the_logarithm_undoes_the_exponential(x in -700.0..700.0f64) {
        let back = math::ln(math::exp(x));
        prop_assert!((back - x).abs() <= f64::EPSILON * (1.0 + x.abs()), "{:e} became {:e}", x, back);
    }

    #[test]
    fn small_powers_are_products(x in any_finite()) {
        let within = |a: f64, b: f64| a == b || units(a, b) <= 1.0;
        prop_assert_eq!(math::pow(x, 1.0), x);
        prop_assert!(within(math::pow(x, 2.0), x * x));
        prop_assert!(within(math::pow(x, -1.0), 1.0 / x));
        prop_assert!(within(math::pow(x.abs(), 0.5), x.abs().sqrt()));
    }

    #[test]
    fn the_sign_of_a_power_follows_a_whole_exponent(x in 0.01..100.0f64, y in -30i32..30) {
        let exponent = f64::from(y);
        let expected = if y % 2 == 0 { math::pow(x, exponent) } else { -math::pow(x, exponent) };
        prop_assert_eq!(math::pow(-x, exponent), expected);
    }

    #[test]
    fn dividend_is_quotient_times_base_plus_remainder(whole in -1_000_000i32..1_000_000, base in 1i32..1000) {
        let (x, base) = (f64::from(whole), f64::from(base));
        prop_assert_eq!(math::integer(x / base) * base + math::modulo(x, base), x);
        prop_assert_eq!(math::quantum(x, base) + math::modulo(x, base), x);
        prop_assert_eq!(math::floor(x / base) * base + math::floor_modulo(x, base), x);
    }

    #[test]
    fn larger_and_smaller_are_the_two(a in any_finite(), b in any_finite()) {
        prop_assert_eq!((math::min(a, b), math::max(a, b)), if a < b { (a, b) } else { (b, a) });
    }

    /// The compiler may use vector instructions for one loop and not for the other.
    #[test]
    fn lanes_have_the_bits_of_single_values(inputs in prop::collection::vec(any_finite(), 64), scale in -5.0..5.0f64) {
        let near_one = |x: &f64| f64::from_bits(x.to_bits() & !(0x7fe << 52) | (0x3ff << 52));
        let near: Vec<f64> = inputs.iter().map(|x| near_one(x) * scale).collect();
        for lanes in [&inputs, &near] {
            check_lanes(lanes, math::exp)?;
            check_lanes(lanes, math::ln)?;
            check_lanes(lanes, |x| math::pow(x, 1.7))?;
            check_lanes(lanes, |x| math::pow(1.0001, x))?;
            check_lanes(lanes, math::cosh)?;
            check_lanes(lanes, math::arctan)?;
        }
    }
}

proptest! {
    #[test]
    fn rows_of_powers_have_the_bits_of_single_ones(
        x in prop::array::uniform8(any::<u64>()),
        y in prop::array::uniform8(prop_oneof![any::<f64>(), -5.0..5.0f64, (-9i32..9).prop_map(f64::from)]),
    ) {
        // NaN, infinities, zeros and numbers below zero among them.
        let x = x.map(f64::from_bits);
        let mut together = [0.0; 8];
        math::pow_rows(&x, &y, &mut together);
        for at in 0..8 {
            let alone = math::pow(std::hint::black_box(x[at]), y[at]);
            let is_same = together[at].to_bits() == alone.to_bits() || together[at].is_nan() && alone.is_nan();
            prop_assert!(is_same, "{:e} ^ {:e}: {:e} {:e}", x[at], y[at], together[at], alone);
        }
    }
}

fn check_lanes(inputs: &[f64], function: impl Fn(f64) -> f64) -> Result<(), TestCaseError> {
    let mut together = [0.0; 64];
    for (result, &x) in together.iter_mut().zip(inputs) {
        *result = function(x);
    }
    for (&result, &x) in together.iter().zip(inputs) {
        let alone = function(std::hint::black_box(x));
        prop_assert!(
            result.to_bits() == alone.to_bits() || result.is_nan() && alone.is_nan(),
            "at {:e}",
            x
        );
    }
    Ok(())
}
