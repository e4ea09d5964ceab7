//! The exponential function.

use crate::extended::{Extended, polynomial};
use crate::select::between;

/// Adding 1.5·2⁵² to a value below 2⁵¹ rounds it to an integer; 2,048 more makes the low 12 bits of the sum that
/// integer plus 2,048.
const TO_INTEGER: f64 = 6_755_399_441_055_744.0 + 2048.0;
const LOG2_E: f64 = std::f64::consts::LOG2_E;
/// ln 2 to 42 bits: a product with an integer below 2¹¹ is exact.
pub(crate) const LN_2_HIGH: f64 = 0.6931471805598903;
/// ln 2 − `LN_2_HIGH`.
pub(crate) const LN_2_LOW: f64 = 5.497923018708371e-14;
/// (eʳ − 1 − r)/r² for |r| ≤ ln 2 / 2, to 2⁻⁵⁹.
const SERIES: [f64; 11] = [
    0.5,
    0.1666666666666667,
    0.04166666666666667,
    0.008333333333326112,
    0.001388888888888373,
    0.0001984126987490126,
    2.4801587325605324e-5,
    2.7557255297969643e-6,
    2.755727357010214e-7,
    2.5105259538448494e-8,
    2.0914717341716378e-9,
];

/// Returns e to the power `x`: 0 below −745.2, infinity above 709.8.
#[inline(always)]
pub fn exp(x: f64) -> f64 {
    exp_of_sum(x, 0.0)
}

/// e to the power `head + tail`, where the tail is at most 1.
#[inline(always)]
pub(crate) fn exp_of_sum(head: f64, tail: f64) -> f64 {
    let (mantissa, exponent) = exp_parts(head, tail);
    exponent.scale(mantissa.rounded())
}

/// e to the power `head + tail` as mantissa (0.7 to 1.42, relative error 2⁻⁵⁹) and exponent.
#[inline(always)]
pub(crate) fn exp_parts(head: f64, tail: f64) -> (Extended, Exponent) {
    let head = between(head, -800.0, 800.0);
    let rounded = head * LOG2_E + TO_INTEGER;
    let n = rounded - TO_INTEGER;
    let large = head - n * LN_2_HIGH;
    let small = tail - n * LN_2_LOW;
    let r = large + small;
    let dropped = small - (r - large);
    let sum = Extended::ordered_sum(1.0, r);
    let curve = r * r * polynomial(r, &SERIES);
    let mantissa = Extended {
        head: sum.head,
        tail: curve + (sum.tail + dropped),
    };
    (mantissa, Exponent::new(rounded))
}

/// A power of two between 2⁻¹²⁰⁰ and 2¹²⁰⁰, as the low bits of a double.
#[derive(Clone, Copy)]
pub(crate) struct Exponent(u64);

impl Exponent {
    #[inline(always)]
    fn new(rounded: f64) -> Self {
        Self(rounded.to_bits() & 0xfff)
    }

    /// The exponent that is `by` less.
    #[inline(always)]
    pub fn less(self, by: u64) -> Self {
        Self(self.0.wrapping_sub(by))
    }

    /// `value` times the power of two. In two steps, since neither 2⁻¹⁰⁷⁴ nor 2¹⁰²⁴ is a factor that can be written;
    /// only the second step can round.
    #[inline(always)]
    pub fn scale(self, value: f64) -> f64 {
        let half = self.0 >> 1;
        value * power_of_two(half) * power_of_two(self.0.wrapping_sub(half))
    }
}

/// 2^(biased − 1024).
#[inline(always)]
fn power_of_two(biased: u64) -> f64 {
    f64::from_bits(biased.wrapping_sub(1) << 52)
}
