//! A study carried out: the reference policy in every scenario, the others where the past looks like the observed one.

use crate::fitted::{FittedSample, FittedScenarios};
use crate::side_samples::{SideSamples, side_samples};
use crate::{Options, ReportError, loops, named_runs, summary};
use experiment::fit::{Fitted, Request};
use experiment::{
    Engine, Ensemble, ExperimentError, Journal, LatinHypercube, NoProgress, Plan, Progress, Ranges, Sample, Scope,
    Space, Trajectories, Trial,
};
use findings::Findings;
use std::sync::atomic::AtomicBool;
use std::time::Instant;
use study::Study;

/// A study that has been carried out.
#[derive(Clone, Debug)]
pub struct Executed {
    /// The study with what was asked for.
    pub study: Study,
    /// The numbers of all runs, as far as they are kept.
    pub ensemble: Ensemble,
    /// Other samples, for claims alone.
    pub side_samples: SideSamples,
    /// What a report shows.
    pub findings: Findings,
}

/// What a study is carried out with: everything that touches a disk or a screen, opened by the caller.
pub struct Session<'a> {
    /// Ends the runs early once it is set, which is an error.
    pub stop: &'a AtomicBool,
    /// Learns how far the runs are.
    pub progress: &'a dyn Progress,
    /// Where finished runs are written down, so that a study that was killed can go on. It is left to the caller to remove, once
    /// what was found is written.
    pub journal: Option<&'a Journal>,
    /// Receives the trajectories of every run.
    pub trajectories: Option<&'a mut dyn Trajectories>,
    /// The scenarios of `fitted/`.
    pub fitted: FittedSample,
}

impl<'a> Session<'a> {
    /// Nothing but what ends the runs.
    pub fn new(stop: &'a AtomicBool) -> Session<'a> {
        Session {
            stop,
            progress: &NoProgress,
            journal: None,
            trajectories: None,
            fitted: FittedSample::None,
        }
    }
}

/// Carries a study out.
///
/// The same study and options give the same findings on any number of threads, and when going on from a journal, apart from the
/// seconds taken. No file is read.
///
/// # Errors
/// If the study cannot be changed as asked, no scenario looks like the past, or the runs could not be made or were stopped.
pub fn execute(study: &Study, options: &Options, session: Session<'_>) -> Result<Executed, ReportError> {
    let begun = Instant::now();
    let mut study = study.with(&options.overrides)?;
    let policies = study.selected(&options.overrides.policies)?;
    let engine = Engine {
        threads: options.threads,
        simd: options.simd,
        progress: session.progress,
        stop: session.stop,
        seed: study.plan.sampling.seed,
        journal: session.journal,
    };
    let source = Source::of(&study, options, session.fitted)?;
    // Before anything is run: the scenarios of `fitted/` change what the study calls uncertain.
    let sample = source.sample(&mut study)?;
    let ensemble = both_passes(&study.plan, sample, &policies, session.trajectories, &engine)?;
    let side_samples = side_samples(&study, &policies, &ensemble, source.beside(), &engine)?;
    let mut findings = summary::findings(&study, &ensemble, &side_samples);
    for runs in &study.named_runs {
        findings.settings.push(named_runs::run(&study.plan, runs, &engine)?);
    }
    if !study.loops.is_empty() {
        findings.loops = loops::of_study(&study, options.simd)?.named;
    }
    findings.sample.from_fitted = options.fitted;
    // The one number of the findings that differs from run to run.
    findings.sample.seconds = begun.elapsed().as_secs_f64();
    Ok(Executed {
        study,
        ensemble,
        side_samples,
        findings,
    })
}

/// Where the scenarios come from in which policies are judged.
enum Source {
    /// A sample of the ranges; the scenarios of `fitted/` stand beside it.
    Ranges(FittedSample),
    /// The scenarios of `fitted/`.
    Fitted(FittedScenarios),
}

impl Source {
    fn of(study: &Study, options: &Options, fitted: FittedSample) -> Result<Source, ReportError> {
        if !options.fitted {
            return Ok(Source::Ranges(fitted));
        }
        let why = match fitted {
            FittedSample::Usable(scenarios) => return Ok(Source::Fitted(scenarios)),
            FittedSample::Unusable(why) => why,
            FittedSample::None => "there are none".into(),
        };
        let folder = study.folder.clone();
        Err(ReportError::Fitted { folder, why })
    }

    /// The scenarios. Those of `fitted/` bring their own uncertainties, which become the study's.
    fn sample(&self, study: &mut Study) -> Result<Sample, ReportError> {
        let Source::Fitted(fitted) = self else {
            return Ok(draw(&study.plan)?);
        };
        study.plan.uncertainties.clone_from(&fitted.uncertainties);
        let sampling = &mut study.plan.sampling;
        let mut sample = fitted.sample.clone();
        sample.truncate(sampling.count);
        sampling.count = sample.count;
        Ok(sample)
    }

    /// What is run beside the main sample. Fitted scenarios are no sample of the ranges: a share of all of them, rejected ones
    /// too, would mean nothing.
    fn beside(self) -> Option<FittedSample> {
        match self {
            Source::Ranges(fitted) => Some(fitted),
            Source::Fitted(_) => None,
        }
    }
}

fn draw(plan: &Plan) -> Result<Sample, ExperimentError> {
    Space::of(plan, Ranges::Wide).draw(&LatinHypercube, plan.sampling.count, plan.sampling.seed)
}

/// The reference policy in every scenario, the other policies in those that history accepts.
fn both_passes(
    plan: &Plan,
    sample: Sample,
    policies: &[usize],
    mut trajectories: Option<&mut dyn Trajectories>,
    engine: &Engine<'_>,
) -> Result<Ensemble, ExperimentError> {
    let trial = Trial::new(plan, (&plan.uncertainties, &sample), policies, Scope::Full)?;
    let first = trajectories.as_deref_mut().map(|t| t as &mut dyn Trajectories);
    let mut ensemble = trial.reference_pass(engine, first)?;
    if ensemble.accepted.is_empty() {
        return Err(ensemble.nothing_accepted(plan, sample.count));
    }
    trial.policy_pass(&mut ensemble, engine, trajectories)?;
    ensemble.sample = sample;
    Ok(ensemble)
}

/// Fits the study's model to its history and then fits every sampled scenario anew; `overrides.futures` says how many.
///
/// # Errors
/// If there is nothing to fit, or the runs could not be made or were stopped.
pub fn fit(study: &Study, options: &Options, session: Session<'_>) -> Result<Fitted, ReportError> {
    let plan = study.with(&options.overrides)?.plan;
    let request = Request {
        sampler: &LatinHypercube,
        threads: options.threads,
        simd: options.simd,
        progress: session.progress,
        stop: session.stop,
    };
    Ok(experiment::fit::fit(&plan, request)?)
}
