//! Functions of numbers.
//!
//! To add one: a row, at the place that its variant has among those of [`Function`].

use super::{counterflow, vensim, xmile};
use crate::definition::{Arity, Definition, Dialect, Spelling};
use crate::function::Cost::{Cheap, Costly};
use crate::function::{Cost, Function};
use crate::meaning::Meaning;
use crate::unit::UnitRule;

/// A row of the functions of numbers.
pub(super) struct Row {
    pub definition: Definition,
    cost: Cost,
}

impl Function {
    /// How many arguments it takes.
    pub fn arity(self) -> usize {
        self.row().definition.arity.most
    }

    /// How much it takes to compute.
    pub fn cost(self) -> Cost {
        self.row().cost
    }

    fn row(self) -> &'static Row {
        // By position, as instructions are asked for their arity by the million; a test holds the order.
        &ROWS[self as usize]
    }
}

/// In the order of the variants of [`Function`].
pub(super) static ROWS: &[Row] = &[
    row(
        Function::Abs,
        Cheap,
        UnitRule::FIRST,
        &[vensim("ABS", 1), xmile("ABS", 1)],
    ),
    row(
        Function::Exp,
        Costly,
        UnitRule::OF_NUMBER,
        &[vensim("EXP", 1), xmile("EXP", 1)],
    ),
    row(
        Function::Ln,
        Costly,
        UnitRule::OF_NUMBER,
        &[vensim("LN", 1), xmile("LN", 1)],
    ),
    row(Function::Log, Costly, UnitRule::OF_NUMBER, &[vensim("LOG", 2)]),
    row(
        Function::Sqrt,
        Costly,
        UnitRule::ROOT,
        &[vensim("SQRT", 1), xmile("SQRT", 1)],
    ),
    row(
        Function::Sin,
        Costly,
        UnitRule::NUMBER,
        &[vensim("SIN", 1), xmile("SIN", 1)],
    ),
    row(
        Function::Cos,
        Costly,
        UnitRule::NUMBER,
        &[vensim("COS", 1), xmile("COS", 1)],
    ),
    row(
        Function::Tan,
        Costly,
        UnitRule::NUMBER,
        &[vensim("TAN", 1), xmile("TAN", 1)],
    ),
    row(
        Function::Arcsin,
        Costly,
        UnitRule::NUMBER,
        &[vensim("ARCSIN", 1), xmile("ARCSIN", 1)],
    ),
    row(
        Function::Arccos,
        Costly,
        UnitRule::NUMBER,
        &[vensim("ARCCOS", 1), xmile("ARCCOS", 1)],
    ),
    row(
        Function::Arctan,
        Costly,
        UnitRule::NUMBER,
        &[vensim("ARCTAN", 1), xmile("ARCTAN", 1)],
    ),
    row(Function::Sinh, Costly, UnitRule::NUMBER, &[vensim("SINH", 1)]),
    row(Function::Cosh, Costly, UnitRule::NUMBER, &[vensim("COSH", 1)]),
    row(Function::Tanh, Costly, UnitRule::NUMBER, &[vensim("TANH", 1)]),
    row(
        Function::GammaLn,
        Costly,
        UnitRule::OF_NUMBER,
        &[vensim("GAMMA LN", 1), stella("GAMMALN", 1)],
    ),
    row(Function::Integer, Costly, UnitRule::FIRST, &[vensim("INTEGER", 1)]),
    row(Function::Modulo, Costly, UnitRule::COMPARED, &[vensim("MODULO", 2)]),
    row(
        Function::Floor,
        Cheap,
        UnitRule::FIRST,
        &[counterflow("XMILE INT", 1), xmile("INT", 1)],
    ),
    row(
        Function::FloorModulo,
        Costly,
        UnitRule::COMPARED,
        &[counterflow("XMILE MOD", 2), xmile("MOD", 2)],
    ),
    row(Function::Quantum, Cheap, UnitRule::COMPARED, &[vensim("QUANTUM", 2)]),
    row(
        Function::Min,
        Cheap,
        UnitRule::COMPARED,
        &[vensim("MIN", 2), xmile("MIN", 2)],
    ),
    row(
        Function::Max,
        Cheap,
        UnitRule::COMPARED,
        &[vensim("MAX", 2), xmile("MAX", 2)],
    ),
    row(
        Function::Zidz,
        Cheap,
        UnitRule::QUOTIENT,
        &[vensim("ZIDZ", 2), xmile("SAFEDIV", 2)],
    ),
    row(
        Function::Xidz,
        Cheap,
        UnitRule::QUOTIENT,
        &[vensim("XIDZ", 3), xmile("SAFEDIV", 3)],
    ),
    row(
        Function::Step,
        Cheap,
        UnitRule::THEN_TIMES,
        &[vensim("STEP", 2), xmile("STEP", 2)],
    ),
    row(Function::Pulse, Costly, UnitRule::ALL_TIMES, &[vensim("PULSE", 2)]),
    row(
        Function::PulseTrain,
        Costly,
        UnitRule::ALL_TIMES,
        &[vensim("PULSE TRAIN", 4)],
    ),
    row(
        Function::Ramp,
        Cheap,
        UnitRule::RAMP,
        &[vensim("RAMP", 3), xmile("RAMP", 3)],
    ),
    internal(Function::StepBegin, 1),
    row(
        Function::Permutations,
        Costly,
        UnitRule::NUMBER,
        &[counterflow("XMILE PERMUTATIONS", 2), stella("PERMUTATIONS", 2)],
    ),
    row(
        Function::Combinations,
        Costly,
        UnitRule::NUMBER,
        &[counterflow("XMILE COMBINATIONS", 2), stella("COMBINATIONS", 2)],
    ),
    row(
        Function::NormalBelow,
        Costly,
        UnitRule::OF_NUMBER,
        &[counterflow("XMILE NORMAL BELOW", 1)],
    ),
    row(
        Function::NormalQuantile,
        Costly,
        UnitRule::OF_NUMBER,
        &[counterflow("XMILE NORMAL QUANTILE", 1)],
    ),
    internal(Function::GammaBelow, 2),
    internal(Function::GammaQuantile, 2),
    internal(Function::BetaBelow, 3),
    internal(Function::BetaQuantile, 3),
    internal(Function::PoissonBelow, 2),
    internal(Function::PoissonQuantile, 2),
    internal(Function::BinomialBelow, 3),
    internal(Function::BinomialQuantile, 3),
    internal(Function::NegativeBinomialBelow, 3),
    internal(Function::NegativeBinomialQuantile, 3),
    internal(Function::TriangularBelow, 4),
    internal(Function::TriangularQuantile, 4),
];

const fn row(function: Function, cost: Cost, unit: UnitRule, spellings: &'static [Spelling]) -> Row {
    Row {
        definition: super::row(Meaning::Pure(function), unit, spellings),
        cost,
    }
}

/// A function that no author writes: random numbers and data expand to it.
const fn internal(function: Function, arguments: usize) -> Row {
    Row {
        definition: Definition {
            name: "",
            arity: Arity::exactly(arguments),
            spellings: &[],
            unit: UnitRule::UNREAD,
            meaning: Meaning::Pure(function),
        },
        cost: Cost::Costly,
    }
}

const fn stella(name: &'static str, arguments: usize) -> Spelling {
    Spelling {
        dialect: Dialect::Stella,
        name,
        arity: Arity::exactly(arguments),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_in_the_order_of_the_variants() {
        for (at, row) in ROWS.iter().enumerate() {
            let Meaning::Pure(function) = row.definition.meaning else {
                panic!("{} is no function of numbers", row.definition.name)
            };
            assert_eq!(function as usize, at, "{function:?}");
        }
    }
}
