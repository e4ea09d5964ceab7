//! `[statement]`: what is predicted, under the reference policy, of a time that is not observed yet.

use super::history::{Observed, variable};
use super::{Fields, Placed};
use crate::evidence::near;
use data::{Period, PeriodText};
use experiment::plan::{Alternative, CellId, Prediction, Quantity, Window};
use source::Diagnostic;

/// The most quantities times windows.
const MOST: usize = 1000;

/// Reads `[statement]`, which may be missing, and the name of the file that says how it will be scored.
pub(crate) fn prediction(
    file: &mut Fields<'_>,
    observed: Observed<'_>,
    alternatives: &[Alternative],
) -> (Prediction, String) {
    let report = file.report;
    let Some(node) = file.node("statement") else {
        return <(Prediction, String)>::default();
    };
    let Some(mut fields) = Fields::of("`[statement]`", node, report) else {
        return <(Prediction, String)>::default();
    };
    let known: Vec<&str> = alternatives.iter().map(|a| a.name.as_str()).collect();
    let mut by = Vec::new();
    for name in fields.texts("alternatives") {
        match known.iter().position(|k| *k == name.value) {
            Some(at) => by.push(at),
            None => {
                let message = format!("no alternative is called `{}`", name.value);
                let finding = Diagnostic::error("unknown-alternative", name.span, message);
                report.push(near(finding, &name.value, &known));
            }
        }
    }
    let quantities: Vec<Quantity> = fields
        .tables("quantities", "a quantity of the statement")
        .into_iter()
        .filter_map(|fields| quantity(fields, observed))
        .collect();
    let windows: usize = quantities.iter().map(|q| q.windows.len()).sum();
    if windows == 0 {
        let finding = Diagnostic::error(
            "empty-statement",
            fields.at,
            "the statement has no window of any quantity",
        );
        report.push(finding.hint("[[statement.quantities]] with `name`, `variable`, `unit` and `windows`"));
    } else if windows > MOST {
        let message = format!("the statement has {windows} windows, and {MOST} are the most");
        report.advise(
            "statement-too-long",
            fields.at,
            message,
            "fewer quantities, or fewer `windows` of each",
        );
    }
    let rules = fields.words("rules");
    fields.finish();
    let prediction = Prediction {
        quantities,
        alternatives: by,
    };
    (prediction, rules)
}

fn quantity(mut fields: Fields<'_>, observed: Observed<'_>) -> Option<Quantity> {
    let name = fields.need("name", Fields::text);
    if let Some(name) = &name {
        fields.what = format!("the quantity `{}`", name.value);
    }
    let found = variable(&mut fields, observed.names);
    let unit = observed.names.unit(&mut fields);
    let over_year_before = fields.truth("over_year_before").unwrap_or(false);
    let texts = fields.texts("windows");
    if texts.is_empty() {
        let message = format!("{} has no `windows`", fields.what);
        let finding = Diagnostic::error("missing-key", fields.at, message);
        fields.report.push(finding.hint("windows = [\"2026-01\", \"FY2026\"]"));
    }
    fields.finish();
    let (variable_name, variable) = found?;
    let unit = unit?;
    let reader = WindowReader {
        observed,
        variable,
        unit: &unit,
        over_year_before,
    };
    Some(Quantity {
        name: name?.value,
        variable,
        variable_name: variable_name.value,
        over_year_before,
        windows: texts.iter().filter_map(|text| reader.window(text)).collect(),
        unit: unit.value.clone(),
    })
}

/// Reads the windows of one quantity.
struct WindowReader<'a> {
    observed: Observed<'a>,
    variable: CellId,
    unit: &'a Placed<String>,
    over_year_before: bool,
}

impl WindowReader<'_> {
    fn window(&self, text: &Placed<String>) -> Option<Window> {
        let report = self.observed.names.report;
        let PeriodText::Period(Period { from, to }) = data::period(&text.value) else {
            let message = format!("`{}` is not a period", text.value);
            let finding = Diagnostic::error("unreadable-period", text.span, message);
            report.push(finding.hint("write it as `2026`, `2026-03`, `2026-H1`, `FY2026` or `2025-04..2026-03`"));
            return None;
        };
        let earliest = if self.over_year_before { from - 1.0 } else { from };
        let (begins, until) = (self.observed.begins, self.observed.calendar.until);
        if earliest < begins - 1e-9 || to > until + 1e-9 {
            let message = format!("the study goes from {begins} to {until}");
            let hint = format!("a window between {begins} and {until}");
            report.advise("window-beyond-model", text.span, message, hint);
        }
        let of_one = self.of_one((from, to));
        if of_one.is_none() {
            let expected = match self.over_year_before {
                true => "a ratio is in `dmnl`".to_string(),
                false => format!("the variable is in `{}`", self.observed.unit(self.variable)),
            };
            let message = format!("the unit is `{}`, but {expected}", self.unit.value);
            report.error("unit-differs", self.unit.span, message);
        }
        Some(Window {
            period: text.value.clone(),
            from,
            to,
            of_one: of_one?,
        })
    }

    /// What one of the unit, over the period, is in the variable's unit.
    fn of_one(&self, (from, to): (f64, f64)) -> Option<f64> {
        if self.over_year_before {
            return units::Unit::parse(&self.unit.value)?.is_pure().then_some(1.0);
        }
        let variable = self.observed.unit(self.variable);
        super::history::factor(&self.unit.value, &variable, ((from, to), self.observed.calendar))
    }
}
