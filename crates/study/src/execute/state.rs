//! The study's statement on a time that is not observed yet, as a table, and beside it what it was made from.

use super::{Executed, asked, inputs_of};
use crate::{Options, StudyError};
use findings::StatedWindow;
use results::{Cell, CsvFile, InputFile, timestamp, write_whole};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The columns of the table: what is stated, of whom, and five points of the distribution.
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

/// What stands beside the table.
#[derive(serde::Serialize)]
struct Beside<'a> {
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

/// Writes the study's statement into a CSV file and, beside it under the same name with `.toml`, its date, seed, counts and the
/// hash of every file that it rests on. Returns the second path; `None` when the study states nothing.
pub fn write_statement(
    executed: &Executed,
    options: &Options,
    path: &Path,
    made: SystemTime,
) -> Result<Option<PathBuf>, StudyError> {
    let Some(statement) = &executed.findings.statement else {
        return Ok(None);
    };
    let sample = &executed.findings.sample;
    let beside = Beside {
        made: timestamp(made),
        version: &sample.version,
        policy: &statement.policy,
        method: &sample.method,
        seed: sample.seed,
        sampled: sample.drawn,
        accepted: sample.accepted,
        conditions: sample.conditions.iter().map(|(words, _)| words.as_str()).collect(),
        options: asked(options),
        inputs: inputs_of(&executed.study)?,
    };
    let text = toml::to_string(&beside).expect("what stands beside a statement has text keys only");
    let mut table = CsvFile::create(path, COLUMNS)?;
    for window in &statement.windows {
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
    cells.extend(window.quantiles.iter().map(|q| match q.is_finite() {
        true => Cell::Number(rounded(*q)),
        false => Cell::Empty,
    }));
    cells
}

/// Five significant digits: more would be noise of the sample.
fn rounded(value: f64) -> f64 {
    format!("{value:.4e}").parse().unwrap_or(value)
}
