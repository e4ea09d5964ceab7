//! `fitted/`: every set as a row, and what was found.

use super::inputs_of;
use crate::fitted::{FORMAT, RestsOn, columns};
use crate::{Options, ReportError};
use experiment::fit::{Fitted, FittedScenario};
use experiment::plan::Alternative;
use results::{Cell, CsvFile, Folder, InputFile, sha256_of};
use serde::Serialize;
use std::collections::BTreeMap;
use study::Study;

/// `fit.json`.
#[derive(Serialize)]
struct File<'a> {
    format: u32,
    version: &'a str,
    seed: u64,
    options: BTreeMap<String, String>,
    inputs: Vec<InputFile>,
    rests_on: RestsOn,
    /// Of `sets.csv`.
    sets_sha256: String,
    #[serde(flatten)]
    fitted: &'a Fitted,
}

/// Writes `sets.csv` and last `fit.json` into a folder that is held. The same study and options give the same bytes.
///
/// # Errors
/// If a file cannot be written, or one that the study rests on cannot be read again for its hash.
pub fn write_fit(fitted: &Fitted, study: &Study, options: &Options, folder: &Folder) -> Result<(), ReportError> {
    let study = study.with(&options.overrides)?;
    sets(fitted, &study, folder)?;
    let file = File {
        format: FORMAT,
        version: env!("CARGO_PKG_VERSION"),
        seed: study.plan.sampling.seed,
        options: options.asked(&study),
        inputs: inputs_of(&study)?,
        rests_on: RestsOn::now(&study)?,
        sets_sha256: sha256_of(&folder.own_file("sets.csv")?)?,
        fitted,
    };
    let text = serde_json::to_string_pretty(&file).expect("a fit has text keys only");
    folder.write("fit.json", &(text + "\n"))?;
    Ok(())
}

fn sets(fitted: &Fitted, study: &Study, folder: &Folder) -> Result<(), ReportError> {
    let uncertainties = experiment::fit::uncertainties(&study.plan).map_err(ReportError::from)?;
    let alternatives = &study.plan.alternatives;
    let mut file = CsvFile::create(&folder.own_file("sets.csv")?, columns(&uncertainties, alternatives))?;
    for (number, set) in fitted.sets.sets.iter().enumerate() {
        file.row(row(number, set, alternatives))?;
    }
    file.finish()?;
    Ok(())
}

fn row<'a>(number: usize, set: &'a FittedScenario, alternatives: &'a [Alternative]) -> Vec<Cell<'a>> {
    let finite = |x: f64| if x.is_finite() { Cell::Number(x) } else { Cell::Empty };
    let mut cells = vec![
        Cell::Whole(number as u64),
        Cell::Whole(u64::from(set.accepted)),
        Cell::Number(set.weight),
        finite(set.loss),
        finite(set.loss_as_drawn),
    ];
    cells.extend(set.values.iter().map(|v| Cell::Number(*v)));
    let chosen = alternatives.iter().zip(&set.choices);
    cells.extend(chosen.map(|(a, c)| Cell::Text(&a.choices[*c as usize].label)));
    cells
}
