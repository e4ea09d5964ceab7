//! What the accepted futures say of a time that is not observed yet.

use analysis::quantiles;
use experiment::Ensemble;
use experiment::plan::Quantity;
use findings::{AheadStatement, StatedWindow};
use study::Study;

/// The points of the futures' distribution that are said.
const POINTS: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// Each window over all accepted futures, then over those of each choice; `None` where the study states nothing.
pub(super) fn prediction(study: &Study, ensemble: &Ensemble) -> Option<AheadStatement> {
    let windows = study
        .plan
        .prediction
        .quantities
        .iter()
        .flat_map(|q| q.windows.iter().map(move |w| (q, w)));
    let found: Vec<StatedWindow> = windows
        .enumerate()
        .flat_map(|(at, (quantity, window))| {
            let groups = groups(study, ensemble).into_iter();
            groups.map(move |group| distribution(quantity, &window.period, group.values(ensemble, at), group))
        })
        .collect();
    (!found.is_empty()).then(|| AheadStatement {
        policy: study.plan.policies[study.plan.reference].name.clone(),
        windows: found,
    })
}

/// Futures with one choice of an alternative in common.
struct Group {
    alternative: String,
    choice: String,
    futures: Vec<usize>,
}

fn groups(study: &Study, ensemble: &Ensemble) -> Vec<Group> {
    let mut groups = vec![Group {
        alternative: String::new(),
        choice: String::new(),
        futures: ensemble.accepted.clone(),
    }];
    for at in &study.plan.prediction.alternatives {
        let alternative = &study.plan.alternatives[*at];
        for (number, choice) in alternative.choices.iter().enumerate() {
            let own = |f: &&usize| ensemble.sample.choices[*at].get(**f) == Some(&(number as u32));
            groups.push(Group {
                alternative: alternative.name.clone(),
                choice: choice.label.clone(),
                futures: ensemble.accepted.iter().filter(own).copied().collect(),
            });
        }
    }
    groups
}

impl Group {
    /// The finite numbers that its scenarios say of a window.
    fn values(&self, ensemble: &Ensemble, window: usize) -> Vec<f64> {
        let all = self
            .futures
            .iter()
            .filter_map(|f| ensemble.predicted.get(f)?.get(window));
        all.copied().filter(|v| v.is_finite()).collect()
    }
}

fn distribution(quantity: &Quantity, window: &str, values: Vec<f64>, group: Group) -> StatedWindow {
    StatedWindow {
        quantity: quantity.name.clone(),
        variable: quantity.variable_name.clone(),
        unit: quantity.unit.clone(),
        window: window.to_string(),
        alternative: group.alternative,
        choice: group.choice,
        futures: values.len(),
        quantiles: quantiles(&values, POINTS).to_vec(),
    }
}
