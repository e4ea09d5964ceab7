//! A crate may use only crates above it in the pipeline; heavy parts stay where they belong.

use std::process::Command;

/// The pipeline, top to bottom (ARCHITECTURE.md).
const ORDER: &[&str] = &[
    "counterflow-source",
    "counterflow-units",
    "counterflow-math",
    "counterflow-language",
    "counterflow-parse",
    "counterflow-data",
    "counterflow-check",
    "counterflow-load",
    "counterflow-program",
    "counterflow-run",
    "counterflow-results",
    "counterflow-analysis",
    "counterflow-findings",
    "counterflow-view",
    "counterflow-experiment",
    "counterflow-study",
    "counterflow-report",
    "counterflow",
    "counterflow-cli",
];

/// Crates that must not see each other although the order would allow it: (who, whom, why).
const APART: &[(&str, &str, &str)] = &[
    (
        "counterflow-math",
        "counterflow-source",
        "mathematics knows nothing else",
    ),
    ("counterflow-data", "counterflow-parse", "data knows no model"),
    ("counterflow-results", "counterflow-run", "results know no engine"),
    ("counterflow-results", "counterflow-program", "results know no engine"),
    ("counterflow-analysis", "counterflow-run", "analysis sees no engine"),
    ("counterflow-analysis", "counterflow-program", "analysis sees no engine"),
    (
        "counterflow-run",
        "counterflow-check",
        "the engine sees the program alone",
    ),
    ("counterflow-view", "counterflow-run", "a picture is made of data"),
    (
        "counterflow-cli",
        "counterflow-parse",
        "the command is made of the library",
    ),
    (
        "counterflow-cli",
        "counterflow-check",
        "the command is made of the library",
    ),
    (
        "counterflow-cli",
        "counterflow-load",
        "the command is made of the library",
    ),
    (
        "counterflow-cli",
        "counterflow-program",
        "the command is made of the library",
    ),
    (
        "counterflow-cli",
        "counterflow-run",
        "the command is made of the library",
    ),
];

/// Crates that only one of ours may use: (dependency, its only user).
const HOMES: &[(&str, &str)] = &[("clap", "counterflow-cli"), ("annotate-snippets", "counterflow-source")];

#[test]
fn crates_use_only_what_stands_above_them() {
    let metadata = metadata();
    let mut wrong = Vec::new();
    for package in metadata["packages"].as_array().expect("cargo lists packages") {
        let name = package["name"].as_str().unwrap_or_default();
        let Some(place) = ORDER.iter().position(|n| *n == name) else {
            continue;
        };
        let dependencies = package["dependencies"].as_array().expect("a package has dependencies");
        for used in dependencies.iter().filter(|d| d["kind"] != "dev").filter_map(|d| d["name"].as_str()) {
            if ORDER.iter().position(|n| *n == used).is_some_and(|at| at >= place) {
                wrong.push(format!("{name} uses {used}, which stands below it"));
            }
            if let Some((_, _, why)) = APART.iter().find(|(a, b, _)| *a == name && *b == used) {
                wrong.push(format!("{name} uses {used}: {why}"));
            }
            if let Some((_, home)) = HOMES.iter().find(|(d, home)| *d == used && *home != name) {
                wrong.push(format!("{name} uses {used}, which only {home} may"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn findings_use_serde_alone() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().expect("cargo lists packages");
    let findings = packages.iter().find(|p| p["name"] == "counterflow-findings").expect("it is a member");
    let used = findings["dependencies"].as_array().expect("a package has dependencies").iter();
    let used: Vec<&str> = used.filter(|d| d["kind"] != "dev").filter_map(|d| d["name"].as_str()).collect();
    assert_eq!(used, ["serde"]);
}

#[test]
fn every_crate_has_its_place() {
    let metadata = metadata();
    let members: Vec<&str> = metadata["packages"]
        .as_array()
        .expect("cargo lists packages")
        .iter()
        .filter(|p| p["source"].is_null())
        .filter_map(|p| p["name"].as_str())
        .filter(|n| *n != "xtask")
        .collect();
    for member in &members {
        assert!(ORDER.contains(member), "{member} has no place in the pipeline");
    }
    assert_eq!(members.len(), ORDER.len());
}

fn metadata() -> serde_json::Value {
    let out = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    serde_json::from_slice(&out.stdout).expect("cargo prints JSON")
}
