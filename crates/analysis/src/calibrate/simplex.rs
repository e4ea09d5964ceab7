//! The simplex of Nelder and Mead (1965) in a box, with the coefficients of Gao and Han (2012), which depend on the dimension.
//!
//! A step's four candidates are asked for at once: side by side they cost little more than one. Points outside the box are put
//! onto its face; a simplex that this has flattened is caught by starting again around the best point until that gains nothing.

use super::search::Search;

/// How far the first corners are from the starting point, as a share of each side of the box.
const FIRST_STEP: f64 = 0.05;

/// The most times that a simplex is built anew.
const MOST_BUILT: usize = 4;

/// The most steps for each coordinate, over all builds.
const MOST_STEPS: usize = 120;

/// One simplex over some coordinates of a point; the others stay as they are.
pub(super) struct Simplex {
    template: Vec<f64>,
    free: Vec<usize>,
    tolerance: f64,
    corners: Vec<Corner>,
    asked: Asked,
    built: usize,
    steps: usize,
    /// The best loss when the simplex was last built.
    before: f64,
}

#[derive(Clone)]
struct Corner {
    place: Vec<f64>,
    loss: f64,
}

impl Corner {
    /// The largest distance in any coordinate.
    fn distance(&self, other: &Corner) -> f64 {
        let pairs = self.place.iter().zip(&other.place);
        pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
    }
}

/// What is being waited for.
enum Asked {
    Nothing,
    Corners(Vec<Vec<f64>>),
    Candidates([Vec<f64>; 4]),
    Shrunk(Vec<Vec<f64>>),
    Ended,
}

impl Simplex {
    /// A simplex around a point, in the coordinates `free`.
    pub fn new(point: Vec<f64>, free: &[usize], tolerance: f64) -> Self {
        let place = free.iter().map(|k| point[*k]).collect();
        let loss = f64::INFINITY;
        Simplex {
            template: point,
            free: free.to_vec(),
            tolerance,
            corners: vec![Corner { place, loss }],
            asked: Asked::Nothing,
            built: 0,
            steps: 0,
            before: f64::INFINITY,
        }
    }

    /// The best point so far, in all coordinates.
    pub fn best(&self) -> (&[f64], f64) {
        (&self.template, self.corners[0].loss)
    }

    fn whole(&self, place: &[f64]) -> Vec<f64> {
        let mut point = self.template.clone();
        for (k, value) in self.free.iter().zip(place) {
            point[*k] = *value;
        }
        point
    }

    /// The corners of a new simplex around the best point, which is the first.
    fn build(&mut self) -> Asked {
        self.built += 1;
        self.before = self.corners[0].loss;
        let step = FIRST_STEP / (1 << (self.built - 1)) as f64;
        let best = self.corners[0].place.clone();
        let mut places = vec![best.clone()];
        for k in 0..best.len() {
            let mut place = best.clone();
            // Inwards where a corner would leave the box: put onto its face, it would flatten the simplex at once.
            place[k] += if place[k] + step > 1.0 { -step } else { step };
            places.push(place);
        }
        Asked::Corners(places)
    }

    /// Reflection, expansion, contraction outside and inside.
    fn candidates(&self) -> Asked {
        let n = self.free.len();
        let worst = &self.corners[n].place;
        let mean = |k: usize| self.corners[..n].iter().map(|c| c.place[k]).sum::<f64>() / n as f64;
        let centre: Vec<f64> = (0..n).map(mean).collect();
        let along = |t: f64| -> Vec<f64> {
            let value = |(c, w): (&f64, &f64)| (c + t * (c - w)).clamp(0.0, 1.0);
            centre.iter().zip(worst).map(value).collect()
        };
        // Gao and Han's factors are for two dimensions or more: in one, shrinking by 1 - 1/n would leave a point.
        let wide = n.max(2) as f64;
        let (expansion, contraction) = (1.0 + 2.0 / wide, 0.75 - 0.5 / wide);
        Asked::Candidates([1.0, expansion, contraction, -contraction].map(along))
    }

