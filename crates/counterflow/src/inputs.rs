//! What one run is given from outside.

use crate::cells::{self, Cells};
use crate::{InputError, initial};
use check::{ClockSetting, Kind, Model, SetError, VariableId};

/// How a model is integrated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// First order, one evaluation a step.
    Euler,
    /// Euler's method, where auxiliaries are saved as they were at the save point before.
    Difference,
    /// Second order: the rates in the middle of a step.
    RungeKutta2,
    /// The same with as many steps within a step as accuracy takes.
    RungeKutta2Auto,
    /// The classical fourth-order method of Runge and Kutta.
    RungeKutta4,
    /// The same with as many steps within a step as accuracy takes.
    RungeKutta4Auto,
}

impl From<Method> for check::Method {
    fn from(method: Method) -> check::Method {
        match method {
            Method::Euler => check::Method::Euler,
            Method::Difference => check::Method::Difference,
            Method::RungeKutta2 => check::Method::RungeKutta2,
            Method::RungeKutta2Auto => check::Method::RungeKutta2Auto,
            Method::RungeKutta4 => check::Method::RungeKutta4,
            Method::RungeKutta4Auto => check::Method::RungeKutta4Auto,
        }
    }
}

/// Values for constants, initial values, lookups, data series and the clock, and the seed of random numbers.
///
/// Nothing is judged before a model takes it: [`crate::Model::run`] refuses what the model does not have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inputs {
    settings: Vec<(String, Setting)>,
    method: Option<Method>,
    seed: u64,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Setting {
    Number(f64),
    Cells(Vec<f64>),
    Points(Vec<(f64, f64)>),
    Clock(ClockSetting, f64),
}

impl Inputs {
    /// The model as it stands.
    pub fn new() -> Self {
        Self::default()
    }

    /// One number, for a scalar or for each cell of an array: a constant (`birth rate`, `share[north]`), the initial value of a
    /// stock (`initial:population`) or a setting of the clock (`FINAL TIME`).
    pub fn set(self, name: impl Into<String>, value: f64) -> Self {
        self.with(name, Setting::Number(value))
    }

    /// `[cell]` in row order: the values of an array constant.
    pub fn set_cells(self, name: impl Into<String>, values: impl Into<Vec<f64>>) -> Self {
        self.with(name, Setting::Cells(values.into()))
    }

    /// `[point]` of x and y: a lookup, or the times and values of a data variable.
    pub fn set_points(self, name: impl Into<String>, points: impl Into<Vec<(f64, f64)>>) -> Self {
        self.with(name, Setting::Points(points.into()))
    }

    /// Another INITIAL TIME, whatever the model computes it from.
    pub fn start(self, time: f64) -> Self {
        self.with("INITIAL TIME", Setting::Clock(ClockSetting::Start, time))
    }

    /// Another FINAL TIME.
    pub fn stop(self, time: f64) -> Self {
        self.with("FINAL TIME", Setting::Clock(ClockSetting::Stop, time))
    }

    /// Another TIME STEP.
    pub fn step(self, step: f64) -> Self {
        self.with("TIME STEP", Setting::Clock(ClockSetting::Step, step))
    }

    /// Another SAVEPER.
    pub fn save_every(self, distance: f64) -> Self {
        self.with("SAVEPER", Setting::Clock(ClockSetting::SaveEvery, distance))
    }

    /// How to integrate; the model's own way unless said otherwise.
    pub fn method(mut self, method: Method) -> Self {
        self.method = Some(method);
        self
    }

    /// The seed of random numbers, a whole number up to 2^53; 0 unless said otherwise.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    fn with(mut self, name: impl Into<String>, setting: Setting) -> Self {
        self.settings.push((name.into(), setting));
        self
    }

    /// Makes a model what it is with these inputs.
    pub(crate) fn apply(&self, model: &mut Model) -> Result<(), InputError> {
        for (name, setting) in &self.settings {
            setting.apply(name, model)?;
        }
        if let Some(method) = self.method {
            model.set_method(method.into());
        }
        Ok(())
    }

    /// How a run with these inputs is carried out.
    pub(crate) fn options(&self, simd: ::run::Simd) -> ::run::Options {
        ::run::Options {
            simd,
            seed: self.seed,
            ..::run::Options::default()
        }
    }
}

