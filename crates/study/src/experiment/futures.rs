//! Futures: a value for each uncertainty and a choice for each alternative, drawn together.

use crate::StudyError;
use crate::study::{Alternative, Study, Uncertainty};
use analysis::{Dimension, Draw, LatinHypercube, Sampler};

/// The futures of a study: one column an uncertainty or alternative, one entry a future.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawn {
    /// How many futures there are.
    pub count: usize,
    /// The values of each uncertainty, in the study's order.
    pub values: Vec<Vec<f64>>,
    /// The choices of each alternative, in the study's order.
    pub choices: Vec<Vec<u32>>,
}

impl Drawn {
    /// Leaves out all futures behind the first ones.
    pub(crate) fn keep_first(&mut self, count: usize) {
        self.count = self.count.min(count);
        self.values.iter_mut().for_each(|column| column.truncate(self.count));
        self.choices.iter_mut().for_each(|column| column.truncate(self.count));
    }
}

/// Draws the study's futures by Latin hypercube. The same seed gives the same futures; another uncertainty leaves the values of
/// the others as they were.
pub(crate) fn draw(study: &Study) -> Result<Drawn, StudyError> {
    let dimensions: Vec<Dimension> = study
        .uncertainties
        .iter()
        .map(range)
        .chain(study.alternatives.iter().map(evenly))
        .collect();
    let draw = Draw {
        count: study.plan.count,
        seed: study.plan.seed,
    };
    let sample = LatinHypercube.sample(&dimensions, draw)?;
    let mut columns = sample.columns.into_iter();
    let values = study
        .uncertainties
        .iter()
        .map(|u| scaled(u, columns.next().unwrap_or_default()))
        .collect();
    let choices = study
        .alternatives
        .iter()
        .map(|a| chosen(a, &columns.next().unwrap_or_default()))
        .collect();
    Ok(Drawn {
        count: sample.count,
        values,
        choices,
    })
}

/// The range that is drawn evenly: of the logarithm, on a logarithmic scale.
fn range(u: &Uncertainty) -> Dimension {
    match u.logarithmic {
        true => Dimension::range(&u.name, math::ln(u.low), math::ln(u.high)),
        false => Dimension::range(&u.name, u.low, u.high),
    }
}

fn scaled(u: &Uncertainty, mut column: Vec<f64>) -> Vec<f64> {
    if u.logarithmic {
        column.iter_mut().for_each(|v| *v = math::exp(*v).clamp(u.low, u.high));
    }
    column
}

/// A number from 0 to 1, which the choices share by their weights.
fn evenly(a: &Alternative) -> Dimension {
    Dimension::range(&a.name, 0.0, 1.0)
}

fn chosen(a: &Alternative, column: &[f64]) -> Vec<u32> {
    let total: f64 = a.choices.iter().map(|c| c.weight).sum();
    let mut sum = 0.0;
    let ends: Vec<f64> = a
        .choices
        .iter()
        .map(|c| {
            sum += c.weight;
            sum / total
        })
        .collect();
    let last = a.choices.len().saturating_sub(1);
    column
        .iter()
        .map(|u| ends.partition_point(|end| end <= u).min(last) as u32)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Evidence;
    use crate::study::Choice;
    use check::VariableId;

    fn alternative(weights: &[f64]) -> Alternative {
        let choice = |weight: &f64| Choice {
            label: weight.to_string(),
            set: Vec::new(),
            weight: *weight,
        };
        Alternative {
            name: "mechanism".into(),
            question: String::new(),
            choices: weights.iter().map(choice).collect(),
            pooled: true,
            narrow: Vec::new(),
            evidence: Evidence::default(),
        }
    }

    #[test]
    fn choices_share_by_weight() {
        let column: Vec<f64> = (0..100).map(|k| (f64::from(k) + 0.5) / 100.0).collect();
        let drawn = chosen(&alternative(&[1.0, 2.0, 1.0]), &column);
        let count = |choice: u32| drawn.iter().filter(|c| **c == choice).count();
        assert_eq!([count(0), count(1), count(2)], [25, 50, 25]);
    }

    #[test]
    fn a_logarithmic_range_is_even_in_its_logarithm() {
        let u = Uncertainty {
            name: "x".into(),
            constant: VariableId(0),
            low: 1.0,
            base: 10.0,
            high: 100.0,
            narrow: None,
            logarithmic: true,
            unit: String::new(),
            evidence: Evidence::default(),
            question: String::new(),
        };
        let Dimension { low, high, .. } = range(&u);
        let middle = scaled(&u, vec![low, (low + high) / 2.0, high]);
        assert_eq!((middle[0], middle[2]), (1.0, 100.0));
        assert!((middle[1] - 10.0).abs() < 1e-12);
    }
}
