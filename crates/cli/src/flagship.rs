//! The flagship study, carried by the binary: so that an installed `counterflow` answers without a checkout.

use crate::{Failure, Shell};
use counterflow::{LoadError, Loader, Memory, Severity, Simd, Study, TestFinding};
use std::path::{Path, PathBuf};

/// Where the study stands in a checkout.
const IN_CHECKOUT: &str = "studies/us-mexico";

/// Where it is unpacked when there is no checkout.
const UNPACKED: &str = "counterflow-us-mexico";

/// A file of the study: its path within the folder, and its text.
macro_rules! carried {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../../studies/us-mexico/", $path)))),*]
    };
}

/// Every file that a run of the study reads, and what a reader wants beside them.
const FILES: &[(&str, &str)] = carried![
    "README.md",
    "ARTICLE.md",
    "study.toml",
    "es.toml",
    "evidence.toml",
    "acceptance.toml",
    "freeze.md",
    "model/us-mexico.mdl",
    "fitted/fit.json",
    "fitted/sets.csv",
    "data/border.csv",
    "data/cartels.csv",
    "data/cooperation.csv",
    "data/economy.csv",
    "data/fentanyl_supply.csv",
    "data/mexico_violence.csv",
    "data/society.csv",
    "data/source_model.csv",
    "data/us_overdose.csv",
    "data/us_treatment.csv",
];

/// The study as the binary carries it.
pub fn study(simd: Simd) -> Result<Study, LoadError> {
    let files = FILES.iter();
    let memory = files.fold(Memory::new(), |memory, (path, text)| memory.with(path, text));
    Loader::new().simd(simd).files(memory).study("study.toml")
}

/// The constants of the setting that reproduces the published result.
pub fn published_setting(study: &Study) -> Vec<(String, f64)> {
    let contents = study.contents();
    let name = |constant: experiment::plan::CellId| constant.name(&contents.plan.model);
    let setting = contents.named_runs.iter().find(|s| s.name == "published");
    setting.map_or_else(Vec::new, |s| {
        s.set.iter().map(|set| (name(set.constant), set.value)).collect()
    })
}

/// The acceptance tests of the study, carried out; none where it carries none.
pub fn acceptance(simd: Simd, shell: &Shell) -> Result<Vec<TestFinding>, Failure> {
    let not_loaded = |error| shell.not_loaded(error, Severity::Error);
    let study = study(simd).map_err(not_loaded)?;
    match study.acceptance().map_err(not_loaded)? {
        Some(tests) => tests.verify().map_err(Failure::wrong),
        None => Ok(Vec::new()),
    }
}

/// The study's folder: that of the checkout, or one unpacked before, or one unpacked now.
pub fn folder(shell: &Shell) -> Result<PathBuf, Failure> {
    for known in [IN_CHECKOUT, UNPACKED] {
        if Path::new(known).join("study.toml").is_file() {
            return Ok(known.into());
        }
    }
    let folder = PathBuf::from(UNPACKED);
    for (name, text) in FILES {
        let path = folder.join(name);
        let parent = path.parent().unwrap_or(&folder);
        std::fs::create_dir_all(parent)
            .map_err(|e| Failure::world(format!("cannot make `{}`: {e}", parent.display())))?;
        results::write_whole(&path, |out| out.write_all(text.as_bytes()))?;
    }
    shell.warn(&format!(
        "there is no `{IN_CHECKOUT}` here: the study was unpacked into `{}`",
        folder.display()
    ));
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::{FILES, IN_CHECKOUT};
    use std::path::Path;

    /// A file added to the study must travel with the binary.
    #[test]
    fn carries_every_file_that_a_run_reads() {
        let study = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(IN_CHECKOUT);
        let data = std::fs::read_dir(study.join("data")).expect("the study has data").flatten();
        let names = data.map(|e| format!("data/{}", e.file_name().to_string_lossy()));
        let names = names.chain(["fitted/sets.csv".to_string()]);
        for name in names.filter(|n| n.ends_with(".csv")) {
            assert!(FILES.iter().any(|(path, _)| *path == name), "{name} is not carried");
        }
    }
}
