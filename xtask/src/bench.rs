//! How quick the engine is, against generated C and against two public tools.
//!
//! Times are of processor time, so that a busy machine disturbs them less, and every ratio is the median of rounds in which
//! both sides ran one after the other. No time counts before both sides are found to have computed the same.

mod against_c;
mod bits;
mod draws;
mod report;
mod rounds;
mod row;
mod tools;
mod whole;

use crate::{conformance, shell};
use anyhow::{Context, Result};
use draws::Draws;
use report::{Report, load};
use rounds::{Side, Time, median, once, same};
use row::{Bar, Figure, Row};
use std::cell::Cell;
use std::path::{Path, PathBuf};

/// What `cargo xtask bench` is asked for.
pub struct Asked {
    write: bool,
    rounds: usize,
    runs: usize,
}

impl Asked {
    fn of(words: &[String]) -> Result<Asked> {
        Ok(Asked {
            write: words.iter().any(|w| w == "--report"),
            rounds: number(words, "--rounds", 5)?,
            runs: number(words, "--runs", 10_000)?,
        })
    }
}

/// The number behind an option.
fn number(words: &[String], name: &str, default: usize) -> Result<usize> {
    let Some(at) = words.iter().position(|w| w == name) else {
        return Ok(default);
    };
    let number = words.get(at + 1).with_context(|| format!("{name} takes a number"))?;
    Ok(number.parse()?)
}

/// Measures, and prints the report; writes `BENCHMARKS.md` when asked for it.
pub fn run(words: &[String]) -> Result<()> {
    let bench = Bench::new(Asked::of(words)?)?;
    let mut report = Report::new(bench.asked.rounds, bench.asked.runs);
    match models() {
        Some(script) => bench.against_c(&script, &mut report)?,
        None => report.say(
            "The generated C is not at hand: neither COUNTERFLOW_BENCH nor `../shared/bench` has `make_models.py`.",
        ),
    }
    bench.cold(&mut report)?;
    bench.flagship(&mut report)?;
    bench.c_learn(&mut report)?;
    bench.compiling(&mut report)?;
    bench.memory(&mut report)?;
    bench.resumed(&mut report)?;
    let text = report.text();
    print!("{text}");
    if bench.asked.write {
        std::fs::write(shell::root().join("BENCHMARKS.md"), text)?;
    }
    Ok(())
}

/// The script that makes models and their C.
fn models() -> Option<PathBuf> {
    let named = std::env::var_os("COUNTERFLOW_BENCH").map(PathBuf::from);
    let beside = shell::root().parent().map(|p| p.join("shared").join("bench"));
    let scripts = named.into_iter().chain(beside).map(|p| p.join("make_models.py"));
    scripts.into_iter().find(|p| p.is_file())
}

struct Bench {
    asked: Asked,
    /// The example `measure`, built for release.
    measure: PathBuf,
    /// The command, built for release.
    counterflow: PathBuf,
    folder: PathBuf,
    /// How many files were named.
    named: Cell<usize>,
}

