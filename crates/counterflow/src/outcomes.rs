//! What an ensemble gave: outcomes by name.

use crate::InputError;
use check::series_key;
use source::nearest;

/// A run that did not reach its end with finite numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Failed {
    /// Its row among the inputs.
    pub row: usize,
    /// When it was noticed, in the model's time.
    pub time: f64,
    /// The first cell that was not finite.
    pub variable: String,
}

/// The outcomes of an ensemble, in the order of its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcomes {
    pub(crate) rows: usize,
    pub(crate) times: Vec<f64>,
    pub(crate) outcomes: Vec<Outcome>,
    pub(crate) failed: Vec<Failed>,
}

/// One outcome that was asked for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Outcome {
    /// As it was asked for, or renamed.
    pub name: String,
    pub units: String,
    /// The names of its cells.
    pub cells: Vec<String>,
    /// Numbers per run and cell: 1 unless trajectories were asked for.
    pub points: usize,
    /// `[cell][run, save point]`.
    pub values: Vec<Vec<f64>>,
}

impl Outcomes {
    /// How many runs there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The names of the outcomes, in the order in which they were asked for.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.outcomes.iter().map(|outcome| outcome.name.as_str())
    }

    /// `[run]`: an outcome of a scalar or of one element; NaN where the run failed.
    ///
    /// # Errors
    /// If it was not asked for, or is an array or a trajectory.
    pub fn column(&self, name: &str) -> Result<&[f64], InputError> {
        self.single(name, 1)
    }

    /// `[run, save point]` in row order: a trajectory that was asked for; NaN from where the run failed.
    ///
    /// # Errors
    /// If it was not asked for, or is an array.
    pub fn trajectory(&self, name: &str) -> Result<&[f64], InputError> {
        let points = self.times.len();
        self.single(name, points)
    }

    /// `[run, element…]` in row order: an outcome of an array; NaN where the run failed.
    ///
    /// # Errors
    /// If it was not asked for.
    pub fn array(&self, name: &str) -> Result<Vec<f64>, InputError> {
        let outcome = self.find(name).ok_or_else(|| self.unknown(name))?;
        let row = |row: usize| outcome.values.iter().map(move |cell| cell[row * outcome.points]);
        Ok((0..self.rows).flat_map(row).collect())
    }

    /// The names of an outcome's cells in row order: `x`, or `x[north]`, `x[south]` …
    ///
    /// # Errors
    /// If it was not asked for.
    pub fn cells(&self, name: &str) -> Result<&[String], InputError> {
        Ok(&self.find(name).ok_or_else(|| self.unknown(name))?.cells)
    }

    /// The unit of an outcome, as the model writes it.
    ///
    /// # Errors
    /// If it was not asked for.
    pub fn units(&self, name: &str) -> Result<&str, InputError> {
        Ok(&self.find(name).ok_or_else(|| self.unknown(name))?.units)
    }

    /// `[save point]`: the times of the trajectories that were asked for.
    pub fn times(&self) -> &[f64] {
        &self.times
    }

    /// The runs that failed, by row.
    pub fn failed(&self) -> &[Failed] {
        &self.failed
    }

    fn find(&self, name: &str) -> Option<&Outcome> {
        let key = series_key(name);
        self.outcomes.iter().find(|outcome| series_key(&outcome.name) == key)
    }

    /// The one cell of that name that has so many numbers per run.
    fn single(&self, name: &str, points: usize) -> Result<&[f64], InputError> {
        if let Some(outcome) = self.find(name) {
            return outcome.only_cell(points);
        }
        let key = series_key(name);
        let cells = self.outcomes.iter().filter(|outcome| outcome.points == points);
        let mut cells = cells.flat_map(|outcome| outcome.cells.iter().zip(&outcome.values));
        let found = cells.find(|(cell, _)| series_key(cell) == key);
        found.map(|(_, values)| values.as_slice()).ok_or_else(|| self.unknown(name))
    }

    fn unknown(&self, name: &str) -> InputError {
        InputError::Unknown {
            name: name.to_string(),
            nearest: nearest(name, self.names()).map(Into::into),
        }
    }
}

impl Outcome {
    fn only_cell(&self, points: usize) -> Result<&[f64], InputError> {
        let refused = |reason| InputError::NotComputed {
            name: self.name.clone(),
            reason,
        };
        match self.values.as_slice() {
            [values] if self.points == points => Ok(values),
            [_] => Err(refused(
                "was asked for in another form: `outcome` gives a column, `trajectory` save points",
            )),
            _ => Err(refused("is an array: name an element, or ask for `array`")),
        }
    }
}
