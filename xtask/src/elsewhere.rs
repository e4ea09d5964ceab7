//! The flagship's model in a public tool: both must give the same numbers.
//!
//! pysimlin comes from PyPI into a virtual environment below `target/`; nothing is installed on the machine.

use crate::shell;
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The tool that is compared with; another version may be named with COUNTERFLOW_ELSEWHERE.
const TOOL: &str = "pysimlin==0.8.5";

/// Largest relative difference that counts as the same: both compute in doubles, in another order.
const TOLERANCE: &str = "1e-9";

/// The model's balances of persons and drug are zero but for rounding, and rounding differs with the order.
const ZERO: &str = "1e-9";

/// Runs the model in pysimlin and here, and compares every variable at every week.
pub fn run() -> Result<()> {
    let folder = shell::root().join("target").join("elsewhere");
    std::fs::create_dir_all(&folder)?;
    let (theirs, ours) = (folder.join("pysimlin.csv"), folder.join("counterflow.csv"));
    run_there(&theirs)?;
    let counterflow = shell::counterflow()?;
    run_here(&counterflow, &ours)?;
    let mut compare = Command::new(&counterflow);
    compare.arg("compare").arg(&ours).arg(&theirs);
    shell::finish(compare.args(["--tolerance", TOLERANCE, "--absolute", ZERO]))
}

fn run_there(out: &Path) -> Result<()> {
    let folder = model_folder();
    let mut command = Command::new(environment()?);
    command.arg(folder.join("check_elsewhere.py")).arg("-o").arg(out);
    shell::finish(command.arg(folder.join("us-mexico.mdl")))
}

fn run_here(counterflow: &Path, out: &Path) -> Result<()> {
    let mut command = Command::new(counterflow);
    command.arg("run").arg(model_folder().join("us-mexico.mdl"));
    shell::finish(command.arg("--quiet").arg("-o").arg(out))
}

fn model_folder() -> PathBuf {
    shell::root().join("studies").join("us-mexico").join("model")
}

/// A Python with the tool in it.
pub fn environment() -> Result<PathBuf> {
    let wanted = std::env::var("COUNTERFLOW_ELSEWHERE").unwrap_or_else(|_| TOOL.into());
    shell::python(&shell::root().join("target").join("python"), &[&wanted])
}
