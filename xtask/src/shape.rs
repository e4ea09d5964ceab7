//! Lines of files and functions: a table to read in a review, not a limit.

use crate::shell;
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Prints the table by crate, then the largest files and functions.
pub fn run() -> Result<()> {
    let listed = shell::output(Command::new("git").args(["ls-files", "*.rs"]))?;
    let files: Vec<Measured> = listed.lines().filter(|f| !is_test(f)).filter_map(measure).collect();
    let mut crates: Vec<&str> = files.iter().map(|f| f.home.as_str()).collect();
    crates.sort_unstable();
    crates.dedup();
    println!(
        "{:<16} {:>5}  {:>20}  {:>26}",
        "crate", "files", "lines med/p90/max", "function med/p75/p90/max"
    );
    for name in crates.iter().copied().chain(["all"]) {
        let of: Vec<&Measured> = files.iter().filter(|f| name == "all" || f.home == name).collect();
        let lines = sorted(of.iter().map(|f| f.lines));
        let functions = sorted(of.iter().flat_map(|f| f.functions.iter().map(|(_, n)| *n)));
        let f = |share| at(&functions, share);
        println!(
            "{name:<16} {:>5}  {:>20}  {:>26}",
            of.len(),
            format!("{} / {} / {}", at(&lines, 0.5), at(&lines, 0.9), at(&lines, 1.0)),
            format!("{} / {} / {} / {}", f(0.5), f(0.75), f(0.9), f(1.0)),
        );
    }
    largest(&files);
    Ok(())
}

struct Measured {
    home: String,
    path: PathBuf,
    lines: usize,
    functions: Vec<(usize, usize)>,
}

fn is_test(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("tests.rs") || path.contains("/benches/") || path.starts_with("fuzz/")
}

/// Lines before the first test module, and each function's first line and length by rustfmt's indentation.
fn measure(path: &str) -> Option<Measured> {
    let text = std::fs::read_to_string(shell::root().join(path)).ok()?;
    let code: Vec<&str> = text.lines().take_while(|l| !l.starts_with("#[cfg(test)]")).collect();
    let mut functions = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    for (number, line) in code.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        match open {
            None if starts_function(line) && !line.ends_with(';') => open = Some((number, indent)),
            Some((start, at)) if indent == at && line.trim_end().ends_with('}') => {
                functions.push((start + 1, number - start + 1));
                open = None;
            }
            _ => {}
        }
    }
    let home = path.split('/').take(2).last().unwrap_or("").to_string();
    let home = if path.starts_with("xtask") {
        "xtask".into()
    } else {
        home
    };
    Some(Measured {
        home,
        path: Path::new(path).into(),
        lines: code.len(),
        functions,
    })
}

fn starts_function(line: &str) -> bool {
    let words = line.trim_start();
    [
        "fn ",
        "pub fn ",
        "pub(crate) fn ",
        "pub(super) fn ",
        "const fn ",
        "pub const fn ",
        "unsafe fn ",
    ]
    .iter()
    .any(|start| words.starts_with(start))
}

fn largest(files: &[Measured]) {
    let mut by_lines: Vec<&Measured> = files.iter().filter(|f| f.lines > 400).collect();
    by_lines.sort_by_key(|f| std::cmp::Reverse(f.lines));
    for file in by_lines.iter().take(12) {
        println!("{:5} lines  {}", file.lines, file.path.display());
    }
    let mut long: Vec<(usize, String)> = files
        .iter()
        .flat_map(|f| {
            f.functions
                .iter()
                .filter(|(_, n)| *n > 60)
                .map(|(at, n)| (*n, format!("{}:{at}", f.path.display())))
        })
        .collect();
    long.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
    for (lines, place) in long.iter().take(12) {
        println!("{lines:5} lines  fn at {place}");
    }
}

fn sorted(values: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut values: Vec<usize> = values.collect();
    values.sort_unstable();
    values
}

fn at(sorted: &[usize], share: f64) -> usize {
    let last = sorted.len().saturating_sub(1);
    sorted.get((last as f64 * share).round() as usize).copied().unwrap_or(0)
}
