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
        let asked = Asked::of(searches, bounds);
        if asked.points.is_empty() {
            return Ok(evaluations);
        }
        evaluations += asked.points.len();
        let mut losses = simulator.losses(&asked.points)?;
        losses.resize(asked.points.len(), f64::INFINITY);
        // Searches compare losses: `NaN` would be neither better nor worse than anything.
        let unknown = losses.iter_mut().filter(|l| l.is_nan());
        unknown.for_each(|l| *l = f64::INFINITY);
        asked.tell(&losses, searches);
    }
}

/// The points of all searches, one search after the other.
struct Asked {
    points: Vec<Vec<f64>>,
    /// How many of them each search asked for.
    counts: Vec<usize>,
}

impl Asked {
    fn of(searches: &mut [impl Search], bounds: &Bounds) -> Asked {
        let (mut points, mut counts) = (Vec::new(), Vec::with_capacity(searches.len()));
        for search in searches {
            let asked = search.ask();
            counts.push(asked.len());
            points.extend(asked.iter().map(|unit| bounds.point(unit)));
        }
        Asked { points, counts }
    }

    fn tell(&self, losses: &[f64], searches: &mut [impl Search]) {
        let mut rest = losses;
        for (search, count) in searches.iter_mut().zip(&self.counts) {
            let (own, others) = rest.split_at(*count);
            rest = others;
            // A search that has ended expects no answer.
            if *count > 0 {
                search.tell(own);
            }
        }
    }
}
