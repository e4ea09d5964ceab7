//! Whole numbers: integer part, remainder, multiples of a quantum.

/// Returns the integer part of `x`: what is behind the decimal point is cut off, towards zero.
#[inline(always)]
pub fn integer(x: f64) -> f64 {
    x.trunc()
}

/// Returns the largest whole number that is not above `x`.
#[inline(always)]
pub fn floor(x: f64) -> f64 {
    x.floor()
}

/// Returns the remainder of `x` divided by `base`, with the sign of `base`.
///
/// It is NaN if `base` is zero or `x` infinite.
#[inline(always)]
pub fn floor_modulo(x: f64, base: f64) -> f64 {
    let remainder = x % base;
    let is_on_other_side = remainder != 0.0 && (remainder < 0.0) != (base < 0.0);
    if is_on_other_side { remainder + base } else { remainder }
}

/// Returns the remainder of `x` divided by `base`, with the sign of `x`.
///
/// The remainder is exact however large the quotient. It is NaN if `base` is zero or `x` infinite; an infinite
/// `base` leaves `x` as it is.
#[inline(always)]
pub fn modulo(x: f64, base: f64) -> f64 {
    x % base
}

/// Returns the multiple of `quantum` nearest to `x` on the side of zero, `quantum × integer(x/quantum)`.
///
/// A `quantum` of zero or less leaves `x` as it is.
#[inline(always)]
pub fn quantum(x: f64, quantum: f64) -> f64 {
    let multiple = quantum * integer(x / quantum);
    if quantum <= 0.0 { x } else { multiple }
}
