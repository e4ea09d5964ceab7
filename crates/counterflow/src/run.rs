//! One run: every variable at every save point.

use crate::model::Shared;
use crate::{InputError, Inputs, RunError, cells};
use ::run::Trajectory;
use check::Model;
use results::{Column, Table};
use std::collections::HashMap;
use std::ops::Index;
use std::sync::Arc;

pub use program::Status;

/// What a single run computed. `run["name"]` is `[save point]`.
#[derive(Clone, Debug)]
pub struct Run {
    /// The model with its inputs, for names and units.
    model: Arc<Model>,
    trajectory: Trajectory,
    columns: HashMap<String, usize>,
    stocks: Vec<String>,
}

impl Run {
    pub(crate) fn of(shared: &Shared, inputs: &Inputs) -> Result<Run, RunError> {
        let mut model = shared.model.clone();
        inputs.apply(&mut model)?;
        let program = program::build(&model, &program::Request::default())?;
        let trajectory = ::run::simulate_with(&program, &[], &inputs.options(shared.simd))?;
        let numbered = trajectory.names.iter().cloned().zip(0..);
        Ok(Run {
            columns: numbered.collect(),
            stocks: program.stock_names.iter().collect(),
            model: Arc::new(model),
            trajectory,
        })
    }

    /// `[save point]`: the model's time.
    pub fn times(&self) -> &[f64] {
        &self.trajectory.times
    }

    /// `[save point]`: the values of a scalar (`population`) or of one element (`share[north]`).
    ///
    /// # Errors
    /// If there is no such variable or element, if it is an array, or if it is a lookup.
    pub fn get(&self, name: &str) -> Result<&[f64], InputError> {
        let cells = self.array(name)?;
        match cells.as_slice() {
            [values] => Ok(values),
            several => Err(InputError::WrongShape {
                name: name.to_string(),
                of: "cells",
                expected: several.len(),
                found: 1,
            }),
        }
    }

    /// `[cell][save point]` in row order: all elements of an array, or those that subscripts pick.
    ///
    /// # Errors
    /// As [`Run::get`].
    pub fn array(&self, name: &str) -> Result<Vec<&[f64]>, InputError> {
        let found = cells::find(&self.model, name)?;
        let column = |cell: &usize| {
            let at = self.columns.get(&self.model.cell_name(found.variable, *cell))?;
            Some(self.trajectory.values[*at].as_slice())
        };
        let columns: Option<Vec<&[f64]>> = found.cells.iter().map(column).collect();
        columns.ok_or_else(|| InputError::NotComputed {
            name: name.to_string(),
            reason: "is a lookup: it has no values over time",
        })
    }

    /// The unit of a variable as written; empty when none was given.
    ///
    /// # Errors
    /// If there is no such variable.
    pub fn units(&self, name: &str) -> Result<&str, InputError> {
        let found = cells::find(&self.model, name)?;
        Ok(&self.model.variable(found.variable).units)
    }

    /// All cells with their values, `[save point]` each, in the model's order.
    pub fn columns(&self) -> impl Iterator<Item = (&str, &[f64])> {
        let names = self.trajectory.names.iter().map(String::as_str);
        names.zip(self.trajectory.values.iter().map(Vec::as_slice))
    }

    /// A row a save point, a column a cell, in the model's order: what can be compared with another table or written to a file.
    pub fn table(&self) -> Table {
        let columns = self.columns();
        let columns = columns.map(|(name, values)| Column::new(name, values.to_vec()));
        Table::new(self.trajectory.times.clone(), columns.collect())
    }

    /// How the run ended; one that failed has values to the end, some of them not finite.
    pub fn status(&self) -> &Status {
        &self.trajectory.status
    }

    /// Whether a stock stopped being a finite number, rather than an auxiliary alone.
    pub fn is_broken(&self) -> bool {
        // A run may break down behind its last save point, where the status alone says it.
        let is_named = |stock: &String| matches!(self.status(), Status::Failed { variable, .. } if variable == stock);
        !self.trajectory.has_finite_stocks || self.stocks.iter().any(is_named)
    }

    /// How the model was integrated: `Euler`, `RK4` and the like.
    pub fn method(&self) -> &'static str {
        self.model.control.method.name()
    }
}

/// `[save point]`, as [`Run::get`].
///
/// # Panics
/// If the model has no such scalar or element.
impl Index<&str> for Run {
    type Output = [f64];

    fn index(&self, name: &str) -> &[f64] {
        match self.get(name) {
            Ok(values) => values,
            Err(error) => panic!("{error}"),
        }
    }
}