impl Setting {
    /// One number for all cells, or one for each.
    pub(crate) fn of(values: Vec<f64>) -> Setting {
        match values.as_slice() {
            [value] => Setting::Number(*value),
            _ => Setting::Cells(values),
        }
    }

    pub(crate) fn apply(&self, name: &str, model: &mut Model) -> Result<(), InputError> {
        match (self, initial::stock_of(name)) {
            (Setting::Number(value), Some(stock)) => {
                finite(name, *value)?;
                initial::expose(model, stock, *value).map(|_| ())
            }
            (Setting::Number(value), None) => set_number(model, name, *value),
            (Setting::Cells(values), _) => set_cells(model, name, values),
            (Setting::Points(points), _) => set_points(model, name, points),
            (Setting::Clock(setting, value), _) => model.set_clock(*setting, *value).map_err(InputError::clock),
        }
    }
}

fn set_number(model: &mut Model, name: &str, value: f64) -> Result<(), InputError> {
    let found = cells::find(model, name)?;
    match clock_setting(model, found.variable) {
        Some(setting) => model.set_clock(setting, value).map_err(InputError::clock),
        None => set_each(model, &found, &vec![value; found.cells.len()]),
    }
}

fn set_cells(model: &mut Model, name: &str, values: &[f64]) -> Result<(), InputError> {
    let found = cells::find(model, name)?;
    if values.len() != found.cells.len() {
        return Err(InputError::WrongNumber {
            name: name.to_string(),
            cells: found.cells.len(),
            values: values.len(),
        });
    }
    set_each(model, &found, values)
}

fn set_each(model: &mut Model, found: &Cells, values: &[f64]) -> Result<(), InputError> {
    for (cell, value) in found.cells.iter().zip(values) {
        let name = model.cell_name(found.variable, *cell);
        finite(&name, *value)?;
        let set = model.set_constant(&model.typed_cell(found.variable, *cell), *value);
        set.map_err(|error| InputError::not_settable(&name, &error))?;
    }
    Ok(())
}

fn set_points(model: &mut Model, name: &str, points: &[(f64, f64)]) -> Result<(), InputError> {
    let found = cells::find(model, name)?;
    let refused = |reason: String| InputError::NotSettable {
        name: name.to_string(),
        reason,
    };
    let mut sorted = points.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let table = math::Lookup::new(&sorted).map_err(|error| refused(error.to_string()))?;
    let table_variable = series_of(model, found.variable).unwrap_or(found.variable);
    let set = model.set_lookup(table_variable, &found.cells, &table);
    set.map_err(|error: SetError| refused(error.to_string()))
}

/// The hidden lookup that holds the series of a data variable.
fn series_of(model: &Model, variable: VariableId) -> Option<VariableId> {
    let series = model.find(&format!("{} › series", model.variable(variable).name))?;
    matches!(model.variable(series).kind, Kind::Lookup { .. }).then_some(series)
}

/// Which setting of the clock a variable is, if any.
pub(crate) fn clock_setting(model: &Model, variable: VariableId) -> Option<ClockSetting> {
    let control = &model.control;
    let settings = [
        (control.start, ClockSetting::Start),
        (control.stop, ClockSetting::Stop),
        (control.step, ClockSetting::Step),
        (control.save_every, ClockSetting::SaveEvery),
    ];
    settings.into_iter().find(|(id, _)| *id == variable).map(|(_, setting)| setting)
}

fn finite(name: &str, value: f64) -> Result<(), InputError> {
    if value.is_finite() {
        return Ok(());
    }
    let name = name.to_string();
    Err(InputError::NotFinite { name, value })
}
