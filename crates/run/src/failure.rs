//! Runs that break down: the first time at which a stock or a saved cell is not a finite number.

use crate::lanes::Machine;
use program::{Program, Saved, Slot, Status};

/// What happens to a run that has failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Afterwards {
    /// It goes on as it is, so that a person can see what happens.
    GoesOn,
    /// Its stocks become NaN, so that nothing that follows from them looks like a result.
    Blank,
}

/// How the runs of a block have fared so far.
#[derive(Debug)]
pub(crate) struct Failures {
    afterwards: Afterwards,
    statuses: Vec<Status>,
    /// For each run of the block: not 0 where something was not finite.
    tests: Vec<f64>,
}

impl Failures {
    /// For blocks of any number of runs.
    pub fn new(afterwards: Afterwards) -> Failures {
        Failures {
            afterwards,
            statuses: Vec::new(),
            tests: Vec::new(),
        }
    }

    /// All is well with `runs` runs.
    pub fn begin(&mut self, runs: usize) {
        self.statuses = vec![Status::Done; runs];
    }

    /// How each run ended.
    pub fn end(&mut self) -> Vec<Status> {
        std::mem::take(&mut self.statuses)
    }

    /// Checks all stocks and saved cells, at a save point.
    pub fn check(&mut self, machine: &Machine<'_>, numbers: &mut [f64], time: f64) {
        // The first check is quick and nearly always enough; the second says which runs failed.
        if are_all_finite(machine, numbers) || self.are_finite(machine, numbers) {
            return;
        }
        for run in 0..self.statuses.len() {
            // The first failure is kept: what fails later may only follow from it.
            let is_new = self.tests[run] != 0.0 && self.statuses[run] == Status::Done;
            let variable = is_new.then(|| culprit(machine, numbers, run)).flatten();
            if let Some(variable) = variable {
                self.statuses[run] = Status::Failed { time, variable };
            }
            if self.statuses[run] != Status::Done && self.afterwards == Afterwards::Blank {
                blank(machine, numbers, run);
            }
        }
    }

    /// Adds `0·x` for every number: 0 as long as all are finite, NaN otherwise. A sum has no branch, and goes through rows of
    /// runs as they lie in memory.
    fn are_finite(&mut self, machine: &Machine<'_>, numbers: &[f64]) -> bool {
        let (program, layout) = (machine.program, &machine.layout);
        let shared: f64 = uniform(program).map(|slot| numbers[slot as usize] * 0.0).sum();
        self.tests.clear();
        self.tests.resize(layout.width, shared);
        // Lanes beyond the runs of a block repeat its last run, so that whole rows can be added up.
        for slot in lanes(program) {
            let row = &numbers[layout.lane_range(slot, 1)];
            for (test, number) in self.tests.iter_mut().zip(row) {
                *test += number * 0.0;
            }
        }
        self.tests[..self.statuses.len()].iter().all(|&test| test == 0.0)
    }
}

/// Whether no run has failed: all stocks and saved cells in the order of memory.
fn are_all_finite(machine: &Machine<'_>, numbers: &[f64]) -> bool {
    let (program, layout) = (machine.program, &machine.layout);
    let are_finite = machine.stages.are_finite;
    let stocks = layout.lane_range(program.stocks.state, program.stocks.count);
    let is_finite = |saved: &Saved| match saved.slot {
        Slot::Uniform(slot) => numbers[slot as usize].is_finite(),
        Slot::Lane(slot) => are_finite(&numbers[layout.lane_range(slot, 1)]),
    };
    are_finite(&numbers[stocks]) && program.saved.iter().all(is_finite)
}

/// The lane slots to check.
fn lanes(program: &Program) -> impl Iterator<Item = u32> + '_ {
    let stocks = program.stocks.state..program.stocks.state + program.stocks.count;
    let saved = program.saved.iter().filter_map(|saved| match saved.slot {
        Slot::Lane(slot) => Some(slot),
        Slot::Uniform(_) => None,
    });
    stocks.chain(saved)
}

/// The uniform slots to check.
fn uniform(program: &Program) -> impl Iterator<Item = u32> + '_ {
    program.saved.iter().filter_map(|saved| match saved.slot {
        Slot::Uniform(slot) => Some(slot),
        Slot::Lane(_) => None,
    })
}

/// The first stock, or else the first saved cell, that is not finite.
fn culprit(machine: &Machine<'_>, numbers: &[f64], run: usize) -> Option<String> {
    let (program, layout) = (machine.program, &machine.layout);
    let lane = |slot: u32| numbers[layout.lane(slot) + run];
    // Stocks first: they carry a failure from step to step, and are the same whatever is saved.
    let mut stocks = 0..program.stocks.count;
    let stock = stocks.find(|stock| !lane(program.stocks.state + stock).is_finite());
    let saved = || {
        program.saved.iter().find(|saved| match saved.slot {
            Slot::Lane(slot) => !lane(slot).is_finite(),
            Slot::Uniform(slot) => !numbers[slot as usize].is_finite(),
        })
    };
    stock
        .and_then(|stock| program.stock_names.get(stock as usize))
        .or_else(|| saved().map(|saved| saved.name.clone()))
}

fn blank(machine: &Machine<'_>, numbers: &mut [f64], run: usize) {
    // The rest is computed from the stocks at the next step.
    let stocks = machine.program.stocks;
    for slot in stocks.state..stocks.state + stocks.count {
        numbers[machine.layout.lane(slot) + run] = f64::NAN;
    }
}
