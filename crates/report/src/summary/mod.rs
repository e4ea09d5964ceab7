//! Findings from numbers: what each policy does to each outcome, in what share of futures each claim holds, and on what it turns.

mod balances;
mod charts;
mod claims;
mod curve;
mod history;
mod policies;
mod prediction;
mod record;
mod rivals;
mod sentences;

pub(crate) use rivals::{FEWEST_FUTURES, SURVIVES_FROM};

use crate::SideSamples;
use analysis::quantiles;
use claims::Judge;
use experiment::{Ensemble, LatinHypercube, Sampler};
use findings::{Band, Failure, Findings, OtherSample, Sample};
use record::Record;
use study::Study;

/// The most failed runs that are listed; all are counted, and all stand in the results' tables.
const MOST_FAILURES: usize = 1000;

/// Everything that a report shows, apart from the named settings, the loops and the time taken.
pub(crate) fn findings(study: &Study, ensemble: &Ensemble, side_samples: &SideSamples) -> Findings {
    let carried_out = (0..study.plan.policies.len()).filter(|at| ensemble.ran(*at));
    let rivals = rivals::rivals(study, ensemble);
    let judge = Judge::new(study, ensemble, side_samples, Record::of(study, ensemble, &rivals));
    let claims = judge.claims();
    Findings {
        sample: sample(study, ensemble, side_samples),
        policies: carried_out.map(|at| study.policy_info(at)).collect(),
        outcomes: study.outcome_infos(),
        results: policies::results(study, ensemble),
        sentences: sentences::sentences(&judge, &claims),
        claims,
        material: Some(study.material),
        balances: balances::balances(study, ensemble),
        nobody_survives: record::nobody_survives(&rivals),
        history: history::fits(study, ensemble),
        charts: charts::charts(study, ensemble),
        settings: Vec::new(),
        failures: failures(study, ensemble),
        failed_runs: ensemble.failures.len(),
        loops: Vec::new(),
        rivals,
        statement: prediction::prediction(study, ensemble),
        ..study.evidence()
    }
}

fn sample(study: &Study, ensemble: &Ensemble, side_samples: &SideSamples) -> Sample {
    let drawn = study.plan.sampling.count;
    Sample {
        method: LatinHypercube.name().into(),
        seed: study.plan.sampling.seed,
        drawn,
        accepted: ensemble.accepted.len(),
        failed: ensemble.failed,
        calibrated: study.plan.history.calibrate,
        window: (study.plan.calendar.policies_from, study.plan.calendar.until),
        runs: ensemble.runs,
        seconds: 0.0,
        version: env!("CARGO_PKG_VERSION").into(),
        conditions: ensemble.passed_shares(&study.plan, drawn),
        narrow: side_samples.narrow.as_ref().map(other),
        rejected: side_samples.rejected.as_ref().map(|rejected| OtherSample {
            drawn: drawn - ensemble.accepted.len(),
            failed: ensemble.failed,
            ..other(rejected)
        }),
        fitted: side_samples.fitted.as_ref().map(|(fitted, effective)| OtherSample {
            effective: Some(*effective),
            ..other(fitted)
        }),
        fitted_unused: side_samples.fitted_unused.clone(),
        ..Sample::default()
    }
}

fn other(ensemble: &Ensemble) -> OtherSample {
    OtherSample {
        drawn: ensemble.sample.count,
        judged: ensemble.accepted.len(),
        failed: ensemble.failed,
        runs: ensemble.runs,
        effective: None,
    }
}

fn failures(study: &Study, ensemble: &Ensemble) -> Vec<Failure> {
    let all = ensemble.failures.iter().take(MOST_FAILURES);
    all.map(|((policy, future), failed)| Failure {
        policy: study.plan.policies[*policy].name.clone(),
        future: *future,
        year: study.plan.calendar.year(failed.time),
        variable: failed.variable.clone(),
    })
    .collect()
}

/// The band of the values that are numbers; all NaN where there is none.
fn band(values: impl IntoIterator<Item = f64>) -> Band {
    let finite: Vec<f64> = values.into_iter().filter(|v| v.is_finite()).collect();
    let [low, median, high] = quantiles(&finite, [0.05, 0.5, 0.95]);
    Band { low, median, high }
}
