//! A course against observations.

use super::course::Course;
use super::{By, Score};
use crate::history::Observation;

/// How well a course meets the observations.
pub(super) fn score(score: Score, course: &Course<'_>, points: &[Observation]) -> f64 {
    let seen: Vec<f64> = points.iter().map(|p| p.value).collect();
    let said: Vec<f64> = points.iter().map(|p| counterpart(course, p)).collect();
    of(score, &said, &seen)
}

fn counterpart(course: &Course<'_>, point: &Observation) -> f64 {
    course.look(match point.is_date() {
        true => By::At(point.from),
        false => By::Mean(point.from, point.to),
    })
}

fn of(score: Score, said: &[f64], seen: &[f64]) -> f64 {
    let errors = said.iter().zip(seen).map(|(said, seen)| (said / seen - 1.0).abs());
    match score {
        Score::Worst => errors.fold(0.0, |worst, e| if e >= worst || e.is_nan() { e } else { worst }),
        Score::Mean => errors.sum::<f64>() / seen.len() as f64,
        Score::Fit => {
            let squared = said.iter().zip(seen).map(|(a, b)| (a - b).powi(2));
            let mean = mean(seen);
            let spread: f64 = seen.iter().map(|b| (b - mean).powi(2)).sum();
            1.0 - squared.sum::<f64>() / spread
        }
        Score::Turns => correlation(&changes(said), &changes(seen)).powi(2),
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
