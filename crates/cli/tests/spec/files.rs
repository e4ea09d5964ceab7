//! Examples with files beside the model: they go through the binary, as a person would run them.

use std::path::Path;
use std::process::{Command, Output};

/// A file beside the model.
pub struct File {
    /// `changes` for a changes file, `data` for a data file, `file` for one that the model names.
    pub kind: String,
    pub name: String,
    pub text: String,
}

/// What a run said when it found something.
pub struct Told {
    /// All of it.
    pub text: String,
    /// The heads of the diagnostics, as `error[id] message`.
    pub heads: Vec<String>,
}

/// What a run wrote: the names and values of its columns, time first; else its diagnostics.
pub fn run((name, model): (&str, &str), files: &[File]) -> Result<Vec<(String, Vec<f64>)>, Told> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(folder.path())).expect("a folder can be made");
        std::fs::write(path, text).expect("it can be written");
    };
    write(name, model);
    files.iter().for_each(|file| write(&file.name, &file.text));
    let mut command = Command::new(env!("CARGO_BIN_EXE_counterflow"));
    command.args(["run", name, "--output", "out.csv", "--color", "never"]);
    for file in files.iter().filter(|file| file.kind != "file") {
        command.args([&format!("--{}", file.kind), &file.name]);
    }
    let ran = command.current_dir(folder.path()).output().expect("the binary runs");
    let told = told(&ran);
    match ran.status.success() && told.heads.is_empty() {
        true => Ok(columns(&folder.path().join("out.csv"))),
        false => Err(told),
    }
}

fn told(ran: &Output) -> Told {
    let text = String::from_utf8_lossy(&ran.stderr).into_owned();
    let heads = text.lines().filter(|l| l.starts_with("error") || l.starts_with("warning"));
    let heads = heads.map(|line| line.replacen("]: ", "] ", 1)).collect();
    Told { text, heads }
}

fn columns(path: &Path) -> Vec<(String, Vec<f64>)> {
    let mut reader = csv::Reader::from_path(path).expect("a table");
    let names = reader.headers().expect("a row of names").clone();
    let mut columns: Vec<(String, Vec<f64>)> = names.iter().map(|name| (name.into(), Vec::new())).collect();
    for row in reader.records() {
        for (cell, column) in row.expect("a row of cells").iter().zip(&mut columns) {
            column.1.push(cell.parse().expect("a number"));
        }
    }
    columns
}
