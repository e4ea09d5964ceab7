//! A study carried out: the reference policy in every future, the others where the past looks like the observed one.

mod ahead;
mod aside;
mod columns;
mod engine;
mod ensemble;
mod journal;
mod measures;
mod past;
mod state;
mod write;

pub use aside::Asides;
pub(crate) use columns::Columns;
pub(crate) use engine::{Engine, Prepared, sow};
pub use engine::{NoProgress, Progress};
pub use ensemble::{Ensemble, Failed};
pub(crate) use measures::observation;
pub use state::write_statement;
pub use write::write;
pub(crate) use write::{asked, inputs_of};

use crate::experiment::{Design, Drawn, draw};
use crate::fit::{self, FittedFutures};
use crate::outcome::{Measure, Receiver};
use crate::study::{Study, scalar};
use crate::{Keep, Options, StudyError, settings, summary};
use ahead::Ahead;
use columns::Courses;
use findings::Findings;
use journal::Journal;
use measures::Measures;
use past::Past;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

/// A study that has been carried out.
#[derive(Clone, Debug)]
pub struct Executed {
    /// The study with what was asked for.
    pub study: Study,
    /// The numbers of all runs, as far as they are kept.
    pub ensemble: Ensemble,
    /// Other samples, for claims alone.
    pub asides: Asides,
    /// What a report shows.
    pub findings: Findings,
}

/// Carries a study out. `stop` ends the runs early, which is an error.
///
/// The same study and options give the same findings on any number of threads, and when going on from a journal, apart from the
/// seconds taken. A journal is left to [`finished`] to remove, once what was found is written.
pub fn execute(
    study: &Study,
    options: &Options,
    progress: &dyn Progress,
    stop: &AtomicBool,
) -> Result<Executed, StudyError> {
    let begun = Instant::now();
    let (study, drawn) = sample(study.with(options)?, options)?;
    let journal = options.journal.as_ref();
    let journal = journal
        .map(|folder| Journal::open(folder, options.resume))
        .transpose()?;
    let columns = options.results.as_deref().map(Columns::begin).transpose()?;
    let columns = columns.as_ref().filter(|_| options.keep == Keep::Trajectories);
    let engine = Engine {
        threads: options.threads,
        progress,
        stop,
        seed: study.plan.seed,
        journal: journal.as_ref(),
    };
    let design = Design::new(&study)?;
    let start = scalar(&study.model.variable(study.model.control.start).kind).unwrap_or(0.0);
    let mut ensemble = past(&study, (&design, &drawn), (start, columns), &engine)?;
    if ensemble.accepted.is_empty() {
        return Err(nothing_accepted(&study, &ensemble, drawn.count));
    }
    ahead(&study, (&design, &drawn), (start, &mut ensemble, columns), &engine)?;
    let asides = aside::asides(&study, (&drawn, &ensemble), options, (start, &engine))?;
    ensemble.drawn = Some(drawn);
    let mut findings = summary::findings(&study, &ensemble, &asides);
    for setting in &study.settings {
        findings.settings.push(settings::run(&study, setting, &engine)?);
    }
    if !study.loops.is_empty() {
        findings.loops = study.find_loops()?.named;
    }
    findings.sample.from_fitted = options.fitted;
    findings.sample.seconds = begun.elapsed().as_secs_f64();
    Ok(Executed {
        study,
        ensemble,
        asides,
        findings,
    })
}

/// Removes the journal of a study whose results are written.
pub fn finished(options: &Options) -> Result<(), StudyError> {
    match &options.journal {
        Some(folder) => Journal::open(folder, true)?.remove(),
        None => Ok(()),
    }
}

/// The futures in which policies are judged: drawn, or those of `fitted/`, with the study that they are of.
fn sample(study: Study, options: &Options) -> Result<(Study, Drawn), StudyError> {
    if !options.fitted {
        let drawn = draw(&study)?;
        return Ok((study, drawn));
    }
    let found = fit::futures(&study, options)?;
    let Some(FittedFutures {
        mut study, mut drawn, ..
    }) = found
    else {
        let (folder, why) = (study.folder, "there are none".into());
        return Err(StudyError::Fitted { folder, why });
    };
    drawn.keep_first(study.plan.count);
    study.plan.count = drawn.count;
    Ok((study, drawn))
}

/// The reference policy in every future.
fn past(
    study: &Study,
    (design, drawn): (&Design, &Drawn),
    (start, columns): (f64, Option<&Columns>),
    engine: &Engine<'_>,
) -> Result<Ensemble, StudyError> {
    let measures = Measures::of_reference(study, start);
    let mut past = Past::new(study, &measures, drawn.count);
    let rows = OnePolicy {
        design,
        drawn,
        policy: study.reference,
    };
    let run = |receiver: &mut dyn Receiver| engine.run(&design.model, (&design.vary, &rows), &measures.list, receiver);
    let futures: Vec<usize> = (0..drawn.count).collect();
    let kept = (study, &measures, &[study.reference][..], &futures[..]);
    with_courses(columns, kept, &mut past, run)?;
    Ok(past.finish())
}

