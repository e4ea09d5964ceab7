//! Profiles: how small the loss can be made while one parameter is held, and how far that parameter can go.

use super::search::together;
use super::simplex::Simplex;
use super::{Bounds, Minimum, Simulator};

/// How profiles are made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Profiles {
    /// At how many evenly spaced values each parameter is held, both bounds included; at least 2.
    pub points: usize,
    /// How far the loss may rise above its minimum before a value counts as out of question.
    pub rise: f64,
    /// How often each end of the interval is made more precise.
    pub refinements: usize,
    /// Which difference of two losses does not matter.
    pub tolerance: f64,
}

/// The profile of one parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Where it was held and what the loss then came to, ascending; the minimum is among them.
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

/// A point, its places 0 to 1, and its loss.
type Known = (Vec<f64>, f64);

/// A place between the bounds to look at: the parameter, where it is held, and a point to begin from.
struct Task {
    parameter: usize,
    place: f64,
    from: Vec<f64>,
}

impl Profiles {
    /// The profile of each parameter around a minimum, and how many points were asked for. Each is minimised again from the
    /// nearest point known, so that a second minimum far away can stay unseen.
    pub fn around<S: Simulator>(
        &self,
        minimum: &Minimum,
        bounds: &Bounds,
        simulator: &S,
    ) -> Result<(Vec<Profile>, usize), S::Error> {
        let known = (bounds.unit(&minimum.point), minimum.loss);
        let mut curves = vec![vec![known.clone()]; bounds.len()];
        let last = self.points.max(2) - 1;
        let places = (0..=last).map(|k| k as f64 / last as f64);
        let tasks: Vec<Task> = places
            .flat_map(|place| (0..bounds.len()).map(move |parameter| (parameter, place)))
            .map(|(parameter, place)| Task {
                parameter,
                place,
                from: known.0.clone(),
            })
            .collect();
        let mut evaluations = self.carry_out(tasks, &mut curves, (bounds, simulator))?;
        for round in 0..self.refinements {
            let tasks = (0..bounds.len()).flat_map(|p| self.refine(&curves[p], (p, round), &known));
            evaluations += self.carry_out(tasks.collect(), &mut curves, (bounds, simulator))?;
        }
        let profiles = curves.into_iter().enumerate();
        let profiles = profiles.map(|(p, curve)| self.finish(&curve, (p, &known), bounds));
        Ok((profiles.collect(), evaluations))
    }

    /// Minimises with each task's parameter held, and sorts what is found into the curves.
    fn carry_out<S: Simulator>(
        &self,
        tasks: Vec<Task>,
        curves: &mut [Vec<Known>],
        (bounds, simulator): (&Bounds, &S),
    ) -> Result<usize, S::Error> {
        let mut simplexes: Vec<Simplex> = tasks
            .iter()
            .map(|task| {
                let mut point = task.from.clone();
                point[task.parameter] = task.place;
                let free: Vec<usize> = (0..bounds.len()).filter(|k| *k != task.parameter).collect();
                Simplex::new(point, &free, self.tolerance)
            })
            .collect();
        let evaluations = together(&mut simplexes, bounds, simulator)?;
        for (task, simplex) in tasks.iter().zip(&simplexes) {
            let (point, loss) = simplex.best();
            let curve = &mut curves[task.parameter];
            let at = curve.partition_point(|(p, _)| p[task.parameter] < task.place);
            let known = curve.get(at).is_some_and(|(p, _)| p[task.parameter] == task.place);
            if !known {
                curve.insert(at, (point.to_vec(), loss));
            }
        }
        Ok(evaluations)
    }

    /// Where the two ends of a curve's interval are looked for next: where a straight line puts them, then a little beyond and a
    /// little before, so that both sides of the end come close.
    fn refine(&self, curve: &[Known], (parameter, round): (usize, usize), known: &Known) -> Vec<Task> {
        let tasks = [true, false].map(|below| {
            let (inner, outer) = self.bracket(curve, parameter, (known, below))?;
            let (a, b) = (inner.0[parameter], outer.0[parameter]);
            // Half-way while one side is unknown; never very close to what is known.
            let share = if outer.1.is_finite() {
                (self.crossing(inner.1, outer.1, known.1) + [0.0, 0.05, -0.05][round % 3]).clamp(0.05, 0.95)
            } else {
                0.5
            };
            ((a - b).abs() > 1e-6).then(|| Task {
                parameter,
                place: a + share * (b - a),
                from: inner.0.clone(),
            })
        });
        tasks.into_iter().flatten().collect()
    }

    /// The last point inside and the first outside, going down or up from the minimum.
    fn bracket<'a>(
        &self,
        curve: &'a [Known],
        parameter: usize,
        (known, below): (&Known, bool),
    ) -> Option<(&'a Known, &'a Known)> {
        let best = known.0[parameter];
        let outside = |p: &&Known| p.1 > known.1 + self.rise;
        let outer = if below {
            curve.iter().rfind(|p| p.0[parameter] < best && outside(p))
        } else {
            curve.iter().find(|p| p.0[parameter] > best && outside(p))
        }?;
        let at = curve.iter().position(|p| p.0[parameter] == outer.0[parameter])?;
        let inner = if below { at + 1 } else { at.checked_sub(1)? };
        Some((curve.get(inner)?, outer))
    }

    /// How far from inside to outside the threshold is met, where the root of the rise is straight: exact for a parabola.
    fn crossing(&self, inner: f64, outer: f64, best: f64) -> f64 {
        let root = |loss: f64| math::sqrt((loss - best).max(0.0));
        let (a, b, wanted) = (root(inner), root(outer), math::sqrt(self.rise));
        if b > a {
            ((wanted - a) / (b - a)).clamp(0.0, 1.0)
        } else {
            0.5
        }
    }

    fn finish(&self, curve: &[Known], (parameter, known): (usize, &Known), bounds: &Bounds) -> Profile {
        let end = |below: bool| {
            let (inner, outer) = self.bracket(curve, parameter, (known, below))?;
            let (a, b) = (bounds.point(&inner.0)[parameter], bounds.point(&outer.0)[parameter]);
            let share = if outer.1.is_finite() {
                self.crossing(inner.1, outer.1, known.1)
            } else {
                0.5
            };
            Some(a + share * (b - a))
        };
        let points = curve.iter().map(|(unit, loss)| {
            let point = bounds.point(unit);
            ProfilePoint {
                value: point[parameter],
                loss: *loss,
                point,
            }
        });
        Profile {
            points: points.collect(),
            low: end(true),
            high: end(false),
        }
    }
}
