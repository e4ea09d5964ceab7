//! `[uncertainties]`: constants that nobody knows.

use super::{Fields, Names, Placed, Report, listed};
use crate::evidence::{self, Cited};
use experiment::plan::{CellId, Uncertainty};
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
        // Without a model every name stands for the same cell: nothing can be told twice then.
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
    let range = WrittenRange::read(&name, &mut fields, in_model);
    range.judge(&fields);
    let narrow = range.narrow(&mut fields);
    let logarithmic = scale(&mut fields, range.low.as_ref());
    let uncertainty = Uncertainty {
        constant,
        low: range.low.as_ref().map_or(0.0, |l| l.value),
        base: range.base_value().unwrap_or(0.0),
        high: range.high.as_ref().map_or(1.0, |h| h.value),
        narrow,
        logarithmic,
        unit: names.unit_like(&mut fields, &name.value, constant),
        evidence: evidence::evidence(&mut fields, cited),
        question: fields.words("question"),
        name: name.value,
    };
    fields.finish();
    uncertainty
}

/// The range of an uncertainty, as it is written.
struct WrittenRange {
    name: String,
    low: Option<Placed<f64>>,
    high: Option<Placed<f64>>,
    base: Option<Placed<f64>>,
    /// The constant's value in the model.
    in_model: Option<f64>,
}

impl WrittenRange {
    fn read(name: &Placed<String>, fields: &mut Fields<'_>, in_model: Option<f64>) -> WrittenRange {
        WrittenRange {
            name: name.value.clone(),
            low: fields.need("low", Fields::number),
            high: fields.need("high", Fields::number),
            base: fields.number("base"),
            in_model,
        }
    }

    fn base_value(&self) -> Option<f64> {
        self.base.as_ref().map(|b| b.value).or(self.in_model)
    }

    fn judge(&self, fields: &Fields<'_>) {
        if !fields.has("base") {
            self.has_no_base(fields);
        }
        if let (Some(low), Some(high)) = (&self.low, &self.high) {
            self.judge_ends(low, high, fields.report);
        }
        if let (Some(base), Some(model)) = (&self.base, self.in_model)
            && !is_close(base.value, model)
        {
            let message = format!("the base is {}, but the model has {model}", base.value);
            let finding = Diagnostic::warning("base-differs-from-model", base.span, message);
            let hint = format!("base = {model}, or that number in the model");
            fields.report.push(finding.hint(hint));
        }
    }

    fn has_no_base(&self, fields: &Fields<'_>) {
        let message = format!("{} has a range without its `base`", fields.what);
        let finding = Diagnostic::error("range-without-base", fields.at, message);
        fields.report.push(match self.in_model {
            Some(value) => finding.hint(format!("base = {value}, the model's own value")),
            None => finding,
        });
    }

    fn judge_ends(&self, low: &Placed<f64>, high: &Placed<f64>, report: &Report) {
        if low.value >= high.value {
            self.is_empty(low.value, high, report);
            return;
        }
        let outside = |base: &&Placed<f64>| !(low.value..=high.value).contains(&base.value);
        if let Some(base) = self.base.as_ref().filter(outside) {
            let (low, high, base, at) = (low.value, high.value, base.value, base.span);
            let message = format!("the range {low} to {high} leaves out its base {base}");
            let hint = format!("low = {} and high = {} hold it", low.min(base), high.max(base));
            report.advise("range-excludes-base", at, message, hint);
        }
    }

    fn is_empty(&self, low: f64, high: &Placed<f64>, report: &Report) {
        let message = format!("the range of `{}` is empty: {low} to {}", self.name, high.value);
        let hint = if low > high.value {
            format!("low = {} and high = {low}", high.value)
        } else {
            "low below high, or no uncertainty".to_string()
        };
        report.advise("empty-range", high.span, message, hint);
    }

    /// The narrower range, which must lie within the wide one and hold the base.
    fn narrow(&self, fields: &mut Fields<'_>) -> Option<(f64, f64)> {
        let found = fields.range("narrow")?;
        // Where the wide range is wrong itself, only that is said.
        if let (Some(low), Some(high)) = (&self.low, &self.high)
            && low.value < high.value
        {
            judge_within(&found, low.value, high.value, fields.report);
            judge_base(&found, self.base_value(), fields.report);
        }
        Some(found.value)
    }
}

/// Whether two written numbers are the same, to the digits that people write.
fn is_close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

fn judge_within(narrow: &Placed<(f64, f64)>, low: f64, high: f64, report: &Report) {
    let (from, to) = narrow.value;
    if from < low || to > high {
        let message = format!("the narrow range {from} to {to} goes beyond the wide one, {low} to {high}");
        let (from, to) = (from.clamp(low, high), to.clamp(low, high));
        let hint = format!("narrow = [{from}, {to}], or a wider range");
        report.advise("narrow-beyond-range", narrow.span, message, hint);
    }
}

fn judge_base(narrow: &Placed<(f64, f64)>, base: Option<f64>, report: &Report) {
    let (from, to) = narrow.value;
    if let Some(base) = base.filter(|base| !(from..=to).contains(base)) {
        let message = format!("the narrow range {from} to {to} leaves out the base {base}");
        let hint = format!("narrow = [{}, {}]", from.min(base), to.max(base));
        report.advise("range-excludes-base", narrow.span, message, hint);
    }
}

/// Whether the scale is logarithmic.
fn scale(fields: &mut Fields<'_>, low: Option<&Placed<f64>>) -> bool {
    let Some(scale) = fields.text("scale") else {
        return false;
    };
    match scale.value.as_str() {
        "linear" => false,
        "log" => low.is_none_or(|low| is_above_zero(low, fields.report)),
        _ => {
            let message = format!("`{}` is not a scale", scale.value);
            let hint = format!("one of {}", listed(&["linear", "log"]));
            fields.report.advise("unknown-word", scale.span, message, hint);
            false
        }
    }
}

fn is_above_zero(low: &Placed<f64>, report: &Report) -> bool {
    if low.value <= 0.0 {
        let message = "a logarithmic scale needs a range above 0";
        let hint = "scale = \"linear\", or low = a small number above 0";
        report.advise("scale-needs-positive", low.span, message, hint);
    }
    low.value > 0.0
}
