//! The functions of Vensim: which are known, how many arguments each takes, and what it is to us.

use crate::model::{Function, Reduction, VectorFunction};
use math::LookupMode;
use rustc_hash::FxHashMap;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// A function that this version computes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Builtin {
    /// Its name as a manual prints it.
    pub name: &'static str,
    /// How many arguments it takes.
    pub arity: RangeInclusive<usize>,
    /// What it is.
    pub what: What,
}

/// What a function is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// A function of numbers.
    Pure(Function),
    /// `IF THEN ELSE`.
    If,
    /// `POWER(x, y)`.
    Power,
    /// A reduction over elements.
    Reduce(Reduction),
    /// `WITH LOOKUP(x, (points))`.
    WithLookup,
    /// `LOOKUP FORWARD(lookup, x)` and its like.
    LookupCall(LookupMode),
    /// `LOOKUP AREA(lookup, from, to)`.
    LookupArea,
    /// `LOOKUP SLOPE(lookup, x, side)`.
    LookupSlope,
    /// `ELMCOUNT(dimension)`.
    ElementCount,
    /// `LOOKUP INVERT(lookup, y)`.
    LookupInvert,
    /// `GET TIME VALUE(relative to, offset, measure)`.
    TimeValue,
    /// `TIME BASE(start, slope)`.
    TimeBase,
    /// A function whose value is its only argument.
    Identity,
    /// A function of a data variable and times.
    Data(DataFunction),
    /// A random number.
    Random(Random),
    /// A function of whole vectors.
    Vector(VectorFunction),
    /// `VECTOR REORDER(vector, order)`.
    Reorder,
    /// `VECTOR ELM MAP(element, offset)`; see [`Origin`].
    ElementMap(Origin),
    /// `VECTOR SELECT(selection, expression, missing, action, error)`.
    Select,
    /// A stateful function.
    Stateful(Stateful),
}

/// Functions of the points of a data variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DataFunction {
    /// `GET DATA BETWEEN TIMES(data, time, mode)`.
    BetweenTimes,
    /// `GET DATA FIRST TIME(data)`.
    FirstTime,
    /// `GET DATA LAST TIME(data)`.
    LastTime,
    /// `GET DATA MIN(data, from, to)` and its like.
    Statistic(Statistic),
    /// `GET DATA TOTAL POINTS(data)`.
    TotalPoints,
}

/// One number for many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Statistic {
    Min,
    Max,
    Mean,
}

/// Distributions of random numbers; what their arguments mean stands in `random.rs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Random {
    ZeroOne,
    Uniform,
    Normal,
    Exponential,
    Weibull,
    Triangular,
    /// Orders below 1 count as 1.
    Gamma,
    GammaOfAnyOrder,
    Beta,
    Poisson,
    Binomial,
    NegativeBinomial,
}

/// From where VECTOR ELM MAP counts its offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// From the element that the first argument is.
    Element,
    /// From the first element, unless the first argument names one.
    First,
}

/// Stateful functions; what each means stands in `stateful.rs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stateful {
    Integ,
    Smooth,
    SmoothI,
    Smooth3,
    Smooth3I,
    Delay1,
    Delay1I,
    Delay3,
    Delay3I,
    SmoothN,
    DelayN,
    PinkNoise,
    DelayFixed,
    Trend,
    Forecast,
    NetPresentValue,
    DepreciateStraightline,
    SampleIfTrue,
    Initial,
    ActiveInitial,
}

/// The function of that key.
pub(crate) fn find(key: &str) -> Option<&'static Builtin> {
    BY_KEY.get(key)
}

/// Whether a key is the name of a function of Vensim that this version does not compute.
pub(crate) fn is_unsupported(key: &str) -> bool {
    UNSUPPORTED.binary_search(&key).is_ok()
}

/// The names of all functions that this version computes.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    BY_KEY.values().map(|b| b.name)
}

static BY_KEY: LazyLock<FxHashMap<String, Builtin>> = LazyLock::new(|| {
    let entry = |(name, arity, what): &(&'static str, RangeInclusive<usize>, What)| {
        let (name, arity, what) = (*name, arity.clone(), *what);
        (name.to_lowercase(), Builtin { name, arity, what })
    };
    SUPPORTED.iter().map(entry).collect()
});

const fn pure(function: Function) -> What {
    What::Pure(function)
}

const fn stateful(stateful: Stateful) -> What {
    What::Stateful(stateful)
}

