//! Tables, and the time as a number.

use super::{row, vensim, xmile};
use crate::definition::Definition;
use crate::meaning::Meaning;
use crate::unit::UnitRule;
use math::LookupMode;

pub(super) static ROWS: &[Definition] = &[
    row(Meaning::WithLookup, UnitRule::UNKNOWN, &[vensim("WITH LOOKUP", 2)]),
    row(
        Meaning::LookupCall(LookupMode::Interpolate),
        UnitRule::FIRST,
        &[xmile("LOOKUP", 2)],
    ),
    row(
        Meaning::LookupCall(LookupMode::Extrapolate),
        UnitRule::FIRST,
        &[vensim("LOOKUP EXTRAPOLATE", 2), xmile("LOOKUP_EXTRAPOLATE", 2)],
    ),
    row(
        Meaning::LookupCall(LookupMode::Forward),
        UnitRule::FIRST,
        &[vensim("LOOKUP FORWARD", 2), xmile("LOOKUP_FORWARD", 2)],
    ),
    row(
        Meaning::LookupCall(LookupMode::Backward),
        UnitRule::FIRST,
        &[vensim("LOOKUP BACKWARD", 2), xmile("LOOKUP_BACKWARD", 2)],
    ),
    row(Meaning::LookupArea, UnitRule::BEHIND_TABLE, &[vensim("LOOKUP AREA", 3)]),
    row(
        Meaning::LookupSlope,
        UnitRule::BEHIND_TABLE,
        &[vensim("LOOKUP SLOPE", 3)],
    ),
    row(
        Meaning::LookupInvert,
        UnitRule::UNKNOWN,
        &[vensim("LOOKUP INVERT", 2), xmile("LOOKUPINV", 2)],
    ),
    row(Meaning::VectorLookup, UnitRule::FIRST, &[vensim("VECTOR LOOKUP", 5)]),
    row(Meaning::TimeValue, UnitRule::UNKNOWN, &[vensim("GET TIME VALUE", 3)]),
    row(Meaning::TimeBase, UnitRule::UNKNOWN, &[vensim("TIME BASE", 2)]),
];