    fn shrunk(&self) -> Vec<Vec<f64>> {
        let factor = 1.0 - 1.0 / self.free.len().max(2) as f64;
        let best = &self.corners[0].place;
        let near = |corner: &Corner| {
            let value = |(b, x): (&f64, &f64)| b + factor * (x - b);
            best.iter().zip(&corner.place).map(value).collect()
        };
        self.corners[1..].iter().map(near).collect()
    }

    /// What becomes of the worst corner; `None` when all but the best must move.
    fn choose(&self, candidates: [Vec<f64>; 4], losses: &[f64]) -> Option<Corner> {
        let n = self.free.len();
        let (best, worst) = (self.corners[0].loss, self.corners[n].loss);
        let second = self.corners[n - 1].loss;
        let reflected = losses[0];
        let at = match reflected {
            r if r < best => usize::from(losses[1] < r),
            r if r < second => 0,
            r if r < worst && losses[2] <= r => 2,
            r if r >= worst && losses[3] < worst => 3,
            _ => return None,
        };
        let place = candidates.into_iter().nth(at)?;
        let loss = losses[at];
        Some(Corner { place, loss })
    }

    fn sort(&mut self) {
        self.corners.sort_by(|a, b| a.loss.total_cmp(&b.loss));
        self.template = self.whole(&self.corners[0].place);
    }

    /// Whether the corners' losses, and the corners, are as good as one.
    fn has_settled(&self) -> bool {
        let (best, last) = (&self.corners[0], &self.corners[self.corners.len() - 1]);
        let size = self.corners.iter().map(|c| c.distance(best)).fold(0.0, f64::max);
        // Both must be small: a wide simplex on a plateau is level too, and a small one on a slope is on its way.
        let level = last.loss - best.loss <= self.tolerance * 1e-3;
        size < 1e-9 || (level && size < 1e-4)
    }

    fn next(&mut self) -> Asked {
        if self.corners.len() <= self.free.len() || self.built == 0 {
            return self.build();
        }
        let exhausted = self.steps >= MOST_STEPS * self.free.len();
        let failed = !self.corners[0].loss.is_finite();
        if self.free.is_empty() || exhausted || failed {
            return Asked::Ended;
        }
        if !self.has_settled() {
            self.steps += 1;
            return self.candidates();
        }
        let gained = self.before - self.corners[0].loss > self.tolerance * 1e-2;
        // Once more in any case: a simplex that the box has flattened looks settled (compare Kelley 1999).
        if self.built < MOST_BUILT && (self.built == 1 || gained) {
            self.build()
        } else {
            Asked::Ended
        }
    }
}

impl Search for Simplex {
    fn ask(&mut self) -> Vec<Vec<f64>> {
        if matches!(self.asked, Asked::Nothing) {
            self.asked = self.next();
        }
        let places: &[Vec<f64>] = match &self.asked {
            Asked::Corners(places) | Asked::Shrunk(places) => places,
            Asked::Candidates(places) => places,
            Asked::Nothing | Asked::Ended => &[],
        };
        places.iter().map(|place| self.whole(place)).collect()
    }

    fn tell(&mut self, losses: &[f64]) {
        let corner = |(place, loss): (Vec<f64>, &f64)| Corner { place, loss: *loss };
        self.asked = match std::mem::replace(&mut self.asked, Asked::Nothing) {
            Asked::Corners(places) => {
                self.corners = places.into_iter().zip(losses).map(corner).collect();
                Asked::Nothing
            }
            Asked::Candidates(places) => match self.choose(places, losses) {
                Some(better) => {
                    let worst = self.free.len();
                    self.corners[worst] = better;
                    Asked::Nothing
                }
                None => Asked::Shrunk(self.shrunk()),
            },
            Asked::Shrunk(places) => {
                self.corners.truncate(1);
                self.corners.extend(places.into_iter().zip(losses).map(corner));
                Asked::Nothing
            }
            other => other,
        };
        self.sort();
    }
}
