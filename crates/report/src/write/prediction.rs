//! What the study predicts of a time that is not observed yet, as a table, and beside it what it was made from.

use super::inputs_of;
use crate::{Executed, Options, ReportError};
use findings::{AheadStatement, StatedWindow};
use results::{Cell, CsvFile, InputFile, timestamp, write_whole};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The columns of the table: what is predicted, of which scenarios, and five points of the distribution.
pub(crate) const COLUMNS: [&str; 12] = [
    "quantity",
    "variable",
    "unit",
    "window",
    "alternative",
    "choice",
    "futures",
    "p5",
    "p25",
    "p50",
    "p75",
    "p95",
];

/// What the table was made from.
#[derive(serde::Serialize)]
struct MadeFrom<'a> {
    made: String,
    version: &'a str,
    policy: &'a str,
    method: &'a str,
    seed: u64,
    sampled: usize,
    accepted: usize,
    conditions: Vec<&'a str>,
    options: BTreeMap<String, String>,
    inputs: Vec<InputFile>,
}

impl<'a> MadeFrom<'a> {
    fn of(
        executed: &'a Executed,
        prediction: &'a AheadStatement,
        options: &Options,
        made: SystemTime,
    ) -> Result<MadeFrom<'a>, ReportError> {
        let sample = &executed.findings.sample;
        Ok(MadeFrom {
            made: timestamp(made),
            version: &sample.version,
            policy: &prediction.policy,
            method: &sample.method,
            seed: sample.seed,
            sampled: sample.drawn,
            accepted: sample.accepted,
            conditions: sample.conditions.iter().map(|(words, _)| words.as_str()).collect(),
            options: options.asked(&executed.study),
            inputs: inputs_of(&executed.study)?,
        })
    }
}

/// Writes the study's prediction into a CSV file and, beside it under the same name with `.toml`, its date, seed, counts and the
/// hash of every file that it rests on. Returns the second path; `None` when the study predicts nothing.
///
/// # Errors
/// If a file cannot be written, or one that the study rests on cannot be read again for its hash.
pub fn write_prediction(
    executed: &Executed,
    options: &Options,
    path: &Path,
    made: SystemTime,
) -> Result<Option<PathBuf>, ReportError> {
    let Some(prediction) = &executed.findings.statement else {
        return Ok(None);
    };
    // Hashed before anything is written: a file that cannot be read again leaves no table without its origin.
    let made_from = MadeFrom::of(executed, prediction, options, made)?;
    let text = toml::to_string(&made_from).expect("it has text keys only");
    let mut table = CsvFile::create(path, COLUMNS)?;
    for window in &prediction.windows {
        table.row(row(window))?;
    }
    table.finish()?;
    let beside = path.with_extension("toml");
    write_whole(&beside, |out| out.write_all(text.as_bytes()))?;
    Ok(Some(beside))
}

fn row(window: &StatedWindow) -> Vec<Cell<'_>> {
    let mut cells = vec![
        Cell::Text(&window.quantity),
        Cell::Text(&window.variable),
        Cell::Text(&window.unit),
        Cell::Text(&window.window),
        or_all(&window.alternative),
        or_all(&window.choice),
        Cell::Whole(window.futures as u64),
    ];
    cells.extend(window.quantiles.iter().map(|q| finite(*q)));
    cells
}

/// What a window is of: one choice, or all.
fn or_all(name: &str) -> Cell<'_> {
    Cell::Text(if name.is_empty() { "all" } else { name })
}

fn finite<'a>(value: f64) -> Cell<'a> {
    if value.is_finite() {
        Cell::Number(rounded(value))
    } else {
        Cell::Empty
    }
}

/// Five significant digits: more would be noise of the sample.
pub(crate) fn rounded(value: f64) -> f64 {
    format!("{value:.4e}").parse().unwrap_or(value)
}
