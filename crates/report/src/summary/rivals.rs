//! Rival explanations in the light of the years held out from calibration.

use super::history::{Seen, scores, seen};
use experiment::Ensemble;
use experiment::plan::Rivals;
use findings::{ChoiceScore, RivalFinding};
use study::Study;

/// The share of records that the middle 90 % of a choice's futures must hold: by chance alone it would be nine of ten.
pub(crate) const SURVIVES_FROM: f64 = 0.8;

/// A choice with fewer futures has no band that holds their middle 90 %: one future in twenty lies beyond each end.
pub(crate) const FEWEST_FUTURES: usize = 40;

/// One finding for each alternative that the study names records for.
pub(super) fn rivals(study: &Study, ensemble: &Ensemble) -> Vec<RivalFinding> {
    let Some(window) = study.plan.history.hold_out else {
        return Vec::new();
    };
    let all = study.plan.history.rivals.iter();
    all.filter_map(|rivals| Some(Rivalry::of(rivals, study, ensemble)?.finding(window))).collect()
}

/// An alternative and the records that tell its choices apart.
struct Rivalry<'a> {
    study: &'a Study,
    ensemble: &'a Ensemble,
    rivals: &'a Rivals,
    /// The alternative's position in the plan.
    at: usize,
}

impl<'a> Rivalry<'a> {
    fn of(rivals: &'a Rivals, study: &'a Study, ensemble: &'a Ensemble) -> Option<Rivalry<'a>> {
        let mut alternatives = study.plan.alternatives.iter();
        let at = alternatives.position(|a| a.name == rivals.alternative)?;
        Some(Rivalry {
            study,
            ensemble,
            rivals,
            at,
        })
    }

    fn finding(&self, window: (f64, f64)) -> RivalFinding {
        let alternative = &self.study.plan.alternatives[self.at];
        let comparisons = &self.study.plan.history.comparisons;
        let records = self.rivals.records.iter();
        let labels = alternative.choices.iter().map(|c| c.label.as_str());
        RivalFinding {
            alternative: alternative.name.clone(),
            question: alternative.question.clone(),
            series: records.map(|r| comparisons[r.comparison].series.clone()).collect(),
            window,
            survives_from: SURVIVES_FROM,
            choices: labels.enumerate().map(|(number, label)| self.choice(number, label)).collect(),
            note: self.rivals.note.clone(),
        }
    }

    fn choice(&self, number: usize, label: &str) -> ChoiceScore {
        let futures = self.futures_of(number as u32);
        let records = self.rivals.records.iter();
        let by_series = records.map(|r| seen(self.study, r.comparison, &r.periods, &futures));
        let by_series: Vec<Vec<Seen>> = by_series.collect();
        let all = scores(by_series.iter().map(Vec::as_slice)).unwrap_or_default();
        let alone = by_series.iter().map(|s| scores([s.as_slice()]).unwrap_or_default());
        ChoiceScore {
            choice: label.to_string(),
            futures: futures.len(),
            // Four of five records are 0.8 but for rounding.
            survives: (futures.len() >= FEWEST_FUTURES && all.points > 0)
                .then_some(all.covered >= SURVIVES_FROM - 1e-9),
            by_series: alone.collect(),
            all,
        }
    }

    /// The pasts of the accepted futures with one choice: history was judged before, by the years of calibration alone.
    fn futures_of(&self, choice: u32) -> Vec<&'a [f64]> {
        let choices = self.ensemble.sample.choices.get(self.at);
        let chosen = |future: &usize| choices.and_then(|column| column.get(*future)) == Some(&choice);
        let own = self.ensemble.past.iter().filter(|(future, _)| chosen(future));
        own.map(|(_, values)| values.as_slice()).collect()
    }
}
