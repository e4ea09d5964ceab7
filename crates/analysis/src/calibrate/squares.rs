//! Least squares for many problems at once: each is fitted again from a point near its minimum.
//!
//! The method of Levenberg (1944) and Marquardt (1963) with derivatives by forward differences, in a box: a parameter that is at
//! a bound and would leave it is held for that step, and a step is cut off at the box. Each round asks for the derivatives of
//! all problems in one call, and for three lengths of step of all in another.

use super::bounds::Bounds;

/// How far a parameter is moved to see what it does, as a share of its side of the box.
const MOVE: f64 = 1e-5;

/// Says how far points are from what was observed, error by error.
pub trait Residuals {
    /// Why it cannot.
    type Error;

    /// The errors of each point, each in its own standard deviation, for the problem beside it. All points of a
    /// problem have the same number of errors; one that is not finite makes the point worse than any other.
    fn residuals(&self, points: &[(usize, Vec<f64>)]) -> Result<Vec<Vec<f64>>, Self::Error>;
}

/// Where a problem ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Refitted {
    /// The point, within the bounds.
    pub point: Vec<f64>,
    /// The sum of its squared errors.
    pub loss: f64,
    /// The derivatives of its errors by the place of each parameter between its bounds: one row a parameter. Empty when no
    /// round was made.
    pub slopes: Vec<Vec<f64>>,
}

/// A problem that is being fitted.
struct Problem {
    place: Vec<f64>,
    errors: Vec<f64>,
    loss: f64,
    damping: f64,
    slopes: Vec<Vec<f64>>,
    settled: bool,
}

/// How problems are fitted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeastSquares {
    /// The most rounds.
    pub rounds: usize,
    /// A problem whose loss falls by less than this is settled.
    pub tolerance: f64,
}

impl LeastSquares {
    /// Fits each problem from its own start.
    pub fn refit<R: Residuals>(
        &self,
        starts: &[Vec<f64>],
        bounds: &Bounds,
        simulator: &R,
    ) -> Result<Vec<Refitted>, R::Error> {
        let mut fit = Fit {
            bounds,
            simulator,
            tolerance: self.tolerance,
            problems: Vec::new(),
        };
        fit.begin(starts)?;
        for _ in 0..self.rounds {
            // Two calls a round, whatever the number of problems: the engine runs points side by side.
            fit.differentiate()?;
            fit.step()?;
        }
        Ok(fit.problems.into_iter().map(|p| p.ended(bounds)).collect())
    }
}

/// The lengths of step that a round tries, as multiples of the damping.
const FACTORS: [f64; 3] = [0.1, 1.0, 30.0];

/// All problems while they are being fitted.
struct Fit<'a, R> {
    bounds: &'a Bounds,
    simulator: &'a R,
    tolerance: f64,
    problems: Vec<Problem>,
}

