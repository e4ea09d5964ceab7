//! Who runs the model.

/// Says how far points are from what was observed.
pub trait Simulator {
    /// Why it cannot.
    type Error;

    /// One loss a point, smaller is better; what is not a number counts as infinite. The same point must get the same loss,
    /// whatever else is asked with it.
    fn losses(&self, points: &[Vec<f64>]) -> Result<Vec<f64>, Self::Error>;
}
