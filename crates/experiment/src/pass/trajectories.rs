//! The trajectories of runs, handed on in the order of the rows while the runs are made.

use super::Stage;
use crate::ExperimentError;
use crate::measure::Receiver;
use program::Status;
use std::collections::BTreeMap;

/// Receives the trajectories of what a plan charts, run by run: policies outermost, scenarios ascending.
pub trait Trajectories: Send {
    /// One run: its policy and scenario, the charts' points in time as years, and all charts' values at these, one chart after
    /// the other (`[chart][point]`); `None` when it failed.
    ///
    /// # Errors
    /// If they cannot be written; nothing more is handed on then.
    fn run(
        &mut self,
        policy: usize,
        scenario: usize,
        years: &[f64],
        values: Option<&[f64]>,
    ) -> Result<(), ExperimentError>;

    /// No other run of these policies comes.
    ///
    /// # Errors
    /// If what was handed on cannot be written.
    fn finish(&mut self) -> Result<(), ExperimentError>;
}

/// Hands runs on to a receiver as they come, and their trajectories in order.
///
/// Rows come in any order; those that come too early wait. There are never more of them than the blocks that threads work on
/// have runs, since blocks are begun in order.
pub(super) struct InOrder<'r> {
    stage: &'r Stage<'r>,
    receiver: &'r mut dyn Receiver,
    trajectories: &'r mut dyn Trajectories,
    waiting: BTreeMap<usize, Option<Vec<f64>>>,
    next: usize,
    /// Why nothing more was handed on.
    failed: Option<ExperimentError>,
}

impl<'r> InOrder<'r> {
    pub fn new(
        stage: &'r Stage<'r>,
        receiver: &'r mut dyn Receiver,
        trajectories: &'r mut dyn Trajectories,
    ) -> InOrder<'r> {
        InOrder {
            stage,
            receiver,
            trajectories,
            waiting: BTreeMap::new(),
            next: 0,
            failed: None,
        }
    }

    /// Ends the stage; an error that a run met comes out here, since a receiver returns none.
    pub fn finish(self) -> Result<(), ExperimentError> {
        match self.failed {
            Some(error) => Err(error),
            None => self.trajectories.finish(),
        }
    }

    fn hand_on(&mut self) -> Result<(), ExperimentError> {
        let scenarios = self.stage.scenarios;
        while let Some(values) = self.waiting.remove(&self.next) {
            let policy = self.stage.policies[self.next / scenarios.len()];
            let scenario = scenarios[self.next % scenarios.len()];
            let years = &self.stage.measures.years;
            self.trajectories.run(policy, scenario, years, values.as_deref())?;
            self.next += 1;
        }
        Ok(())
    }
}

impl Receiver for InOrder<'_> {
    fn take(&mut self, row: usize, ended: &Status, values: &[f64]) {
        // First the measures: they count even where the trajectories can no longer be written.
        self.receiver.take(row, ended, values);
        if self.failed.is_some() {
            return;
        }
        // A failed run has no trajectory, but its place must be handed on: all later ones wait for it.
        let charts = || self.stage.measures.of_charts(values);
        self.waiting.insert(row, (*ended == Status::Done).then(charts));
        self.failed = self.hand_on().err();
    }
}
