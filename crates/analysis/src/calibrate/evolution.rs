//! Differential evolution that remembers which of its own settings succeeded: SHADE (Tanabe and Fukunaga 2013).
//!
//! Mutation is *current-to-pbest/1* with an archive of parents that were replaced (Zhang and Sanderson 2009); a coordinate that
//! leaves the box is put half-way between its parent and the bound that it crossed, as there.

use super::search::Search;
use super::settings::Calibrate;
use crate::sample::stream::Stream;
use std::f64::consts::PI;

/// How many pairs of settings are remembered; 6 as in the successor of the method (Tanabe and Fukunaga 2014).
const REMEMBERED: usize = 6;

/// The largest share of the population among which a mutation's leader is drawn.
const LEADERS: f64 = 0.2;

/// One population.
pub(super) struct Evolution {
    stream: Stream,
    generations: usize,
    tolerance: f64,
    population: Vec<Member>,
    trials: Vec<Trial>,
    archive: Vec<Vec<f64>>,
    memory: Vec<Tuning>,
    next_memory: usize,
}

struct Member {
    point: Vec<f64>,
    loss: f64,
}

/// How far a mutation goes, and how many coordinates it changes.
#[derive(Clone, Copy)]
struct Tuning {
    scale: f64,
    crossover: f64,
}

struct Trial {
    point: Vec<f64>,
    tuning: Tuning,
}

/// A trial that was better than its parent, and by how much.
struct Success {
    tuning: Tuning,
    gain: f64,
}

impl Tuning {
    /// What is remembered before anything has succeeded, as in the paper.
    const FIRST: Tuning = Tuning {
        scale: 0.5,
        crossover: 0.5,
    };
}

/// Points of which every coordinate meets each of `count` strata once, as in a Latin hypercube.
fn spread(count: usize, parameters: usize, stream: &mut Stream) -> Vec<Vec<f64>> {
    let mut points = vec![vec![0.0; parameters]; count];
    for parameter in 0..parameters {
        for (point, stratum) in points.iter_mut().zip(stream.permutation(count)) {
            point[parameter] = (stratum as f64 + stream.unit()) / count as f64;
        }
    }
    points
}

impl Evolution {
    /// A population spread evenly in every coordinate; `known` takes the place of its first point.
    pub fn new(settings: &Calibrate, parameters: usize, mut stream: Stream, known: Option<Vec<f64>>) -> Self {
        // A leader, two others and the parent must differ.
        let count = settings.population.max(4);
        let mut points = spread(count, parameters, &mut stream);
        // In place of a drawn point and not before: the draws of the others must not depend on what is known.
        if let Some(known) = known {
            points[0] = known;
        }
        let member = |point| Member {
            point,
            loss: f64::INFINITY,
        };
        Evolution {
            stream,
            generations: settings.generations,
            tolerance: settings.tolerance,
            population: points.into_iter().map(member).collect(),
            trials: Vec::new(),
            archive: Vec::new(),
            memory: vec![Tuning::FIRST; REMEMBERED],
            next_memory: 0,
        }
    }

    /// The best point so far.
    pub fn best(&self) -> (&[f64], f64) {
        let best = self.population.iter().min_by(|a, b| a.loss.total_cmp(&b.loss));
        best.map_or((&[], f64::INFINITY), |m| (&m.point, m.loss))
    }

    /// The members, the best first.
    fn ranked(&self) -> Vec<usize> {
        let mut ranked: Vec<usize> = (0..self.population.len()).collect();
        // A stable sort: equal losses stay in the order of the population, on every machine.
        ranked.sort_by(|a, b| self.population[*a].loss.total_cmp(&self.population[*b].loss));
        ranked
    }

    /// Whether all members are as good as the best.
    fn has_settled(&self) -> bool {
        let best = self.best().1;
        let worst = self.population.iter().map(|m| m.loss).fold(best, f64::max);
        worst - best <= self.tolerance
    }

    fn trial(&mut self, parent: usize, ranked: &[usize]) -> Trial {
        let tuning = self.tuning();
        let count = self.population.len();
        let leader = self.leader(ranked);
        let (one, other) = self.two_others(parent);
        let x = &self.population[parent].point;
        let leader = &self.population[leader].point;
        let one = &self.population[one].point;
        let other = match other.checked_sub(count) {
            None => &self.population[other].point,
            Some(archived) => &self.archive[archived],
        };
        let mutant = |k: usize| x[k] + tuning.scale * (leader[k] - x[k] + one[k] - other[k]);
        let mutant: Vec<f64> = (0..x.len()).map(|k| inside(mutant(k), x[k])).collect();
        let parent = x.clone();
        let point = self.crossed(parent, &mutant, tuning.crossover);
        Trial { point, tuning }
    }

    /// One of the best: from how many is drawn anew for each trial, so that greed varies.
    fn leader(&mut self, ranked: &[usize]) -> usize {
        let count = self.population.len();
        let share = self.stream.unit() * LEADERS;
        // At least two leaders, as in the paper: one alone would pull the whole population to it.
        let leaders = ((share * count as f64) as usize).clamp(2, count);
        ranked[self.below(leaders)]
    }

