//! Rival explanations in the light of the years held out from calibration.

use super::history::{Seen, scores, seen};
use experiment::Ensemble;
use experiment::plan::Alternative;
use experiment::plan::Rivals;
use findings::{ChoiceScore, RivalFinding};
use study::Study;

/// The share of records that the middle 90 % of a choice's futures must hold: by chance alone it would be nine of ten.
const SURVIVES_FROM: f64 = 0.8;

/// A choice with fewer futures has no band that holds their middle 90 %: one future in twenty lies beyond each end.
const FEWEST: usize = 40;

/// One finding for each alternative that the study names records for.
pub(super) fn rivals(study: &Study, ensemble: &Ensemble) -> Vec<RivalFinding> {
    let Some(window) = study.plan.history.hold_out else {
        return Vec::new();
    };
    let all = study.plan.history.rivals.iter();
    all.filter_map(|rivals| {
        let at = study
            .plan
            .alternatives
            .iter()
            .position(|a| a.name == rivals.alternative)?;
        Some(finding((rivals, at), window, (study, ensemble)))
    })
    .collect()
}

fn finding((rivals, at): (&Rivals, usize), window: (f64, f64), (study, ensemble): (&Study, &Ensemble)) -> RivalFinding {
    let alternative = &study.plan.alternatives[at];
    let comparisons = rivals
        .records
        .iter()
        .map(|r| &study.plan.history.comparisons[r.comparison]);
    RivalFinding {
        alternative: alternative.name.clone(),
        question: alternative.question.clone(),
        series: comparisons.map(|c| c.series.clone()).collect(),
        window,
        survives_from: SURVIVES_FROM,
        choices: choices(alternative, (rivals, at), (study, ensemble)),
        note: rivals.note.clone(),
    }
}

fn choices(
    alternative: &Alternative,
    (rivals, at): (&Rivals, usize),
    (study, ensemble): (&Study, &Ensemble),
) -> Vec<ChoiceScore> {
    let sample = &ensemble.sample;
    let chosen = |future: &usize| sample.choices.get(at)?.get(*future).copied();
    let one = |(number, label): (usize, &str)| {
        let own = ensemble.past.iter().filter(|(f, _)| chosen(f) == Some(number as u32));
        let futures: Vec<&[f64]> = own.map(|(_, values)| values.as_slice()).collect();
        let by_series: Vec<Vec<Seen>> = rivals
            .records
            .iter()
            .map(|r| seen(study, (r.comparison, &r.periods), &futures))
            .collect();
        let all = scores(by_series.iter().map(Vec::as_slice)).unwrap_or_default();
        ChoiceScore {
            choice: label.to_string(),
            futures: futures.len(),
            survives: (futures.len() >= FEWEST && all.points > 0).then_some(all.covered >= SURVIVES_FROM - 1e-9),
            all,
            by_series: by_series
                .iter()
                .map(|s| scores([s.as_slice()]).unwrap_or_default())
                .collect(),
        }
    };
    let labels = alternative.choices.iter().map(|c| c.label.as_str());
    labels.enumerate().map(one).collect()
}
