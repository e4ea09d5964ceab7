//! How long the hot functions take, in loops of 64 lanes: divide a reported time by 64 for one element.

use divan::{Bencher, black_box};
use math::{Lookup, LookupMode};

const LANES: usize = 64;

fn main() {
    divan::main();
}

/// 64 values spread over `from..to`, not in order.
fn spread(from: f64, to: f64) -> [f64; LANES] {
    std::array::from_fn(|lane| from + (to - from) * ((lane * 37 % LANES) as f64 + 0.5) / LANES as f64)
}

fn measure(bencher: Bencher, input: [f64; LANES], function: impl Fn(f64) -> f64) {
    let mut output = [0.0; LANES];
    bencher.counter(divan::counter::ItemsCount::new(LANES)).bench_local(|| {
        for (result, &x) in output.iter_mut().zip(black_box(&input)) {
            *result = function(x);
        }
        black_box(&mut output);
    });
}

#[divan::bench]
fn exp(bencher: Bencher) {
    measure(bencher, spread(-20.0, 20.0), math::exp);
}

#[divan::bench]
fn ln(bencher: Bencher) {
    measure(bencher, spread(0.01, 100.0), math::ln);
}

#[divan::bench]
fn pow(bencher: Bencher) {
    measure(bencher, spread(0.1, 10.0), |x| math::pow(x, x - 5.0));
}

#[divan::bench]
fn sin(bencher: Bencher) {
    measure(bencher, spread(-50.0, 50.0), math::sin);
}

/// A table of `points` points whose breakpoints are evenly spaced or not.
fn table(points: usize, is_even: bool) -> Lookup {
    let stretch = if is_even { 0.0 } else { 0.3 };
    let point = |index: usize| {
        let x = index as f64;
        (x + stretch * x * x, (x * 0.7).sin())
    };
    Lookup::new(&(0..points).map(point).collect::<Vec<_>>()).expect("ascending points")
}

#[divan::bench(args = [5, 12, 40, 200])]
fn lookup_even(bencher: Bencher, points: usize) {
    let table = table(points, true);
    let last = table.points()[points - 1].0;
    measure(bencher, spread(-0.1 * last, 1.1 * last), |x| {
        table.at(x, LookupMode::Interpolate)
    });
}

#[divan::bench(args = [5, 12, 40, 200])]
fn lookup_uneven(bencher: Bencher, points: usize) {
    let table = table(points, false);
    let last = table.points()[points - 1].0;
    measure(bencher, spread(-0.1 * last, 1.1 * last), |x| {
        table.at(x, LookupMode::Interpolate)
    });
}
