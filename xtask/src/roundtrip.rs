//! Round trips over the conformance suite: every model goes through both formats and must give the same numbers; and `certify`
//! must say of every case what the suite's own runner says.

use crate::conformance::PASSING;
use crate::shell;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The largest relative difference between a model and what it was converted to: where an expression survived there is none.
const TOLERANCE: &str = "1e-12";

/// How many models came through each format with the same numbers when this was last raised.
const THROUGH: [(&str, usize); 2] = [("mdl", 313), ("xmile", 308)];

/// Converts every case to both formats and runs what comes out; then certifies every case.
pub fn run(words: &[String]) -> Result<()> {
    let Some(folder) = crate::conformance::folder() else {
        println!("roundtrip: not run, neither COUNTERFLOW_CONFORMANCE nor ../shared/conformance has a manifest.json");
        return Ok(());
    };
    let text = std::fs::read_to_string(folder.join("manifest.json")).context("cannot read the manifest")?;
    let manifest: Value = serde_json::from_str(&text)?;
    let binary = shell::counterflow()?;
    let scratch = shell::root().join("target").join("roundtrip");
    std::fs::create_dir_all(&scratch)?;
    let all = manifest["cases"].as_array().context("the manifest has no cases")?;
    let wanted = all.iter().filter(|case| is_wanted(case, words));
    let cases: Vec<Case> = wanted.map(|case| Case::new(case, &folder, &binary, &scratch)).collect();
    let mut report = Report::default();
    for case in &cases {
        case.go(&mut report)?;
    }
    report.print(cases.len(), words.is_empty())
}

fn is_wanted(case: &Value, words: &[String]) -> bool {
    let id = case["id"].as_str().unwrap_or_default();
    case["skip"].as_str().unwrap_or_default().is_empty() && words.iter().all(|word| id.contains(word.as_str()))
}

struct Case<'a> {
    id: String,
    model: PathBuf,
    expected: PathBuf,
    data: Vec<String>,
    certify: Vec<String>,
    binary: &'a Path,
    scratch: &'a Path,
}

/// What a model is after it went through a format.
enum Through {
    Same,
    /// With the losses that were named, and what went wrong.
    Differs {
        losses: Vec<String>,
        reason: String,
    },
}

/// The ids of the losses that a conversion named; a drawing carries no number.
fn losses(said: &str) -> Vec<String> {
    let ids = said.lines().filter_map(|line| line.strip_prefix("warning[")?.split(']').next());
    ids.filter(|id| *id != "drawing-lost").map(String::from).collect()
}

fn difference(said: &str) -> String {
    let mut lines = said.lines();
    let told = lines.find(|l| l.starts_with("they differ") || l.starts_with("missing"));
    told.unwrap_or("nothing could be compared").to_string()
}

#[derive(Default)]
struct Report {
    unrunnable: usize,
    through: BTreeMap<&'static str, usize>,
    failed: Vec<String>,
    silent: Vec<String>,
    certified: usize,
    not_certified: Vec<String>,
}

impl<'a> Case<'a> {
    fn new(case: &Value, folder: &Path, binary: &'a Path, scratch: &'a Path) -> Self {
        let text = |key: &str| case[key].as_str().unwrap_or_default();
        let model = folder.join(text("model"));
        Case {
            id: text("id").into(),
            expected: folder.join(text("expected")),
            certify: tolerances(case),
            data: data_options(case, model.parent().unwrap_or(folder)),
            model,
            binary,
            scratch,
        }
    }

    fn counterflow(&self, words: &[&str]) -> Result<Output> {
        let output = Command::new(self.binary).args(words).args(&self.data).output();
        output.with_context(|| format!("cannot start {}", self.binary.display()))
    }

    fn go(&self, report: &mut Report) -> Result<()> {
        let model = self.model.display().to_string();
        let ours = self.scratch.join("ours.csv").display().to_string();
        let ran = self.counterflow(&["run", &model, "--quiet", "-o", &ours])?;
        if ran.status.code() == Some(2) || !Path::new(&ours).is_file() {
            report.unrunnable += 1;
            return Ok(());
        }
        self.certificate(&model, report)?;
        for format in ["mdl", "xmile"] {
            report.enter(&self.id, format, self.through(&model, format, &ours)?);
        }
        std::fs::remove_file(&ours).ok();
        Ok(())
    }

