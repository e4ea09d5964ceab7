//! The audit behind `counterflow evidence`: every number with unit and evidence, every line of the document mapped.

use super::article::{ranges, unmapped};
use super::comment::{keys, of_comment, stated_range};
use super::ledger::unused;
use super::weaker::weaker;
use super::{Evidence, Kind};
use crate::Study;
use check::{Kind as VariableKind, Model, Variable, VariableId};
use experiment::plan::{Alternative, Assignment};
use source::{Diagnostic, Diagnostics, nearest};
use std::collections::BTreeMap;

/// A number of the study and what supports it.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The constant, or the alternative.
    pub name: String,
    /// Its range, or its choices, as text; in brackets one that is stated in the model and not sampled; empty for a number
    /// that has none.
    pub range: String,
    /// Its narrower range, or choices, as text; empty where it has none.
    pub narrow: String,
    /// Its value in a single run.
    pub base: String,
    /// Its unit.
    pub unit: String,
    /// What supports it.
    pub evidence: Evidence,
    /// The kind that it is counted as: that of its evidence, but for alternatives, which rest on the constants that they set.
    pub badge: Option<Kind>,
    /// Where it stands.
    pub span: source::Span,
}

/// Every number that the study rests on: uncertainties, alternatives, levers, then the model's other constants.
pub fn parameters(study: &Study) -> Vec<Parameter> {
    let mut found: Vec<Parameter> = study.plan.uncertainties.iter().map(|u| uncertain(study, u)).collect();
    found.extend(study.plan.alternatives.iter().map(|a| alternative(study, a)));
    found.extend(study.plan.levers.iter().map(|l| lever(study, l)));
    let (own, model) = (own_constants(study), &study.plan.model);
    let others = (0..model.variables.len() as u32).map(VariableId);
    let others = others.filter(|id| !own.contains(id) && !is_control(model, *id));
    found.extend(others.filter_map(|id| model_constant(study, id)));
    found
}

/// A constant that only the model knows.
fn model_constant(study: &Study, id: VariableId) -> Option<Parameter> {
    let variable = study.plan.model.variable(id);
    let VariableKind::Constant { values, .. } = &variable.kind else {
        return None;
    };
    let range = stated_range(&variable.description).map_or_else(String::new, |r| format!("({})", ends(r)));
    (!variable.hidden).then(|| Parameter {
        name: variable.name.to_string(),
        range,
        narrow: String::new(),
        base: values_text(values),
        unit: variable.units.to_string(),
        evidence: of_constant(study, id),
        badge: of_constant(study, id).kind,
        span: variable.span,
    })
}

/// The kind of evidence of each constant, whether the study or the model says it; none for the controls of the run.
pub(super) fn kinds(study: &Study) -> BTreeMap<VariableId, Kind> {
    let mut found = BTreeMap::new();
    // The later entry wins: what the study says of a constant over what its comment says.
    let mut note = |id: VariableId, evidence: &Evidence| {
        found.extend(evidence.kind.map(|kind| (id, kind)));
    };
    for at in 0..study.plan.model.variables.len() {
        let id = VariableId(at as u32);
        if !is_control(&study.plan.model, id) {
            note(id, &of_constant(study, id));
        }
    }
    for alternative in &study.plan.alternatives {
        let sets = alternative.choices.iter().flat_map(|c| &c.set);
        sets.for_each(|set| note(set.constant.variable, &alternative.evidence));
    }
    let levers = study.plan.levers.iter();
    levers.for_each(|l| note(l.constant.variable, &l.evidence));
    let uncertainties = study.plan.uncertainties.iter();
    uncertainties.for_each(|u| note(u.constant.variable, &u.evidence));
    found
}

/// Constants that the study itself sets or varies.
fn own_constants(study: &Study) -> Vec<VariableId> {
    let sets = study
        .plan
        .alternatives
        .iter()
        .flat_map(|a| &a.choices)
        .flat_map(|c| &c.set)
        .map(|s| s.constant.variable);
    study
        .plan
        .uncertainties
        .iter()
        .map(|u| u.constant.variable)
        .chain(study.plan.levers.iter().map(|l| l.constant.variable))
        .chain(sets)
        .collect()
}

