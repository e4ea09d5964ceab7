//! Functions whose minima are known, in boxes that hold them or cut them off.

use super::*;
use std::cell::RefCell;
use std::convert::Infallible;
use std::f64::consts::PI;

/// A function, and the sizes of the calls that it got.
struct Function<F> {
    of: F,
    calls: RefCell<Vec<usize>>,
}

impl<F: Fn(&[f64]) -> f64> Function<F> {
    fn new(of: F) -> Self {
        let calls = RefCell::default();
        Function { of, calls }
    }
}

impl<F: Fn(&[f64]) -> f64> Simulator for Function<F> {
    type Error = Infallible;

    fn losses(&self, points: &[Vec<f64>]) -> Result<Vec<f64>, Infallible> {
        self.calls.borrow_mut().push(points.len());
        Ok(points.iter().map(|p| (self.of)(p)).collect())
    }
}

fn found(parameters: usize, side: (f64, f64), of: impl Fn(&[f64]) -> f64) -> Minimum {
    let bounds = Bounds::new(vec![side; parameters]).unwrap();
    let settings = Calibrate {
        tolerance: 1e-9,
        ..Calibrate::of(parameters, 20250808)
    };
    let first = vec![side.0 + 0.9 * (side.1 - side.0); parameters];
    let Ok(minimum) = minimise(&settings, &bounds, &first, &Function::new(of));
    minimum
}

#[track_caller]
fn near(point: &[f64], expected: &[f64], within: f64) {
    let off = point.iter().zip(expected).map(|(a, b)| (a - b).abs());
    assert!(off.fold(0.0, f64::max) <= within, "{point:?} is not {expected:?}");
}

fn sphere(x: &[f64]) -> f64 {
    x.iter().map(|v| v * v).sum()
}

/// Rosenbrock 1960: minimum 0 at (1, …, 1), at the end of a bent valley.
fn rosenbrock(x: &[f64]) -> f64 {
    let pair = |p: &[f64]| 100.0 * (p[1] - p[0] * p[0]).powi(2) + (1.0 - p[0]).powi(2);
    x.windows(2).map(pair).sum()
}

/// Rastrigin 1974: minimum 0 at the origin, and another minimum near each whole point.
fn rastrigin(x: &[f64]) -> f64 {
    let term = |v: &f64| v * v - 10.0 * math::cos(2.0 * PI * v) + 10.0;
    x.iter().map(term).sum()
}

#[test]
fn the_sphere() {
    let minimum = found(5, (-3.0, 7.0), sphere);
    near(&minimum.point, &[0.0; 5], 1e-4);
    assert!(minimum.loss < 1e-8);
}

#[test]
fn the_sphere_without_its_middle_is_best_at_the_bounds() {
    let minimum = found(4, (1.0, 7.0), sphere);
    near(&minimum.point, &[1.0; 4], 0.0);
    assert_eq!(minimum.loss, 4.0);
}

#[test]
fn the_valley_of_rosenbrock() {
    let minimum = found(4, (-2.0, 2.0), rosenbrock);
    near(&minimum.point, &[1.0; 4], 1e-3);
}

#[test]
fn the_valley_of_rosenbrock_cut_off() {
    // With x ≤ 0.8 the best of 100 (y − x²)² + (1 − x)² is at x = 0.8, y = 0.64: 0.04.
    let minimum = found(2, (-1.0, 0.8), rosenbrock);
    near(&minimum.point, &[0.8, 0.64], 1e-4);
    assert!((minimum.loss - 0.04).abs() < 1e-8);
}

#[test]
fn one_minimum_among_the_many_of_rastrigin() {
    // The box is not centred on the origin; the next best minima have about 0.995.
    let minimum = found(5, (-4.0, 5.12), rastrigin);
    near(&minimum.point, &[0.0; 5], 1e-4);
}

#[test]
fn points_that_fail_are_left_behind() {
    let minimum = found(2, (-5.0, 5.0), |x| if x[0] < 2.0 { f64::NAN } else { sphere(x) });
    near(&minimum.point, &[2.0, 0.0], 1e-3);
}

#[test]
fn where_every_point_fails_the_search_ends() {
    let minimum = found(2, (-5.0, 5.0), |_| f64::NAN);
    assert_eq!(minimum.loss, f64::INFINITY);
}

#[test]
fn one_parameter() {
    let minimum = found(1, (0.0, 10.0), |x| (x[0] - 7.25).powi(2));
    near(&minimum.point, &[7.25], 1e-4);
}

