//! The engine as a study sees it: a model, rows of constants, measures, and who takes them.

use super::journal::{Journal, Left};
use crate::StudyError;
use crate::outcome::{Collector, Measure, Receiver};
use check::{Model, VariableId};
use program::{Keep, Program, Request};
use run::Experiments;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

/// Is told how far the runs are.
pub trait Progress: Sync {
    /// `done` of the `total` runs of this stage are finished; called from any thread.
    fn runs(&self, done: usize, total: usize);
}

/// Tells nobody.
pub struct NoProgress;

impl Progress for NoProgress {
    fn runs(&self, _done: usize, _total: usize) {}
}

/// How runs are made.
pub(crate) struct Engine<'a> {
    pub threads: Option<usize>,
    pub progress: &'a dyn Progress,
    pub stop: &'a AtomicBool,
    /// The seed of the models' random numbers.
    pub seed: u64,
    /// Where finished runs are noted, if anywhere.
    pub journal: Option<&'a Journal>,
}

/// A program that is built, and what is measured of its runs.
pub(crate) struct Prepared {
    program: Program,
    /// Each with the saved cell that it looks at.
    measures: Vec<(Measure, usize)>,
}

impl Prepared {
    /// Builds a program in which the constants `vary` differ between runs.
    pub fn new(model: &Model, vary: &[VariableId], measures: &[Measure]) -> Result<Self, StudyError> {
        let mut keep: Vec<VariableId> = measures.iter().map(|m| m.variable).collect();
        keep.sort();
        keep.dedup();
        let cell = |m: &Measure| keep.binary_search(&m.variable).unwrap_or(0);
        let measures = measures.iter().map(|m| (*m, cell(m))).collect();
        let program = program::build(
            model,
            &Request {
                vary: vary.to_vec(),
                keep: Keep::Only(keep),
            },
        )?;
        let clock = &program.clock;
        if clock.save_every > clock.step * (1.0 + 1e-9) {
            return Err(StudyError::CoarseSavePoints {
                save_every: clock.save_every,
                step: clock.step,
            });
        }
        Ok(Prepared { program, measures })
    }

    /// With this seed for random numbers.
    pub fn sown(mut self, seed: u64) -> Self {
        sow(&mut self.program, seed);
        self
    }

    /// Ends the runs once nothing that comes later is measured.
    pub fn end_when_measured(&mut self) {
        let clock = &mut self.program.clock;
        let last = self.measures.iter().map(|(m, _)| m.until);
        let last = last.fold(clock.start, f64::max) + clock.save_every;
        clock.stop = clock.stop.min(last);
    }
}

/// Gives a program that draws random numbers the study's seed.
pub(crate) fn sow(program: &mut Program, seed: u64) {
    if let Some(noise) = &mut program.noise {
        noise.seed = seed % (1 << 53);
    }
}

impl Engine<'_> {
    /// Runs every row and hands its measures to the receiver.
    pub fn run(
        &self,
        model: &Model,
        (vary, rows): (&[VariableId], &dyn Experiments),
        measures: &[Measure],
        receiver: &mut dyn Receiver,
    ) -> Result<(), StudyError> {
        if rows.is_empty() {
            return Ok(());
        }
        self.carry_out(&Prepared::new(model, vary, measures)?.sown(self.seed), rows, receiver)
    }

    /// Runs every row of a program that is built and hands its measures to the receiver. Runs that the journal knows are not
    /// made again.
    pub fn carry_out(
        &self,
        prepared: &Prepared,
        rows: &dyn Experiments,
        receiver: &mut dyn Receiver,
    ) -> Result<(), StudyError> {
        let Some(journal) = self.journal else {
            return self.make(prepared, rows, (receiver, 0));
        };
        let mut noted = journal.stage((&prepared.program, &prepared.measures), rows, receiver)?;
        let left = noted.left.clone();
        let done = rows.len() - left.len();
        if !left.is_empty() {
            self.make(prepared, &Left { rows, left: &left }, (&mut noted, done))?;
        }
        noted.failed.map_or(Ok(()), |error| Err(journal.error(error)))
    }

    /// Makes runs, of a stage of which some are done.
    fn make(
        &self,
        prepared: &Prepared,
        rows: &dyn Experiments,
        (receiver, before): (&mut dyn Receiver, usize),
    ) -> Result<(), StudyError> {
        let program = &prepared.program;
        let collector = Collector {
            measures: &prepared.measures,
            step: program.clock.save_every,
            receiver: Mutex::new(receiver),
        };
        let total = before + rows.len();
        let options = run::Options {
            threads: self.threads.unwrap_or(0),
            ..run::Options::default()
        };
        let told = |done| self.progress.runs(before + done, total);
        let summary = run::ensemble(program, rows, &options, &collector, (&told, self.stop))?;
        match summary.stopped {
            true => Err(StudyError::Interrupted),
            false => Ok(()),
        }
    }
}
