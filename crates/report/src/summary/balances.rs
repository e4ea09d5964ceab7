//! Harm and benefit of each policy side by side, by one yardstick.

use super::band;
use analysis::Share;
use experiment::Ensemble;
use experiment::plan::Outcome;
use findings::{Balance, BalanceRow, Better};
use study::{Study, relative_change};

/// One balance for each shown policy that was carried out; none where the study weighs no outcome.
pub(super) fn balances(study: &Study, ensemble: &Ensemble) -> Vec<Balance> {
    let reference = study.plan.reference;
    let policies = study.plan.policies.iter().enumerate();
    let shown = policies.filter(|(at, policy)| policy.shown && *at != reference && ensemble.ran(*at));
    let balances = shown.map(|(at, policy)| Balance {
        policy: policy.name.clone(),
        rows: rows(at, study, ensemble),
    });
    balances.filter(|balance| !balance.rows.is_empty()).collect()
}

fn rows(policy: usize, study: &Study, ensemble: &Ensemble) -> Vec<BalanceRow> {
    let outcomes = study.plan.outcomes.iter().enumerate().filter(|(_, o)| o.balance);
    let rows = outcomes.filter_map(|(at, outcome)| {
        let pairs = ensemble.column(policy, at).into_iter();
        let pairs = pairs.zip(ensemble.column(study.plan.reference, at));
        let changes: Vec<f64> = pairs.filter_map(|(v, r)| change(outcome, v?, r?)).collect();
        row(outcome, &changes, study.material)
    });
    rows.collect()
}

/// The change against the reference: a share of it, or in the outcome's unit where a share makes no sense.
fn change(outcome: &Outcome, value: f64, reference: f64) -> Option<f64> {
    if outcome.relative {
        relative_change(value, reference)
    } else {
        Some(value - reference)
    }
}

/// `None` where no future decides: shares of nothing would read as `never`.
fn row(outcome: &Outcome, changes: &[f64], material: f64) -> Option<BalanceRow> {
    let good = match outcome.better {
        Better::Lower => -1.0,
        Better::Higher => 1.0,
    };
    let share = |sign: f64| {
        let answers = changes.iter().map(|change| Some(sign * change >= material));
        answers.collect::<Share>().value()
    };
    Some(BalanceRow {
        outcome: outcome.name.clone(),
        better: share(good)?,
        worse: share(-good)?,
        median: band(changes.iter().copied()).median,
        relative: outcome.relative,
    })
}
