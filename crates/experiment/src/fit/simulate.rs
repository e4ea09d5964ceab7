//! The engine as a calibration sees it: points in, errors out.

use super::problem::Problem;
use crate::engine::{Engine, Prepared, Progress};
use crate::measure::Receiver;
use crate::{Design, ExperimentError, Scenario};
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

/// The measures of a run; `None` where it failed.
type Measured = Option<Vec<f64>>;

/// Runs the model over the years that are measured.
pub(super) struct Past<'a> {
    pub problem: &'a Problem<'a>,
    engine: &'a Engine<'a>,
    counted: &'a Counted<'a>,
    design: Design,
    prepared: Prepared,
}

impl<'a> Past<'a> {
    pub fn new(
        problem: &'a Problem<'a>,
        engine: &'a Engine<'a>,
        counted: &'a Counted<'a>,
    ) -> Result<Self, ExperimentError> {
        let plan = problem.plan;
        let design = Design::new(plan, &problem.uncertainties, &[plan.reference])?;
        let mut prepared = Prepared::new(&design.model, &design.vary, &problem.measures)?;
        // Candidates are many, and what comes after the last observation decides nothing.
        prepared.end_when_measured();
        Ok(Past {
            problem,
            engine,
            counted,
            design,
            prepared,
        })
    }

    /// The base values, and the alternatives of which only one choice is left.
    pub fn base(&self) -> Scenario {
        let alternatives = &self.problem.plan.alternatives;
        let values = self.problem.uncertainties.iter().map(|u| u.base);
        // A mechanism out of several would be a judgement that the base values do not make.
        let only = |choices: usize| (choices == 1).then_some(0);
        Scenario {
            values: values.collect(),
            choices: alternatives.iter().map(|a| only(a.choices.len())).collect(),
        }
    }

    /// A scenario with the parameters at these coordinates.
    pub fn with(&self, scenario: &Scenario, point: &[f64]) -> Scenario {
        let mut scenario = scenario.clone();
        for (parameter, (at, coordinate)) in self.problem.free.iter().zip(point).enumerate() {
            scenario.values[*at] = self.problem.value(parameter, *coordinate);
        }
        scenario
    }

    /// The measures of each scenario.
    pub fn run(&self, scenarios: &[Scenario]) -> Result<Vec<Measured>, ExperimentError> {
        let policy = self.problem.plan.reference;
        let rows = Rows(scenarios.iter().map(|s| self.design.row(s, policy)).collect());
        let mut measured = Collected(vec![None; scenarios.len()]);
        if !scenarios.is_empty() {
            self.engine.carry_out(&self.prepared, &rows, &mut measured)?;
        }
        // After the call: while it lasts, the engine's own count is added to what was before. A count alone, which orders no
        // other memory.
        self.counted.before.fetch_add(scenarios.len(), Ordering::Relaxed);
        Ok(measured.0)
    }

    /// The measures at some coordinates, everything else at its base.
    pub fn measured(&self, points: &[Vec<f64>]) -> Result<Vec<Measured>, ExperimentError> {
        let base = self.base();
        let scenarios: Vec<Scenario> = points.iter().map(|p| self.with(&base, p)).collect();
        self.run(&scenarios)
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

struct Collected(Vec<Measured>);

impl Receiver for Collected {
    fn take(&mut self, row: usize, ended: &Status, values: &[f64]) {
        // By row, whatever order runs end in: a search must see the same losses on any number of threads.
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
    type Error = ExperimentError;

    fn losses(&self, points: &[Vec<f64>]) -> Result<Vec<f64>, ExperimentError> {
        let problem = self.0.problem;
        let loss = |m: &Measured| problem.loss(m.as_deref());
        Ok(self.0.measured(points)?.iter().map(loss).collect())
    }
}

impl Residuals for AtBase<'_> {
    type Error = ExperimentError;

    fn residuals(&self, points: &[(usize, Vec<f64>)]) -> Result<Vec<Vec<f64>>, ExperimentError> {
        let points: Vec<Vec<f64>> = points.iter().map(|(_, p)| p.clone()).collect();
        let errors = |m: &Measured| self.0.problem.errors(m.as_deref());
        Ok(self.0.measured(&points)?.iter().map(errors).collect())
    }
}

/// The model in scenarios, each a least-squares problem of its own.
pub(super) struct EachScenario<'a> {
    pub past: &'a Past<'a>,
    pub scenarios: &'a [Scenario],
}

impl Residuals for EachScenario<'_> {
    type Error = ExperimentError;

    fn residuals(&self, points: &[(usize, Vec<f64>)]) -> Result<Vec<Vec<f64>>, ExperimentError> {
        let scenarios: Vec<Scenario> =
            points.iter().map(|(problem, point)| self.past.with(&self.scenarios[*problem], point)).collect();
        let errors = |m: &Measured| self.past.problem.errors(m.as_deref());
        Ok(self.past.run(&scenarios)?.iter().map(errors).collect())
    }
}
