//! The flagship's model in a public tool: both must give the same numbers.
//!
//! pysimlin comes from PyPI into a virtual environment below `target/`; nothing is installed on the machine.

use crate::shell;
use anyhow::Result;
use std::path::PathBuf;
use std::process::Command;

/// The tool that is compared with; another version may be named with COUNTERFLOW_ELSEWHERE.
const TOOL: &str = "pysimlin==0.8.5";

/// Largest relative difference that counts as the same: both compute in doubles, in another order.
const TOLERANCE: &str = "1e-9";

/// The model's balances of persons and drug are zero but for rounding, and rounding differs with the order.
const ZERO: &str = "1e-9";

/// Runs the model in pysimlin and here, and compares every variable at every week.
pub fn run() -> Result<()> {
    let study = shell::root().join("studies").join("us-mexico");
    let python = environment()?;
    let binary = shell::counterflow()?;
    let folder = shell::root().join("target").join("elsewhere");
    std::fs::create_dir_all(&folder)?;
    let (theirs, ours) = (folder.join("pysimlin.csv"), folder.join("counterflow.csv"));
    let model = study.join("model").join("us-mexico.mdl");
    shell::finish(
        Command::new(&python)
            .arg(study.join("model").join("check_elsewhere.py"))
            .arg("-o")
            .arg(&theirs)
            .arg(&model),
    )?;
    shell::finish(
        Command::new(&binary)
            .arg("run")
            .arg(&model)
            .arg("--quiet")
            .arg("-o")
            .arg(&ours),
    )?;
    shell::finish(Command::new(&binary).arg("compare").arg(&ours).arg(&theirs).args([
        "--tolerance",
        TOLERANCE,
        "--absolute",
        ZERO,
    ]))
}

/// A Python with the tool in it.
pub fn environment() -> Result<PathBuf> {
    let wanted = std::env::var("COUNTERFLOW_ELSEWHERE").unwrap_or_else(|_| TOOL.into());
    shell::python(&shell::root().join("target").join("python"), &[&wanted])
}