/// The weakest kind of evidence behind an alternative: that of the study for the choice, and that of each constant that is set.
pub fn badge(study: &Study, alternative: &Alternative) -> Option<Kind> {
    let sets = alternative.choices.iter().flat_map(|c| &c.set);
    let kinds = sets.filter_map(|set| set_kind(study, set));
    alternative.evidence.kind.into_iter().chain(kinds).reduce(weaker)
}

/// The kind of evidence behind a constant where a choice sets it.
fn set_kind(study: &Study, set: &Assignment) -> Option<Kind> {
    let kind = of_constant(study, set.constant.variable).kind?;
    // A number that is true by definition is so at its base: whoever sets it to another has judged.
    let moved = set.constant.value(&study.plan.model) != Some(set.value);
    Some(if kind == Kind::Definition && moved {
        Kind::Judgement
    } else {
        kind
    })
}

fn is_control(model: &Model, id: VariableId) -> bool {
    let control = &model.control;
    [control.start, control.stop, control.step, control.save_every].contains(&id)
}

/// What the ledger, or else the model's comment, says of a constant.
fn of_constant(study: &Study, id: VariableId) -> Evidence {
    let variable = study.plan.model.variable(id);
    let named = study.ledger.parameters.iter().find(|(name, _)| parse::Name::key_of(name) == *variable.key);
    match named {
        Some((_, evidence)) => evidence.clone(),
        None => of_comment(&variable.description),
    }
}

fn uncertain(study: &Study, u: &experiment::plan::Uncertainty) -> Parameter {
    Parameter {
        name: u.name.clone(),
        range: ends((u.low, u.high)),
        narrow: u.narrow.map(ends).unwrap_or_default(),
        base: number(u.base),
        unit: u.unit.clone(),
        evidence: u.evidence.clone(),
        badge: u.evidence.kind,
        span: study.plan.model.variable(u.constant.variable).span,
    }
}

fn lever(study: &Study, l: &experiment::plan::Lever) -> Parameter {
    Parameter {
        name: l.name.clone(),
        range: ends((l.low, l.high)),
        narrow: String::new(),
        base: number(l.base),
        unit: l.unit.clone(),
        evidence: l.evidence.clone(),
        badge: l.evidence.kind,
        span: study.plan.model.variable(l.constant.variable).span,
    }
}

fn alternative(study: &Study, a: &Alternative) -> Parameter {
    let labels: Vec<&str> = a.choices.iter().map(|c| c.label.as_str()).collect();
    let first = a.choices.iter().flat_map(|c| &c.set).next();
    Parameter {
        name: a.name.clone(),
        range: labels.join(" | "),
        narrow: a.narrow.iter().map(|at| labels[*at]).collect::<Vec<_>>().join(" | "),
        base: String::new(),
        unit: "choice".to_string(),
        evidence: a.evidence.clone(),
        badge: badge(study, a),
        span: first.map(|s| study.plan.model.variable(s.constant.variable).span).unwrap_or_default(),
    }
}

fn ends((low, high): (f64, f64)) -> String {
    format!("{} to {}", number(low), number(high))
}

/// A number without needless digits.
pub(crate) fn number(value: f64) -> String {
    format!("{value}")
}

fn values_text(values: &[f64]) -> String {
    const SHOWN: usize = 6;
    let shown: Vec<String> = values.iter().take(SHOWN).map(|v| number(*v)).collect();
    if values.len() > SHOWN {
        format!("{}, … ({} values)", shown.join(", "), values.len())
    } else {
        shown.join(", ")
    }
}

/// Everything that keeps the evidence from being whole: numbers without unit or evidence, unknown keys in comments, sources that
/// nothing cites, lines of the document that no statement has. Advice tells which numbers rest on judgement and do not vary.
/// Empty when all is well.
pub fn audit(study: &Study) -> Diagnostics {
    let mut found = Diagnostics::new();
    parameters(study).iter().for_each(|p| unit_and_evidence(p, &mut found));
    unknown_keys(study, &mut found);
    for source in study.ledger.sources.iter().filter(|s| !s.cited) {
        found.push(unused(source, Diagnostic::error));
    }
    without_range(study, &mut found);
    outside_stated_range(study, &mut found);
    unmapped_lines(study, &mut found);
    found
}

