//! What a stranger may put into a study's folder: nothing outside it is read, written or waited for.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use crate::{Ran, counterflow, folder};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// A small study in `mini/`, and beside it a file of the user's.
fn place() -> TempDir {
    let place = folder(&[("precious.toml", "secret = 1\n")]);
    assert_eq!(counterflow(place.path(), &["new", "mini"]).code, 0);
    place
}

fn is_untouched(place: &TempDir) {
    let text = fs::read_to_string(place.path().join("precious.toml")).unwrap();
    assert_eq!(text, "secret = 1\n");
}

fn study(place: &TempDir) -> Ran {
    counterflow(place.path(), &["study", "mini", "--quick"])
}

/// What the command says where a file of the study is replaced by a link to the user's.
fn linked(file: &str, command: &[&str]) -> String {
    let place = place();
    let path = place.path().join("mini").join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    _ = fs::remove_file(&path);
    symlink(place.path().join("precious.toml"), &path).unwrap();
    let ran = counterflow(place.path(), command);
    is_untouched(&place);
    assert!(!ran.all().contains("secret"), "{}", ran.all());
    format!("exit {}\n{}", ran.code, ran.err)
}

#[test]
fn a_link_among_the_results_is_not_written_through() {
    let study = ["study", "mini", "--quick"];
    insta::assert_snapshot!(linked("results/.lock", &study), @"
    exit 1
    error: `mini/results/.lock` is a link or no regular file: a study writes through none; remove it, or move what it leads to here
    ");
    insta::assert_snapshot!(linked("results", &study), @"
    exit 1
    error: `mini/results` is a link or no regular file: a study writes through none; remove it, or move what it leads to here
    ");
    // A file that runs write is replaced, link and all; what it led to stays.
    let place = place();
    fs::create_dir(place.path().join("mini/results")).unwrap();
    let report = place.path().join("mini/results/report.html");
    symlink(place.path().join("precious.toml"), &report).unwrap();
    assert_eq!(crate::hostile::study(&place).code, 0);
    is_untouched(&place);
    assert!(fs::symlink_metadata(&report).unwrap().is_file());
}

#[test]
fn a_link_out_of_the_study_is_not_read() {
    insta::assert_snapshot!(linked("evidence.toml", &["check", "mini"]), @"
    exit 1
    error: cannot read `mini/evidence.toml`: it leads out of the folder; put a copy there
    ");
    insta::assert_snapshot!(linked("es.toml", &["study", "mini", "--quick"]), @"
    exit 1
    error: cannot read `mini/es.toml`: it leads out of the folder; put a copy there
    ");
    insta::assert_snapshot!(linked("acceptance.toml", &["verify", "mini"]), @"
    exit 1
    error: cannot read `mini/acceptance.toml`: it leads out of the folder; put a copy there
    ");
    insta::assert_snapshot!(linked("study.toml", &["check", "mini"]), @"
    exit 1
    error: cannot read `mini/study.toml`: it leads out of the folder; put a copy there
    ");
    insta::assert_snapshot!(linked("data/a.csv", &["check", "mini"]), @"
    exit 1
    error: `mini/data/a.csv` is a link to a file outside its folder
    ");
    let place = place();
    fs::create_dir(place.path().join("private")).unwrap();
    let data = place.path().join("mini/data");
    fs::remove_dir_all(&data).unwrap();
    symlink(place.path().join("private"), &data).unwrap();
    let ran = counterflow(place.path(), &["check", "mini"]);
    insta::assert_snapshot!(format!("exit {}\n{}", ran.code, ran.err), @"
    exit 1
    error: cannot read `mini/data`: it leads out of the folder; put a copy there
    ");
}

#[test]
fn kept_runs_are_not_followed_elsewhere() {
    let place = place();
    let results = place.path().join("mini/results");
    fs::create_dir_all(&results).unwrap();
    fs::create_dir(place.path().join("elsewhere")).unwrap();
    fs::write(place.path().join("elsewhere/notes"), "mine").unwrap();
    symlink(place.path().join("elsewhere"), results.join("unfinished")).unwrap();
    let ran = counterflow(place.path(), &["study", "mini", "--quick", "--resume"]);
    insta::assert_snapshot!(format!("exit {}\n{}", ran.code, ran.err), @"
    exit 1
    error: `mini/results/unfinished` is a link or no regular file: a study writes through none; remove it, or move what it leads to here
    ");
    assert_eq!(study(&place).code, 0);
    assert_eq!(fs::read_dir(place.path().join("elsewhere")).unwrap().count(), 1);
}

#[test]
fn a_pipe_is_not_waited_for() {
    for file in ["evidence.toml", "model/mini.mdl", "data/a.csv"] {
        let place = place();
        let path = place.path().join("mini").join(file);
        _ = fs::create_dir(path.parent().unwrap());
        _ = fs::remove_file(&path);
        pipe(&path);
        let ran = counterflow(place.path(), &["check", "mini"]);
        let said = format!("error: cannot read `mini/{file}`: it is not a regular file\n");
        assert_eq!((ran.code, ran.err), (1, said));
    }
    let place = place();
    let path = place.path().join("mini/study.toml");
    fs::remove_file(&path).unwrap();
    pipe(&path);
    let ran = study(&place);
    assert_eq!(
        ran.err,
        "error: cannot read `mini/study.toml`: it is not a regular file\n"
    );
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn no_text_turns_the_direction_of_what_is_read() {
    let clock = "INITIAL TIME=0~~|\nFINAL TIME=2~~|\nTIME STEP=1~~|\nSAVEPER=1~~|\n";
    let place = folder(&[
        ("sound.mdl", &format!("\"\u{202e}abc\u{2066}\"=INTEG(1,0)~~|\n{clock}")),
        (
            "wrong.mdl",
            &format!("\"\u{202e}abc\u{2066}\"=INTEG(none,0)~~|\n{clock}"),
        ),
    ]);
    for command in ["run", "check"] {
        for model in ["sound.mdl", "wrong.mdl"] {
            let said = counterflow(place.path(), &[command, model]).all();
            assert!(!said.contains(['\u{202e}', '\u{2066}']), "{said}");
        }
    }
}

#[test]
fn a_stock_that_nobody_sees_breaks_a_run_too() {
    let clock = "INITIAL TIME=0~~|\nFINAL TIME=10~~|\nTIME STEP=1~~|\nSAVEPER=1~~|\n";
    let place = folder(&[
        (
            "hidden.mdl",
            &format!("z=0~~|nn=z/z~~|sm0 = SMOOTH(Time,0) ~~|\n{clock}"),
        ),
        (
            "auxiliary.mdl",
            &format!("z=0~~|nn=z/z~~|sm0 = SMOOTH(Time,2) ~~|\n{clock}"),
        ),
    ]);
    assert_eq!(
        counterflow(place.path(), &["run", "hidden.mdl", "-o", "out.csv"]).code,
        1
    );
    assert_eq!(
        counterflow(place.path(), &["run", "auxiliary.mdl", "-o", "out.csv"]).code,
        0
    );
}
