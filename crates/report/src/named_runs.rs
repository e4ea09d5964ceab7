//! Named runs: single runs beside the ensemble, such as a published result re-computed, and sweeps of one constant.

use crate::ReportError;
use check::{Model, VariableId};
use experiment::plan::{Assignment, CellId, Columns};
use experiment::{Engine, Measure, Plan, Receiver, Rows};
use findings::{SettingCase, SettingFinding};
use program::Status;
use std::collections::BTreeMap;
use study::NamedRuns;

/// Makes the named runs, then those of the sweep. Levers stay as the model has them.
pub(crate) fn run(plan: &Plan, named: &NamedRuns, engine: &Engine<'_>) -> Result<SettingFinding, ReportError> {
    let mut model = plan.model.clone();
    // Set in the model and not in the rows: it holds for all runs, and may be a clock setting, which no row can vary.
    for set in &named.set {
        model.set_constant(&set.constant.name(&plan.model), set.value)?;
    }
    let constants = Constants::new(named, &model);
    let rows = Rows {
        model: &model,
        vary: &constants.vary,
        rows: &constants,
    };
    let mut ends = Ends {
        values: BTreeMap::new(),
    };
    engine.run(rows, &measures(plan, named), &mut ends)?;
    Ok(finding(plan, named, &ends))
}

/// The value of each outcome at both dates.
fn measures(plan: &Plan, named: &NamedRuns) -> Vec<Measure> {
    let dates = [named.from, named.until].map(|year| plan.calendar.time(year));
    let both = |cell: &CellId| dates.map(|time| Measure::at(*cell, time));
    named.outcomes.iter().flat_map(both).collect()
}

/// The runs as rows of constants.
struct Constants {
    vary: Vec<VariableId>,
    rows: Vec<Vec<f64>>,
}

impl Constants {
    fn new(named: &NamedRuns, model: &Model) -> Constants {
        let runs = sets(named);
        let columns = Columns::of(model, runs.iter().flatten().map(|s| s.constant));
        let row = |set: &Vec<Assignment>| {
            let value = |cell: &CellId| value(model, *cell, set);
            columns.cells.iter().map(value).collect()
        };
        Constants {
            rows: runs.iter().map(row).collect(),
            vary: columns.variables,
        }
    }
}

/// What each run sets: first the named ones, then one a value of the sweep.
fn sets(named: &NamedRuns) -> Vec<Vec<Assignment>> {
    let mut sets: Vec<Vec<Assignment>> = named.runs.iter().map(|run| run.set.clone()).collect();
    if let Some(sweep) = &named.sweep {
        let constant = sweep.constant;
        sets.extend(sweep.values.iter().map(|&value| vec![Assignment { constant, value }]));
    }
    sets
}

/// The value of a constant in a run that sets some.
pub(crate) fn value(model: &Model, constant: CellId, set: &[Assignment]) -> f64 {
    let own = set.iter().find(|s| s.constant == constant).map(|s| s.value);
    own.or_else(|| constant.value(model)).unwrap_or(f64::NAN)
}

impl run::Experiments for Constants {
    fn len(&self) -> usize {
        self.rows.len()
    }

    fn fill(&self, row: usize, into: &mut [f64]) {
        into.copy_from_slice(&self.rows[row]);
    }

    /// All draw the same random numbers: they differ by what they set alone.
    fn draws(&self, _row: usize) -> usize {
        0
    }
}

/// The measures of each run that did not fail.
struct Ends {
    values: BTreeMap<usize, Vec<f64>>,
}

impl Receiver for Ends {
    fn take(&mut self, row: usize, ended: &Status, values: &[f64]) {
        if *ended == Status::Done {
            self.values.insert(row, values.to_vec());
        }
    }
}

fn finding(plan: &Plan, named: &NamedRuns, ends: &Ends) -> SettingFinding {
    let name = |cell: &CellId| cell.name(&plan.model);
    let compared = Compared { named, ends };
    let found = SettingFinding {
        name: named.name.clone(),
        title: named.title.clone(),
        says: named.says.clone(),
        from: named.from,
        until: named.until,
        outcomes: named.outcomes.iter().map(name).collect(),
        cases: compared.cases(),
        dose_variable: named.sweep.iter().map(|sweep| name(&sweep.constant)).collect(),
        doses: compared.doses(),
        break_even: Vec::new(),
    };
    SettingFinding {
        break_even: break_even(&found),
        ..found
    }
}

/// Runs that are compared with each other.
struct Compared<'a> {
    named: &'a NamedRuns,
    ends: &'a Ends,
}

impl Compared<'_> {
    /// The first (0) or last (1) value of an outcome in a run.
    fn value(&self, row: usize, outcome: usize, date: usize) -> f64 {
        let values = self.ends.values.get(&row);
        values.map_or(f64::NAN, |v| v[2 * outcome + date])
    }

    fn cases(&self) -> Vec<SettingCase> {
        let runs = self.named.runs.iter().enumerate();
        runs.map(|(row, run)| self.case(row, run.label.clone(), None)).collect()
    }

    /// The runs of the sweep, whose rows come behind those of the named runs.
    fn doses(&self) -> Vec<SettingCase> {
        let values = self.named.sweep.iter().flat_map(|sweep| &sweep.values);
        let rows = (self.named.runs.len()..).zip(values);
        rows.map(|(row, value)| self.case(row, value.to_string(), Some(*value))).collect()
    }

    fn case(&self, row: usize, label: String, dose: Option<f64>) -> SettingCase {
        let outcomes = 0..self.named.outcomes.len();
        let change = |o: usize| self.value(row, o, 1) / self.value(row, o, 0) - 1.0;
        let against = |o: usize| self.value(row, o, 1) / self.value(0, o, 1) - 1.0;
        SettingCase {
            label,
            dose,
            change: outcomes.clone().map(change).collect(),
            against_no_change: outcomes.map(against).collect(),
        }
    }
}

/// The first dose at which the change over the window is zero, for each outcome that has one; linear between doses.
fn break_even(found: &SettingFinding) -> Vec<(String, f64)> {
    let mut response: Vec<&SettingCase> = found.doses.iter().collect();
    // A sweep may stand in any order in its file; a crossing is looked for between neighbours.
    response.sort_by(|a, b| a.dose.unwrap_or(f64::NAN).total_cmp(&b.dose.unwrap_or(f64::NAN)));
    let doses: Vec<f64> = response.iter().filter_map(|c| c.dose).collect();
    let crossing = |(at, outcome): (usize, &String)| {
        let changes: Vec<f64> = response.iter().map(|c| c.change[at]).collect();
        let dose = analysis::crossing(&doses, &changes, 0.0)?;
        Some((outcome.clone(), dose))
    };
    found.outcomes.iter().enumerate().filter_map(crossing).collect()
}
