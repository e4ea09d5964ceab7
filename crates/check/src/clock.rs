//! Changing the clock of a model from outside: a command line, a study, a program that uses the library.

use crate::model::{Kind, Method, Model, VariableId};

/// One of the numbers that say when a run starts, stops, steps and saves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClockSetting {
    /// INITIAL TIME.
    Start,
    /// FINAL TIME.
    Stop,
    /// TIME STEP.
    Step,
    /// SAVEPER.
    SaveEvery,
}

/// Why the clock cannot be set to a number.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ClockError {
    /// Neither infinite nor NaN will do.
    #[error("`{name}` is {value}; it must be a finite number")]
    NotFinite {
        /// The clock's variable.
        name: String,
        /// What it was to be.
        value: f64,
    },
    /// Time goes forward.
    #[error("`{name}` is {value}; it must be a positive number")]
    NotPositive {
        /// The clock's variable.
        name: String,
        /// What it was to be.
        value: f64,
    },
}

impl Model {
    /// Integrates by another method.
    pub fn set_method(&mut self, method: Method) {
        self.control.method = method;
    }

    /// Makes one of the clock's variables a number, whatever it was before. Whether the stop lies behind the start is judged
    /// when a run is prepared, since both may be set, in any order.
    pub fn set_clock(&mut self, setting: ClockSetting, value: f64) -> Result<(), ClockError> {
        let variable = self.clock_variable(setting);
        let name = || self.variable(variable).name.to_string();
        if !value.is_finite() {
            return Err(ClockError::NotFinite { name: name(), value });
        }
        if matches!(setting, ClockSetting::Step | ClockSetting::SaveEvery) && value <= 0.0 {
            return Err(ClockError::NotPositive { name: name(), value });
        }
        self.make_constant(variable, value);
        Ok(())
    }

    /// Saves at every step, where both the step and SAVEPER are numbers.
    pub fn save_every_step(&mut self) {
        let Kind::Constant { values, .. } = &self.variable(self.control.step).kind else {
            return;
        };
        let step = values.clone();
        let save_every = self.control.save_every;
        if let Kind::Constant { values, .. } = &mut self.variables[save_every.0 as usize].kind {
            *values = step;
        }
    }

    fn clock_variable(&self, setting: ClockSetting) -> VariableId {
        match setting {
            ClockSetting::Start => self.control.start,
            ClockSetting::Stop => self.control.stop,
            ClockSetting::Step => self.control.step,
            ClockSetting::SaveEvery => self.control.save_every,
        }
    }

    /// A constant has no equation: those that computed the variable are no longer carried out.
    fn make_constant(&mut self, variable: VariableId, value: f64) {
        let values = vec![value];
        self.variables[variable.0 as usize].kind = Kind::Constant { values, fixed: false };
        let equations = &self.equations;
        let computes_another = |work: &crate::Work| equations[work.equation.0 as usize].variable != variable;
        self.initial_order.retain(computes_another);
        self.step_order.retain(computes_another);
    }
}
