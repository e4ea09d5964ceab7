//! `counterflow run`: one run of a model.

use crate::arguments::{Setting, names};
use crate::model::{in_option, loader, open};
use crate::plot::plot;
use crate::text::{Columns, rounded};
use crate::{Exit, Failure, Options, Shell};
use counterflow::{Column, Inputs, Kind, LoadError, Method, Model, Severity, Status, Table, printable};
use results::Format;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Run a model once and write what it computed.
///
/// Without --output a table of the stocks is shown, with fewer rows than there are save points. A run in which a stock stops
/// being a finite number ends with 1; its table is written all the same.
#[derive(Debug, clap::Args)]
pub struct Run {
    /// A Vensim model (.mdl).
    model: PathBuf,
    /// Set a constant: --set "birth rate=0.04"; may be given several times.
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<Setting>,
    /// Set constants and lookups from a Vensim changes file (.cin); --set is applied after it.
    #[arg(long, value_name = "FILE")]
    changes: Vec<PathBuf>,
    #[command(flatten)]
    clock: Clock,
    /// The seed of random numbers: the same seed gives the same run.
    #[arg(long, value_name = "NUMBER", default_value_t = 0, value_parser = clap::value_parser!(u64).range(..=1 << 53))]
    seed: u64,
    /// Only these variables, in this order; all others that they need are still computed.
    #[arg(long, value_name = "A,B")]
    variables: Option<String>,
    /// Draw a variable over time; may be given several times.
    #[arg(long, value_name = "NAME")]
    plot: Vec<String>,
    /// Where to write every save point: a .csv, .tab or .parquet file, or - for standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
struct Clock {
    /// Set INITIAL TIME.
    #[arg(long, value_name = "TIME", allow_negative_numbers = true)]
    start: Option<f64>,
    /// Set FINAL TIME.
    #[arg(long, value_name = "TIME", allow_negative_numbers = true)]
    stop: Option<f64>,
    /// Set TIME STEP.
    #[arg(long, value_name = "TIME")]
    step: Option<f64>,
    /// Set SAVEPER.
    #[arg(long, value_name = "TIME")]
    save_every: Option<f64>,
    /// How to integrate; the model's own way by default.
    #[arg(long, value_enum)]
    method: Option<MethodName>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum MethodName {
    /// First order
    Euler,
    /// Euler's method; auxiliaries are saved as they were at the save point before
    Difference,
    /// Second order, fixed steps
    Rk2,
    /// Second order, as many steps within a step as accuracy takes
    Rk2Auto,
    /// Fourth order, fixed steps
    Rk4,
    /// Fourth order, as many steps within a step as accuracy takes
    Rk4Auto,
}

/// At most this many rows of a table are shown on a screen.
const ROWS: usize = 25;
/// How wide a table on a screen may be.
const WIDTH: usize = 100;

impl Run {
    /// Runs the model; the answer goes to the screen, a file or standard output.
    pub fn run(self, options: &Options, shell: &Shell) -> Result<Exit, Failure> {
        self.check_output()?;
        let model = open(&self.model, options, (shell, Severity::Warning))?;
        let model = self.prepared(model, (options, shell))?;
        let chosen = self.chosen(&model)?;
        let plotted = self.plotted(&model)?;
        let run = model.run(&Inputs::new().seed(self.seed)).map_err(Failure::wrong)?;
        let exit = how_it_ended(&run, shell);
        let table = run.table();
        match self.output.as_deref() {
            Some(path) => {
                let picked = chosen.as_ref().map(|names| pick(&table, names));
                let whole = picked.as_ref().unwrap_or(&table);
                match path == Path::new("-") {
                    true => shell.answer_with(|out| whole.write(Format::Csv, out))?,
                    false => whole.save(path)?,
                }
            }
            None if plotted.is_empty() || chosen.is_some() => {
                let shown = chosen.unwrap_or_else(|| stocks(&model));
                shell.answer(&self.screen(pick(&table, &shown), run.method()))?;
            }
            None => {}
        }
        for name in &plotted {
            shell.answer(&printable(&drawing(&run, name)))?;
        }
        Ok(exit)
    }

    /// Refuses a file with an unsupported extension, before anything is computed.
    fn check_output(&self) -> Result<(), Failure> {
        let Some(path) = self.output.as_deref() else {
            return Ok(());
        };
        let plain = path == Path::new("-") || path.exists() && !path.is_file();
        if plain || Format::of(path).is_some() || results::is_parquet(path) {
            return Ok(());
        }
        let message = format!("`{}` has an unsupported file extension", path.display());
        Err(Failure::wrong(message).hint("end the name in `.csv`, `.tab` or `.parquet`"))
    }

    /// The model with the changes that were asked for.
    fn prepared(&self, model: Model, (options, shell): (&Options, &Shell)) -> Result<Model, Failure> {
        let mut model = self.changed(model, (options, shell))?;
        for Setting { name, value } in &self.set {
            let inputs = Inputs::new().set(name, *value);
            model = model.with_inputs(&inputs).map_err(|error| in_option("--set", &error))?;
        }
        self.clock.applied(model)
    }

    /// The model with the changes of all files; what is wrong with any of them is shown before the command ends.
    fn changed(&self, mut model: Model, (options, shell): (&Options, &Shell)) -> Result<Model, Failure> {
        let loader = loader(options)?;
        let mut refused = Vec::new();
        for path in &self.changes {
            match loader.changed(&model, path) {
                Ok(changed) => model = changed,
                Err(LoadError::Invalid(diagnostics)) => refused.push(diagnostics),
                Err(error) => return Err(shell.not_loaded(error, Severity::Error)),
            }
        }
        for diagnostics in &refused {
            shell.diagnostics(diagnostics, Severity::Error);
        }
        match refused.is_empty() {
            true => Ok(model),
            false => Err(Failure::said(Exit::Wrong)),
        }
    }