const SUPPORTED: &[(&str, RangeInclusive<usize>, What)] = &[
    ("ABS", 1..=1, pure(Function::Abs)),
    ("EXP", 1..=1, pure(Function::Exp)),
    ("LN", 1..=1, pure(Function::Ln)),
    ("LOG", 2..=2, pure(Function::Log)),
    ("SQRT", 1..=1, pure(Function::Sqrt)),
    ("SIN", 1..=1, pure(Function::Sin)),
    ("COS", 1..=1, pure(Function::Cos)),
    ("TAN", 1..=1, pure(Function::Tan)),
    ("ARCSIN", 1..=1, pure(Function::Arcsin)),
    ("ARCCOS", 1..=1, pure(Function::Arccos)),
    ("ARCTAN", 1..=1, pure(Function::Arctan)),
    ("SINH", 1..=1, pure(Function::Sinh)),
    ("COSH", 1..=1, pure(Function::Cosh)),
    ("TANH", 1..=1, pure(Function::Tanh)),
    ("GAMMA LN", 1..=1, pure(Function::GammaLn)),
    ("INTEGER", 1..=1, pure(Function::Integer)),
    ("MODULO", 2..=2, pure(Function::Modulo)),
    ("QUANTUM", 2..=2, pure(Function::Quantum)),
    ("XMILE INT", 1..=1, pure(Function::Floor)),
    ("XMILE MOD", 2..=2, pure(Function::FloorModulo)),
    ("MIN", 2..=2, pure(Function::Min)),
    ("MAX", 2..=2, pure(Function::Max)),
    ("ZIDZ", 2..=2, pure(Function::Zidz)),
    ("XIDZ", 3..=3, pure(Function::Xidz)),
    ("STEP", 2..=2, pure(Function::Step)),
    ("PULSE", 2..=2, pure(Function::Pulse)),
    ("PULSE TRAIN", 4..=4, pure(Function::PulseTrain)),
    ("RAMP", 3..=3, pure(Function::Ramp)),
    ("IF THEN ELSE", 3..=3, What::If),
    ("POWER", 2..=2, What::Power),
    ("SUM", 1..=1, What::Reduce(Reduction::Sum)),
    ("PROD", 1..=1, What::Reduce(Reduction::Product)),
    ("VMIN", 1..=1, What::Reduce(Reduction::Min)),
    ("VMAX", 1..=1, What::Reduce(Reduction::Max)),
    ("WITH LOOKUP", 2..=2, What::WithLookup),
    ("LOOKUP EXTRAPOLATE", 2..=2, What::LookupCall(LookupMode::Extrapolate)),
    ("LOOKUP FORWARD", 2..=2, What::LookupCall(LookupMode::Forward)),
    ("LOOKUP BACKWARD", 2..=2, What::LookupCall(LookupMode::Backward)),
    ("LOOKUP AREA", 3..=3, What::LookupArea),
    ("LOOKUP SLOPE", 3..=3, What::LookupSlope),
    ("ELMCOUNT", 1..=1, What::ElementCount),
    ("GET DATA BETWEEN TIMES", 3..=3, What::Data(DataFunction::BetweenTimes)),
    ("GET DATA FIRST TIME", 1..=1, What::Data(DataFunction::FirstTime)),
    ("GET DATA LAST TIME", 1..=1, What::Data(DataFunction::LastTime)),
    (
        "GET DATA MIN",
        3..=3,
        What::Data(DataFunction::Statistic(Statistic::Min)),
    ),
    (
        "GET DATA MAX",
        3..=3,
        What::Data(DataFunction::Statistic(Statistic::Max)),
    ),
    (
        "GET DATA MEAN",
        3..=3,
        What::Data(DataFunction::Statistic(Statistic::Mean)),
    ),
    ("GET DATA TOTAL POINTS", 1..=1, What::Data(DataFunction::TotalPoints)),
    ("LOOKUP INVERT", 2..=2, What::LookupInvert),
    ("GET TIME VALUE", 3..=3, What::TimeValue),
    ("TIME BASE", 2..=2, What::TimeBase),
    ("GAME", 1..=1, What::Identity),
    ("RANDOM 0 1", 0..=0, What::Random(Random::ZeroOne)),
    ("RANDOM UNIFORM", 3..=3, What::Random(Random::Uniform)),
    ("RANDOM NORMAL", 5..=5, What::Random(Random::Normal)),
    ("RANDOM EXPONENTIAL", 5..=5, What::Random(Random::Exponential)),
    ("RANDOM WEIBULL", 6..=6, What::Random(Random::Weibull)),
    ("RANDOM TRIANGULAR", 6..=6, What::Random(Random::Triangular)),
    ("RANDOM GAMMA", 6..=6, What::Random(Random::Gamma)),
    ("XMILE RANDOM GAMMA", 6..=6, What::Random(Random::GammaOfAnyOrder)),
    ("RANDOM BETA", 7..=7, What::Random(Random::Beta)),
    ("RANDOM POISSON", 6..=6, What::Random(Random::Poisson)),
    ("RANDOM BINOMIAL", 7..=7, What::Random(Random::Binomial)),
    (
        "RANDOM NEGATIVE BINOMIAL",
        7..=7,
        What::Random(Random::NegativeBinomial),
    ),
    ("RANDOM PINK NOISE", 4..=4, stateful(Stateful::PinkNoise)),
    ("VECTOR SELECT", 5..=5, What::Select),
    ("VECTOR ELM MAP", 2..=2, What::ElementMap(Origin::Element)),
    ("XMILE VECTOR ELM MAP", 2..=2, What::ElementMap(Origin::First)),
    ("VECTOR SORT ORDER", 2..=2, What::Vector(VectorFunction::SortOrder)),
    ("VECTOR RANK", 2..=2, What::Vector(VectorFunction::Rank)),
    ("VECTOR REORDER", 2..=2, What::Reorder),
    ("INVERT MATRIX", 2..=2, What::Vector(VectorFunction::InvertMatrix)),
    (
        "ALLOCATE AVAILABLE",
        3..=3,
        What::Vector(VectorFunction::AllocateAvailable),
    ),
    (
        "ALLOCATE BY PRIORITY",
        5..=5,
        What::Vector(VectorFunction::AllocateByPriority),
    ),
    ("FIND MARKET PRICE", 4..=4, What::Vector(VectorFunction::MarketPrice)),
    ("DEMAND AT PRICE", 3..=3, What::Vector(VectorFunction::DemandAtPrice)),
    ("SUPPLY AT PRICE", 3..=3, What::Vector(VectorFunction::SupplyAtPrice)),
    ("INTEG", 1..=2, stateful(Stateful::Integ)),
    ("SMOOTH", 2..=2, stateful(Stateful::Smooth)),
    ("SMOOTHI", 3..=3, stateful(Stateful::SmoothI)),
    ("SMOOTH3", 2..=2, stateful(Stateful::Smooth3)),
    ("SMOOTH3I", 3..=3, stateful(Stateful::Smooth3I)),
    ("DELAY1", 2..=2, stateful(Stateful::Delay1)),
    ("DELAY1I", 3..=3, stateful(Stateful::Delay1I)),
    ("DELAY3", 2..=2, stateful(Stateful::Delay3)),
    ("DELAY3I", 3..=3, stateful(Stateful::Delay3I)),
    ("SMOOTH N", 4..=4, stateful(Stateful::SmoothN)),
    ("DELAY N", 4..=4, stateful(Stateful::DelayN)),
    ("TREND", 3..=3, stateful(Stateful::Trend)),
    ("FORECAST", 3..=3, stateful(Stateful::Forecast)),
    ("NPV", 4..=4, stateful(Stateful::NetPresentValue)),
    ("DELAY FIXED", 3..=3, stateful(Stateful::DelayFixed)),
    (
        "DEPRECIATE STRAIGHTLINE",
        4..=4,
        stateful(Stateful::DepreciateStraightline),
    ),
    ("SAMPLE IF TRUE", 3..=3, stateful(Stateful::SampleIfTrue)),
    ("INITIAL", 1..=1, stateful(Stateful::Initial)),
    ("REINITIAL", 1..=1, stateful(Stateful::Initial)),
    ("ACTIVE INITIAL", 2..=2, stateful(Stateful::ActiveInitial)),
];

