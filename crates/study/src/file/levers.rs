//! `[levers]` and `[policies]`: what someone could do.

use super::{Fields, Names, Placed};
use crate::evidence::{self, Cited, near};
use experiment::plan::{Calendar, Cost, Lever, Policy, PolicyStep};
use source::Diagnostic;

/// Reads `[levers]`.
pub(super) fn levers(file: &mut Fields<'_>, names: Names<'_>, cited: &mut Cited) -> Vec<Lever> {
    let entries = file.named("levers", "lever");
    entries
        .into_iter()
        .map(|(name, fields)| lever(name, fields, names, cited))
        .collect()
}

fn lever(name: Placed<String>, mut fields: Fields<'_>, names: Names<'_>, cited: &mut Cited) -> Lever {
    let sets = fields.text("sets").unwrap_or_else(|| name.clone());
    let (constant, in_model) = names.constant(&sets);
    let low = fields.need("low", Fields::number);
    let high = fields.need("high", Fields::number);
    let base = fields.number("base");
    let report = names.report;
    if let (Some(low), Some(high)) = (&low, &high)
        && low.value > high.value
    {
        let message = format!("the range of {} is empty", fields.what);
        let hint = format!("low = {} and high = {}", high.value, low.value);
        report.advise("empty-range", high.span, message, hint);
    }
    if let (Some(low), Some(base), Some(high)) = (&low, &base, &high)
        && !(low.value..=high.value).contains(&base.value)
    {
        let message = format!(
            "the range {} to {} leaves out its base {}",
            low.value, high.value, base.value
        );
        let hint = "base = the value of the constant while no policy acts; low and high on either side";
        report.advise("range-excludes-base", base.span, message, hint);
    }
    if let (Some(base), Some(model)) = (&base, in_model)
        && base.value != model
    {
        let message = format!("the base is {}, but the model has {model}", base.value);
        let finding = Diagnostic::warning("base-differs-from-model", base.span, message);
        report.push(finding.hint(format!("base = {model}")));
    }
    let lever = Lever {
        constant,
        unit: names.unit_like(&mut fields, &sets.value, constant),
        low: low.map_or(f64::NEG_INFINITY, |l| l.value),
        base: in_model.or(base.map(|b| b.value)).unwrap_or(0.0),
        high: high.map_or(f64::INFINITY, |h| h.value),
        actor: fields.words("actor"),
        cost: cost(&mut fields),
        article: fields.lines("article"),
        evidence: evidence::evidence(&mut fields, cited),
        name: name.value,
    };
    fields.finish();
    lever
}

fn cost(fields: &mut Fields<'_>) -> Cost {
    let Some(node) = fields.node("cost") else {
        return Cost::Unsaid;
    };
    let what = format!("the cost of {}", fields.what);
    let Some(mut cost) = Fields::of(what, node, fields.report) else {
        return Cost::Unsaid;
    };
    if let Some(why) = cost.text("unknown") {
        cost.finish();
        return Cost::Unknown(why.value);
    }
    let low = cost.need("low", Fields::number);
    let high = cost.need("high", Fields::number);
    let unit = cost.need("unit", Fields::text);
    let range = Cost::Range {
        low: low.map_or(0.0, |l| l.value),
        high: high.map_or(0.0, |h| h.value),
        unit: unit.map(|u| u.value).unwrap_or_default(),
        note: cost.words("note"),
    };
    cost.finish();
    range
}

/// Reads `[policies]`.
pub(super) fn policies(file: &mut Fields<'_>, levers: &[Lever], calendar: &Calendar) -> Vec<Policy> {
    let report = file.report;
    let entries = file.named("policies", "policy");
    if entries.is_empty() {
        let finding = Diagnostic::error("missing-key", file.at, "the study has no policy");
        report.push(finding.hint("[policies.\"no change\"]"));
    }
    entries
        .into_iter()
        .map(|(name, fields)| policy(name, fields, levers, calendar))
        .collect()
}

fn policy(name: Placed<String>, mut fields: Fields<'_>, levers: &[Lever], calendar: &Calendar) -> Policy {
    const OWN: [&str; 2] = ["shown", "says"];
    let shown = fields.truth("shown").unwrap_or(true);
    fields.words("says");
    let known: Vec<&str> = levers.iter().map(|l| l.name.as_str()).collect();
    let mut steps = Vec::new();
    for entry in fields.entries() {
        let lever = entry.key.value.as_str();
        if OWN.contains(&lever) && !known.contains(&lever) {
            continue;
        }
        let Some(at) = known.iter().position(|k| *k == lever) else {
            let message = format!("no lever is called `{lever}`");
            let finding = Diagnostic::error("unknown-lever", entry.key.span, message);
            fields.report.push(near(finding, lever, &known));
            continue;
        };
        let what = format!("`{lever}` in {}", fields.what);
        let value = match entry.node.number() {
            Some(value) => {
                let value = Placed {
                    value,
                    span: entry.node.span,
                };
                Some(WrittenStep {
                    value: Some(value),
                    ..WrittenStep::default()
                })
            }
            None => Fields::of(what, &entry.node, fields.report).map(written_step),
        };
        steps.extend(value.and_then(|written| step(at, &levers[at], written, (calendar, fields.report))));
    }
    Policy {
        name: name.value,
        steps,
        shown,
    }
}

/// What a lever does under a policy, as written.
#[derive(Default)]
struct WrittenStep {
    value: Option<Placed<f64>>,
    from: Option<Placed<f64>>,
    until: Option<Placed<f64>>,
    ramp: Option<Placed<f64>>,
}

fn written_step(mut fields: Fields<'_>) -> WrittenStep {
    let written = WrittenStep {
        value: fields.need("value", Fields::number),
        from: fields.number("from"),
        until: fields.number("until"),
        ramp: fields.number("ramp"),
    };
    fields.finish();
    written
}

fn step(
    at: usize,
    lever: &Lever,
    written: WrittenStep,
    (calendar, report): (&Calendar, &super::Report),
) -> Option<PolicyStep> {
    let value = written.value?;
    if !(lever.low..=lever.high).contains(&value.value) {
        let message = format!(
            "`{}` goes from {} to {}, not to {}",
            lever.name, lever.low, lever.high, value.value
        );
        report.error("lever-out-of-range", value.span, message);
    }
    let from = written.from.as_ref().map_or(calendar.policies_from, |f| f.value);
    if let Some(early) = written.from.as_ref().filter(|f| f.value < calendar.policies_from) {
        let message = format!(
            "a policy cannot begin before {}: the past is the same under each",
            calendar.policies_from
        );
        let hint = format!("from = {}", calendar.policies_from);
        report.advise("policy-before-its-time", early.span, message, hint);
    }
    if let Some(until) = written.until.as_ref().filter(|u| u.value <= from) {
        let message = format!("this ends in {}, before it begins in {from}", until.value);
        let hint = format!("until = {}", from + 1.0);
        report.advise("empty-window", until.span, message, hint);
    }
    if let Some(ramp) = written.ramp.as_ref().filter(|r| r.value < 0.0) {
        report.error("empty-window", ramp.span, "a ramp takes 0 years or more");
    }
    Some(PolicyStep {
        lever: at,
        value: value.value,
        from,
        until: written.until.map(|u| u.value),
        ramp: written.ramp.map_or(0.0, |r| r.value.max(0.0)),
    })
}
