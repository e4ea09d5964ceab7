//! From names to slots: which parameter each column of inputs fills, and which saved cells each outcome reads.

use super::{Ensemble, Form, Requested};
use crate::cells::{self, Cells};
use crate::inputs::clock_setting;
use crate::{InputError, RunError, initial};
use check::{Kind, Model, VariableId};
use program::{Keep, Program, Request};
use std::collections::HashMap;

/// A compiled ensemble.
pub(super) struct Plan {
    pub program: Program,
    inputs: Vec<FilledBy>,
    pub outcomes: Vec<Planned>,
    /// The smallest distance of save points of the trajectories asked for.
    pub every: usize,
}

/// A column of inputs, and the parameters that it fills.
struct FilledBy {
    values: Vec<f64>,
    parameters: Vec<usize>,
}

/// An outcome, and the saved cells that it reads.
pub(super) struct Planned {
    pub name: String,
    pub units: String,
    pub form: Form,
    pub cells: Vec<String>,
    pub saved: Vec<usize>,
}

impl Plan {
    pub fn of(ensemble: &Ensemble<'_>) -> Result<Plan, RunError> {
        let mut model = ensemble.model.shared.model.clone();
        ensemble.shared.apply(&mut model)?;
        let varied = varied(&mut model, ensemble)?;
        let requested = requested(&model, &ensemble.requested)?;
        let request = Request {
            vary: each_once(varied.iter().map(|(found, _)| found.variable)),
            keep: Keep::Only(each_once(requested.iter().map(|(found, _)| found.variable))),
        };
        let program = program::build(&model, &request)?;
        let plan = Plan {
            inputs: parameters(&model, &program, varied),
            outcomes: saved(&model, &program, requested),
            every: every(&ensemble.requested),
            program,
        };
        plan.within_memory(ensemble.columns.rows())?;
        Ok(plan)
    }

    /// Outcomes are held in memory, all of them.
    fn within_memory(&self, rows: usize) -> Result<(), RunError> {
        let clock = &self.program.clock;
        let points = ((clock.stop - clock.start) / clock.save_every + 1.0) / self.every as f64 + 1.0;
        let per_run = |outcome: &Planned| match outcome.form {
            Form::Reduced(_) => outcome.saved.len() as f64,
            Form::Trajectory(_) => outcome.saved.len() as f64 * points,
        };
        let bytes = self.outcomes.iter().map(per_run).sum::<f64>() * rows as f64 * 8.0;
        if bytes > ::run::MEMORY_LIMIT as f64 {
            let limit = ::run::MEMORY_LIMIT;
            let reason = format!("the outcomes would take {bytes:.0} bytes; the limit is {limit}");
            return Err(RunError::TooLarge { reason });
        }
        Ok(())
    }
}

impl ::run::Experiments for Plan {
    fn len(&self) -> usize {
        self.inputs.first().map_or(0, |column| column.values.len())
    }

    fn fill(&self, row: usize, parameters: &mut [f64]) {
        for column in &self.inputs {
            for at in &column.parameters {
                parameters[*at] = column.values[row];
            }
        }
    }
}

/// The cells that each column sets.
fn varied(model: &mut Model, ensemble: &Ensemble<'_>) -> Result<Vec<(Cells, Vec<f64>)>, InputError> {
    let rows = ensemble.columns.rows();
    let mut varied = Vec::new();
    for (name, values) in &ensemble.columns.columns {
        check_column(name, values, rows)?;
        let cells = match initial::stock_of(name) {
            Some(stock) => Cells {
                variable: initial::expose(model, stock, 0.0)?,
                cells: vec![0],
            },
            None => settable(model, name)?,
        };
        varied.push((cells, values.clone()));
    }
    Ok(varied)
}

fn check_column(name: &str, values: &[f64], rows: usize) -> Result<(), InputError> {
    let name = || name.to_string();
    if values.len() != rows {
        return Err(InputError::WrongShape {
            name: name(),
            of: "rows",
            expected: rows,
            found: values.len(),
        });
    }
    match values.iter().find(|value| !value.is_finite()) {
        Some(value) => Err(InputError::NotFinite {
            name: name(),
            value: *value,
        }),
        None => Ok(()),
    }
}

fn settable(model: &Model, name: &str) -> Result<Cells, InputError> {
    let found = cells::find(model, name)?;
    if clock_setting(model, found.variable).is_some() {
        let reason = format!("`{name}` cannot vary between runs: the runs of an ensemble share one clock");
        let name = name.to_string();
        return Err(InputError::NotSettable { name, reason });
    }
    for cell in &found.cells {
        let settable = model.settable(&model.typed_cell(found.variable, *cell));
        settable.map_err(|error| InputError::not_settable(name, &error))?;
    }
    Ok(found)
}

fn requested<'r>(model: &Model, requested: &'r [Requested]) -> Result<Vec<(Cells, &'r Requested)>, InputError> {
    let mut found = Vec::new();
    for request in requested {
        let cells = cells::find(model, &request.variable)?;
        if matches!(model.variable(cells.variable).kind, Kind::Lookup { .. }) {
            return Err(InputError::NotComputed {
                name: request.variable.clone(),
                reason: "is a lookup: it has no values over time",
            });
        }
        found.push((cells, request));
    }
    Ok(found)
}

fn parameters(model: &Model, program: &Program, varied: Vec<(Cells, Vec<f64>)>) -> Vec<FilledBy> {
    let names = program.parameters.iter().map(|parameter| parameter.name.as_str());
    let places: HashMap<&str, usize> = names.zip(0..).collect();
    let column = |(found, values): (Cells, Vec<f64>)| FilledBy {
        parameters: positions(model, &found, &places),
        values,
    };
    varied.into_iter().map(column).collect()
}

fn saved(model: &Model, program: &Program, requested: Vec<(Cells, &Requested)>) -> Vec<Planned> {
    let names = program.saved.iter().map(|saved| saved.name.as_str());
    let places: HashMap<&str, usize> = names.zip(0..).collect();
    let outcome = |(found, request): (Cells, &Requested)| Planned {
        name: request.name.clone(),
        units: model.variable(found.variable).units.to_string(),
        form: request.form,
        cells: found.cells.iter().map(|cell| model.cell_name(found.variable, *cell)).collect(),
        saved: positions(model, &found, &places),
    };
    requested.into_iter().map(outcome).collect()
}

fn positions(model: &Model, found: &Cells, places: &HashMap<&str, usize>) -> Vec<usize> {
    let names = found.cells.iter().map(|cell| model.cell_name(found.variable, *cell));
    names.filter_map(|name| places.get(name.as_str()).copied()).collect()
}

fn every(requested: &[Requested]) -> usize {
    let distances = requested.iter().filter_map(|request| match request.form {
        Form::Trajectory(every) => Some(every),
        Form::Reduced(_) => None,
    });
    distances.min().unwrap_or(1)
}

fn each_once(ids: impl Iterator<Item = VariableId>) -> Vec<VariableId> {
    let mut once = Vec::new();
    for id in ids {
        if !once.contains(&id) {
            once.push(id);
        }
    }
    once
}
