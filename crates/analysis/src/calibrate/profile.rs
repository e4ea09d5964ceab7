//! Profiles: how small the loss can be made while one parameter is held, and how far that parameter can go.

use super::bounds::Bounds;
use super::minimise::Minimum;
use super::search::together;
use super::simplex::Simplex;
use super::simulator::Simulator;

/// How profiles are made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Profiles {
    /// At how many evenly spaced values each parameter is held, both bounds included; at least 2.
    pub points: usize,
    /// How far the loss may rise above its minimum before a value is ruled out.
    pub rise: f64,
    /// How many times each end of the interval is refined.
    pub refinements: usize,
    /// The difference of two losses that does not matter.
    pub tolerance: f64,
}

/// The profile of one parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// The values at which it was held and the losses there, ascending; the minimum is among them.
    pub points: Vec<ProfilePoint>,
    /// Where the loss rises above the threshold below the minimum; `None` when it does not before the bound.
    pub low: Option<f64>,
    /// The same above the minimum.
    pub high: Option<f64>,
}

/// A parameter that is held at a value.
#[derive(Clone, Debug, PartialEq)]
pub struct ProfilePoint {
    /// The value.
    pub value: f64,
    /// The smallest loss that was found with it.
    pub loss: f64,
    /// All parameters there.
    pub point: Vec<f64>,
}

/// A point that was evaluated.
#[derive(Clone)]
struct Evaluated {
    /// Its coordinates, each 0 to 1 between the bounds.
    place: Vec<f64>,
    loss: f64,
}

/// What is known about one parameter: the minimum, and the smallest losses with the parameter held.
struct Curve {
    parameter: usize,
    minimum: Evaluated,
    /// By the parameter, ascending; the minimum is among them.
    points: Vec<Evaluated>,
}

/// The two ends of an interval.
#[derive(Clone, Copy, PartialEq)]
enum End {
    Low,
    High,
}

/// Two neighbours between which the loss rises above the threshold.
struct Bracket<'a> {
    inside: &'a Evaluated,
    outside: &'a Evaluated,
}

/// A minimisation with one parameter held: which, at what value (0 to 1), and a point to begin from.
struct Task {
    parameter: usize,
    held_at: f64,
    from: Vec<f64>,
}

impl Profiles {
    /// The profile of each parameter around a minimum, and how many points were evaluated. Each is minimised again from the
    /// nearest point known, so that a second minimum far away can stay unseen.
    pub fn around<S: Simulator>(
        &self,
        minimum: &Minimum,
        bounds: &Bounds,
        simulator: &S,
    ) -> Result<(Vec<Profile>, usize), S::Error> {
        let mut search = ProfileSearch {
            settings: self,
            bounds,
            simulator,
            curves: curves(minimum, bounds),
            evaluations: 0,
        };
        let tasks = search.evenly_spaced();
        // All parameters in one call. Refinement needs the brackets that this finds, and each round those of the last.
        search.carry_out(tasks)?;
        for round in 0..self.refinements {
            let tasks: Vec<Task> = search.curves.iter().flat_map(|c| self.refine(c, round)).collect();
            search.carry_out(tasks)?;
        }
        let profiles = search.curves.iter().map(|curve| self.finish(curve, bounds));
        Ok((profiles.collect(), search.evaluations))
    }

    /// Where the two ends of a curve's interval are looked for next: where a straight line puts them, then a little beyond and a
    /// little before, so that both sides of the end come close.
    fn refine(&self, curve: &Curve, round: usize) -> Vec<Task> {
        let tasks = [End::Low, End::High].map(|end| {
            let bracket = curve.bracket(end, self.rise)?;
            let (a, b) = (curve.value(bracket.inside), curve.value(bracket.outside));
            // Half-way while one side is unknown; never very close to what is known.
            let share = if bracket.outside.loss.is_finite() {
                (self.crossing(curve, &bracket) + [0.0, 0.05, -0.05][round % 3]).clamp(0.05, 0.95)
            } else {
                0.5
            };
            ((a - b).abs() > 1e-6).then(|| Task {
                parameter: curve.parameter,
                held_at: a + share * (b - a),
                from: bracket.inside.place.clone(),
            })
        });
        tasks.into_iter().flatten().collect()
    }

    /// How far from inside to outside the threshold is met, where the root of the rise is straight: exact for a parabola.
    fn crossing(&self, curve: &Curve, bracket: &Bracket<'_>) -> f64 {
        // Near its minimum a loss is a parabola, so that its root rises in a straight line and one interpolation finds the end.
        let root = |loss: f64| math::sqrt((loss - curve.minimum.loss).max(0.0));
        let (a, b) = (root(bracket.inside.loss), root(bracket.outside.loss));
        if b > a {
            ((math::sqrt(self.rise) - a) / (b - a)).clamp(0.0, 1.0)
        } else {
            0.5
        }
    }

