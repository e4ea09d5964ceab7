//! Times an ensemble or single runs of a model, for `cargo xtask bench`: prints the seconds that the runs took, on the wall and
//! of its first thread's processor time, and those that the model took to compile, on the wall; writes the last values of what
//! was kept.
//!
//! `measure MODEL DRAWS.csv OUT.csv RUNS --keep a,b,c [--threads 1] [--width 64] [--simd auto] [--single] [--all]`
//!
//! The first line of the draws names constants; an empty field leaves the model's own value; a `-` in place of the file varies
//! nothing. With `--all` the values of every save point are written, those of the first one first.

use check::Model;
use parse::ParsedModel;
use program::{BlockSink, CellValues, Keep, Program, Request, SavedValues, Sink, Status};
use run::{Experiments, Options, Simd};
use source::{Diagnostics, SourceId};
use std::error::Error;
use std::fmt::Write;
use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [model, draws, out, runs] = words.get(..4).ok_or("MODEL DRAWS OUT RUNS")? else {
        return Err("MODEL DRAWS OUT RUNS".into());
    };
    let option = |name: &str| words.iter().position(|w| w == name).and_then(|at| words.get(at + 1));
    let draws = Draws::read(draws, runs.parse()?)?;
    let keep: Vec<&str> = option("--keep").map_or_else(Vec::new, |list| list.split(',').collect());
    let begun = Instant::now();
    let text = std::fs::read_to_string(model)?;
    let mut stages = Stages::default();
    let program = stages.compile(&text, &draws.names, &keep)?;
    let compiled = begun.elapsed().as_secs_f64(); // the stages before the program are still there: freeing them does not count
    drop(stages);
    let options = Options {
        threads: option("--threads").map_or(Ok(1), |n| n.parse())?,
        width: option("--width").map_or(Ok(64), |n| n.parse())?,
        simd: match option("--simd") {
            Some(name) => name.parse()?,
            None => Simd::default(),
        },
        ..Options::default()
    };
    let (begun, processor) = (Instant::now(), processor_seconds());
    let has = |name: &str| words.iter().any(|w| w == name);
    let experiment = Experiment {
        program: &program,
        draws: &draws,
        options,
        all: has("--all"),
    };
    let values = if has("--single") {
        experiment.single()?
    } else {
        experiment.ensemble()?
    };
    let (wall, processor) = (begun.elapsed().as_secs_f64(), processor_seconds() - processor);
    println!("{wall:.6} {processor:.6} {compiled:.6}");
    write(out, &program, &values)
}

/// A row of constants for each run.
struct Draws {
    names: Vec<String>,
    rows: Vec<Vec<f64>>,
}

impl Draws {
    fn read(path: &str, runs: usize) -> Result<Draws> {
        if path == "-" {
            return Ok(Draws {
                names: Vec::new(),
                rows: vec![Vec::new(); runs],
            });
        }
        let text = std::fs::read_to_string(path)?;
        let mut lines = text.lines();
        let names = lines.next().ok_or("the draws are empty")?;
        // A constant that has its own value is no number here.
        let own = |number: &str| match number {
            "" => Ok(f64::NAN),
            number => Ok(number.parse()?),
        };
        let row = |line: &str| line.split(',').map(own).collect();
        Ok(Draws {
            names: names.split(',').map(String::from).collect(),
            rows: lines.take(runs).map(row).collect::<Result<_>>()?,
        })
    }
}

impl Experiments for Draws {
    fn len(&self) -> usize {
        self.rows.len()
    }

    fn fill(&self, row: usize, parameters: &mut [f64]) {
        for (parameter, value) in parameters.iter_mut().zip(&self.rows[row]) {
            if !value.is_nan() {
                *parameter = *value;
            }
        }
    }
}

/// The stages before a program.
#[derive(Default)]
struct Stages {
    parsed: ParsedModel,
    checked: Option<Model>,
}

