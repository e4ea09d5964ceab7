//! The classical fourth-order method (Kutta 1901) with a fixed step.
//!
//! Held values and pipelines stand still during the three probes, as Vensim has it.

/// Where a step began, and what its rates add up to.
#[derive(Debug, Default)]
pub(super) struct Probes {
    begin: Vec<f64>,
    sum: Vec<f64>,
}

impl Probes {
    /// After the rates at the beginning: moves the states to the first probe, half a step on.
    pub fn first(&mut self, states: &mut [f64], rates: &[f64], step: f64) {
        self.begin.clear();
        self.begin.extend_from_slice(states);
        self.sum.clear();
        self.sum.extend_from_slice(rates);
        probe(states, &self.begin, rates, step / 2.0);
    }

    /// After the rates at the first or second probe: moves the states to the next, `part` on from the beginning.
    pub fn next(&mut self, states: &mut [f64], rates: &[f64], part: f64) {
        for (sum, rate) in self.sum.iter_mut().zip(rates) {
            *sum += 2.0 * rate;
        }
        probe(states, &self.begin, rates, part);
    }

    /// After the rates at the last probe: moves the states a full step on from the beginning.
    pub fn last(&mut self, states: &mut [f64], rates: &[f64], step: f64) {
        let sixth = step / 6.0;
        let begun = self.begin.iter().zip(&self.sum);
        for ((state, (begin, sum)), rate) in states.iter_mut().zip(begun).zip(rates) {
            *state = begin + sixth * (sum + rate);
        }
    }
}

fn probe(states: &mut [f64], begin: &[f64], rates: &[f64], part: f64) {
    for ((state, begin), rate) in states.iter_mut().zip(begin).zip(rates) {
        *state = begin + part * rate;
    }
}
