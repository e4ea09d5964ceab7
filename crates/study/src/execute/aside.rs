//! Other samples beside the main one, in which only the policies of claims are run: from narrower ranges, futures that history
//! rejected, and futures that were fitted to it.

use super::ensemble::Ensemble;
use super::{Engine, ahead, past};
use crate::experiment::{Design, Drawn, draw};
use crate::fit::{self, FittedFutures};
use crate::history::Test;
use crate::study::Study;
use crate::{Options, StudyError};

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
    /// The futures of `fitted/`, and how many equally weighted ones would say as much as these by the weights of their fit.
    pub fitted: Option<(Ensemble, f64)>,
    /// Why the futures of `fitted/` were not used, where there are any.
    pub fitted_unused: String,
}

/// Every sample that the study has beside the main one.
pub(super) fn asides(
    study: &Study,
    (drawn, ensemble): (&Drawn, &Ensemble),
    options: &Options,
    (start, engine): (f64, &Engine<'_>),
) -> Result<Asides, StudyError> {
    let lean = lean(study);
    if lean.claims.iter().all(|c| c.predicate.is_err()) {
        return Ok(Asides::default());
    }
    let mut asides = Asides {
        narrow: narrow(&lean, start, engine)?,
        ..Asides::default()
    };
    // Futures of `fitted/` are no sample of the ranges: a share of all of them, rejected ones too, would mean nothing.
    if options.fitted {
        return Ok(asides);
    }
    asides.rejected = rejected(&lean, (drawn, ensemble), start, engine)?;
    match fit::futures(study, options) {
        Ok(found) => asides.fitted = found.map(|f| fitted(f, ensemble, (start, engine))).transpose()?,
        Err(StudyError::Fitted { why, .. }) => asides.fitted_unused = why,
        Err(error) => return Err(error),
    }
    Ok(asides)
}

/// The futures of `fitted/`, as many as there are accepted ones in the main sample, judged by history again.
fn fitted(
    found: FittedFutures,
    main: &Ensemble,
    (start, engine): (f64, &Engine<'_>),
) -> Result<(Ensemble, f64), StudyError> {
    let FittedFutures {
        study,
        mut drawn,
        effective,
    } = found;
    drawn.keep_first(main.accepted.len());
    Ok((judged(&lean(&study), drawn, start, engine)?, effective))
}

/// The policies of claims in the futures drawn that look like the observed past.
fn judged(study: &Study, drawn: Drawn, start: f64, engine: &Engine<'_>) -> Result<Ensemble, StudyError> {
    let design = Design::new(study)?;
    let mut ensemble = past(study, (&design, &drawn), (start, None), engine)?;
    if !ensemble.accepted.is_empty() {
        ahead(study, (&design, &drawn), (start, &mut ensemble, None), engine)?;
    }
    ensemble.drawn = Some(drawn);
    Ok(ensemble)
}

/// The study as far as claims need it: their policies, what history asks, no chart and no statement.
pub(super) fn lean(study: &Study) -> Study {
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
    Ok(Some(judged(&study, drawn, start, engine)?))
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
    ahead(study, (&design, drawn), (start, &mut found, None), engine)?;
    Ok(Some(found))
}
