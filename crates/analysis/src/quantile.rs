//! Quantiles of a sample, of type 7 (Hyndman and Fan 1996): linear between the order statistics, the default of R and NumPy.

/// The `p`-quantile of ascending values, `p` between 0 and 1; NaN for an empty sample.
///
/// Runs that failed have no value: whoever calls leaves them out and says how many they are.
pub fn quantile(sorted: &[f64], p: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let place = p.clamp(0.0, 1.0) * last as f64;
    let below = (place as usize).min(last);
    let (a, b) = (sorted[below], sorted[(below + 1).min(last)]);
    let part = place - below as f64;
    // Between two infinities, or beside one that has no part in it, the line below would be no number.
    if a == b || part == 0.0 {
        return a;
    }
    (a + (b - a) * part).clamp(a, b)
}

/// The quantiles of values in any order, one for each of `ps`.
pub fn quantiles<const N: usize>(values: &[f64], ps: [f64; N]) -> [f64; N] {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    ps.map(|p| quantile(&sorted, p))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_the_order_statistics() {
        // By hand from the definition: at 0.4 the place is 1.6, 20 + 0.6 · 15.
        let x = [15.0, 20.0, 35.0, 40.0, 50.0];
        for (p, expected) in [
            (0.0, 15.0),
            (0.05, 16.0),
            (0.4, 29.0),
            (0.5, 35.0),
            (0.95, 48.0),
            (1.0, 50.0),
        ] {
            let found = quantile(&x, p);
            assert!((found - expected).abs() < 1e-12, "{p}: {found}");
        }
        assert_eq!(quantiles(&[4.0, 1.0, 3.0, 2.0], [0.25, 0.5, 0.75]), [1.75, 2.5, 3.25]);
    }

    #[test]
    fn small_and_odd_samples() {
        assert!(quantile(&[], 0.5).is_nan());
        assert_eq!(quantile(&[3.0], 0.95), 3.0);
        assert_eq!(quantile(&[0.0, f64::INFINITY, f64::INFINITY], 0.75), f64::INFINITY);
    }
}
