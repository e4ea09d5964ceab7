//! How quick the engine is, against generated C and against two public tools.
//!
//! Times are of processor time, so that a busy machine disturbs them less, and every ratio is the median of rounds in which
//! both sides ran one after the other. No time counts before both sides are found to have computed the same.

mod report;
mod rounds;

use crate::shell;
use anyhow::{Context, Result, bail};
use report::Report;
use rounds::{Side, Time, median, once, same};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What `cargo xtask bench` is asked for.
pub struct Asked {
    write: bool,
    rounds: usize,
    runs: usize,
}

impl Asked {
    fn of(words: &[String]) -> Result<Asked> {
        let number = |name: &str, default: usize| -> Result<usize> {
            match words.iter().position(|w| w == name) {
                Some(at) => Ok(words
                    .get(at + 1)
                    .with_context(|| format!("{name} takes a number"))?
                    .parse()?),
                None => Ok(default),
            }
        };
        Ok(Asked {
            write: words.iter().any(|w| w == "--report"),
            rounds: number("--rounds", 5)?,
            runs: number("--runs", 10_000)?,
        })
    }
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
    bench.flagship(&mut report)?;
    bench.compiling(&mut report)?;
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
    folder: PathBuf,
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
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| shell::root().join("target"), PathBuf::from);
        let folder = target.join("bench");
        std::fs::create_dir_all(&folder)?;
        let measure = target.join("release").join("examples").join("measure");
        Ok(Bench { asked, measure, folder })
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// `small`, `large` and `sir` against the C that is made for each.
    fn against_c(&self, script: &Path, report: &mut Report) -> Result<()> {
        let runs = self.asked.runs.to_string();
        shell::finish(
            Command::new("python3")
                .arg(script)
                .arg(&self.folder)
                .args(["--runs", &runs]),
        )?;
        for model in ["small", "large"] {
            self.compile_c(model)?;
            self.ensembles(model, report)?;
            self.single(model, report)?;
        }
        self.compile_c("sir")?;
        self.sir(report)
    }

    fn compile_c(&self, model: &str) -> Result<()> {
        for (name, contract) in [("plain", "-ffp-contract=off"), ("fused", "-ffp-contract=fast")] {
            let source = self.at(&format!("{model}.c"));
            let program = self.at(&format!("{model}-{name}"));
            let mut gcc = Command::new("gcc");
            gcc.args(["-O3", "-march=native", contract])
                .arg(source)
                .args(["-lm", "-o"])
                .arg(program);
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
        Side { words, out }
    }

    fn ours(&self, model: &Path, (draws, runs): (&str, usize), more: &[&str]) -> Side {
        let out = self.at(&format!("ours{}.csv", more.concat().replace([',', ' '], ""))
            .chars()
            .take(80)
            .collect::<String>());
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
        Side { words, out }
    }

    /// Ten thousand runs, on every set of instructions, and on two threads.
    fn ensembles(&self, model: &str, report: &mut Report) -> Result<()> {
        let (path, runs) = (self.at(&format!("{model}.mdl")), self.asked.runs);
        let plain = self.c(model, "plain", runs);
        once(&plain)?;
        let keep = std::fs::read_to_string(&plain.out)?;
        let keep = keep.lines().next().context("the C wrote nothing")?;
        let draws = format!("{model}_draws.csv");
        let mut sides = vec![plain, self.c(model, "fused", runs)];
        let sets = sets();
        for set in &sets {
            sides.push(self.ours(&path, (&draws, runs), &["--keep", keep, "--simd", set]));
        }
        sides.push(self.ours(&path, (&draws, runs), &["--keep", keep, "--threads", "2"]));
        let times = self.rounds(&sides)?;
        for (set, ours) in sets.iter().zip(&times[2..]) {
            report.ensemble(model, set, [&times[0], &times[1], ours], runs);
        }
        let widest = &times[1 + sets.len()];
        report.threads(model, widest, &times[2 + sets.len()]);
        let simlin = self.elsewhere("simlin", &path, 20)?;
        report.tool(
            &format!("ensemble of `{model}` / pysimlin"),
            simlin.0,
            median(widest, |t| t.processor) / runs as f64,
        );
        Ok(())
    }

    /// One run after the other, as a slider does, against C and pysimlin.
    fn single(&self, model: &str, report: &mut Report) -> Result<()> {
        let path = self.at(&format!("{model}.mdl"));
        let runs = 200.min(self.asked.runs);
        let keep = std::fs::read_to_string(self.at(&format!("{model}-plain.csv")))?;
        let keep = keep.lines().next().context("the C wrote nothing")?.to_string();
        let draws = format!("{model}_draws.csv");
        let ours = self.ours(&path, (&draws, runs), &["--single", "--keep", &keep]);
        let times = self.rounds(&[self.c(model, "plain", runs), ours])?;
        let one = median(&times[1], |t| t.processor) / runs as f64;
        report.single(
            &format!("`{model}`"),
            median(&times[0], |t| t.processor) / runs as f64,
            one,
        );
        let (theirs, out) = self.elsewhere("simlin", &path, 20)?;
        let as_written = self.ours(&path, ("-", 1), &["--single"]);
        once(&as_written)?;
        same(&as_written.out, &out)?;
        report.tool(&format!("single run of `{model}` / pysimlin"), theirs, one);
        Ok(())
    }

    /// A single run of arrays against C whose loops the compiler has fused and vectorised.
    fn sir(&self, report: &mut Report) -> Result<()> {
        let runs = 200;
        let path = self.at("sir.mdl");
        let c = self.c("sir", "plain", 1);
        let shown = shell::output(Command::new(&c.words[0]).arg("1"))?;
        let last: f64 = shown
            .split_whitespace()
            .last()
            .context("the C printed nothing")?
            .parse()?;
        std::fs::write(&c.out, format!("total infected\n{last:?}\n"))?;
        let ours = |runs| self.ours(&path, ("-", runs), &["--single", "--keep", "total infected"]);
        once(&ours(1))?;
        same(&ours(1).out, &c.out)?;
        let sides = [self.c("sir", "plain", runs), self.c("sir", "fused", runs), ours(runs)];
        let times: Vec<Vec<Time>> = self.timed(&sides)?;
        let of = |side: usize| median(&times[side], |t| t.processor) / runs as f64;
        report.single("`sir`", of(0), of(2));
        report.single("`sir`, C with fused multiply-add,", of(1), of(2));
        Ok(())
    }

    /// The study's model against both tools.
    fn flagship(&self, report: &mut Report) -> Result<()> {
        let path = shell::root()
            .join("studies")
            .join("us-mexico")
            .join("model")
            .join("us-mexico.mdl");
        let whole = self.ours(&path, ("-", 1), &["--single"]);
        once(&whole)?;
        let runs = 200;
        let single = self.timed(&[self.ours(&path, ("-", runs), &["--single"])])?;
        let many = self.asked.runs;
        let ensemble = self.timed(&[self.ours(&path, ("-", many), &["--keep", OUTCOMES])])?;
        let one = median(&single[0], |t| t.processor) / runs as f64;
        let each = median(&ensemble[0], |t| t.processor) / many as f64;
        for (tool, runs) in [("simlin", 20), ("pysd", 3)] {
            let (theirs, out) = self.elsewhere(tool, &path, runs)?;
            same(&whole.out, &out)?;
            report.tool(&format!("ensemble of the flagship / {tool}"), theirs, each);
            report.tool(
                &format!("single run of the flagship, all variables kept / {tool}"),
                theirs,
                one,
            );
        }
        report.million(each);
        Ok(())
    }

    /// How long it takes until a model can run.
    fn compiling(&self, report: &mut Report) -> Result<()> {
        let path = self.at("many.mdl");
        std::fs::write(&path, many_equations(25_000))?;
        let mut named = vec![("25,000 scalar equations".to_string(), path)];
        named.extend(["small", "large"].map(|m| (format!("`{m}`"), self.at(&format!("{m}.mdl")))));
        for (name, path) in named.into_iter().filter(|(_, path)| path.is_file()) {
            let times = self.timed(&[self.ours(&path, ("-", 1), &["--single", "--keep", "s0"])])?;
            // So short a time only has a clock on the wall: the round that was disturbed least counts.
            report.compile(&name, times[0].iter().map(|t| t.compile).fold(f64::INFINITY, f64::min));
        }
        Ok(())
    }

    /// Processor time of a run in a public tool, and where its last values are.
    fn elsewhere(&self, tool: &str, model: &Path, runs: usize) -> Result<(f64, PathBuf)> {
        let python = environment(tool)?;
        let script = shell::root()
            .join("xtask")
            .join("src")
            .join("bench")
            .join("elsewhere.py");
        let out = self.at(&format!("{tool}.csv"));
        let mut command = Command::new(python);
        command.arg(script).arg(tool).arg(model).arg(runs.to_string()).arg(&out);
        Ok((shell::output(&mut command)?.trim().parse()?, out))
    }

    /// Times of sides that have been found to compute what the first does.
    fn rounds(&self, sides: &[Side]) -> Result<Vec<Vec<Time>>> {
        for side in sides {
            once(side)?;
            same(&sides[0].out, &side.out)?;
        }
        self.timed(sides)
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

/// What the flagship's ensembles keep here; a study keeps about as much.
const OUTCOMES: &str = "Members";

/// The sets of instructions that `measure` can be asked for here, the widest last.
fn sets() -> Vec<&'static str> {
    let flags = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let has = |name: &str| flags.split_whitespace().any(|flag| flag == name);
    let known = [
        ("portable", true),
        ("avx2", has("avx2")),
        ("avx512", has("avx512f") && has("avx512dq")),
    ];
    known
        .into_iter()
        .filter(|(_, is_here)| *is_here)
        .map(|(name, _)| name)
        .collect()
}

/// A Python with a tool in it, in a folder of its own below `target/`.
fn environment(tool: &str) -> Result<PathBuf> {
    let (package, folder) = match tool {
        "simlin" => return crate::elsewhere::environment(),
        "pysd" => ("pysd==3.14.3", "pysd"),
        other => bail!("no tool is called `{other}`"),
    };
    let folder = shell::root().join("target").join(folder);
    let python = folder.join("bin").join("python");
    if !folder.join("installed").is_file() {
        shell::finish(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        let words = [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            package,
        ];
        shell::finish(Command::new(&python).args(words))?;
        std::fs::write(folder.join("installed"), package)?;
    }
    Ok(python)
}

/// A model of so many scalar equations: stocks, and auxiliaries that look at each other and at stocks.
fn many_equations(count: usize) -> String {
    let stocks = count / 10;
    let mut text = String::new();
    for at in 0..stocks {
        text += &format!(
            "s{at} = INTEG(a{} - s{at} / {}, 1) ~~|\n",
            at * 7 % (count - stocks),
            3 + at % 9
        );
    }
    for at in 0..count - stocks {
        let before = if at == 0 {
            "s0".to_string()
        } else {
            format!("a{}", at - 1 - at % 5 * usize::from(at > 5))
        };
        let stock = at * 13 % stocks;
        text += &format!(
            "a{at} = ({before} + s{stock} * 0.{}) / (1 + MAX(s{stock}, {before})) ~~|\n",
            1 + at % 9
        );
    }
    text + "INITIAL TIME = 0 ~~| FINAL TIME = 10 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|\n"
}
