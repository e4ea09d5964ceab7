//! The sections behind the head of `study.toml`, put together as a [`Study`].

use crate::evidence::{Cited, Ledger};
use crate::file::{
    self, Claimed, Fields, Header, Names, Observed, OutcomeRead, Placed, PredictionRead, Report, Varied,
};
use crate::records::Records;
use crate::sentence::Sentence;
use crate::study::{Claim, Study};
use check::{Model, VariableId};
use data::Series;
use experiment::Plan;
use experiment::plan::{Calendar, ChartPlan, Fit, History, Outcome, Policy, scalar};
use load::Disk;
use source::Diagnostic;
use std::path::PathBuf;
use std::sync::Arc;

/// What the sections are read against.
#[derive(Clone, Copy)]
pub(crate) struct Against<'a> {
    pub names: Names<'a>,
    /// All series of the study's data files.
    pub series: &'a [Series],
}

/// Reads everything behind the head. `None` where the model could not be read: there is no plan without one.
pub(crate) fn read(mut root: Fields<'_>, header: Header, against: Against<'_>, cited: &mut Cited) -> Option<Study> {
    let Against { names, series } = against;
    let known: Vec<&str> = series.iter().map(|s| s.name.as_str()).collect();
    let calendar = &header.calendar;
    let observed = Observed {
        names,
        calendar,
        begins: begins(names.model, calendar),
        series,
        known: &known,
    };
    // A section is read after all that it names: claims name outcomes and policies, rivals name alternatives.
    let mut history = file::history(&mut root, observed, cited);
    let outcomes = file::outcomes(&mut root, calendar, names);
    let varied = file::varied(&mut root, calendar, names, cited);
    let claims = file::claims(&mut root, &outcomes, &varied.policies);
    let (charts, fit) = compared(&mut root, observed, &mut history, &varied);
    let PredictionRead {
        prediction,
        rules,
        records,
    } = file::prediction(&mut root, observed, &varied.alternatives, cited);
    let named_runs = file::named_runs(&mut root, calendar, names);
    let loops = file::loops(&mut root, names);
    let reference = reference(header.reference.as_ref(), &varied.policies, names.report);
    let material = file::judging(&mut root);
    let judged: Vec<Outcome> = outcomes.iter().map(|read| read.outcome.clone()).collect();
    let sentences = sentences(&mut root, &claims, &judged, reference);
    root.finish();
    let model = names.model?;
    clock(model, &header, &outcomes, names.report);
    let plan = Plan {
        model: model.clone(),
        calendar: header.calendar.clone(),
        sampling: header.sampling.clone(),
        history,
        uncertainties: varied.uncertainties,
        alternatives: varied.alternatives,
        levers: varied.levers,
        policies: varied.policies,
        reference,
        outcomes: judged,
        charts,
        prediction,
        fit,
    };
    Some(Study {
        claims,
        material,
        sentences,
        named_runs,
        loops,
        rules,
        records,
        ..planned(header, plan)
    })
}

/// The sentences of the first screen, which name claims.
fn sentences(root: &mut Fields<'_>, claims: &[Claim], outcomes: &[Outcome], reference: usize) -> Vec<Sentence> {
    let claimed = Claimed {
        claims,
        outcomes,
        reference,
    };
    file::sentences(root, &claimed)
}

/// What compares the model with series: the charts and the fit, and in `history` the rivals and every comparison that is made.
fn compared(
    root: &mut Fields<'_>,
    observed: Observed<'_>,
    history: &mut History,
    varied: &Varied,
) -> (Vec<ChartPlan>, Fit) {
    let charts = file::charts(root, observed, history);
    let fit = file::fit(root, observed, history, varied);
    history.rivals = file::rivals(root, observed, &varied.alternatives, history);
    (charts, fit)
}

/// A study of which only the head and the plan are known.
fn planned(header: Header, plan: Plan) -> Study {
    Study {
        folder: PathBuf::new(),
        title: header.title,
        question: header.question,
        introduction: header.introduction,
        cannot_tell: header.cannot_tell,
        help: header.help,
        plan,
        claims: Vec::new(),
        material: file::MATERIAL,
        sentences: Vec::new(),
        named_runs: Vec::new(),
        loops: Vec::new(),
        rules: String::new(),
        records: Records::default(),
        translations: Vec::new(),
        ledger: Ledger::default(),
        files: Arc::new(Disk),
        dialect: None,
        inputs: Vec::new(),
        model_files: Vec::new(),
        model_text: Arc::default(),
        observed: Arc::default(),
    }
}

fn reference(name: Option<&Placed<String>>, policies: &[Policy], report: &Report) -> usize {
    let known: Vec<&str> = policies.iter().map(|p| p.name.as_str()).collect();
    let found = name.and_then(|name| report.position("unknown-policy", "policy", name, &known));
    // A study with an error is not carried out; until then one policy is as good as another.
    found.unwrap_or(0)
}

/// The year in which the model begins, or that of time 0 where it is not known.
fn begins(model: Option<&Model>, calendar: &Calendar) -> f64 {
    let start = model.and_then(|m| scalar(&m.variable(m.control.start).kind));
    start.map_or(calendar.zero, |time| calendar.year(time))
}

/// The model's clock must cover what the study looks at.
fn clock(model: &Model, header: &Header, outcomes: &[OutcomeRead], report: &Report) {
    let value = |id: VariableId| scalar(&model.variable(id).kind);
    let start = value(model.control.start);
    if let Some(stop) = value(model.control.stop) {
        ends_in_time(stop, header, report);
    }
    for OutcomeRead { outcome, .. } in outcomes {
        if start.is_some_and(|start| outcome.measure.begins() < start - CLOCK_SLACK) {
            let message = format!("`{}` looks at a time before the model begins", outcome.name);
            report.error("window-beyond-model", header.until_at, message);
        }
    }
}

/// By how much a study may reach beyond the model's clock, in the model's time: a year that is turned into a time, as in
/// (2026.7 - 2000) * 52, is off by rounding, and must not count as late for that.
pub(crate) const CLOCK_SLACK: f64 = 1e-6;

fn ends_in_time(stop: f64, header: &Header, report: &Report) {
    let calendar = &header.calendar;
    let until = calendar.time(calendar.until);
    if until > stop + CLOCK_SLACK {
        // Two digits: a year turned back from a time has sixteen, none of which a reader wrote.
        let message = format!(
            "the study runs until {}, but the model ends in {}",
            calendar.until,
            (calendar.year(stop) * 100.0).round() / 100.0
        );
        let finding = Diagnostic::error("window-beyond-model", header.until_at, message);
        report.push(finding.hint(format!("FINAL TIME = {until}")));
    }
}
