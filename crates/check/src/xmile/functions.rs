//! The functions of XMILE and of Stella whose calls are written out, and how. All others are found in the table of the
//! language by the names that these dialects have for them.

use language::{Builtin, Dialect, Spelling};
use rustc_hash::FxHashMap;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// A function that formulas of XMILE may call.
#[derive(Clone)]
pub(super) struct Function {
    /// Its name.
    pub name: &'static str,
    /// How many arguments it takes.
    pub arguments: RangeInclusive<usize>,
    /// What it is in the model.
    pub rule: Rule,
}

/// What a function is in the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// This function, with the same arguments.
    Same(Builtin),
    /// `f(x, time)` by the first name, `f(x, time, initial)` by the second.
    WithInitial(&'static str, &'static str),
    /// `f(x, time, order)` and `f(x, time, order, initial)`: `f(x, time, initial, order)`, where the initial value is `x`
    /// unless it is given.
    OfOrder(&'static str),
    /// `DELAY(x, time)` and `DELAY(x, time, initial)`: DELAY FIXED, where the initial value is `x` unless it is given.
    Delay,
    /// `PREVIOUS(x)`, `PREVIOUS(x, initial)`: DELAY FIXED by one step; 0 at first unless it is given.
    Previous,
    /// `TREND(x, time)`, `TREND(x, time, initial)`: 0 is the initial trend unless it is given.
    Trend,
    /// `FORCST(x, time, horizon)`, with the initial trend as a fourth: `x * (1 + TREND(x, time, initial) * horizon)`.
    Forecast,
    /// `NPV(x, rate)` with an initial value (0) and a factor (1) as a third and fourth.
    NetPresentValue,
    /// `PULSE(volume)` at every step, `PULSE(volume, first)` once, `PULSE(volume, first, interval)` at every interval: the
    /// volume divided by the time step, for one step.
    Pulse,
    /// `RAMP(slope)` from the start, `RAMP(slope, start)`, `RAMP(slope, start, end)`.
    Ramp,
    /// `SAFEDIV(a, b)`: ZIDZ; `SAFEDIV(a, b, x)`: XIDZ.
    SafeDivide,
    /// `MIN` or `MAX` of several numbers by the first name, of the elements of one array by the second.
    Extreme(&'static str, &'static str),
    /// A reduction over the elements of an array.
    Reduce(&'static str),
    /// The sum divided by the number of elements.
    Mean,
    /// The standard deviation of the elements.
    Deviation,
    /// `INTERPOLATE(array, x, …)`: between the elements, each x from 0 at the first to 1 at the last.
    Interpolate,
    /// The number of elements of an array or a dimension.
    Size,
    /// `INT`; see [`parse::Dialect::int_floors`].
    Integer,
    /// The nearest whole number: `INT(x + 0.5)`.
    Round,
    /// `MOD(a, b)`; see [`parse::Dialect::mod_floors`].
    Modulo,
    /// LOG to base 10.
    Log10,
    /// A table and where to look in it; by this name unless it is the plain value, which has none.
    Lookup(Option<&'static str>),
    /// `RANK`; see [`parse::Dialect::rank_is_vensims`].
    Rank,
    /// `VECTOR ELM MAP`; see [`parse::Dialect::maps_from_element`].
    ElementMap,
    /// `UNIFORM(low, high)`, with a seed as a third: RANDOM UNIFORM.
    Uniform,
    /// `NORMAL(mean, deviation)`, with a seed, a smallest and a largest value: RANDOM NORMAL.
    Normal,
    /// `EXPRND(mean)`, with a seed: RANDOM EXPONENTIAL.
    Exponential,
    /// A distribution with numbers of its own, then a seed, a smallest and a largest value.
    Chance(Distribution),
    /// A function of Stella's that is arithmetic of its arguments and the clock.
    Stella(Stella),
    /// Stella's `ALLOCATE(supply, dimension, demand, priority, width, type)`: ALLOCATE AVAILABLE.
    Allocate,
    /// A function without a counterpart, and why.
    NotOffered(&'static str),
}

/// Distributions of random numbers, by the names that they have in formulas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Distribution {
    /// `BETA(alpha, beta)`
    Beta,
    /// `BINOMIAL(trials, chance)`
    Binomial,
    /// `GAMMA(shape, scale)`
    Gamma,
    /// `LOGNORMAL(mean, deviation)`, of the numbers drawn, not of their logarithms
    Lognormal,
    /// `NEGBINOMIAL(successes, chance)`
    NegativeBinomial,
    /// `POISSON(mean)`
    Poisson,
    /// `TRIANGULAR(lower, mode, upper)`
    Triangular,
    /// `WEIBULL(shape, scale)`
    Weibull,
    /// `GEOMETRIC(chance)`: how many trials it takes until one succeeds
    Geometric,
    /// `LOGISTIC(mean, scale)`
    Logistic,
    /// `PARETO(shape, scale)`
    Pareto,
}

/// Functions of Stella's that have no counterpart, but a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stella {
    /// `PERCENT(fraction)`: in hundredths
    Percent,
    /// `ROOTN(x, n)`: of a negative number too, where `n` is odd
    Root,
    /// `FACTORIAL(n)`
    Factorial,
    /// `NORMALCDF(from, to, mean, deviation)`: the share of a normal distribution between two ends
    NormalShare,
    /// `INVNORM(share)`
    NormalQuantile,
    /// `SINWAVE(amplitude, period)` from the start of the run
    SineWave,
    /// `COSWAVE(amplitude, period)` from the start of the run
    CosineWave,
    /// `COUNTER(first, end)`: counts by the time step from the first, and begins anew before it reaches the end
    Counter,
    /// `MONTECARLO(chance in per cent, seed)`: 1 with that chance a unit of time
    MonteCarlo,
    /// `PMT(rate, periods, present value, future value)`
    Payment,
    /// `PV(rate, periods, payment, future value)`
    PresentValue,
    /// `FV(rate, periods, payment, present value)`
    FutureValue,
    /// `CGROWTH(per cent)`: the rate that compounds to that growth in a unit of time
    CompoundGrowth,
    /// `ENDVAL(x, initial)`: its value at the end of the run before; every run here is a first one
    EndValue,
    /// `HISTORY(x, time)`: its value at an earlier time; 0 before the run and in the future
    History,
    /// `DERIVN(x, order)`: differences over steps; 0 for as many steps as the order
    Derivative,
}

impl Distribution {
    /// How many numbers of its own it takes.
    pub fn numbers(self) -> usize {
        match self {
            Distribution::Poisson | Distribution::Geometric => 1,
            Distribution::Triangular => 3,
            _ => 2,
        }
    }
}

/// Whether a key is the name of a function of XMILE.
pub(crate) fn is_function(key: &str) -> bool {
    find(key).is_some()
}

/// The function of that key: one with a rule, or one that the table of the language has, to compute it or not.
pub(super) fn find(key: &str) -> Option<&'static Function> {
    static BY_KEY: LazyLock<FxHashMap<String, Function>> = LazyLock::new(|| {
        let mut known = FxHashMap::default();
        for function in RULES.iter().cloned().chain(spelled()).chain(unsupported()) {
            known.entry(language::key_of(function.name)).or_insert(function);
        }
        known
    });
    BY_KEY.get(key)
}

