//! One definition of every function that the engine computes.

/// A table, read between its points by straight lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Lookup;

/// How a lookup is read between and beyond its points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LookupMode {
    /// Straight lines, the end values beyond.
    Interpolate,
    /// Straight lines, the end lines go on beyond.
    Extrapolate,
    /// The next point's value.
    Forward,
    /// The last point's value.
    Backward,
}
