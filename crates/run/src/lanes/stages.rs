//! The integrator's stages: Euler's step, and the four of the classical fourth-order Runge–Kutta method (Kutta 1901).
//!
//! A stage moves all stocks at once, given their rates. Sample-and-hold states and delay lines stay as they are during the
//! stages of a step, as Vensim has it.

/// What Runge–Kutta remembers between the stages of a step, one number for each stock and run.
#[derive(Debug, Default)]
pub(crate) struct StageBuffers {
    /// The stocks at the beginning of the step.
    begin: Vec<f64>,
    /// The weighted sum of the rates so far: k₁ + 2 k₂ + 2 k₃.
    sum: Vec<f64>,
}

impl StageBuffers {
    pub fn new(states: usize) -> StageBuffers {
        StageBuffers {
            begin: vec![0.0; states],
            sum: vec![0.0; states],
        }
    }
}

/// One stage: stocks, rates, buffers, and a part of the step.
pub(crate) type Stage = fn(&mut [f64], &[f64], &mut StageBuffers, f64);

/// The stages, compiled for a set of instructions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stages {
    /// A whole step of Euler's.
    pub euler: Stage,
    /// After k₁: from the beginning of the step, this part of it on.
    pub first: Stage,
    /// After k₂ or k₃: from the beginning of the step, this part of it on.
    pub next: Stage,
    /// After k₄: to the end of the step, of which a sixth is given.
    pub last: Stage,
    /// Whether all numbers are finite. No stage, but a loop over the same stocks, for the same instructions.
    pub are_finite: fn(&[f64]) -> bool,
}

/// The stages, compiled for the instructions of the function around it: a macro, since closures inherit the
/// instructions of the function around them, and functions do not.
macro_rules! stages {
    () => {{
        use super::stages::{Stages, are_finite, euler, first, last, next};
        Stages {
            euler: |states, rates, _, step| euler(states, rates, step),
            first: |states, rates, buffers, part| first(states, rates, buffers, part),
            next: |states, rates, buffers, part| next(states, rates, buffers, part),
            last: |states, rates, buffers, sixth| last(states, rates, buffers, sixth),
            are_finite: |numbers| are_finite(numbers),
        }
    }};
}
pub(super) use stages;

#[inline(always)]
pub(super) fn euler(states: &mut [f64], rates: &[f64], step: f64) {
    for (state, rate) in states.iter_mut().zip(rates) {
        *state += step * rate;
    }
}

#[inline(always)]
pub(super) fn first(states: &mut [f64], rates: &[f64], buffers: &mut StageBuffers, part: f64) {
    let StageBuffers { begin, sum } = buffers;
    for (((state, rate), begin), sum) in states.iter_mut().zip(rates).zip(begin).zip(sum) {
        // Each later stage starts from where the step began.
        (*begin, *sum) = (*state, *rate);
        *state += part * rate;
    }
}

#[inline(always)]
pub(super) fn next(states: &mut [f64], rates: &[f64], buffers: &mut StageBuffers, part: f64) {
    let StageBuffers { begin, sum } = buffers;
    for (((state, rate), begin), sum) in states.iter_mut().zip(rates).zip(begin).zip(sum) {
        // The slopes in the middle of the step count twice (Simpson's rule).
        *sum += 2.0 * rate;
        *state = *begin + part * rate;
    }
}

#[inline(always)]
pub(super) fn last(states: &mut [f64], rates: &[f64], buffers: &mut StageBuffers, sixth: f64) {
    let StageBuffers { begin, sum } = buffers;
    for (((state, rate), begin), sum) in states.iter_mut().zip(rates).zip(begin).zip(sum) {
        *state = *begin + sixth * (*sum + rate);
    }
}

/// Without a branch a number, so that the compiler makes vector instructions of it: runs rarely fail.
#[inline(always)]
pub(super) fn are_finite(numbers: &[f64]) -> bool {
    numbers.iter().fold(true, |all, number| all & number.is_finite())
}
