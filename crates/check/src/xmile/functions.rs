//! The functions of XMILE and of Stella, and what each is in the model's formulas: this one table.
//!
//! Where the meaning is the same, a function goes by Vensim's name. Where it is not, it is written out in terms of functions
//! that are the same, or it is a builtin that Vensim has no name for, such as INT and MOD.

use std::ops::RangeInclusive;

/// A function that formulas of XMILE may call.
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
    /// The same function with the same arguments under this name.
    Same(&'static str),
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
    /// `UNIFORM(low, high)`, with a seed as a third: RANDOM UNIFORM.
    Uniform,
    /// `NORMAL(mean, deviation)`, with a seed, a smallest and a largest value: RANDOM NORMAL.
    Normal,
    /// `EXPRND(mean)`, with a seed: RANDOM EXPONENTIAL.
    Exponential,
    /// A distribution with numbers of its own, then a seed, a smallest and a largest value.
    Chance(Distribution),
    /// Stella's `ALLOCATE(supply, dimension, demand, priority, width, type)`: ALLOCATE AVAILABLE.
    Allocate,
    /// A function without a counterpart.
    Unsupported,
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
}

impl Distribution {
    /// How many numbers of its own it takes.
    pub fn numbers(self) -> usize {
        match self {
            Distribution::Poisson => 1,
            Distribution::Triangular => 3,
            _ => 2,
        }
    }
}

/// Whether a key is the name of a function of XMILE.
pub(crate) fn is_function(key: &str) -> bool {
    find(key).is_some()
}

/// The function of that key.
pub(super) fn find(key: &str) -> Option<&'static Function> {
    let is_it = |f: &&Function| {
        let name = f
            .name
            .bytes()
            .map(|b| if b == b'_' { b' ' } else { b.to_ascii_lowercase() });
        name.eq(key.bytes())
    };
    FUNCTIONS.iter().find(is_it)
}

/// Whether a key is the name of a function of the model's formulas, so that no variable can go by it.
pub(super) fn is_reserved(key: &str) -> bool {
    RESERVED.binary_search(&key).is_ok()
}

const fn function(name: &'static str, arguments: RangeInclusive<usize>, rule: Rule) -> Function {
    Function { name, arguments, rule }
}

