//! `[settings]` and `[loops]`: single runs and feedback loops with a name.

use super::{Fields, Names, Placed};
use crate::study::{NamedLoop, NamedRun, NamedRuns, Sweep};
use experiment::plan::Calendar;
use source::Diagnostic;

/// The most values of one sweep.
const MOST_VALUES: usize = 1000;

/// Reads `[settings]`: named runs, and sweeps of a constant.
pub(crate) fn named_runs(file: &mut Fields<'_>, calendar: &Calendar, names: Names<'_>) -> Vec<NamedRuns> {
    let entries = file.named("settings", "setting");
    entries
        .into_iter()
        .map(|(name, fields)| one(name, fields, calendar, names))
        .collect()
}

fn one(name: Placed<String>, mut fields: Fields<'_>, calendar: &Calendar, names: Names<'_>) -> NamedRuns {
    let from = fields.need("from", Fields::number);
    let until = fields.need("until", Fields::number);
    if let (Some(from), Some(until)) = (&from, &until)
        && (from.value >= until.value || from.value < calendar.zero || until.value > calendar.until)
    {
        let message = format!(
            "a setting compares two years from {} to {}, the first before the second",
            calendar.zero, calendar.until
        );
        fields.report.error("empty-window", until.span, message);
    }
    let cases = fields.tables("cases", "a case");
    let doses = fields.node("doses");
    let doses = doses.and_then(|node| Fields::of(format!("the doses of {}", fields.what), node, names.report));
    let outcomes = fields.texts("outcomes");
    if outcomes.is_empty() {
        let message = format!("{} measures no `outcomes`", fields.what);
        fields.report.error("missing-key", fields.at, message);
    }
    let runs = NamedRuns {
        title: fields.need("title", Fields::text).map(|t| t.value).unwrap_or_default(),
        says: fields.words("says"),
        set: names.sets(&mut fields, "set"),
        from: from.map_or(calendar.zero, |f| f.value),
        until: until.map_or(calendar.until, |u| u.value),
        outcomes: outcomes.iter().map(|o| names.variable(o)).collect(),
        runs: cases.into_iter().map(|c| named_run(c, names)).collect(),
        sweep: doses.and_then(|d| sweep(d, names)),
        name: name.value,
    };
    fields.finish();
    runs
}

fn named_run(mut fields: Fields<'_>, names: Names<'_>) -> NamedRun {
    let label = fields.need("label", Fields::text).map(|l| l.value).unwrap_or_default();
    let set = names.sets(&mut fields, "set");
    fields.finish();
    NamedRun { label, set }
}

fn sweep(mut fields: Fields<'_>, names: Names<'_>) -> Option<Sweep> {
    let variable = fields.need("variable", Fields::text);
    let values = fields.numbers("values");
    if values.is_empty() || values.len() > MOST_VALUES {
        let message = format!("{} need 1 to {MOST_VALUES} `values`", fields.what);
        fields.report.error("missing-key", fields.at, message);
    }
    fields.finish();
    let (constant, _) = names.constant(&variable?);
    Some(Sweep {
        constant,
        values: values.into_iter().map(|v| v.value).collect(),
    })
}

/// Reads `[loops]`.
pub(crate) fn loops(file: &mut Fields<'_>, names: Names<'_>) -> Vec<NamedLoop> {
    let entries = file.named("loops", "loop");
    entries
        .into_iter()
        .map(|(key, fields)| named_loop(key, fields, names))
        .collect()
}

fn named_loop(key: Placed<String>, mut fields: Fields<'_>, names: Names<'_>) -> NamedLoop {
    let sign = fields.need("sign", Fields::text);
    if let Some(sign) = sign.as_ref().filter(|s| !["R", "B"].contains(&s.value.as_str())) {
        let message = format!("`{}` is neither `R` (reinforcing) nor `B` (balancing)", sign.value);
        fields
            .report
            .push(Diagnostic::error("unknown-word", sign.span, message));
    }
    let through = fields.texts("through");
    if through.is_empty() {
        let message = format!("{} runs `through` nothing", fields.what);
        fields.report.error("missing-key", fields.at, message);
    }
    let found = NamedLoop {
        name: fields.need("name", Fields::text).map(|n| n.value).unwrap_or_default(),
        reinforcing: sign.is_some_and(|s| s.value == "R"),
        through: through.iter().map(|v| names.any_variable(v)).collect(),
        key: key.value,
    };
    fields.finish();
    found
}
