//! Functions of the points of a data variable.

use super::{row, vensim};
use crate::definition::{Definition, Spelling};
use crate::meaning::{DataFunction, Meaning, Statistic};
use crate::unit::UnitRule;

pub(super) static ROWS: &[Definition] = &[
    data(
        DataFunction::BetweenTimes,
        UnitRule::AT_TIME,
        &[vensim("GET DATA BETWEEN TIMES", 3)],
    ),
    data(
        DataFunction::AtTime,
        UnitRule::AT_TIME,
        &[vensim("GET DATA AT TIME", 2)],
    ),
    data(
        DataFunction::FirstTime,
        UnitRule::A_TIME,
        &[vensim("GET DATA FIRST TIME", 1)],
    ),
    data(
        DataFunction::LastTime,
        UnitRule::A_TIME,
        &[vensim("GET DATA LAST TIME", 1)],
    ),
    statistic(Statistic::Min, &[vensim("GET DATA MIN", 3)]),
    statistic(Statistic::Max, &[vensim("GET DATA MAX", 3)]),
    statistic(Statistic::Mean, &[vensim("GET DATA MEAN", 3)]),
    statistic(Statistic::Median, &[vensim("GET DATA MEDIAN", 3)]),
    statistic(Statistic::Mode, &[vensim("GET DATA MODE", 3)]),
    statistic(Statistic::Deviation, &[vensim("GET DATA STDV", 3)]),
    data(
        DataFunction::TimeShift,
        UnitRule::THEN_TIMES,
        &[vensim("TIME SHIFT", 2)],
    ),
    data(DataFunction::Cumulate, UnitRule::FIRST, &[vensim("CUMULATE", 1)]),
    data(DataFunction::CumulateFinal, UnitRule::FIRST, &[vensim("CUMULATEF", 1)]),
    row(Meaning::IfMissing, UnitRule::COMPARED, &[vensim("X IF MISSING", 2)]),
    data(
        DataFunction::TotalPoints,
        UnitRule::A_COUNT,
        &[vensim("GET DATA TOTAL POINTS", 1)],
    ),
];

const fn data(function: DataFunction, unit: UnitRule, spellings: &'static [Spelling]) -> Definition {
    row(Meaning::Data(function), unit, spellings)
}

const fn statistic(statistic: Statistic, spellings: &'static [Spelling]) -> Definition {
    data(DataFunction::Statistic(statistic), UnitRule::THEN_TIMES, spellings)
}
