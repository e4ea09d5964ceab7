//! `small`, `large` and `sir` against the C that is made for each.

use super::bits::{RUNS, names};
use super::rounds::{Side, Time, median, once, ratio, same};
use super::row::{Bar, Row};
use super::{Bench, Report, load, sets};
use crate::shell;
use anyhow::{Context, Result};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How many times as quick as the C program an ensemble of a model shall be.
fn bar(model: &str, set: &str) -> Bar {
    match (model, set) {
        ("small", "avx512") => Bar::AtLeast(2.0),
        ("large", "avx512") => Bar::AtLeast(1.7),
        ("small", "avx2") => Bar::AtLeast(1.4),
        ("large", "avx2") => Bar::AtLeast(0.9),
        _ => Bar::Told,
    }
}

fn two_threads(model: &str, [one, two]: [&[Time]; 2], side: &Side) -> Row {
    let what = format!("`{model}`: 1 → 2 threads, wall-clock time, load {}", load());
    let wall = |times: &[Time]| median(times, |t| t.wall);
    let mut row = Row::ratio(what, (wall(one), wall(two)), Bar::AtLeast(1.8)).by(side.shown());
    row.figure = super::Figure::Ratio(ratio(one, two, |t| t.wall));
    row
}

impl Bench {
    /// All that is measured of the three models.
    pub fn against_c(&self, script: &Path, report: &mut Report) -> Result<()> {
        let runs = self.asked.runs.max(RUNS).to_string();
        let mut python = Command::new("python3");
        shell::finish(python.arg(script).arg(&self.folder).args(["--runs", &runs]))?;
        let mut models = Vec::new();
        for model in ["small", "large"] {
            self.compile_c(model)?;
            once(&self.c(model, "plain", 1))?;
            let keep = names(&self.at(&format!("{model}-plain.csv")))?;
            let together = self.ensembles((model, &keep), report)?;
            self.single((model, &keep), together, report)?;
            models.push((model, keep));
        }
        self.compile_c("sir")?;
        self.sir(report)?;
        models.push(("sir", "total infected".to_string()));
        self.bits(&models, report)
    }

    fn compile_c(&self, model: &str) -> Result<()> {
        for (name, contract) in [("plain", "-ffp-contract=off"), ("fused", "-ffp-contract=fast")] {
            let source = self.at(&format!("{model}.c"));
            let program = self.at(&format!("{model}-{name}"));
            let mut gcc = Command::new("gcc");
            gcc.args(["-O3", "-march=native", contract]).arg(source).args(["-lm", "-o"]).arg(program);
            shell::finish(&mut gcc)?;
        }
        Ok(())
    }

    fn c(&self, model: &str, kind: &str, runs: usize) -> Side {
        let out = self.at(&format!("{model}-{kind}.csv"));
        let mut words = vec![self.at(&format!("{model}-{kind}")).display().to_string()];
        if model != "sir" {
            words.push(self.at(&format!("{model}_draws.csv")).display().to_string());
            words.push(out.display().to_string());
        }
        words.push(runs.to_string());
        Side { words, out, runs }
    }

    /// Many runs on every set of instructions, and on two threads. Returns the seconds of one with the widest.
    fn ensembles(&self, (model, keep): (&str, &str), report: &mut Report) -> Result<f64> {
        let path = self.at(&format!("{model}.mdl"));
        let sets = sets();
        let sides = self.ensemble_sides((model, keep), &path, &sets);
        let times = self.rounds(&sides)?;
        for (at, set) in sets.iter().enumerate() {
            let three = [&times[0], &times[1], &times[2 + at]].map(Vec::as_slice);
            report.ensemble((model, set), three, bar(model, set), &sides[2 + at].shown());
        }
        let (widest, both) = (1 + sets.len(), 2 + sets.len());
        report.row(two_threads(model, [&times[widest], &times[both]], &sides[both]));
        let each = median(&times[widest], Time::each);
        let as_written = self.ours(&path, ("-", 1), &["--keep", keep]);
        once(&as_written)?;
        let theirs = self.elsewhere(("simlin", 20), &path, &[&as_written]);
        let what = format!("ensemble of `{model}` / pysimlin");
        report.against(&what, &theirs, (each, Bar::AtLeast(20.0)), sides[widest].shown());
        Ok(each)
    }

