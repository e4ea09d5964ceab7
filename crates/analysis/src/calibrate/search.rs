//! Searches that go forward together, so that each call of the simulator carries the points of all.

use super::bounds::Bounds;
use super::simulator::Simulator;

/// A search that asks for the losses of points, and receives them.
pub(super) trait Search {
    /// The points to be evaluated next, each coordinate 0 to 1; none when it has ended.
    fn ask(&mut self) -> Vec<Vec<f64>>;

    /// One loss for each point that was asked, in order; infinite, but never not a number.
    fn tell(&mut self, losses: &[f64]);
}

/// Lets all searches go on until each has ended; returns how many points were evaluated.
pub(super) fn together<S: Simulator>(
    searches: &mut [impl Search],
    bounds: &Bounds,
    simulator: &S,
) -> Result<usize, S::Error> {
    let mut evaluations = 0;
    loop {
        let mut counts = Vec::with_capacity(searches.len());
        let mut points = Vec::new();
        for search in searches.iter_mut() {
            let asked = search.ask();
            counts.push(asked.len());
            points.extend(asked.iter().map(|unit| bounds.point(unit)));
        }
        if points.is_empty() {
            return Ok(evaluations);
        }
        evaluations += points.len();
        let mut losses = simulator.losses(&points)?;
        losses.resize(points.len(), f64::INFINITY);
        losses
            .iter_mut()
            .filter(|l| l.is_nan())
            .for_each(|l| *l = f64::INFINITY);
        let mut rest = losses.as_slice();
        for (search, count) in searches.iter_mut().zip(counts) {
            let (own, others) = rest.split_at(count);
            rest = others;
            if count > 0 {
                search.tell(own);
            }
        }
    }
}