impl<R: Residuals> Fit<'_, R> {
    fn begin(&mut self, starts: &[Vec<f64>]) -> Result<(), R::Error> {
        let places: Vec<(usize, Vec<f64>)> = starts.iter().map(|s| self.bounds.unit(s)).enumerate().collect();
        let known = self.residuals(&places)?;
        let starts = places.into_iter().zip(known);
        self.problems = starts.map(|((_, place), errors)| Problem::new(place, errors)).collect();
        Ok(())
    }

    /// The errors of problems at places, each place 0 to 1.
    fn residuals(&self, places: &[(usize, Vec<f64>)]) -> Result<Vec<Vec<f64>>, R::Error> {
        let point = |(problem, place): &(usize, Vec<f64>)| (*problem, self.bounds.point(place));
        let points: Vec<(usize, Vec<f64>)> = places.iter().map(point).collect();
        if points.is_empty() {
            return Ok(Vec::new());
        }
        self.simulator.residuals(&points)
    }

    fn open(&self) -> impl Iterator<Item = (usize, &Problem)> {
        self.problems.iter().enumerate().filter(|(_, p)| !p.settled)
    }

    /// The derivatives of all problems that are not settled.
    fn differentiate(&mut self) -> Result<(), R::Error> {
        let parameters = self.bounds.len();
        let mut places = Vec::new();
        for (at, problem) in self.open() {
            // All problems first, then all answers in the same order.
            places.extend((0..parameters).map(|k| (at, problem.moved(k).0)));
        }
        let mut found = self.residuals(&places)?.into_iter();
        for problem in self.problems.iter_mut().filter(|p| !p.settled) {
            let slopes = (0..parameters).map(|k| problem.slope(k, &found.next().unwrap_or_default()));
            problem.slopes = slopes.collect();
        }
        Ok(())
    }

    /// The best of three lengths of step of all problems that are not settled.
    fn step(&mut self) -> Result<(), R::Error> {
        let mut places = Vec::new();
        for (at, problem) in self.open() {
            places.extend(FACTORS.map(|factor| (at, problem.step(problem.damping * factor))));
        }
        let found = self.residuals(&places)?;
        let mut tried = places.into_iter().map(|(_, place)| place).zip(found);
        for problem in self.problems.iter_mut().filter(|p| !p.settled) {
            problem.take_best(tried.by_ref().take(FACTORS.len()), self.tolerance);
        }
        Ok(())
    }
}

impl Problem {
    fn new(place: Vec<f64>, errors: Vec<f64>) -> Self {
        let loss = sum_of_squares(&errors);
        Problem {
            slopes: vec![vec![0.0; errors.len()]; place.len()],
            place,
            errors,
            loss,
            damping: 1e-3,
            // From a point that fails no derivative is known.
            settled: !loss.is_finite(),
        }
    }

    /// Goes to the best of the places tried, with their errors, if one is better; one for each of [`FACTORS`].
    fn take_best(&mut self, tried: impl Iterator<Item = (Vec<f64>, Vec<f64>)>, tolerance: f64) {
        let before = self.loss;
        let mut best = None;
        for (factor, (place, errors)) in FACTORS.iter().zip(tried) {
            let loss = sum_of_squares(&errors);
            if loss < self.loss {
                (self.place, self.errors, self.loss) = (place, errors, loss);
                best = Some(*factor);
            }
        }
        // Shorter steps where none was good.
        self.damping = (self.damping * best.unwrap_or(1000.0)).clamp(1e-9, 1e9);
        // Not even a very short step led down: this is the minimum, or the derivatives mislead, as where a model jumps.
        let hopeless = best.is_none() && self.damping > 1e6;
        self.settled = hopeless || (best.is_some() && before - self.loss < tolerance);
    }

    fn ended(self, bounds: &Bounds) -> Refitted {
        Refitted {
            point: bounds.point(&self.place),
            loss: self.loss,
            slopes: self.slopes,
        }
    }

    /// The place with one coordinate moved, and by how much.
    fn moved(&self, k: usize) -> (Vec<f64>, f64) {
        let mut place = self.place.clone();
        // Inwards at the upper bound: outside of the box the model may not run.
        let by = if place[k] + MOVE > 1.0 { -MOVE } else { MOVE };
        place[k] += by;
        (place, by)
    }

    /// The derivatives by one coordinate; zero, so that it is held, where they are not known.
    fn slope(&self, k: usize, moved: &[f64]) -> Vec<f64> {
        let by = self.moved(k).1;
        let change = |(a, b): (&f64, &f64)| (a - b) / by;
        let slope: Vec<f64> = moved.iter().zip(&self.errors).map(change).collect();
        if slope.len() == self.errors.len() && slope.iter().all(|s| s.is_finite()) {
            slope
        } else {
            vec![0.0; self.errors.len()]
        }
    }

