//! `counterflow run`: one run of a model.

use crate::cells::{self, Refused};
use crate::changes::{self, Change};
use crate::model::open;
use crate::plot::plot;
use crate::shell::printable;
use crate::text::{Columns, rounded};
use crate::{Exit, Failure, Options, Shell};
use check::{ClockSetting, Kind, Method, Model, VariableId};
use load::Loader;
use program::{Program, Status};
use results::{Column, Format, Table};
use run::Trajectory;
use source::{Diagnostics, Severity, Sources};
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
    set: Vec<Change>,
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
    Euler,
    Rk4,
}

/// At most this many rows of a table are shown on a screen.
const ROWS: usize = 25;
/// How wide a table on a screen may be.
const WIDTH: usize = 100;

impl Run {
    /// Runs the model; the answer goes to the screen, a file or standard output.
    pub fn run(self, options: &Options, shell: &Shell) -> Result<Exit, Failure> {
        self.check_output()?;
        let (mut model, sources) = open(&self.model, options)?.model(shell)?;
        self.prepare(&mut model, sources, shell)?;
        let chosen = self.chosen(&model)?;
        let plotted = self.plotted(&model)?;
        let (table, exit) = simulate(&model, &options.runs(self.seed), shell)?;
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
                shell.answer(&self.screen(pick(&table, &shown), &model))?;
            }
            None => {}
        }
        for name in &plotted {
            shell.answer(&printable(&drawing(&model, &table, name)))?;
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

    /// Makes the changes that were asked for.
    fn prepare(&self, model: &mut Model, mut sources: Sources, shell: &Shell) -> Result<(), Failure> {
        let (loader, mut diagnostics) = (Loader::default(), Diagnostics::new());
        for path in &self.changes {
            let entries = loader.changes(path, &mut sources, &mut diagnostics)?;
            changes::apply_entries(entries, model, &mut diagnostics);
        }
        if diagnostics.has_errors() {
            shell.diagnostics(&diagnostics, &sources, Severity::Error);
            return Err(Failure::said(Exit::Wrong));
        }
        for change in &self.set {
            change.apply(model).map_err(|refused| in_option("--set", refused))?;
        }
        self.clock.apply(model)
    }

    /// The cells that `--variables` names, in its order.
    fn chosen(&self, model: &Model) -> Result<Option<Vec<String>>, Failure> {
        let Some(list) = &self.variables else {
            return Ok(None);
        };
        let mut names = Vec::new();
        for name in cells::list(list) {
            names.extend(output_cells(model, &name, "--variables")?);
        }
        Ok(Some(names))
    }

    fn plotted(&self, model: &Model) -> Result<Vec<String>, Failure> {
        let mut names = Vec::new();
        for name in &self.plot {
            names.extend(output_cells(model, name, "--plot")?);
        }
        Ok(names)
    }

    /// The table as it fits on a screen, with a line that says what it is.
    fn screen(&self, table: Table, model: &Model) -> String {
        let mut text = format!("{}, single run, {}\n", self.model.display(), method(model));
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
    fn apply(&self, model: &mut Model) -> Result<(), Failure> {
        let settings = [
            ("--start", ClockSetting::Start, self.start),
            ("--stop", ClockSetting::Stop, self.stop),
            ("--step", ClockSetting::Step, self.step),
            ("--save-every", ClockSetting::SaveEvery, self.save_every),
        ];
        for (option, setting, value) in settings {
            if let Some(value) = value {
                let set = model.set_clock(setting, value);
                set.map_err(|error| Failure::wrong(format!("{option}: {error}")))?;
            }
        }
        match self.method {
            Some(MethodName::Euler) => model.set_method(Method::Euler),
            Some(MethodName::Rk4) => model.set_method(Method::RungeKutta4),
            None => {}
        }
        Ok(())
    }
}

/// Runs the model. The table holds every cell of every variable that is not hidden.
pub(super) fn simulate(model: &Model, runs: &run::Options, shell: &Shell) -> Result<(Table, Exit), Failure> {
    let program = program::build(model, &program::Request::default()).map_err(Failure::wrong)?;
    let trajectory = run::simulate_with(&program, &[], runs).map_err(Failure::wrong)?;
    let exit = how_it_ended(model, &program, &trajectory, shell);
    let columns = trajectory.names.into_iter().zip(trajectory.values);
    let columns = columns.map(|(name, values)| Column::new(name, values));
    Ok((Table::new(trajectory.times, columns.collect()), exit))
}

/// Says when and where a run broke down. It is an error only when a stock did.
fn how_it_ended(model: &Model, program: &Program, trajectory: &Trajectory, shell: &Shell) -> Exit {
    let Status::Failed { time, variable } = &trajectory.status else {
        return Exit::Done;
    };
    let message = format!("`{variable}` is not a finite number from time {} on", rounded(*time));
    if is_stock_broken(model, program, trajectory) {
        shell.error(&message);
        return Exit::World;
    }
    shell.warn(&message);
    Exit::Done
}

/// Whether a stock stopped being a finite number, rather than an auxiliary alone.
fn is_stock_broken(model: &Model, program: &Program, trajectory: &Trajectory) -> bool {
    if let Status::Failed { variable, .. } = &trajectory.status
        && program.stock_names.iter().any(|name| name == *variable)
    {
        return true;
    }
    let broken = |name: &String| trajectory.get(name).is_some_and(|v| !v.iter().all(|x| x.is_finite()));
    cells_of(model, |kind| matches!(kind, Kind::Stock)).iter().any(broken)
}

/// The names of a variable's cells in the table.
fn output_cells(model: &Model, name: &str, option: &str) -> Result<Vec<String>, Failure> {
    let found = cells::find(model, name).map_err(|refused| in_option(option, refused))?;
    let variable = model.variable(found.variable);
    if matches!(variable.kind, Kind::Lookup { .. }) {
        let message = format!("`{}` is a lookup: it has no values over time", variable.name);
        return Err(in_option(option, message.into()));
    }
    let names = found.cells.iter().map(|cell| model.cell_name(found.variable, *cell));
    Ok(names.collect())
}

fn in_option(option: &str, refused: Refused) -> Failure {
    let failure = Failure::wrong(format!("{option}: {}", refused.message));
    match refused.hint {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}

/// What a table on a screen shows: the stocks, or else the auxiliaries.
fn stocks(model: &Model) -> Vec<String> {
    let stocks = cells_of(model, |kind| matches!(kind, Kind::Stock));
    match stocks.is_empty() {
        true => cells_of(model, |kind| matches!(kind, Kind::Auxiliary)),
        false => stocks,
    }
}

/// The names of all cells of all variables of a kind, hidden ones left out.
fn cells_of(model: &Model, is: impl Fn(&Kind) -> bool) -> Vec<String> {
    let ids = (0..model.variables.len()).map(|at| VariableId(at as u32));
    let shown = ids.filter(|id| !model.variable(*id).hidden && is(&model.variable(*id).kind));
    shown
        .flat_map(|id| (0..model.cells(id)).map(move |cell| model.cell_name(id, cell)))
        .collect()
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

pub(super) fn method(model: &Model) -> &'static str {
    match model.control.method {
        Method::Euler => "Euler",
        Method::RungeKutta4 => "RK4",
    }
}

fn drawing(model: &Model, table: &Table, name: &str) -> String {
    let none = Column::default();
    let column = table.columns.iter().find(|c| c.name == name).unwrap_or(&none);
    let unit = cells::find(model, name).map(|found| model.variable(found.variable).units.clone());
    let title = match unit {
        Ok(unit) if !unit.is_empty() => format!("{name} ({unit}), single run"),
        _ => format!("{name}, single run"),
    };
    plot(&title, &table.times, &column.values)
}
