//! Who gets how much of what is scarce: curves of demand and supply over priority, and the price at which they meet.
//!
//! A *profile* says how a quantity is spread over prices: its shape, its centre, its width and an extra number. Of a demand,
//! the share [`share`] is left at a price; of a supply, the rest is offered. The shapes are Vensim's: 0 fixed quantity, 1
//! rectangular and 2 triangular (as wide as the width), 3 normal (the width is the standard deviation), 4 exponential (the
//! width is the scale, on both sides of the centre). Other shapes have no value here: NaN.

use crate::normal_below;

/// How many numbers a profile has: shape, centre, width, extra.
pub const PROFILE: usize = 4;

/// Returns what is left of a demand at a price.
pub fn demand_at_price(quantity: f64, profile: &[f64], price: f64) -> f64 {
    quantity * share(profile, price)
}

/// Returns what is offered of a supply at a price: everything of a fixed quantity.
pub fn supply_at_price(quantity: f64, profile: &[f64], price: f64) -> f64 {
    let offered = if profile[0] == 0.0 {
        1.0
    } else {
        share(&mirrored(profile), -price)
    };
    quantity * offered
}

/// Returns the price at which demand is as large as supply; the end of all curves on the side where they do not meet.
///
/// `demand` and `supply` are quantities and their profiles. Found by halving, to the last bit.
pub fn market_price(demand: [&[f64]; 2], supply: [&[f64]; 2]) -> f64 {
    let [demanded, demand_profiles] = demand;
    let [supplied, supply_profiles] = supply;
    let excess = |price: f64| {
        let wanted = total(demanded, demand_profiles, |q, p| demand_at_price(q, p, price));
        wanted - total(supplied, supply_profiles, |q, p| supply_at_price(q, p, price))
    };
    let [low, high] = ends(demand_profiles.chunks(PROFILE).chain(supply_profiles.chunks(PROFILE)));
    match (excess(low), excess(high)) {
        (a, b) if a.is_nan() || b.is_nan() => f64::NAN,
        (a, _) if a <= 0.0 => low,
        (_, b) if b >= 0.0 => high,
        _ => halve([low, high], |price| excess(price) > 0.0)[0],
    }
}

/// Gives `out` what everyone gets of what is available: all of every request if that is enough, else what is left of each at
/// the price at which the requests together are as large as what is available.
pub fn allocate_available(requests: &[f64], profiles: &[f64], available: f64, out: &mut [f64]) {
    let at = &|n: usize, price: f64| demand_at_price(requests[n], &profiles[n * PROFILE..][..PROFILE], price);
    let ends = ends(profiles.chunks(PROFILE));
    let are_known = profiles.chunks(PROFILE).all(is_known);
    let curves = Curves { ends, are_known, at };
    allocate(requests, available, &curves, out);
}

/// Gives `out` what everyone gets of a supply: requests are rectangular curves around their priorities, as wide as `width`.
pub fn allocate_by_priority(requests: &[f64], priorities: &[f64], [width, supply]: [f64; 2], out: &mut [f64]) {
    let profile = |priority: f64| [1.0, priority, width, 0.0];
    let at = &|n: usize, price: f64| demand_at_price(requests[n], &profile(priorities[n]), price);
    let profiles: Vec<[f64; PROFILE]> = priorities.iter().map(|p| profile(*p)).collect();
    let ends = ends(profiles.iter().map(|p| &p[..]));
    let are_known = profiles.iter().all(|p| is_known(p));
    let curves = Curves { ends, are_known, at };
    allocate(requests, supply, &curves, out);
}

/// What everyone asks for at a price.
struct Curves<'c> {
    /// The prices where they begin and end.
    ends: [f64; 2],
    /// Whether every profile is one.
    are_known: bool,
    at: &'c dyn Fn(usize, f64) -> f64,
}

fn allocate(requests: &[f64], available: f64, curves: &Curves<'_>, out: &mut [f64]) {
    let all: f64 = requests.iter().sum();
    // Nobody can be said to get anything: every comparison with what is not a number would be false.
    if !curves.are_known || all.is_nan() || available.is_nan() {
        out.fill(f64::NAN);
        return;
    }
    if all <= available {
        out.copy_from_slice(requests);
        return;
    }
    if available <= 0.0 {
        out.fill(0.0);
        return;
    }
    let sum = |price: f64| (0..requests.len()).fold(0.0, |sum, n| sum + (curves.at)(n, price));
    let enclosing = enclosing(curves.ends, available, &sum);
    let [low, high] = halve(enclosing, |price| sum(price) > available);
    let [more, less] = [sum(low), sum(high)];
    // What a jump between the two prices leaves is shared in proportion to it.
    let part = if more > less {
        (available - less) / (more - less)
    } else {
        0.0
    };
    for (n, out) in out.iter_mut().enumerate() {
        let least = (curves.at)(n, high);
        *out = least + ((curves.at)(n, low) - least) * part;
    }
    // Fixed quantities ask for the same at every price: where they alone are more than there is, they share it.
    if less > available {
        out.iter_mut().for_each(|out| *out *= available / less);
    }
}

