//! The policy pass: the other policies in the scenarios that history accepts.

use super::measures::Measures;
use crate::ensemble::{Ensemble, Failed, MOST_KEPT};
use crate::measure::Receiver;
use crate::plan::Plan;
use program::Status;

/// Receives the runs of policies as they finish. Rows are policies times accepted scenarios, policies outermost.
pub(super) struct PolicyPass<'a> {
    plan: &'a Plan,
    measures: &'a Measures,
    policies: &'a [usize],
    ensemble: &'a mut Ensemble,
}

impl<'a> PolicyPass<'a> {
    /// Begins with the policies that are carried out beside the reference.
    pub fn new(plan: &'a Plan, measures: &'a Measures, policies: &'a [usize], ensemble: &'a mut Ensemble) -> Self {
        let cells = ensemble.accepted.len() * ensemble.outcomes;
        for policy in policies {
            // No number until its run is done: a run that fails leaves nothing that could pass for an outcome.
            ensemble.policies[*policy] = Some(vec![f64::NAN; cells]);
        }
        ensemble.runs += policies.len() * ensemble.accepted.len();
        PolicyPass {
            plan,
            measures,
            policies,
            ensemble,
        }
    }

    /// Whether a chart's points before policies begin are the reference's: no policy may change the past.
    fn has_same_past(&self, scenario: usize, charts: &[f64]) -> bool {
        let years = &self.ensemble.years;
        // Strictly before: a policy may already act at the moment in which policies begin.
        let before = years.iter().filter(|y| **y < self.plan.calendar.policies_from).count();
        let Some(reference) = self.ensemble.trajectories[self.plan.reference].get(&scenario) else {
            return true;
        };
        let past = |all: &[f64]| -> Vec<u64> {
            let charts = all.chunks(years.len().max(1));
            charts.flat_map(|c| c.iter().take(before).map(|v| v.to_bits())).collect()
        };
        // By bits: even a difference in the last place says that the two runs were not the same computation.
        past(reference) == past(charts)
    }

    fn keep_trajectories(&mut self, policy: usize, scenario: usize, values: &[f64]) {
        let charts = self.measures.of_charts(values);
        debug_assert!(
            self.has_same_past(scenario, &charts),
            "a policy changed the past of scenario {scenario}"
        );
        self.ensemble.trajectories[policy].insert(scenario, charts);
    }

    fn keep_outcomes(&mut self, policy: usize, slot: usize, values: &[f64]) {
        let outcomes = self.measures.outcomes.clone();
        let at = slot * outcomes.len();
        if let Some(cells) = &mut self.ensemble.policies[policy] {
            cells[at..at + outcomes.len()].copy_from_slice(&values[outcomes]);
        }
    }
}

impl Receiver for PolicyPass<'_> {
    fn take(&mut self, row: usize, ended: &Status, values: &[f64]) {
        let accepted = self.ensemble.accepted.len();
        let (policy, slot) = (self.policies[row / accepted], row % accepted);
        let scenario = self.ensemble.accepted[slot];
        // Slots ascend with scenarios, so these are the first ones whatever order runs finish in.
        if slot < MOST_KEPT {
            self.keep_trajectories(policy, scenario, values);
        }
        match ended {
            Status::Done => self.keep_outcomes(policy, slot, values),
            Status::Failed { time, variable } => {
                let (time, variable) = (*time, variable.clone());
                let failed = Failed { time, variable };
                self.ensemble.failures.insert((policy, scenario), failed);
            }
        }
    }
}
