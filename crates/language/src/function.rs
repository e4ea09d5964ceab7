//! Functions of numbers: which there are, their rows of the table, and what each is worth.
//!
//! To add one: a variant, a row at the same place, and its value.

use crate::definition::{Arity, Definition, Dialect, Spelling};
use crate::meaning::Meaning;
use crate::table::{counterflow, vensim, xmile};
use crate::unit::UnitRule;

/// Functions that only look at their arguments, and the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    /// `|x|`
    Abs,
    /// e to the x
    Exp,
    /// natural logarithm
    Ln,
    /// logarithm of x to a base: `Log(x, base)`
    Log,
    /// square root
    Sqrt,
    /// sine of radians
    Sin,
    /// cosine
    Cos,
    /// tangent
    Tan,
    /// inverse sine
    Arcsin,
    /// inverse cosine
    Arccos,
    /// inverse tangent
    Arctan,
    /// hyperbolic sine
    Sinh,
    /// hyperbolic cosine
    Cosh,
    /// hyperbolic tangent
    Tanh,
    /// natural logarithm of the gamma function
    GammaLn,
    /// towards zero to a whole number
    Integer,
    /// remainder with the sign of the dividend
    Modulo,
    /// the largest whole number that is not above
    Floor,
    /// remainder with the sign of the divisor
    FloorModulo,
    /// `Quantum(x, q)`: towards zero to a multiple of q
    Quantum,
    /// the smaller of two
    Min,
    /// the larger of two
    Max,
    /// `Zidz(a, b)`: a/b, 0 where b is 0
    Zidz,
    /// `Xidz(a, b, x)`: a/b, x where b is 0
    Xidz,
    /// `Step(height, at)`
    Step,
    /// `Pulse(start, width)`
    Pulse,
    /// `PulseTrain(start, width, interval, end)`
    PulseTrain,
    /// `Ramp(slope, start, end)`
    Ramp,
    /// the share of a standard normal distribution below x
    NormalBelow,
    /// the value below which a share of a standard normal distribution lies
    NormalQuantile,
    /// `GammaBelow(x, order)`
    GammaBelow,
    /// `GammaQuantile(share, order)`
    GammaQuantile,
    /// `BetaBelow(x, a, b)`
    BetaBelow,
    /// `BetaQuantile(share, a, b)`
    BetaQuantile,
    /// `PoissonBelow(x, mean)`: the share at or below x
    PoissonBelow,
    /// `PoissonQuantile(share, mean)`
    PoissonQuantile,
    /// `BinomialBelow(x, chance, trials)`
    BinomialBelow,
    /// `BinomialQuantile(share, chance, trials)`
    BinomialQuantile,
    /// `NegativeBinomialBelow(x, chance, successes)`
    NegativeBinomialBelow,
    /// `NegativeBinomialQuantile(share, chance, successes)`
    NegativeBinomialQuantile,
    /// `TriangularBelow(x, low, peak, high)`
    TriangularBelow,
    /// `TriangularQuantile(share, low, peak, high)`
    TriangularQuantile,
}

/// The clock that the functions of time look at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Now {
    /// The time.
    pub time: f64,
    /// The clock's step.
    pub step: f64,
}

/// How much it takes to compute a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cost {
    /// No more than a sum: computing it again is cheaper than fetching its value from memory.
    Cheap,
    /// Many operations.
    Costly,
}

/// A row of the functions of numbers.
pub(crate) struct Row {
    pub definition: Definition,
    cost: Cost,
    reads_clock: bool,
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

    /// Whether it looks at the clock, so that its value changes although its arguments do not.
    pub fn reads_clock(self) -> bool {
        self.row().reads_clock
    }

    fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }

    /// Its value, now; arguments that it does not take are not looked at.
    #[inline]
    pub fn value(self, [a, b, c, d]: [f64; 4], now: Now) -> f64 {
        match self {
            Function::Abs => a.abs(),
            Function::Exp => math::exp(a),
            Function::Ln => math::ln(a),
            Function::Log => math::log(a, b),
            Function::Sqrt => math::sqrt(a),
            Function::Sin => math::sin(a),
            Function::Cos => math::cos(a),
            Function::Tan => math::tan(a),
            Function::Arcsin => math::arcsin(a),
            Function::Arccos => math::arccos(a),
            Function::Arctan => math::arctan(a),
            Function::Sinh => math::sinh(a),
            Function::Cosh => math::cosh(a),
            Function::Tanh => math::tanh(a),
            Function::GammaLn => math::gamma_ln(a),
            Function::Integer => math::integer(a),
            Function::Modulo => math::modulo(a, b),
            Function::Floor => math::floor(a),
            Function::FloorModulo => math::floor_modulo(a, b),
            Function::Quantum => math::quantum(a, b),
            Function::Min => math::min(a, b),
            Function::Max => math::max(a, b),
            Function::Zidz => math::zidz(a, b),
            Function::Xidz => math::xidz(a, b, c),
            Function::Step => math::step(now.time, a, b, now.step),
            Function::Pulse => math::pulse(now.time, a, b, now.step),
            Function::PulseTrain => math::pulse_train(now.time, a, b, c, d, now.step),
            Function::Ramp => math::ramp(now.time, a, b, c),
            Function::NormalBelow => math::normal_below(a),
            Function::NormalQuantile => math::normal_quantile(a),
            Function::GammaBelow => math::gamma_below(a, b),
            Function::GammaQuantile => math::gamma_quantile(a, b),
            Function::BetaBelow => math::beta_below(a, b, c),
            Function::BetaQuantile => math::beta_quantile(a, b, c),
            Function::PoissonBelow => math::poisson_below(a, b),
            Function::PoissonQuantile => math::poisson_quantile(a, b),
            Function::BinomialBelow => math::binomial_below(a, b, c),
            Function::BinomialQuantile => math::binomial_quantile(a, b, c),
            Function::NegativeBinomialBelow => math::negative_binomial_below(a, b, c),
            Function::NegativeBinomialQuantile => math::negative_binomial_quantile(a, b, c),
            Function::TriangularBelow => math::triangular_below(a, b, c, d),
            Function::TriangularQuantile => math::triangular_quantile(a, b, c, d),
        }
    }
}

/// A function that goes by its first spelling.
const fn row(function: Function, cost: Cost, unit: UnitRule, spellings: &'static [Spelling]) -> Row {
    let Spelling { name, arity, .. } = spellings[0];
    let meaning = Meaning::Pure(function);
    Row {
        definition: Definition {
            name,
            arity,
            spellings,
            unit,
            meaning,
        },
        cost,
        reads_clock: false,
    }
}

/// A function that looks at the clock.
const fn of_time(row: Row) -> Row {
    Row {
        reads_clock: true,
        ..row
    }
}

/// A function that no author writes: random numbers expand to it.
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
        reads_clock: false,
    }
}

const fn stella(name: &'static str, arguments: usize) -> Spelling {
    Spelling {
        dialect: Dialect::Stella,
        name,
        arity: Arity::exactly(arguments),
    }
}

use Cost::{Cheap, Costly};

/// In the order of the variants.
pub(crate) static ROWS: &[Row] = &[
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
    of_time(row(
        Function::Step,
        Cheap,
        UnitRule::THEN_TIMES,
        &[vensim("STEP", 2), xmile("STEP", 2)],
    )),
    of_time(row(Function::Pulse, Costly, UnitRule::ALL_TIMES, &[vensim("PULSE", 2)])),
    of_time(row(
        Function::PulseTrain,
        Costly,
        UnitRule::ALL_TIMES,
        &[vensim("PULSE TRAIN", 4)],
    )),
    of_time(row(
        Function::Ramp,
        Cheap,
        UnitRule::RAMP,
        &[vensim("RAMP", 3), xmile("RAMP", 3)],
    )),
    internal(Function::NormalBelow, 1),
    internal(Function::NormalQuantile, 1),
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