    /// The coordinates that a step may change: those that are not held at a bound, and of which something is known.
    fn free(&self, downhill: &[f64]) -> Vec<usize> {
        let held = |k: usize| {
            let (at, to) = (self.place[k], downhill[k]);
            to == 0.0 || (at <= 0.0 && to < 0.0) || (at >= 1.0 && to > 0.0)
        };
        (0..self.place.len()).filter(|k| !held(*k)).collect()
    }

    /// Where a damped step leads.
    fn step(&self, damping: f64) -> Vec<f64> {
        let downhill: Vec<f64> = self.slopes.iter().map(|s| -dot(s, &self.errors)).collect();
        let free = self.free(&downhill);
        let mut matrix: Vec<Vec<f64>> = normal(&self.slopes, &free);
        for (k, row) in matrix.iter_mut().enumerate() {
            // Marquardt's scaling: damping in each parameter's own curvature, so that the step does not depend on units.
            row[k] *= 1.0 + damping;
        }
        let wanted: Vec<f64> = free.iter().map(|k| downhill[*k]).collect();
        let mut place = self.place.clone();
        if let Some(step) = Cholesky::of(matrix).map(|c| c.solve(&wanted)) {
            for (k, by) in free.iter().zip(step) {
                place[*k] = (place[*k] + by).clamp(0.0, 1.0);
            }
        }
        place
    }
}

/// The correlation of the estimates of each two parameters, from the derivatives at the minimum; `None` when the data do not
/// determine them separately.
pub fn estimate_correlations(slopes: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let all: Vec<usize> = (0..slopes.len()).collect();
    let mut matrix = normal(slopes, &all);
    // In units in which each parameter's own curvature is 1, so that singular means the same for all.
    let scale: Vec<f64> = all.iter().map(|k| math::sqrt(matrix[*k][*k])).collect();
    for (k, row) in matrix.iter_mut().enumerate() {
        row.iter_mut().zip(&scale).for_each(|(x, s)| *x /= s * scale[k]);
    }
    let solver = Cholesky::of(matrix)?;
    let unit = |k: usize| all.iter().map(|j| f64::from(u8::from(*j == k))).collect::<Vec<f64>>();
    let inverse: Vec<Vec<f64>> = all.iter().map(|k| solver.solve(&unit(*k))).collect();
    let one = |a: usize, b: usize| inverse[a][b] / math::sqrt(inverse[a][a] * inverse[b][b]);
    Some(all.iter().map(|a| all.iter().map(|b| one(*a, *b)).collect()).collect())
}

