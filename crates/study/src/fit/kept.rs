//! The futures of `fitted/`, read again: only while they rest on the model and the assumptions that the study has now.

use super::Wanted;
use super::plan::Plan;
use crate::experiment::Drawn;
use crate::history::Test;
use crate::study::Study;
use crate::{Options, StudyError};
use analysis::calibrate::effective_number;
use results::{harmless, read_rows, sha256_of, sha256_of_text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// Columns of `sets.csv` before those of the uncertainties.
pub(super) const OWN: [&str; 5] = ["set", "accepted", "weight", "loss", "loss as drawn"];

/// What fitted futures rest on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RestsOn {
    /// The SHA-256 of the model's file.
    model: String,
    /// The SHA-256 of the ranges, mechanisms, conditions of the history and targets of the fit, as [`assumptions`] writes them.
    assumptions: String,
}

impl RestsOn {
    /// What a study's fit rests on now.
    pub fn now(study: &Study) -> Result<RestsOn, StudyError> {
        let model = study
            .inputs
            .iter()
            .find(|p| p.extension().is_some_and(|e| e.eq_ignore_ascii_case("mdl")));
        let model = model.map(|path| sha256_of(&study.folder.join(path))).transpose()?;
        Ok(RestsOn {
            model: model.unwrap_or_default(),
            assumptions: sha256_of_text(&assumptions(study)),
        })
    }
}

/// Everything in a study that a fit depends on, beside the model: not its titles, claims, policies or outcomes.
fn assumptions(study: &Study) -> String {
    let mut text = String::new();
    let name = |id| &study.model.variable(id).name;
    for u in &study.uncertainties {
        let _ = writeln!(
            text,
            "{} {:?} {:?}",
            name(u.constant),
            (u.low, u.base, u.high),
            u.logarithmic
        );
    }
    for choice in study.alternatives.iter().flat_map(|a| &a.choices) {
        let set: Vec<_> = choice.set.iter().map(|s| (name(s.constant), s.value)).collect();
        let _ = writeln!(text, "{:?} {:?} {set:?}", choice.label, choice.weight);
    }
    let _ = writeln!(text, "{:?} {:?}", study.calendar, study.history.calibrate);
    let mut compared = Vec::new();
    for condition in &study.history.conditions {
        let _ = match &condition.test {
            Test::Between {
                variable,
                at,
                low,
                high,
            } => writeln!(text, "{} {:?}", name(*variable), (at, low, high)),
            Test::Near { comparison, within } => {
                compared.push(*comparison);
                writeln!(text, "{within:?}")
            }
        };
    }
    let parameters = study
        .fit
        .parameters
        .iter()
        .flatten()
        .map(|p| (name(p.constant), p.bounds));
    let _ = writeln!(text, "{} {:?}", study.fit.error.word(), parameters.collect::<Vec<_>>());
    for target in &study.fit.targets {
        let _ = writeln!(text, "{:?}", (target.weight, target.deviation));
        let _ = match &target.wanted {
            Wanted::Date { variable, at, value } => writeln!(text, "{} {:?}", name(*variable), (at, value)),
            Wanted::Series(comparison) => {
                compared.push(*comparison);
                Ok(())
            }
        };
    }
    for at in compared {
        let comparison = &study.history.comparisons[at];
        let values = comparison.points.iter().filter(|p| p.within(study.history.calibrate));
        let values: Vec<_> = values.map(|p| (p.from, p.to, p.value)).collect();
        let _ = writeln!(text, "{} {values:?}", name(comparison.variable));
    }
    text
}

/// The part of `fit.json` that says what the sets were made from.
#[derive(Deserialize)]
struct Made {
    options: BTreeMap<String, String>,
    #[serde(default)]
    rests_on: RestsOn,
}

/// Futures, each fitted anew to history.
pub(crate) struct FittedFutures {
    /// The study, with every parameter that was fitted among its uncertainties.
    pub study: Study,
    /// The futures.
    pub drawn: Drawn,
    /// How many equally weighted futures would say as much as all by their weights.
    pub effective: f64,
}

