//! `results/` and `fitted/`: tables, findings and last what they were made from.

mod experiments;
mod fit;
mod parquet;
mod prediction;

pub use fit::write_fit;
pub use parquet::{ParquetTables, TrajectoryFiles};
pub use prediction::write_prediction;
pub(crate) use prediction::{COLUMNS as STATED_COLUMNS, rounded};

use crate::fitted::sha256_in;
use crate::{Executed, Keep, Options, ReportError};
use experiment::Ensemble;
use results::{Counts, Draft, InputFile, Manifest, timestamp};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use study::Study;

/// Writes `experiments.csv`, `outcomes.csv`, what is kept as Parquet, and `findings.json` into the next contents of a folder.
///
/// # Errors
/// If a file cannot be written.
pub fn write(executed: &Executed, options: &Options, draft: &Draft<'_>) -> Result<(), ReportError> {
    experiments::write(&executed.study, &executed.ensemble, draft)?;
    if options.keep != Keep::Tables {
        ParquetTables::of(draft.path()).write(&executed.study, &executed.ensemble)?;
    }
    let json = serde_json::to_string_pretty(&executed.findings).expect("findings have text keys only");
    Ok(draft.write("findings.json", &(json + "\n"))?)
}

/// What the results were made from.
///
/// # Errors
/// If a file that the study rests on cannot be read again for its hash.
pub fn manifest(executed: &Executed, options: &Options, started: SystemTime) -> Result<Manifest, ReportError> {
    let sample = &executed.findings.sample;
    Ok(Manifest {
        format: Manifest::FORMAT,
        version: sample.version.clone(),
        seed: executed.study.plan.sampling.seed,
        counts: counts(&executed.ensemble),
        inputs: inputs_of(&executed.study)?,
        files: Vec::new(),
        options: options.asked(&executed.study),
        started: timestamp(started),
        seconds: sample.seconds,
    })
}

fn counts(ensemble: &Ensemble) -> Counts {
    Counts {
        futures: ensemble.sample.count as u64,
        accepted: ensemble.accepted.len() as u64,
        policies: ensemble.policies.iter().flatten().count() as u64,
        runs: ensemble.runs as u64,
        failed: ensemble.failures.len() as u64,
    }
}

/// The files that a study depends on, with their hashes.
fn inputs_of(study: &Study) -> Result<Vec<InputFile>, ReportError> {
    let hash = |path: &PathBuf| {
        Ok(InputFile {
            path: slashed(path),
            sha256: sha256_in(study, path)?,
        })
    };
    study.inputs.iter().map(hash).collect()
}

/// A path as it is written on every system; one outside the study's folder as this system has it.
fn slashed(path: &Path) -> String {
    if path.is_absolute() {
        return path.display().to_string();
    }
    let parts: Vec<String> = path.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}
