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
        .map(|outcome| OutcomeTable::new((study, ensemble), outcome, &carried_out))
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
    fn new((study, ensemble): (&'a Study, &Ensemble), at: usize, policies: &[usize]) -> Self {
        let outcome = &study.plan.outcomes[at];
        let rows: Vec<Vec<Option<f64>>> = policies.iter().map(|p| ensemble.column(*p, at)).collect();
        let shown: Vec<&Vec<Option<f64>>> = policies
            .iter()
            .zip(&rows)
            .filter(|(p, _)| study.plan.policies[**p].shown)
            .map(|(_, row)| row)
            .collect();
        let better = direction(outcome.better);
        let best_of = |slot: usize| {
            let values = shown.iter().filter_map(|row| row[slot]);
            values.min_by(|a, b| better.loss(*a, *b).total_cmp(&0.0))
        };
        OutcomeTable {
            outcome,
            reference: policies.iter().position(|p| *p == study.plan.reference).unwrap_or(0),
            best: (0..ensemble.accepted.len()).map(best_of).collect(),
            rows,
        }
    }

    fn summary(&self, row: usize, policy: &str) -> PolicyOutcome {
        let values = &self.rows[row];
        let futures = values.iter().flatten().count();
        let against = (row != self.reference).then(|| self.pairs(row));
        let better = direction(self.outcome.better);
        let losses = values.iter().zip(&self.best);
        PolicyOutcome {
            policy: policy.to_string(),
            outcome: self.outcome.name.clone(),
            futures,
            failed: values.len() - futures,
            level: band(values.iter().flatten().copied()),
            change: against.as_ref().map(|pairs| band(pairs.iter().map(|(v, r)| v - r))),
            relative: against.as_ref().and_then(|pairs| self.relative(pairs)),
            better_share: against.as_ref().and_then(|pairs| {
                let answers = pairs.iter().map(|(v, r)| Some(better.loss(*v, *r) < 0.0));
                answers.collect::<Share>().value()
            }),
            beyond_threshold: self.beyond(values),
            regret: band(losses.filter_map(|(v, best)| Some(better.loss((*v)?, (*best)?)))),
        }
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

fn direction(better: Better) -> analysis::Better {
    match better {
        Better::Lower => analysis::Better::Lower,
        Better::Higher => analysis::Better::Higher,
    }
}