    fn finish(&self, curve: &Curve, bounds: &Bounds) -> Profile {
        Profile {
            points: curve.points.iter().map(|known| curve.shown(known, bounds)).collect(),
            low: self.end(curve, End::Low, bounds),
            high: self.end(curve, End::High, bounds),
        }
    }

    /// Where the loss crosses the threshold, in the parameter's own unit.
    fn end(&self, curve: &Curve, end: End, bounds: &Bounds) -> Option<f64> {
        let bracket = curve.bracket(end, self.rise)?;
        let value = |known: &Evaluated| bounds.point(&known.place)[curve.parameter];
        let (a, b) = (value(bracket.inside), value(bracket.outside));
        let is_known = bracket.outside.loss.is_finite();
        let share = if is_known { self.crossing(curve, &bracket) } else { 0.5 };
        // In the parameter's own unit, or its logarithm, as the search sees it: the bounds are those of the coordinates.
        Some(a + share * (b - a))
    }
}

/// A curve a parameter that holds the minimum alone.
fn curves(minimum: &Minimum, bounds: &Bounds) -> Vec<Curve> {
    let minimum = Evaluated {
        place: bounds.unit(&minimum.point),
        loss: minimum.loss,
    };
    let curve = |parameter| Curve {
        parameter,
        minimum: minimum.clone(),
        points: vec![minimum.clone()],
    };
    (0..bounds.len()).map(curve).collect()
}

/// All profiles while they are being made.
struct ProfileSearch<'a, S> {
    settings: &'a Profiles,
    bounds: &'a Bounds,
    simulator: &'a S,
    curves: Vec<Curve>,
    evaluations: usize,
}

impl<S: Simulator> ProfileSearch<'_, S> {
    /// Each parameter held at evenly spaced values, both bounds included.
    fn evenly_spaced(&self) -> Vec<Task> {
        let last = self.settings.points.max(2) - 1;
        let values = (0..=last).map(|k| k as f64 / last as f64);
        let at = |held_at: f64| {
            self.curves.iter().map(move |curve| Task {
                parameter: curve.parameter,
                held_at,
                from: curve.minimum.place.clone(),
            })
        };
        values.flat_map(at).collect()
    }

    /// Minimises with each task's parameter held, and sorts what is found into the curves.
    fn carry_out(&mut self, tasks: Vec<Task>) -> Result<(), S::Error> {
        let simplex = |task: &Task| task.simplex(self.bounds.len(), self.settings.tolerance);
        let mut simplexes: Vec<Simplex> = tasks.iter().map(simplex).collect();
        self.evaluations += together(&mut simplexes, self.bounds, self.simulator)?;
        for (task, simplex) in tasks.iter().zip(&simplexes) {
            let (place, loss) = simplex.best();
            let place = place.to_vec();
            self.curves[task.parameter].insert(task.held_at, Evaluated { place, loss });
        }
        Ok(())
    }
}

impl Task {
    /// A search over the other parameters.
    fn simplex(&self, parameters: usize, tolerance: f64) -> Simplex {
        let mut point = self.from.clone();
        point[self.parameter] = self.held_at;
        let free: Vec<usize> = (0..parameters).filter(|k| *k != self.parameter).collect();
        Simplex::new(point, &free, tolerance)
    }
}

impl Curve {
    /// The value of the curve's parameter at a point, 0 to 1.
    fn value(&self, point: &Evaluated) -> f64 {
        point.place[self.parameter]
    }

    /// A point in the parameters' own units.
    fn shown(&self, known: &Evaluated, bounds: &Bounds) -> ProfilePoint {
        let point = bounds.point(&known.place);
        ProfilePoint {
            value: point[self.parameter],
            loss: known.loss,
            point,
        }
    }

    /// Adds a point, unless one is known at that value.
    fn insert(&mut self, value: f64, point: Evaluated) {
        let at = self.points.partition_point(|p| p.place[self.parameter] < value);
        let is_known = self.points.get(at).is_some_and(|p| self.value(p) == value);
        if !is_known {
            self.points.insert(at, point);
        }
    }

    /// The first point outside, going down or up from the minimum, and its neighbour inside.
    fn bracket(&self, end: End, rise: f64) -> Option<Bracket<'_>> {
        let best = self.value(&self.minimum);
        // The first point outside going away from the minimum: beyond a ridge the loss may be low again, and the interval ends
        // before it.
        let is_outside = |p: &Evaluated| p.loss > self.minimum.loss + rise;
        let below = |p: &&Evaluated| self.value(p) < best && is_outside(p);
        let above = |p: &&Evaluated| self.value(p) > best && is_outside(p);
        let outside = match end {
            End::Low => self.points.iter().rfind(below),
            End::High => self.points.iter().find(above),
        }?;
        let at = self.points.iter().position(|p| self.value(p) == self.value(outside))?;
        let inside = match end {
            End::Low => at + 1,
            End::High => at.checked_sub(1)?,
        };
        let inside = self.points.get(inside)?;
        Some(Bracket { inside, outside })
    }
}
