//! Distributions: the share of each that is at or below a value, and the value that a share is at or below.
//!
//! Random numbers are made of these alone: the value below which a uniform random share lies. A distribution that is cut off at
//! both ends takes its shares from between those of the ends. Shares are from 0 to 1; NaN passes through.

use crate::{exp, gamma_ln, ln, normal_below, sqrt};

/// The largest number of a discrete distribution that is looked at: 2^52.
const LARGEST: f64 = 4_503_599_627_370_496.0;

/// Returns the value below which a share of the standard normal distribution lies.
///
/// The rational approximation of Acklam (2003, relative error 1.15e-9), then one step of Halley's method.
pub fn normal_quantile(share: f64) -> f64 {
    match share {
        _ if share.is_nan() => return share,
        _ if share <= 0.0 => return f64::NEG_INFINITY,
        _ if share >= 1.0 => return f64::INFINITY,
        _ if share > 0.5 => return -normal_quantile(1.0 - share),
        _ => {}
    }
    let z = approximate(share);
    let density = exp(-z * z / 2.0) / sqrt(std::f64::consts::TAU);
    let error = (normal_below(z) - share) / density;
    z - error / (1.0 + z * error / 2.0)
}

/// For shares up to a half.
fn approximate(share: f64) -> f64 {
    const A: [f64; 6] = [
        -3.969_683_028_665_376e1,
        2.209_460_984_245_205e2,
        -2.759_285_104_469_687e2,
        1.383_577_518_672_69e2,
        -3.066_479_806_614_716e1,
        2.506_628_277_459_239,
    ];
    const B: [f64; 6] = [
        -5.447_609_879_822_406e1,
        1.615_858_368_580_409e2,
        -1.556_989_798_598_866e2,
        6.680_131_188_771_972e1,
        -1.328_068_155_288_572e1,
        1.0,
    ];
    const C: [f64; 6] = [
        -7.784_894_002_430_293e-3,
        -3.223_964_580_411_365e-1,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const D: [f64; 5] = [
        7.784_695_709_041_462e-3,
        3.224_671_290_700_398e-1,
        2.445_134_137_142_996,
        3.754_408_661_907_416,
        1.0,
    ];
    if share < 0.02425 {
        let q = sqrt(-2.0 * ln(share));
        return polynomial(&C, q) / polynomial(&D, q);
    }
    let q = share - 0.5;
    q * polynomial(&A, q * q) / polynomial(&B, q * q)
}

fn polynomial(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().fold(0.0, |sum, coefficient| sum * x + coefficient)
}

/// Returns the share of a gamma distribution of an order above 0, with scale 1, that is below `x`: the series or the continued
/// fraction of the incomplete gamma function (Abramowitz & Stegun 6.5.29 and 6.5.31).
pub fn gamma_below(x: f64, order: f64) -> f64 {
    match x {
        _ if x.is_nan() || order.is_nan() || order <= 0.0 => f64::NAN,
        _ if x <= 0.0 => 0.0,
        f64::INFINITY => 1.0,
        _ if x < order + 1.0 => gamma_series(x, order),
        _ => 1.0 - gamma_fraction(x, order),
    }
}

fn gamma_scale(x: f64, order: f64) -> f64 {
    exp(order * ln(x) - x - gamma_ln(order))
}

fn gamma_series(x: f64, order: f64) -> f64 {
    let (mut term, mut sum) = (1.0 / order, 1.0 / order);
    for n in 1..100_000 {
        term *= x / (order + f64::from(n));
        sum += term;
        if term < sum * 1e-17 {
            break;
        }
    }
    sum * gamma_scale(x, order)
}

fn gamma_fraction(x: f64, order: f64) -> f64 {
    let next = |n: f64| (-n * (n - order), x - order + 1.0 + 2.0 * n);
    gamma_scale(x, order) / fraction(x - order + 1.0, next)
}

/// `b0 + a1/(b1 + a2/(b2 + …))`, with `(a, b)` of each `n` from 1 on (Lentz 1976, modified by Thompson & Barnett 1986).
fn fraction(first: f64, next: impl Fn(f64) -> (f64, f64)) -> f64 {
    let tiny = |x: f64| if x.abs() < 1e-300 { 1e-300 } else { x };
    let mut value = tiny(first);
    let (mut c, mut d) = (value, 0.0);
    for n in 1..100_000 {
        let (a, b) = next(f64::from(n));
        d = 1.0 / tiny(b + a * d);
        c = tiny(b + a / c);
        value *= c * d;
        if (c * d - 1.0).abs() < 1e-16 {
            break;
        }
    }
    value
}

/// Returns the share of a beta distribution that is below `x`: the continued fraction of the incomplete beta function
/// (Abramowitz & Stegun 26.5.8).
pub fn beta_below(x: f64, a: f64, b: f64) -> f64 {
    match x {
        _ if (x + a + b).is_nan() || a <= 0.0 || b <= 0.0 => f64::NAN,
        _ if x <= 0.0 => 0.0,
        _ if x >= 1.0 => 1.0,
        _ if x > (a + 1.0) / (a + b + 2.0) => 1.0 - beta_fraction(1.0 - x, b, a),
        _ => beta_fraction(x, a, b),
    }
}

fn beta_fraction(x: f64, a: f64, b: f64) -> f64 {
    let scale = exp(gamma_ln(a + b) - gamma_ln(a) - gamma_ln(b) + a * ln(x) + b * ln(1.0 - x));
    let next = |n: f64| {
        let m = (n / 2.0).floor();
        let numerator = if n % 2.0 == 0.0 {
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m))
        } else {
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0))
        };
        (numerator, 1.0)
    };
    scale / (a * fraction(1.0, next))
}

