//! The Parquet that a study keeps, in the readers that users have: they must find what the CSV tables say.
//!
//! DuckDB, Polars and pandas come from PyPI into a virtual environment below `target/`.

use crate::shell;
use anyhow::Result;
use std::path::PathBuf;
use std::process::Command;

/// The readers, as pip names them.
const READERS: [&str; 4] = ["duckdb==2.0.0", "polars==2.1.0", "pandas==3.1.1", "pyarrow==26.0.1"];

/// Carries a small study out with everything kept, and lets each reader compare.
pub fn run() -> Result<()> {
    let target = shell::root().join("target").join("columns");
    let study = target.join("tank");
    if study.exists() {
        std::fs::remove_dir_all(&study)?;
    }
    shell::copy_folder(&shell::root().join("crates/study/tests/studies/tank"), &study)?;
    let binary = shell::counterflow()?;
    shell::output(Command::new(&binary).arg("study").arg(&study).args(["--keep", "trajectories", "--quiet"]))?;
    let script = shell::root().join("xtask").join("src").join("columns.py");
    shell::finish(Command::new(readers()?).arg(script).arg(study.join("results")))
}

/// A Python with the readers in it.
fn readers() -> Result<PathBuf> {
    let folder = shell::root().join("target").join("readers");
    shell::python(&folder, &READERS)
}
