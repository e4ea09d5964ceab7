//! From the values of a variable over time to one number.

// Not `experiment::Reduce`, whose mean weighs each save point by the time that it stands for within a window of a study. This
// one takes all save points of a run alike, as whoever holds the columns would, so that the two differ in numbers.

/// How the values at the save points of a run become one number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reduce {
    /// The value at the start.
    Initial,
    /// The value at the end.
    Final,
    /// The smallest value.
    Min,
    /// The largest value.
    Max,
    /// The mean over all save points, each with the same weight.
    Mean,
    /// The value at the last save point that is not behind this time.
    At(f64),
}

impl Reduce {
    /// What is known before the first save point.
    pub(crate) fn begin(self) -> f64 {
        match self {
            Reduce::Min => f64::INFINITY,
            Reduce::Max => f64::NEG_INFINITY,
            Reduce::Mean => 0.0,
            Reduce::Initial | Reduce::Final | Reduce::At(_) => f64::NAN,
        }
    }

    /// What is known after one more save point.
    pub(crate) fn take(self, known: f64, value: f64, point: usize, time: f64) -> f64 {
        match self {
            Reduce::Initial if point > 0 => known,
            // Save points are counted in steps, so that their times carry an error of rounding.
            Reduce::At(at) if time > at + 1e-9 * at.abs().max(1.0) => known,
            Reduce::Initial | Reduce::Final | Reduce::At(_) => value,
            Reduce::Min => known.min(value),
            Reduce::Max => known.max(value),
            Reduce::Mean => known + value,
        }
    }

    /// The number after the last save point.
    pub(crate) fn end(self, known: f64, points: usize) -> f64 {
        match self {
            Reduce::Mean => known / points as f64,
            _ => known,
        }
    }
}