const FUNCTIONS: &[Function] = &[
    function("ABS", 1..=1, Rule::Same("ABS")),
    function("ARCCOS", 1..=1, Rule::Same("ARCCOS")),
    function("ARCSIN", 1..=1, Rule::Same("ARCSIN")),
    function("ARCTAN", 1..=1, Rule::Same("ARCTAN")),
    function("COS", 1..=1, Rule::Same("COS")),
    function("EXP", 1..=1, Rule::Same("EXP")),
    function("LN", 1..=1, Rule::Same("LN")),
    function("LOG10", 1..=1, Rule::Log10),
    function("SIN", 1..=1, Rule::Same("SIN")),
    function("SQRT", 1..=1, Rule::Same("SQRT")),
    function("TAN", 1..=1, Rule::Same("TAN")),
    function("INT", 1..=1, Rule::Integer),
    function("ROUND", 1..=1, Rule::Round),
    function("MOD", 2..=2, Rule::Modulo),
    function("MAX", 1..=99, Rule::Extreme("MAX", "VMAX")),
    function("MIN", 1..=99, Rule::Extreme("MIN", "VMIN")),
    function("SAFEDIV", 2..=3, Rule::SafeDivide),
    // Arrays.
    function("SUM", 1..=1, Rule::Reduce("SUM")),
    function("PROD", 1..=1, Rule::Reduce("PROD")),
    function("MEAN", 1..=1, Rule::Mean),
    function("SIZE", 1..=1, Rule::Size),
    function("ARRAYSUM", 1..=1, Rule::Reduce("SUM")),
    function("ARRAYMEAN", 1..=1, Rule::Mean),
    function("RANK", 2..=2, Rule::Rank),
    function("STDDEV", 1..=1, Rule::Unsupported),
    function("ARRAYSTDDEV", 1..=1, Rule::Unsupported),
    // Tables.
    function("LOOKUP", 2..=2, Rule::Lookup(None)),
    function("LOOKUP_FORWARD", 2..=2, Rule::Lookup(Some("LOOKUP FORWARD"))),
    function("LOOKUP_BACKWARD", 2..=2, Rule::Lookup(Some("LOOKUP BACKWARD"))),
    function("LOOKUP_EXTRAPOLATE", 2..=2, Rule::Lookup(Some("LOOKUP EXTRAPOLATE"))),
    function("LOOKUPINV", 2..=2, Rule::Lookup(Some("LOOKUP INVERT"))),
    function("LOOKUPAREA", 2..=3, Rule::Unsupported),
    function("LOOKUPMEAN", 1..=2, Rule::Unsupported),
    function("LOOKUPXY", 3..=3, Rule::Unsupported),
    // Inputs that depend on time.
    function("STEP", 2..=2, Rule::Same("STEP")),
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
    function("INIT", 1..=1, Rule::Same("INITIAL")),
    function("HISTORY", 2..=2, Rule::Unsupported),
    function("IRR", 1..=2, Rule::Unsupported),
    function("PMT", 4..=5, Rule::Unsupported),
    // Chance.
    function("UNIFORM", 2..=3, Rule::Uniform),
    function("RANDOM", 2..=3, Rule::Uniform),
    function("NORMAL", 2..=5, Rule::Normal),
    function("EXPRND", 1..=2, Rule::Exponential),
    function("BETA", 2..=5, Rule::Chance(Distribution::Beta)),
    function("BINOMIAL", 2..=5, Rule::Chance(Distribution::Binomial)),
    function("GAMMA", 1..=5, Rule::Chance(Distribution::Gamma)),
    function("GEOMETRIC", 1..=4, Rule::Unsupported),
    function("INVNORM", 1..=3, Rule::Unsupported),
    function("LOGISTIC", 2..=5, Rule::Unsupported),
    function("LOGNORMAL", 2..=5, Rule::Chance(Distribution::Lognormal)),
    function("MONTECARLO", 1..=2, Rule::Unsupported),
    function("NEGBINOMIAL", 2..=5, Rule::Chance(Distribution::NegativeBinomial)),
    function("NORMALCUM", 1..=3, Rule::Unsupported),
    function("PARETO", 2..=5, Rule::Unsupported),
    function("POISSON", 1..=4, Rule::Chance(Distribution::Poisson)),
    function("TRIANGULAR", 3..=6, Rule::Chance(Distribution::Triangular)),
    function("WEIBULL", 2..=5, Rule::Chance(Distribution::Weibull)),
    // Stella's containers, cycle times and the rest.
    function("CGROWTH", 1..=1, Rule::Unsupported),
    function("COOKTIME", 1..=1, Rule::Unsupported),
    function("COUNTER", 2..=2, Rule::Unsupported),
    function("CTFLOW", 1..=1, Rule::Unsupported),
    function("CTMAX", 1..=1, Rule::Unsupported),
    function("CTMEAN", 1..=1, Rule::Unsupported),
    function("CTMIN", 1..=1, Rule::Unsupported),
    function("CTSTDDEV", 1..=1, Rule::Unsupported),
    function("CYCLETIME", 1..=1, Rule::Unsupported),
    function("DERIVN", 2..=2, Rule::Unsupported),
    function("ENDVAL", 1..=2, Rule::Unsupported),
    function("ENTRYPOINT", 1..=1, Rule::Unsupported),
    function("FACTORIAL", 1..=1, Rule::Unsupported),
    function("GAMMALN", 1..=1, Rule::Same("GAMMA LN")),
    function("COMBINATIONS", 2..=2, Rule::Unsupported),
    function("PERMUTATIONS", 2..=2, Rule::Unsupported),
    function("OSTATE", 1..=1, Rule::Unsupported),
    function("QELEM", 2..=2, Rule::Unsupported),
    function("QLEN", 1..=1, Rule::Unsupported),
    function("REWORK", 1..=2, Rule::Unsupported),
    function("ROOTN", 2..=2, Rule::Unsupported),
    function("SENSIRUNCOUNT", 0..=0, Rule::Unsupported),
    function("SINWAVE", 2..=2, Rule::Unsupported),
    function("COSWAVE", 2..=2, Rule::Unsupported),
    function("THROUGHPUT", 1..=1, Rule::Unsupported),
    function("TIMESTAMPED", 1..=1, Rule::Unsupported),
    function("ALLOCATE", 5..=6, Rule::Allocate),
];

