//! Scenarios: a value for each uncertainty and a choice for each structural uncertainty, drawn together.

use crate::ExperimentError;
use crate::plan::{Alternative, Plan, Uncertainty};
use analysis::{Dimension, Draw, Sampler};

/// Scenarios drawn together: one column an uncertainty or alternative, one entry a scenario.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sample {
    /// How many scenarios there are.
    pub count: usize,
    /// The values of each uncertainty, in the plan's order (`[uncertainty][scenario]`).
    pub values: Vec<Vec<f64>>,
    /// The choices of each alternative, as positions among its choices (`[alternative][scenario]`).
    pub choices: Vec<Vec<u32>>,
}

/// One scenario: what holds in one run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scenario {
    /// A value for each uncertainty.
    pub values: Vec<f64>,
    /// A choice for each alternative; where there is none, the model's own constants stay.
    pub choices: Vec<Option<u32>>,
}

impl Sample {
    /// Drops all scenarios after the first `count`.
    pub fn truncate(&mut self, count: usize) {
        self.count = self.count.min(count);
        self.values.iter_mut().for_each(|column| column.truncate(self.count));
        self.choices.iter_mut().for_each(|column| column.truncate(self.count));
    }

    /// One of its scenarios.
    pub fn scenario(&self, at: usize) -> Scenario {
        Scenario {
            values: self.values.iter().map(|column| column[at]).collect(),
            choices: self.choices.iter().map(|column| Some(column[at])).collect(),
        }
    }
}

/// Which ranges and mechanisms a sample is drawn from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ranges {
    /// Those that nobody would call impossible.
    #[default]
    Wide,
    /// Those of somebody who trusts the base values more.
    Narrow,
}

/// What scenarios are drawn from.
#[derive(Clone, Copy, Debug)]
pub struct Space<'a> {
    /// The uncertainties.
    pub uncertainties: &'a [Uncertainty],
    /// The structural uncertainties.
    pub alternatives: &'a [Alternative],
    /// Which of their ranges and mechanisms.
    pub ranges: Ranges,
}

impl<'a> Space<'a> {
    /// Everything that a plan calls uncertain.
    pub fn of(plan: &'a Plan, ranges: Ranges) -> Space<'a> {
        Space {
            uncertainties: &plan.uncertainties,
            alternatives: &plan.alternatives,
            ranges,
        }
    }

    /// Draws `count` scenarios.
    ///
    /// The same seed gives the same scenarios; another uncertainty leaves the values of the others as they were.
    ///
    /// # Errors
    /// If the sampler refuses the space.
    pub fn draw(&self, sampler: &dyn Sampler, count: usize, seed: u64) -> Result<Sample, ExperimentError> {
        let axis = |u: &'a Uncertainty| Axis::of(u, self.ranges);
        let split = |a: &'a Alternative| Split::of(a, self.ranges);
        let axes: Vec<Axis<'_>> = self.uncertainties.iter().map(axis).collect();
        let splits: Vec<Split<'_>> = self.alternatives.iter().map(split).collect();
        let ranges = axes.iter().map(Axis::dimension);
        // Columns come back in this order and are taken apart in it. The values do not depend on it: a sampler picks each
        // dimension's random numbers by its name.
        let dimensions: Vec<Dimension> = ranges.chain(splits.iter().map(Split::dimension)).collect();
        let sample = sampler.sample(&dimensions, Draw { count, seed })?;
        let mut columns = sample.columns.into_iter();
        let mut next = || columns.next().unwrap_or_default();
        Ok(Sample {
            count,
            values: axes.iter().map(|axis| axis.values(next())).collect(),
            choices: splits.iter().map(|split| split.choices(&next())).collect(),
        })
    }
}

/// An uncertainty as a dimension of the sample.
struct Axis<'a> {
    name: &'a str,
    low: f64,
    high: f64,
    logarithmic: bool,
}

