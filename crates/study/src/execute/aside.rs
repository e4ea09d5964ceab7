//! Other samples beside the main one, in which only the policies of claims are run: from narrower ranges, and futures that history
//! rejected.

use super::ensemble::Ensemble;
use super::{Engine, ahead, past};
use crate::StudyError;
use crate::experiment::{Design, Drawn, draw};
use crate::history::Test;
use crate::study::Study;

/// The most futures drawn from narrower ranges.
const MOST_NARROW: usize = 2000;

/// The most rejected futures that are run for claims, and never more than were accepted: the first ones, which a Latin hypercube
/// draws in no order.
const MOST_REJECTED: usize = 1000;

/// What was run beside the main sample.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asides {
    /// Futures from the narrower ranges; `None` where the study has none.
    pub narrow: Option<Ensemble>,
    /// Some of the futures that history rejected, as the `accepted` of their own ensemble.
    pub rejected: Option<Ensemble>,
}

/// Both samples.
pub(super) fn asides(
    study: &Study,
    (drawn, ensemble): (&Drawn, &Ensemble),
    start: f64,
    engine: &Engine<'_>,
) -> Result<Asides, StudyError> {
    let lean = lean(study);
    if lean.claims.iter().all(|c| c.predicate.is_err()) {
        return Ok(Asides::default());
    }
    Ok(Asides {
        narrow: narrow(&lean, start, engine)?,
        rejected: rejected(&lean, (drawn, ensemble), start, engine)?,
    })
}

/// The study as far as claims need it: their policies, what history asks, no chart and no statement.
fn lean(study: &Study) -> Study {
    let mut lean = study.clone();
    let predicates = study.claims.iter().filter_map(|c| c.predicate.as_ref().ok());
    let needed: Vec<usize> = predicates
        .flat_map(|p| p.pairs(study.reference))
        .map(|pair| pair.policy)
        .collect();
    for (at, policy) in lean.policies.iter_mut().enumerate() {
        policy.run &= at == study.reference || needed.contains(&at);
    }
    lean.charts.clear();
    lean.statement.quantities.clear();
    let tests: Vec<usize> = study
        .history
        .conditions
        .iter()
        .filter_map(|c| series(&c.test))
        .collect();
    for (at, comparison) in lean.history.comparisons.iter_mut().enumerate() {
        if !tests.contains(&at) {
            comparison.points.clear();
        }
    }
    lean
}

fn series(test: &Test) -> Option<usize> {
    match test {
        Test::Near { comparison, .. } => Some(*comparison),
        Test::Between { .. } => None,
    }
}

/// Futures from the narrower ranges: another Latin hypercube from the same seed, accepted by the same history.
fn narrow(study: &Study, start: f64, engine: &Engine<'_>) -> Result<Option<Ensemble>, StudyError> {
    let Some(mut study) = study.narrowed() else {
        return Ok(None);
    };
    study.plan.count = study.plan.count.min(MOST_NARROW);
    let drawn = draw(&study)?;
    let design = Design::new(&study)?;
    let mut ensemble = past(&study, (&design, &drawn), start, engine)?;
    if !ensemble.accepted.is_empty() {
        ahead(&study, (&design, &drawn), (start, &mut ensemble), engine)?;
    }
    ensemble.drawn = Some(drawn);
    Ok(Some(ensemble))
}

/// Some of the futures that are not among the accepted ones.
fn rejected(
    study: &Study,
    (drawn, ensemble): (&Drawn, &Ensemble),
    start: f64,
    engine: &Engine<'_>,
) -> Result<Option<Ensemble>, StudyError> {
    let all = (0..drawn.count).filter(|f| ensemble.accepted.binary_search(f).is_err());
    let futures: Vec<usize> = all.take(MOST_REJECTED.min(ensemble.accepted.len())).collect();
    if futures.is_empty() {
        return Ok(None);
    }
    let width = study.outcomes.len();
    let rows = futures.iter();
    let reference = rows.flat_map(|f| &ensemble.reference[f * width..(f + 1) * width]);
    let mut found = Ensemble {
        policies: vec![None; study.policies.len()],
        courses: vec![Default::default(); study.policies.len()],
        accepted: futures.clone(),
        ..Ensemble::default()
    };
    found.policies[study.reference] = Some(reference.copied().collect());
    let design = Design::new(study)?;
    ahead(study, (&design, drawn), (start, &mut found), engine)?;
    Ok(Some(found))
}