/// Returns the value below which a share of a gamma distribution of scale 1 lies.
pub fn gamma_quantile(share: f64, order: f64) -> f64 {
    let mut high = f64::max(order, 1.0);
    while gamma_below(high, order) < share && high < 1e300 {
        high *= 2.0;
    }
    continuous(share, high, |x| gamma_below(x, order))
}

/// Returns the value below which a share of a beta distribution lies.
pub fn beta_quantile(share: f64, a: f64, b: f64) -> f64 {
    continuous(share, 1.0, |x| beta_below(x, a, b))
}

/// Halves between 0 and `high` until the two values are neighbours.
fn continuous(share: f64, high: f64, below: impl Fn(f64) -> f64) -> f64 {
    if share.is_nan() || below(high).is_nan() {
        return f64::NAN;
    }
    let (mut low, mut high) = (0.0, high);
    for _ in 0..200 {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if below(middle) < share {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

/// Returns the share of a Poisson distribution that is at or below `x`.
pub fn poisson_below(x: f64, mean: f64) -> f64 {
    match x {
        _ if x.is_nan() || mean.is_nan() || mean < 0.0 => f64::NAN,
        _ if x < 0.0 => 0.0,
        _ if mean == 0.0 || x >= LARGEST => 1.0,
        _ => 1.0 - gamma_below(mean, x.floor() + 1.0),
    }
}

/// Returns the share of a binomial distribution (`trials`, each a success with `chance`) that is at or below `x`.
pub fn binomial_below(x: f64, chance: f64, trials: f64) -> f64 {
    match x {
        _ if (x + chance + trials).is_nan() || !(0.0..=1.0).contains(&chance) || trials < 0.0 => f64::NAN,
        _ if x < 0.0 => 0.0,
        _ if x >= trials || chance == 0.0 => 1.0,
        _ => 1.0 - beta_below(chance, x.floor() + 1.0, trials - x.floor()),
    }
}

/// Returns the share of a negative binomial distribution that is at or below `x`: how many trials it takes until `successes`
/// are reached, each trial a success with `chance`.
pub fn negative_binomial_below(x: f64, chance: f64, successes: f64) -> f64 {
    match x {
        _ if (x + chance + successes).is_nan() || !(0.0..=1.0).contains(&chance) || successes <= 0.0 => f64::NAN,
        _ if x < successes || chance == 0.0 => 0.0,
        _ if x >= LARGEST => 1.0,
        _ => beta_below(chance, successes, x.floor() - successes + 1.0),
    }
}

/// Returns the smallest whole number at or below which at least a share of a Poisson distribution lies.
pub fn poisson_quantile(share: f64, mean: f64) -> f64 {
    discrete(share, |x| poisson_below(x, mean))
}

/// Returns the smallest whole number at or below which at least a share of a binomial distribution lies.
pub fn binomial_quantile(share: f64, chance: f64, trials: f64) -> f64 {
    discrete(share, |x| binomial_below(x, chance, trials))
}

/// Returns the smallest whole number at or below which at least a share of a negative binomial distribution lies.
pub fn negative_binomial_quantile(share: f64, chance: f64, successes: f64) -> f64 {
    discrete(share, |x| negative_binomial_below(x, chance, successes))
}

fn discrete(share: f64, below: impl Fn(f64) -> f64) -> f64 {
    if share.is_nan() || below(0.0).is_nan() {
        return f64::NAN;
    }
    let (mut low, mut high) = (-1.0, 1.0);
    while below(high) < share && high < LARGEST {
        low = high;
        high *= 2.0;
    }
    while high - low > 1.0 {
        let middle = low + ((high - low) / 2.0).floor();
        if below(middle) < share {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

/// Returns the share of a triangular distribution between `low` and `high` with its peak at `peak` that is below `x`.
pub fn triangular_below(x: f64, low: f64, peak: f64, high: f64) -> f64 {
    match x {
        _ if (x + low + peak + high).is_nan() => f64::NAN,
        _ if x <= low => 0.0,
        _ if x >= high => 1.0,
        _ if x < peak => (x - low) * (x - low) / ((high - low) * (peak - low)),
        _ => 1.0 - (high - x) * (high - x) / ((high - low) * (high - peak)),
    }
}

/// Returns the value below which a share of a triangular distribution lies.
pub fn triangular_quantile(share: f64, low: f64, peak: f64, high: f64) -> f64 {
    if share * (high - low) < peak - low {
        low + sqrt(share * (high - low) * (peak - low))
    } else {
        high - sqrt((1.0 - share) * (high - low) * (high - peak))
    }
}