#[test]
fn the_same_seed_gives_the_same_bits_and_another_one_another_search() {
    let run = |seed| {
        let bounds = Bounds::new(vec![(-2.0, 2.0); 3]).unwrap();
        let settings = Calibrate::of(3, seed);
        let Ok(found) = minimise(&settings, &bounds, &[0.0; 3], &Function::new(rosenbrock));
        found
    };
    assert_eq!(run(1), run(1));
    assert_ne!(run(1).starts, run(2).starts);
}

#[test]
fn the_search_asks_for_two_blocks_of_lanes_at_a_time() {
    let function = Function::new(rastrigin);
    let bounds = Bounds::new(vec![(-4.0, 5.0); 3]).unwrap();
    let Ok(found) = minimise(&Calibrate::of(3, 1), &bounds, &[1.0; 3], &function);
    let calls = function.calls.into_inner();
    assert_eq!(calls[..10], [128; 10]);
    assert_eq!(calls.iter().sum::<usize>(), found.evaluations);
}

#[test]
fn a_side_without_width_is_no_box() {
    assert_eq!(Bounds::new(vec![(1.0, 1.0)]), None);
    assert_eq!(Bounds::new(vec![(0.0, f64::INFINITY)]), None);
    assert_eq!(Bounds::new(vec![(f64::NAN, 1.0)]), None);
}

/// The profiles around the minimum of a loss; 3.841459 is the 95 % quantile of chi squared with one degree of freedom.
fn profiles(of: impl Fn(&[f64]) -> f64, sides: Vec<(f64, f64)>) -> Vec<Profile> {
    let bounds = Bounds::new(sides).unwrap();
    let function = Function::new(of);
    let settings = Calibrate {
        tolerance: 1e-6,
        ..Calibrate::of(2, 3)
    };
    let middle = [0.5, 0.5];
    let Ok(minimum) = minimise(&settings, &bounds, &middle, &function);
    let profiles = Profiles {
        points: 9,
        rise: 3.841459,
        refinements: 4,
        tolerance: 1e-6,
    };
    let Ok((found, _)) = profiles.around(&minimum, &bounds, &function);
    found
}

#[test]
fn intervals_of_two_correlated_parameters() {
    // −2 log of a normal density with standard deviations 2 and 0.5 and correlation 0.9: the profile of each is its own square
    // over its variance, so that the interval is 1.96 standard deviations to each side (the root of 3.841459).
    let (sx, sy, r) = (2.0, 0.5, 0.9f64);
    let loss = |p: &[f64]| {
        let (x, y) = ((p[0] - 1.0) / sx, (p[1] + 3.0) / sy);
        (x * x - 2.0 * r * x * y + y * y) / (1.0 - r * r)
    };
    let found = profiles(loss, vec![(-50.0, 50.0), (-10.0, 10.0)]);
    let ends: Vec<f64> = found.iter().flat_map(|p| [p.low.unwrap(), p.high.unwrap()]).collect();
    let q = 3.841459f64.sqrt();
    let expected = [1.0 - q * sx, 1.0 + q * sx, -3.0 - q * sy, -3.0 + q * sy];
    near(&ends, &expected, 0.005);
}

#[test]
fn a_parameter_without_effect_has_no_ends_and_one_at_its_bound_has_one() {
    let found = profiles(|p| p[0] * 9.0, vec![(0.0, 1.0), (0.0, 1.0)]);
    assert_eq!(found[0].low, None);
    assert!((found[0].high.unwrap() - 3.841459 / 9.0).abs() < 1e-3);
    assert_eq!((found[1].low, found[1].high), (None, None));
}

#[test]
fn weights_are_likelihoods() {
    // Losses 0 and 2 ln 3: the second is a third as likely.
    let weights = importance(&[0.0, 2.0 * 3f64.ln(), f64::INFINITY], 1.0);
    near(&weights, &[0.75, 0.25, 0.0], 1e-15);
    // (3 + 1)² / (9 + 1)
    assert!((effective_number(&weights) - 1.6).abs() < 1e-12);
    assert_eq!(effective_number(&importance(&[f64::NAN], 1.0)), 0.0);
    // Losses far from zero do not vanish together.
    near(&importance(&[1e5, 1e5], 1.0), &[0.5, 0.5], 0.0);
}

#[test]
fn correlations_under_weights() {
    let columns = [vec![0.0, 1.0, 9.0], vec![1.0, 3.0, 9.0], vec![4.0, 4.0, 4.0]];
    let found = correlations(&columns, &[0.5, 0.5, 0.0]);
    assert_eq!((found[0][1], found[0][2], found[2][2]), (Some(1.0), None, None));
    // (1,1), (2,3), (3,2): covariance 1/3 over variances 2/3.
    let columns = [vec![1.0, 2.0, 3.0], vec![1.0, 3.0, 2.0]];
    let found = correlations(&columns, &[1.0; 3]);
    assert!((found[0][1].unwrap() - 0.5).abs() < 1e-12);
}
