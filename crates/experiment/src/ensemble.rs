//! The numbers of all runs, as far as they are kept.

use crate::{ExperimentError, Plan, Sample};
use std::collections::BTreeMap;

/// The most accepted scenarios that charts and history are made of: the first ones. Outcomes are kept of all.
pub const MOST_KEPT: usize = 1000;

/// How a run failed.
#[derive(Clone, Debug, PartialEq)]
pub struct Failed {
    /// When it was noticed, in the model's time.
    pub time: f64,
    /// The first cell that was not a number.
    pub variable: String,
}

/// What is known after all runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ensemble {
    /// How many outcomes each run has.
    pub outcomes: usize,
    /// The scenarios; those of another ensemble where there are none.
    pub sample: Sample,
    /// The scenarios that look like the observed past, ascending.
    pub accepted: Vec<usize>,
    /// How many scenarios failed before they could be judged.
    pub failed: usize,
    /// How many scenarios each condition of the history let through, alone.
    pub passed: Vec<usize>,
    /// The outcomes of the reference in every scenario: scenario by scenario.
    pub reference: Vec<f64>,
    /// For each policy that was carried out, its outcomes in the accepted scenarios: scenario by scenario.
    pub policies: Vec<Option<Vec<f64>>>,
    /// Runs that failed, by policy and scenario.
    pub failures: BTreeMap<(usize, usize), Failed>,
    /// How many runs were made.
    pub runs: usize,
    /// The charts' points in time, as years.
    pub years: Vec<f64>,
    /// For each policy, the trajectories of the first accepted scenarios: (scenario, all charts' points one after the other).
    pub trajectories: Vec<BTreeMap<usize, Vec<f64>>>,
    /// The model's counterparts of all observations in the first accepted scenarios.
    pub past: BTreeMap<usize, Vec<f64>>,
    /// What each accepted scenario says of the records that tell explanations apart: the observations of
    /// [`witnesses`](crate::plan::History::witnesses), one after the other. Of all, unlike `past`: claims are weighed by them.
    pub witnessed: BTreeMap<usize, Vec<f64>>,
    /// What each accepted scenario predicts for each window of the prediction.
    pub predicted: BTreeMap<usize, Vec<f64>>,
}

impl Ensemble {
    /// An outcome under a policy in an accepted scenario, by its position in `accepted`; `None` when the run failed or was not made.
    pub fn value(&self, policy: usize, slot: usize, outcome: usize) -> Option<f64> {
        let outcomes = self.policies.get(policy)?.as_ref()?;
        let value = outcomes.get(slot * self.outcomes + outcome)?;
        // A run that failed left no number; neither did a measure without a result, such as a change relative to 0.
        value.is_finite().then_some(*value)
    }

    /// An outcome under a policy in all accepted scenarios.
    pub fn column(&self, policy: usize, outcome: usize) -> Vec<Option<f64>> {
        // A failed run keeps its place: two policies are compared scenario by scenario, entry by entry.
        (0..self.accepted.len()).map(|slot| self.value(policy, slot, outcome)).collect()
    }

    /// The reference's outcomes in some of all scenarios: scenario by scenario.
    pub fn reference_in(&self, scenarios: &[usize]) -> Vec<f64> {
        let of = |at: &usize| &self.reference[at * self.outcomes..(at + 1) * self.outcomes];
        scenarios.iter().flat_map(of).copied().collect()
    }

    /// That no scenario of `drawn` was accepted, and by which conditions.
    pub fn nothing_accepted(&self, plan: &Plan, drawn: usize) -> ExperimentError {
        ExperimentError::NothingAccepted {
            drawn,
            failed: self.failed,
            conditions: self.passed_shares(plan, drawn),
        }
    }

    /// Each condition of the history in words, and what share of all scenarios it let through alone.
    pub fn passed_shares(&self, plan: &Plan, drawn: usize) -> Vec<(String, f64)> {
        let conditions = plan.history.conditions.iter().zip(&self.passed);
        conditions
            // Of all that were drawn, failed ones too: the share says what a condition leaves of the sample.
            .map(|(c, passed)| (c.words.clone(), *passed as f64 / drawn as f64))
            .collect()
    }

    /// Whether a policy was carried out.
    pub fn ran(&self, policy: usize) -> bool {
        self.policies.get(policy).is_some_and(Option::is_some)
    }
}
