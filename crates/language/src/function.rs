//! Functions of numbers: which there are, and what each is worth. `table/number.rs` has their rows.
//!
//! To add one: a variant and its value here, and a row there.

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
    /// `StepBegin(time)`: the time at which the step began within which the time lies
    StepBegin,
    /// `Permutations(n, r)`: in how many orders r of n things can stand
    Permutations,
    /// `Combinations(n, r)`: how many sets of r there are among n things
    Combinations,
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

/// The clock that the functions of time look at: it stands still within a step, whatever the method of integration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Now {
    /// The time at which the step began.
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

impl Function {
    /// Whether it looks at the clock, so that its value changes although its arguments do not.
    pub fn reads_clock(self) -> bool {
        // What is missing here would be computed once, before the run: the test below compares this with `value`.
        matches!(
            self,
            Function::Step | Function::Pulse | Function::PulseTrain | Function::Ramp | Function::StepBegin
        )
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
            Function::StepBegin => now.time,
            Function::Permutations => math::permutations(a, b),
            Function::Combinations => math::combinations(a, b),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Meaning, all};

    #[test]
    fn what_changes_with_the_clock_alone_says_so() {
        let functions = all().filter_map(|builtin| match builtin.meaning {
            Meaning::Pure(function) => Some(function),
            _ => None,
        });
        for function in functions {
            let at = |time| function.value([2.0, 4.0, 8.0, 32.0], Now { time, step: 1.0 });
            let values: Vec<u64> = (0..12).map(|time| at(f64::from(time)).to_bits()).collect();
            let changes = values.iter().any(|value| *value != values[0]);
            assert_eq!(changes, function.reads_clock(), "{function:?}: {values:?}");
        }
    }
}
