//! The engine's tests with AddressSanitizer, which looks at every load and store: kernels take addresses.

use crate::shell;
use anyhow::{Result, bail};
use std::process::Command;

/// Runs the tests of the engine, compiled by a nightly compiler, which alone has the sanitizer.
pub fn run(words: &[String]) -> Result<()> {
    let Some(target) = target() else {
        bail!("the sanitizer needs a nightly compiler: `rustup toolchain install nightly`");
    };
    let mut cargo = Command::new("rustup");
    cargo.args(["run", "nightly", "cargo", "test", "--package", "counterflow-run"]);
    // With a target named, the sanitizer is not for build scripts.
    cargo.args([
        "--lib",
        "--tests",
        "--target",
        &target,
        "--target-dir",
        "target/sanitize",
    ]);
    cargo.args(words);
    cargo.env("RUSTFLAGS", "-Zsanitizer=address").env_remove("CARGO");
    shell::finish(&mut cargo)?;
    println!("sanitize: nothing was read or written where it should not be");
    Ok(())
}

/// What the nightly compiler compiles for, if there is one.
fn target() -> Option<String> {
    let mut rustc = Command::new("rustup");
    let version = shell::output(rustc.args(["run", "nightly", "rustc", "-vV"])).ok()?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(String::from)
}