    /// Converts, runs and compares.
    fn through(&self, model: &str, format: &str, ours: &str) -> Result<Through> {
        let written = self.scratch.join(format!("model.{format}")).display().to_string();
        let theirs = self.scratch.join("theirs.csv").display().to_string();
        std::fs::remove_file(&theirs).ok();
        let converted = self.counterflow(&["convert", model, "-o", &written])?;
        let losses = losses(&String::from_utf8_lossy(&converted.stderr));
        let folder = self.model.parent().unwrap_or(Path::new(".")).display().to_string();
        let ran = self.counterflow(&["run", &written, "--quiet", "--allow", &folder, "-o", &theirs])?;
        if !Path::new(&theirs).is_file() {
            let said = String::from_utf8_lossy(&ran.stderr);
            let reason = said.lines().next().unwrap_or_default().to_string();
            return Ok(Through::Differs { losses, reason });
        }
        let compared = self.counterflow(&["compare", &theirs, ours, "--tolerance", TOLERANCE])?;
        if compared.status.success() {
            return Ok(Through::Same);
        }
        let reason = difference(&String::from_utf8_lossy(&compared.stdout));
        Ok(Through::Differs { losses, reason })
    }

    /// `certify` must say what the suite's runner says of the same table.
    fn certificate(&self, model: &str, report: &mut Report) -> Result<()> {
        let expected = self.expected.display().to_string();
        let mut words = vec!["certify", model, expected.as_str(), "--quiet"];
        words.extend(self.certify.iter().map(String::as_str));
        match self.counterflow(&words)?.status.code() {
            Some(0) => report.certified += 1,
            _ => report.not_certified.push(self.id.clone()),
        }
        Ok(())
    }
}

/// The options that name the data files of a case, which stand beside its model.
fn data_options(case: &Value, folder: &Path) -> Vec<String> {
    let beside = |file: &Value| folder.join(file.as_str().unwrap_or_default()).display().to_string();
    let files = case["datafiles"].as_array().into_iter().flatten();
    let tags = case["datatags"].as_object().into_iter().flatten();
    let mut words = Vec::new();
    for file in files.filter(|file| file.is_string()) {
        words.extend(["--data".to_string(), beside(file)]);
    }
    for (tag, file) in tags {
        words.extend(["--data-tag".to_string(), format!("{tag}={}", beside(file))]);
    }
    words
}

/// The options that say what the manifest says about tolerance.
fn tolerances(case: &Value) -> Vec<String> {
    let mut words = Vec::new();
    let mut option = |name: &str, value: &Value| {
        if !value.is_null() {
            let text = value.as_str().map_or_else(|| value.to_string(), String::from);
            words.extend([format!("--{name}"), text]);
        }
    };
    option("tolerance", &case["tol"]["rtol"]);
    option("scale", &case["tol"]["scale"]);
    option("absolute", &case["tol"]["atol"]);
    option("digits", &case["digits"]);
    option("until", &case["t_max"]);
    case["ignore"].as_array().into_iter().flatten().for_each(|name| option("ignore", name));
    words
}

impl Report {
    fn enter(&mut self, id: &str, format: &'static str, through: Through) {
        match through {
            Through::Same => *self.through.entry(format).or_default() += 1,
            Through::Differs { losses, reason } => {
                let line = format!("{format} {id}: {reason} {losses:?}");
                let told = if losses.is_empty() {
                    &mut self.silent
                } else {
                    &mut self.failed
                };
                told.push(line);
            }
        }
    }

    fn print(&self, cases: usize, whole: bool) -> Result<()> {
        println!("{cases} cases, {} cannot be run", self.unrunnable);
        println!("certified: {}; not: {:?}", self.certified, self.not_certified);
        self.failed.iter().for_each(|line| println!("named    {line}"));
        self.silent.iter().for_each(|line| println!("SILENT   {line}"));
        if whole && self.certified < PASSING {
            bail!(
                "roundtrip: {} cases are certified, {PASSING} pass in the runner",
                self.certified
            );
        }
        for (format, lowest) in THROUGH {
            let came = self.through.get(format).copied().unwrap_or(0);
            println!("through {format}: {came} give the same numbers");
            if whole && came < lowest {
                bail!("roundtrip: {came} models come through {format}, {lowest} must");
            }
        }
        if !self.silent.is_empty() {
            bail!("roundtrip: {} models differ and nothing was named", self.silent.len());
        }
        Ok(())
    }
}
