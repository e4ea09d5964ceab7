//! `[[charts]]`: what is drawn over time.

use super::Fields;
use super::history::Judgement;
use super::observed::{NamedVariable, Observed};
use experiment::plan::{ChartPlan, History};

/// Reads `[[charts]]`.
pub(crate) fn charts(file: &mut Fields<'_>, observed: Observed<'_>, history: &mut History) -> Vec<ChartPlan> {
    let charts = file.tables("charts", "a chart");
    charts.into_iter().filter_map(|fields| chart(fields, observed, history)).collect()
}

fn chart(mut fields: Fields<'_>, observed: Observed<'_>, history: &mut History) -> Option<ChartPlan> {
    let variable = NamedVariable::read(&mut fields, observed.names);
    let title = fields.needed_text("title");
    let unit = match &variable {
        Some(found) => observed.names.unit_like(&mut fields, &found.name.value, found.cell),
        None => fields.words("unit"),
    };
    let series = fields.text("series");
    let judgement = Judgement::read(&mut fields);
    fields.finish();
    let variable = variable?;
    let comparison = series.and_then(|s| observed.comparison(history, &variable, &s));
    if let Some(at) = comparison {
        judgement.pass(&mut history.comparisons[at]);
    }
    Some(ChartPlan {
        title,
        variable: variable.cell,
        unit,
        comparison,
    })
}