impl Bench {
    fn new(asked: Asked) -> Result<Bench> {
        shell::cargo(&[
            "build",
            "--release",
            "--quiet",
            "--package",
            "counterflow-run",
            "--example",
            "measure",
        ])?;
        let target = shell::target();
        let folder = target.join("bench");
        std::fs::create_dir_all(&folder)?;
        let measure = target.join("release").join("examples").join("measure");
        Ok(Bench {
            asked,
            measure,
            counterflow: shell::counterflow()?,
            folder,
            named: Cell::new(0),
        })
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Runs of a model in `measure`, each side with a file of its own.
    fn ours(&self, model: &Path, (draws, runs): (&str, usize), more: &[&str]) -> Side {
        let number = self.named.replace(self.named.get() + 1);
        let out = self.at(&format!("ours-{number}.csv"));
        let draws = match draws {
            "-" => "-".into(),
            name => self.at(name).display().to_string(),
        };
        let own = [
            &self.measure.display().to_string(),
            &model.display().to_string(),
            &draws,
        ];
        let mut words: Vec<String> = own.into_iter().cloned().collect();
        words.extend([out.display().to_string(), runs.to_string()]);
        words.extend(more.iter().map(ToString::to_string));
        Side { words, out, runs }
    }

    /// The study's model, with what the study draws and keeps, against both tools.
    fn flagship(&self, report: &mut Report) -> Result<()> {
        let study = shell::root().join("studies").join("us-mexico");
        let path = study.join("model").join("us-mexico.mdl");
        let sides = self.flagship_sides(&study, &path)?;
        let times = self.timed(&sides)?;
        let one = median(&times[0], Time::each);
        let each = median(&times[1], Time::each);
        for (tool, runs, bar) in [("simlin", 20, 20.0), ("pysd", 3, 5000.0)] {
            // The ensemble's first run has the model's own values.
            let theirs = self.elsewhere((tool, runs), &path, &[&sides[0], &sides[1]]);
            let what = format!("ensemble of the flagship, as the study draws it / {tool}");
            report.against(&what, &theirs, (each, Bar::AtLeast(bar)), sides[1].shown());
            let what = format!("single run of the flagship, all variables kept / {tool}");
            report.against(&what, &theirs, (one, Bar::Told), sides[0].shown());
        }
        report.row(self.million_runs(&sides[2], &times[2]));
        Ok(())
    }

    /// Single runs, an ensemble on one thread, and one of twice as many on two.
    fn flagship_sides(&self, study: &Path, path: &Path) -> Result<[Side; 3]> {
        let runs = self.asked.runs;
        let draws = Draws::of_study(&study.join("study.toml"), 2 * runs)?;
        std::fs::write(self.at("us-mexico_draws.csv"), draws.text())?;
        let drawn = |runs, threads| {
            let more = ["--keep", &draws.keep, "--threads", threads];
            self.ours(path, ("us-mexico_draws.csv", runs), &more)
        };
        let single = self.ours(path, ("-", 200), &["--single"]);
        Ok([single, drawn(runs, "1"), drawn(2 * runs, "2")])
    }

    fn million_runs(&self, side: &Side, times: &[Time]) -> Row {
        let runs = 2 * self.asked.runs;
        let wall = median(times, |t| t.wall) / runs as f64 * 1e6;
        let minutes = wall / 60.0;
        let what = format!(
            "flagship, 10⁶ runs of 1,196 weeks on two threads, on the wall: {minutes:.1} minutes, scaled from {runs} runs"
        );
        Row::alone(what, Figure::Seconds(wall), Bar::Told).by(side.shown())
    }

    /// A large model from elsewhere, where the conformance suite is at hand.
    fn c_learn(&self, report: &mut Report) -> Result<()> {
        let Some(path) = c_learn_model() else {
            report.say("C-LEARN is not at hand: there is no conformance suite.");
            return Ok(());
        };
        let ours = self.ours(&path, ("-", 20), &["--single"]);
        let times = self.timed(std::slice::from_ref(&ours))?;
        let one = median(&times[0], Time::each);
        for (tool, runs, bar) in [("simlin", 20, Bar::AtLeast(1.5)), ("pysd", 1, Bar::Told)] {
            let what = format!("single run of C-LEARN / {tool}");
            let theirs = self.elsewhere((tool, runs), &path, &[&ours]);
            report.against(&what, &theirs, (one, bar), ours.shown());
        }
        Ok(())
    }

    /// How long it takes until a model can run.
    fn compiling(&self, report: &mut Report) -> Result<()> {
        let path = self.at("many.mdl");
        std::fs::write(&path, many_equations(25_000))?;
        let mut named = vec![("25,000 scalar equations", path, Bar::AtMost(0.1))];
        named.push(("`small`", self.at("small.mdl"), Bar::AtMost(0.002)));
        named.push(("`large`", self.at("large.mdl"), Bar::Told));
        for (name, path, bar) in named.into_iter().filter(|(_, path, _)| path.is_file()) {
            let side = self.ours(&path, ("-", 1), &["--single", "--keep", "s0"]);
            let times = self.timed(std::slice::from_ref(&side))?;
            let seconds = median(&times[0], |t| t.compile);
            let what = format!("compile {name}, on the wall");
            report.row(Row::alone(what, Figure::Seconds(seconds), bar).by(side.shown()));
        }
        Ok(())
    }

    /// Times of sides that have been found to compute what the first does, in the first round.
    fn rounds(&self, sides: &[Side]) -> Result<Vec<Vec<Time>>> {
        let mut times = vec![Vec::new(); sides.len()];
        for round in 0..self.asked.rounds {
            for (side, times) in sides.iter().zip(&mut times) {
                times.push(once(side)?);
                if round == 0 {
                    same(&sides[0].out, &side.out)?;
                }
            }
        }
        Ok(times)
    }

    fn timed(&self, sides: &[Side]) -> Result<Vec<Vec<Time>>> {
        let mut times = vec![Vec::new(); sides.len()];
        for _ in 0..self.asked.rounds {
            for (side, times) in sides.iter().zip(&mut times) {
                times.push(once(side)?);
            }
        }
        Ok(times)
    }
}

fn c_learn_model() -> Option<PathBuf> {
    let folder = conformance::folder()?.join("models").join("real").join("real.c-learn");
    let files = std::fs::read_dir(folder).ok()?;
    let mut paths = files.flatten().map(|file| file.path());
    paths.find(|path| path.extension().is_some_and(|e| e == "mdl"))
}

/// The sets of instructions that `measure` can be asked for here, the widest last.
fn sets() -> Vec<&'static str> {
    let flags = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let has = |name: &str| flags.split_whitespace().any(|flag| flag == name);
    let known = [
        ("portable", true),
        ("avx2", has("avx2")),
        ("avx512", has("avx512f") && has("avx512dq")),
    ];
    known.into_iter().filter(|(_, is_here)| *is_here).map(|(name, _)| name).collect()
}

/// A model of so many scalar equations: stocks, and auxiliaries that look at each other and at stocks.
fn many_equations(count: usize) -> String {
    let stocks = count / 10;
    let mut text = String::new();
    for at in 0..stocks {
        let (inflow, time) = (at * 7 % (count - stocks), 3 + at % 9);
        text += &format!("s{at} = INTEG(a{inflow} - s{at} / {time}, 1) ~~|\n");
    }
    for at in 0..count - stocks {
        text += &auxiliary(at, at * 13 % stocks);
    }
    text + "INITIAL TIME = 0 ~~| FINAL TIME = 10 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|\n"
}

/// One that looks at an auxiliary before it, and at a stock.
fn auxiliary(at: usize, stock: usize) -> String {
    let before = if at == 0 {
        "s0".to_string()
    } else {
        format!("a{}", at - 1 - at % 5 * usize::from(at > 5))
    };
    let tenths = 1 + at % 9;
    format!("a{at} = ({before} + s{stock} * 0.{tenths}) / (1 + MAX(s{stock}, {before})) ~~|\n")
}
