//! A claim's share as a function of its threshold.

use analysis::{Share, quantiles};
use experiment::Ensemble;
use findings::{Curve, CurvePoint};
use study::{Comparison, Pair, Predicate, Study};

/// How many thresholds a curve has: enough for a line that looks smooth.
const POINTS: usize = 41;

/// The curve of a claim that compares one outcome under two policies; `None` for another one, or where no future decides.
pub(super) fn curve(
    predicate: &Predicate,
    truths: &[Option<bool>],
    study: &Study,
    ensemble: &Ensemble,
) -> Option<Curve> {
    let comparison = predicate.comparison(&study.plan.outcomes, study.plan.reference)?;
    let own: Share = truths.iter().copied().collect();
    let futures = decided(&comparison, truths, ensemble);
    let point = |threshold: f64| CurvePoint {
        threshold,
        share: if threshold == comparison.threshold {
            own.value().unwrap_or_default()
        } else {
            share_at(&comparison, threshold, &futures)
        },
    };
    let name = |policy: usize| study.plan.policies[policy].name.clone();
    let thresholds = thresholds(&comparison, &futures);
    (own.decided() > 0).then(|| Curve {
        outcome: study.plan.outcomes[comparison.judged.outcome].name.clone(),
        policy: name(comparison.judged.policy),
        against: name(comparison.against.policy),
        threshold: comparison.threshold,
        relative: comparison.relative(),
        more: comparison.more(),
        points: thresholds.into_iter().map(point).collect(),
    })
}

/// The outcome under both policies in each future that decides the claim itself.
fn decided(comparison: &Comparison, truths: &[Option<bool>], ensemble: &Ensemble) -> Vec<(f64, f64)> {
    let value = |pair: Pair, slot: usize| ensemble.value(pair.policy, slot, pair.outcome);
    let slots = truths.iter().enumerate().filter(|(_, truth)| truth.is_some());
    let both = slots.filter_map(|(slot, _)| value(comparison.judged, slot).zip(value(comparison.against, slot)));
    both.collect()
}

fn share_at(comparison: &Comparison, threshold: f64, futures: &[(f64, f64)]) -> f64 {
    let answers = futures.iter().map(|(judged, against)| Some(comparison.holds_at(threshold, *judged, *against)));
    answers.collect::<Share>().value().unwrap_or_default()
}

/// Ascending thresholds from the 1st to the 99th percentile of the changes; 0 and the claim's own are among them.
fn thresholds(comparison: &Comparison, futures: &[(f64, f64)]) -> Vec<f64> {
    let effects = futures.iter().filter_map(|(judged, against)| comparison.effect(*judged, *against));
    let [first, last] = quantiles(&effects.collect::<Vec<_>>(), [0.01, 0.99]);
    let marks = [0.0, comparison.threshold];
    // Without any change that is a number the percentiles are none, which `min` and `max` pass over.
    let low = marks.into_iter().fold(first, f64::min);
    let high = marks.into_iter().fold(last, f64::max);
    let mut inside: Vec<f64> = marks.into_iter().filter(|mark| low < *mark && *mark < high).collect();
    inside.dedup();
    let steps = (POINTS - 1 - inside.len()) as f64;
    let even = (0..POINTS - 1 - inside.len()).map(|step| low + (high - low) * step as f64 / steps);
    let mut all: Vec<f64> = even.chain([high]).chain(inside).collect();
    all.sort_unstable_by(f64::total_cmp);
    // One point where nothing changes in any future; one less where a mark falls on an even step.
    all.dedup();
    all
}
