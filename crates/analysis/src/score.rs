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

/// The continuous ranked probability score where a distribution is known by quantiles alone, each (level, value) by ascending
/// level: twice the integral over all levels of the pinball loss (Gneiting and Ranjan 2011, eq. 11; Laio and Tamea 2007), each
/// quantile standing for the levels nearest to its own. With equal weights it would be the weighted interval score (Bracher and
/// others 2021).
///
/// Levels that mirror each other around one half give a forecast of one number its absolute error, as the score itself does. Of a
/// bell curve known by 5, 25, 50, 75 and 95 % it finds too little, by 14 % where the observation is the median.
pub fn crps_of_quantiles(quantiles: &[(f64, f64)], observed: f64) -> f64 {
    let middle = |a: &(f64, f64), b: &(f64, f64)| a.0 + (b.0 - a.0) / 2.0;
    let weight = |at: usize| {
        let from = at.checked_sub(1).map_or(0.0, |before| middle(&quantiles[before], &quantiles[at]));
        let until = quantiles.get(at + 1).map_or(1.0, |next| middle(&quantiles[at], next));
        until - from
    };
    let losses = quantiles
        .iter()
        .enumerate()
        .map(|(at, (level, value))| 2.0 * weight(at) * pinball(*level, *value, observed));
    if quantiles.is_empty() { f64::NAN } else { losses.sum() }
}

/// The loss that the quantile of a level minimises (Koenker and Bassett 1978).
fn pinball(level: f64, quantile: f64, observed: f64) -> f64 {
    let error = observed - quantile;
    if error >= 0.0 {
        level * error
    } else {
        (level - 1.0) * error
    }
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

    fn five(values: [f64; 5]) -> [(f64, f64); 5] {
        let levels = [0.05, 0.25, 0.5, 0.75, 0.95];
        std::array::from_fn(|at| (levels[at], values[at]))
    }

    #[test]
    fn a_forecast_of_one_number_scores_its_absolute_error() {
        for observed in [7.0, 10.0, 16.0] {
            let score = crps_of_quantiles(&five([10.0; 5]), observed);
            assert!((score - (observed - 10.0).abs()).abs() < 1e-14, "{score}");
        }
        assert!(crps_of_quantiles(&[], 1.0).is_nan());
    }

    #[test]
    fn quantiles_stand_for_the_levels_nearest_to_theirs() {
        // Weights 0.15, 0.225, 0.25, 0.225, 0.15; what lies below 4 loses its level times its distance.
        let score = crps_of_quantiles(&five([0.0, 1.0, 2.0, 3.0, 4.0]), 4.0);
        let by_hand = 2.0 * (0.15 * 0.05 * 4.0 + 0.225 * 0.25 * 3.0 + 0.25 * 0.5 * 2.0 + 0.225 * 0.75 * 1.0);
        assert!((score - by_hand).abs() < 1e-14, "{score}");
    }

    #[test]
    fn a_bell_curve_known_by_five_quantiles_scores_a_seventh_too_little() {
        // Quantiles of the normal distribution; its score at the median is 2 φ(0) − 1/√π = 0.233695 (Gneiting and Raftery 2007).
        let score = crps_of_quantiles(&five([-1.644854, -0.674490, 0.0, 0.674490, 1.644854]), 0.0);
        assert!((score / 0.233695 - 0.86).abs() < 0.005, "{score}");
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