/// Prices at which more and less than what is available is asked for: the ends of the curves, or further out where tails are
/// long.
fn enclosing([mut low, mut high]: [f64; 2], available: f64, sum: &dyn Fn(f64) -> f64) -> [f64; 2] {
    let mut reach = f64::max(high - low, 1.0);
    for _ in 0..64 {
        if sum(low) <= available {
            low -= reach;
        } else if sum(high) > available {
            high += reach;
        } else {
            break;
        }
        reach *= 2.0;
    }
    [low, high]
}

/// Neighbouring prices, `is_above` of the first and not of the second.
fn halve([mut low, mut high]: [f64; 2], is_above: impl Fn(f64) -> bool) -> [f64; 2] {
    for _ in 0..2_000 {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high || middle.is_nan() {
            break;
        }
        if is_above(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    [low, high]
}

fn total(quantities: &[f64], profiles: &[f64], at: impl Fn(f64, &[f64]) -> f64) -> f64 {
    let curves = quantities.iter().zip(profiles.chunks(PROFILE));
    curves.fold(0.0, |sum, (quantity, profile)| sum + at(*quantity, profile))
}

/// Where all curves together begin and end; the tails of normal curves are cut at 5 and those of exponential ones at 10 widths.
fn ends<'p>(profiles: impl Iterator<Item = &'p [f64]>) -> [f64; 2] {
    let reach = |profile: &[f64]| match profile[0] {
        1.0 | 2.0 => profile[2] / 2.0,
        3.0 => 5.0 * profile[2],
        4.0 => 10.0 * profile[2],
        _ => 0.0,
    };
    let wider = |[low, high]: [f64; 2], profile: &[f64]| {
        let reach = reach(profile);
        [f64::min(low, profile[1] - reach), f64::max(high, profile[1] + reach)]
    };
    let [low, high] = profiles.fold([f64::INFINITY, f64::NEG_INFINITY], wider);
    if low <= high { [low, high] } else { [0.0, 0.0] }
}

/// Whether numbers are a profile: a shape that Vensim knows (a fifth, of constant elasticity, has no value here), a centre and a
/// width.
fn is_known(profile: &[f64]) -> bool {
    let [shape, centre, width] = [profile[0], profile[1], profile[2]];
    [0.0, 1.0, 2.0, 3.0, 4.0, 5.0].contains(&shape) && !centre.is_nan() && !width.is_nan()
}

/// The profile seen from the other side of price zero.
fn mirrored(profile: &[f64]) -> [f64; PROFILE] {
    [profile[0], -profile[1], profile[2], profile[3]]
}

/// The share of a demand that is left at a price: from 1 far below the centre to 0 far above it.
fn share(profile: &[f64], price: f64) -> f64 {
    let [shape, centre, width] = [profile[0], profile[1], profile[2]];
    if (price + shape + centre + width).is_nan() {
        return f64::NAN;
    }
    let z = distance(price, centre, width);
    match shape {
        0.0 => 1.0,
        1.0 => (0.5 - z).clamp(0.0, 1.0),
        2.0 if z < 0.0 => 1.0 - 2.0 * f64::max(0.5 + z, 0.0) * f64::max(0.5 + z, 0.0),
        2.0 => 2.0 * f64::max(0.5 - z, 0.0) * f64::max(0.5 - z, 0.0),
        3.0 => normal_below(-z),
        4.0 if z < 0.0 => 1.0 - crate::exp(z) / 2.0,
        4.0 => crate::exp(-z) / 2.0,
        _ => f64::NAN,
    }
}

/// The distance of a price from a centre, in widths. A curve without a width is a step at its centre.
fn distance(price: f64, centre: f64, width: f64) -> f64 {
    if width > 0.0 {
        (price - centre) / width
    } else if price == centre {
        0.0
    } else {
        f64::INFINITY.copysign(price - centre)
    }
}
