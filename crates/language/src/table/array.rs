//! Choices, reductions over elements and functions of whole vectors.

use super::{counterflow, row, vensim, xmile};
use crate::definition::{Definition, Spelling};
use crate::meaning::{Meaning, Origin, Reduction, VectorFunction};
use crate::unit::UnitRule;

pub(super) static ROWS: &[Definition] = &[
    row(Meaning::If, UnitRule::CHOICE, &[vensim("IF THEN ELSE", 3)]),
    row(Meaning::Power, UnitRule::POWER, &[vensim("POWER", 2)]),
    row(Meaning::Identity, UnitRule::FIRST, &[vensim("GAME", 1)]),
    reduction(Reduction::Sum, UnitRule::FIRST, &[vensim("SUM", 1), xmile("SUM", 1)]),
    reduction(
        Reduction::Product,
        UnitRule::UNKNOWN,
        &[vensim("PROD", 1), xmile("PROD", 1)],
    ),
    reduction(Reduction::Min, UnitRule::FIRST, &[vensim("VMIN", 1), xmile("MIN", 1)]),
    reduction(Reduction::Max, UnitRule::FIRST, &[vensim("VMAX", 1), xmile("MAX", 1)]),
    row(
        Meaning::ElementCount,
        UnitRule::A_COUNT,
        &[vensim("ELMCOUNT", 1), xmile("SIZE", 1)],
    ),
    row(Meaning::Select, UnitRule::UNKNOWN, &[vensim("VECTOR SELECT", 5)]),
    row(Meaning::Reorder, UnitRule::UNKNOWN, &[vensim("VECTOR REORDER", 2)]),
    row(
        Meaning::ElementMap(Origin::Element),
        UnitRule::UNKNOWN,
        &[vensim("VECTOR ELM MAP", 2)],
    ),
    row(
        Meaning::ElementMap(Origin::First),
        UnitRule::UNKNOWN,
        &[counterflow("XMILE VECTOR ELM MAP", 2), xmile("VECTOR_ELM_MAP", 2)],
    ),
    vector(
        VectorFunction::SortOrder,
        UnitRule::NUMBER,
        &[vensim("VECTOR SORT ORDER", 2)],
    ),
    vector(VectorFunction::Rank, UnitRule::NUMBER, &[vensim("VECTOR RANK", 2)]),
    vector(
        VectorFunction::InvertMatrix,
        UnitRule::UNKNOWN,
        &[vensim("INVERT MATRIX", 2)],
    ),
    // Units within profiles differ from element to element, so priorities are not compared with prices.
    vector(
        VectorFunction::AllocateAvailable,
        UnitRule::FIRST,
        &[vensim("ALLOCATE AVAILABLE", 3)],
    ),
    vector(
        VectorFunction::AllocateByPriority,
        UnitRule::FIRST,
        &[vensim("ALLOCATE BY PRIORITY", 5)],
    ),
    vector(
        VectorFunction::MarketPrice,
        UnitRule::UNKNOWN,
        &[vensim("FIND MARKET PRICE", 4)],
    ),
    vector(
        VectorFunction::DemandAtPrice,
        UnitRule::FIRST,
        &[vensim("DEMAND AT PRICE", 3)],
    ),
    vector(
        VectorFunction::SupplyAtPrice,
        UnitRule::FIRST,
        &[vensim("SUPPLY AT PRICE", 3)],
    ),
];

const fn reduction(reduction: Reduction, unit: UnitRule, spellings: &'static [Spelling]) -> Definition {
    row(Meaning::Reduce(reduction), unit, spellings)
}

const fn vector(function: VectorFunction, unit: UnitRule, spellings: &'static [Spelling]) -> Definition {
    row(Meaning::Vector(function), unit, spellings)
}
