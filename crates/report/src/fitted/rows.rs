//! `fitted/sets.csv`: rows of texts as scenarios.

use experiment::Sample;
use experiment::plan::{Alternative, Uncertainty};
use results::harmless;

/// Columns of `sets.csv` before those of the uncertainties.
const OWN: [&str; 5] = ["set", "accepted", "weight", "loss", "loss as drawn"];

/// Which of [`OWN`] is the weight.
const WEIGHT: usize = 2;

/// The names of all columns.
pub(crate) fn columns<'a>(
    uncertainties: &'a [Uncertainty],
    alternatives: &'a [Alternative],
) -> impl Iterator<Item = &'a str> {
    let uncertainties = uncertainties.iter().map(|u| u.name.as_str());
    let alternatives = alternatives.iter().map(|a| a.name.as_str());
    OWN.into_iter().chain(uncertainties).chain(alternatives)
}

/// What the columns of the file stand for.
pub(super) struct SetsTable<'a> {
    pub uncertainties: &'a [Uncertainty],
    pub alternatives: &'a [Alternative],
}

type Rows<'a> = &'a [Vec<String>];

impl SetsTable<'_> {
    /// The scenarios and their weights; else what cannot be read.
    pub fn read(&self, rows: Rows<'_>) -> Result<(Sample, Vec<f64>), String> {
        let names = columns(self.uncertainties, self.alternatives);
        let names: Vec<String> = names.map(harmless).collect();
        let split = rows.split_first();
        let Some((_, rows)) = split.filter(|(head, rows)| **head == names && !rows.is_empty()) else {
            return Err("the columns of `fitted/sets.csv` are not those of the study".into());
        };
        let first = OWN.len();
        let last = first + self.uncertainties.len();
        let ranged = self.uncertainties.iter().zip(first..);
        let values: Result<_, String> = ranged.map(|(u, at)| within(u, numbers(rows, at, &names[at])?)).collect();
        let choices = self.alternatives.iter().enumerate();
        let choices: Result<_, String> = choices.map(|(k, a)| labels(rows, last + k, a)).collect();
        let sample = Sample {
            count: rows.len(),
            values: values?,
            choices: choices?,
        };
        Ok((sample, numbers(rows, WEIGHT, OWN[WEIGHT])?))
    }
}

/// A column of finite numbers.
fn numbers(rows: Rows<'_>, at: usize, name: &str) -> Result<Vec<f64>, String> {
    let number = |(row, cells): (usize, &Vec<String>)| {
        let value = cells.get(at).and_then(|cell| cell.parse().ok());
        let finite = value.filter(|v: &f64| v.is_finite());
        finite.ok_or_else(|| format!("row {} of `fitted/sets.csv` has no number in `{name}`", row + 2))
    };
    rows.iter().enumerate().map(number).collect()
}

/// A column of numbers that lie within the range of their uncertainty.
fn within(uncertainty: &Uncertainty, values: Vec<f64>) -> Result<Vec<f64>, String> {
    let (low, high) = (uncertainty.low, uncertainty.high);
    // A value that was drawn by its logarithm may lie beyond the end of the range by a rounding.
    let slack = 1e-12 * low.abs().max(high.abs());
    let range = low - slack..=high + slack;
    match values.iter().position(|value| !range.contains(value)) {
        None => Ok(values),
        Some(at) => {
            let (row, value, name) = (at + 2, values[at], &uncertainty.name);
            Err(format!(
                "row {row} of `fitted/sets.csv` has {value} for `{name}`, whose range is {low} to {high}"
            ))
        }
    }
}

/// A column of labels, as positions among an alternative's choices.
fn labels(rows: Rows<'_>, at: usize, alternative: &Alternative) -> Result<Vec<u32>, String> {
    let labels: Vec<String> = alternative.choices.iter().map(|c| harmless(&c.label)).collect();
    let position = |(row, cells): (usize, &Vec<String>)| {
        let found = cells.get(at).and_then(|cell| labels.iter().position(|l| l == cell));
        let missing = || {
            let name = &alternative.name;
            format!("row {} of `fitted/sets.csv` has no choice of `{name}`", row + 2)
        };
        found.map(|at| at as u32).ok_or_else(missing)
    };
    rows.iter().enumerate().map(position).collect()
}
