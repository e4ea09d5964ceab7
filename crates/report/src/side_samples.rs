//! Other samples beside the main one, in which only the policies of claims are run: from narrower ranges, scenarios that history
//! rejected, and scenarios that were fitted to it.

use crate::fitted::{FittedSample, FittedScenarios};
use experiment::plan::Uncertainty;
use experiment::{Engine, Ensemble, ExperimentError, LatinHypercube, Ranges, Sample, Scope, Space, Trial};
use study::Study;

/// The most scenarios drawn from narrower ranges.
const MOST_NARROW: usize = 2000;

/// The most rejected scenarios that are run for claims, and never more than were accepted: the first ones, which a Latin hypercube
/// draws in no order.
const MOST_REJECTED: usize = 1000;

/// What was run beside the main sample.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SideSamples {
    /// Scenarios from the narrower ranges; `None` where the study has none.
    pub narrow: Option<Ensemble>,
    /// Some of the scenarios that history rejected, as the `accepted` of their own ensemble.
    pub rejected: Option<Ensemble>,
    /// The scenarios of `fitted/`, and how many equally weighted ones would say as much as these by the weights of their fit.
    pub fitted: Option<(Ensemble, f64)>,
    /// Why the scenarios of `fitted/` were not used, where there are any.
    pub fitted_unused: String,
}

/// Every sample that the study has beside the main one. `fitted` is `None` where the main sample is that of `fitted/` itself.
pub(crate) fn side_samples(
    study: &Study,
    policies: &[usize],
    main: &Ensemble,
    fitted: Option<FittedSample>,
    engine: &Engine<'_>,
) -> Result<SideSamples, ExperimentError> {
    if study.claims.iter().all(|c| c.predicate.is_err()) {
        return Ok(SideSamples::default());
    }
    let beside = Beside {
        study,
        policies: needed(study, policies),
        engine,
    };
    let mut samples = SideSamples {
        narrow: beside.narrow()?,
        ..SideSamples::default()
    };
    let Some(fitted) = fitted else {
        return Ok(samples);
    };
    samples.rejected = beside.rejected(main)?;
    match fitted {
        FittedSample::None => {}
        FittedSample::Unusable(why) => samples.fitted_unused = why,
        FittedSample::Usable(scenarios) => samples.fitted = Some(beside.fitted(scenarios, main)?),
    }
    Ok(samples)
}

/// Of the policies that are carried out, those that a claim needs; the reference always.
fn needed(study: &Study, policies: &[usize]) -> Vec<usize> {
    let reference = study.plan.reference;
    let predicates = study.claims.iter().filter_map(|c| c.predicate.as_ref().ok());
    let of_claims: Vec<usize> = predicates.flat_map(|p| p.pairs(reference)).map(|pair| pair.policy).collect();
    let wanted = |p: &usize| *p == reference || of_claims.contains(p);
    policies.iter().copied().filter(wanted).collect()
}

/// What all side samples share.
struct Beside<'a> {
    study: &'a Study,
    policies: Vec<usize>,
    engine: &'a Engine<'a>,
}

impl Beside<'_> {
    /// Scenarios from the narrower ranges: another sample from the same seed, accepted by the same history.
    fn narrow(&self) -> Result<Option<Ensemble>, ExperimentError> {
        let plan = &self.study.plan;
        if !plan.has_narrow_ranges() {
            return Ok(None);
        }
        let count = plan.sampling.count.min(MOST_NARROW);
        // The same seed: places in the ranges are those of the main sample, so that the two differ by their ranges alone.
        let sample = Space::of(plan, Ranges::Narrow).draw(&LatinHypercube, count, plan.sampling.seed)?;
        Ok(Some(self.judged(&plan.uncertainties, sample)?))
    }

    /// The scenarios of `fitted/`, as many as there are accepted ones in the main sample, judged by history again.
    fn fitted(&self, found: FittedScenarios, main: &Ensemble) -> Result<(Ensemble, f64), ExperimentError> {
        let mut sample = found.sample;
        sample.truncate(main.accepted.len());
        Ok((self.judged(&found.uncertainties, sample)?, found.effective))
    }

    /// Both passes in the scenarios of a sample.
    fn judged(&self, uncertainties: &[Uncertainty], sample: Sample) -> Result<Ensemble, ExperimentError> {
        let trial = self.trial(uncertainties, &sample)?;
        let mut ensemble = trial.reference_pass(self.engine, None)?;
        // Nothing accepted is a result here, not an error: the report says so.
        if !ensemble.accepted.is_empty() {
            trial.policy_pass(&mut ensemble, self.engine, None)?;
        }
        ensemble.sample = sample;
        Ok(ensemble)
    }

    fn trial<'s>(&'s self, uncertainties: &[Uncertainty], sample: &'s Sample) -> Result<Trial<'s>, ExperimentError> {
        let inputs = (uncertainties, sample);
        Trial::new(&self.study.plan, inputs, &self.policies, Scope::ClaimsOnly)
    }

    /// Some of the scenarios that are not among the accepted ones.
    fn rejected(&self, main: &Ensemble) -> Result<Option<Ensemble>, ExperimentError> {
        let all = (0..main.sample.count).filter(|at| main.accepted.binary_search(at).is_err());
        let scenarios: Vec<usize> = all.take(MOST_REJECTED.min(main.accepted.len())).collect();
        if scenarios.is_empty() {
            return Ok(None);
        }
        let plan = &self.study.plan;
        let mut found = Ensemble {
            outcomes: main.outcomes,
            policies: vec![None; plan.policies.len()],
            trajectories: vec![Default::default(); plan.policies.len()],
            ..Ensemble::default()
        };
        // The reference was run in every scenario of the main sample already.
        found.policies[plan.reference] = Some(main.reference_in(&scenarios));
        found.accepted = scenarios;
        let trial = self.trial(&plan.uncertainties, &main.sample)?;
        trial.policy_pass(&mut found, self.engine, None)?;
        Ok(Some(found))
    }
}
