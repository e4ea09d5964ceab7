//! What fitted scenarios rest on: the model, and everything in a study that a fit depends on.

use crate::ReportError;
use experiment::Plan;
use experiment::plan::{CellId, Comparison, Condition, FitTarget, Test, Wanted};
use results::{sha256_of_bytes, sha256_of_text};
use serde::{Deserialize, Serialize};
use std::path::Path;
use study::Study;

/// The hashes of what fitted scenarios rest on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RestsOn {
    /// The SHA-256 of the model's files.
    model: String,
    /// The SHA-256 of the ranges, mechanisms, conditions of the history and targets of the fit, as [`assumptions`] writes them.
    assumptions: String,
}

impl RestsOn {
    /// What a study's fit rests on now.
    pub fn now(study: &Study) -> Result<RestsOn, ReportError> {
        let hashes = study.model_files.iter().map(|file| sha256_in(study, file));
        let hashes: Vec<String> = hashes.collect::<Result<_, _>>()?;
        Ok(RestsOn {
            model: of_all(&hashes),
            assumptions: sha256_of_text(&assumptions(&study.plan)),
        })
    }

    /// What has changed between these and those of now, if anything.
    pub fn differs_from(&self, now: &RestsOn) -> Option<String> {
        if self.model != now.model {
            let what = "the model has changed since";
            return Some(changed(what, &self.model, &now.model));
        }
        let what = "ranges, mechanisms, history or [fit] of study.toml, or a series in data/, have changed since";
        let is_other = self.assumptions != now.assumptions;
        is_other.then(|| changed(what, &self.assumptions, &now.assumptions))
    }
}

/// The hash of a file of a study, wherever the study is read from.
pub(crate) fn sha256_in(study: &Study, file: &Path) -> Result<String, ReportError> {
    let bytes = study.read(file, u64::MAX);
    let bytes = bytes.map_err(|e| ReportError::reading(&study.folder.join(file), e))?;
    Ok(sha256_of_bytes(&bytes))
}

/// The hash of a model that is one file is that file's; of several, that of their hashes.
fn of_all(hashes: &[String]) -> String {
    match hashes {
        [] => String::new(),
        [one] => one.clone(),
        several => sha256_of_text(&several.concat()),
    }
}

fn changed(what: &str, then: &str, now: &str) -> String {
    let [then, now] = [then, now].map(|hash| hash.get(..12).unwrap_or("none"));
    format!("{what} (sha256 {then}… then, {now}… now)")
}

/// Everything in a plan that a fit depends on, beside the model: not its policies or outcomes.
///
/// The hash of this text is written in `fit.json`: another text would make every folder `fitted/` out of date.
fn assumptions(plan: &Plan) -> String {
    let mut text = Assumptions {
        plan,
        text: String::new(),
        compared: Vec::new(),
    };
    text.inputs();
    text.window();
    plan.history.conditions.iter().for_each(|c| text.condition(c));
    text.parameters();
    plan.fit.targets.iter().for_each(|t| text.target(t));
    text.series();
    text.text
}

struct Assumptions<'a> {
    plan: &'a Plan,
    text: String,
    /// The series that conditions and targets look at, in their order.
    compared: Vec<usize>,
}

impl Assumptions<'_> {
    fn line(&mut self, line: &str) {
        self.text += line;
        self.text.push('\n');
    }

    fn name(&self, cell: CellId) -> String {
        cell.name(&self.plan.model)
    }

    fn inputs(&mut self) {
        let plan = self.plan;
        for u in &plan.uncertainties {
            let range = numbers(&[u.low, u.base, u.high]);
            self.line(&format!("{} {range} {}", self.name(u.constant), u.logarithmic));
        }
        for choice in plan.alternatives.iter().flat_map(|a| &a.choices) {
            let set = choice.set.iter();
            let set = set.map(|s| format!("({}, {})", quoted(&self.name(s.constant)), number(s.value)));
            let set = listed(set);
            self.line(&format!("{} {} {set}", quoted(&choice.label), number(choice.weight)));
        }
    }

    fn window(&mut self) {
        let (calendar, window) = (&self.plan.calendar, self.plan.history.calibrate);
        let calendar = format!(
            "Calendar {{ unit: {}, zero: {}, per_year: {}, policies_from: {}, until: {} }}",
            quoted(&calendar.unit),
            number(calendar.zero),
            number(calendar.per_year),
            number(calendar.policies_from),
            number(calendar.until),
        );
        self.line(&format!("{calendar} {}", numbers(&[window.0, window.1])));
    }

    fn condition(&mut self, condition: &Condition) {
        match &condition.test {
            Test::Between {
                variable,
                at,
                low,
                high,
            } => {
                let range = numbers(&[*at, *low, *high]);
                self.line(&format!("{} {range}", self.name(*variable)));
            }
            Test::Near { comparison, within } => {
                self.compared.push(*comparison);
                self.line(&number(*within));
            }
        }
    }

    fn parameters(&mut self) {
        let fit = &self.plan.fit;
        let parameters = fit.parameters.iter().flatten().map(|p| {
            let bounds = p.bounds.map(|(low, high)| numbers(&[low, high]));
            let bounds = bounds.map_or("None".to_string(), |b| format!("Some({b})"));
            format!("({}, {bounds})", quoted(&self.name(p.constant)))
        });
        let parameters = listed(parameters);
        self.line(&format!("{} {parameters}", fit.error.word()));
    }

    fn target(&mut self, target: &FitTarget) {
        self.line(&numbers(&[target.weight, target.deviation]));
        match &target.wanted {
            Wanted::Date { variable, at, value } => {
                let value = numbers(&[*at, *value]);
                self.line(&format!("{} {value}", self.name(*variable)));
            }
            Wanted::Series(comparison) => self.compared.push(*comparison),
        }
    }

    fn series(&mut self) {
        for at in std::mem::take(&mut self.compared) {
            let comparison = &self.plan.history.comparisons[at];
            let line = format!("{} {}", self.name(comparison.variable), self.observations(comparison));
            self.line(&line);
        }
    }

    fn observations(&self, comparison: &Comparison) -> String {
        let window = self.plan.history.calibrate;
        let points = comparison.points.iter().filter(|p| p.within(window));
        listed(points.map(|p| numbers(&[p.from, p.to, p.value])))
    }
}

/// The shortest digits that give the number back, with a point.
fn number(value: f64) -> String {
    format!("{value:?}")
}

/// A text in quotes, with escapes where it needs them.
fn quoted(text: &str) -> String {
    format!("{text:?}")
}

fn numbers(values: &[f64]) -> String {
    let all: Vec<String> = values.iter().map(|v| number(*v)).collect();
    format!("({})", all.join(", "))
}

fn listed(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}
