//! The engine as a calibration sees it: points in, errors out.

use super::plan::Plan;
use crate::StudyError;
use crate::execute::{Engine, Prepared, Progress};
use crate::experiment::Design;
use crate::outcome::Receiver;
use analysis::calibrate::{Residuals, Simulator};
use program::Status;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Tells how many runs there were over all calls of the engine.
pub(super) struct Counted<'a> {
    progress: &'a dyn Progress,
    before: AtomicUsize,
}

impl<'a> Counted<'a> {
    pub fn new(progress: &'a dyn Progress) -> Self {
        let before = AtomicUsize::new(0);
        Counted { progress, before }
    }

    /// How many runs were made.
    pub fn total(&self) -> usize {
        self.before.load(Ordering::Relaxed)
    }
}

impl Progress for Counted<'_> {
    fn runs(&self, done: usize, total: usize) {
        let before = self.total();
        self.progress.runs(before + done, before + total);
    }
}

/// Runs the model over the years that are measured.
pub(super) struct Past<'a> {
    pub plan: &'a Plan,
    engine: &'a Engine<'a>,
    counted: &'a Counted<'a>,
    design: Design,
    prepared: Prepared,
}

/// The uncertainties and the choices of a run.
pub(super) type Future = (Vec<f64>, Vec<Option<u32>>);

impl<'a> Past<'a> {
    pub fn new(plan: &'a Plan, (engine, counted): (&'a Engine<'a>, &'a Counted<'a>)) -> Result<Self, StudyError> {
        let mut study = plan.study.clone();
        let reference = study.reference;
        for (at, policy) in study.policies.iter_mut().enumerate() {
            policy.run = at == reference;
        }
        let design = Design::new(&study)?;
        let mut prepared = Prepared::new(&design.model, &design.vary, &plan.measures)?.sown(engine.seed);
        prepared.end_when_measured();
        Ok(Past {
            plan,
            engine,
            counted,
            design,
            prepared,
        })
    }

    /// The study's base values, and the alternatives of which only one choice is left.
    pub fn base(&self) -> Future {
        let study = &self.plan.study;
        let values = study.uncertainties.iter().map(|u| u.base).collect();
        let only = |a: &crate::Alternative| (a.choices.len() == 1).then_some(0);
        (values, study.alternatives.iter().map(only).collect())
    }

    /// A future with the parameters at these coordinates.
    pub fn with(&self, future: &Future, point: &[f64]) -> Future {
        let mut future = future.clone();
        for (parameter, (at, coordinate)) in self.plan.free.iter().zip(point).enumerate() {
            future.0[*at] = self.plan.value(parameter, *coordinate);
        }
        future
    }

    /// The measures of each future; `None` where the run failed.
    pub fn run(&self, futures: &[Future]) -> Result<Vec<Option<Vec<f64>>>, StudyError> {
        let policy = self.plan.study.reference;
        let row = |(values, choices): &Future| self.design.row(values, choices, policy);
        let rows = Rows(futures.iter().map(row).collect());
        let mut kept = Kept(vec![None; futures.len()]);
        if !futures.is_empty() {
            self.engine.carry_out(&self.prepared, &rows, &mut kept)?;
        }
        self.counted.before.fetch_add(futures.len(), Ordering::Relaxed);
        Ok(kept.0)
    }

    /// The measures at some coordinates, everything else at its base.
    pub fn measured(&self, points: &[Vec<f64>]) -> Result<Vec<Option<Vec<f64>>>, StudyError> {
        let base = self.base();
        let futures: Vec<Future> = points.iter().map(|p| self.with(&base, p)).collect();
        self.run(&futures)
    }
}

struct Rows(Vec<Vec<f64>>);

impl run::Experiments for Rows {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn fill(&self, row: usize, into: &mut [f64]) {
        into.copy_from_slice(&self.0[row]);
    }

    /// All candidates meet the same noise, so that errors differ by their parameters alone.
    fn draws(&self, _row: usize) -> usize {
        0
    }
}

struct Kept(Vec<Option<Vec<f64>>>);

impl Receiver for Kept {
    fn take(&mut self, row: usize, ended: &Status, values: &[f64]) {
        self.0[row] = (*ended == Status::Done).then(|| values.to_vec());
    }
}

/// The model with everything but the parameters at its base.
pub(super) struct AtBase<'a>(&'a Past<'a>);

impl<'a> AtBase<'a> {
    pub fn new(past: &'a Past<'a>) -> Self {
        AtBase(past)
    }
}

impl Simulator for AtBase<'_> {
    type Error = StudyError;

    fn losses(&self, points: &[Vec<f64>]) -> Result<Vec<f64>, StudyError> {
        let plan = self.0.plan;
        let loss = |m: &Option<Vec<f64>>| plan.loss(m.as_deref());
        Ok(self.0.measured(points)?.iter().map(loss).collect())
    }
}

impl Residuals for AtBase<'_> {
    type Error = StudyError;

    fn residuals(&self, points: &[(usize, Vec<f64>)]) -> Result<Vec<Vec<f64>>, StudyError> {
        let points: Vec<Vec<f64>> = points.iter().map(|(_, p)| p.clone()).collect();
        let errors = |m: &Option<Vec<f64>>| self.0.plan.errors(m.as_deref());
        Ok(self.0.measured(&points)?.iter().map(errors).collect())
    }
}

/// Each problem is a future of its own.
pub(super) struct InFutures<'a> {
    pub past: &'a Past<'a>,
    pub futures: &'a [Future],
}

impl Residuals for InFutures<'_> {
    type Error = StudyError;

    fn residuals(&self, points: &[(usize, Vec<f64>)]) -> Result<Vec<Vec<f64>>, StudyError> {
        let futures: Vec<Future> = points
            .iter()
            .map(|(problem, point)| self.past.with(&self.futures[*problem], point))
            .collect();
        let errors = |m: &Option<Vec<f64>>| self.past.plan.errors(m.as_deref());
        Ok(self.past.run(&futures)?.iter().map(errors).collect())
    }
}