impl Stages {
    /// A model's program; what it was made from is left here.
    fn compile(&mut self, text: &str, vary: &[String], keep: &[&str]) -> Result<Program> {
        let mut diagnostics = Diagnostics::new();
        self.parsed = parse::vensim(text, SourceId(0), &mut diagnostics);
        self.checked = check::check(&self.parsed, &mut diagnostics);
        let model = self.checked.as_ref().ok_or("the model has errors")?;
        let find = |name: &str| model.find(name).ok_or(format!("the model has no `{name}`"));
        let found: std::result::Result<Vec<_>, String> = keep.iter().map(|name| find(name)).collect();
        let vary: std::result::Result<Vec<_>, String> = vary.iter().map(|name| find(name)).collect();
        let keep = if keep.is_empty() { Keep::All } else { Keep::Only(found?) };
        Ok(program::build(model, &Request { vary: vary?, keep })?)
    }
}

/// What is run, and what is kept: the last values of every run, or all.
struct Experiment<'a> {
    program: &'a Program,
    draws: &'a Draws,
    options: Options,
    all: bool,
}

impl Experiment<'_> {
    fn single(&self) -> Result<Vec<Vec<f64>>> {
        (0..self.draws.len()).map(|row| self.single_run(row)).collect()
    }

    fn single_run(&self, row: usize) -> Result<Vec<f64>> {
        let mut parameters: Vec<f64> = self.program.parameters.iter().map(|parameter| parameter.base).collect();
        self.draws.fill(row, &mut parameters);
        let trajectory = run::simulate_with(self.program, &parameters, &self.options)?;
        let points = trajectory.times.len();
        let points = if self.all { 0..points } else { points - 1..points };
        let at = |point: usize| trajectory.values.iter().map(move |cell| cell[point]);
        Ok(points.flat_map(at).collect())
    }

    fn ensemble(&self) -> Result<Vec<Vec<f64>>> {
        let kept = Kept {
            runs: Mutex::new(vec![Vec::new(); self.draws.rows.len()]),
            all: self.all,
        };
        let stop = AtomicBool::new(false);
        run::ensemble(
            self.program,
            self.draws,
            &self.options,
            &kept,
            run::Supervision {
                progress: &|_| {},
                stop: &stop,
            },
        )?;
        Ok(kept.runs.into_inner()?)
    }
}

/// The last values of every run, or all.
struct Kept {
    runs: Mutex<Vec<Vec<f64>>>,
    all: bool,
}

/// All values of a block, as the C program writes them too: point after point.
struct Part {
    rows: Range<usize>,
    values: Vec<f64>,
    cells: usize,
}

impl Sink for Kept {
    type Block = Part;

    fn open(&self, rows: Range<usize>) -> Part {
        Part {
            rows,
            values: Vec::new(),
            cells: 0,
        }
    }

    fn close(&self, block: Part, _ended: Vec<Status>) {
        let mut all = self.runs.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let runs = block.rows.len();
        let first = if self.all {
            0
        } else {
            block.values.len() - runs * block.cells
        };
        for (run, row) in block.rows.enumerate() {
            all[row] = block.values[first..].iter().skip(run).step_by(runs).copied().collect();
        }
    }
}

impl BlockSink for Part {
    fn save(&mut self, _point: usize, _time: f64, values: &SavedValues<'_>) {
        self.cells = values.cells();
        for cell in 0..values.cells() {
            match values.cell(cell) {
                CellValues::ByRun(row) => self.values.extend_from_slice(row),
                CellValues::Shared(shared) => self.values.extend(std::iter::repeat_n(shared, values.runs())),
            }
        }
    }
}

fn write(path: &str, program: &Program, last: &[Vec<f64>]) -> Result<()> {
    let names: Vec<&str> = program.saved.iter().map(|saved| saved.name.as_str()).collect();
    let mut text = names.join(",") + "\n";
    for row in last {
        for (at, value) in row.iter().enumerate() {
            write!(text, "{}{value:?}", if at == 0 { "" } else { "," })?;
        }
        text.push('\n');
    }
    Ok(std::fs::write(path, text)?)
}

/// The processor time of this process's first thread, where the system tells it (Linux); else 0.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds = stat.split_whitespace().next().and_then(|n| n.parse::<f64>().ok());
    nanoseconds.unwrap_or(0.0) * 1e-9
}
