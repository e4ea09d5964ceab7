//! Public tools from PyPI that the same models are given to.

use super::Bench;
use super::rounds::{Side, same};
use crate::shell;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Seconds after which a tool is not waited for any longer.
const PATIENCE: &str = "240";

impl Bench {
    /// Processor time of a run of a model in a public tool that computes what our sides have computed.
    pub fn elsewhere(&self, (tool, runs): (&str, usize), model: &Path, ours: &[&Side]) -> Result<f64> {
        let script = shell::root().join("xtask").join("src").join("bench").join("elsewhere.py");
        let out = self.at(&format!("{tool}.csv"));
        let mut command = Command::new("timeout");
        command.arg(PATIENCE).arg(environment(tool)?).arg(script);
        command.arg(tool).arg(model).arg(runs.to_string()).arg(&out);
        let ended = command.output().context("cannot start `timeout`")?;
        match ended.status.code() {
            Some(0) => ours.iter().try_for_each(|side| same(&side.out, &out))?,
            Some(124) => bail!("no answer within {PATIENCE} s"),
            _ => bail!("{}", in_few_words(&String::from_utf8_lossy(&ended.stderr))),
        }
        Ok(String::from_utf8_lossy(&ended.stdout).trim().parse()?)
    }
}

/// The last line of what a tool complained about, without the rest of a long one.
fn in_few_words(complaint: &str) -> String {
    let last = complaint.lines().map(str::trim).rfind(|line| !line.is_empty());
    let last = last.unwrap_or("it failed and said nothing").replace(['|', '`'], " ");
    match last.char_indices().nth(100) {
        Some((cut, _)) => format!("{} …", &last[..cut]),
        None => last,
    }
}

/// A Python with a tool in it, in a folder of its own below `target/`.
fn environment(tool: &str) -> Result<PathBuf> {
    match tool {
        "simlin" => crate::elsewhere::environment(),
        "pysd" => shell::python(&shell::root().join("target").join("pysd"), &["pysd==3.14.3"]),
        other => bail!("no tool is called `{other}`"),
    }
}
