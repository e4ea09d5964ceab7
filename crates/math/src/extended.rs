//! Sums and products that keep what rounding drops: a value is held as `head + tail`, about 106 bits.
//!
//! The constructions are Dekker's (Numerische Mathematik 18, 1971); with no fused multiply-add, an exact product needs
//! factors of at most 26 bits, which `leading` cuts off.

/// A value held as the unevaluated sum of two doubles, the second at most about a unit in the last place of the first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extended {
    /// The value, rounded.
    pub head: f64,
    /// What the rounding dropped.
    pub tail: f64,
}

impl Extended {
    /// `a + b` exactly, if `a` is zero or not smaller in magnitude than `b`.
    #[inline(always)]
    pub fn ordered_sum(a: f64, b: f64) -> Self {
        let head = a + b;
        Self {
            head,
            tail: b - (head - a),
        }
    }

    /// `a + b` exactly, in whatever order of magnitude.
    #[inline(always)]
    pub fn sum(a: f64, b: f64) -> Self {
        let head = a + b;
        let from_b = head - a;
        Self {
            head,
            tail: (a - (head - from_b)) + (b - from_b),
        }
    }

    /// `a × b`, exact but for underflow.
    #[inline(always)]
    pub fn product(a: f64, b: f64) -> Self {
        let (a_high, b_high) = (leading(a), leading(b));
        let (a_low, b_low) = (a - a_high, b - b_high);
        let head = a * b;
        let tail = ((a_high * b_high - head) + a_high * b_low + a_low * b_high) + a_low * b_low;
        Self { head, tail }
    }

    /// `x³/6`, the second term of the series of sine and hyperbolic sine.
    #[inline(always)]
    pub fn sixth_of_cube(x: f64) -> Self {
        const SIXTH: Extended = Extended {
            head: 1.0 / 6.0,
            tail: 9.25185853854297e-18,
        };
        Self::product(x, x).times(Self { head: x, tail: 0.0 }).times(SIXTH)
    }

    /// The product, with a relative error of about 2⁻¹⁰⁰.
    #[inline(always)]
    pub fn times(self, other: Self) -> Self {
        let exact = Self::product(self.head, other.head);
        let cross = self.head * other.tail + self.tail * other.head;
        Self::ordered_sum(exact.head, exact.tail + cross)
    }

    /// The quotient, with a relative error of about 2⁻¹⁰⁰.
    #[inline(always)]
    pub fn over(self, divisor: Self) -> Self {
        let quotient = self.head / divisor.head;
        let back = Self::product(quotient, divisor.head);
        let rest = ((self.head - back.head) - back.tail) + (self.tail - quotient * divisor.tail);
        Self::ordered_sum(quotient, rest / divisor.head)
    }

    /// The sum of `self` and `other`, if `self` is zero or not smaller in magnitude.
    #[inline(always)]
    pub fn plus_smaller(self, other: Self) -> Self {
        let exact = Self::ordered_sum(self.head, other.head);
        Self::ordered_sum(exact.head, exact.tail + (self.tail + other.tail))
    }

    /// The value times `factor`, a power of two.
    #[inline(always)]
    pub fn times_power(self, factor: f64) -> Self {
        Self {
            head: self.head * factor,
            tail: self.tail * factor,
        }
    }

    /// The value with the opposite sign.
    #[inline(always)]
    pub fn negated(self) -> Self {
        Self {
            head: -self.head,
            tail: -self.tail,
        }
    }

    /// The nearest double.
    #[inline(always)]
    pub fn rounded(self) -> f64 {
        self.head + self.tail
    }
}

/// The leading 26 significant bits of `x`; the rest, `x - leading(x)`, has at most 27.
#[inline(always)]
pub(crate) fn leading(x: f64) -> f64 {
    f64::from_bits(x.to_bits() & !0x7ff_ffff)
}

/// The polynomial `c[0] + c[1]·x + …` by Horner's rule. `tests/reference/coefficients.py` computes the coefficients.
#[inline(always)]
pub(crate) fn polynomial<const N: usize>(x: f64, coefficients: &[f64; N]) -> f64 {
    let mut value = coefficients[N - 1];
    for index in (0..N - 1).rev() {
        value = value * x + coefficients[index];
    }
    value
}
