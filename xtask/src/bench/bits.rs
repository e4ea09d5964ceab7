//! Whether any bit depends on how a model is run: instructions, width, threads, one by one or together.

use super::rounds::{Side, once};
use super::row::{Bar, Figure, Row};
use super::{Bench, report::Report, sets};
use anyhow::{Context, Result};
use std::path::Path;
use std::sync::Mutex;

/// More than a block of the widest.
pub const RUNS: usize = 260;

/// How the models are run.
const WIDTHS: [&str; 4] = ["1", "8", "64", "256"];
const THREADS: [&str; 3] = ["1", "2", "4"];

impl Bench {
    /// Runs each model in every way and counts the numbers that are not the same as in the first.
    pub fn bits(&self, models: &[(&str, String)], report: &mut Report) -> Result<()> {
        let (mut differing, mut compared) = (0, 0);
        for (model, keep) in models {
            let (first, others) = self.ways(model, keep);
            once(&first)?;
            let first = std::fs::read_to_string(&first.out)?;
            for found in different(&first, &others)? {
                differing += found.0;
                compared += found.1;
            }
        }
        let ways = sets().len() * (WIDTHS.len() * THREADS.len() + 1);
        let names: Vec<String> = models.iter().map(|(model, _)| format!("`{model}`")).collect();
        let what = format!(
            "numbers that differ across {} sets of instructions × widths {} × threads {}, and runs one by one ({ways} ways; {}, {RUNS} \
             runs, all save points)",
            sets().len(),
            WIDTHS.join("/"),
            THREADS.join("/"),
            names.join(", ")
        );
        let command = "measure MODEL DRAWS OUT 260 --all --simd S --width W --threads T, or --single";
        let figure = Figure::Differing(differing, compared);
        report.row(Row::alone(what, figure, Bar::AtMost(0.0)).by(command));
        Ok(())
    }

    /// A first way to run a model, and all others.
    fn ways(&self, model: &str, keep: &str) -> (Side, Vec<Side>) {
        let path = self.at(&format!("{model}.mdl"));
        let draws = format!("{model}_draws.csv");
        let side = |more: &[&str]| {
            let more = [&["--all", "--keep", keep], more].concat();
            self.ours(&path, (&draws, RUNS), &more)
        };
        let mut ways = Vec::new();
        for set in sets() {
            ways.push(side(&["--simd", set, "--single"]));
            for width in WIDTHS {
                for threads in THREADS {
                    ways.push(side(&["--simd", set, "--width", width, "--threads", threads]));
                }
            }
        }
        let first = ways.remove(0);
        (first, ways)
    }
}

/// How many numbers of each side are not the first's, and how many were looked at; two sides run at a time.
fn different(first: &str, sides: &[Side]) -> Result<Vec<(usize, usize)>> {
    let left = Mutex::new(sides.iter());
    let next = || left.lock().ok()?.next();
    let work = || -> Result<Vec<(usize, usize)>> {
        let mut found = Vec::new();
        while let Some(side) = next() {
            once(side)?;
            let text = std::fs::read_to_string(&side.out)?;
            std::fs::remove_file(&side.out).ok();
            found.push(differing(first, &text));
        }
        Ok(found)
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(work);
        let mut found = work()?;
        found.extend(other.join().ok().context("a thread ended early")??);
        Ok(found)
    })
}

/// Numbers that are written differently, or that only one text has; and how many the first has. Numbers are written with all
/// their digits, so that those that are written alike have the same bits.
pub fn differing(first: &str, second: &str) -> (usize, usize) {
    let numbers = |text: &str| -> Vec<String> {
        let lines = text.lines().skip(1);
        lines.flat_map(|line| line.split(',').map(String::from)).collect()
    };
    let (first, second) = (numbers(first), numbers(second));
    let unlike = first.iter().zip(&second).filter(|(a, b)| a != b).count();
    (unlike + first.len().abs_diff(second.len()), first.len())
}

/// The names in the first line of a file.
pub fn names(path: &Path) -> Result<String> {
    let text = std::fs::read_to_string(path)?;
    Ok(text.lines().next().context("the C wrote nothing")?.to_string())
}

#[cfg(test)]
mod tests {
    use super::differing;

    #[test]
    fn every_number_counts() {
        assert_eq!(differing("a,b\n1,2\n3,4\n", "a,b\n1,2\n3,4\n"), (0, 4));
        assert_eq!(differing("a,b\n1,2\n3,4\n", "a,b\n1,2.5\n3,4\n"), (1, 4));
        assert_eq!(differing("a,b\n1,2\n3,4\n", "a,b\n1,2\n"), (2, 4));
    }
}
