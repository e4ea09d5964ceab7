//! The binary as a person or a script meets it: what it prints, where, and which code it ends with.

mod bad_input;
mod certify;
mod check;
mod compare;
mod convert;
mod external;
mod fit;
mod hostile;
mod models;
mod new;
mod run;
mod score;
mod study;
mod vdf;

use std::path::Path;
use std::process::{Command, Stdio};

/// What a command left behind.
pub struct Ran {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Ran {
    /// Everything at once, for a snapshot.
    pub fn all(&self) -> String {
        let (code, out, err) = (self.code, &self.out, &self.err);
        format!("exit {code}\n--- stdout\n{out}--- stderr\n{err}")
    }
}

/// Runs the binary in a folder, so that no path of this machine appears in what it prints.
pub fn counterflow(folder: &Path, arguments: &[&str]) -> Ran {
    let output = command(folder, arguments).output().expect("the binary runs");
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// The binary with arguments, not yet started.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_counterflow"));
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    command
}

/// A folder with these files.
pub fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("the folder can be written");
    }
    folder
}

#[test]
fn help_is_an_answer_and_a_mistyped_command_is_not() {
    let folder = folder(&[]);
    let help = counterflow(folder.path(), &["--help"]);
    assert_eq!((help.code, help.err.as_str()), (0, ""));
    assert!(help.out.contains("compare"), "{}", help.out);
    let wrong = counterflow(folder.path(), &["comparr"]);
    assert_eq!((wrong.code, wrong.out.as_str()), (2, ""));
    assert!(wrong.err.contains("compare"), "{}", wrong.err);
}
