//! Functions that keep a state from step to step.

use super::{counterflow, row, vensim, xmile};
use crate::definition::{Arity, Definition, Spelling};
use crate::meaning::{Meaning, Stateful};
use crate::unit::UnitRule;

pub(super) static ROWS: &[Definition] = &[
    Definition {
        // A stock without an initial value is found out by a diagnostic of its own.
        arity: Arity { least: 1, most: 2 },
        ..stateful(Stateful::Integ, UnitRule::STOCK, &[vensim("INTEG", 2)])
    },
    Definition {
        // Its last three arguments are not documented; the models that call it leave them missing.
        arity: Arity { least: 4, most: 7 },
        ..stateful(Stateful::BoundedInteg, UnitRule::UNREAD, &[vensim("SINTEG", 7)])
    },
    stateful(
        Stateful::Smooth,
        UnitRule::THEN_TIMES,
        &[vensim("SMOOTH", 2), xmile("SMTH1", 2)],
    ),
    stateful(
        Stateful::SmoothI,
        UnitRule::DELAY,
        &[vensim("SMOOTHI", 3), xmile("SMTH1", 3)],
    ),
    stateful(
        Stateful::Smooth3,
        UnitRule::THEN_TIMES,
        &[vensim("SMOOTH3", 2), xmile("SMTH3", 2)],
    ),
    stateful(
        Stateful::Smooth3I,
        UnitRule::DELAY,
        &[vensim("SMOOTH3I", 3), xmile("SMTH3", 3)],
    ),
    stateful(
        Stateful::Delay1,
        UnitRule::THEN_TIMES,
        &[vensim("DELAY1", 2), xmile("DELAY1", 2)],
    ),
    stateful(
        Stateful::Delay1I,
        UnitRule::DELAY,
        &[vensim("DELAY1I", 3), xmile("DELAY1", 3)],
    ),
    stateful(
        Stateful::Delay3,
        UnitRule::THEN_TIMES,
        &[vensim("DELAY3", 2), xmile("DELAY3", 2)],
    ),
    stateful(
        Stateful::Delay3I,
        UnitRule::DELAY,
        &[vensim("DELAY3I", 3), xmile("DELAY3", 3)],
    ),
    stateful(Stateful::SmoothN, UnitRule::UNREAD, &[vensim("SMOOTH N", 4)]),
    stateful(Stateful::DelayN, UnitRule::UNREAD, &[vensim("DELAY N", 4)]),
    stateful(Stateful::PinkNoise, UnitRule::NOISE, &[vensim("RANDOM PINK NOISE", 4)]),
    stateful(
        Stateful::Trend,
        UnitRule::UNREAD,
        &[vensim("TREND", 3), xmile("TREND", 3)],
    ),
    stateful(Stateful::Forecast, UnitRule::UNREAD, &[vensim("FORECAST", 3)]),
    stateful(
        Stateful::NetPresentValue,
        UnitRule::UNREAD,
        &[vensim("NPV", 4), xmile("NPV", 4)],
    ),
    stateful(
        Stateful::DelayFixed,
        UnitRule::DELAY,
        &[vensim("DELAY FIXED", 3), xmile("DELAY", 3)],
    ),
    stateful(Stateful::Conveyor, UnitRule::DELAY, &[counterflow("XMILE CONVEYOR", 3)]),
    stateful(
        Stateful::DelayInformation,
        UnitRule::DELAY,
        &[vensim("DELAY INFORMATION", 3)],
    ),
    stateful(Stateful::DelayMaterial, UnitRule::DELAY, &[vensim("DELAY MATERIAL", 4)]),
    stateful(
        Stateful::DepreciateStraightline,
        UnitRule::UNREAD,
        &[vensim("DEPRECIATE STRAIGHTLINE", 4)],
    ),
    stateful(Stateful::SampleIfTrue, UnitRule::SAMPLE, &[vensim("SAMPLE IF TRUE", 3)]),
    stateful(
        Stateful::Initial,
        UnitRule::FIRST,
        &[vensim("INITIAL", 1), xmile("INIT", 1)],
    ),
    stateful(Stateful::Initial, UnitRule::FIRST, &[vensim("REINITIAL", 1)]),
    stateful(
        Stateful::ActiveInitial,
        UnitRule::TWO_VALUES,
        &[vensim("ACTIVE INITIAL", 2)],
    ),
];

const fn stateful(function: Stateful, unit: UnitRule, spellings: &'static [Spelling]) -> Definition {
    row(Meaning::Stateful(function), unit, spellings)
}
