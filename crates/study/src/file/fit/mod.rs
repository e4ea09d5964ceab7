//! `[fit]`: which parameters are fitted, within which bounds, to what.

mod parameter;
mod target;

use super::observed::Observed;
use super::{Fields, Varied, listed};
use experiment::plan::{ErrorScale, Fit, FitTarget, History};
use source::Diagnostic;

/// Reads `[fit]`, which may be missing.
pub(crate) fn fit(file: &mut Fields<'_>, observed: Observed<'_>, history: &mut History, varied: &Varied) -> Fit {
    let Some(mut fields) = file.section("fit") else {
        return Fit::default();
    };
    let error = error(&mut fields);
    let parameters = parameter::parameters(&mut fields, observed, varied);
    let targets: Vec<FitTarget> = fields
        .tables("targets", "a target of the fit")
        .into_iter()
        .filter_map(|fields| target::target(fields, observed, history, error))
        .collect();
    fields.finish();
    Fit {
        parameters,
        error,
        targets,
    }
}

fn error(fields: &mut Fields<'_>) -> ErrorScale {
    let Some(word) = fields.text("error") else {
        return ErrorScale::default();
    };
    match word.value.as_str() {
        "log" => ErrorScale::Log,
        "relative" => ErrorScale::Relative,
        _ => {
            let message = format!("`{}` is not a way to measure errors", word.value);
            let finding = Diagnostic::error("unknown-word", word.span, message);
            let hint = format!("one of {}", listed(&["log", "relative"]));
            fields.report.push(finding.hint(hint));
            ErrorScale::default()
        }
    }
}
