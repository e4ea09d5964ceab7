//! Lookups: what they read between, at and beyond their points, and which points make one.

use math::{Lookup, LookupError, LookupMode};
use proptest::prelude::*;

use LookupMode::{Backward, Extrapolate, Forward, Interpolate};

fn lookup(points: &[(f64, f64)]) -> Lookup {
    Lookup::new(points).expect("valid points")
}

#[track_caller]
fn check(points: &[(f64, f64)], mode: LookupMode, expected: &[(f64, f64)]) {
    let lookup = lookup(points);
    for &(x, y) in expected {
        assert_eq!(lookup.at(x, mode), y, "{mode:?} at {x}");
    }
}

/// The table of Vensim's reference manual, with its values.
#[test]
fn four_modes() {
    let points = [(0.0, 1.0), (1.0, 1.0), (2.0, 2.0)];
    check(
        &points,
        Interpolate,
        &[(-1.0, 1.0), (0.5, 1.0), (1.5, 1.5), (2.0, 2.0), (2.5, 2.0)],
    );
    check(
        &points,
        Extrapolate,
        &[(-1.0, 1.0), (1.5, 1.5), (2.0, 2.0), (2.5, 2.5), (12.0, 12.0)],
    );
    check(&points, Forward, &[(-1.0, 1.0), (1.0, 1.0), (1.5, 2.0), (2.5, 2.0)]);
    check(
        &points,
        Backward,
        &[(-1.0, 1.0), (1.0, 1.0), (1.5, 1.0), (2.0, 2.0), (2.5, 2.0)],
    );
}

#[test]
fn infinity_is_beyond_the_ends() {
    let points = [(0.0, 3.0), (1.0, 5.0)];
    for mode in [Interpolate, Forward, Backward] {
        check(&points, mode, &[(f64::INFINITY, 5.0), (f64::NEG_INFINITY, 3.0)]);
    }
    check(
        &points,
        Extrapolate,
        &[(f64::INFINITY, f64::INFINITY), (f64::NEG_INFINITY, f64::NEG_INFINITY)],
    );
    check(
        &[(0.0, 3.0), (1.0, 3.0)],
        Extrapolate,
        &[(f64::INFINITY, 3.0), (f64::NEG_INFINITY, 3.0)],
    );
}

#[test]
fn one_point_is_a_constant() {
    for mode in [Interpolate, Extrapolate, Forward, Backward] {
        check(
            &[(2.0, 7.0)],
            mode,
            &[(1.0, 7.0), (2.0, 7.0), (3.0, 7.0), (f64::INFINITY, 7.0)],
        );
    }
}

#[test]
fn a_repeated_x_is_a_vertical_step() {
    let points = [(0.0, 0.0), (1.0, 1.0), (1.0, 5.0), (2.0, 6.0)];
    check(&points, Interpolate, &[(0.5, 0.5), (1.0, 5.0), (1.5, 5.5)]);
    check(&points, Forward, &[(0.5, 1.0), (1.0, 1.0), (1.5, 6.0)]);
    check(&points, Backward, &[(0.5, 0.0), (1.0, 5.0), (1.5, 5.0)]);
    let step_at_both_ends = [(0.0, 1.0), (0.0, 2.0), (1.0, 3.0), (1.0, 4.0)];
    check(
        &step_at_both_ends,
        Interpolate,
        &[(-1.0, 1.0), (0.0, 2.0), (0.5, 2.5), (1.0, 4.0), (2.0, 4.0)],
    );
    check(
        &step_at_both_ends,
        Extrapolate,
        &[(-1.0, 1.0), (0.0, 2.0), (1.0, 4.0), (2.0, 4.0)],
    );
}

