//! The flagship study, carried by the binary: so that an installed `counterflow` answers without a checkout.

use crate::{Failure, Shell};
use source::{Diagnostics, SourceId};
use std::path::{Path, PathBuf};
use study::StudyTexts;

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
    "evidence.toml",
    "acceptance.toml",
    "freeze.md",
    "model/us-mexico.mdl",
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
    let mut diagnostics = Diagnostics::new();
    let parsed = parse::vensim(model(), SourceId(0), &mut diagnostics);
    let Some(model) = check::check(&parsed, &mut diagnostics) else {
        return Vec::new();
    };
    let data = FILES.iter().filter(|(name, _)| name.ends_with(".csv"));
    let series: Vec<_> = data
        .flat_map(|(_, text)| data::series(text, SourceId(0), &mut diagnostics))
        .collect();
    let texts = StudyTexts {
        study: text("study.toml"),
        evidence: text("evidence.toml"),
        series: &series,
    };
    let study = study::load_texts(&texts, &model, &mut diagnostics);
    let setting = study.and_then(|s| s.settings.into_iter().find(|s| s.name == "published"));
    let name = |id| model.variable(id).name.to_string();
    setting.map_or_else(Vec::new, |s| {
        s.set.iter().map(|set| (name(set.constant), set.value)).collect()
    })
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
        for name in names.filter(|n| n.ends_with(".csv")) {
            assert!(FILES.iter().any(|(path, _)| *path == name), "{name} is not carried");
        }
    }
}
