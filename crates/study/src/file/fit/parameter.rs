//! The parameters of `[fit]`, and the bounds within which each is looked for.

use super::super::fields::as_range;
use super::super::{Entry, Fields, Observed, Placed, Report, Varied};
use experiment::plan::{Alternative, CellId, FitParameter, Uncertainty};
use parse::Name;
use source::Diagnostic;

/// What `[fit.bounds]` says of a parameter.
struct Bounds {
    /// The parameter's name as the model compares names.
    key: String,
    range: Placed<(f64, f64)>,
}

/// Reads `parameters` and `bounds`; `None` where no parameter is named: those that the evidence calls calibrated are fitted.
pub(super) fn parameters(
    fields: &mut Fields<'_>,
    observed: Observed<'_>,
    varied: &Varied,
) -> Option<Vec<FitParameter>> {
    let report = fields.report;
    let is_listed = fields.has("parameters");
    let names = fields.texts("parameters");
    let bounds = bounds(fields, &names);
    let parameters: Vec<FitParameter> = names
        .iter()
        .enumerate()
        .filter(|(at, name)| !repeated(&names[..*at], name, report))
        .filter_map(|(_, name)| parameter(name, &bounds, observed, varied))
        .collect();
    is_listed.then_some(parameters)
}

fn repeated(before: &[Placed<String>], name: &Placed<String>, report: &Report) -> bool {
    let key = Name::key_of(&name.value);
    let first = before.iter().find(|b| Name::key_of(&b.value) == key);
    if let Some(first) = first {
        let message = format!("`{}` is fitted twice", name.value);
        let finding = Diagnostic::error("duplicate-id", name.span, message);
        report.push(finding.see(first.span, "the first"));
    }
    first.is_some()
}

/// `[fit.bounds]`: a range for some of the parameters.
fn bounds(fields: &mut Fields<'_>, names: &[Placed<String>]) -> Vec<Bounds> {
    let report = fields.report;
    let node = fields.node("bounds");
    let Some(table) = node.and_then(|node| Fields::of("`[fit.bounds]`", node, report)) else {
        return Vec::new();
    };
    let entries = table.entries().iter();
    let of_parameter = entries.filter(|entry| is_parameter(&entry.key, names, report));
    of_parameter.filter_map(|entry| bounds_of(entry, report)).collect()
}

fn is_parameter(name: &Placed<String>, names: &[Placed<String>], report: &Report) -> bool {
    let key = Name::key_of(&name.value);
    let is_among = names.iter().any(|n| Name::key_of(&n.value) == key);
    if !is_among {
        let message = format!("`{}` has bounds here, but is not among `parameters`", name.value);
        let known: Vec<&str> = names.iter().map(|n| n.value.as_str()).collect();
        report.no_such("unknown-parameter", name, message, &known);
    }
    is_among
}

fn bounds_of(entry: &Entry, report: &Report) -> Option<Bounds> {
    let (name, span) = (&entry.key.value, entry.node.span);
    let Some(value) = as_range(&entry.node).filter(|(low, high)| low < high) else {
        let message = format!("the bounds of `{name}` must be two numbers, the first smaller");
        report.advise("empty-range", span, message, format!("{name} = [smallest, largest]"));
        return None;
    };
    Some(Bounds {
        key: Name::key_of(name).to_string(),
        range: Placed { value, span },
    })
}

fn parameter(
    name: &Placed<String>,
    bounds: &[Bounds],
    observed: Observed<'_>,
    varied: &Varied,
) -> Option<FitParameter> {
    let report = observed.names.report;
    let (constant, in_model) = observed.names.constant(name);
    let base = in_model?;
    if is_owned(name, constant, varied, report) {
        return None;
    }
    let key = Name::key_of(&name.value).to_string();
    let bounds = bounds.iter().find(|b| b.key == key).map(|b| &b.range);
    let ranged = varied.uncertainties.iter().find(|u| u.constant == constant);
    match (bounds, ranged) {
        (None, None) => return without_bounds(name, report),
        (Some(bounds), _) => judge_bounds(name, bounds, Range { base, ranged }, report),
        (None, Some(_)) => {}
    }
    Some(FitParameter {
        name: name.value.clone(),
        constant,
        bounds: bounds.map(|b| b.value),
    })
}

/// Whether something else sets the constant: a value that is set is none that a search may choose.
fn is_owned(name: &Placed<String>, constant: CellId, varied: &Varied, report: &Report) -> bool {
    let owner = owner(constant, varied);
    if let Some(owner) = &owner {
        let message = format!("`{}` is set by {owner}: it cannot be fitted too", name.value);
        report.advise("set-twice", name.span, message, "take it out of `parameters`");
    }
    owner.is_some()
}

fn owner(constant: CellId, varied: &Varied) -> Option<String> {
    let sets = |a: &&Alternative| {
        let mut all = a.choices.iter().flat_map(|c| &c.set);
        all.any(|s| s.constant == constant)
    };
    let alternative = varied.alternatives.iter().find(sets);
    let lever = varied.levers.iter().find(|l| l.constant == constant);
    alternative
        .map(|a| format!("the alternative `{}`", a.name))
        .or_else(|| lever.map(|l| format!("the lever `{}`", l.name)))
}

fn without_bounds(name: &Placed<String>, report: &Report) -> Option<FitParameter> {
    let message = format!("`{}` is no uncertainty and has no bounds", name.value);
    let hint = format!("[fit.bounds] with \"{}\" = [smallest, largest]", name.value);
    report.advise("fit-without-bounds", name.span, message, hint);
    None
}

/// What the study says of a parameter beside its bounds.
struct Range<'a> {
    /// Its value in the model.
    base: f64,
    /// Its range, if it is an uncertainty.
    ranged: Option<&'a Uncertainty>,
}

fn judge_bounds(name: &Placed<String>, bounds: &Placed<(f64, f64)>, range: Range<'_>, report: &Report) {
    let ((low, high), name) = (bounds.value, &name.value);
    let base = range.ranged.map_or(range.base, |u| u.base);
    // A search begins at the base values, which is what makes its result no worse than they are.
    if !(low..=high).contains(&base) {
        let message = format!("the bounds {low} to {high} of `{name}` leave out its base {base}");
        report.error("range-excludes-base", bounds.span, message);
    }
    if range.ranged.is_some_and(|u| u.logarithmic) && low <= 0.0 {
        let message = format!("the scale of `{name}` is logarithmic: its bounds must be above 0");
        report.error("scale-needs-positive", bounds.span, message);
    }
}
