//! The values of runs become outcomes while they run: memory does not grow with save points that nobody asked for.

use super::Form;
use super::plan::{Plan, Planned};
use crate::outcomes::{Failed, Outcome, Outcomes};
use program::{BlockSink, SavedValues, Sink, Status};
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// Where the blocks of an ensemble end up.
pub(super) struct Reducing<'p> {
    plan: &'p Plan,
    rows: usize,
    results: Mutex<Results>,
}

/// What finished blocks gave, in the order of the rows, whichever block was first.
#[derive(Default)]
struct Results {
    times: Vec<f64>,
    /// For each outcome and each of its cells `[run, save point]`.
    values: Vec<Vec<Vec<f64>>>,
    failed: Vec<Failed>,
}

/// One block of runs.
pub(super) struct Block<'p> {
    plan: &'p Plan,
    rows: Range<usize>,
    points: usize,
    times: Vec<f64>,
    /// For each outcome and each of its cells `[save point, run]`; one save point where it is reduced.
    values: Vec<Vec<Vec<f64>>>,
}

impl<'p> Reducing<'p> {
    pub fn new(plan: &'p Plan, rows: usize) -> Self {
        let of_cell = |outcome: &Planned| match outcome.form {
            Form::Reduced(_) => vec![f64::NAN; rows],
            Form::Trajectory(_) => Vec::new(),
        };
        let of_outcome = |outcome: &Planned| outcome.saved.iter().map(|_| of_cell(outcome)).collect();
        let results = Results {
            values: plan.outcomes.iter().map(of_outcome).collect(),
            ..Results::default()
        };
        let results = Mutex::new(results);
        Reducing { plan, rows, results }
    }

    pub fn finish(self, plan: &Plan) -> Outcomes {
        let mut results = self.results.into_inner().unwrap_or_else(PoisonError::into_inner);
        results.failed.sort_by_key(|failed| failed.row);
        let points = results.times.len();
        let outcome = |(planned, values): (&Planned, Vec<Vec<f64>>)| Outcome {
            name: planned.name.clone(),
            units: planned.units.clone(),
            cells: planned.cells.clone(),
            points: planned.points(points),
            values,
        };
        Outcomes {
            rows: self.rows,
            times: results.times,
            outcomes: plan.outcomes.iter().zip(results.values).map(outcome).collect(),
            failed: results.failed,
        }
    }
}

impl Planned {
    /// Numbers per run and cell.
    fn points(&self, of_trajectory: usize) -> usize {
        match self.form {
            Form::Reduced(_) => 1,
            Form::Trajectory(_) => of_trajectory,
        }
    }
}

impl<'p> Sink for Reducing<'p> {
    type Block = Block<'p>;

    fn open(&self, rows: Range<usize>) -> Block<'p> {
        let of_cell = |outcome: &Planned| match outcome.form {
            Form::Reduced(reduce) => vec![reduce.begin(); rows.len()],
            Form::Trajectory(_) => Vec::new(),
        };
        let of_outcome = |outcome: &Planned| outcome.saved.iter().map(|_| of_cell(outcome)).collect();
        Block {
            plan: self.plan,
            points: 0,
            times: Vec::new(),
            values: self.plan.outcomes.iter().map(of_outcome).collect(),
            rows,
        }
    }

    fn close(&self, block: Block<'p>, ended: Vec<Status>) {
        let mut results = self.results.lock().unwrap_or_else(PoisonError::into_inner);
        for (at, outcome) in self.plan.outcomes.iter().enumerate() {
            let points = outcome.points(block.times.len());
            for (from, to) in block.values[at].iter().zip(&mut results.values[at]) {
                to.resize(self.rows * points, f64::NAN);
                block.write(outcome, (from, &ended), to);
            }
        }
        for (row, status) in block.rows.clone().zip(ended) {
            if let Status::Failed { time, variable } = status {
                results.failed.push(Failed { row, time, variable });
            }
        }
        results.times = block.times;
    }
}

impl Block<'_> {
    /// Writes one cell of the block to its rows.
    fn write(&self, outcome: &Planned, (from, ended): (&[f64], &[Status]), to: &mut [f64]) {
        let points = outcome.points(self.times.len());
        for (run, (row, status)) in self.rows.clone().zip(ended).enumerate() {
            let target = &mut to[row * points..][..points];
            match outcome.form {
                Form::Reduced(_) if *status != Status::Done => target[0] = f64::NAN,
                Form::Reduced(reduce) => target[0] = reduce.end(from[run], self.points),
                Form::Trajectory(_) => {
                    for (point, value) in target.iter_mut().enumerate() {
                        *value = from[point * self.rows.len() + run];
                    }
                }
            }
        }
    }
}

impl BlockSink for Block<'_> {
    fn save(&mut self, point: usize, time: f64, values: &SavedValues<'_>) {
        self.points = point + 1;
        let is_kept = point.is_multiple_of(self.plan.every);
        if is_kept {
            self.times.push(time);
        }
        for (outcome, cells) in self.plan.outcomes.iter().zip(&mut self.values) {
            for (saved, known) in outcome.saved.iter().zip(cells) {
                let value = |run| values.get(*saved, run);
                match outcome.form {
                    Form::Reduced(reduce) => {
                        for (run, known) in known.iter_mut().enumerate() {
                            *known = reduce.take(*known, value(run), point, time);
                        }
                    }
                    Form::Trajectory(_) if is_kept => known.extend((0..values.runs()).map(value)),
                    Form::Trajectory(_) => {}
                }
            }
        }
    }
}
