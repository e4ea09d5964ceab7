//! `counterflow verify`: known answers and acceptance tests, run on this machine.

use super::study::load;
use crate::model::failure;
use crate::verify::{Answer, acceptance, answers};
use crate::{Exit, Failure, Options, Shell, flagship};
use clap::Args;
use counterflow::{Severity, TestFinding};
use std::path::{Path, PathBuf};

/// Compute problems with known answers and the acceptance tests of a study, and say whether each is met.
#[derive(Args, Clone, Debug)]
pub struct Verify {
    /// Only the acceptance tests of this study's folder; the known answers and the flagship's tests when left out.
    study: Option<PathBuf>,
    /// Print the figures as JSON.
    #[arg(long)]
    json: bool,
}

impl Verify {
    /// Prints the tables; a figure out of its tolerance, or a test that does not end as its study says, makes the command fail.
    pub fn run(self, options: &Options, shell: &Shell) -> Result<Exit, Failure> {
        let (answers, tests) = match &self.study {
            Some(folder) => (Vec::new(), tests_of(folder, options, shell)?),
            None => (answers(options.simd), flagship::acceptance(options.simd, shell)?),
        };
        let failed = answers.iter().filter(|a| !a.holds()).count();
        let text = match (self.json, &self.study) {
            (true, _) => json(&answers, &tests),
            (false, Some(_)) => acceptance::table(&tests),
            (false, None) if tests.is_empty() => table(&answers, failed),
            (false, None) => table(&answers, failed) + &acceptance::table(&tests),
        };
        shell.answer(text.trim_start())?;
        match failed == 0 && tests.iter().all(TestFinding::is_as_said) {
            true => Ok(Exit::Done),
            false => Ok(Exit::World),
        }
    }
}

/// The acceptance tests of a study's folder, carried out.
fn tests_of(folder: &Path, options: &Options, shell: &Shell) -> Result<Vec<TestFinding>, Failure> {
    let study = load(folder, options, shell)?;
    let tests = study.acceptance();
    let tests = tests.map_err(|error| shell.not_loaded(error, Severity::Warning))?;
    let missing = || Failure::wrong(format!("`{}` has no acceptance.toml", study.folder().display()));
    let tests = tests.ok_or_else(missing)?;
    shell.diagnostics(tests.diagnostics(), Severity::Warning);
    tests.verify().map_err(failure)
}

fn json(answers: &[Answer], tests: &[TestFinding]) -> String {
    let mut rows: Vec<serde_json::Value> = answers
        .iter()
        .map(|a| {
            let mut row = serde_json::to_value(a).expect("an answer has text keys");
            row["holds"] = a.holds().into();
            row
        })
        .collect();
    rows.extend(acceptance::json(tests));
    serde_json::to_string_pretty(&rows).expect("rows have text keys") + "\n"
}

fn table(answers: &[Answer], failed: usize) -> String {
    let what = answers.iter().map(|a| a.what.chars().count()).max().unwrap_or(0);
    let mut text = format!(
        "{:<14}  {:<what$}  {:>14}  {:>14}  {:>9}  verdict\n",
        "problem", "figure", "expected", "got", "tolerance"
    );
    for a in answers {
        let tolerance = format!("{:e}{}", a.tolerance, if a.relative { " rel" } else { "" });
        let verdict = if a.holds() { "ok" } else { "MISSED" };
        let (expected, got) = (number(a.expected), number(a.got));
        text += &format!(
            "{:<14}  {:<what$}  {expected:>14}  {got:>14}  {tolerance:>9}  {verdict}\n",
            a.problem, a.what
        );
    }
    text + &format!(
        "\n{} of {} figures are within their tolerance\n",
        answers.len() - failed,
        answers.len()
    )
}

/// Ten significant digits, or a power of ten for what is tiny.
fn number(value: f64) -> String {
    if value != 0.0 && value.abs() < 1e-4 {
        return format!("{value:.2e}");
    }
    let whole = value.abs().max(1.0).log10().floor() as usize + 1;
    format!("{value:.*}", 10_usize.saturating_sub(whole).min(8))
}
