//! `fitted/`: every set as a row, and what was found.

use super::Fitted;
use super::found::Set;
use super::kept::{OWN, RestsOn};
use crate::execute::{asked, inputs_of};
use crate::study::Study;
use crate::{Options, StudyError};
use results::{Cell, CsvFile, Folder, InputFile};
use serde::Serialize;
use std::collections::BTreeMap;

/// `fit.json`.
#[derive(Serialize)]
struct File<'a> {
    format: u32,
    version: &'a str,
    seed: u64,
    options: BTreeMap<String, String>,
    inputs: Vec<InputFile>,
    rests_on: RestsOn,
    #[serde(flatten)]
    fitted: &'a Fitted,
}

/// Writes `sets.csv` and last `fit.json` into a folder that is held. The same study and options give the same bytes.
pub fn write(fitted: &Fitted, study: &Study, options: &Options, folder: &Folder) -> Result<(), StudyError> {
    let asked_for = study.with(options)?;
    let rests_on = RestsOn::now(&asked_for)?;
    let study = super::plan::Plan::of(asked_for)?.study;
    sets(fitted, &study, folder)?;
    let file = File {
        format: 1,
        version: env!("CARGO_PKG_VERSION"),
        seed: study.plan.seed,
        options: asked(options),
        inputs: inputs_of(&study)?,
        rests_on,
        fitted,
    };
    let text = serde_json::to_string_pretty(&file).expect("a fit has text keys only");
    folder.write("fit.json", &(text + "\n"))?;
    Ok(())
}

fn sets(fitted: &Fitted, study: &Study, folder: &Folder) -> Result<(), StudyError> {
    let uncertainties = study.uncertainties.iter().map(|u| u.name.as_str());
    let alternatives = study.alternatives.iter().map(|a| a.name.as_str());
    let names = OWN.into_iter().chain(uncertainties).chain(alternatives);
    let mut file = CsvFile::create(&folder.file("sets.csv"), names)?;
    for (number, set) in fitted.sets.sets.iter().enumerate() {
        file.row(row(number, set, study))?;
    }
    file.finish()?;
    Ok(())
}

fn row<'a>(number: usize, set: &'a Set, study: &'a Study) -> Vec<Cell<'a>> {
    let finite = |x: f64| if x.is_finite() { Cell::Number(x) } else { Cell::Empty };
    let mut cells = vec![
        Cell::Whole(number as u64),
        Cell::Whole(u64::from(set.accepted)),
        Cell::Number(set.weight),
        finite(set.loss),
        finite(set.loss_as_drawn),
    ];
    cells.extend(set.values.iter().map(|v| Cell::Number(*v)));
    let chosen = study.alternatives.iter().zip(&set.choices);
    cells.extend(chosen.map(|(a, c)| Cell::Text(&a.choices[*c as usize].label)));
    cells
}
