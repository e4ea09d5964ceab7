//! `[alternatives]`: mechanisms of which nobody knows which is true.

use super::{Fields, Names, Placed};
use crate::evidence::{self, Cited};
use experiment::plan::{Alternative, CellId, Choice, Uncertainty};
use source::{Diagnostic, Span};
use std::collections::BTreeMap;

/// Reads `[alternatives]`.
pub(super) fn alternatives(
    file: &mut Fields<'_>,
    uncertainties: &[Uncertainty],
    names: Names<'_>,
    cited: &mut Cited,
) -> Vec<Alternative> {
    let entries = file.named("alternatives", "alternative");
    let mut owners = Owners {
        names,
        uncertainties,
        alternatives: BTreeMap::new(),
    };
    let mut found = Vec::new();
    for (name, fields) in entries {
        let at = name.span;
        let alternative = alternative(name, fields, names, cited);
        if names.model.is_some() {
            owners.add(&alternative, at);
        }
        found.push(alternative);
    }
    found
}

/// What sets or varies each constant.
struct Owners<'a> {
    names: Names<'a>,
    uncertainties: &'a [Uncertainty],
    /// By constant, the alternative that sets it.
    alternatives: BTreeMap<CellId, String>,
}

impl Owners<'_> {
    /// Two alternatives must not set the same constant; one that an uncertainty varies is set by the alternative.
    fn add(&mut self, alternative: &Alternative, at: Span) {
        for constant in set_by(alternative) {
            if let Some(u) = self.uncertainties.iter().find(|u| u.constant == constant) {
                self.has_range(&u.name, at);
            }
            if let Some(other) = self.alternatives.insert(constant, alternative.name.clone()) {
                self.is_set_twice(constant, &other, at);
            }
        }
    }

    fn has_range(&self, constant: &str, at: Span) {
        let message = format!("`{constant}` is set here and has a range: where it is set, the range does not count");
        let finding = Diagnostic::warning("set-twice", at, message);
        let hint = "keep the range or the choices; a constant of its own can hold the other";
        self.names.report.push(finding.hint(hint));
    }

    fn is_set_twice(&self, constant: CellId, other: &str, at: Span) {
        let name = self.names.model.map(|m| constant.name(m)).unwrap_or_default();
        let message = format!("`{name}` is set by this and by the alternative `{other}`");
        let hint = "let one of them set it, or join both into one alternative";
        self.names.report.advise("set-twice", at, message, hint);
    }
}

/// The constants that its choices set, each once.
fn set_by(alternative: &Alternative) -> Vec<CellId> {
    let sets = alternative.choices.iter().flat_map(|c| &c.set);
    let mut constants: Vec<CellId> = sets.map(|s| s.constant).collect();
    constants.sort();
    constants.dedup();
    constants
}

fn alternative(name: Placed<String>, mut fields: Fields<'_>, names: Names<'_>, cited: &mut Cited) -> Alternative {
    let choices: Vec<Choice> = fields.tables("choices", "a choice").into_iter().map(|c| choice(c, names)).collect();
    judge_choices(&choices, &fields);
    let alternative = Alternative {
        question: fields.words("question"),
        narrow: kept(&mut fields, &choices),
        choices,
        pooled: fields.truth("pooled").unwrap_or(true),
        evidence: evidence::evidence(&mut fields, cited),
        name: name.value,
    };
    fields.finish();
    alternative
}

fn judge_choices(choices: &[Choice], fields: &Fields<'_>) {
    if choices.len() < 2 {
        let message = format!("{} needs at least two choices", fields.what);
        let hint = "choices = [{ label = \"…\", set = { \"constant\" = 0 } }, …]";
        fields.report.advise("alternative-with-one-choice", fields.at, message, hint);
    }
    for (at, choice) in choices.iter().enumerate() {
        if choices[..at].iter().any(|c| c.label == choice.label) {
            let message = format!("{} has two choices `{}`", fields.what, choice.label);
            fields.report.error("duplicate-id", fields.at, message);
        }
    }
}

/// The choices that stay with the narrower ranges: `narrow` is a label or a list of labels.
fn kept(fields: &mut Fields<'_>, choices: &[Choice]) -> Vec<usize> {
    let labels: Vec<&str> = choices.iter().map(|c| c.label.as_str()).collect();
    let mut found = Vec::new();
    for label in fields.text_or_texts("narrow") {
        let at = labels.iter().position(|l| *l == label.value);
        if at.is_none() {
            let message = format!("{} has no choice `{}`", fields.what, label.value);
            fields.report.no_such("unknown-choice", &label, message, &labels);
        }
        found.extend(at);
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn choice(mut fields: Fields<'_>, names: Names<'_>) -> Choice {
    let choice = Choice {
        label: fields.needed_text("label"),
        weight: weight(&mut fields),
        set: names.sets(&mut fields, "set"),
    };
    fields.words("note");
    fields.finish();
    choice
}

fn weight(fields: &mut Fields<'_>) -> f64 {
    let weight = fields.number("weight");
    if let Some(w) = weight.as_ref().filter(|w| w.value <= 0.0) {
        let message = "a weight must be above 0";
        fields.report.advise("weight-not-positive", w.span, message, "weight = 1");
    }
    weight.map_or(1.0, |w| w.value)
}
