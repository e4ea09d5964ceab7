//! The shape of the code: a table to read in a review, and the circles between files, which fail.

mod circles;
mod measure;
#[cfg(test)]
mod tests;

use crate::shell;
use anyhow::{Context, Result, bail};
use measure::{Function, Measured, measure};
use std::collections::BTreeMap;
use std::process::Command;

/// Functions longer than this are listed, and their share is printed.
const LONG_FUNCTION: usize = 60;

/// Files longer than this are listed.
const LONG_FILE: usize = 400;

/// How many of the largest are listed.
const LISTED: usize = 12;

/// Prints the table by crate, the largest files and functions, and the circles between files; fails on a circle.
pub fn run() -> Result<()> {
    let files = sources()?;
    let mut by_crate: BTreeMap<&str, Vec<&Measured>> = BTreeMap::new();
    for file in &files {
        by_crate.entry(crate_of(&file.path)).or_default().push(file);
    }
    println!(
        "{:<12} {:>5}  {:>17}  {:>26}  {:>5}  code a reason",
        "crate", "files", "lines med/p90/max", "function med/p75/p90/max", "> 60"
    );
    by_crate.iter().for_each(|(name, files)| row(name, files));
    row("all", &files.iter().collect::<Vec<_>>());
    largest(&files);
    no_circles(&files)
}

/// Fails, naming them, if files of a crate use each other in a circle.
fn no_circles(files: &[Measured]) -> Result<()> {
    let circles = circles::find(files);
    for circle in &circles {
        println!("circle between {} files:", circle.len());
        circle.iter().for_each(|(file, used)| println!("  {file} uses {used}"));
    }
    if !circles.is_empty() {
        bail!("{} circles between files", circles.len());
    }
    println!("no circle between files");
    Ok(())
}

/// Every file of production code that is in git.
fn sources() -> Result<Vec<Measured>> {
    let listed = shell::output(Command::new("git").args(["ls-files", "*.rs"]))?;
    let production = listed.lines().filter(|path| !is_test(path));
    production
        .filter(|path| shell::root().join(path).exists())
        .map(|path| {
            let text = std::fs::read_to_string(shell::root().join(path)).context(path.to_string())?;
            measure(path, &text)
        })
        .collect()
}

fn is_test(path: &str) -> bool {
    let folders = ["/tests/", "/benches/", "/examples/"];
    path.ends_with("tests.rs") || path.starts_with("fuzz/") || folders.iter().any(|folder| path.contains(folder))
}

fn crate_of(path: &str) -> &str {
    let mut folders = path.split('/');
    match folders.next() {
        Some("crates") => folders.next().unwrap_or_default(),
        first => first.unwrap_or_default(),
    }
}

fn row(name: &str, files: &[&Measured]) {
    let lines = sorted(files.iter().map(|file| file.lines));
    let functions = sorted(files.iter().flat_map(|file| file.functions.iter().map(|f| f.lines)));
    let long = functions.iter().filter(|lines| **lines > LONG_FUNCTION).count();
    let share = 100.0 * long as f64 / functions.len().max(1) as f64;
    println!(
        "{name:<12} {:>5}  {:>17}  {:>26}  {share:>4.1}%  {:>5}",
        files.len(),
        quantiles(&lines, &[0.5, 0.9, 1.0]),
        quantiles(&functions, &[0.5, 0.75, 0.9, 1.0]),
        code_a_reason(files),
    );
}

fn code_a_reason(files: &[&Measured]) -> usize {
    let code: usize = files.iter().map(|file| file.code).sum();
    let reasons: usize = files.iter().map(|file| file.reasons).sum();
    code.checked_div(reasons).unwrap_or(code)
}

fn largest(files: &[Measured]) {
    let mut long: Vec<&Measured> = files.iter().filter(|file| file.lines > LONG_FILE).collect();
    long.sort_by_key(|file| std::cmp::Reverse(file.lines));
    for file in long.iter().take(LISTED) {
        println!("{:5} lines  {}", file.lines, file.path);
    }
    longest_functions(files);
}

fn longest_functions(files: &[Measured]) {
    let functions = files.iter().flat_map(|file| file.functions.iter().map(move |f| (file, f)));
    let mut long: Vec<(&Measured, &Function)> = functions.filter(|(_, f)| f.lines > LONG_FUNCTION).collect();
    long.sort_by_key(|(_, f)| std::cmp::Reverse(f.lines));
    for (file, f) in long.iter().take(LISTED) {
        println!("{:5} lines  fn {} at {}:{}", f.lines, f.name, file.path, f.first);
    }
}

fn quantiles(sorted: &[usize], shares: &[f64]) -> String {
    let last = sorted.len().saturating_sub(1);
    let at = |share: &f64| sorted.get((last as f64 * share).round() as usize).copied().unwrap_or(0);
    let shown: Vec<String> = shares.iter().map(|share| at(share).to_string()).collect();
    shown.join(" / ")
}

fn sorted(values: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut values: Vec<usize> = values.collect();
    values.sort_unstable();
    values
}
