//! Units as products of powers of base units.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

/// A product of whole powers of base units; empty for a pure number.
///
/// Two units are equal exactly when they mean the same: base units are kept under one name, in one order, without zero
/// exponents. `billion USD` and `USD` are different base units, because a formula that mixes them lacks a factor;
/// [`Unit::factor_to`] knows how many of one the other is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Unit {
    powers: Arc<[Power]>,
}

/// One base unit, by its canonical name, with its exponent.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Power {
    pub base: Arc<str>,
    pub exponent: i32,
}

impl Unit {
    /// A pure number.
    pub fn pure() -> Self {
        Unit::default()
    }

    /// A base unit under its canonical name.
    pub(crate) fn base(name: &str) -> Self {
        let (base, exponent) = (name.into(), 1);
        Unit {
            powers: [Power { base, exponent }].into(),
        }
    }

    /// Whether it is a pure number.
    pub fn is_pure(&self) -> bool {
        self.powers.is_empty()
    }

    /// The product of two units.
    pub fn times(&self, other: &Unit) -> Unit {
        self.combine(other, 1)
    }

    /// The quotient of two units.
    pub fn over(&self, other: &Unit) -> Unit {
        self.combine(other, -1)
    }

    /// The unit to a whole power.
    pub fn power(&self, exponent: i32) -> Unit {
        if exponent == 0 {
            return Unit::pure();
        }
        let raised = |power: &Power| power.with(power.exponent.saturating_mul(exponent));
        Unit {
            powers: self.powers.iter().map(raised).collect(),
        }
    }

    /// The square root, where all exponents are even.
    pub fn root(&self) -> Option<Unit> {
        let is_square = self.powers.iter().all(|power| power.exponent % 2 == 0);
        let halved = |power: &Power| power.with(power.exponent / 2);
        is_square.then(|| Unit {
            powers: self.powers.iter().map(halved).collect(),
        })
    }

    pub(crate) fn powers(&self) -> &[Power] {
        &self.powers
    }

    /// `self * other^sign`, by merging two lists that are sorted by name.
    fn combine(&self, other: &Unit, sign: i32) -> Unit {
        if other.is_pure() {
            return self.clone();
        }
        let mut powers = Vec::with_capacity(self.powers.len() + other.powers.len());
        let (mut left, mut right) = (&*self.powers, &*other.powers);
        while let ([a, more_left @ ..], [b, more_right @ ..]) = (left, right) {
            match a.base.cmp(&b.base) {
                Ordering::Less => powers.push(a.clone()),
                Ordering::Greater => powers.push(b.signed(sign)),
                Ordering::Equal => powers.extend(a.plus(b.signed(sign).exponent)),
            }
            left = if a.base <= b.base { more_left } else { left };
            right = if b.base <= a.base { more_right } else { right };
        }
        powers.extend_from_slice(left);
        powers.extend(right.iter().map(|power| power.signed(sign)));
        Unit { powers: powers.into() }
    }
}

impl Power {
    fn with(&self, exponent: i32) -> Power {
        Power {
            base: self.base.clone(),
            exponent,
        }
    }

    fn signed(&self, sign: i32) -> Power {
        self.with(self.exponent.saturating_mul(sign))
    }

    /// The power with a larger exponent; `None` when the exponents cancel.
    fn plus(&self, more: i32) -> Option<Power> {
        let exponent = self.exponent.saturating_add(more);
        (exponent != 0).then(|| self.with(exponent))
    }
}

impl fmt::Display for Power {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.exponent.unsigned_abs() {
            1 => f.write_str(&self.base),
            exponent => write!(f, "{}^{exponent}", self.base),
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (above, below): (Vec<&Power>, Vec<&Power>) = self.powers.iter().partition(|power| power.exponent > 0);
        match (&above[..], &below[..]) {
            ([], []) => f.write_str("dmnl"),
            ([], _) => f.write_str("1"),
            (above, _) => f.write_str(&product(above)),
        }?;
        match &below[..] {
            [] => Ok(()),
            [one] => write!(f, "/{one}"),
            several => write!(f, "/({})", product(several)),
        }
    }
}

fn product(powers: &[&Power]) -> String {
    powers.iter().map(ToString::to_string).collect::<Vec<_>>().join("*")
}
