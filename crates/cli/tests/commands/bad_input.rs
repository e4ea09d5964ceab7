//! What the world and its files can do to a command: each case has a message, a code and no partial output.

use crate::models::TEACUP;
use crate::{command, counterflow, folder};
use std::fs;
use std::path::Path;
use std::process::Stdio;

/// What `run` says about a file, with its code; nothing may stand on standard output.
fn said(folder: &Path, model: &str) -> String {
    let ran = counterflow(folder, &["run", model, "-o", "out.csv"]);
    assert_eq!(ran.out, "");
    assert!(!folder.join("out.csv").exists());
    format!("exit {}\n{}", ran.code, ran.err)
}

#[test]
fn files_that_are_no_models() {
    let folder = folder(&[
        ("empty.mdl", ""),
        ("words.mdl", "These are only words\n"),
        ("model.xmile", "<?xml version=\"1.0\"?><xmile/>"),
        ("cut.mdl", &TEACUP[..TEACUP.len() / 2]),
    ]);
    fs::create_dir(folder.path().join("folder.mdl")).unwrap();
    fs::write(folder.path().join("binary.mdl"), [0u8, 159, 146, 150].repeat(50)).unwrap();
    let said = |model: &str| said(folder.path(), model);
    insta::assert_snapshot!(said("none.mdl"), @"
    exit 1
    error: there is no file `none.mdl`
    ");
    insta::assert_snapshot!(said("folder.mdl"), @"
    exit 1
    error: `folder.mdl` is a folder, not a model file
    ");
    insta::assert_snapshot!(said("binary.mdl"), @"
    exit 2
    error[not-a-text-file]: `binary.mdl`: the file contains binary data, not text
     |
     = help: in Vensim, save the model as text: `File > Save As`, type `.mdl`
    ");
    insta::assert_snapshot!(said("empty.mdl"), @"
    exit 2
    error[empty-file]: `empty.mdl`: the file is empty
    ");
    insta::assert_snapshot!(said("words.mdl"), @"
    exit 2
    error[truncated-file]: the file ends inside a definition: expected `=`, `(`, `:` or `~` after the name
     --> words.mdl:2:1
      |
    2 |
      | ^
      |
      = help: the file may have been cut off when it was copied
    error[missing-control]: the model has no `INITIAL TIME`, no `FINAL TIME` and no `TIME STEP`
    --> words.mdl
     = help: `INITIAL TIME = 0 ~ Month ~ |`
     = help: `FINAL TIME = 100 ~ Month ~ |`
     = help: `TIME STEP = 1 ~ Month ~ |`
    ");
    insta::assert_snapshot!(said("model.xmile"), @r#"
    exit 2
    error[missing-run-specs]: the file does not say when the run begins and ends
     --> model.xmile:1:22
      |
    1 | <?xml version="1.0"?><xmile/>
      |                      ^^^^^^^^
      |
      = help: `<sim_specs><start>0</start><stop>10</stop><dt>1</dt></sim_specs>`
    error[empty-file]: the file defines no model
     --> model.xmile:1:22
      |
    1 | <?xml version="1.0"?><xmile/>
      |                      ^^^^^^^^
    "#);
    insta::assert_snapshot!(said("cut.mdl"), @"
    exit 2
    error[unknown-name]: no variable or function is called `Cooling time`
     --> cut.mdl:3:31
      |
    3 | Heat loss = (Teacup - Room) / Cooling time ~ degree/Minute ~ |
      |                               ^^^^^^^^^^^^ not defined in this model
    error[missing-control]: the model has no `INITIAL TIME`, no `FINAL TIME` and no `TIME STEP`
    --> cut.mdl
     = help: `INITIAL TIME = 0 ~ Month ~ |`
     = help: `FINAL TIME = 100 ~ Month ~ |`
     = help: `TIME STEP = 1 ~ Month ~ |`
    ");
}

#[test]
fn names_that_cannot_be_shown_are_made_harmless() {
    let text = TEACUP.replace("Room = 70", "\"\u{1b}[31mRoom\" = 70");
    let folder = folder(&[("model.mdl", &text)]);
    let ran = counterflow(folder.path(), &["run", "model.mdl", "--plot", "teacup"]);
    assert!(
        !ran.out.contains('\u{1b}') && !ran.err.contains('\u{1b}'),
        "{}",
        ran.all()
    );
}

#[test]
fn places_that_cannot_be_written() {
    let folder = folder(&[("model.mdl", TEACUP), ("guarded.csv", "older\n")]);
    let guarded = folder.path().join("guarded.csv");
    let mut permissions = fs::metadata(&guarded).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&guarded, permissions).unwrap();
    fs::create_dir(folder.path().join("folder.csv")).unwrap();
    let said = |output: &str| {
        let ran = counterflow(folder.path(), &["run", "model.mdl", "-o", output]);
        assert_eq!(ran.out, "");
        format!("exit {}\n{}", ran.code, ran.err)
    };
    insta::assert_snapshot!(said("none/out.csv"), @"
    exit 1
    error: there is no folder `none`
    ");
    insta::assert_snapshot!(said("folder.csv"), @"
    exit 1
    error: `folder.csv` is a folder, not a file
    ");
    insta::assert_snapshot!(said("guarded.csv"), @"
    exit 1
    error: no permission to write `guarded.csv`
    ");
    insta::assert_snapshot!(said("out.xlsx"), @"
    exit 2
    error: `out.xlsx` has an unsupported file extension
      = help: end the name in `.csv`, `.tab` or `.parquet`
    ");
    assert_eq!(fs::read_to_string(&guarded).unwrap(), "older\n");
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        3,
        "nothing is left behind"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_is_read_only_for_everybody() {
    let folder = folder(&[("model.mdl", TEACUP)]);
    let ran = counterflow(folder.path(), &["run", "model.mdl", "-o", "/sys/counterflow.csv"]);
    assert_eq!(
        ran.all(),
        "exit 1\n--- stdout\n--- stderr\nerror: no permission to write `/sys/counterflow.csv`\n"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk() {
    let folder = folder(&[("model.mdl", TEACUP)]);
    let ran = counterflow(folder.path(), &["run", "model.mdl", "-o", "/dev/full"]);
    assert_eq!(
        ran.all(),
        "exit 1\n--- stdout\n--- stderr\nerror: the disk is full: `/dev/full` was not written\n"
    );
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output = command(folder.path(), &["run", "model.mdl"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.starts_with("error: cannot write to standard output:"), "{said}");
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let folder = folder(&[("model.mdl", TEACUP)]);
    // 48,001 rows are more than any pipe holds.
    let arguments = ["run", "model.mdl", "--stop", "6000", "-o", "-"];
    for arguments in [
        &arguments[..],
        &["run", "model.mdl"],
        &["check", "model.mdl"],
        &["--help"],
    ] {
        let mut child =
            command(folder.path(), arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), said.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_model_that_never_ends() {
    let folder = folder(&[]);
    let ran = counterflow(folder.path(), &["check", "/dev/zero"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("MiB"), "{}", ran.err);
    let ran = counterflow(folder.path(), &["run", "/dev/zero", "--changes", "/dev/zero"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
}

#[test]
fn numbers_of_the_clock_that_make_no_sense() {
    let folder = folder(&[("model.mdl", TEACUP)]);
    for arguments in [
        ["--step", "0"],
        ["--step", "1e-300"],
        ["--stop", "inf"],
        ["--save-every", "nan"],
        ["--step=-1", "--quiet"],
    ] {
        let ran = counterflow(folder.path(), &[&["run", "model.mdl"], &arguments[..]].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}: {}", ran.err);
        assert!(ran.err.starts_with("error"), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn a_dialect_that_changes_nothing() {
    let folder = folder(&[("model.mdl", TEACUP)]);
    let ran = counterflow(folder.path(), &["check", "model.mdl", "--dialect", "stella"]);
    assert_eq!(ran.code, 0);
    insta::assert_snapshot!(ran.err, @"
    warning[dialect-without-effect]: the dialect has no effect on a Vensim model: its functions have only one meaning
    --> model.mdl
     = help: leave `--dialect` out
    ");
}

/// What is said of a study whose files are not there, or are none.
#[test]
fn studies_that_are_none() {
    let folder = folder(&[]);
    for name in ["empty", "gone"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    fs::write(folder.path().join("gone/study.toml"), STUDY).unwrap();
    let said = |study: &str| {
        let ran = counterflow(folder.path(), &["study", study, "--quick"]);
        assert_eq!(ran.out, "");
        assert!(!folder.path().join(study).join("results").exists());
        format!("exit {}\n{}", ran.code, ran.err)
    };
    insta::assert_snapshot!(said("none"), @"
    exit 1
    error: there is no `none`
    ");
    insta::assert_snapshot!(said("empty"), @"
    exit 1
    error: `empty` is no study: it has no `study.toml`
      = help: `counterflow new NAME` makes a study to fill in
    ");
    insta::assert_snapshot!(said("gone"), @"
    exit 1
    error: there is no `gone/model/none.mdl`
    ");
}

/// The smallest text that names a model.
const STUDY: &str = "format = 1\n[study]\nmodel = \"model/none.mdl\"\n";
