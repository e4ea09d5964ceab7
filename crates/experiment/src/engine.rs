//! The engine as an experiment sees it: a model, rows of constants, measures, and who receives them.

use crate::ExperimentError;
use crate::journal::{Journal, Stage, Unfinished};
use crate::measure::{Collector, Measure, Receiver};
use crate::plan::Columns;
use check::{Model, VariableId};
use program::{Keep, Program, Request};
use run::{Experiments, Simd};
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

/// Learns how far the runs are.
pub trait Progress: Sync {
    /// `done` of the `total` runs of this stage are finished; called from any thread.
    fn runs(&self, done: usize, total: usize);
}

/// Shows no progress.
pub struct NoProgress;

impl Progress for NoProgress {
    fn runs(&self, _done: usize, _total: usize) {}
}

/// How runs are made; nothing but the seed changes a result.
pub struct Engine<'a> {
    /// How many threads; `None` for as many as the machine has.
    pub threads: Option<usize>,
    /// Which instructions the engine uses.
    pub simd: Simd,
    /// Learns how far the runs are.
    pub progress: &'a dyn Progress,
    /// Ends the runs early once it is set.
    pub stop: &'a AtomicBool,
    /// The seed of the models' random numbers.
    pub seed: u64,
    /// Where finished runs are written down, if anywhere.
    pub journal: Option<&'a Journal>,
}

/// Runs to be made: a model, the constants that differ between them, and a row of these for each run.
#[derive(Clone, Copy)]
pub struct Rows<'a> {
    /// The model.
    pub model: &'a Model,
    /// The constants of a row; an array has a column an element.
    pub vary: &'a [VariableId],
    /// The rows.
    pub rows: &'a dyn Experiments,
}

/// A program that is built, and what is measured of its runs.
pub struct Prepared {
    program: Program,
    /// Each with the saved cell that it looks at.
    measures: Vec<(Measure, usize)>,
}

impl Prepared {
    /// Builds a program in which the constants `vary` differ between runs.
    pub fn new(model: &Model, vary: &[VariableId], measures: &[Measure]) -> Result<Self, ExperimentError> {
        // A variable is saved once, however many measures look at it: a chart alone has one for every half-year.
        let saved = Columns::of(model, measures.iter().map(|m| m.variable));
        let place = |m: &Measure| saved.place(m.variable).unwrap_or(0);
        let measures = measures.iter().map(|m| (*m, place(m))).collect();
        let request = Request {
            vary: vary.to_vec(),
            keep: Keep::Only(saved.variables),
        };
        let program = program::build(model, &request)?;
        let clock = &program.clock;
        // `Design` has set SAVEPER to the step where both are constants; one that the model computes is known only now. With
        // fewer save points a sum would be of longer rectangles, and a maximum between two of them would go unseen.
        if clock.save_every > clock.step * (1.0 + 1e-9) {
            return Err(ExperimentError::CoarseSavePoints {
                save_every: clock.save_every,
                step: clock.step,
            });
        }
        Ok(Prepared { program, measures })
    }

    /// The stage of a journal that these runs are.
    fn stage<'a>(&'a self, rows: &'a dyn Experiments, seed: u64) -> Stage<'a> {
        Stage {
            program: &self.program,
            seed,
            measures: &self.measures,
            rows,
        }
    }

    /// Ends the runs once nothing that comes later is measured.
    pub fn end_when_measured(&mut self) {
        let clock = self.program.clock;
        let until = self.measures.iter().map(|(m, _)| m.until);
        let last = until.fold(clock.start, f64::max);
        // One save point more than is measured: rounding of the clock must not end the runs just before the last one that
        // counts.
        self.program.stop_by(last + clock.save_every);
    }
}

/// The seed of a model's random numbers, for a seed of any size: numbers of a model are exact up to 2^53.
pub fn noise_seed(seed: u64) -> u64 {
    seed % (1 << 53)
}

impl Engine<'_> {
    /// Runs every row and hands its measures to the receiver.
    pub fn run(
        &self,
        design: Rows<'_>,
        measures: &[Measure],
        receiver: &mut dyn Receiver,
    ) -> Result<(), ExperimentError> {
        // Where every policy is the reference there is nothing to run, and no program to build.
        if design.rows.is_empty() {
            return Ok(());
        }
        let prepared = Prepared::new(design.model, design.vary, measures)?;
        self.carry_out(&prepared, design.rows, receiver)
    }

    /// Runs every row of a program that is built and hands its measures to the receiver. Runs that the journal knows are not
    /// made again.
    pub fn carry_out(
        &self,
        prepared: &Prepared,
        rows: &dyn Experiments,
        receiver: &mut dyn Receiver,
    ) -> Result<(), ExperimentError> {
        let Some(journal) = self.journal else {
            return self.make(prepared, rows, receiver, 0);
        };
        let mut recorder = journal.stage(&prepared.stage(rows, self.seed), receiver)?;
        let unfinished = recorder.unfinished.clone();
        // Progress counts what the journal knew: a study that is resumed goes on at the share at which it was killed.
        let done = rows.len() - unfinished.len();
        if !unfinished.is_empty() {
            let rows = Unfinished { rows, at: &unfinished };
            self.make(prepared, &rows, &mut recorder, done)?;
        }
        // A receiver cannot return an error, so that of a full disk is met here, when the runs are over.
        recorder.failed.map_or(Ok(()), |error| Err(journal.error(error)))
    }

    /// Makes the runs of a stage of which `before` others are done.
    fn make(
        &self,
        prepared: &Prepared,
        rows: &dyn Experiments,
        receiver: &mut dyn Receiver,
        before: usize,
    ) -> Result<(), ExperimentError> {
        let program = &prepared.program;
        let collector = Collector {
            measures: &prepared.measures,
            // The model's step: `Prepared::new` refuses anything longer.
            step: program.clock.save_every,
            receiver: Mutex::new(receiver),
        };
        let total = before + rows.len();
        let options = run::Options {
            threads: self.threads.unwrap_or(0),
            simd: self.simd,
            seed: noise_seed(self.seed),
            ..run::Options::default()
        };
        let progress = |done| self.progress.runs(before + done, total);
        let supervision = run::Supervision {
            progress: &progress,
            stop: self.stop,
        };
        let summary = run::ensemble(program, rows, &options, &collector, supervision)?;
        // The rows that were never run would look like rows that failed. No statistic may be made of them.
        if summary.stopped {
            return Err(ExperimentError::Interrupted);
        }
        Ok(())
    }
}
