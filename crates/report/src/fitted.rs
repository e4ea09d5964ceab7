//! The scenarios of `fitted/`, read again: only while they rest on the model and the assumptions that the study has now.

mod rests_on;
mod rows;

pub(crate) use rests_on::{RestsOn, sha256_in};
pub(crate) use rows::columns;

use crate::ReportError;
use analysis::calibrate::effective_number;
use experiment::Sample;
use experiment::plan::Uncertainty;
use results::{LARGEST_ROWS, rows_of, sha256_of_bytes};
use rows::SetsTable;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use study::{Overrides, Study};

/// Scenarios, each fitted anew to history.
#[derive(Clone, Debug)]
pub struct FittedScenarios {
    /// The study's uncertainties, every parameter that was fitted among them.
    pub uncertainties: Vec<Uncertainty>,
    /// The scenarios.
    pub sample: Sample,
    /// How many equally weighted scenarios would say as much as all by their weights.
    pub effective: f64,
}

/// What a study's folder `fitted/` has.
#[derive(Clone, Debug)]
pub enum FittedSample {
    /// No scenarios.
    None,
    /// Scenarios that cannot be used, and why.
    Unusable(String),
    /// Scenarios that rest on the study as it is now.
    Usable(FittedScenarios),
}

impl FittedSample {
    /// Reads the folder `fitted/` of a study that is to be carried out with these overrides.
    ///
    /// # Errors
    /// If a file is there and cannot be read.
    pub fn load(study: &Study, overrides: &Overrides) -> Result<FittedSample, ReportError> {
        let sets = Path::new("fitted").join("sets.csv");
        if study.inputs.is_empty() || !study.has(&sets) {
            return Ok(FittedSample::None);
        }
        if !overrides.keep_assumptions() {
            let why = "they rest on the study's own assumptions, not on those asked for";
            return Ok(FittedSample::Unusable(why.into()));
        }
        if study.dialect.is_some() {
            let why = "they rest on the rules of the program that wrote the model, not on those asked for";
            return Ok(FittedSample::Unusable(why.into()));
        }
        let bytes = bytes_of(study, &sets, LARGEST_ROWS)?;
        if let Some(why) = stale(study, &bytes)? {
            return Ok(FittedSample::Unusable(why));
        }
        FittedSample::read(study, &rows_of(&study.folder.join(sets), &bytes)?)
    }

    fn read(study: &Study, rows: &[Vec<String>]) -> Result<FittedSample, ReportError> {
        let uncertainties = experiment::fit::uncertainties(&study.plan)?;
        let table = SetsTable {
            uncertainties: &uncertainties,
            alternatives: &study.plan.alternatives,
        };
        Ok(match table.read(rows) {
            Err(why) => FittedSample::Unusable(why),
            Ok((sample, weights)) => FittedSample::Usable(FittedScenarios {
                effective: effective_number(&weights),
                sample,
                uncertainties,
            }),
        })
    }
}

/// The largest `fit.json` that is read, in bytes.
const LARGEST_FIT: u64 = 64 << 20;

/// The form of `fit.json` that this version writes and reads.
pub(crate) const FORMAT: u32 = 2;

/// The part of `fit.json` that says what the sets were made from.
#[derive(Deserialize)]
struct Made {
    format: u32,
    /// The SHA-256 of `sets.csv`.
    #[serde(default)]
    sets_sha256: String,
    options: BTreeMap<String, String>,
    #[serde(default)]
    rests_on: RestsOn,
}

/// What has changed since the sets were made; `None` while they rest on what the study says now.
fn stale(study: &Study, sets: &[u8]) -> Result<Option<String>, ReportError> {
    let bytes = bytes_of(study, &Path::new("fitted").join("fit.json"), LARGEST_FIT)?;
    let Ok(made) = serde_json::from_slice::<Made>(&bytes) else {
        return Ok(Some("`fitted/fit.json` does not say what they were made from".into()));
    };
    if made.format != FORMAT {
        let (found, version) = (made.format, env!("CARGO_PKG_VERSION"));
        let why = format!("`fitted/fit.json` is in format {found}; version {version} reads format {FORMAT}");
        return Ok(Some(why));
    }
    if made.sets_sha256 != sha256_of_bytes(sets) {
        return Ok(Some(
            "`fitted/sets.csv` is not the one that `fitted/fit.json` was written with".into(),
        ));
    }
    // Another sample of the same ranges is as good; anything else that was asked for is another assumption.
    let asked = made.options.iter().find(|(key, _)| !["futures", "seed"].contains(&key.as_str()));
    if let Some((key, value)) = asked {
        return Ok(Some(format!("they were made with `--{key} {value}`")));
    }
    Ok(made.rests_on.differs_from(&RestsOn::now(study)?))
}

fn bytes_of(study: &Study, file: &Path, limit: u64) -> Result<Vec<u8>, ReportError> {
    let failed = |e| ReportError::reading(&study.folder.join(file), e);
    study.read(file, limit).map_err(failed)
}
