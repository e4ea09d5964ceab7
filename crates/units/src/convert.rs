//! How many of one unit another is.

use crate::ratio::Ratio;
use crate::unit::Unit;
use crate::words::definition;

impl Unit {
    /// The number by which a value in this unit is multiplied to be in `other`; `None` when they do not measure the same, or
    /// when it depends on how many weeks or days make a year.
    pub fn factor_to(&self, other: &Unit) -> Option<f64> {
        if self == other {
            return Some(1.0);
        }
        let (from, to) = (Defined::of(self), Defined::of(other));
        let Ratio(from_above, from_below) = from.ratio;
        let Ratio(to_above, to_below) = to.ratio;
        (from.unit == to.unit).then(|| (from_above * to_below) / (from_below * to_above))
    }
}

/// A unit in terms of those that no table defines.
struct Defined {
    ratio: Ratio,
    unit: Unit,
}

impl Defined {
    fn of(unit: &Unit) -> Defined {
        let start = Defined {
            ratio: Ratio(1.0, 1.0),
            unit: Unit::pure(),
        };
        let powers = unit.powers().iter();
        powers.fold(start, |found, power| found.times(&power.base, power.exponent))
    }

    fn times(self, base: &str, exponent: i32) -> Defined {
        let (Ratio(above, below), unit) = definition(base);
        let (above, below) = if exponent > 0 { (above, below) } else { (below, above) };
        let size = exponent.saturating_abs();
        let ratio = Ratio(self.ratio.0 * above.powi(size), self.ratio.1 * below.powi(size));
        let unit = self.unit.times(&unit.power(exponent));
        Defined { ratio, unit }
    }
}

/// The number by which a value in `from` is multiplied to be in `to`, where both are written as in a data file. A text that is
/// no unit (`per 100,000`) fits itself alone.
pub fn conversion(from: &str, to: &str) -> Option<f64> {
    match (Unit::parse(from), Unit::parse(to)) {
        (Some(from), Some(to)) => from.factor_to(&to),
        _ => same(from, to).then_some(1.0),
    }
}

/// Whether two texts of data files mean the same unit.
pub fn same(a: &str, b: &str) -> bool {
    match (Unit::parse(a), Unit::parse(b)) {
        (None, None) => a.trim().to_lowercase() == b.trim().to_lowercase(),
        (a, b) => a == b,
    }
}
