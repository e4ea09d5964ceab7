//! The numbers of all runs, as far as they are kept.

use crate::experiment::Drawn;
use crate::study::Study;
use std::collections::BTreeMap;

/// How many of the accepted futures charts and history are made of: the first ones. Outcomes are kept of all.
pub(crate) const KEPT: usize = 1000;

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
    /// Every future's values and choices.
    pub drawn: Option<Drawn>,
    /// The futures that look like the observed past, ascending.
    pub accepted: Vec<usize>,
    /// How many futures failed before they could be judged.
    pub failed: usize,
    /// How many futures each condition of the history let through, alone.
    pub passed: Vec<usize>,
    /// The outcomes of the reference in every future: future by future.
    pub reference: Vec<f64>,
    /// For each policy that was carried out, its outcomes in the accepted futures: future by future.
    pub policies: Vec<Option<Vec<f64>>>,
    /// Runs that failed, by policy and future.
    pub failures: BTreeMap<(usize, usize), Failed>,
    /// How many runs were made.
    pub runs: usize,
    /// The charts' points in time, as years.
    pub years: Vec<f64>,
    /// For each policy, the courses of the first accepted futures: (future, all charts' points one after the other).
    pub courses: Vec<BTreeMap<usize, Vec<f64>>>,
    /// The model's counterparts of all observations in the first accepted futures.
    pub past: BTreeMap<usize, Vec<f64>>,
    /// What the accepted futures say of each window of the study's statement.
    pub stated: BTreeMap<usize, Vec<f64>>,
}

impl Ensemble {
    /// An outcome under a policy in an accepted future, by its position in `accepted`; `None` when the run failed or was not made.
    pub fn value(&self, study: &Study, policy: usize, (slot, outcome): (usize, usize)) -> Option<f64> {
        let outcomes = self.policies.get(policy)?.as_ref()?;
        let value = outcomes.get(slot * study.outcomes.len() + outcome)?;
        value.is_finite().then_some(*value)
    }

    /// An outcome under a policy in all accepted futures.
    pub fn column(&self, study: &Study, policy: usize, outcome: usize) -> Vec<Option<f64>> {
        (0..self.accepted.len())
            .map(|slot| self.value(study, policy, (slot, outcome)))
            .collect()
    }

    /// Whether a policy was carried out.
    pub fn ran(&self, policy: usize) -> bool {
        self.policies.get(policy).is_some_and(Option::is_some)
    }
}
