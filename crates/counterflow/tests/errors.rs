//! Every reason why something cannot be had, in its words.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use counterflow::{FileError, Files, LoadError, Loader, Memory};
use std::io;
use std::path::{Path, PathBuf};

const CLOCK: &str = "INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|";

/// A folder `m` with a model, and some other files in it and beside it.
fn files(model: &str) -> Memory {
    Memory::new()
        .with("m/model.mdl", format!("{model} {CLOCK}"))
        .with("m/nothing.mdl", "")
        .with("m/picture.mdl", b"\x89PNG\r\n\x1a\n")
        .with("m/tables/one.csv", "x,1\n")
        .with("m/latin.csv", b"Time,caf\xe9\n0,1\n")
        .with("m/run.vdf", "")
        .with("secret/two.csv", "x,2\n")
}

/// Why a file cannot be had; what is wrong with a text is a diagnostic instead.
fn said(loader: &Loader, path: &str) -> String {
    match loader.open(path) {
        Ok(_) => "opened".into(),
        Err(LoadError::File(error)) => format!("file: {error}"),
        Err(LoadError::Invalid(found)) => found.to_string(),
        Err(error) => format!("study: {error}"),
    }
}

#[test]
fn model_files_that_cannot_be_had() {
    let loader = Loader::new().files(files("x = 1 ~~|"));
    let messages = [
        said(&loader, "m/none.mdl"),
        said(&loader, "m"),
        said(&loader, "m/nothing.mdl"),
        said(&loader, "m/picture.mdl"),
        said(&loader.clone().largest_model(16), "m/model.mdl"),
        said(&loader.clone().data("m/none.csv"), "m/model.mdl"),
        said(&loader.clone().data("m/latin.csv"), "m/model.mdl"),
        said(&loader.clone().data("m/run.vdf"), "m/model.mdl"),
        said(&loader, "m/model.mdl"),
    ];
    insta::assert_snapshot!(messages.join("\n"), @r#"
    file: there is no file `m/none.mdl`
    file: `m` is a folder, not a model file
    error[empty-file]: `m/nothing.mdl`: the file is empty
    error[not-a-text-file]: `m/picture.mdl`: the file contains binary data, not text
     |
     = help: in Vensim, save the model as text: `File > Save As`, type `.mdl`
    file: `m/model.mdl` has more than 16 bytes, and no larger model is read
    file: there is no file `m/none.csv`
    opened
    file: `m/run.vdf`, byte 0: it does not begin as Vensim's files do (7F F7 17)
    opened
    "#);
}

#[test]
fn a_folder_on_a_disk() {
    let folder = tempfile::tempdir().unwrap();
    let error = Loader::new().open(folder.path()).map(|_| ()).unwrap_err();
    assert!(matches!(error, LoadError::File(FileError::IsFolder { .. })), "{error}");
}

/// A file that only the model names is the model's fault: a diagnostic at the place that names it.
#[test]
fn files_that_a_model_may_not_have() {
    let reads = |file: &str| {
        let model = format!("x = GET DIRECT CONSTANTS('{file}', ',', 'B1') ~~|");
        said(&Loader::new().files(files(&model)), "m/model.mdl")
    };
    let messages = ["none.csv", "../secret/two.csv", "tables", "?tag", "tables/one.csv"].map(reads);
    insta::assert_snapshot!(messages.join("\n"), @r#"
    error[unreadable-data]: there is no `none.csv`; looked for `m/none.csv`
     --> m/model.mdl:1:5
      |
    1 | x = GET DIRECT CONSTANTS('none.csv', ',', 'B1') ~~| INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    error[unreadable-data]: `m/../secret/two.csv` is outside the model's folder; to let the model read it, pass its folder to `--allow`
     --> m/model.mdl:1:5
      |
    1 | x = GET DIRECT CONSTANTS('../secret/two.csv', ',', 'B1') ~~| INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    error[unreadable-data]: `/m/tables` is not a regular file
     --> m/model.mdl:1:5
      |
    1 | x = GET DIRECT CONSTANTS('tables', ',', 'B1') ~~| INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    error[unreadable-data]: no file is set for `?tag`; set it with `--data-tag '?tag=FILE'`
     --> m/model.mdl:1:5
      |
    1 | x = GET DIRECT CONSTANTS('?tag', ',', 'B1') ~~| INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    opened
    "#);
}

/// Files of which none can be read.
struct Refusing(io::ErrorKind);

impl Files for Refusing {
    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(path.to_path_buf())
    }

    fn is_file(&self, _: &Path) -> bool {
        true
    }

    fn is_folder(&self, _: &Path) -> bool {
        false
    }

    fn read(&self, _: &Path, _: u64) -> io::Result<Vec<u8>> {
        Err(self.0.into())
    }

    fn list(&self, _: &Path) -> io::Result<Vec<PathBuf>> {
        Err(self.0.into())
    }
}

#[test]
fn files_that_cannot_be_read() {
    let of = |kind| {
        let loader = Loader::new().files(Refusing(kind));
        let study = loader.study("study.toml").map(|_| ()).unwrap_err();
        [said(&loader, "model.mdl"), format!("study: {study}")]
    };
    let messages = [of(io::ErrorKind::PermissionDenied), of(io::ErrorKind::TimedOut)].concat();
    insta::assert_snapshot!(messages.join("\n"), @r#"
    file: not allowed to read `model.mdl`
    study: cannot read `study.toml`: permission denied
    file: cannot read `model.mdl`: timed out
    study: cannot read `study.toml`: timed out
    "#);
}

#[test]
fn studies_that_cannot_be_had() {
    let of = |files: Memory| match Loader::new().files(files).study("s") {
        Ok(_) => "opened".to_string(),
        Err(LoadError::Study(error)) => format!("study: {error}"),
        Err(error) => error.to_string(),
    };
    let study = |model: &str| format!("format = 1\n[study]\ntitle = \"t\"\nquestion = \"q\"\nmodel = \"{model}\"\n");
    let with = |model: &str| Memory::new().with("s/study.toml", study(model));
    let messages = [
        of(Memory::new()),
        of(Memory::new().with("s/README.md", "")),
        of(Memory::new().with("s/study.toml", b"caf\xe9")),
        of(with("none.mdl")),
        of(with("m.mdl").with("s/m.mdl", CLOCK).with("s/data/a.csv", b"caf\xe9")),
    ];
    insta::assert_snapshot!(messages.join("\n"), @r#"
    study: cannot read `s`: entity not found
    study: cannot read `s/study.toml`: entity not found
    error[not-a-text-file]: `s/study.toml` is not UTF-8 text (byte 3)
     |
     = help: save it as UTF-8
    study: cannot read `s/none.mdl`: entity not found
    study: `s/data/a.csv` is not UTF-8 text (byte 3); save it as UTF-8
    "#);
}
