//! One run, with everything that it saves.

use crate::error::{RunError, within_memory};
use crate::failure::{Afterwards, Failures};
use crate::integrate::{Block, TimeGrid};
use crate::lanes::{Layout, Machine};
use crate::options::Options;
use program::{BlockSink, Program, SavedValues, Slot, Status};

/// What a single run saved.
#[derive(Clone, Debug, PartialEq)]
pub struct Trajectory {
    /// The time of each save point.
    pub times: Vec<f64>,
    /// The name of each saved cell.
    pub names: Vec<String>,
    /// For each saved cell its value at each save point.
    pub values: Vec<Vec<f64>>,
    /// How the run ended. A failed run goes on to the end too.
    pub status: Status,
    /// Whether every stock is a finite number at the end, those too that a smooth or a delay is made of and nobody sees.
    pub has_finite_stocks: bool,
}

impl Trajectory {
    /// The values of the cell of that name, as the model spells it.
    pub fn get(&self, name: &str) -> Option<&[f64]> {
        let at = self.names.iter().position(|known| known == name)?;
        Some(&self.values[at])
    }
}

/// Runs a program once. Parameters that are not given have the model's own values.
///
/// # Errors
/// If there are more values than parameters, or the run would be too long or too large.
pub fn simulate(program: &Program, parameters: &[f64]) -> Result<Trajectory, RunError> {
    simulate_with(program, parameters, &Options::default())
}

/// Runs a program once, with the instructions and the seed of `options`.
///
/// # Errors
/// Those of [`simulate`].
pub fn simulate_with(program: &Program, parameters: &[f64], options: &Options) -> Result<Trajectory, RunError> {
    let grid = TimeGrid::at_start(&program.clock)?;
    let slots: Vec<Slot> = program.saved.iter().map(|saved| saved.slot).collect();
    check(program, parameters, grid.save_points())?;
    within_memory(Layout::new(program, 1).len as u64 * 8, "the run")?;
    let machine = Machine::new(program, 1, options.simd, options.seed);
    // It goes on after a failure: whoever runs a model once wants to see what happens.
    let mut block = Block::new(&machine, grid, &slots, Failures::new(Afterwards::GoesOn));
    for (number, parameter) in program.parameters.iter().enumerate() {
        let value = parameters.get(number).copied().unwrap_or(parameter.base);
        block.set(parameter.slot, 0, value);
    }
    let mut columns = Columns::new(&slots, grid.save_points() as usize);
    let mut ended = match program.clock.changes {
        Some(changes) => block.run_changing(changes, &mut columns)?,
        None => block.run(1, &mut columns)?,
    };
    let stocks = program.stocks;
    Ok(Trajectory {
        times: columns.times,
        names: program.saved.iter().map(|saved| saved.name.clone()).collect(),
        values: columns.values,
        status: ended.pop().unwrap_or(Status::Done),
        // A stock that was not finite once is not finite at the end: it is what it was and what flowed.
        has_finite_stocks: (0..stocks.count).all(|at| block.value(stocks.state + at, 0).is_finite()),
    })
}

fn check(program: &Program, parameters: &[f64], points: u64) -> Result<(), RunError> {
    if parameters.len() > program.parameters.len() {
        return Err(RunError::TooManyParameters {
            expected: program.parameters.len(),
            found: parameters.len(),
        });
    }
    // The times are a column too.
    within_memory(points * (program.saved.len() as u64 + 1) * 8, "the trajectory")
}

struct Columns {
    times: Vec<f64>,
    values: Vec<Vec<f64>>,
}

impl Columns {
    fn new(slots: &[Slot], points: usize) -> Columns {
        Columns {
            times: Vec::with_capacity(points),
            values: slots.iter().map(|_| Vec::with_capacity(points)).collect(),
        }
    }
}

impl BlockSink for Columns {
    fn save(&mut self, _point: usize, time: f64, values: &SavedValues<'_>) {
        self.times.push(time);
        for (cell, column) in self.values.iter_mut().enumerate() {
            column.push(values.get(cell, 0));
        }
    }
}
