//! Fractions of whole numbers.

/// A fraction, kept as its two parts so that a conversion is exact up to one division.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Ratio(pub f64, pub f64);