    /// Settings near a pair that succeeded.
    fn tuning(&mut self) -> Tuning {
        let at = self.below(REMEMBERED);
        let known = self.memory[at];
        let crossover = (known.crossover + 0.1 * normal(&mut self.stream)).clamp(0.0, 1.0);
        // Drawn again when not above 0, cut off at 1: both as in the paper.
        let scale = loop {
            let scale = known.scale + 0.1 * cauchy(&mut self.stream);
            if scale > 0.0 {
                break scale.min(1.0);
            }
        };
        Tuning { scale, crossover }
    }

    /// Two points that are not the parent: one of the population, another of it or of the archive behind it.
    fn two_others(&mut self, parent: usize) -> (usize, usize) {
        let (count, all) = (self.population.len(), self.population.len() + self.archive.len());
        let one = loop {
            let one = self.below(count);
            if one != parent {
                break one;
            }
        };
        loop {
            let other = self.below(all);
            if other != parent && other != one {
                return (one, other);
            }
        }
    }

    /// The mutant's coordinates in place of some of the parent's, and of at least one.
    fn crossed(&mut self, mut point: Vec<f64>, mutant: &[f64], crossover: f64) -> Vec<f64> {
        if point.is_empty() {
            return point;
        }
        let always = self.below(point.len());
        for (k, value) in point.iter_mut().enumerate() {
            if self.stream.unit() < crossover || k == always {
                *value = mutant[k];
            }
        }
        point
    }

    fn below(&mut self, bound: usize) -> usize {
        self.stream.below(bound as u64) as usize
    }

    fn select(&mut self, trials: Vec<Trial>, losses: &[f64]) {
        let mut successes = Vec::new();
        for (at, (trial, loss)) in trials.into_iter().zip(losses).enumerate() {
            let parent = &mut self.population[at];
            // An equal trial replaces its parent, so that a population crosses a plateau; it is no success and leaves no
            // memory.
            if *loss > parent.loss {
                continue;
            }
            let gain = parent.loss - loss;
            let point = std::mem::replace(&mut parent.point, trial.point);
            parent.loss = *loss;
            if gain > 0.0 {
                let tuning = trial.tuning;
                successes.push(Success { tuning, gain });
                self.archive.push(point);
            }
        }
        self.forget();
        self.remember(&successes);
    }

    /// The archive is as large as the population, and forgets at random (Zhang and Sanderson 2009).
    fn forget(&mut self) {
        while self.archive.len() > self.population.len() {
            let gone = self.below(self.archive.len());
            self.archive.swap_remove(gone);
        }
    }

    /// Means of the settings that succeeded, weighed by what they gained: the scale's is the contraharmonic one.
    fn remember(&mut self, successes: &[Success]) {
        // A parent that failed gives an infinite gain: it counts like the largest finite one.
        let largest = successes.iter().map(|s| s.gain).filter(|g| g.is_finite());
        let largest = largest.fold(0.0, f64::max);
        let ceiling = if largest > 0.0 { largest } else { 1.0 };
        let (mut total, mut crossover, mut scale, mut squares) = (0.0, 0.0, 0.0, 0.0);
        for Success { tuning, gain } in successes {
            let weight = gain.min(ceiling);
            total += weight;
            crossover += weight * tuning.crossover;
            scale += weight * tuning.scale;
            squares += weight * tuning.scale * tuning.scale;
        }
        if total > 0.0 && scale > 0.0 {
            self.memory[self.next_memory] = Tuning {
                scale: squares / scale,
                crossover: crossover / total,
            };
            self.next_memory = (self.next_memory + 1) % REMEMBERED;
        }
    }
}

impl Search for Evolution {
    fn ask(&mut self) -> Vec<Vec<f64>> {
        let unknown = self.population.iter().all(|m| m.loss == f64::INFINITY);
        if self.trials.is_empty() && unknown && self.archive.is_empty() && self.generations > 0 {
            self.generations -= 1;
            return self.population.iter().map(|m| m.point.clone()).collect();
        }
        if self.generations == 0 || self.has_settled() {
            return Vec::new();
        }
        self.generations -= 1;
        let ranked = self.ranked();
        self.trials = (0..self.population.len()).map(|parent| self.trial(parent, &ranked)).collect();
        self.trials.iter().map(|t| t.point.clone()).collect()
    }

    fn tell(&mut self, losses: &[f64]) {
        let trials = std::mem::take(&mut self.trials);
        if trials.is_empty() {
            for (member, loss) in self.population.iter_mut().zip(losses) {
                member.loss = *loss;
            }
            return;
        }
        self.select(trials, losses);
    }
}

/// A coordinate that left the box, half-way between the bound and the parent.
fn inside(value: f64, parent: f64) -> f64 {
    match value {
        v if v < 0.0 => parent / 2.0,
        v if v > 1.0 => (1.0 + parent) / 2.0,
        v => v,
    }
}

/// A number of the standard normal distribution (Box and Muller 1958).
fn normal(stream: &mut Stream) -> f64 {
    // In `0..1` reversed: the logarithm of 0 is never taken.
    let (radius, angle) = (1.0 - stream.unit(), stream.unit());
    math::sqrt(-2.0 * math::ln(radius)) * math::cos(2.0 * PI * angle)
}

/// A number of the standard Cauchy distribution.
fn cauchy(stream: &mut Stream) -> f64 {
    math::tan(PI * (stream.unit() - 0.5))
}