#[test]
fn points_that_make_no_lookup() {
    let error = |points: &[(f64, f64)]| Lookup::new(points).unwrap_err();
    assert_eq!(error(&[]), LookupError::NoPoint);
    assert_eq!(
        error(&[(0.0, 1.0), (f64::NAN, 1.0)]),
        LookupError::NotFinite { index: 1 }
    );
    assert_eq!(error(&[(0.0, f64::INFINITY)]), LookupError::NotFinite { index: 0 });
    assert_eq!(
        error(&[(0.0, 1.0), (2.0, 1.0), (1.0, 1.0)]),
        LookupError::Descending { index: 2 }
    );
    assert_eq!(
        error(&[(1.0, 1.0), (0.0, 1.0)]).to_string(),
        "point 2 of the lookup is left of the point before it: x must not decrease"
    );
}

/// The definition, written as a person would: walk to the segment, then the formula.
fn by_definition(points: &[(f64, f64)], x: f64) -> f64 {
    let (first, last) = (points[0], points[points.len() - 1]);
    if x < first.0 {
        return first.1;
    }
    if x >= last.0 {
        return last.1;
    }
    let right = points.iter().position(|point| point.0 > x).expect("x is inside");
    let ((x0, y0), (x1, y1)) = (points[right - 1], points[right]);
    y0 + (y1 - y0) * (x - x0) / (x1 - x0)
}

/// Tables of every kind: short and long, irregular, evenly spaced, nearly so, with repeated x.
fn tables() -> impl Strategy<Value = Vec<(f64, f64)>> {
    let y = -1e3..1e3;
    let irregular = prop::collection::vec((-50.0..50.0, y.clone()), 1..120).prop_map(|mut points| {
        points.sort_by(|a, b| f64::total_cmp(&a.0, &b.0));
        points
    });
    let whole = prop::collection::vec((-20i32..20, y.clone()), 1..60).prop_map(|mut points| {
        points.sort_by_key(|point| point.0);
        points.into_iter().map(|(x, y)| (f64::from(x), y)).collect()
    });
    let even = (prop::collection::vec(y, 1..120), -10.0..10.0, 0.001..5.0, 0.0..0.6).prop_map(
        |(values, start, width, uneven)| {
            let x = |index: usize| start + width * (index as f64 + uneven * (index % 2) as f64);
            values.into_iter().enumerate().map(|(index, y)| (x(index), y)).collect()
        },
    );
    prop_oneof![irregular, whole, even]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_search_gives_the_bits_of_the_definition(
        points in tables(),
        inputs in prop::collection::vec(-60.0..60.0, 20),
    ) {
        let lookup = lookup(&points);
        let breakpoints = points.iter().flat_map(|point| [point.0, point.0.next_up(), point.0.next_down()]);
        for x in inputs.into_iter().chain(breakpoints) {
            let (found, expected) = (lookup.at(x, Interpolate), by_definition(&points, x));
            prop_assert_eq!(found, expected, "at {:e}", x);
        }
    }

    #[test]
    fn extrapolation_changes_nothing_between_the_ends(points in tables(), share in 0.0..1.0f64) {
        let lookup = lookup(&points);
        let (first, last) = (points[0].0, points[points.len() - 1].0);
        for x in [first, last, (first + share * (last - first)).clamp(first, last)] {
            prop_assert_eq!(lookup.at(x, Extrapolate), lookup.at(x, Interpolate), "at {:e}", x);
        }
    }

    #[test]
    fn stepping_reads_a_point(points in tables(), x in -60.0..60.0) {
        let lookup = lookup(&points);
        let before = points.iter().rfind(|point| point.0 <= x).unwrap_or(&points[0]);
        let after = points.iter().find(|point| point.0 >= x).unwrap_or(&points[points.len() - 1]);
        prop_assert_eq!(lookup.at(x, Backward), before.1);
        prop_assert_eq!(lookup.at(x, Forward), after.1);
    }

    #[test]
    fn nan_passes_through(points in tables()) {
        for mode in [Interpolate, Extrapolate, Forward, Backward] {
            prop_assert!(lookup(&points).at(f64::NAN, mode).is_nan());
        }
    }

    #[test]
    fn points_come_back(points in tables()) {
        let lookup = lookup(&points);
        prop_assert_eq!(lookup.points(), &points[..]);
    }
}