/// The names of the model's own functions, sorted.
const RESERVED: &[&str] = &[
    "a function of",
    "abs",
    "active initial",
    "alloc p",
    "allocate available",
    "allocate by priority",
    "arccos",
    "arcsin",
    "arctan",
    "cos",
    "cosh",
    "delay batch",
    "delay conveyor",
    "delay fixed",
    "delay information",
    "delay lost",
    "delay material",
    "delay n",
    "delay profile",
    "delay1",
    "delay1i",
    "delay3",
    "delay3i",
    "delayp",
    "demand at price",
    "depreciate by schedule",
    "depreciate straightline",
    "elmcount",
    "exp",
    "find market price",
    "find zero",
    "forecast",
    "game",
    "gamma ln",
    "get 123 constants",
    "get 123 data",
    "get 123 lookups",
    "get data between times",
    "get data first time",
    "get data last time",
    "get data max",
    "get data mean",
    "get data median",
    "get data min",
    "get data mode",
    "get data stdv",
    "get data total points",
    "get direct constants",
    "get direct data",
    "get direct lookups",
    "get direct subscript",
    "get time value",
    "get vdf constants",
    "get vdf data",
    "get vdf lookups",
    "get xls constants",
    "get xls data",
    "get xls lookups",
    "get xls subscript",
    "if then else",
    "initial",
    "integ",
    "integer",
    "internal rate of return",
    "invert matrix",
    "ln",
    "log",
    "lookup area",
    "lookup backward",
    "lookup extrapolate",
    "lookup forward",
    "lookup invert",
    "lookup slope",
    "marketp",
    "max",
    "message",
    "min",
    "modulo",
    "npv",
    "power",
    "prod",
    "pulse",
    "pulse train",
    "quantum",
    "queue age attrib",
    "queue age average",
    "queue age in range",
    "queue age oldest",
    "queue fifo",
    "ramp",
    "random 0 1",
    "random beta",
    "random binomial",
    "random exponential",
    "random gamma",
    "random lookup",
    "random negative binomial",
    "random normal",
    "random pink noise",
    "random poisson",
    "random triangular",
    "random uniform",
    "random weibull",
    "reinitial",
    "sample if true",
    "shift if true",
    "simultaneous",
    "sin",
    "sinh",
    "smooth",
    "smooth n",
    "smooth3",
    "smooth3i",
    "smoothi",
    "sqrt",
    "step",
    "sum",
    "supply at price",
    "tabbed array",
    "tan",
    "tanh",
    "time shift",
    "trend",
    "vector elm map",
    "vector rank",
    "vector reorder",
    "vector select",
    "vector sort order",
    "vmax",
    "vmin",
    "with lookup",
    "xidz",
    "xmile int",
    "xmile mod",
    "xmile random gamma",
    "xmile vector elm map",
    "zidz",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_names_are_sorted() {
        assert!(RESERVED.is_sorted());
        assert!(is_reserved("delay fixed") && !is_reserved("birth rate"));
    }

    #[test]
    fn functions_are_found_by_key_once() {
        assert_eq!(find("lookup forward").map(|f| f.name), Some("LOOKUP_FORWARD"));
        for function in FUNCTIONS {
            let key = parse::Name::key_of(function.name);
            let first = find(&key).map(|f| f.rule);
            assert_eq!(first, Some(function.rule), "{} stands twice", function.name);
        }
    }
}
