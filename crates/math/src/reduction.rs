//! Reduction of an angle to a quarter turn and a rest of at most an eighth of a turn.

use crate::extended::Extended;

/// An angle of `quarters` quarter turns (modulo four) and a rest.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Angle {
    quarters: u64,
    /// What is left, in radians: at most a little more than π/4 in magnitude.
    pub rest: Extended,
}

impl Angle {
    /// Whether sine and cosine change places.
    #[inline(always)]
    pub fn is_odd(self) -> bool {
        self.quarters & 1 == 1
    }

    /// The angle a quarter turn further on.
    #[inline(always)]
    pub fn advanced(self) -> Self {
        let quarters = self.quarters.wrapping_add(1);
        Self { quarters, ..self }
    }

    /// `value`, or `-value` beyond half a turn.
    #[inline(always)]
    pub fn with_sign_of_half_turn(self, value: f64) -> f64 {
        f64::from_bits(value.to_bits() ^ ((self.quarters & 2) << 62))
    }
}

/// Up to 2²⁰ quarter turns a product with a 33-bit part of π/2 is exact.
const LARGEST_DIRECT: f64 = 1_647_000.0;
/// Adding 1.5·2⁵² to a value below 2⁵¹ rounds it to an integer.
const TO_INTEGER: f64 = 6_755_399_441_055_744.0;
/// π/2 in three parts of 33 bits and a rest.
const QUARTER_TURN: [f64; 4] = [
    1.5707963267341256,
    6.077100506303966e-11,
    2.0222662487111665e-21,
    8.4784276603689e-32,
];

/// Reduces `x` radians; the rest has a relative error below 2⁻⁷⁰. NaN for NaN and infinity.
#[inline]
pub(crate) fn reduce(x: f64) -> Angle {
    if is_large(x) { reduce_large(x) } else { reduce_direct(x) }
}

/// Whether [`reduce_direct`] does not do for `x`.
#[inline(always)]
pub(crate) fn is_large(x: f64) -> bool {
    (x.abs() > LARGEST_DIRECT) & (x.abs() < f64::INFINITY)
}

/// Subtracts the quarter turns part by part (Cody & Waite 1980), keeping what each subtraction drops.
#[inline(always)]
pub(crate) fn reduce_direct(x: f64) -> Angle {
    let rounded = x * std::f64::consts::FRAC_2_PI + TO_INTEGER;
    let n = rounded - TO_INTEGER;
    let first = x - n * QUARTER_TURN[0];
    let second = Extended::sum(first, -(n * QUARTER_TURN[1]));
    let third = Extended::sum(second.head, -(n * QUARTER_TURN[2]));
    let tail = (second.tail + third.tail) - n * QUARTER_TURN[3];
    Angle {
        quarters: rounded.to_bits(),
        rest: Extended::ordered_sum(third.head, tail),
    }
}

/// 64 zero bits, then the first 1,280 bits of 2/π behind its binary point: enough for the largest double.
const TWO_OVER_PI: [u64; 21] = [
    0x0000000000000000,
    0xa2f9836e4e441529,
    0xfc2757d1f534ddc0,
    0xdb6295993c439041,
    0xfe5163abdebbc561,
    0xb7246e3a424dd2e0,
    0x06492eea09d1921c,
    0xfe1deb1cb129a73e,
    0xe88235f52ebb4484,
    0xe99c7026b45f7e41,
    0x3991d639835339f4,
    0x9c845f8bbdf9283b,
    0x1ff897ffde05980f,
    0xef2f118b5a0a6d1f,
    0x6d367ecf27cb09b7,
    0x4f463f669e5fea2d,
    0x7527bac7ebe5f17b,
    0x3d0739f78a5292ea,
    0x6bfb5fb11f8d5d08,
    0x56033046fc7b6bab,
    0xf0cfbc209af4361d,
];
const HALF_PI: Extended = Extended {
    head: std::f64::consts::FRAC_PI_2,
    tail: 6.123233995736766e-17,
};

/// Multiplies the mantissa of `x` with the 192 bits of 2/π that matter (Payne & Hanek 1983): bits above them
/// contribute whole turns, bits below less than 2⁻¹³⁷ of a quarter turn. For 2²⁰ ≤ |x| < ∞.
#[cold]
fn reduce_large(x: f64) -> Angle {
    let bits = x.abs().to_bits();
    let mantissa = (bits & ((1 << 52) - 1)) | (1 << 52);
    // x = mantissa·2^(biased − 1075); the window begins two bits above the place where a bit means one quarter turn.
    let biased = bits >> 52;
    let turns = times_modulo(window(biased + 64 - 1075 - 2), mantissa);

    // The top two bits count the quarter turns, the others are their fraction; round to the nearest.
    let nearest = (turns[0] >> 62) + ((turns[0] >> 61) & 1);
    let fraction = [
        turns[0] << 2 | turns[1] >> 62,
        turns[1] << 2 | turns[2] >> 62,
        turns[2] << 2,
    ];
    let is_negative = fraction[0] >> 63 == 1;
    let magnitude = if is_negative { negated(fraction) } else { fraction };
    let rest = as_extended(magnitude).times(HALF_PI);
    let rest = if is_negative { rest.negated() } else { rest };
    if x < 0.0 {
        let quarters = nearest.wrapping_neg();
        let rest = rest.negated();
        Angle { quarters, rest }
    } else {
        let quarters = nearest;
        Angle { quarters, rest }
    }
}

/// The 192 bits of 2/π that begin at `position`, most significant word first.
fn window(position: u64) -> [u64; 3] {
    let (word, shift) = ((position / 64) as usize, position % 64);
    let at = |index: usize| {
        let pair = u128::from(TWO_OVER_PI[word + index]) << 64 | u128::from(TWO_OVER_PI[word + index + 1]);
        (pair << shift >> 64) as u64
    };
    [at(0), at(1), at(2)]
}

/// `words × factor` modulo 2¹⁹².
fn times_modulo(words: [u64; 3], factor: u64) -> [u64; 3] {
    let factor = u128::from(factor);
    let low = u128::from(words[2]) * factor;
    let middle = u128::from(words[1]) * factor + (low >> 64);
    let high = u128::from(words[0]) * factor + (middle >> 64);
    [high as u64, middle as u64, low as u64]
}

/// 2¹⁹² less `words`.
fn negated(words: [u64; 3]) -> [u64; 3] {
    let (low, carry) = (!words[2]).overflowing_add(1);
    let (middle, carry) = (!words[1]).overflowing_add(u64::from(carry));
    [(!words[0]).wrapping_add(u64::from(carry)), middle, low]
}

/// The fraction `words`/2¹⁹² with its leading 106 bits. It is not zero: no double is a multiple of π/2.
fn as_extended(words: [u64; 3]) -> Extended {
    let zeros = if words[0] == 0 {
        64 + words[1].leading_zeros()
    } else {
        words[0].leading_zeros()
    };
    let upper = u128::from(words[0]) << 64 | u128::from(words[1]);
    let lower = u128::from(words[2]) << 64;
    let normal = upper << zeros | lower.checked_shr(128 - zeros).unwrap_or(0);
    // 2^(−53 − zeros) and 2^(−106 − zeros).
    let unit = f64::from_bits((1023 - 53 - u64::from(zeros)) << 52);
    let head = ((normal >> 75) as u64) as f64 * unit;
    let tail = (((normal >> 22) as u64) & ((1 << 53) - 1)) as f64 * (unit * (f64::EPSILON / 2.0));
    Extended { head, tail }
}
