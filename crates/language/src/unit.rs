//! What a function asks of the units of its arguments, and the unit of its value.

/// The rule of a function. Where there are more arguments than entries, the last entry counts for them all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitRule {
    /// One entry an argument.
    pub arguments: &'static [ArgumentUnit],
    /// The unit of the value.
    pub result: ResultUnit,
}

/// What is asked of the unit of an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentUnit {
    /// Any unit will do.
    Any,
    /// It is not looked at: a table, a dimension, a seed.
    Unread,
    /// It is a time.
    Time,
    /// It is a pure number.
    Dimensionless,
    /// The result says.
    InResult,
}

/// The unit of a value, from those of the arguments that are [`ArgumentUnit::InResult`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultUnit {
    /// Nothing is known.
    Unknown,
    /// A pure number.
    Dimensionless,
    /// The model's unit of time.
    Time,
    /// The one that they must have in common; the words say, in a message, what they may not be, or are, if they have not.
    Common(&'static str),
    /// The first divided by the second.
    Quotient,
    /// The square root of the first.
    Root,
    /// The first times the model's unit of time.
    TimesTime,
    /// The first to the power of the second.
    Power,
    /// What a rate gathers in a stock that starts with the second.
    Stock,
}

use ArgumentUnit::{Any, Dimensionless, InResult, Time, Unread};

const fn rule(arguments: &'static [ArgumentUnit], result: ResultUnit) -> UnitRule {
    UnitRule { arguments, result }
}

impl UnitRule {
    /// Arguments of any unit, a value of which nothing is known.
    pub const UNKNOWN: UnitRule = rule(&[Any], ResultUnit::Unknown);
    /// Nothing is looked at.
    pub const UNREAD: UnitRule = rule(&[Unread], ResultUnit::Unknown);
    /// Arguments of any unit, a pure number.
    pub const NUMBER: UnitRule = rule(&[Any], ResultUnit::Dimensionless);
    /// Its first argument is a pure number, and so is its value.
    pub const OF_NUMBER: UnitRule = rule(&[Dimensionless, Unread], ResultUnit::Dimensionless);
    /// That of its first argument.
    pub const FIRST: UnitRule = rule(&[InResult, Any], ResultUnit::Common(""));
    /// All arguments have one unit, which is that of the value.
    pub const COMPARED: UnitRule = rule(&[InResult], ResultUnit::Common("compared"));

    pub(crate) const ROOT: UnitRule = rule(&[InResult], ResultUnit::Root);
    pub(crate) const QUOTIENT: UnitRule = rule(&[InResult, InResult, Any], ResultUnit::Quotient);
    pub(crate) const POWER: UnitRule = rule(&[InResult], ResultUnit::Power);
    pub(crate) const CHOICE: UnitRule = rule(
        &[Any, InResult],
        ResultUnit::Common("the two results of one IF THEN ELSE"),
    );
    /// The first argument's, with times behind it.
    pub(crate) const THEN_TIMES: UnitRule = rule(&[InResult, Time], ResultUnit::Common(""));
    pub(crate) const ALL_TIMES: UnitRule = rule(&[Time], ResultUnit::Unknown);
    pub(crate) const RAMP: UnitRule = rule(&[InResult, Time], ResultUnit::TimesTime);
    /// Without the first argument, a table.
    pub(crate) const BEHIND_TABLE: UnitRule = rule(&[Unread, Any], ResultUnit::Unknown);
    pub(crate) const A_TIME: UnitRule = rule(&[Unread], ResultUnit::Time);
    pub(crate) const A_COUNT: UnitRule = rule(&[Unread], ResultUnit::Dimensionless);
    pub(crate) const AT_TIME: UnitRule = rule(&[InResult, Time, Unread], ResultUnit::Common(""));
    pub(crate) const UNIFORM: UnitRule = rule(
        &[InResult, InResult, Unread],
        ResultUnit::Common("limits of one distribution"),
    );
    pub(crate) const STOCK: UnitRule = rule(&[InResult], ResultUnit::Stock);
    pub(crate) const DELAY: UnitRule = rule(
        &[InResult, Time, InResult],
        ResultUnit::Common("input and initial value of one delay"),
    );
    pub(crate) const SAMPLE: UnitRule = rule(
        &[Any, InResult],
        ResultUnit::Common("input and initial value of one sample"),
    );
    pub(crate) const NOISE: UnitRule = rule(
        &[InResult, InResult, Time, Unread],
        ResultUnit::Common("mean and deviation of one noise"),
    );
    pub(crate) const TWO_VALUES: UnitRule = rule(&[InResult], ResultUnit::Common("two values of one variable"));

    /// What is asked of the argument at a place counted from 0.
    pub fn argument(&self, at: usize) -> ArgumentUnit {
        let last = self.arguments.len() - 1;
        self.arguments[at.min(last)]
    }
}
