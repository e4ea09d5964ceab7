//! What the record says of each accepted future: whether its explanations passed the test, and how likely it is.

use analysis::calibrate::importance;
use experiment::Ensemble;
use experiment::plan::Witness;
use findings::RivalFinding;
use study::Study;

/// The accepted futures in the light of the records that tell explanations apart, by their position.
#[derive(Default)]
pub(super) struct Record {
    /// Whether every explanation that a future rests on passed its test; `None` where no test sets any apart, or nothing is left.
    pub survives: Option<Vec<bool>>,
    /// How much each future weighs, in all 1; `None` for one that says nothing of some record. `None` where no future says
    /// anything of all.
    pub weights: Option<Vec<Option<f64>>>,
}

impl Record {
    pub fn of(study: &Study, ensemble: &Ensemble, rivals: &[RivalFinding]) -> Record {
        Record {
            survives: survives(study, ensemble, rivals),
            weights: weights(study, ensemble),
        }
    }
}

/// The questions of which every tested explanation fails.
pub(super) fn nobody_survives(rivals: &[RivalFinding]) -> Vec<String> {
    let tested = |rival: &&RivalFinding| rival.choices.iter().any(|c| c.survives.is_some());
    let unanswered = rivals.iter().filter(|rival| !has_survivor(rival)).filter(tested);
    unanswered.map(|rival| rival.alternative.clone()).collect()
}

fn has_survivor(rival: &RivalFinding) -> bool {
    rival.choices.iter().any(|c| c.survives == Some(true))
}

fn survives(study: &Study, ensemble: &Ensemble, rivals: &[RivalFinding]) -> Option<Vec<bool>> {
    // A question without a survivor filters nothing: it would leave no future to judge the others in.
    let judged: Vec<&RivalFinding> = rivals.iter().filter(|rival| has_survivor(rival)).collect();
    if judged.is_empty() {
        return None;
    }
    let passes = |future: &usize| judged.iter().all(|rival| chosen_survives(study, ensemble, rival, *future));
    let survives: Vec<bool> = ensemble.accepted.iter().map(passes).collect();
    survives.contains(&true).then_some(survives)
}

/// Whether the explanation that a future rests on passed; one that was not tested did not.
fn chosen_survives(study: &Study, ensemble: &Ensemble, rival: &RivalFinding, future: usize) -> bool {
    let mut alternatives = study.plan.alternatives.iter();
    let at = alternatives.position(|a| a.name == rival.alternative);
    let choice = at.and_then(|at| ensemble.sample.choices.get(at)?.get(future));
    let score = choice.and_then(|choice| rival.choices.get(*choice as usize));
    score.is_some_and(|score| score.survives == Some(true))
}

fn weights(study: &Study, ensemble: &Ensemble) -> Option<Vec<Option<f64>>> {
    let witnesses = study.plan.history.witnesses();
    let loss = |future: &usize| ensemble.witnessed.get(future).and_then(|said| loss(study, &witnesses, said));
    let losses: Vec<Option<f64>> = ensemble.accepted.iter().map(loss).collect();
    losses.iter().flatten().next()?;
    let numbers: Vec<f64> = losses.iter().map(|l| l.unwrap_or(f64::NAN)).collect();
    let weights = importance(&numbers, 1.0).into_iter().zip(losses);
    Some(weights.map(|(weight, loss)| loss.map(|_| weight)).collect())
}

/// Minus twice the logarithm of the likelihood: over the series, the mean squared error of the logarithm in deviations.
///
/// `None` where the future has no logarithm beside some observation, or there is no observation to have one beside.
fn loss(study: &Study, witnesses: &[Witness], said: &[f64]) -> Option<f64> {
    let (mut loss, mut start, mut series) = (0.0, 0, 0);
    for witness in witnesses {
        let own = &said[start..start + witness.points.len()];
        start += witness.points.len();
        if let Some(squared) = squared(study, witness, own)? {
            loss += squared;
            series += 1;
        }
    }
    (series > 0).then_some(loss)
}

/// The outer `None` is a future without a number, the inner one a series without an observation above 0.
fn squared(study: &Study, witness: &Witness, said: &[f64]) -> Option<Option<f64>> {
    let points = &study.plan.history.comparisons[witness.comparison].points;
    let observed = witness.points.iter().map(|at| points[*at].value);
    let (mut sum, mut count) = (0.0, 0);
    for (observed, said) in observed.zip(said).filter(|(observed, _)| *observed > 0.0) {
        if !(said.is_finite() && *said > 0.0) {
            return None;
        }
        let error = math::ln(said / observed) / witness.deviation;
        sum += error * error;
        count += 1;
    }
    // The mean and not the sum: a model that is too high in one year is too high in the next, so that the observations of one
    // series err together, and each alone would count the same miss again.
    Some((count > 0).then(|| sum / f64::from(count)))
}
