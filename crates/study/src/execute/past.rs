//! The reference policy in every future: which futures look like the observed past.

use super::ensemble::{Ensemble, Failed, KEPT};
use super::measures::Measures;
use crate::history::Test;
use crate::outcome::Receiver;
use crate::study::Study;
use program::Status;
use std::collections::BTreeMap;

/// Judges futures as their runs finish, in any order.
pub(super) struct Past<'a> {
    study: &'a Study,
    measures: &'a Measures,
    accepted: Vec<bool>,
    ensemble: Ensemble,
    courses: BTreeMap<usize, Vec<f64>>,
}

impl<'a> Past<'a> {
    /// Begins with `count` futures.
    pub fn new(study: &'a Study, measures: &'a Measures, count: usize) -> Self {
        Past {
            study,
            measures,
            accepted: vec![false; count],
            ensemble: Ensemble {
                passed: vec![0; study.history.conditions.len()],
                reference: vec![f64::NAN; count * study.outcomes.len()],
                policies: vec![None; study.policies.len()],
                courses: vec![BTreeMap::new(); study.policies.len()],
                years: measures.years.clone(),
                runs: count,
                ..Ensemble::default()
            },
            courses: BTreeMap::new(),
        }
    }

    /// What is known when all runs are finished.
    pub fn finish(self) -> Ensemble {
        let mut ensemble = self.ensemble;
        let outcomes = self.study.outcomes.len();
        let accepted = self.accepted.iter().enumerate().filter(|(_, a)| **a);
        ensemble.accepted = accepted.map(|(future, _)| future).collect();
        let rows = ensemble.accepted.iter();
        let paired = rows.flat_map(|f| &ensemble.reference[f * outcomes..(f + 1) * outcomes]);
        ensemble.policies[self.study.reference] = Some(paired.copied().collect());
        ensemble.courses[self.study.reference] = self.courses;
        ensemble
    }

    /// Whether the future meets each condition; `None` when its past is not known, since the run failed before.
    fn judge(&self, values: &[f64]) -> Option<Vec<bool>> {
        let conditions = self.study.history.conditions.iter();
        conditions
            .zip(&self.measures.tests)
            .map(|(condition, test)| match (&condition.test, test) {
                (Test::Between { low, high, .. }, Some(at)) => {
                    let value = values[*at];
                    value.is_finite().then_some((*low..=*high).contains(&value))
                }
                (Test::Near { comparison, within }, _) => self.near(*comparison, *within, values),
                (Test::Between { .. }, None) => None,
            })
            .collect()
    }

    fn near(&self, comparison: usize, within: f64, values: &[f64]) -> Option<bool> {
        let history = &self.study.history;
        let found = &values[self.measures.points[comparison].clone()];
        let points = history.comparisons[comparison].points.iter().zip(found);
        let mut all = true;
        for (point, value) in points.filter(|(p, _)| p.within(history.calibrate)) {
            if !value.is_finite() {
                return None;
            }
            all &= (value - point.value).abs() <= within * point.value.abs();
        }
        Some(all)
    }

    fn keep(&mut self, future: usize, values: &[f64]) {
        let of = |ranges: &[std::ops::Range<usize>]| -> Vec<f64> {
            ranges.iter().flat_map(|r| &values[r.clone()]).copied().collect()
        };
        let (charts, points) = (of(&self.measures.charts), of(&self.measures.points));
        keep_first(&mut self.courses, future, charts);
        keep_first(&mut self.ensemble.past, future, points);
        let stated = self.measures.stated.iter();
        let stated = stated.map(|(above, below)| values[*above] / below.of(values)).collect();
        self.ensemble.stated.insert(future, stated);
    }
}

/// Keeps the futures with the smallest numbers, whatever order they come in.
fn keep_first(kept: &mut BTreeMap<usize, Vec<f64>>, future: usize, values: Vec<f64>) {
    let late = kept.len() >= KEPT && kept.last_key_value().is_some_and(|(last, _)| *last < future);
    if late {
        return;
    }
    kept.insert(future, values);
    if kept.len() > KEPT {
        kept.pop_last();
    }
}

impl Receiver for Past<'_> {
    fn take(&mut self, future: usize, ended: &Status, values: &[f64]) {
        let policies_from = self.study.calendar.time(self.study.calendar.policies_from);
        let mut lost = false;
        if let Status::Failed { time, variable } = ended {
            lost = *time < policies_from;
            let failed = Failed {
                time: *time,
                variable: variable.clone(),
            };
            self.ensemble.failures.insert((self.study.reference, future), failed);
        }
        let judged = if lost { None } else { self.judge(values) };
        let Some(verdicts) = judged else {
            self.ensemble.failed += 1;
            return;
        };
        for (passed, verdict) in self.ensemble.passed.iter_mut().zip(&verdicts) {
            *passed += usize::from(*verdict);
        }
        if *ended == Status::Done {
            let outcomes = self.measures.outcomes.clone();
            let at = future * outcomes.len();
            self.ensemble.reference[at..at + outcomes.len()].copy_from_slice(&values[outcomes]);
        }
        if verdicts.iter().all(|v| *v) {
            self.accepted[future] = true;
            self.keep(future, values);
        }
    }
}
