//! Experiments one by one: `experiments.csv` and `outcomes.csv`.

use crate::ReportError;
use experiment::{Ensemble, Sample};
use results::{Cell, Draft, ExperimentRow, Experiments, OutcomeRow, Outcomes, RunEnd};
use study::Study;

/// Writes both tables.
pub(super) fn write(study: &Study, ensemble: &Ensemble, draft: &Draft<'_>) -> Result<(), ReportError> {
    let plan = &study.plan;
    let names = plan.uncertainties.iter().map(|u| u.name.as_str());
    let names = names.chain(plan.alternatives.iter().map(|a| a.name.as_str()));
    let mut experiments = Experiments::create(&draft.file("experiments.csv"), names)?;
    let outcomes = plan.outcomes.iter().map(|o| o.name.as_str());
    let mut table = Outcomes::create(&draft.file("outcomes.csv"), outcomes)?;
    for_each(study, ensemble, |_, row| {
        let inputs = inputs(study, &ensemble.sample, row.future);
        let key = ExperimentRow {
            experiment: row.experiment,
            future: row.future,
            policy: row.policy,
        };
        experiments.add(key, inputs)?;
        Ok(table.add(row)?)
    })?;
    experiments.finish()?;
    table.finish()?;
    Ok(())
}

/// Shows every experiment with the number of its policy: the reference in every scenario, then each policy in the accepted ones.
pub(super) fn for_each(
    study: &Study,
    ensemble: &Ensemble,
    mut show: impl FnMut(usize, &OutcomeRow<'_>) -> Result<(), ReportError>,
) -> Result<(), ReportError> {
    let (reference, width) = (study.plan.reference, ensemble.outcomes.max(1));
    let mut numbered = Numbered {
        study,
        ensemble,
        next: 0,
    };
    for (scenario, outcomes) in ensemble.reference.chunks(width).enumerate() {
        let accepted = ensemble.accepted.binary_search(&scenario).is_ok();
        show(reference, &numbered.row(reference, (scenario, accepted), outcomes))?;
    }
    let policies = ensemble.policies.iter().enumerate();
    for (policy, values) in policies.filter(|(policy, _)| *policy != reference) {
        let values = values.iter().flat_map(|values| values.chunks(width));
        for (scenario, outcomes) in ensemble.accepted.iter().zip(values) {
            show(policy, &numbered.row(policy, (*scenario, true), outcomes))?;
        }
    }
    Ok(())
}

/// Gives experiments their numbers.
struct Numbered<'a> {
    study: &'a Study,
    ensemble: &'a Ensemble,
    next: usize,
}

impl<'a> Numbered<'a> {
    fn row(&mut self, policy: usize, (future, accepted): (usize, bool), outcomes: &'a [f64]) -> OutcomeRow<'a> {
        let experiment = self.next;
        self.next += 1;
        let failed = self.ensemble.failures.get(&(policy, future));
        let end = failed.map_or(RunEnd::Done, |f| RunEnd::Failed {
            time: f.time,
            variable: &f.variable,
        });
        OutcomeRow {
            experiment,
            future,
            policy: &self.study.plan.policies[policy].name,
            accepted,
            end,
            outcomes,
        }
    }
}

/// The values and choices of a scenario.
pub(super) fn inputs<'a>(study: &'a Study, sample: &'a Sample, scenario: usize) -> impl Iterator<Item = Cell<'a>> {
    let values = sample.values.iter().map(move |column| Cell::Number(column[scenario]));
    let chosen = study.plan.alternatives.iter().zip(&sample.choices);
    let choices = chosen.map(move |(a, column)| Cell::Text(&a.choices[column[scenario] as usize].label));
    values.chain(choices)
}
