//! Problems with known answers, run on the user's machine.
//!
//! The expected values come from algebra, from the literature or from independent re-computations, never from this engine.
//! A tolerance is part of its problem.

pub mod acceptance;
mod engine;
mod flagship;
mod sampling;

use counterflow::Simd;
use serde::Serialize;

/// One figure with a known answer.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// The problem's id: `E7`.
    pub problem: &'static str,
    /// What was computed.
    pub what: String,
    /// What it must be.
    pub expected: f64,
    /// What came out; NaN when nothing did.
    pub got: f64,
    /// How far apart the two may be.
    pub tolerance: f64,
    /// Whether the tolerance is a share of the expected value.
    pub relative: bool,
    /// Where the expected value comes from.
    pub source: &'static str,
}

impl Answer {
    /// Whether the figure is within its tolerance.
    pub fn holds(&self) -> bool {
        let limit = if self.relative {
            self.tolerance * self.expected.abs()
        } else {
            self.tolerance
        };
        (self.got - self.expected).abs() <= limit
    }
}

/// Computes every figure with these instructions, in the problems' order.
pub fn answers(simd: Simd) -> Vec<Answer> {
    [engine::answers(simd), sampling::answers(), flagship::answers(simd)].concat()
}