impl<'a> Axis<'a> {
    fn of(u: &'a Uncertainty, ranges: Ranges) -> Axis<'a> {
        // A range without a narrow variant stays wide: the narrow sample trusts those base values alone for which the study
        // says so.
        let narrow = u.narrow.filter(|_| ranges == Ranges::Narrow);
        let (low, high) = narrow.unwrap_or((u.low, u.high));
        Axis {
            name: &u.name,
            low,
            high,
            logarithmic: u.logarithmic,
        }
    }

    /// The range that is drawn evenly: that of the logarithm, on a logarithmic scale.
    fn dimension(&self) -> Dimension {
        if self.logarithmic {
            // What is known to a factor is even in its logarithm: of 1 to 100, half of the values are below 10, not below 50.
            Dimension::range(self.name, math::ln(self.low), math::ln(self.high))
        } else {
            Dimension::range(self.name, self.low, self.high)
        }
    }

    fn values(&self, mut column: Vec<f64>) -> Vec<f64> {
        if self.logarithmic {
            // The exponential of a bound's logarithm may miss the bound by a bit.
            let value = |v: f64| math::exp(v).clamp(self.low, self.high);
            column.iter_mut().for_each(|v| *v = value(*v));
        }
        column
    }
}

/// A structural uncertainty as a dimension: a number from 0 to 1, which its choices share by their weights.
struct Split<'a> {
    name: &'a str,
    /// Positions among the choices of the alternative.
    positions: Vec<u32>,
    /// Where each choice's share ends.
    ends: Vec<f64>,
}

impl<'a> Split<'a> {
    fn of(a: &'a Alternative, ranges: Ranges) -> Split<'a> {
        let narrow = ranges == Ranges::Narrow && !a.narrow.is_empty();
        let positions: Vec<usize> = if narrow {
            a.narrow.clone()
        } else {
            (0..a.choices.len()).collect()
        };
        // The distribution function of the choices, inverted: an evenly drawn place falls into each share as often as the
        // choice weighs, and a Latin hypercube meets it but for the strata at the two ends of the share.
        let weight = |at: &usize| a.choices[*at].weight;
        let total: f64 = positions.iter().map(weight).sum();
        let mut sum = 0.0;
        let mut end = |at: &usize| {
            sum += weight(at);
            sum / total
        };
        Split {
            name: &a.name,
            ends: positions.iter().map(&mut end).collect(),
            positions: positions.iter().map(|at| *at as u32).collect(),
        }
    }

    fn dimension(&self) -> Dimension {
        Dimension::range(self.name, 0.0, 1.0)
    }

    fn choices(&self, column: &[f64]) -> Vec<u32> {
        // Rounding may leave the last end below 1.
        let last = self.positions.len().saturating_sub(1);
        // Shares are half-open, as places are: one that is exactly an end belongs to the next choice.
        let share = |u: &f64| self.ends.partition_point(|end| end <= u).min(last);
        column.iter().map(|u| self.positions[share(u)]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Choice, Evidence};

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

    fn even_column() -> Vec<f64> {
        (0..100).map(|k| (f64::from(k) + 0.5) / 100.0).collect()
    }

    #[test]
    fn choices_share_by_weight() {
        let alternative = alternative(&[1.0, 2.0, 1.0]);
        let drawn = Split::of(&alternative, Ranges::Wide).choices(&even_column());
        let count = |choice: u32| drawn.iter().filter(|c| **c == choice).count();
        assert_eq!([count(0), count(1), count(2)], [25, 50, 25]);
    }

    #[test]
    fn narrow_choices_keep_their_positions() {
        let mut alternative = alternative(&[1.0, 1.0, 3.0]);
        alternative.narrow = vec![0, 2];
        let drawn = Split::of(&alternative, Ranges::Narrow).choices(&even_column());
        let count = |choice: u32| drawn.iter().filter(|c| **c == choice).count();
        assert_eq!([count(0), count(1), count(2)], [25, 0, 75]);
    }

    #[test]
    fn a_logarithmic_range_is_even_in_its_logarithm() {
        let axis = Axis {
            name: "x",
            low: 1.0,
            high: 100.0,
            logarithmic: true,
        };
        let Dimension { low, high, .. } = axis.dimension();
        let middle = axis.values(vec![low, (low + high) / 2.0, high]);
        assert_eq!((middle[0], middle[2]), (1.0, 100.0));
        assert!((middle[1] - 10.0).abs() < 1e-12);
    }
}
