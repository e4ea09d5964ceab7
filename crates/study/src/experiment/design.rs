//! The rows that the engine gets: what a future and a policy mean for the model's constants.

use super::Drawn;
use crate::StudyError;
use crate::study::{Policy, Set, Study, scalar};
use check::{Model, Schedule, VariableId};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// A model whose levers follow schedules, and what each future and policy puts into its constants.
pub(crate) struct Design {
    /// The model to run: it saves every step.
    pub model: Model,
    /// The constants that differ between runs, in the order of a row.
    pub vary: Vec<VariableId>,
    /// A row in which nothing is set.
    base: Vec<f64>,
    /// The column of each uncertainty.
    uncertain: Vec<usize>,
    /// For each alternative and choice, columns and values.
    choices: Vec<Vec<Vec<(usize, f64)>>>,
    /// For each policy, columns and values.
    policies: Vec<Vec<(usize, f64)>>,
}

impl Design {
    /// Schedules the levers that the study's policies use, and finds a column for everything that differs between runs.
    pub fn new(study: &Study) -> Result<Design, StudyError> {
        let mut model = study.model.clone();
        model.save_every_step(); // outcomes look at every step, whatever the model saves
        let mut schedules = BTreeMap::new();
        for step in study.policies.iter().filter(|p| p.run).flat_map(|p| &p.steps) {
            let lever = study.levers[step.lever].constant;
            if let Entry::Vacant(free) = schedules.entry(lever) {
                free.insert(model.schedule(lever)?);
            }
        }
        let mut columns = Columns {
            model: &model,
            schedules: &schedules,
            vary: Vec::new(),
            base: Vec::new(),
        };
        let uncertain = study
            .uncertainties
            .iter()
            .map(|u| columns.of_constant(u.constant))
            .collect();
        let choices = study
            .alternatives
            .iter()
            .map(|a| a.choices.iter().map(|c| columns.of_sets(&c.set)).collect())
            .collect();
        let policies = study.policies.iter().map(|p| columns.of_policy(p, study)).collect();
        let Columns { vary, base, .. } = columns;
        Ok(Design {
            model,
            vary,
            base,
            uncertain,
            choices,
            policies,
        })
    }

    /// A row with a value for each uncertainty, and a choice for some alternatives; the model's own constants stand for the others.
    pub fn row(&self, values: &[f64], choices: &[Option<u32>], policy: usize) -> Vec<f64> {
        let mut row = self.base.clone();
        for (column, value) in self.uncertain.iter().zip(values) {
            row[*column] = *value;
        }
        for (cells, chosen) in self.choices.iter().zip(choices) {
            if let Some(chosen) = chosen {
                put(&cells[*chosen as usize], &mut row);
            }
        }
        put(&self.policies[policy], &mut row);
        row
    }

    /// Puts a future and a policy into a row.
    pub fn fill(&self, drawn: &Drawn, (future, policy): (usize, usize), row: &mut [f64]) {
        row.copy_from_slice(&self.base);
        for (column, values) in self.uncertain.iter().zip(&drawn.values) {
            row[*column] = values[future];
        }
        for (choices, chosen) in self.choices.iter().zip(&drawn.choices) {
            put(&choices[chosen[future] as usize], row);
        }
        put(&self.policies[policy], row);
    }
}

fn put(cells: &[(usize, f64)], row: &mut [f64]) {
    for (column, value) in cells {
        row[*column] = *value;
    }
}

/// Columns as they are found.
struct Columns<'a> {
    model: &'a Model,
    schedules: &'a BTreeMap<VariableId, Schedule>,
    vary: Vec<VariableId>,
    base: Vec<f64>,
}

impl Columns<'_> {
    /// The column of a constant; of its value outside a schedule, when it has one.
    fn of_constant(&mut self, constant: VariableId) -> usize {
        let id = self.schedules.get(&constant).map_or(constant, |s| s.base);
        self.of(id)
    }

    fn of(&mut self, id: VariableId) -> usize {
        if let Some(at) = self.vary.iter().position(|v| *v == id) {
            return at;
        }
        let base = scalar(&self.model.variable(id).kind);
        self.vary.push(id);
        self.base.push(base.unwrap_or(f64::NAN));
        self.vary.len() - 1
    }

    fn of_sets(&mut self, sets: &[Set]) -> Vec<(usize, f64)> {
        sets.iter().map(|s| (self.of_constant(s.constant), s.value)).collect()
    }

    fn of_policy(&mut self, policy: &Policy, study: &Study) -> Vec<(usize, f64)> {
        let mut cells = Vec::new();
        for step in policy.steps.iter().filter(|_| policy.run) {
            let lever = study.levers[step.lever].constant;
            let Some(schedule) = self.schedules.get(&lever).copied() else {
                continue;
            };
            let time = |year| study.calendar.time(year);
            cells.push((self.of(schedule.value), step.value));
            cells.push((self.of(schedule.from), time(step.from)));
            cells.push((self.of(schedule.until), step.until.map_or(check::NEVER, time)));
            cells.push((self.of(schedule.ramp), step.ramp * study.calendar.per_year));
        }
        cells
    }
}
