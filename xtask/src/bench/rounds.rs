//! Running a side and timing it, and comparing what two sides computed.

use anyhow::{Context, Result, bail};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program that does some runs and writes their last values.
#[derive(Clone)]
pub struct Side {
    pub words: Vec<String>,
    pub out: PathBuf,
    /// How many runs it makes.
    pub runs: usize,
}

impl Side {
    /// The command without its folders, and without most of a long list.
    pub fn shown(&self) -> String {
        let word = |word: &String| match word.split(',').collect::<Vec<_>>().as_slice() {
            [path] if Path::new(path) == self.out => "OUT".into(),
            [first, _, _, _, ..] => format!("{first},…"),
            [one] => one.rsplit(std::path::MAIN_SEPARATOR).next().unwrap_or(one).to_string(),
            few => few.join(","),
        };
        let words: Vec<String> = self.words.iter().map(word).collect();
        words.join(" ")
    }
}

/// What a side took, in seconds.
#[derive(Clone, Copy, Debug)]
pub struct Time {
    /// Of processor time, reading and writing included.
    pub processor: f64,
    /// On the wall, of the runs alone.
    pub wall: f64,
    /// On the wall, until the model could run; 0 for a program that was compiled beforehand.
    pub compile: f64,
    runs: usize,
}

impl Time {
    /// Processor time of a run.
    pub fn each(&self) -> f64 {
        self.processor / self.runs as f64
    }
}

/// Runs a side once. The shell tells the processor time of what it ran.
pub fn once(side: &Side) -> Result<Time> {
    let out = Command::new("bash")
        .args(["-c", "TIMEFORMAT=%U; time \"$0\" \"$@\""])
        .args(&side.words)
        .output()
        .context("cannot start bash")?;
    let (shown, told) = (
        String::from_utf8_lossy(&out.stdout),
        String::from_utf8_lossy(&out.stderr),
    );
    if !out.status.success() {
        bail!("{:?} failed: {told}", side.words);
    }
    let processor = told.lines().last().context("no time was told")?.trim().parse()?;
    let mut numbers = shown.split_whitespace().map_while(|word| word.parse::<f64>().ok());
    let wall = numbers.next().context("the program printed no time")?;
    // `measure` also prints the processor time of its runs on one thread, and how long compiling took.
    let compile = numbers.nth(1).unwrap_or(0.0);
    Ok(Time {
        processor,
        wall,
        compile,
        runs: side.runs,
    })
}

/// The median of one of the times.
pub fn median(times: &[Time], of: impl Fn(&Time) -> f64) -> f64 {
    let mut all: Vec<f64> = times.iter().map(of).collect();
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

/// The median of the ratios of paired rounds.
pub fn ratio(theirs: &[Time], ours: &[Time], of: impl Fn(&Time) -> f64) -> f64 {
    let mut all: Vec<f64> = theirs.iter().zip(ours).map(|(t, o)| of(t) / of(o)).collect();
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

/// Largest relative difference that counts as the same: the order of operations and the functions differ.
const TOLERANCE: f64 = 1e-9;
/// Balances that are zero but for rounding are compared with the model's other numbers, which are of the order of 1 and more.
const ZERO: f64 = 1e-9;

/// Fails unless all columns that both files have hold the same numbers.
pub fn same(a: &Path, b: &Path) -> Result<()> {
    let (first, second) = (columns(a)?, columns(b)?);
    let mut compared = 0;
    for (name, theirs) in &second {
        let Some(ours) = first.get(name) else { continue };
        for (x, y) in ours.iter().zip(theirs) {
            let is_same =
                x == y || (x - y).abs() <= (TOLERANCE * x.abs().max(y.abs())).max(ZERO) || x.is_nan() && y.is_nan();
            if !is_same {
                bail!("{} and {} differ: {name} is {x:?} and {y:?}", a.display(), b.display());
            }
            compared += 1;
        }
    }
    if compared == 0 {
        bail!("{} and {} have nothing in common", a.display(), b.display());
    }
    Ok(())
}

/// The columns of a CSV file by a name that does not depend on the case and the kind of blank.
fn columns(path: &Path) -> Result<HashMap<String, Vec<f64>>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut lines = text.lines();
    let names = split(lines.next().context("an empty file")?);
    let mut columns: Vec<Vec<f64>> = vec![Vec::new(); names.len()];
    for line in lines {
        for (column, number) in columns.iter_mut().zip(line.split(',')) {
            column.push(number.parse().unwrap_or(f64::NAN));
        }
    }
    Ok(names.into_iter().zip(columns).collect())
}

/// Names of a first line; a comma within brackets belongs to the name.
fn split(line: &str) -> Vec<String> {
    let (mut names, mut depth) = (vec![String::new()], 0);
    for letter in line.chars() {
        match letter {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        match (letter, depth) {
            (',', 0) => names.push(String::new()),
            (' ' | '_', _) => names.last_mut().into_iter().for_each(|name| name.push('_')),
            ('"', _) => {}
            _ => names.last_mut().into_iter().for_each(|name| name.extend(letter.to_lowercase())),
        }
    }
    names
}
