//! The conformance suite: public model files with the output they must give.
//!
//! The files are other people's and are not part of this repository. They are looked for in the folder that
//! `COUNTERFLOW_CONFORMANCE` names, then in `../shared/conformance`.

use crate::shell;
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::process::Command;

/// How many cases passed when this was last raised. A change that loses one fails here.
pub const PASSING: usize = 312;

/// Cases whose expected file is wrong: (id, the words with which the runner complains, the evidence).
const DEFECTIVE: &[(&str, &str, &str)] = &[
    (
        "sde.same_family_179.mdl",
        "missing variable 'Fractional Increase",
        "the expected file has nine cells of `Fractional Increase`, a name that does not occur in the model file",
    ),
    (
        "simlin-tm.subscripted_delays.test_subscripted_delays.xmile",
        "FINAL TIME at t=0: expected 20, got 100",
        "the model file says dt 0.125 to 100, the expected file holds a run with 0.25 to 20 (that of the .mdl variant)",
    ),
    (
        "sdx.get_values_order.test_get_values_order.mdl",
        "exit 2:",
        "the model reads `inputs.xlsx`, which is not among the files of the case",
    ),
    (
        "sdx.get_time_value.test_get_time_value.mdl",
        "exit 2:",
        "the model file runs from 50 to 100 and asks for calendar dates, the expected file holds a run from -10 to 50 without",
    ),
];

/// Runs the suite, or says plainly that it is not at hand.
pub fn run(words: &[String]) -> Result<()> {
    let Some(folder) = folder() else {
        println!("conformance: not run, neither COUNTERFLOW_CONFORMANCE nor ../shared/conformance has a manifest.json");
        return Ok(());
    };
    let binary = shell::counterflow()?;
    let report = std::env::temp_dir().join(format!("counterflow-conformance-{}.json", std::process::id()));
    let mut runner = Command::new("python3");
    runner
        .arg(folder.join("run.py"))
        .arg("--manifest")
        .arg(folder.join("manifest.json"))
        .arg("--cmd")
        .arg(format!("{} run {{model}} {{data}} --output {{out}}", binary.display()))
        .arg("--json")
        .arg(&report)
        .args(words)
        .current_dir(shell::root());
    // The runner's own status says whether every case passed; which of them must is decided below.
    runner.status().context("cannot start python3 for the conformance runner")?;
    let text = std::fs::read_to_string(&report).with_context(|| format!("cannot read {}", report.display()))?;
    std::fs::remove_file(&report).ok();
    judge(&serde_json::from_str(&text)?, words.is_empty())
}

/// The folder with the suite's manifest, when it is at hand.
pub fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("COUNTERFLOW_CONFORMANCE").map(PathBuf::from);
    let beside = shell::root().parent().map(|p| p.join("shared").join("conformance"));
    named.into_iter().chain(beside).find(|p| p.join("manifest.json").is_file())
}

/// No number may be wrong, and no case that passed may be lost.
fn judge(report: &serde_json::Value, whole: bool) -> Result<()> {
    let results = report["results"].as_object().context("the runner's report has no results")?;
    let wrong: Vec<&String> = results
        .iter()
        .filter(|(id, r)| r["kind"] == "mismatch" && !defective(id, r))
        .map(|(id, _)| id)
        .collect();
    if !wrong.is_empty() {
        bail!("conformance: wrong numbers in {wrong:?}");
    }
    let passed = report["totals"]["pass"].as_u64().unwrap_or(0) as usize;
    if whole && passed < PASSING {
        bail!("conformance: {passed} cases passed, {PASSING} must");
    }
    for (id, _, evidence) in DEFECTIVE.iter().filter(|(id, ..)| results.get(*id).is_some_and(|r| defective(id, r))) {
        println!("conformance: {id} is not counted: {evidence}");
    }
    println!("conformance: {passed} cases passed, no number is wrong");
    Ok(())
}

/// Whether the runner complains of exactly what is wrong with the case itself.
fn defective(id: &str, result: &serde_json::Value) -> bool {
    let reason = result["reason"].as_str().unwrap_or_default();
    DEFECTIVE.iter().any(|(case, words, _)| *case == id && reason.starts_with(words))
}
