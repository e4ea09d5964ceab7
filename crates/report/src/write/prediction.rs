//! What the study predicts of a time that is not observed yet, as a table, and beside it what it was made from.

use super::inputs_of;
use crate::{Executed, Options, ReportError};
use findings::StatedWindow;
use results::{Cell, CsvFile, InputFile, timestamp, write_whole};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The columns of the table: what is predicted, of which scenarios, and five points of the distribution.
const COLUMNS: [&str; 12] = [
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
    let sample = &executed.findings.sample;
    let made_from = MadeFrom {
        made: timestamp(made),
        version: &sample.version,
        policy: &prediction.policy,
        method: &sample.method,
        seed: sample.seed,
        sampled: sample.drawn,
        accepted: sample.accepted,
        conditions: sample.conditions.iter().map(|(words, _)| words.as_str()).collect(),
        options: options.asked(),
        inputs: inputs_of(&executed.study)?,
    };
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
    let text = |text| match text {
        "" => Cell::Text("all"),
        text => Cell::Text(text),
    };
    let mut cells = vec![
        Cell::Text(&window.quantity),
        Cell::Text(&window.variable),
        Cell::Text(&window.unit),
        Cell::Text(&window.window),
        text(window.alternative.as_str()),
        text(window.choice.as_str()),
        Cell::Whole(window.futures as u64),
    ];
    let number = |q: &f64| {
        if q.is_finite() {
            Cell::Number(rounded(*q))
        } else {
            Cell::Empty
        }
    };
    cells.extend(window.quantiles.iter().map(number));
    cells
}

/// Five significant digits: more would be noise of the sample.
fn rounded(value: f64) -> f64 {
    format!("{value:.4e}").parse().unwrap_or(value)
}
