//! Lengths of time: their names, and how many make a year.

use crate::ratio::Ratio;
use crate::unit::Unit;

pub(crate) const YEAR: &str = "year";

/// The days of a mean year.
const DAYS: f64 = 365.25;

/// A length of time.
pub(crate) struct Time {
    pub name: &'static str,
    /// Other words for it, in the singular and in lower case.
    synonyms: &'static [&'static str],
    /// How many years it is, where the calendar says so. Weeks and what is shorter have none: how many make a year is the
    /// model's business (a model of 52 weeks a year is not wrong).
    pub years: Option<Ratio>,
    /// How many a mean year has.
    pub per_mean_year: f64,
}

/// Lengths of time, the longest first.
const TIMES: &[Time] = &[
    Time {
        name: YEAR,
        synonyms: &["yr", "fiscal-year", "fiscal year", "12 month ending"],
        years: Some(Ratio(1.0, 1.0)),
        per_mean_year: 1.0,
    },
    Time {
        name: "half-year",
        synonyms: &["half year"],
        years: Some(Ratio(1.0, 2.0)),
        per_mean_year: 2.0,
    },
    Time {
        name: "quarter",
        synonyms: &[],
        years: Some(Ratio(1.0, 4.0)),
        per_mean_year: 4.0,
    },
    Time {
        name: "month",
        synonyms: &["mo"],
        years: Some(Ratio(1.0, 12.0)),
        per_mean_year: 12.0,
    },
    Time {
        name: "week",
        synonyms: &["wk"],
        years: None,
        per_mean_year: DAYS / 7.0,
    },
    Time {
        name: "day",
        synonyms: &[],
        years: None,
        per_mean_year: DAYS,
    },
    Time {
        name: "hour",
        synonyms: &["hr"],
        years: None,
        per_mean_year: DAYS * 24.0,
    },
];

/// The length of time that is written so, in the singular and in lower case.
pub(crate) fn find(word: &str) -> Option<&'static Time> {
    TIMES.iter().find(|time| time.name == word || time.synonyms.contains(&word))
}

impl Unit {
    /// The unit of time that it is a rate in: `year` for `person/year`.
    pub fn per(&self) -> Option<&'static str> {
        let below = |time: &&Time| self.powers().iter().any(|p| &*p.base == time.name && p.exponent < 0);
        TIMES.iter().find(below).map(|time| time.name)
    }
}
