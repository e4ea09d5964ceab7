//! What the accepted futures say of a time that is not observed yet.

use crate::execute::Ensemble;
use crate::study::{Quantity, Study};
use analysis::quantiles;
use findings::{AheadStatement, StatedWindow};

/// The points of the futures' distribution that are said.
const POINTS: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// Each window over all accepted futures, then over those of each choice; `None` where the study states nothing.
pub(super) fn statement(study: &Study, ensemble: &Ensemble) -> Option<AheadStatement> {
    let windows = study
        .statement
        .quantities
        .iter()
        .flat_map(|q| q.windows.iter().map(move |w| (q, w)));
    let found: Vec<StatedWindow> = windows
        .enumerate()
        .flat_map(|(at, (quantity, window))| {
            let groups = groups(study, ensemble).into_iter();
            groups.map(move |group| stated((quantity, &window.period), at, (ensemble, group)))
        })
        .collect();
    (!found.is_empty()).then(|| AheadStatement {
        policy: study.policies[study.reference].name.clone(),
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
    let Some(drawn) = &ensemble.drawn else {
        return groups;
    };
    for at in &study.statement.alternatives {
        let alternative = &study.alternatives[*at];
        for (number, choice) in alternative.choices.iter().enumerate() {
            let own = |f: &&usize| drawn.choices[*at].get(**f) == Some(&(number as u32));
            groups.push(Group {
                alternative: alternative.name.clone(),
                choice: choice.label.clone(),
                futures: ensemble.accepted.iter().filter(own).copied().collect(),
            });
        }
    }
    groups
}

fn stated((quantity, window): (&Quantity, &str), at: usize, (ensemble, group): (&Ensemble, Group)) -> StatedWindow {
    let values = group
        .futures
        .iter()
        .filter_map(|f| ensemble.stated.get(f)?.get(at).copied());
    let finite: Vec<f64> = values.filter(|v| v.is_finite()).collect();
    StatedWindow {
        quantity: quantity.name.clone(),
        variable: quantity.variable_name.clone(),
        unit: quantity.unit.clone(),
        window: window.to_string(),
        alternative: group.alternative,
        choice: group.choice,
        futures: finite.len(),
        quantiles: quantiles(&finite, POINTS).to_vec(),
    }
}
