//! The same study gives the same bytes: on any number of threads, read again from its files, stopped and resumed.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;
use common::{Asked, StopAfter, carried_out, sound, write};
use experiment::{ExperimentError, NoProgress};
use findings::Findings;
use report::{Executed, Keep, ReportError};
use results::Folder;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use study::Futures;

fn as_json(done: &Executed) -> String {
    let mut findings = done.findings.clone();
    findings.sample.seconds = 0.0;
    serde_json::to_string(&findings).unwrap()
}

#[test]
fn a_stop_ends_the_runs() {
    let error = Asked::default().execute(&sound("tank"), &NoProgress, &AtomicBool::new(true));
    assert!(matches!(
        error,
        Err(ReportError::Experiment(ExperimentError::Interrupted))
    ));
}

#[test]
fn threads_change_nothing() {
    let study = sound("predator");
    let with = |threads| {
        let options = Asked {
            threads: Some(threads),
            ..Asked::default()
        };
        as_json(&carried_out(&study, &options))
    };
    let one = with(1);
    assert!(one == with(2), "two threads say something else than one");
    assert!(one == with(4), "four threads say something else than one");
}

#[test]
fn the_seed_changes_the_futures() {
    let study = sound("predator");
    let with = |seed| {
        let options = Asked {
            seed: Some(seed),
            futures: Futures::Quick,
            ..Asked::default()
        };
        as_json(&carried_out(&study, &options))
    };
    assert!(with(1) != with(2));
}

#[test]
fn findings_can_be_read_again() {
    let mut done = carried_out(&sound("predator"), &Asked::default());
    done.findings.results[0].level.low = f64::NAN;
    let text = serde_json::to_string(&done.findings).unwrap();
    let again: Findings = serde_json::from_str(&text).unwrap();
    assert!(
        serde_json::to_string(&again).unwrap() == text,
        "what was read differs from what was written"
    );
}

#[test]
fn results_on_disk() {
    let done = carried_out(&sound("tank"), &Asked::default());
    let place = tempfile::tempdir().unwrap();
    let folder = Folder::hold(&place.path().join("results")).unwrap();
    let options = Asked {
        seed: Some(7),
        ..Asked::default()
    };
    write(&done, &options, &folder);
    let read = |name: &str| std::fs::read_to_string(folder.file(name)).unwrap();
    let outcomes = read("outcomes.csv");
    assert_eq!(outcomes.lines().count(), 1 + 100 + 2 * 50);
    assert_eq!(read("experiments.csv").lines().count(), outcomes.lines().count());
    let failed = outcomes.lines().filter(|l| l.contains(",failed,")).count();
    assert_eq!(failed, done.ensemble.failures.len());
    let manifest: results::Manifest = serde_json::from_str(&read(results::Manifest::NAME)).unwrap();
    assert_eq!((manifest.counts.runs, manifest.counts.failed), (200, failed as u64));
    assert_eq!((manifest.seed, manifest.inputs.len()), (7, 3));
    assert_eq!(manifest.options["seed"], "7");
    let findings: Findings = serde_json::from_str(&read("findings.json")).unwrap();
    assert_eq!(findings.title, "A tank that fills");
}

/// Every file below a folder, with its bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            found.insert(path.strip_prefix(folder).unwrap().into(), std::fs::read(&path).unwrap());
        }
    }
    found
}

/// The Parquet files of the tank, stopped after some runs and resumed if so asked.
fn kept_in_columns(threads: usize, stopped_after: Option<usize>) -> BTreeMap<PathBuf, Vec<u8>> {
    let place = tempfile::tempdir().unwrap();
    let folder = Folder::hold(&place.path().join("results")).unwrap();
    let study = sound("tank");
    let options = Asked {
        threads: Some(threads),
        journal: Some(place.path().join("unfinished")),
        resume: true,
        results: Some(folder.draft().unwrap().path().into()),
        keep: Keep::Trajectories,
        ..Asked::default()
    };
    if let Some(runs) = stopped_after {
        let stop = AtomicBool::new(false);
        let stopped = options.execute(&study, &StopAfter(runs, &stop), &stop);
        assert!(
            matches!(stopped, Err(ReportError::Experiment(ExperimentError::Interrupted))),
            "{stopped:?}"
        );
        assert!(!folder.file("parquet").exists(), "half a table has no name");
    }
    let done = carried_out(&study, &options);
    write(&done, &options, &folder);
    let kept = files(&folder.file("parquet"));
    let tables = Asked {
        keep: Keep::Tables,
        ..options
    };
    write(&done, &tables, &folder);
    assert!(!folder.file("parquet").exists(), "they would belong to other runs");
    kept
}

#[test]
fn columns_are_the_same_bytes_on_any_number_of_threads_and_after_a_stop() {
    let whole = kept_in_columns(1, None);
    let names: Vec<String> = whole.keys().map(|path| path.to_string_lossy().replace('\\', "/")).collect();
    insta::assert_snapshot!(names.join("\n"), @"
    futures/part-0.parquet
    outcomes/policy=drain/part-0.parquet
    outcomes/policy=drain late/part-0.parquet
    outcomes/policy=leave it/part-0.parquet
    trajectories/policy=drain/part-0.parquet
    trajectories/policy=drain late/part-0.parquet
    trajectories/policy=leave it/part-0.parquet
    ");
    assert!(whole == kept_in_columns(4, None));
    assert!(whole == kept_in_columns(1, Some(64)));
    assert!(whole == kept_in_columns(2, Some(70)));
}

#[test]
fn a_study_that_was_stopped_makes_no_run_twice_and_finds_the_same() {
    let study = sound("tank");
    let folder = tempfile::tempdir().unwrap();
    let noted = folder.path().join("unfinished");
    let options = Asked {
        threads: Some(1),
        journal: Some(noted.clone()),
        resume: true,
        ..Asked::default()
    };
    let lines = |folder: &std::path::Path| -> usize {
        let files = std::fs::read_dir(folder).unwrap();
        files.map(|f| std::fs::read_to_string(f.unwrap().path()).unwrap().lines().count()).sum()
    };
    let stop = AtomicBool::new(false);
    let stopped = options.execute(&study, &StopAfter(64, &stop), &stop);
    assert!(
        matches!(stopped, Err(ReportError::Experiment(ExperimentError::Interrupted))),
        "{stopped:?}"
    );
    assert_eq!(lines(&noted), 64, "the block that had begun");

    let mut resumed = carried_out(&study, &options);
    let whole = folder.path().join("whole");
    let at_once = Asked {
        journal: Some(whole.clone()),
        ..options.clone()
    };
    let mut undisturbed = carried_out(&study, &at_once);
    assert!(lines(&whole) >= undisturbed.findings.sample.runs);
    let lines_once = lines(&whole);
    assert_eq!(lines(&noted), lines_once, "each run once");
    resumed.findings.sample.seconds = 0.0;
    undisturbed.findings.sample.seconds = 0.0;
    assert_eq!(resumed.findings, undisturbed.findings);
    options.finished().unwrap();
    assert!(!noted.exists());

    let afresh = Asked {
        resume: false,
        ..at_once
    };
    carried_out(&study, &afresh);
    let why = "without `resume` nothing is taken from before, and nothing added to it";
    assert_eq!(lines(&whole), lines_once, "{why}");
}