/// The futures of the study's `fitted/`; `None` where there are none.
///
/// # Errors
/// If they rest on something else than the study as it is now, or were asked for with other assumptions.
pub(crate) fn futures(study: &Study, options: &Options) -> Result<Option<FittedFutures>, StudyError> {
    let folder = study.folder.join("fitted");
    if study.inputs.is_empty() || !folder.join("sets.csv").is_file() {
        return Ok(None);
    }
    let why = |why: String| StudyError::Fitted {
        folder: study.folder.clone(),
        why,
    };
    if !options.is_plain() {
        return Err(why(
            "they rest on the study's own assumptions, not on those asked for".into()
        ));
    }
    is_fresh(study, &folder)?.map_err(why)?;
    let rows = read_rows(&folder.join("sets.csv"))?;
    let study = Plan::of(study.clone())?.study;
    let read = Reader { study: &study }.read(&rows).map_err(why)?;
    let (drawn, weights) = read;
    Ok(Some(FittedFutures {
        effective: effective_number(&weights),
        drawn,
        study,
    }))
}

/// Whether the sets rest on what the study says now; else what has changed.
fn is_fresh(study: &Study, folder: &Path) -> Result<Result<(), String>, StudyError> {
    let path = folder.join("fit.json");
    let text = std::fs::read_to_string(&path).map_err(|e| StudyError::reading(&path, e))?;
    let Ok(made) = serde_json::from_str::<Made>(&text) else {
        return Ok(Err("`fitted/fit.json` does not say what they were made from".into()));
    };
    let asked: Vec<&str> = made.options.keys().map(String::as_str).collect();
    if let Some(other) = asked.iter().find(|key| !["futures", "seed"].contains(*key)) {
        return Ok(Err(format!("they were made with `--{other} {}`", made.options[*other])));
    }
    let now = RestsOn::now(study)?;
    let differs = |what: &str, then: &str, now: &str| {
        let [then, now] = [then, now].map(|hash| hash.get(..12).unwrap_or("none"));
        format!("{what} (sha256 {then}… then, {now}… now)")
    };
    Ok(if made.rests_on.model != now.model {
        Err(differs("the model has changed since", &made.rests_on.model, &now.model))
    } else if made.rests_on.assumptions != now.assumptions {
        let what = "ranges, mechanisms, history or [fit] of study.toml, or a series in data/, have changed since";
        Err(differs(what, &made.rests_on.assumptions, &now.assumptions))
    } else {
        Ok(())
    })
}

/// Reads rows of texts as futures of a study.
struct Reader<'a> {
    study: &'a Study,
}

impl Reader<'_> {
    /// The futures and their weights; else what cannot be read.
    fn read(&self, rows: &[Vec<String>]) -> Result<(Drawn, Vec<f64>), String> {
        let uncertainties = self.study.uncertainties.iter().map(|u| u.name.as_str());
        let alternatives = self.study.alternatives.iter().map(|a| a.name.as_str());
        let names = OWN.into_iter().chain(uncertainties).chain(alternatives);
        let names: Vec<String> = names.map(harmless).collect();
        let Some((head, rows)) = rows
            .split_first()
            .filter(|(head, rows)| **head == names && !rows.is_empty())
        else {
            return Err("the columns of `fitted/sets.csv` are not those of the study".into());
        };
        let column = |at: usize| -> Result<Vec<f64>, String> {
            let number = |(row, cells): (usize, &Vec<String>)| {
                let value = cells.get(at).and_then(|cell| cell.parse().ok());
                let finite = value.filter(|v: &f64| v.is_finite());
                finite.ok_or_else(|| format!("row {} of `fitted/sets.csv` has no number in `{}`", row + 2, head[at]))
            };
            rows.iter().enumerate().map(number).collect()
        };
        let first = OWN.len();
        let last = first + self.study.uncertainties.len();
        let values: Result<_, String> = (first..last).map(column).collect();
        let choices: Result<_, String> = (last..names.len())
            .map(|at| self.choices(rows, (at, at - last)))
            .collect();
        let drawn = Drawn {
            count: rows.len(),
            values: values?,
            choices: choices?,
        };
        Ok((drawn, column(2)?))
    }

    fn choices(&self, rows: &[Vec<String>], (at, alternative): (usize, usize)) -> Result<Vec<u32>, String> {
        let alternative = &self.study.alternatives[alternative];
        let labels: Vec<String> = alternative.choices.iter().map(|c| harmless(&c.label)).collect();
        let one = |(row, cells): (usize, &Vec<String>)| {
            let found = cells.get(at).and_then(|cell| labels.iter().position(|l| l == cell));
            let missing = || {
                format!(
                    "row {} of `fitted/sets.csv` has no choice of `{}`",
                    row + 2,
                    alternative.name
                )
            };
            found.map(|at| at as u32).ok_or_else(missing)
        };
        rows.iter().enumerate().map(one).collect()
    }
}
