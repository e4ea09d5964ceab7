//! The flagship study, carried by the binary: so that an installed `counterflow` answers without a checkout.

use crate::{Exit, Failure, Shell};
use data::Series;
use report::acceptance::TestFinding;
use source::{Diagnostics, Severity, Sources};
use std::path::{Path, PathBuf};
use study::{Study, StudyTexts};

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

/// The model's text.
pub fn model() -> &'static str {
    text("model/us-mexico.mdl")
}

fn text(path: &str) -> &'static str {
    FILES
        .iter()
        .find(|(name, _)| *name == path)
        .map_or("", |(_, text)| *text)
}

/// The constants of the setting that reproduces the published result; empty if the study cannot be read.
pub fn published_setting() -> Vec<(String, f64)> {
    let Some((study, _)) = carried(&mut Sources::new(), &mut Diagnostics::new()) else {
        return Vec::new();
    };
    let name = |constant: experiment::plan::CellId| constant.name(&study.plan.model);
    let setting = study.named_runs.iter().find(|s| s.name == "published");
    setting.map_or_else(Vec::new, |s| {
        s.set.iter().map(|set| (name(set.constant), set.value)).collect()
    })
}

/// The study as it is carried, and its data; `None` when it cannot be read.
fn carried(sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<(Study, Vec<Series>)> {
    let id = sources.add("model/us-mexico.mdl", model());
    let parsed = parse::vensim(model(), id, diagnostics);
    let model = check::check(&parsed, diagnostics)?;
    let mut series = Vec::new();
    for (name, text) in FILES.iter().filter(|(name, _)| name.starts_with("data/")) {
        let id = sources.add(*name, *text);
        series.extend(data::series(text, id, diagnostics));
    }
    let texts = StudyTexts {
        study: text("study.toml"),
        evidence: text("evidence.toml"),
        series: &series,
    };
    let study = study::load_texts(&texts, &model, diagnostics)?;
    Some((study, series))
}

/// The acceptance tests of the study, carried out; none where it carries none.
pub fn acceptance(shell: &Shell) -> Result<Vec<TestFinding>, Failure> {
    let text = text("acceptance.toml");
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let tests = carried(&mut sources, &mut diagnostics).and_then(|(study, series)| {
        let file = ("acceptance.toml", text);
        let tests = study::acceptance::read(file, (&study, &series), &mut sources, &mut diagnostics)?;
        Some((study, tests))
    });
    let Some((study, tests)) = tests else {
        shell.diagnostics(&diagnostics, &sources, Severity::Error);
        return Err(Failure::said(Exit::Wrong));
    };
    report::acceptance::verify(&study, &tests).map_err(Failure::wrong)
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
        let data = std::fs::read_dir(study.join("data"))
            .expect("the study has data")
            .flatten();
        let names = data.map(|e| format!("data/{}", e.file_name().to_string_lossy()));
        let names = names.chain(["fitted/sets.csv".to_string()]);
        for name in names.filter(|n| n.ends_with(".csv")) {
            assert!(FILES.iter().any(|(path, _)| *path == name), "{name} is not carried");
        }
    }
}
