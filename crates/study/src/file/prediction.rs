//! `[statement]`: what is predicted, under the reference policy, of a time that is not observed yet, and how it will be scored.

use super::observed::{NamedVariable, Observed, factor};
use super::records::records;
use super::{Fields, Placed};
use crate::evidence::Cited;
use crate::records::Records;
use data::{Period, PeriodText};
use experiment::plan::{Alternative, CellId, Prediction, Quantity, Window};
use source::Diagnostic;

/// The most quantities times windows.
const MOST: usize = 1000;

/// `[statement]` as it is read.
#[derive(Default)]
pub(crate) struct PredictionRead {
    pub prediction: Prediction,
    /// The file that says how it will be scored; empty where none is named.
    pub rules: String,
    /// Which observed series are records of which quantities.
    pub records: Records,
}

/// Reads `[statement]`, which may be missing.
pub(crate) fn prediction(
    file: &mut Fields<'_>,
    observed: Observed<'_>,
    alternatives: &[Alternative],
    cited: &mut Cited,
) -> PredictionRead {
    let Some(mut fields) = file.section("statement") else {
        return PredictionRead::default();
    };
    let alternatives = by_choice(&mut fields, alternatives);
    let quantities: Vec<Quantity> = fields
        .tables("quantities", "a quantity of the statement")
        .into_iter()
        .filter_map(|fields| quantity(fields, observed))
        .collect();
    judge_length(&quantities, &fields);
    let rules = fields.words("rules");
    let records = records(&mut fields, observed, &quantities, cited);
    fields.finish();
    let prediction = Prediction {
        quantities,
        alternatives,
    };
    PredictionRead {
        prediction,
        rules,
        records,
    }
}

/// The alternatives for each choice of which the same is predicted, as positions.
fn by_choice(fields: &mut Fields<'_>, alternatives: &[Alternative]) -> Vec<usize> {
    let known: Vec<&str> = alternatives.iter().map(|a| a.name.as_str()).collect();
    let report = fields.report;
    let names = fields.texts("alternatives");
    names
        .iter()
        .filter_map(|name| report.position("unknown-alternative", "alternative", name, &known))
        .collect()
}

fn judge_length(quantities: &[Quantity], fields: &Fields<'_>) {
    let windows: usize = quantities.iter().map(|q| q.windows.len()).sum();
    if windows == 0 {
        let message = "the statement has no window of any quantity";
        let finding = Diagnostic::error("empty-statement", fields.at, message);
        let hint = "[[statement.quantities]] with `name`, `variable`, `unit` and `windows`";
        fields.report.push(finding.hint(hint));
    } else if windows > MOST {
        let message = format!("the statement has {windows} windows, and {MOST} are the most");
        let hint = "fewer quantities, or fewer `windows` of each";
        fields.report.advise("statement-too-long", fields.at, message, hint);
    }
}

fn quantity(mut fields: Fields<'_>, observed: Observed<'_>) -> Option<Quantity> {
    let name = fields.need("name", Fields::text);
    if let Some(name) = &name {
        fields.what = format!("the quantity `{}`", name.value);
    }
    let variable = NamedVariable::read(&mut fields, observed.names);
    let unit = observed.names.unit(&mut fields);
    let over_year_before = fields.truth("over_year_before").unwrap_or(false);
    let texts = windows(&mut fields);
    fields.finish();
    let (variable, unit) = (variable?, unit?);
    let reader = WindowReader {
        observed,
        variable: variable.cell,
        unit: &unit,
        over_year_before,
    };
    Some(Quantity {
        name: name?.value,
        variable: variable.cell,
        variable_name: variable.name.value,
        over_year_before,
        windows: texts.iter().filter_map(|text| reader.window(text)).collect(),
        unit: unit.value.clone(),
    })
}

fn windows(fields: &mut Fields<'_>) -> Vec<Placed<String>> {
    let texts = fields.texts("windows");
    if texts.is_empty() {
        let message = format!("{} has no `windows`", fields.what);
        let finding = Diagnostic::error("missing-key", fields.at, message);
        fields.report.push(finding.hint("windows = [\"2026-01\", \"FY2026\"]"));
    }
    texts
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
        let period = self.period(text)?;
        self.judge_time(text, &period);
        let of_one = self.of_one(&period);
        if of_one.is_none() {
            self.other_unit();
        }
        Some(Window {
            period: text.value.clone(),
            from: period.from,
            to: period.to,
            of_one: of_one?,
        })
    }

    fn period(&self, text: &Placed<String>) -> Option<Period> {
        let PeriodText::Period(period) = data::period(&text.value) else {
            let message = format!("`{}` is not a period", text.value);
            let finding = Diagnostic::error("unreadable-period", text.span, message);
            let hint = "write it as `2026`, `2026-03`, `2026-H1`, `FY2026` or `2025-04..2026-03`";
            self.observed.names.report.push(finding.hint(hint));
            return None;
        };
        Some(period)
    }

    fn judge_time(&self, text: &Placed<String>, period: &Period) {
        // A ratio to the year before looks at that year too.
        let earliest = if self.over_year_before {
            period.from - 1.0
        } else {
            period.from
        };
        let (begins, until) = (self.observed.begins, self.observed.calendar.until);
        if earliest < begins - 1e-9 || period.to > until + 1e-9 {
            let message = format!("the study goes from {begins} to {until}");
            let hint = format!("a window between {begins} and {until}");
            let report = self.observed.names.report;
            report.advise("window-beyond-model", text.span, message, hint);
        }
    }

    fn other_unit(&self) {
        let expected = if self.over_year_before {
            "a ratio is in `dmnl`".to_string()
        } else {
            format!("the variable is in `{}`", self.observed.unit(self.variable))
        };
        let message = format!("the unit is `{}`, but {expected}", self.unit.value);
        self.observed.names.report.error("unit-differs", self.unit.span, message);
    }

    /// What one of the unit, over the period, is in the variable's unit.
    fn of_one(&self, period: &Period) -> Option<f64> {
        if self.over_year_before {
            return units::Unit::parse(&self.unit.value)?.is_pure().then_some(1.0);
        }
        let variable = self.observed.unit(self.variable);
        let years = period.to - period.from;
        factor(&self.unit.value, &variable, years, self.observed.calendar)
    }
}
