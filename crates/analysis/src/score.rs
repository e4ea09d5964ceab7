//! Scores of a model against what was observed.

/// Mean of |model − observed| / |observed| (MAPE, as a share: 0.05 is 5 %), over (observed, model) pairs whose observation is
/// not 0; `None` when there is none.
pub fn mean_absolute_relative_error(pairs: &[(f64, f64)]) -> Option<f64> {
    let errors = pairs
        .iter()
        .filter(|(observed, _)| *observed != 0.0)
        .map(|(observed, model)| ((model - observed) / observed).abs());
    mean(errors)
}

/// In what share of the observations the band holds them, limits included: (observed, (low, high)); `None` when there are none.
pub fn covered(points: &[(f64, (f64, f64))]) -> Option<f64> {
    mean(points.iter().map(|(observed, (low, high))| {
        let inside = low <= observed && observed <= high;
        f64::from(u8::from(inside))
    }))
}

/// The continuous ranked probability score of an ensemble (Gneiting and Raftery 2007, eq. 21): mean |x − y| − ½ mean |x − x'|
/// over its members, in the unit of the observation; 0 is perfect, and with one member it is the absolute error. NaN for an
/// empty ensemble.
pub fn crps(ensemble: &[f64], observed: f64) -> f64 {
    // Sorted, the mean over all pairs takes one pass instead of n² differences.
    let mut sorted = ensemble.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let n = sorted.len() as f64;
    let distance = sorted.iter().map(|x| (x - observed).abs()).sum::<f64>() / n;
    // Among ascending members the i-th (from 0) is the larger of a pair i times and the smaller n − 1 − i times.
    let weighted = |(i, x): (usize, &f64)| x * (2.0 * i as f64 - (n - 1.0));
    let spread = sorted.iter().enumerate().map(weighted).sum::<f64>() / (n * n);
    distance - spread
}

/// Where a mean squared error comes from (Theil 1966; Sterman 1984): shares that add to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inequality {
    /// The mean squared error itself, in squared units.
    pub mean_squared_error: f64,
    /// Different means: a systematic error.
    pub bias: f64,
    /// Different spreads: another trend or swing.
    pub variance: f64,
    /// Point-by-point differences at equal mean and spread: noise or phase.
    pub covariance: f64,
}

/// Theil's proportions of (observed, model) pairs; `None` when there is no pair or no error.
pub fn inequality(pairs: &[(f64, f64)]) -> Option<Inequality> {
    let mean_of = |value: fn(&(f64, f64)) -> f64| mean(pairs.iter().map(value));
    let (observed, model) = (mean_of(|p| p.0)?, mean_of(|p| p.1)?);
    let mean_squared_error = mean_of(|p| (p.1 - p.0) * (p.1 - p.0))?;
    if mean_squared_error == 0.0 {
        return None;
    }
    let variance_of = |value: &dyn Fn(&(f64, f64)) -> f64| mean(pairs.iter().map(|p| value(p) * value(p)));
    let spread_observed = math::sqrt(variance_of(&|p| p.0 - observed)?);
    let spread_model = math::sqrt(variance_of(&|p| p.1 - model)?);
    let bias = (model - observed) * (model - observed) / mean_squared_error;
    let spread = spread_model - spread_observed;
    let variance = spread * spread / mean_squared_error;
    Some(Inequality {
        mean_squared_error,
        bias,
        variance,
        // The rest, so that the shares add to 1. It cannot be negative but for rounding.
        covariance: (1.0 - bias - variance).max(0.0),
    })
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (count, sum) = values.fold((0usize, 0.0), |(n, sum), v| (n + 1, sum + v));
    (count > 0).then(|| sum / count as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_errors() {
        let pairs = [(100.0, 110.0), (200.0, 180.0), (0.0, 5.0)];
        let error = mean_absolute_relative_error(&pairs).unwrap();
        assert!((error - 0.1).abs() < 1e-15);
        assert_eq!(mean_absolute_relative_error(&[(0.0, 1.0)]), None);
    }

    #[test]
    fn coverage() {
        let points = [
            (1.0, (0.0, 2.0)),
            (2.0, (0.0, 2.0)),
            (3.0, (0.0, 2.0)),
            (f64::NAN, (0.0, 2.0)),
        ];
        assert_eq!(covered(&points), Some(0.5));
        assert_eq!(covered(&[]), None);
    }

    #[test]
    fn the_ranked_probability_score() {
        // By hand: mean |x − 1| = 5/3; the pairs' distances are 1, 3, 2, each twice of nine: 12/9, and half of it 2/3.
        assert!((crps(&[3.0, 0.0, 1.0], 1.0) - (1.0 - 2.0 / 3.0)).abs() < 1e-15);
        assert_eq!(crps(&[4.0], 1.0), 3.0);
        assert!(crps(&[], 1.0).is_nan());
    }

    #[test]
    fn the_ranked_probability_score_is_the_integral_of_squared_differences() {
        // ∫ (F(x) − 1[x ≥ y])² dx for members 0, 1, 3, 7 and y = 2: F is ¼ on 0–1, ½ on 1–2 (squared), then ½−1 on 2–3, ¾−1 on 3–7.
        let integral = 1.0 / 16.0 + 1.0 / 4.0 + 1.0 / 4.0 + 4.0 / 16.0;
        assert!((crps(&[0.0, 1.0, 3.0, 7.0], 2.0) - integral).abs() < 1e-15);
    }

    #[test]
    fn proportions_of_inequality() {
        let shifted = [(1.0, 2.0), (2.0, 3.0), (3.0, 4.0)];
        let parts = inequality(&shifted).unwrap();
        assert_eq!((parts.mean_squared_error, parts.bias), (1.0, 1.0));
        let stretched = [(-1.0, -2.0), (1.0, 2.0)];
        assert_eq!(inequality(&stretched).unwrap().variance, 1.0);
        let swapped = [(-1.0, 1.0), (1.0, -1.0)];
        assert_eq!(inequality(&swapped).unwrap().covariance, 1.0);
        assert_eq!(inequality(&[(1.0, 1.0)]), None);
    }
}
