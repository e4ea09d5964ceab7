//! The reference pass: the reference policy in every scenario, and which scenarios look like the observed past.

use super::measures::Measures;
use crate::ensemble::{Ensemble, Failed, MOST_KEPT};
use crate::measure::Receiver;
use crate::plan::{Condition, Plan, Test};
use program::Status;
use std::collections::BTreeMap;

/// Judges scenarios as their runs finish, in any order.
pub(super) struct ReferencePass<'a> {
    plan: &'a Plan,
    measures: &'a Measures,
    accepted: Vec<bool>,
    ensemble: Ensemble,
    trajectories: BTreeMap<usize, Vec<f64>>,
    /// Where the records that tell explanations apart are among what is measured.
    witnesses: Vec<usize>,
}

impl<'a> ReferencePass<'a> {
    /// Begins with `count` scenarios.
    pub fn new(plan: &'a Plan, measures: &'a Measures, count: usize) -> Self {
        let outcomes = measures.outcomes.len();
        ReferencePass {
            plan,
            measures,
            accepted: vec![false; count],
            ensemble: Ensemble {
                outcomes,
                passed: vec![0; plan.history.conditions.len()],
                reference: vec![f64::NAN; count * outcomes],
                policies: vec![None; plan.policies.len()],
                trajectories: vec![BTreeMap::new(); plan.policies.len()],
                years: measures.years.clone(),
                runs: count,
                ..Ensemble::default()
            },
            trajectories: BTreeMap::new(),
            witnesses: measures.of_witnesses(plan),
        }
    }

    /// What is known when all runs are finished.
    pub fn finish(self) -> Ensemble {
        let mut ensemble = self.ensemble;
        let accepted = self.accepted.iter().enumerate().filter(|(_, a)| **a);
        // Ascending whatever order the runs finished in: the outcomes of policies are stored by the position in this list.
        ensemble.accepted = accepted.map(|(scenario, _)| scenario).collect();
        let of_accepted = ensemble.reference_in(&ensemble.accepted);
        ensemble.policies[self.plan.reference] = Some(of_accepted);
        ensemble.trajectories[self.plan.reference] = self.trajectories;
        ensemble
    }

    /// Whether the scenario meets each condition; `None` when its past is not known, since the run failed before.
    fn judge(&self, values: &[f64]) -> Option<Vec<bool>> {
        let conditions = self.plan.history.conditions.iter().zip(&self.measures.tests);
        conditions
            // One condition that cannot be judged makes the scenario a failed one, not a rejected one: history has not spoken
            // against it.
            .map(|(condition, at)| self.meets(condition, *at, values))
            .collect()
    }

    fn meets(&self, condition: &Condition, at: Option<usize>, values: &[f64]) -> Option<bool> {
        match &condition.test {
            Test::Between { low, high, .. } => {
                let value = values[at?];
                value.is_finite().then_some((*low..=*high).contains(&value))
            }
            Test::Near { comparison, within } => self.is_near(*comparison, *within, values),
        }
    }

    fn is_near(&self, comparison: usize, within: f64, values: &[f64]) -> Option<bool> {
        let history = &self.plan.history;
        let found = &values[self.measures.points[comparison].clone()];
        let points = history.comparisons[comparison].points.iter().zip(found);
        // Not left at the first miss: a later point without a number makes the scenario a failed one, and the counts of both
        // must not depend on the order of the points.
        let mut all = true;
        for (point, value) in points.filter(|(p, _)| p.within(history.calibrate)) {
            if !value.is_finite() {
                return None;
            }
            // The share is of the observation, so that an observed 0 must be met exactly.
            all &= (value - point.value).abs() <= within * point.value.abs();
        }
        Some(all)
    }

    fn keep_outcomes(&mut self, scenario: usize, values: &[f64]) {
        let outcomes = self.measures.outcomes.clone();
        let at = scenario * outcomes.len();
        self.ensemble.reference[at..at + outcomes.len()].copy_from_slice(&values[outcomes]);
    }

    /// Keeps what an accepted scenario says beside its outcomes.
    fn keep(&mut self, scenario: usize, values: &[f64]) {
        self.accepted[scenario] = true;
        keep_first(&mut self.trajectories, scenario, self.measures.of_charts(values));
        keep_first(&mut self.ensemble.past, scenario, self.measures.of_points(values));
        if !self.witnesses.is_empty() {
            let witnessed = self.witnesses.iter().map(|at| values[*at]);
            self.ensemble.witnessed.insert(scenario, witnessed.collect());
        }
        let predicted = self.measures.predicted(values);
        self.ensemble.predicted.insert(scenario, predicted);
    }

    /// Notes a failed run, and whether it failed before anything could be told of its past.
    fn fails_early(&mut self, scenario: usize, ended: &Status) -> bool {
        let Status::Failed { time, variable } = ended else {
            return false;
        };
        let (calendar, variable) = (&self.plan.calendar, variable.clone());
        let failed = Failed { time: *time, variable };
        self.ensemble.failures.insert((self.plan.reference, scenario), failed);
        // A run that fails later has a whole past: history may accept it, and its missing outcomes are then reported. To drop
        // it would hide the very scenarios that the model cannot carry to the end.
        *time < calendar.time(calendar.policies_from)
    }
}

/// Keeps the scenarios with the smallest numbers, whatever order they come in.
fn keep_first(kept: &mut BTreeMap<usize, Vec<f64>>, scenario: usize, values: Vec<f64>) {
    let last = kept.last_key_value().map(|(last, _)| *last);
    // Bounded while runs come in and not at the end: a study may have a million of them.
    if kept.len() >= MOST_KEPT && last.is_some_and(|last| last < scenario) {
        return;
    }
    kept.insert(scenario, values);
    if kept.len() > MOST_KEPT {
        kept.pop_last();
    }
}

impl Receiver for ReferencePass<'_> {
    fn take(&mut self, scenario: usize, ended: &Status, values: &[f64]) {
        let early = self.fails_early(scenario, ended);
        let judged = if early { None } else { self.judge(values) };
        let Some(verdicts) = judged else {
            self.ensemble.failed += 1;
            return;
        };
        // Each condition by itself, not only up to the first that rejects: the report says what each costs.
        for (passed, verdict) in self.ensemble.passed.iter_mut().zip(&verdicts) {
            *passed += usize::from(*verdict);
        }
        // Also where history rejects the scenario: the side sample of rejected scenarios takes its reference from here.
        if *ended == Status::Done {
            self.keep_outcomes(scenario, values);
        }
        if verdicts.iter().all(|v| *v) {
            self.keep(scenario, values);
        }
    }
}
