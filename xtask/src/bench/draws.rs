//! What an ensemble of the flagship draws and keeps: the study's own uncertainties, alternatives and outcomes.

use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// Values of constants for each run of the flagship, and the variables that its outcomes look at.
pub struct Draws {
    columns: BTreeMap<String, Vec<f64>>,
    /// With commas between.
    pub keep: String,
}

impl Draws {
    /// Reads a study. The first run has the model's own values.
    pub fn of_study(path: &Path, runs: usize) -> Result<Draws> {
        let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let study: toml::Table = text.parse()?;
        let mut draws = Draws {
            columns: BTreeMap::new(),
            keep: looked_at(&study).join(","),
        };
        let mut dice = Dice(1);
        for (name, uncertainty) in tables(&study, "uncertainties") {
            let (low, high) = (number(uncertainty, "low")?, number(uncertainty, "high")?);
            let column = (0..runs).map(|_| low + (high - low) * dice.roll()).collect();
            draws.columns.insert(name.clone(), column);
        }
        for (_, alternative) in tables(&study, "alternatives") {
            draws.choose(alternative, runs, &mut dice)?;
        }
        Ok(draws)
    }

    /// A choice of an alternative for each run, with all that the choice sets.
    fn choose(&mut self, alternative: &toml::Value, runs: usize, dice: &mut Dice) -> Result<()> {
        let choices = alternative.get("choices").and_then(toml::Value::as_array);
        let choices = choices.context("an alternative without choices")?;
        for run in 0..runs {
            let choice = &choices[(dice.roll() * choices.len() as f64) as usize];
            let set = choice.get("set").and_then(toml::Value::as_table);
            for name in set.into_iter().flat_map(toml::Table::keys) {
                let value = number(&choice["set"], name)?;
                let column = self.columns.entry(name.clone());
                column.or_insert_with(|| vec![f64::NAN; runs])[run] = value;
            }
        }
        Ok(())
    }

    /// A row for each run; in the first, nothing is set.
    pub fn text(&self) -> String {
        let names: Vec<&str> = self.columns.keys().map(String::as_str).collect();
        let mut text = names.join(",") + "\n";
        let runs = self.columns.values().next().map_or(0, Vec::len);
        for run in 0..runs {
            for (at, column) in self.columns.values().enumerate() {
                let comma = if at == 0 { "" } else { "," };
                text.push_str(comma);
                if run > 0 && !column[run].is_nan() {
                    _ = write!(text, "{:?}", column[run]);
                }
            }
            text.push('\n');
        }
        text
    }
}

/// The variables that outcomes look at, each once.
fn looked_at(study: &toml::Table) -> Vec<&str> {
    let outcomes = tables(study, "outcomes");
    let mut names: Vec<&str> = outcomes.filter_map(|(_, o)| o.get("variable")?.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn tables<'a>(study: &'a toml::Table, name: &str) -> impl Iterator<Item = (&'a String, &'a toml::Value)> {
    study.get(name).and_then(toml::Value::as_table).into_iter().flatten()
}

fn number(table: &toml::Value, key: &str) -> Result<f64> {
    let value = table.get(key).with_context(|| format!("no `{key}` in {table}"))?;
    let number = value.as_float().or_else(|| value.as_integer().map(|n| n as f64));
    number.with_context(|| format!("`{key}` is no number"))
}

/// SplitMix64 (Steele, Lea & Flood 2014), as a number from 0 to below 1.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}
