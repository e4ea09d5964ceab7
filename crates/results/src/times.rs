//! Which rows of two tables stand for the same time.

use crate::{Comparison, Table};

/// The rows (found, expected) of the same times.
pub(crate) fn matching_rows(found: &Table, expected: &Table, comparison: &mut Comparison) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..found.times.len()).filter(|row| !found.times[*row].is_nan()).collect();
    order.sort_by(|a, b| found.times[*a].total_cmp(&found.times[*b]));
    let times: Vec<f64> = order.iter().map(|row| found.times[*row]).collect();
    let spacing = smallest_distance(&times);
    let near = (spacing / 20.0).max(half_a_decimal(&expected.times).min(spacing / 2.0));
    let mut rows = Vec::new();
    for (row, time) in expected.times.iter().enumerate() {
        let at = nearest(&times, *time);
        let limit = near.max(1e-6 * time.abs().max(1.0));
        match at.filter(|at| (times[*at] - time).abs() <= limit) {
            Some(at) => rows.push((order[at], row)),
            None => comparison.missing_times.push(*time),
        }
    }
    comparison.times = rows.len();
    rows
}

/// How far times may be rounded that are written with so few decimals; 0 for whole numbers, which nobody rounded.
fn half_a_decimal(times: &[f64]) -> f64 {
    const MOST: i32 = 6;
    let has = |decimals: i32| {
        let unit = 10f64.powi(decimals);
        times.iter().all(|time| ((time * unit).round() / unit - time).abs() <= 1e-12 * time.abs().max(1.0))
    };
    let decimals = (0..=MOST).find(|decimals| has(*decimals));
    // A hair more than half, so that a time half way is within.
    decimals.filter(|d| *d > 0).map_or(0.0, |d| 0.5001 * 10f64.powi(-d))
}

/// The smallest distance above 0 between neighbours; 0 when there is none.
fn smallest_distance(sorted: &[f64]) -> f64 {
    let distances = sorted.windows(2).map(|pair| pair[1] - pair[0]);
    let smallest = distances.filter(|d| *d > 0.0).fold(f64::INFINITY, f64::min);
    if smallest.is_finite() { smallest } else { 0.0 }
}

/// The index of the value nearest to `wanted`.
fn nearest(sorted: &[f64], wanted: f64) -> Option<usize> {
    let above = sorted.partition_point(|t| *t < wanted);
    let candidates = [above.checked_sub(1), (above < sorted.len()).then_some(above)];
    candidates
        .into_iter()
        .flatten()
        .min_by(|a, b| (sorted[*a] - wanted).abs().total_cmp(&(sorted[*b] - wanted).abs()))
}
