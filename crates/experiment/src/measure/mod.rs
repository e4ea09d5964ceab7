//! Measures: how the trajectory of a variable becomes one number.

mod accumulate;
mod collect;

pub(crate) use collect::Collector;
pub use collect::Receiver;

use crate::plan::{Calendar, CellId};

/// How the trajectory of a variable becomes a number. Dates are years in a study, the model's time in a [`Measure`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reduce {
    /// The sum of value times step over the window: left rectangles, as Euler integrates.
    Integral,
    /// The integral over the length of the window.
    Mean,
    /// The value at the end of the window: at the last save point that is not behind it.
    Last,
    /// The value at a date, as [`Reduce::Last`]; not a number where the date stands elsewhere.
    At(f64),
    /// The largest value within the window.
    Max,
    /// The smallest value within the window.
    Min,
    /// How long the value is above this.
    TimeAbove(f64),
    /// The value at the end of the window less the one at this date.
    ChangeSince(f64),
    /// The same as a share of the one at this date.
    RelativeChangeSince(f64),
}

impl Reduce {
    /// The same with its dates in the model's time.
    pub fn in_model_time(self, calendar: &Calendar) -> Reduce {
        match self {
            // Its date has become the end of the measure's window, and at that end it is the last value.
            Reduce::At(_) => Reduce::Last,
            Reduce::ChangeSince(year) => Reduce::ChangeSince(calendar.time(year)),
            Reduce::RelativeChangeSince(year) => Reduce::RelativeChangeSince(calendar.time(year)),
            other => other,
        }
    }
}

/// A number that is taken from the trajectory of a variable.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// The variable.
    pub variable: CellId,
    /// How it becomes a number; dates in the model's time.
    pub reduce: Reduce,
    /// Where the window begins, in the model's time.
    pub from: f64,
    /// Where it ends, in the model's time.
    pub until: f64,
    /// What the number is multiplied with.
    pub scale: f64,
}

impl Measure {
    /// The value of a variable at a time of the model.
    pub fn at(variable: CellId, time: f64) -> Measure {
        Measure {
            variable,
            reduce: Reduce::Last,
            from: time,
            until: time,
            scale: 1.0,
        }
    }

    /// The mean of a variable over a stretch of the model's time.
    pub fn mean(variable: CellId, from: f64, until: f64) -> Measure {
        Measure {
            variable,
            reduce: Reduce::Mean,
            from,
            until,
            scale: 1.0,
        }
    }

    /// The first moment of the model's time that it looks at.
    pub fn begins(&self) -> f64 {
        match self.reduce {
            Reduce::ChangeSince(time) | Reduce::RelativeChangeSince(time) => time.min(self.until),
            Reduce::Last => self.until,
            _ => self.from,
        }
    }
}