fn sum_of_squares(errors: &[f64]) -> f64 {
    let sum = dot(errors, errors);
    if sum.is_nan() { f64::INFINITY } else { sum }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// The products of the derivatives by each two of the parameters `of`.
fn normal(slopes: &[Vec<f64>], of: &[usize]) -> Vec<Vec<f64>> {
    of.iter().map(|a| of.iter().map(|b| dot(&slopes[*a], &slopes[*b])).collect()).collect()
}

/// A symmetric positive matrix as the product of a lower triangle and its mirror.
struct Cholesky(Vec<Vec<f64>>);

impl Cholesky {
    /// `None` when the matrix is not positive, or nearly so.
    fn of(mut matrix: Vec<Vec<f64>>) -> Option<Self> {
        for i in 0..matrix.len() {
            for j in 0..=i {
                let known = dot(&matrix[i][..j], &matrix[j][..j]);
                let rest = matrix[i][j] - known;
                if i == j {
                    // Against the size of the entry: what is left after cancellation of twelve digits is rounding.
                    let enough = rest > 1e-12 * matrix[i][i];
                    if !enough {
                        return None;
                    }
                    matrix[i][i] = math::sqrt(rest);
                } else {
                    matrix[i][j] = rest / matrix[j][j];
                }
            }
        }
        Some(Cholesky(matrix))
    }

    fn solve(&self, wanted: &[f64]) -> Vec<f64> {
        let lower = &self.0;
        let mut x = wanted.to_vec();
        for i in 0..x.len() {
            x[i] = (x[i] - dot(&lower[i][..i], &x[..i])) / lower[i][i];
        }
        for i in (0..x.len()).rev() {
            let known: f64 = (i + 1..x.len()).map(|j| lower[j][i] * x[j]).sum();
            x[i] = (x[i] - known) / lower[i][i];
        }
        x
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    struct Lines<F>(F);

    impl<F: Fn(usize, &[f64]) -> Vec<f64>> Residuals for Lines<F> {
        type Error = Infallible;

        fn residuals(&self, points: &[(usize, Vec<f64>)]) -> Result<Vec<Vec<f64>>, Infallible> {
            Ok(points.iter().map(|(problem, p)| (self.0)(*problem, p)).collect())
        }
    }

    fn fitted(starts: &[Vec<f64>], of: impl Fn(usize, &[f64]) -> Vec<f64>) -> Vec<Refitted> {
        let bounds = Bounds::new(vec![(-2.0, 2.0); 2]).unwrap();
        let settings = LeastSquares {
            rounds: 40,
            tolerance: 1e-12,
        };
        let Ok(found) = settings.refit(starts, &bounds, &Lines(of));
        found
    }

    #[track_caller]
    fn near(found: &Refitted, x: f64, y: f64) {
        let off = (found.point[0] - x).abs().max((found.point[1] - y).abs());
        assert!(off < 1e-5, "{:?} is not ({x}, {y})", found.point);
    }

    #[test]
    fn each_problem_has_its_own_minimum() {
        // Rosenbrock 1960 as two errors, with the end of the valley at another x for each problem.
        let ends = [1.0, 0.5, -1.2];
        let errors = |problem: usize, p: &[f64]| vec![10.0 * (p[1] - p[0] * p[0]), ends[problem] - p[0]];
        let found = fitted(&vec![vec![-1.0, 1.5]; 3], errors);
        for (found, x) in found.iter().zip(ends) {
            near(found, x, x * x);
        }
    }

    #[test]
    fn a_minimum_outside_is_met_at_the_box() {
        // A straight line through (0, 0), (1, 3), (2, 6): slope 3 is out of reach; with slope 2 the best intercept is 1.
        let errors = |_: usize, p: &[f64]| [0.0, 1.0, 2.0].map(|t| p[0] + p[1] * t - 3.0 * t).to_vec();
        near(&fitted(&[vec![0.0, 0.0]], errors)[0], 1.0, 2.0);
    }

    #[test]
    fn points_that_fail_are_no_steps_and_a_start_that_fails_is_left() {
        let errors = |_: usize, p: &[f64]| {
            if p[0] > 1.0 {
                vec![f64::NAN; 2]
            } else {
                vec![p[0] - 1.5, p[1]]
            }
        };
        let found = fitted(&[vec![0.0, 1.0], vec![1.5, 1.0]], errors);
        assert!(found[0].point[0] <= 1.0 && found[0].point[0] > 0.5 && found[0].loss.is_finite());
        assert_eq!((found[1].loss, found[1].point.clone()), (f64::INFINITY, vec![1.5, 1.0]));
    }

    #[test]
    fn estimates_of_a_line_are_correlated_as_the_textbook_says() {
        // Intercept and slope over x = 1, 2, 3: covariance −Σx over √(n Σx²), −6/√(3 · 14).
        let slopes = [vec![1.0, 1.0, 1.0], vec![1.0, 2.0, 3.0]];
        let found = estimate_correlations(&slopes).unwrap();
        assert!((found[0][1] + 6.0 / 42f64.sqrt()).abs() < 1e-12, "{found:?}");
        assert_eq!(estimate_correlations(&[vec![1.0, 2.0], vec![2.0, 4.0]]), None);
        assert_eq!(estimate_correlations(&[vec![0.0, 0.0], vec![2.0, 4.0]]), None);
    }
}
