//! Findings from numbers: what each policy does to each outcome, in what share of futures each claim holds, and on what it turns.

mod charts;
mod claims;
mod evidence;
mod history;
pub(crate) mod policies;
mod rivals;
mod statement;

use crate::execute::{Asides, Ensemble};
use crate::study::Study;
use analysis::quantiles;
use findings::{Band, Failure, Findings, OtherSample, Sample};

/// The most failed runs that are listed; all are counted, and all stand in the results' tables.
const MOST_FAILURES: usize = 1000;

/// Everything that a report shows, apart from the named settings, the loops and the time taken.
pub(crate) fn findings(study: &Study, ensemble: &Ensemble, asides: &Asides) -> Findings {
    Findings {
        title: study.title.clone(),
        question: study.question.clone(),
        introduction: study.introduction.clone(),
        cannot_tell: study.cannot_tell.clone(),
        reference: study.policies[study.reference].name.clone(),
        sample: sample(study, ensemble, asides),
        policies: policies::infos(study),
        outcomes: policies::outcomes(study),
        results: policies::results(study, ensemble),
        claims: claims::claims(study, ensemble, asides),
        history: history::fits(study, ensemble),
        charts: charts::charts(study, ensemble),
        settings: Vec::new(),
        evidence: evidence::evidence(study),
        failures: failures(study, ensemble),
        loops: Vec::new(),
        rivals: rivals::rivals(study, ensemble),
        statement: statement::statement(study, ensemble),
    }
}

impl Study {
    /// What is known without a run: title, question, what it cannot tell, and where the evidence stands.
    pub fn evidence(&self) -> Findings {
        Findings {
            title: self.title.clone(),
            question: self.question.clone(),
            introduction: self.introduction.clone(),
            cannot_tell: self.cannot_tell.clone(),
            reference: self.policies[self.reference].name.clone(),
            evidence: evidence::evidence(self),
            ..Findings::default()
        }
    }
}

fn sample(study: &Study, ensemble: &Ensemble, asides: &Asides) -> Sample {
    let drawn = study.plan.count;
    let conditions = study.history.conditions.iter().zip(&ensemble.passed);
    Sample {
        method: "latin-hypercube".into(),
        seed: study.plan.seed,
        drawn,
        accepted: ensemble.accepted.len(),
        failed: ensemble.failed,
        calibrated: study.history.calibrate,
        window: (study.calendar.policies_from, study.calendar.until),
        runs: ensemble.runs,
        seconds: 0.0,
        version: env!("CARGO_PKG_VERSION").into(),
        conditions: conditions
            .map(|(c, passed)| (c.words.clone(), *passed as f64 / drawn as f64))
            .collect(),
        narrow: asides.narrow.as_ref().map(other),
        rejected: asides.rejected.as_ref().map(|rejected| OtherSample {
            drawn: drawn - ensemble.accepted.len(),
            failed: ensemble.failed,
            ..other(rejected)
        }),
        fitted: asides.fitted.as_ref().map(|(fitted, effective)| OtherSample {
            effective: Some(*effective),
            ..other(fitted)
        }),
        fitted_unused: asides.fitted_unused.clone(),
        ..Sample::default()
    }
}

fn other(ensemble: &Ensemble) -> OtherSample {
    OtherSample {
        drawn: ensemble.drawn.as_ref().map_or(0, |d| d.count),
        judged: ensemble.accepted.len(),
        failed: ensemble.failed,
        runs: ensemble.runs,
        effective: None,
    }
}

fn failures(study: &Study, ensemble: &Ensemble) -> Vec<Failure> {
    let all = ensemble.failures.iter().take(MOST_FAILURES);
    all.map(|((policy, future), failed)| Failure {
        policy: study.policies[*policy].name.clone(),
        future: *future,
        year: study.calendar.year(failed.time),
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
