//! What a builtin function computes.

use crate::function::Function;
use math::LookupMode;

/// What a function computes, as the stage that gives it a meaning tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// A function of numbers.
    Pure(Function),
    /// `IF THEN ELSE(condition, then, otherwise)`.
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
    /// `LOOKUP INVERT(lookup, y)`.
    LookupInvert,
    /// `VECTOR LOOKUP(vector, x, from, to, mode)`.
    VectorLookup,
    /// `ELMCOUNT(dimension)`.
    ElementCount,
    /// `GET TIME VALUE(relative to, offset, measure)`.
    TimeValue,
    /// `TIME BASE(start, slope)`.
    TimeBase,
    /// A function whose value is its only argument.
    Identity,
    /// `X IF MISSING(x, otherwise)`.
    IfMissing,
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
    /// A function that keeps a state from step to step.
    Stateful(Stateful),
}

/// What the value of a function depends on besides its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purity {
    /// Nothing.
    Pure,
    /// The clock.
    Time,
    /// A data series.
    Data,
    /// A stream of random numbers.
    Random,
    /// What was before.
    Stateful,
}

impl Meaning {
    /// What its value depends on besides its arguments.
    pub fn purity(self) -> Purity {
        match self {
            Meaning::Pure(function) if function.reads_clock() => Purity::Time,
            Meaning::TimeValue | Meaning::TimeBase => Purity::Time,
            Meaning::Data(_) => Purity::Data,
            Meaning::Random(_) => Purity::Random,
            Meaning::Stateful(_) => Purity::Stateful,
            _ => Purity::Pure,
        }
    }
}

/// Reductions over elements, in the elements' order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reduction {
    /// From 0, adding in order.
    Sum,
    /// From 1, multiplying in order.
    Product,
    /// The smallest.
    Min,
    /// The largest.
    Max,
}

/// Functions of whole vectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VectorFunction {
    /// `SortOrder(vector, direction)`: the places of the elements, counted from 0, in the order of their values.
    SortOrder,
    /// `Rank(vector, direction)`: each element's rank, counted from 1.
    Rank,
    /// `Element(vector, place)`: one number, the element at a place counted from 0.
    Element,
    /// `InvertMatrix(matrix)`: the inverse.
    InvertMatrix,
    /// `AllocateAvailable(requests, profiles, available)`: what each request gets.
    AllocateAvailable,
    /// `AllocateByPriority(requests, priorities, width, supply)`: what each request gets.
    AllocateByPriority,
    /// `MarketPrice(demands, profiles, supplies, profiles)`: one number, the price.
    MarketPrice,
    /// `DemandAtPrice(quantity, profile, price)`: one number.
    DemandAtPrice,
    /// `SupplyAtPrice(quantity, profile, price)`: one number.
    SupplyAtPrice,
}

impl VectorFunction {
    /// Whether it gives as many numbers as its first argument has, or one.
    pub fn gives_vector(self) -> bool {
        use VectorFunction::{AllocateAvailable, AllocateByPriority, InvertMatrix, Rank, SortOrder};
        matches!(
            self,
            SortOrder | Rank | InvertMatrix | AllocateAvailable | AllocateByPriority
        )
    }
}

/// Functions of the points of a data variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DataFunction {
    /// `GET DATA BETWEEN TIMES(data, time, mode)`.
    BetweenTimes,
    /// `GET DATA AT TIME(data, time)`.
    AtTime,
    /// `GET DATA FIRST TIME(data)`.
    FirstTime,
    /// `GET DATA LAST TIME(data)`.
    LastTime,
    /// `GET DATA MIN(data, from, to)` and its like.
    Statistic(Statistic),
    /// `TIME SHIFT(data, shift)`.
    TimeShift,
    /// `CUMULATE(data)`: the sum of the points so far.
    Cumulate,
    /// `CUMULATEF(data)`: the sum of all points.
    CumulateFinal,
    /// `GET DATA TOTAL POINTS(data)`.
    TotalPoints,
}

/// One number for many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Statistic {
    Min,
    Max,
    Mean,
    Median,
    /// The most frequent; the smallest of those that are equally frequent.
    Mode,
    /// The standard deviation of a sample.
    Deviation,
}

/// Distributions of random numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Random {
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
    /// With a lookup as its density.
    Lookup,
}

/// From where VECTOR ELM MAP counts its offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// From the element that the first argument is.
    Element,
    /// From the first element, unless the first argument names one.
    First,
}

/// Functions that keep a state from step to step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stateful {
    Integ,
    /// `SINTEG(rate, initial, low, high, …)`, kept between its limits.
    BoundedInteg,
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
    /// `DELAY INFORMATION(input, time, initial)`.
    DelayInformation,
    /// `DELAY MATERIAL(input, time, initial, missing)`.
    DelayMaterial,
    Conveyor,
    Trend,
    Forecast,
    NetPresentValue,
    DepreciateStraightline,
    SampleIfTrue,
    Initial,
    ActiveInitial,
}