    /// The cells that `--variables` names, in its order.
    fn chosen(&self, model: &Model) -> Result<Option<Vec<String>>, Failure> {
        let Some(list) = &self.variables else {
            return Ok(None);
        };
        let mut cells = Vec::new();
        for name in names(list) {
            cells.extend(cells_of(model, &name, "--variables")?);
        }
        Ok(Some(cells))
    }

    fn plotted(&self, model: &Model) -> Result<Vec<String>, Failure> {
        let mut cells = Vec::new();
        for name in &self.plot {
            cells.extend(cells_of(model, name, "--plot")?);
        }
        Ok(cells)
    }

    /// The table as it fits on a screen, with a line that says what it is.
    fn screen(&self, table: Table, method: &str) -> String {
        let mut text = format!("{}, single run, {method}\n", self.model.display());
        let rows = thinned(table.times.len());
        let mut columns = Columns {
            headings: vec![table.time_name.clone()],
            rows: rows.iter().map(|row| vec![rounded(table.times[*row])]).collect(),
            names: 0,
        };
        let mut left = table.columns.len();
        for column in &table.columns {
            let before = columns.clone();
            columns.headings.push(column.name.clone());
            for (cells, row) in columns.rows.iter_mut().zip(&rows) {
                cells.push(rounded(column.values[*row]));
            }
            if columns.width() > WIDTH && before.headings.len() > 1 {
                columns = before;
                break;
            }
            left -= 1;
        }
        text += &columns.lines();
        if left > 0 || rows.len() < table.times.len() {
            let times = table.times.len();
            text += &format!("{} of {times} save points", rows.len());
            let all = table.columns.len();
            text += &match left {
                0 => "; all of them with `-o FILE`\n".into(),
                _ => format!(", {} of {all} cells; all of them with `-o FILE`\n", all - left),
            };
        }
        printable(&text)
    }
}

impl Clock {
    /// The model with this clock.
    fn applied(&self, mut model: Model) -> Result<Model, Failure> {
        let settings = [
            ("--start", self.start.map(|time| Inputs::new().start(time))),
            ("--stop", self.stop.map(|time| Inputs::new().stop(time))),
            ("--step", self.step.map(|step| Inputs::new().step(step))),
            (
                "--save-every",
                self.save_every.map(|time| Inputs::new().save_every(time)),
            ),
            ("--method", self.method.map(|name| Inputs::new().method(name.into()))),
        ];
        for (option, inputs) in settings {
            if let Some(inputs) = inputs {
                model = model.with_inputs(&inputs).map_err(|error| in_option(option, &error))?;
            }
        }
        Ok(model)
    }
}

impl From<MethodName> for Method {
    fn from(name: MethodName) -> Method {
        match name {
            MethodName::Euler => Method::Euler,
            MethodName::Difference => Method::Difference,
            MethodName::Rk2 => Method::RungeKutta2,
            MethodName::Rk2Auto => Method::RungeKutta2Auto,
            MethodName::Rk4Auto => Method::RungeKutta4Auto,
            MethodName::Rk4 => Method::RungeKutta4,
        }
    }
}

/// Says when and where a run broke down. It is an error only when a stock did.
pub(super) fn how_it_ended(run: &counterflow::Run, shell: &Shell) -> Exit {
    let Status::Failed { time, variable } = run.status() else {
        return Exit::Done;
    };
    let message = format!("`{variable}` is not a finite number from time {} on", rounded(*time));
    if run.is_broken() {
        shell.error(&message);
        return Exit::World;
    }
    shell.warn(&message);
    Exit::Done
}

/// The names of a variable's cells in the table.
fn cells_of(model: &Model, name: &str, option: &str) -> Result<Vec<String>, Failure> {
    model.cells(name).map_err(|error| in_option(option, &error))
}

/// What a table on a screen shows: the stocks, or else the auxiliaries.
fn stocks(model: &Model) -> Vec<String> {
    let of = |kind: Kind| {
        let variables = model.variables().filter(move |variable| variable.kind() == kind);
        variables.flat_map(|variable| variable.cells()).collect::<Vec<_>>()
    };
    let stocks = of(Kind::Stock);
    match stocks.is_empty() {
        true => of(Kind::Auxiliary),
        false => stocks,
    }
}

/// The table with these columns only, in this order.
fn pick(table: &Table, names: &[String]) -> Table {
    let named = table.columns.iter().map(|column| (column.name.as_str(), column));
    let by_name: HashMap<&str, &Column> = named.collect();
    let picked = names.iter().filter_map(|name| by_name.get(name.as_str()));
    Table {
        columns: picked.map(|column| (*column).clone()).collect(),
        time_name: table.time_name.clone(),
        times: table.times.clone(),
        left_out: table.left_out.clone(),
    }
}

/// Rows for a screen: the first, the last, and evenly between.
fn thinned(rows: usize) -> Vec<usize> {
    let Some(last) = rows.checked_sub(1) else {
        return Vec::new();
    };
    let stride = last.div_ceil(ROWS - 1).max(1);
    let mut shown: Vec<usize> = (0..rows).step_by(stride).collect();
    if shown.last() != Some(&last) {
        shown.push(last);
    }
    shown
}

fn drawing(run: &counterflow::Run, name: &str) -> String {
    let title = match run.units(name) {
        Ok(unit) if !unit.is_empty() => format!("{name} ({unit}), single run"),
        _ => format!("{name}, single run"),
    };
    let values = run.get(name).unwrap_or_default();
    plot(&title, run.times(), values)
}