/// Functions of Vensim that this version does not compute, sorted.
const UNSUPPORTED: &[&str] = &[
    "a function of",
    "alloc p",
    "delay batch",
    "delay conveyor",
    "delay information",
    "delay lost",
    "delay material",
    "delay profile",
    "delayp",
    "depreciate by schedule",
    "find zero",
    "get 123 constants",
    "get 123 data",
    "get 123 lookups",
    "get data median",
    "get data mode",
    "get data stdv",
    "get direct constants",
    "get direct data",
    "get direct lookups",
    "get direct subscript",
    "get vdf constants",
    "get vdf data",
    "get vdf lookups",
    "get xls constants",
    "get xls data",
    "get xls lookups",
    "get xls subscript",
    "internal rate of return",
    "marketp",
    "message",
    "queue age attrib",
    "queue age average",
    "queue age in range",
    "queue age oldest",
    "queue fifo",
    "random lookup",
    "shift if true",
    "simultaneous",
    "time shift",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_supported_is_sorted_and_not_supported() {
        assert!(UNSUPPORTED.is_sorted());
        for key in UNSUPPORTED {
            assert!(find(key).is_none(), "{key}");
        }
    }

    #[test]
    fn names_are_found_by_their_key() {
        assert_eq!(find("if then else").map(|b| b.name), Some("IF THEN ELSE"));
        assert!(is_unsupported("random lookup"));
        assert!(!is_unsupported("birth rate"));
    }
}
