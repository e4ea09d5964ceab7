//! `[uncertainties]` and `[alternatives]`: what nobody knows.

use super::{Fields, Names, Placed, Report};
use crate::evidence::{self, Cited};
use experiment::plan::{Alternative, CellId, Choice, Uncertainty};
use source::{Diagnostic, Span};
use std::collections::BTreeMap;

/// Reads `[uncertainties]`.
pub(super) fn uncertainties(file: &mut Fields<'_>, names: Names<'_>, cited: &mut Cited) -> Vec<Uncertainty> {
    let entries = file.named("uncertainties", "uncertainty");
    let mut seen: BTreeMap<CellId, Span> = BTreeMap::new();
    let mut found = Vec::new();
    for (name, fields) in entries {
        let at = name.span;
        let uncertainty = uncertainty(name, fields, names, cited);
        if names.model.is_some()
            && let Some(first) = seen.insert(uncertainty.constant, at)
        {
            let message = format!("`{}` has two ranges", uncertainty.name);
            let finding = Diagnostic::error("duplicate-id", at, message);
            names.report.push(finding.see(first, "the first"));
        }
        found.push(uncertainty);
    }
    found
}

fn uncertainty(name: Placed<String>, mut fields: Fields<'_>, names: Names<'_>, cited: &mut Cited) -> Uncertainty {
    let (constant, in_model) = names.constant(&name);
    let low = fields.need("low", Fields::number);
    let high = fields.need("high", Fields::number);
    let base = fields.number("base");
    let report = names.report;
    if !fields.has("base") {
        let message = format!("{} has a range without its `base`", fields.what);
        let finding = Diagnostic::error("range-without-base", fields.at, message);
        report.push(match in_model {
            Some(value) => finding.hint(format!("base = {value}, the model's own value")),
            None => finding,
        });
    }
    if let (Some(low), Some(high)) = (&low, &high) {
        range(&name, low, high, base.as_ref(), report);
    }
    if let (Some(base), Some(model)) = (&base, in_model)
        && !close(base.value, model)
    {
        let message = format!("the base is {}, but the model has {model}", base.value);
        let finding = Diagnostic::warning("base-differs-from-model", base.span, message);
        report.push(finding.hint(format!("base = {model}, or that number in the model")));
    }
    let narrow = match (&low, &high) {
        (Some(low), Some(high)) if low.value < high.value => narrow(
            &mut fields,
            (low.value, high.value),
            base.as_ref().map(|b| b.value).or(in_model),
        ),
        _ => fields.range("narrow").map(|n| n.value),
    };
    let logarithmic = scale(&mut fields, low.as_ref());
    let unit = names.unit_like(&mut fields, &name.value, constant);
    let uncertainty = Uncertainty {
        constant,
        low: low.map_or(0.0, |l| l.value),
        base: base.map(|b| b.value).or(in_model).unwrap_or(0.0),
        high: high.map_or(1.0, |h| h.value),
        narrow,
        logarithmic,
        unit,
        evidence: evidence::evidence(&mut fields, cited),
        question: fields.words("question"),
        name: name.value,
    };
    fields.finish();
    uncertainty
}

/// Whether two written numbers are the same, to the digits that people write.
fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

fn range(name: &Placed<String>, low: &Placed<f64>, high: &Placed<f64>, base: Option<&Placed<f64>>, report: &Report) {
    if low.value >= high.value {
        let message = format!(
            "the range of `{}` is empty: {} to {}",
            name.value, low.value, high.value
        );
        let hint = match low.value > high.value {
            true => format!("low = {} and high = {}", high.value, low.value),
            false => "low below high, or no uncertainty".to_string(),
        };
        report.advise("empty-range", high.span, message, hint);
        return;
    }
    if let Some(base) = base.filter(|b| !(low.value..=high.value).contains(&b.value)) {
        let (base, at) = (base.value, base.span);
        let message = format!("the range {} to {} leaves out its base {base}", low.value, high.value);
        let (low, high) = (low.value.min(base), high.value.max(base));
        let finding = Diagnostic::error("range-excludes-base", at, message);
        report.push(finding.hint(format!("low = {low} and high = {high} hold it")));
    }
}

/// The narrower range, which must lie within the wide one and hold the base.
fn narrow(fields: &mut Fields<'_>, (low, high): (f64, f64), base: Option<f64>) -> Option<(f64, f64)> {
    let found = fields.range("narrow")?;
    let (from, to) = found.value;
    let report = fields.report;
    if from < low || to > high {
        let message = format!("the narrow range {from} to {to} goes beyond the wide one, {low} to {high}");
        let finding = Diagnostic::error("narrow-beyond-range", found.span, message);
        let (from, to) = (from.clamp(low, high), to.clamp(low, high));
        report.push(finding.hint(format!("narrow = [{from}, {to}], or a wider range")));
    }
    if let Some(base) = base.filter(|base| !(from..=to).contains(base)) {
        let message = format!("the narrow range {from} to {to} leaves out the base {base}");
        let finding = Diagnostic::error("range-excludes-base", found.span, message);
        report.push(finding.hint(format!("narrow = [{}, {}]", from.min(base), to.max(base))));
    }
    Some((from, to))
}

