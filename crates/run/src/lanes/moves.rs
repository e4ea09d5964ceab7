//! How states move: Euler's step, and the probes of the classical fourth-order method (Kutta 1901).
//!
//! Held values and pipelines stand still during the three probes, as Vensim has it.

/// Where a step began, and what its rates add up to; as long as the states.
#[derive(Debug, Default)]
pub(crate) struct Probes {
    pub begin: Vec<f64>,
    pub sum: Vec<f64>,
}

impl Probes {
    /// For so many states.
    pub fn new(states: usize) -> Probes {
        Probes {
            begin: vec![0.0; states],
            sum: vec![0.0; states],
        }
    }
}

/// A move of all states, given the rates: states, rates, what is kept between probes, and a part of the step.
pub(crate) type Move = fn(&mut [f64], &[f64], &mut Probes, f64);

/// The moves, compiled for a set of instructions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moves {
    /// A step on.
    pub euler: Move,
    /// After the rates at the beginning: to the first probe, a part of the step on.
    pub first: Move,
    /// After the rates at a probe: to the next, a part of the step on from the beginning.
    pub next: Move,
    /// After the rates at the last probe: a step on from the beginning, given a sixth of it.
    pub last: Move,
    /// Whether all numbers are finite.
    pub are_finite: fn(&[f64]) -> bool,
}

/// The moves, compiled for the instructions of the function in which this stands.
macro_rules! moves {
    () => {{
        use super::moves::{Moves, are_finite, euler, first, last, next};
        Moves {
            euler: |states, rates, _, step| euler(states, rates, step),
            first: |states, rates, probes, part| first(states, rates, (&mut probes.begin, &mut probes.sum), part),
            next: |states, rates, probes, part| next(states, rates, (&probes.begin, &mut probes.sum), part),
            last: |states, rates, probes, sixth| last(states, rates, (&probes.begin, &probes.sum), sixth),
            are_finite: |numbers| are_finite(numbers),
        }
    }};
}
pub(super) use moves;

#[inline(always)]
pub(super) fn euler(states: &mut [f64], rates: &[f64], step: f64) {
    for (state, rate) in states.iter_mut().zip(rates) {
        *state += step * rate;
    }
}

#[inline(always)]
pub(super) fn first(states: &mut [f64], rates: &[f64], (begin, sum): (&mut [f64], &mut [f64]), part: f64) {
    for (((state, rate), begin), sum) in states.iter_mut().zip(rates).zip(begin).zip(sum) {
        (*begin, *sum) = (*state, *rate);
        *state += part * rate;
    }
}

#[inline(always)]
pub(super) fn next(states: &mut [f64], rates: &[f64], (begin, sum): (&[f64], &mut [f64]), part: f64) {
    for (((state, rate), begin), sum) in states.iter_mut().zip(rates).zip(begin).zip(sum) {
        *sum += 2.0 * rate;
        *state = begin + part * rate;
    }
}

#[inline(always)]
pub(super) fn last(states: &mut [f64], rates: &[f64], (begin, sum): (&[f64], &[f64]), sixth: f64) {
    for (((state, rate), begin), sum) in states.iter_mut().zip(rates).zip(begin).zip(sum) {
        *state = begin + sixth * (sum + rate);
    }
}

#[inline(always)]
pub(super) fn are_finite(numbers: &[f64]) -> bool {
    numbers.iter().fold(true, |all, number| all & number.is_finite())
}
