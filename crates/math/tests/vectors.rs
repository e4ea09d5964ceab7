//! Orders, inverse matrices, the normal distribution and allocation, against closed forms and values worked out elsewhere.

/// Values worked out in 60-digit arithmetic, from the power series near zero and the continued fraction of the tails
/// (Abramowitz & Stegun 26.2.11 and 26.2.14). Rounding `z / √2` alone moves the tails by `z²` units in the last place.
#[test]
fn the_normal_distribution_is_as_tabulated() {
    for (z, below) in NORMAL {
        let got = math::normal_below(z);
        assert!(
            (got - below).abs() <= (8.0 + z * z) * 2.2e-16 * below,
            "{z}: {got} is not {below}"
        );
    }
    assert!(math::normal_below(f64::NAN).is_nan());
    assert_eq!(math::normal_below(f64::INFINITY), 1.0);
    assert_eq!(math::normal_below(f64::NEG_INFINITY), 0.0);
}

const NORMAL: [(f64, f64); 10] = [
    (-30.0, 4.906713927148187e-198),
    (-8.5, 9.479534822203318e-18),
    (-5.0, 2.866515718791939e-07),
    (-2.5, 0.006209665325776135),
    (-1.0, 0.15865525393145705),
    (-0.3, 0.3820885778110474),
    (0.0, 0.5),
    (0.66, 0.7453730853286639),
    (1.96, 0.9750021048517795),
    (4.25, 0.9999893114742251),
];

#[test]
fn orders_and_ranks_keep_equal_numbers_in_their_order() {
    let values = [30.0, 10.0, 30.0, 20.0];
    let mut out = [0.0; 4];
    math::sort_order(&values, 1.0, &mut out);
    assert_eq!(out, [1.0, 3.0, 0.0, 2.0]);
    math::sort_order(&values, 0.0, &mut out);
    assert_eq!(out, [0.0, 2.0, 3.0, 1.0]);
    math::rank(&values, 1.0, &mut out);
    assert_eq!(out, [3.0, 1.0, 4.0, 2.0]);
    math::rank(&values, -1.0, &mut out);
    assert_eq!(out, [1.0, 4.0, 2.0, 3.0]);
}

#[test]
fn elements_outside_are_missing() {
    assert_eq!(math::element(&[1.0, 2.0], 0.9999999), 2.0);
    assert_eq!(math::element(&[1.0, 2.0], 2.0), math::MISSING);
    assert_eq!(math::element(&[1.0, 2.0], -1.0), math::MISSING);
    assert!(math::element(&[1.0, 2.0], f64::NAN).is_nan());
}

/// By hand: `[4 7; 2 6]` has determinant 10.
#[test]
fn a_matrix_times_its_inverse_is_one() {
    let mut out = [0.0; 4];
    math::invert(&[4.0, 7.0, 2.0, 6.0], 2, &mut out);
    for (got, wanted) in out.iter().zip([0.6, -0.7, -0.2, 0.4]) {
        assert!((got - wanted).abs() < 1e-15, "{out:?}");
    }
    math::invert(&[0.0, 1.0, 1.0, 0.0], 2, &mut out);
    assert_eq!(out, [0.0, 1.0, 1.0, 0.0], "a zero on the diagonal needs other pivots");
    math::invert(&[1.0, 2.0, 2.0, 4.0], 2, &mut out);
    assert!(out.iter().all(|x| x.is_nan()), "it has no inverse");
}

/// Rectangular curves of width 3 around 4 and 3: at the price 25/6 they leave 6·(5.5 − p)/3 = 8/3 and 3·(4.5 − p)/3 = 1/3.
#[test]
fn priorities_are_rectangular_curves() {
    let mut out = [0.0; 3];
    math::allocate_by_priority(&[10.0, 6.0, 3.0], &[2.0, 4.0, 3.0], [3.0, 3.0], &mut out);
    for (got, wanted) in out.iter().zip([0.0, 8.0 / 3.0, 1.0 / 3.0]) {
        assert!((got - wanted).abs() < 1e-12, "{out:?}");
    }
}

#[test]
fn what_is_allocated_is_what_there_is() {
    let requests = [500.0, 300.0, 750.0];
    for shape in [1.0, 2.0, 3.0, 4.0] {
        let profiles = [shape, 5.0, 2.0, 0.0, shape, 20.0, 4.0, 0.0, shape, 3.0, 0.0, 0.0];
        for available in [0.0, 1e-6, 20.0, 799.0, 1549.0, 1550.0, 9999.0] {
            let mut out = [0.0; 3];
            math::allocate_available(&requests, &profiles, available, &mut out);
            let wanted = f64::min(available, 1550.0);
            let sum: f64 = out.iter().sum();
            assert!((sum - wanted).abs() <= 1e-9 * wanted, "{shape}, {available}: {out:?}");
            let fits = out.iter().zip(requests).all(|(got, request)| (0.0..=request).contains(got));
            assert!(fits, "{shape}, {available}: {out:?}");
        }
    }
}

/// One rectangular demand of 10 around 2 and one supply of 10 around 1, both 2 wide: 10·(3 − p)/2 = 10·p/2 at p = 1.5.
#[test]
fn demand_and_supply_meet_at_the_market_price() {
    let price = math::market_price([&[10.0], &[1.0, 2.0, 2.0, 0.0]], [&[10.0], &[1.0, 1.0, 2.0, 0.0]]);
    assert!((price - 1.5).abs() < 1e-15, "{price}");
    assert_eq!(math::demand_at_price(10.0, &[1.0, 2.0, 2.0, 0.0], 1.5), 7.5);
    assert_eq!(math::supply_at_price(10.0, &[1.0, 1.0, 2.0, 0.0], 1.5), 7.5);
    let nobody = math::market_price([&[0.0], &[1.0, 2.0, 2.0, 0.0]], [&[10.0], &[1.0, 1.0, 2.0, 0.0]]);
    assert_eq!(nobody, 0.0, "without demand, the price is where the curves begin");
}

/// With what is not a number nobody can be said to get anything, even where all would be served.
#[test]
fn nothing_is_allocated_of_or_by_what_is_no_number() {
    let nan = f64::NAN;
    let mut out = [0.0; 2];
    for (requests, priorities, width, supply) in [
        ([1.0, 2.0], [1.0, 2.0], 1.0, nan),
        ([1.0, nan], [1.0, 2.0], 1.0, 9.0),
        ([1.0, 2.0], [1.0, nan], 1.0, 9.0),
        ([1.0, 2.0], [1.0, 2.0], nan, 9.0),
    ] {
        math::allocate_by_priority(&requests, &priorities, [width, supply], &mut out);
        assert!(out.iter().all(|given| given.is_nan()), "{out:?}");
    }
    let profiles = |shape: f64| [1.0, 5.0, 1.0, 0.0, shape, 5.0, 1.0, 0.0];
    for shape in [nan, -1.0, 2.5, 99.0] {
        math::allocate_available(&[1.0, 2.0], &profiles(shape), 9.0, &mut out);
        assert!(out.iter().all(|given| given.is_nan()), "{shape}: {out:?}");
    }
    math::allocate_available(&[1.0, 2.0], &profiles(3.0), 9.0, &mut out);
    assert_eq!(out, [1.0, 2.0]);
}
