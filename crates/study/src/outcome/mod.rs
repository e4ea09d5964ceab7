//! Outcomes: how the course of a variable becomes one number.

mod accumulate;
mod collect;

pub(crate) use collect::{Collector, Receiver};

use crate::study::Calendar;
use crate::wording;
use check::VariableId;

/// How the course of a variable becomes a number. Dates are years in a study, the model's time in a [`Measure`].
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
    /// Reads the words of a study: `integral`, `time above 5`, `change since 2022`.
    pub fn of(text: &str) -> Option<Reduce> {
        let number = |words: &str| -> Option<f64> {
            let rest = text.strip_prefix(words)?.trim();
            let value: f64 = rest.replace('_', "").parse().ok()?;
            value.is_finite().then_some(value)
        };
        match text {
            "integral" => Some(Reduce::Integral),
            "mean" => Some(Reduce::Mean),
            "final" => Some(Reduce::Last),
            "at" => Some(Reduce::At(f64::NAN)),
            "max" => Some(Reduce::Max),
            "min" => Some(Reduce::Min),
            _ => None
                .or_else(|| number("at ").map(Reduce::At))
                .or_else(|| number("time above ").map(Reduce::TimeAbove))
                .or_else(|| number("change since ").map(Reduce::ChangeSince))
                .or_else(|| number("relative change since ").map(Reduce::RelativeChangeSince)),
        }
    }

    /// What it gives, in words: `the integral`.
    pub fn noun(&self) -> String {
        match self {
            Reduce::Integral => "the integral".into(),
            Reduce::Mean => "the mean".into(),
            Reduce::Last | Reduce::At(_) => "the value".into(),
            Reduce::Max => "the largest value".into(),
            Reduce::Min => "the smallest value".into(),
            Reduce::TimeAbove(x) => format!("the time above {x}"),
            Reduce::ChangeSince(year) => format!("the change since {}", wording::date(*year)),
            Reduce::RelativeChangeSince(year) => format!("the relative change since {}", wording::date(*year)),
        }
    }

    /// The same with its dates in the model's time.
    pub fn in_model_time(self, calendar: &Calendar) -> Reduce {
        match self {
            Reduce::At(_) => Reduce::Last,
            Reduce::ChangeSince(year) => Reduce::ChangeSince(calendar.time(year)),
            Reduce::RelativeChangeSince(year) => Reduce::RelativeChangeSince(calendar.time(year)),
            other => other,
        }
    }
}

/// A number that is taken from the course of a variable.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// The variable.
    pub variable: VariableId,
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
    pub fn at(variable: VariableId, time: f64) -> Measure {
        Measure {
            variable,
            reduce: Reduce::Last,
            from: time,
            until: time,
            scale: 1.0,
        }
    }

    /// The mean of a variable over a stretch of the model's time.
    pub fn mean(variable: VariableId, from: f64, until: f64) -> Measure {
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
