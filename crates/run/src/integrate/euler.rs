//! Euler's method: one evaluation a step.

/// Moves the states by `step` times their rates.
pub(super) fn step(states: &mut [f64], rates: &[f64], step: f64) {
    for (state, rate) in states.iter_mut().zip(rates) {
        *state += step * rate;
    }
}
