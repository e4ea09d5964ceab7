//! The order of the numbers of a vector, and the number at a place in one.

use std::cmp::Ordering;

/// The value of `:NA:`, the missing value: -2^109, as Vensim has it.
pub const MISSING: f64 = -649037107316853453566312041152512.0;

/// Gives `out[n]` the place, counted from 0, of the n-th number: from the smallest on if `direction` is above 0, else from
/// the largest on. Equal numbers keep their order; NaN comes last.
pub fn sort_order(values: &[f64], direction: f64, out: &mut [f64]) {
    for (out, at) in out.iter_mut().zip(sorted(values, direction)) {
        *out = at as f64;
    }
}

/// Gives `out[n]` the rank, counted from 1, of the n-th number; see [`sort_order`].
pub fn rank(values: &[f64], direction: f64, out: &mut [f64]) {
    for (rank, at) in sorted(values, direction).into_iter().enumerate() {
        out[at] = rank as f64 + 1.0;
    }
}

/// Returns the number at the place nearest to `at`, counted from 0; [`MISSING`] where there is none, NaN at NaN.
pub fn element(values: &[f64], at: f64) -> f64 {
    let nearest = (at + 0.5).floor();
    if nearest.is_nan() {
        return f64::NAN;
    }
    if nearest < 0.0 || nearest >= values.len() as f64 {
        return MISSING;
    }
    values[nearest as usize]
}

fn sorted(values: &[f64], direction: f64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    let is_descending = direction.is_nan() || direction <= 0.0;
    order.sort_by(|&a, &b| compare(values[a], values[b], is_descending));
    order
}

/// Zeros are equal, whatever their sign.
fn compare(a: f64, b: f64, is_descending: bool) -> Ordering {
    match a.partial_cmp(&b) {
        Some(order) if is_descending => order.reverse(),
        Some(order) => order,
        None => a.is_nan().cmp(&b.is_nan()),
    }
}
