//! Counting: orders and sets of things.

use crate::floor;

/// In how many orders `r` of `n` things can stand: `n (n - 1) … (n - r + 1)`. Both are rounded to whole numbers; 0 where
/// `r` is below 0 or above `n`.
///
/// ```
/// assert_eq!(math::permutations(5.0, 3.0), 60.0);
/// ```
pub fn permutations(n: f64, r: f64) -> f64 {
    let Some((n, r)) = whole(n, r) else {
        return not_counted(n, r);
    };
    let (mut orders, mut taken) = (1.0, 0.0);
    // Above 170 factors the product is infinite, so that no count of things makes the loop long.
    while taken < r && orders < f64::INFINITY {
        orders *= n - taken;
        taken += 1.0;
    }
    orders
}

/// How many sets of `r` there are among `n` things: `n! / (r! (n - r)!)`. Both are rounded to whole numbers; 0 where `r` is
/// below 0 or above `n`.
///
/// ```
/// assert_eq!(math::combinations(5.0, 3.0), 10.0);
/// ```
pub fn combinations(n: f64, r: f64) -> f64 {
    let Some((n, r)) = whole(n, r) else {
        return not_counted(n, r);
    };
    let r = if r > n - r { n - r } else { r };
    let (mut sets, mut taken) = (1.0, 0.0);
    while taken < r && sets < f64::INFINITY {
        // A whole number after each division: it is the number of sets of `taken + 1`.
        sets = sets * (n - taken) / (taken + 1.0);
        taken += 1.0;
    }
    sets
}

fn whole(n: f64, r: f64) -> Option<(f64, f64)> {
    let (n, r) = (floor(n + 0.5), floor(r + 0.5));
    (0.0 <= r && r <= n && n < f64::INFINITY).then_some((n, r))
}

/// NaN passes through; there are no such orders or sets otherwise.
fn not_counted(n: f64, r: f64) -> f64 {
    if n.is_nan() || r.is_nan() || n == f64::INFINITY {
        f64::NAN
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_counts_are_exact() {
        assert_eq!(permutations(10.0, 0.0), 1.0);
        assert_eq!(permutations(20.0, 20.0), 2_432_902_008_176_640_000.0);
        assert_eq!(combinations(52.0, 5.0), 2_598_960.0);
        assert_eq!(combinations(60.0, 30.0), 118_264_581_564_861_424.0);
        assert_eq!(combinations(7.0, 7.0), 1.0);
    }

    #[test]
    fn what_cannot_be_counted() {
        assert_eq!([permutations(3.0, 4.0), combinations(3.0, -1.0)], [0.0, 0.0]);
        assert!(permutations(f64::NAN, 1.0).is_nan() && combinations(1.0, f64::NAN).is_nan());
        assert_eq!(permutations(1e18, 1e17), f64::INFINITY);
        assert_eq!(combinations(1e18, 5e17), f64::INFINITY);
    }
}
