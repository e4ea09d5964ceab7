//! The box that a search stays in, and its image in which every side goes from 0 to 1.

/// The smallest and largest value of each parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Bounds(Vec<(f64, f64)>);

impl Bounds {
    /// A box; `None` when a side is empty, backwards or infinite.
    pub fn new(sides: Vec<(f64, f64)>) -> Option<Self> {
        let sound = |(low, high): &(f64, f64)| low < high && (high - low).is_finite();
        sides.iter().all(sound).then_some(Bounds(sides))
    }

    /// How many parameters there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no parameter.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The smallest and largest value of a parameter.
    pub fn side(&self, parameter: usize) -> (f64, f64) {
        self.0[parameter]
    }

    /// A point from its places between the bounds, 0 to 1.
    pub(super) fn point(&self, unit: &[f64]) -> Vec<f64> {
        // `low + (high - low) * 1` may round past `high`.
        let value = |(u, (low, high)): (&f64, &(f64, f64))| (low + (high - low) * u).clamp(*low, *high);
        unit.iter().zip(&self.0).map(value).collect()
    }

    /// The places of a point between the bounds, 0 to 1.
    pub(super) fn unit(&self, point: &[f64]) -> Vec<f64> {
        let place = |(x, (low, high)): (&f64, &(f64, f64))| ((x - low) / (high - low)).clamp(0.0, 1.0);
        point.iter().zip(&self.0).map(place).collect()
    }
}
