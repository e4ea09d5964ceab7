//! History: what a future must look like to count, and how the model does against what was observed.

use super::CellId;
use std::collections::BTreeMap;

/// What was observed, and what of it a future must resemble.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// First and last year of the calibration window.
    pub calibrate: (f64, f64),
    /// First and last year of the window held out from calibration.
    pub hold_out: Option<(f64, f64)>,
    /// A future counts only if it meets all of these.
    pub conditions: Vec<Condition>,
    /// Variables that an observed series stands beside.
    pub comparisons: Vec<Comparison>,
    /// Records that tell the choices of an alternative apart.
    pub rivals: Vec<Rivals>,
}

/// An alternative whose choices are told apart by what was observed in the window held out from calibration.
#[derive(Clone, Debug, PartialEq)]
pub struct Rivals {
    /// The alternative, as the study spells it.
    pub alternative: String,
    /// The records.
    pub records: Vec<Record>,
    /// What else must be known.
    pub note: String,
}

/// Observations that tell mechanisms apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Of which variable and series: a position in [`History::comparisons`].
    pub comparison: usize,
    /// The periods that count, as written; all within the window when empty.
    pub periods: Vec<String>,
    /// How far a model that is right may be off, as a standard deviation of the logarithm of model over record.
    pub deviation: f64,
}

/// A series that tells explanations apart, with all that any record names of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Witness {
    /// Of which variable and series: a position in [`History::comparisons`].
    pub comparison: usize,
    /// Its observations, as positions among those of the comparison; ascending, each once.
    pub points: Vec<usize>,
    /// The deviation of its records.
    pub deviation: f64,
}

impl History {
    /// The series that tell explanations apart, in the order of the comparisons.
    pub fn witnesses(&self) -> Vec<Witness> {
        let mut found: BTreeMap<usize, Witness> = BTreeMap::new();
        for record in self.rivals.iter().flat_map(|rivals| &rivals.records) {
            // One witness though two explanations call it: the same miss must not count twice.
            let witness = found.entry(record.comparison).or_insert_with(|| Witness {
                comparison: record.comparison,
                points: Vec::new(),
                deviation: record.deviation,
            });
            witness.points.extend(self.of_record(record));
        }
        let mut witnesses: Vec<Witness> = found.into_values().collect();
        for witness in &mut witnesses {
            witness.points.sort_unstable();
            witness.points.dedup();
        }
        witnesses
    }

    /// The observations of a record, as positions among those of its comparison.
    fn of_record<'a>(&'a self, record: &'a Record) -> impl Iterator<Item = usize> + 'a {
        let points = self.comparisons[record.comparison].points.iter().enumerate();
        let held_out = points.filter(|(_, p)| self.hold_out.is_some_and(|window| p.within(window)));
        let named = held_out.filter(|(_, p)| record.periods.is_empty() || record.periods.contains(&p.period));
        named.map(|(at, _)| at)
    }
}

/// What a future's past must look like.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// In words.
    pub words: String,
    /// What is tested.
    pub test: Test,
}

/// A test of a future's past.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// A variable at a date lies between two values.
    Between {
        /// The variable.
        variable: CellId,
        /// The date, as a year.
        at: f64,
        /// The smallest value.
        low: f64,
        /// The largest value.
        high: f64,
    },
    /// A variable is near a series at each of its points in the calibration window.
    Near {
        /// Which of [`History::comparisons`].
        comparison: usize,
        /// How far it may be off, as a share of the observation.
        within: f64,
    },
}

/// A variable and an observed series of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The variable.
    pub variable: CellId,
    /// What it is called beside this series: its name, unless the study says otherwise.
    pub name: String,
    /// The series.
    pub series: String,
    /// The variable's unit, which the points are in.
    pub unit: String,
    /// The observations, by date.
    pub points: Vec<Observation>,
    /// Where the data come from.
    pub address: String,
    /// What the series says about itself, or why the model misses it.
    pub note: String,
    /// Whether it stands among the fits; a series that only draws dots does not.
    pub judged: bool,
}

/// One observation, in the variable's unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// The period as written.
    pub period: String,
    /// Where the period begins, as a year.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// What was observed.
    pub value: f64,
    /// Whether the number was read in one copy alone.
    pub one_copy: bool,
}

impl Observation {
    /// The middle of the period, or the date itself.
    pub fn year(&self) -> f64 {
        if self.is_date() {
            self.from
        } else {
            self.from + (self.to - self.from) / 2.0
        }
    }

    /// Whether the period is a day: the observation is then of that date, not of a stretch of time.
    pub fn is_date(&self) -> bool {
        // A day is 1/365 or 1/366 of a year; one and a half tells it from two.
        self.to - self.from < 1.5 / 365.0
    }

    /// Whether the period lies within two years, both included.
    pub fn within(&self, (first, last): (f64, f64)) -> bool {
        // The last year counts to its end. Months are twelfths of a year, which are off by rounding.
        self.from >= first - 1e-9 && self.to <= last + 1.0 + 1e-9
    }
}
