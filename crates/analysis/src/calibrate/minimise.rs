//! The search for the point at which a loss is smallest.

use super::bounds::Bounds;
use super::evolution::Evolution;
use super::search::together;
use super::settings::Calibrate;
use super::simplex::Simplex;
use super::simulator::Simulator;
use crate::sample::stream::Stream;

/// Where a loss is smallest.
#[derive(Clone, Debug, PartialEq)]
pub struct Minimum {
    /// The point, within the bounds.
    pub point: Vec<f64>,
    /// Its loss.
    pub loss: f64,
    /// What each start came to, in order: starts that differ suggest several minima.
    pub starts: Vec<(Vec<f64>, f64)>,
    /// How many points were evaluated.
    pub evaluations: usize,
}

/// Looks for the smallest loss within the bounds. `first` is among the points of the first start, so that the result is never
/// worse than it.
pub fn minimise<S: Simulator>(
    settings: &Calibrate,
    bounds: &Bounds,
    first: &[f64],
    simulator: &S,
) -> Result<Minimum, S::Error> {
    let mut populations = populations(settings, bounds, first);
    let searched = together(&mut populations, bounds, simulator)?;
    let mut simplexes = simplexes(&populations, bounds, settings.tolerance);
    let polished = together(&mut simplexes, bounds, simulator)?;
    let ended = |s: &Simplex| (bounds.point(s.best().0), s.best().1);
    let starts: Vec<(Vec<f64>, f64)> = simplexes.iter().map(ended).collect();
    // The first of equals: which start wins a draw must not depend on anything but their order.
    let best = starts.iter().min_by(|a, b| a.1.total_cmp(&b.1)).cloned();
    let (point, loss) = best.unwrap_or((first.to_vec(), f64::INFINITY));
    Ok(Minimum {
        point,
        loss,
        starts,
        evaluations: searched + polished,
    })
}

fn populations(settings: &Calibrate, bounds: &Bounds, first: &[f64]) -> Vec<Evolution> {
    let population = |start: usize| {
        // A stream a start: one more start leaves the others as they were.
        let stream = Stream::new(settings.seed, &format!("calibration, start {start}"));
        let known = (start == 0).then(|| bounds.unit(first));
        Evolution::new(settings, bounds.len(), stream, known)
    };
    (0..settings.starts.max(1)).map(population).collect()
}

/// A simplex around the best point of each population: differential evolution finds a valley soon and its floor late.
fn simplexes(populations: &[Evolution], bounds: &Bounds, tolerance: f64) -> Vec<Simplex> {
    let free: Vec<usize> = (0..bounds.len()).collect();
    let simplex = |p: &Evolution| Simplex::new(p.best().0.to_vec(), &free, tolerance);
    populations.iter().map(simplex).collect()
}
