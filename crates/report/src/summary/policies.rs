//! Policies times outcomes: levels, changes against the reference in the same futures, thresholds, regret.

use super::band;
use analysis::Share;
use experiment::Ensemble;
use experiment::plan::Outcome;
use findings::{Band, Better, PolicyOutcome};
use study::Study;
use study::relative_change;

/// One entry for each policy that was carried out and each outcome.
pub(super) fn results(study: &Study, ensemble: &Ensemble) -> Vec<PolicyOutcome> {
    let carried_out: Vec<usize> = (0..study.plan.policies.len()).filter(|p| ensemble.ran(*p)).collect();
    let tables: Vec<OutcomeTable<'_>> = (0..study.plan.outcomes.len())
        .map(|outcome| OutcomeTable::new(study, ensemble, outcome, &carried_out))
        .collect();
    let mut found = Vec::new();
    for (row, policy) in carried_out.iter().enumerate() {
        for table in &tables {
            found.push(table.summary(row, &study.plan.policies[*policy].name));
        }
    }
    found
}

/// One outcome under all policies.
struct OutcomeTable<'a> {
    outcome: &'a Outcome,
    /// One row a policy, one entry an accepted future.
    rows: Vec<Vec<Option<f64>>>,
    /// The row of the reference.
    reference: usize,
    /// The best of the shown policies in each future.
    best: Vec<Option<f64>>,
}

impl<'a> OutcomeTable<'a> {
    fn new(study: &'a Study, ensemble: &Ensemble, at: usize, policies: &[usize]) -> Self {
        let outcome = &study.plan.outcomes[at];
        let rows: Vec<Vec<Option<f64>>> = policies.iter().map(|p| ensemble.column(*p, at)).collect();
        // A policy that only serves a claim is none that a reader is offered: nobody regrets not having chosen it.
        let shown = policies.iter().zip(&rows).filter(|(p, _)| study.plan.policies[**p].shown);
        let shown: Vec<&Vec<Option<f64>>> = shown.map(|(_, row)| row).collect();
        let futures = 0..ensemble.accepted.len();
        OutcomeTable {
            outcome,
            reference: policies.iter().position(|p| *p == study.plan.reference).unwrap_or(0),
            best: futures.map(|slot| best_of(&shown, slot, outcome.better)).collect(),
            rows,
        }
    }

    fn summary(&self, row: usize, policy: &str) -> PolicyOutcome {
        let values = &self.rows[row];
        let futures = values.iter().flatten().count();
        let against = (row != self.reference).then(|| self.pairs(row));
        PolicyOutcome {
            policy: policy.to_string(),
            outcome: self.outcome.name.clone(),
            futures,
            failed: values.len() - futures,
            level: band(values.iter().flatten().copied()),
            change: against.as_ref().map(|pairs| band(pairs.iter().map(|(v, r)| v - r))),
            relative: against.as_ref().and_then(|pairs| self.relative(pairs)),
            better_share: against.as_ref().and_then(|pairs| self.better_share(pairs)),
            beyond_threshold: self.beyond(values),
            regret: self.regret(values),
        }
    }

    /// In what share of futures the policy beats the reference; where both are alike it does not.
    fn better_share(&self, pairs: &[(f64, f64)]) -> Option<f64> {
        let better = direction(self.outcome.better);
        let answers = pairs.iter().map(|(v, r)| Some(better.loss(*v, *r) < 0.0));
        answers.collect::<Share>().value()
    }

    fn regret(&self, values: &[Option<f64>]) -> Band {
        let better = direction(self.outcome.better);
        let losses = values.iter().zip(&self.best);
        band(losses.filter_map(|(v, best)| Some(better.loss((*v)?, (*best)?))))
    }

    /// The policy's and the reference's value in each future in which neither failed.
    fn pairs(&self, row: usize) -> Vec<(f64, f64)> {
        let rows = self.rows[row].iter().zip(&self.rows[self.reference]);
        rows.filter_map(|(v, r)| (*v).zip(*r)).collect()
    }

    /// The relative change; `None` where it makes no sense: by the study's word, or since a reference is 0.
    fn relative(&self, pairs: &[(f64, f64)]) -> Option<Band> {
        if !self.outcome.relative || pairs.is_empty() {
            return None;
        }
        let changes: Option<Vec<f64>> = pairs.iter().map(|(v, r)| relative_change(*v, *r)).collect();
        changes.map(band)
    }

    fn beyond(&self, values: &[Option<f64>]) -> Option<f64> {
        let fail = self.outcome.fail.as_ref()?;
        let good = if fail.above { Better::Lower } else { Better::Higher };
        analysis::beyond(values.iter().copied(), fail.value, direction(good)).value()
    }
}

/// The best value of a future among some policies.
fn best_of(rows: &[&Vec<Option<f64>>], slot: usize, better: Better) -> Option<f64> {
    let better = direction(better);
    let values = rows.iter().filter_map(|row| row[slot]);
    values.min_by(|a, b| better.loss(*a, *b).total_cmp(&0.0))
}

fn direction(better: Better) -> analysis::Better {
    match better {
        Better::Lower => analysis::Better::Lower,
        Better::Higher => analysis::Better::Higher,
    }
}
