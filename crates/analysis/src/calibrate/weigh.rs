//! What sampled points weigh in the light of what was observed.

/// The weight of each loss, `exp(-loss / 2 scale)`, in all 1: the likelihood when the loss is the sum of squared errors, each in
/// its own standard deviation, and `scale` is how much larger the errors' variance is than was assumed. All zero when no loss
/// is finite.
pub fn importance(losses: &[f64], scale: f64) -> Vec<f64> {
    // Relative to the best: exp(-loss / 2) of losses above 1490 or so is 0, and all weights would be lost.
    let best = losses.iter().copied().filter(|l| l.is_finite());
    let best = best.fold(f64::INFINITY, f64::min);
    let weight = |loss: &f64| {
        if loss.is_finite() {
            math::exp((best - loss) / (2.0 * scale))
        } else {
            0.0
        }
    };
    shares(losses.iter().map(weight).collect())
}

/// Weights that add to 1, unless all are 0.
fn shares(weights: Vec<f64>) -> Vec<f64> {
    let total: f64 = weights.iter().sum();
    if total > 0.0 {
        weights.iter().map(|w| w / total).collect()
    } else {
        weights
    }
}

/// How many equally weighted points would say as much: `(Σw)² / Σw²` (Kish 1965). 0 when all weights are.
pub fn effective_number(weights: &[f64]) -> f64 {
    let total: f64 = weights.iter().sum();
    let squares: f64 = weights.iter().map(|w| w * w).sum();
    if squares > 0.0 { total * total / squares } else { 0.0 }
}

/// A column less its mean under weights.
fn centred(column: &[f64], weights: &[f64]) -> Vec<f64> {
    let total: f64 = weights.iter().sum();
    let sum: f64 = column.iter().zip(weights).map(|(x, w)| x * w).sum();
    column.iter().map(|x| x - sum / total).collect()
}

/// The correlation of each two columns under weights, row by row; `None` where a column does not vary.
pub fn correlations(columns: &[Vec<f64>], weights: &[f64]) -> Vec<Vec<Option<f64>>> {
    let centred: Vec<Vec<f64>> = columns.iter().map(|column| centred(column, weights)).collect();
    let product = |a: &[f64], b: &[f64]| -> f64 {
        let both = a.iter().zip(b).zip(weights);
        both.map(|((x, y), w)| x * y * w).sum()
    };
    let spread: Vec<f64> = centred.iter().map(|c| math::sqrt(product(c, c))).collect();
    let one = |a: usize, b: usize| {
        let both = spread[a] * spread[b];
        // Rounding may carry the quotient past 1 by a bit.
        (both > 0.0).then(|| (product(&centred[a], &centred[b]) / both).clamp(-1.0, 1.0))
    };
    (0..columns.len()).map(|a| (0..columns.len()).map(|b| one(a, b)).collect()).collect()
}