fn scale(fields: &mut Fields<'_>, low: Option<&Placed<f64>>) -> bool {
    let Some(scale) = fields.text("scale") else {
        return false;
    };
    let known = ["linear", "log"];
    if !known.contains(&scale.value.as_str()) {
        let message = format!("`{}` is not a scale", scale.value);
        let finding = Diagnostic::error("unknown-word", scale.span, message);
        fields
            .report
            .push(finding.hint(format!("one of {}", super::listed(&known))));
        return false;
    }
    let logarithmic = scale.value == "log";
    if let Some(low) = low.filter(|l| logarithmic && l.value <= 0.0) {
        let message = "a logarithmic scale needs a range above 0";
        let hint = "scale = \"linear\", or low = a small number above 0";
        fields.report.advise("scale-needs-positive", low.span, message, hint);
        return false;
    }
    logarithmic
}

/// Reads `[alternatives]`.
pub(super) fn alternatives(
    file: &mut Fields<'_>,
    uncertainties: &[Uncertainty],
    names: Names<'_>,
    cited: &mut Cited,
) -> Vec<Alternative> {
    let entries = file.named("alternatives", "alternative");
    let mut owner: BTreeMap<CellId, String> = BTreeMap::new();
    let mut found = Vec::new();
    for (name, fields) in entries {
        let at = name.span;
        let alternative = alternative(name, fields, names, cited);
        if names.model.is_some() {
            owners(&alternative, at, &mut owner, uncertainties, names);
        }
        found.push(alternative);
    }
    found
}

/// Two alternatives must not set the same constant; one that an uncertainty varies is set by the alternative.
fn owners(
    alternative: &Alternative,
    at: Span,
    owner: &mut BTreeMap<CellId, String>,
    uncertainties: &[Uncertainty],
    names: Names<'_>,
) {
    let mut own: Vec<CellId> = alternative
        .choices
        .iter()
        .flat_map(|c| &c.set)
        .map(|s| s.constant)
        .collect();
    own.sort();
    own.dedup();
    for id in own {
        if let Some(u) = uncertainties.iter().find(|u| u.constant == id) {
            let message = format!(
                "`{}` is set here and has a range: where it is set, the range does not count",
                u.name
            );
            let finding = Diagnostic::warning("set-twice", at, message);
            names
                .report
                .push(finding.hint("keep the range or the choices; a constant of its own can hold the other"));
        }
        if let Some(other) = owner.insert(id, alternative.name.clone()) {
            let name = names.model.map(|m| id.name(m)).unwrap_or_default();
            let message = format!("`{name}` is set by this and by the alternative `{other}`");
            let hint = "let one of them set it, or join both into one alternative";
            names.report.advise("set-twice", at, message, hint);
        }
    }
}

fn alternative(name: Placed<String>, mut fields: Fields<'_>, names: Names<'_>, cited: &mut Cited) -> Alternative {
    let choices: Vec<Choice> = fields
        .tables("choices", "a choice")
        .into_iter()
        .map(|c| choice(c, names))
        .collect();
    if choices.len() < 2 {
        let message = format!("{} needs at least two choices", fields.what);
        let finding = Diagnostic::error("alternative-with-one-choice", fields.at, message);
        names
            .report
            .push(finding.hint("choices = [{ label = \"…\", set = { \"constant\" = 0 } }, …]"));
    }
    for (at, choice) in choices.iter().enumerate() {
        if choices[..at].iter().any(|c| c.label == choice.label) {
            let message = format!("{} has two choices `{}`", fields.what, choice.label);
            names.report.error("duplicate-id", fields.at, message);
        }
    }
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

/// The choices that stay with the narrower ranges: `narrow` is a label or a list of labels.
fn kept(fields: &mut Fields<'_>, choices: &[Choice]) -> Vec<usize> {
    let labels: Vec<&str> = choices.iter().map(|c| c.label.as_str()).collect();
    let mut found = Vec::new();
    for label in fields.text_or_texts("narrow") {
        match labels.iter().position(|l| *l == label.value) {
            Some(at) => found.push(at),
            None => {
                let message = format!("{} has no choice `{}`", fields.what, label.value);
                let finding = Diagnostic::error("unknown-choice", label.span, message);
                fields.report.push(evidence::near(finding, &label.value, &labels));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn choice(mut fields: Fields<'_>, names: Names<'_>) -> Choice {
    let label = fields.need("label", Fields::text).map(|l| l.value).unwrap_or_default();
    let weight = fields.number("weight");
    if let Some(w) = weight.as_ref().filter(|w| w.value <= 0.0) {
        fields
            .report
            .advise("weight-not-positive", w.span, "a weight must be above 0", "weight = 1");
    }
    let choice = Choice {
        set: names.sets(&mut fields, "set"),
        weight: weight.map_or(1.0, |w| w.value),
        label,
    };
    fields.words("note");
    fields.finish();
    choice
}
