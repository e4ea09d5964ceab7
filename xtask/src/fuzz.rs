//! Whether the fuzz targets still compile: they are a workspace of their own, which no other task builds.

use crate::shell;
use anyhow::{Context, Result};
use std::process::Command;

/// Checks the fuzz targets with the compiler at hand; to run them needs a nightly one.
pub fn check() -> Result<()> {
    let mut cargo = Command::new(shell::cargo_binary());
    // `--locked`: what the workspace depends on stands in a second lock file, which is else rewritten in silence.
    cargo.args(["check", "--quiet", "--locked", "--manifest-path", "fuzz/Cargo.toml"]);
    cargo.arg("--target-dir").arg(shell::target().join("fuzz"));
    // Without a path to link it from, libFuzzer is compiled from C++; a check links nothing, so the path need not exist.
    cargo.env("CUSTOM_LIBFUZZER_PATH", "/nowhere/libfuzzer.a");
    shell::finish(&mut cargo).context("the fuzz targets do not compile; if a lock file is old: `cargo check` in fuzz/")
}
