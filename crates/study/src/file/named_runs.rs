//! `[settings]` and `[loops]`: single runs and feedback loops with a name.

use super::{Fields, Names, Placed};
use crate::study::{NamedLoop, NamedRun, NamedRuns, Sweep};
use experiment::plan::{Calendar, CellId};

/// The most values of one sweep.
const MOST_VALUES: usize = 1000;

/// Reads `[settings]`: named runs, and sweeps of a constant.
pub(crate) fn named_runs(file: &mut Fields<'_>, calendar: &Calendar, names: Names<'_>) -> Vec<NamedRuns> {
    let entries = file.named("settings", "setting");
    entries.into_iter().map(|(name, fields)| one(name, fields, calendar, names)).collect()
}

fn one(name: Placed<String>, mut fields: Fields<'_>, calendar: &Calendar, names: Names<'_>) -> NamedRuns {
    let (from, until) = years(&mut fields, calendar);
    let cases = fields.tables("cases", "a case");
    let doses = fields.node("doses");
    let doses = doses.and_then(|node| Fields::of(format!("the doses of {}", fields.what), node, names.report));
    let outcomes = outcomes(&mut fields, names);
    let runs = NamedRuns {
        title: fields.needed_text("title"),
        says: fields.words("says"),
        set: names.sets(&mut fields, "set"),
        from,
        until,
        outcomes,
        runs: cases.into_iter().map(|c| named_run(c, names)).collect(),
        sweep: doses.and_then(|d| sweep(d, names)),
        name: name.value,
    };
    fields.finish();
    runs
}

/// The two years that are compared; those of the study where they are missing.
fn years(fields: &mut Fields<'_>, calendar: &Calendar) -> (f64, f64) {
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
    let or = |year: Option<Placed<f64>>, other| year.map_or(other, |y| y.value);
    (or(from, calendar.zero), or(until, calendar.until))
}

fn outcomes(fields: &mut Fields<'_>, names: Names<'_>) -> Vec<CellId> {
    let outcomes = fields.texts("outcomes");
    if outcomes.is_empty() {
        let message = format!("{} measures no `outcomes`", fields.what);
        fields.report.error("missing-key", fields.at, message);
    }
    outcomes.iter().map(|o| names.variable(o)).collect()
}

fn named_run(mut fields: Fields<'_>, names: Names<'_>) -> NamedRun {
    let label = fields.needed_text("label");
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
    entries.into_iter().map(|(key, fields)| named_loop(key, fields, names)).collect()
}

fn named_loop(key: Placed<String>, mut fields: Fields<'_>, names: Names<'_>) -> NamedLoop {
    let reinforcing = is_reinforcing(&mut fields);
    let through = fields.texts("through");
    if through.is_empty() {
        let message = format!("{} runs `through` nothing", fields.what);
        fields.report.error("missing-key", fields.at, message);
    }
    let found = NamedLoop {
        name: fields.needed_text("name"),
        reinforcing,
        through: through.iter().map(|v| names.any_variable(v)).collect(),
        key: key.value,
    };
    fields.finish();
    found
}

fn is_reinforcing(fields: &mut Fields<'_>) -> bool {
    let sign = fields.need("sign", Fields::text);
    if let Some(sign) = sign.as_ref().filter(|s| !["R", "B"].contains(&s.value.as_str())) {
        let message = format!("`{}` is neither `R` (reinforcing) nor `B` (balancing)", sign.value);
        fields.report.error("unknown-word", sign.span, message);
    }
    sign.is_some_and(|s| s.value == "R")
}