    /// The C plain and fused, ours with each set of instructions, and ours with the widest on two threads.
    fn ensemble_sides(&self, (model, keep): (&str, &str), path: &Path, sets: &[&str]) -> Vec<Side> {
        let (runs, draws) = (self.asked.runs, format!("{model}_draws.csv"));
        // A run costs the C the same however many there are, and slow sides are made few.
        let mut sides = vec![
            self.c(model, "plain", runs.div_ceil(2)),
            self.c(model, "fused", runs.div_ceil(2)),
        ];
        for set in sets {
            let runs = if *set == "portable" { runs.div_ceil(5) } else { runs };
            sides.push(self.ours(path, (&draws, runs), &["--keep", keep, "--simd", set]));
        }
        if sets.len() == 1 {
            sides[2] = self.ours(path, (&draws, runs), &["--keep", keep]);
        }
        sides.push(self.ours(path, (&draws, runs), &["--keep", keep, "--threads", "2"]));
        sides
    }

    /// One run after the other, as a slider does, against C, pysimlin and 64 at a time.
    fn single(&self, (model, keep): (&str, &str), together: f64, report: &mut Report) -> Result<()> {
        let path = self.at(&format!("{model}.mdl"));
        let runs = 200.min(self.asked.runs);
        let draws = format!("{model}_draws.csv");
        let ours = self.ours(&path, (&draws, runs), &["--single", "--keep", keep]);
        let scalar = ["--single", "--keep", keep, "--simd", "portable"];
        let scalar = self.ours(&path, (&draws, runs), &scalar);
        let times = self.rounds(&[self.c(model, "plain", runs), ours.clone(), scalar.clone()])?;
        let one = median(&times[1], Time::each);
        let c = median(&times[0], Time::each);
        let what = format!("single run of `{model}` / its C");
        report.row(Row::ratio(what, (c, one), Bar::Told).by(ours.shown()));
        let as_written = self.ours(&path, ("-", 1), &["--single"]);
        once(&as_written)?;
        let theirs = self.elsewhere(("simlin", 20), &path, &[&as_written]);
        let what = format!("single run of `{model}` / pysimlin");
        report.against(&what, &theirs, (one, Bar::AtLeast(1.5)), ours.shown());
        let what =
            format!("`{model}`: ensemble against single runs, same arithmetic (our runs one by one / our ensemble)");
        let pair = (median(&times[2], Time::each), together);
        report.row(Row::ratio(what, pair, Bar::AtLeast(8.0)).by(scalar.shown()));
        Ok(())
    }

    /// A single run of arrays against C whose loops the compiler has fused and vectorised.
    fn sir(&self, report: &mut Report) -> Result<()> {
        let runs = 200;
        let path = self.at("sir.mdl");
        let ours = |runs| self.ours(&path, ("-", runs), &["--single", "--keep", "total infected"]);
        let first = ours(1);
        once(&first)?;
        same(&first.out, &self.sir_of_c()?)?;
        let sides = [self.c("sir", "plain", runs), self.c("sir", "fused", runs), ours(runs)];
        let times = self.timed(&sides)?;
        let names = [
            "single run of `sir` / its C",
            "single run of `sir` / its C with fused multiply-add",
        ];
        for (theirs, what) in times.iter().zip(names) {
            let pair = (median(theirs, Time::each), median(&times[2], Time::each));
            let mut row = Row::ratio(what, pair, Bar::AtLeast(0.7)).by(sides[2].shown());
            row.figure = super::Figure::Ratio(ratio(theirs, &times[2], Time::each));
            report.row(row);
        }
        // As its C does, each run has a duration of its own.
        let mut draws = String::from("duration\n");
        (0..RUNS).for_each(|run| _ = writeln!(draws, "{}", 5.0 + 0.001 * run as f64));
        Ok(std::fs::write(self.at("sir_draws.csv"), draws)?)
    }

    /// What the C of `sir` prints last, as a table.
    fn sir_of_c(&self) -> Result<PathBuf> {
        let c = self.c("sir", "plain", 1);
        let shown = shell::output(Command::new(&c.words[0]).arg("1"))?;
        let last = shown.split_whitespace().last();
        let last: f64 = last.context("the C printed nothing")?.parse()?;
        std::fs::write(&c.out, format!("total infected\n{last:?}\n"))?;
        Ok(c.out)
    }
}