/// The functions that take the same arguments in the same order in the model's formulas.
fn spelled() -> impl Iterator<Item = Function> {
    language::all().flat_map(|builtin| {
        let of_xmile = |s: &&Spelling| matches!(s.dialect, Dialect::Xmile | Dialect::Stella);
        let spellings = builtin.definition().spellings.iter().filter(of_xmile);
        spellings.map(move |s| function(s.name, s.arity.least..=s.arity.most, Rule::Same(builtin)))
    })
}

fn unsupported() -> impl Iterator<Item = Function> {
    let known = language::not_offered_in_xmile().iter();
    known.map(|known| function(known.name, 0..=usize::MAX, Rule::NotOffered(known.why)))
}

/// Whether a key is the name of a function of the model's formulas, so that no variable can go by it.
pub(super) fn is_reserved(key: &str) -> bool {
    language::find(key).is_some() || language::not_offered(key).is_some() || key == "tabbed array"
}

const fn function(name: &'static str, arguments: RangeInclusive<usize>, rule: Rule) -> Function {
    Function { name, arguments, rule }
}

/// The functions whose arguments are others than those of the model's, or that mean different things in different dialects.
const RULES: &[Function] = &[
    function("LOG10", 1..=1, Rule::Log10),
    function("INT", 1..=1, Rule::Integer),
    function("ROUND", 1..=1, Rule::Round),
    function("MOD", 2..=2, Rule::Modulo),
    function("MAX", 1..=99, Rule::Extreme("MAX", "VMAX")),
    function("MIN", 1..=99, Rule::Extreme("MIN", "VMIN")),
    function("SAFEDIV", 2..=3, Rule::SafeDivide),
    // Arrays.
    function("SUM", 1..=1, Rule::Reduce("SUM")),
    function("PROD", 1..=1, Rule::Reduce("PROD")),
    function("MEAN", 1..=99, Rule::Mean),
    function("STDDEV", 1..=99, Rule::Deviation),
    function("SIZE", 1..=1, Rule::Size),
    function("ARRAYSUM", 1..=1, Rule::Reduce("SUM")),
    function("ARRAYMEAN", 1..=1, Rule::Mean),
    function("ARRAYSTDDEV", 1..=1, Rule::Deviation),
    function("INTERPOLATE", 2..=9, Rule::Interpolate),
    function("RANK", 2..=2, Rule::Rank),
    function("VECTOR_ELM_MAP", 2..=2, Rule::ElementMap),
    // Tables.
    function("LOOKUP", 2..=2, Rule::Lookup(None)),
    function("LOOKUP_FORWARD", 2..=2, Rule::Lookup(Some("LOOKUP FORWARD"))),
    function("LOOKUP_BACKWARD", 2..=2, Rule::Lookup(Some("LOOKUP BACKWARD"))),
    function("LOOKUP_EXTRAPOLATE", 2..=2, Rule::Lookup(Some("LOOKUP EXTRAPOLATE"))),
    function("LOOKUPINV", 2..=2, Rule::Lookup(Some("LOOKUP INVERT"))),
    // Inputs that depend on time.
    function("RAMP", 1..=3, Rule::Ramp),
    function("PULSE", 1..=3, Rule::Pulse),
    // Memory.
    function("DELAY", 2..=3, Rule::Delay),
    function("DELAY1", 2..=3, Rule::WithInitial("DELAY1", "DELAY1I")),
    function("DELAY3", 2..=3, Rule::WithInitial("DELAY3", "DELAY3I")),
    function("DELAYN", 3..=4, Rule::OfOrder("DELAY N")),
    function("SMTH1", 2..=3, Rule::WithInitial("SMOOTH", "SMOOTHI")),
    function("SMTH3", 2..=3, Rule::WithInitial("SMOOTH3", "SMOOTH3I")),
    function("SMTHN", 3..=4, Rule::OfOrder("SMOOTH N")),
    function("TREND", 2..=3, Rule::Trend),
    function("FORCST", 3..=4, Rule::Forecast),
    function("NPV", 2..=4, Rule::NetPresentValue),
    function("PREVIOUS", 1..=2, Rule::Previous),
    // Chance.
    function("UNIFORM", 2..=3, Rule::Uniform),
    function("RANDOM", 2..=3, Rule::Uniform),
    function("NORMAL", 2..=5, Rule::Normal),
    function("EXPRND", 1..=2, Rule::Exponential),
    function("BETA", 2..=5, Rule::Chance(Distribution::Beta)),
    function("BINOMIAL", 2..=5, Rule::Chance(Distribution::Binomial)),
    function("GAMMA", 1..=5, Rule::Chance(Distribution::Gamma)),
    function("LOGNORMAL", 2..=5, Rule::Chance(Distribution::Lognormal)),
    function("NEGBINOMIAL", 2..=5, Rule::Chance(Distribution::NegativeBinomial)),
    function("POISSON", 1..=4, Rule::Chance(Distribution::Poisson)),
    function("TRIANGULAR", 3..=6, Rule::Chance(Distribution::Triangular)),
    function("WEIBULL", 2..=5, Rule::Chance(Distribution::Weibull)),
    function("GEOMETRIC", 1..=4, Rule::Chance(Distribution::Geometric)),
    function("LOGISTIC", 2..=5, Rule::Chance(Distribution::Logistic)),
    function("PARETO", 2..=5, Rule::Chance(Distribution::Pareto)),
    function("MONTECARLO", 1..=2, Rule::Stella(Stella::MonteCarlo)),
    function("NORMALCDF", 2..=4, Rule::Stella(Stella::NormalShare)),
    function("INVNORM", 1..=3, Rule::Stella(Stella::NormalQuantile)),
    function("FACTORIAL", 1..=1, Rule::Stella(Stella::Factorial)),
    // Arithmetic, money and the past.
    function("PERCENT", 1..=1, Rule::Stella(Stella::Percent)),
    function("ROOTN", 2..=2, Rule::Stella(Stella::Root)),
    function("SINWAVE", 2..=2, Rule::Stella(Stella::SineWave)),
    function("COSWAVE", 2..=2, Rule::Stella(Stella::CosineWave)),
    function("COUNTER", 2..=2, Rule::Stella(Stella::Counter)),
    function("PMT", 3..=4, Rule::Stella(Stella::Payment)),
    function("PV", 3..=4, Rule::Stella(Stella::PresentValue)),
    function("FV", 3..=4, Rule::Stella(Stella::FutureValue)),
    function("CGROWTH", 1..=1, Rule::Stella(Stella::CompoundGrowth)),
    function("ENDVAL", 1..=2, Rule::Stella(Stella::EndValue)),
    function("HISTORY", 2..=2, Rule::Stella(Stella::History)),
    function("DERIVN", 2..=2, Rule::Stella(Stella::Derivative)),
    function("ALLOCATE", 5..=6, Rule::Allocate),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_language_are_reserved() {
        assert!(is_reserved("delay fixed") && is_reserved("queue fifo") && !is_reserved("birth rate"));
    }

    #[test]
    fn functions_are_found_by_key_once() {
        assert_eq!(find("lookup forward").map(|f| f.name), Some("LOOKUP_FORWARD"));
        for function in RULES {
            let key = parse::Name::key_of(function.name);
            let first = find(&key).map(|f| f.rule);
            assert_eq!(first, Some(function.rule), "{} stands twice", function.name);
        }
    }
}