/// Measures of the reference policy in each future that history accepts, each divided by its second one, if it has one. Runs end
/// once nothing that comes later is measured.
pub(crate) fn accepted_alone(
    study: &Study,
    asked: &[(Measure, Option<Measure>)],
    engine: &Engine<'_>,
) -> Result<Vec<Vec<f64>>, StudyError> {
    let mut study = aside::lean(study);
    study.outcomes.clear();
    for (at, policy) in study.policies.iter_mut().enumerate() {
        policy.run = at == study.reference;
    }
    let (drawn, design) = (draw(&study)?, Design::new(&study)?);
    let start = scalar(&study.model.variable(study.model.control.start).kind).unwrap_or(0.0);
    let mut measures = Measures::of_reference(&study, start);
    asked.iter().for_each(|pair| measures.also(*pair));
    let mut past = Past::new(&study, &measures, drawn.count);
    let rows = OnePolicy {
        design: &design,
        drawn: &drawn,
        policy: study.reference,
    };
    let mut prepared = Prepared::new(&design.model, &design.vary, &measures.list)?.sown(engine.seed);
    prepared.end_when_measured();
    engine.carry_out(&prepared, &rows, &mut past)?;
    Ok(past.finish().stated.into_values().collect())
}

fn nothing_accepted(study: &Study, ensemble: &Ensemble, drawn: usize) -> StudyError {
    let conditions = study.history.conditions.iter().zip(&ensemble.passed);
    StudyError::NothingAccepted {
        drawn,
        failed: ensemble.failed,
        conditions: conditions
            .map(|(c, passed)| (c.words.clone(), *passed as f64 / drawn as f64))
            .collect(),
    }
}

/// The other policies in the accepted futures.
fn ahead(
    study: &Study,
    (design, drawn): (&Design, &Drawn),
    (start, ensemble, columns): (f64, &mut Ensemble, Option<&Columns>),
    engine: &Engine<'_>,
) -> Result<(), StudyError> {
    let measures = Measures::of_policies(study, start);
    let others = (0..study.policies.len()).filter(|p| *p != study.reference && study.policies[*p].run);
    let policies: Vec<usize> = others.collect();
    let rows = OtherPolicies {
        design,
        drawn,
        policies: policies.clone(),
        accepted: ensemble.accepted.clone(),
    };
    let mut ahead = Ahead::new(study, &measures, &policies, ensemble);
    let run = |receiver: &mut dyn Receiver| engine.run(&design.model, (&design.vary, &rows), &measures.list, receiver);
    let kept = (study, &measures, &policies[..], &rows.accepted[..]);
    with_courses(columns, kept, &mut ahead, run)
}

/// Makes the runs of a stage, whose rows are policies times futures; writes their courses where they are kept.
fn with_courses(
    columns: Option<&Columns>,
    (study, measures, policies, futures): (&Study, &Measures, &[usize], &[usize]),
    receiver: &mut dyn Receiver,
    run: impl FnOnce(&mut dyn Receiver) -> Result<(), StudyError>,
) -> Result<(), StudyError> {
    let Some(columns) = columns else {
        return run(receiver);
    };
    let mut courses = Courses::new(columns, (study, measures), (policies, futures), receiver);
    run(&mut courses)?;
    courses.failed.map_or(Ok(()), Err)
}

/// One policy in all futures.
struct OnePolicy<'a> {
    design: &'a Design,
    drawn: &'a Drawn,
    policy: usize,
}

impl run::Experiments for OnePolicy<'_> {
    fn len(&self) -> usize {
        self.drawn.count
    }

    fn fill(&self, row: usize, into: &mut [f64]) {
        self.design.fill(self.drawn, (row, self.policy), into);
    }
}

/// Policies in the accepted futures, policies outermost.
struct OtherPolicies<'a> {
    design: &'a Design,
    drawn: &'a Drawn,
    policies: Vec<usize>,
    accepted: Vec<usize>,
}

impl run::Experiments for OtherPolicies<'_> {
    fn len(&self) -> usize {
        self.policies.len() * self.accepted.len()
    }

    fn fill(&self, row: usize, into: &mut [f64]) {
        let (policy, slot) = (row / self.accepted.len(), row % self.accepted.len());
        let pair = (self.accepted[slot], self.policies[policy]);
        self.design.fill(self.drawn, pair, into);
    }

    /// Every policy meets the same noise in one future.
    fn draws(&self, row: usize) -> usize {
        self.accepted[row % self.accepted.len()]
    }
}
