//! The other policies in the futures that were accepted.

use super::ensemble::{Ensemble, Failed, KEPT};
use super::measures::Measures;
use crate::outcome::Receiver;
use crate::study::Study;
use program::Status;

/// Takes the runs of policies as they finish. Rows are policies times accepted futures, policies outermost.
pub(super) struct Ahead<'a> {
    study: &'a Study,
    measures: &'a Measures,
    /// The policies that are carried out.
    policies: Vec<usize>,
    ensemble: &'a mut Ensemble,
}

impl<'a> Ahead<'a> {
    /// Begins with the policies that are carried out beside the reference.
    pub fn new(study: &'a Study, measures: &'a Measures, policies: &[usize], ensemble: &'a mut Ensemble) -> Self {
        let cells = ensemble.accepted.len() * study.outcomes.len();
        for policy in policies {
            ensemble.policies[*policy] = Some(vec![f64::NAN; cells]);
        }
        ensemble.runs += policies.len() * ensemble.accepted.len();
        Ahead {
            study,
            measures,
            policies: policies.to_vec(),
            ensemble,
        }
    }

    /// The past is the same under each policy: a chart's points before policies begin are the reference's.
    fn same_past(&self, future: usize, charts: &[f64]) -> bool {
        let years = &self.ensemble.years;
        let before = years.iter().filter(|y| **y < self.study.calendar.policies_from).count();
        let Some(reference) = self.ensemble.courses[self.study.reference].get(&future) else {
            return true;
        };
        let past = |all: &[f64]| -> Vec<u64> {
            let courses = all.chunks(years.len().max(1));
            courses
                .flat_map(|c| c.iter().take(before).map(|v| v.to_bits()))
                .collect()
        };
        past(reference) == past(charts)
    }
}

impl Receiver for Ahead<'_> {
    fn take(&mut self, row: usize, ended: &Status, values: &[f64]) {
        let accepted = self.ensemble.accepted.len();
        let (policy, slot) = (self.policies[row / accepted], row % accepted);
        let future = self.ensemble.accepted[slot];
        if slot < KEPT {
            let charts: Vec<f64> = self
                .measures
                .charts
                .iter()
                .flat_map(|r| &values[r.clone()])
                .copied()
                .collect();
            debug_assert!(
                self.same_past(future, &charts),
                "a policy changed the past of future {future}"
            );
            self.ensemble.courses[policy].insert(future, charts);
        }
        match ended {
            Status::Done => {
                let outcomes = self.measures.outcomes.clone();
                let at = slot * outcomes.len();
                if let Some(cells) = &mut self.ensemble.policies[policy] {
                    cells[at..at + outcomes.len()].copy_from_slice(&values[outcomes]);
                }
            }
            Status::Failed { time, variable } => {
                let failed = Failed {
                    time: *time,
                    variable: variable.clone(),
                };
                self.ensemble.failures.insert((policy, future), failed);
            }
        }
    }
}
