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
    let quantities = study.plan.prediction.quantities.iter();
    let windows = quantities.flat_map(|q| q.windows.iter().map(move |w| (q, w)));
    let groups = groups(study, ensemble);
    let mut found = Vec::new();
    for (at, (quantity, window)) in windows.enumerate() {
        let of_window = groups.iter().map(|group| group.distribution(quantity, &window.period, ensemble, at));
        found.extend(of_window);
    }
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
        let choices = 0..study.plan.alternatives[*at].choices.len();
        groups.extend(choices.map(|choice| Group::of_choice(study, ensemble, *at, choice)));
    }
    groups
}

impl Group {
    fn of_choice(study: &Study, ensemble: &Ensemble, at: usize, choice: usize) -> Group {
        let alternative = &study.plan.alternatives[at];
        let own = |f: &&usize| ensemble.sample.choices[at].get(**f) == Some(&(choice as u32));
        Group {
            alternative: alternative.name.clone(),
            choice: alternative.choices[choice].label.clone(),
            futures: ensemble.accepted.iter().filter(own).copied().collect(),
        }
    }

    /// The finite numbers that its scenarios say of a window.
    fn values(&self, ensemble: &Ensemble, window: usize) -> Vec<f64> {
        let futures = self.futures.iter();
        let all = futures.filter_map(|f| ensemble.predicted.get(f)?.get(window));
        all.copied().filter(|v| v.is_finite()).collect()
    }

    /// What it says of the window `at` among those of all quantities.
    fn distribution(&self, quantity: &Quantity, period: &str, ensemble: &Ensemble, at: usize) -> StatedWindow {
        let values = self.values(ensemble, at);
        StatedWindow {
            quantity: quantity.name.clone(),
            variable: quantity.variable_name.clone(),
            unit: quantity.unit.clone(),
            window: period.to_string(),
            alternative: self.alternative.clone(),
            choice: self.choice.clone(),
            futures: values.len(),
            quantiles: quantiles(&values, POINTS).to_vec(),
        }
    }
}
