//! Named settings: single runs beside the ensemble, such as a published result re-computed.

use crate::StudyError;
use crate::execute::Engine;
use crate::outcome::{Measure, Receiver};
use crate::study::{Set, Setting, Study};
use check::VariableId;
use findings::{SettingCase, SettingFinding};
use program::Status;
use std::collections::BTreeMap;

/// Runs a setting: its cases, then its doses. Levers stay as the model has them.
pub(crate) fn run(study: &Study, setting: &Setting, engine: &Engine<'_>) -> Result<SettingFinding, StudyError> {
    let mut model = study.model.clone();
    for set in &setting.set {
        let name = model.variable(set.constant).name.to_string();
        model.set_constant(&name, set.value)?;
    }
    let rows = Plan::new(setting, &model);
    let measures = measures(study, setting);
    let mut ends = Ends {
        values: BTreeMap::new(),
    };
    engine.run(&model, (&rows.vary, &rows), &measures, &mut ends)?;
    Ok(finding(study, setting, &ends))
}

/// The value of each outcome at both dates.
fn measures(study: &Study, setting: &Setting) -> Vec<Measure> {
    let dates = [setting.from, setting.until].map(|year| study.calendar.time(year));
    let both = |id: &VariableId| dates.map(|time| Measure::at(*id, time));
    setting.outcomes.iter().flat_map(both).collect()
}

/// The runs of a setting, as rows of constants.
struct Plan {
    vary: Vec<VariableId>,
    rows: Vec<Vec<f64>>,
}

impl Plan {
    fn new(setting: &Setting, model: &check::Model) -> Plan {
        let doses = setting.doses.iter().flat_map(|(id, values)| {
            let set = |value: &f64| {
                vec![Set {
                    constant: *id,
                    value: *value,
                }]
            };
            values.iter().map(set)
        });
        let runs: Vec<Vec<Set>> = setting.cases.iter().map(|(_, set)| set.clone()).chain(doses).collect();
        let mut vary: Vec<VariableId> = runs.iter().flatten().map(|s| s.constant).collect();
        vary.sort();
        vary.dedup();
        let value = |id: &VariableId, set: &[Set]| {
            let own = set.iter().find(|s| s.constant == *id).map(|s| s.value);
            own.or_else(|| crate::study::scalar(&model.variable(*id).kind))
                .unwrap_or(f64::NAN)
        };
        let row = |set: &Vec<Set>| vary.iter().map(|id| value(id, set)).collect();
        Plan {
            rows: runs.iter().map(row).collect(),
            vary,
        }
    }
}

impl run::Experiments for Plan {
    fn len(&self) -> usize {
        self.rows.len()
    }

    fn fill(&self, row: usize, into: &mut [f64]) {
        into.copy_from_slice(&self.rows[row]);
    }

    /// Cases and doses differ by what they set alone.
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

fn finding(study: &Study, setting: &Setting, ends: &Ends) -> SettingFinding {
    let name = |id: &VariableId| study.model.variable(*id).name.to_string();
    let empty = (VariableId(0), Vec::new());
    let (dosed, doses) = setting.doses.as_ref().unwrap_or(&empty);
    let cases = setting.cases.iter().enumerate();
    let first_dose = setting.cases.len();
    let found = SettingFinding {
        name: setting.name.clone(),
        title: setting.title.clone(),
        says: setting.says.clone(),
        from: setting.from,
        until: setting.until,
        outcomes: setting.outcomes.iter().map(name).collect(),
        cases: cases
            .map(|(row, (label, _))| case(setting, ends, (row, label.clone(), None)))
            .collect(),
        dose_variable: if doses.is_empty() { String::new() } else { name(dosed) },
        doses: doses
            .iter()
            .enumerate()
            .map(|(at, dose)| case(setting, ends, (first_dose + at, dose.to_string(), Some(*dose))))
            .collect(),
        break_even: Vec::new(),
    };
    SettingFinding {
        break_even: break_even(&found),
        ..found
    }
}

fn case(setting: &Setting, ends: &Ends, (row, label, dose): (usize, String, Option<f64>)) -> SettingCase {
    let value = |row: usize, at: usize| ends.values.get(&row).map_or(f64::NAN, |v| v[at]);
    let outcomes = 0..setting.outcomes.len();
    let change = |o: usize| value(row, 2 * o + 1) / value(row, 2 * o) - 1.0;
    let against = |o: usize| value(row, 2 * o + 1) / value(0, 2 * o + 1) - 1.0;
    SettingCase {
        label,
        dose,
        change: outcomes.clone().map(change).collect(),
        against_no_change: outcomes.map(against).collect(),
    }
}

/// The first dose at which the change over the window is zero, for each outcome that has one; linear between doses.
fn break_even(found: &SettingFinding) -> Vec<(String, f64)> {
    let mut response: Vec<&SettingCase> = found.doses.iter().collect();
    response.sort_by(|a, b| a.dose.unwrap_or(f64::NAN).total_cmp(&b.dose.unwrap_or(f64::NAN)));
    let doses: Vec<f64> = response.iter().filter_map(|c| c.dose).collect();
    let crossing = |(at, outcome): (usize, &String)| {
        let changes: Vec<f64> = response.iter().map(|c| c.change[at]).collect();
        let dose = analysis::crossing(&doses, &changes, 0.0)?;
        Some((outcome.clone(), dose))
    };
    found.outcomes.iter().enumerate().filter_map(crossing).collect()
}