fn unit_and_evidence(parameter: &Parameter, found: &mut Diagnostics) {
    if parameter.unit.trim().is_empty() {
        let message = format!("`{}` has no unit", parameter.name);
        let finding = Diagnostic::error("number-without-unit", parameter.span, message);
        found.push(finding.hint("write `dmnl` for a pure number"));
    }
    if let Some(gap) = parameter.evidence.gap() {
        let message = format!("`{}` has {gap}", parameter.name);
        let finding = Diagnostic::error("number-without-evidence", parameter.span, message);
        found.push(finding.hint("say it in evidence.toml, or in the model's comment: [S1], Judgement, Definition"));
    }
}

/// Judgement is uncertain: a number that rests on it has a range in study.toml, is a choice of an alternative, or states in
/// the model's comment the range that somebody might try.
fn without_range(study: &Study, found: &mut Diagnostics) {
    let judged = |p: &Parameter| p.evidence.kind == Some(Kind::Judgement) && p.range.is_empty();
    for parameter in parameters(study).into_iter().filter(judged) {
        let message = format!("`{}` rests on judgement and has no range", parameter.name);
        let finding = Diagnostic::error("judgement-without-range", parameter.span, message);
        found.push(finding.hint("give it a range in study.toml, or state one in its comment: Range 0 to 1."));
    }
}

/// A range that a comment states holds the number that it is about.
fn outside_stated_range(study: &Study, found: &mut Diagnostics) {
    for variable in study.plan.model.variables.iter().filter(|v| !v.hidden) {
        let (VariableKind::Constant { values, .. }, Some(range)) =
            (&variable.kind, stated_range(&variable.description))
        else {
            continue;
        };
        if values.iter().any(|v| *v < range.0 || *v > range.1) {
            let (name, stated, base) = (&variable.name, ends(range), values_text(values));
            let message = format!("the range {stated} in the comment of `{name}` leaves its value {base} outside");
            let low = values.iter().copied().fold(range.0, f64::min);
            let high = values.iter().copied().fold(range.1, f64::max);
            let finding = Diagnostic::error("range-excludes-base", variable.span, message);
            found.push(finding.hint(format!("Range {} would hold it", ends((low, high)))));
        }
    }
}

fn unknown_keys(study: &Study, found: &mut Diagnostics) {
    let known: Vec<&str> = study.ledger.sources.iter().map(|s| s.key.as_str()).collect();
    for variable in study.plan.model.variables.iter().filter(|v| !v.hidden) {
        let cited = keys(&variable.description).into_iter();
        let unknown = cited.filter(|key| !known.contains(&key.as_str()));
        unknown.for_each(|key| found.push(unknown_key(variable, &key, &known)));
    }
}

fn unknown_key(variable: &Variable, key: &str, known: &[&str]) -> Diagnostic {
    let name = &variable.name;
    let message = format!("the comment of `{name}` cites `{key}`, which is not a source");
    let finding = Diagnostic::error("unknown-source", variable.span, message);
    match nearest(key, known.iter().copied()) {
        Some(near) => finding.hint(format!("did you mean `{near}`?")),
        None => finding,
    }
}

fn unmapped_lines(study: &Study, found: &mut Diagnostics) {
    for document in &study.ledger.documents {
        let lines = unmapped(document, &study.ledger);
        if !lines.is_empty() {
            let noun = if lines.len() == 1 { "line" } else { "lines" };
            let message = format!("no statement has {noun} {} of `{}`", ranges(&lines), document.name);
            let finding = Diagnostic::error("unmapped-line", document.span, message);
            found.push(finding.hint("add a statement with these `lines`, of the kind `noise` if they don't matter"));
        }
    }
}

/// How many parameters are counted as each kind of evidence, in the order of [`Kind::ALL`], kinds without any left out.
pub(crate) fn coverage(parameters: &[Parameter]) -> Vec<(String, usize)> {
    let count = |kind: Option<Kind>| parameters.iter().filter(|p| p.badge == kind).count();
    Kind::ALL
        .iter()
        .map(|k| (k.word().to_string(), count(Some(*k))))
        .chain([("none".to_string(), count(None))])
        .filter(|(_, n)| *n > 0)
        .collect()
}
