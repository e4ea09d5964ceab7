//! A trajectory against observations.

use super::trajectory::Trajectory;
use experiment::plan::Observation;
use study::acceptance::{By, Score};

/// How well a trajectory meets the observations.
pub(super) fn score(score: Score, trajectory: &Trajectory<'_>, points: &[Observation]) -> f64 {
    let observed: Vec<f64> = points.iter().map(|p| p.value).collect();
    let modelled: Vec<f64> = points.iter().map(|p| counterpart(trajectory, p)).collect();
    of(score, &modelled, &observed)
}

fn counterpart(trajectory: &Trajectory<'_>, point: &Observation) -> f64 {
    trajectory.look(if point.is_date() {
        By::At(point.from)
    } else {
        By::Mean(point.from, point.to)
    })
}

fn of(score: Score, modelled: &[f64], observed: &[f64]) -> f64 {
    let errors = modelled.iter().zip(observed).map(|(modelled, observed)| (modelled / observed - 1.0).abs());
    match score {
        // `NaN` wins: an error that is not known must not pass for a small one.
        Score::Worst => errors.fold(0.0, |worst, e| if e >= worst || e.is_nan() { e } else { worst }),
        Score::Mean => errors.sum::<f64>() / observed.len() as f64,
        Score::Fit => {
            let squared = modelled.iter().zip(observed).map(|(a, b)| (a - b).powi(2));
            let mean = mean(observed);
            let spread: f64 = observed.iter().map(|b| (b - mean).powi(2)).sum();
            1.0 - squared.sum::<f64>() / spread
        }
        // Of changes and not of levels: two series that both grow are correlated whatever turns they take (Yule 1926).
        Score::Turns => correlation(&changes(modelled), &changes(observed)).powi(2),
    }
}

fn changes(values: &[f64]) -> Vec<f64> {
    values.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Pearson's correlation.
fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let (mean_a, mean_b) = (mean(a), mean(b));
    let sum = |of: &dyn Fn(f64, f64) -> f64| -> f64 {
        let pairs = a.iter().zip(b);
        pairs.map(|(a, b)| of(a - mean_a, b - mean_b)).sum()
    };
    sum(&|a, b| a * b) / (sum(&|a, _| a * a) * sum(&|_, b| b * b)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEEN: [f64; 4] = [10.0, 20.0, 10.0, 20.0];

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-12
    }

    #[test]
    fn errors_are_relative_to_what_was_observed() {
        assert!(near(of(Score::Worst, &[11.0, 19.0, 10.0, 26.0], &SEEN), 0.3));
        assert!(near(
            of(Score::Mean, &[11.0, 19.0, 10.0, 26.0], &SEEN),
            (0.1 + 0.05 + 0.3) / 4.0
        ));
        assert!(of(Score::Worst, &[10.0, f64::NAN, 10.0, 20.0], &SEEN).is_nan());
    }

    /// The mean itself explains nothing, the observations themselves everything.
    #[test]
    fn a_fit_is_the_share_of_variance_explained() {
        assert!(near(of(Score::Fit, &[15.0; 4], &SEEN), 0.0));
        assert!(near(of(Score::Fit, &SEEN, &SEEN), 1.0));
    }

    #[test]
    fn turns_look_only_at_changes() {
        assert!(near(of(Score::Turns, &[110.0, 115.0, 110.0, 115.0], &SEEN), 1.0));
        assert!(of(Score::Turns, &[1.0, 2.0, 3.0, 4.0], &SEEN).is_nan());
    }
}
