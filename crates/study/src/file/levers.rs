//! `[levers]`: what someone could set.

use super::{Fields, Names, Placed};
use crate::evidence::{self, Cited};
use experiment::plan::{Cost, Lever};
use source::Diagnostic;

/// Reads `[levers]`.
pub(super) fn levers(file: &mut Fields<'_>, names: Names<'_>, cited: &mut Cited) -> Vec<Lever> {
    let entries = file.named("levers", "lever");
    entries.into_iter().map(|(name, fields)| lever(name, fields, names, cited)).collect()
}

fn lever(name: Placed<String>, mut fields: Fields<'_>, names: Names<'_>, cited: &mut Cited) -> Lever {
    let sets = fields.text("sets").unwrap_or_else(|| name.clone());
    let (constant, in_model) = names.constant(&sets);
    let range = LeverRange::read(&mut fields);
    range.judge(&fields, in_model);
    let lever = Lever {
        constant,
        unit: names.unit_like(&mut fields, &sets.value, constant),
        low: range.low.map_or(f64::NEG_INFINITY, |l| l.value),
        // The model's own value where it is known: a run in which no policy acts is then the model's run.
        base: in_model.or(range.base.map(|b| b.value)).unwrap_or(0.0),
        high: range.high.map_or(f64::INFINITY, |h| h.value),
        actor: fields.words("actor"),
        cost: cost(&mut fields),
        article: fields.lines("article"),
        evidence: evidence::evidence(&mut fields, cited),
        name: name.value,
    };
    fields.finish();
    lever
}

/// What a lever may be set to.
struct LeverRange {
    low: Option<Placed<f64>>,
    high: Option<Placed<f64>>,
    base: Option<Placed<f64>>,
}

impl LeverRange {
    fn read(fields: &mut Fields<'_>) -> LeverRange {
        LeverRange {
            low: fields.need("low", Fields::number),
            high: fields.need("high", Fields::number),
            base: fields.number("base"),
        }
    }

    fn judge(&self, fields: &Fields<'_>, in_model: Option<f64>) {
        if let (Some(low), Some(high)) = (&self.low, &self.high) {
            judge_ends(low, high, fields);
        }
        if let (Some(low), Some(base), Some(high)) = (&self.low, &self.base, &self.high)
            && !(low.value..=high.value).contains(&base.value)
        {
            leaves_out_base(low.value, high.value, base, fields);
        }
        if let (Some(base), Some(model)) = (&self.base, in_model)
            && base.value != model
        {
            differs_from_model(base, model, fields);
        }
    }
}

fn judge_ends(low: &Placed<f64>, high: &Placed<f64>, fields: &Fields<'_>) {
    if low.value > high.value {
        let message = format!("the range of {} is empty", fields.what);
        let hint = format!("low = {} and high = {}", high.value, low.value);
        fields.report.advise("empty-range", high.span, message, hint);
    }
}

fn leaves_out_base(low: f64, high: f64, base: &Placed<f64>, fields: &Fields<'_>) {
    let message = format!("the range {low} to {high} leaves out its base {}", base.value);
    let hint = "base = the value of the constant while no policy acts; low and high on either side";
    fields.report.advise("range-excludes-base", base.span, message, hint);
}

fn differs_from_model(base: &Placed<f64>, model: f64, fields: &Fields<'_>) {
    let message = format!("the base is {}, but the model has {model}", base.value);
    let finding = Diagnostic::warning("base-differs-from-model", base.span, message);
    fields.report.push(finding.hint(format!("base = {model}")));
}

fn cost(fields: &mut Fields<'_>) -> Cost {
    let (report, what) = (fields.report, format!("the cost of {}", fields.what));
    let node = fields.node("cost");
    let Some(mut cost) = node.and_then(|node| Fields::of(what, node, report)) else {
        return Cost::Unsaid;
    };
    let said = match cost.text("unknown") {
        Some(why) => Cost::Unknown(why.value),
        None => cost_range(&mut cost),
    };
    cost.finish();
    said
}

fn cost_range(cost: &mut Fields<'_>) -> Cost {
    let low = cost.need("low", Fields::number);
    let high = cost.need("high", Fields::number);
    Cost::Range {
        low: low.map_or(0.0, |l| l.value),
        high: high.map_or(0.0, |h| h.value),
        unit: cost.needed_text("unit"),
        note: cost.words("note"),
    }
}
