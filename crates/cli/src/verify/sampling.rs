//! Sampling: what a Latin hypercube promises.

use super::Answer;
use analysis::{Dimension, Draw, LatinHypercube, Sampler};

/// How many futures and dimensions are looked at.
const FUTURES: usize = 1000;
const DIMENSIONS: usize = 30;

/// S7: each of N strata is hit exactly once in each dimension (McKay, Beckman and Conover 1979).
pub fn answers() -> Vec<Answer> {
    vec![Answer {
        problem: "S7",
        what: format!("strata hit exactly once, Latin hypercube of {FUTURES} in {DIMENSIONS} dimensions"),
        expected: (FUTURES * DIMENSIONS) as f64,
        got: strata_hit_once().map_or(f64::NAN, |hit| hit as f64),
        tolerance: 0.0,
        relative: false,
        source: "McKay, Beckman and Conover 1979",
    }]
}

fn strata_hit_once() -> Option<usize> {
    let dimensions: Vec<Dimension> = (0..DIMENSIONS).map(|d| Dimension::range(format!("x{d}"), 0.0, 1.0)).collect();
    let draw = Draw {
        count: FUTURES,
        seed: 1,
    };
    let sample = LatinHypercube.sample(&dimensions, draw).ok()?;
    Some(sample.columns.iter().map(|column| hit_once(column)).sum())
}

/// How many of the strata one column hits exactly once.
fn hit_once(column: &[f64]) -> usize {
    let mut hits = vec![0_u32; FUTURES];
    for value in column {
        if let Some(hit) = hits.get_mut((value * FUTURES as f64) as usize) {
            *hit += 1;
        }
    }
    hits.iter().filter(|h| **h == 1).count()
}
