//! `counterflow verify`: known answers, run on this machine.

use crate::verify::{Answer, answers};
use crate::{Exit, Failure, Shell};
use clap::Args;

/// Compute problems with known answers, and say whether each is met.
#[derive(Args, Clone, Debug)]
pub struct Verify {
    /// Print the figures as JSON.
    #[arg(long)]
    json: bool,
}

impl Verify {
    /// Prints the table; a figure out of its tolerance makes the command fail.
    pub fn run(self, shell: &Shell) -> Result<Exit, Failure> {
        let answers = answers();
        let failed = answers.iter().filter(|a| !a.holds()).count();
        let text = if self.json {
            json(&answers)
        } else {
            table(&answers, failed)
        };
        shell.answer(&text)?;
        Ok(if failed == 0 { Exit::Done } else { Exit::World })
    }
}

fn json(answers: &[Answer]) -> String {
    let rows: Vec<serde_json::Value> = answers
        .iter()
        .map(|a| {
            let mut row = serde_json::to_value(a).expect("an answer has text keys");
            row["holds"] = a.holds().into();
            row
        })
        .collect();
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
