//! One measure over the runs of a block, save point by save point: the memory of one or two numbers a run.

use super::{Measure, Reduce};
use program::CellValues;

/// A measure while the runs of a block go on.
///
/// Save points stand `step` apart; the value at `t` stands for `t..t + step`, so that windows that begin or end between save
/// points get their share.
pub(super) struct Accumulator {
    measure: Measure,
    step: f64,
    values: Vec<f64>,
    /// What the value was at the date that a change is against; empty for other measures.
    before: Vec<f64>,
}

impl Accumulator {
    /// Begins with `runs` runs.
    pub fn new(measure: &Measure, step: f64, runs: usize) -> Self {
        // A sum over no save point is 0, but the largest of no values is no number.
        let start = match measure.reduce {
            Reduce::Integral | Reduce::Mean | Reduce::TimeAbove(_) => 0.0,
            _ => f64::NAN,
        };
        let changes = matches!(measure.reduce, Reduce::ChangeSince(_) | Reduce::RelativeChangeSince(_));
        Accumulator {
            measure: *measure,
            step,
            values: vec![start; runs],
            before: vec![f64::NAN; if changes { runs } else { 0 }],
        }
    }

    /// Whether a save point at `time` matters.
    pub fn wants(&self, time: f64) -> bool {
        // Save points are counted in steps, so that their times are off by rounding: a bound is met from either side of it.
        let near = self.step * 1e-6;
        match self.measure.reduce {
            Reduce::Integral | Reduce::Mean | Reduce::TimeAbove(_) => self.weight(time) > 0.0,
            Reduce::Max | Reduce::Min => time >= self.measure.from - near && time <= self.measure.until + near,
            Reduce::Last | Reduce::At(_) => self.is_at(time, self.measure.until),
            Reduce::ChangeSince(then) | Reduce::RelativeChangeSince(then) => {
                self.is_at(time, then) || self.is_at(time, self.measure.until)
            }
        }
    }

    /// Whether the save point at `time` is the last one that is not behind `moment`.
    fn is_at(&self, time: f64, moment: f64) -> bool {
        let near = self.step * 1e-6;
        time <= moment + near && moment + near < time + self.step
    }

    /// How much of `time..time + step` lies within the window.
    fn weight(&self, time: f64) -> f64 {
        // Euler holds a flow from one step to the next, so that this sum is what a stock fed by the variable gains, and not an
        // approximation of it. Under Runge-Kutta it is of first order.
        let end = (time + self.step).min(self.measure.until);
        (end - time.max(self.measure.from)).max(0.0)
    }

    /// Takes the values at a save point: one a run, or one for all.
    pub fn take(&mut self, time: f64, values: CellValues<'_>) {
        let weight = self.weight(time);
        match self.measure.reduce {
            Reduce::Integral | Reduce::Mean => each(&mut self.values, values, |sum, v| sum + v * weight),
            Reduce::TimeAbove(x) => each(
                &mut self.values,
                values,
                |sum, v| if v > x { sum + weight } else { sum },
            ),
            // `best >= v` is false at the start, where `best` is no number: the first value within the window is then taken.
            Reduce::Max => each(&mut self.values, values, |best, v| if best >= v { best } else { v }),
            Reduce::Min => each(&mut self.values, values, |best, v| if best <= v { best } else { v }),
            Reduce::Last | Reduce::At(_) => each(&mut self.values, values, |_, v| v),
            Reduce::ChangeSince(then) | Reduce::RelativeChangeSince(then) => {
                if self.is_at(time, then) {
                    each(&mut self.before, values, |_, v| v);
                }
                if self.is_at(time, self.measure.until) {
                    each(&mut self.values, values, |_, v| v);
                }
            }
        }
    }

    /// The number of one run.
    pub fn value(&self, run: usize) -> f64 {
        let value = self.values[run];
        let measured = match self.measure.reduce {
            // By the length of the window, whatever part of it was seen: whoever plans a window must keep it within the model's
            // time.
            Reduce::Mean => value / (self.measure.until - self.measure.from),
            Reduce::ChangeSince(_) => value - self.before[run],
            // By the absolute value, so that a rise from -2 to -1 is one. From 0 there is no such change: the result is not
            // finite.
            Reduce::RelativeChangeSince(_) => (value - self.before[run]) / self.before[run].abs(),
            _ => value,
        };
        measured * self.measure.scale
    }
}

fn each(states: &mut [f64], values: CellValues<'_>, step: impl Fn(f64, f64) -> f64) {
    match values {
        CellValues::ByRun(values) => states.iter_mut().zip(values).for_each(|(s, v)| *s = step(*s, *v)),
        CellValues::Shared(value) => states.iter_mut().for_each(|s| *s = step(*s, value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use check::VariableId;

    /// The measure of a trajectory with one value a save point, one time unit apart from 0 on.
    fn measured(reduce: Reduce, window: (f64, f64), trajectory: &[f64]) -> f64 {
        let measure = Measure {
            variable: VariableId(0).into(),
            reduce,
            from: window.0,
            until: window.1,
            scale: 1.0,
        };
        let mut accumulator = Accumulator::new(&measure, 1.0, 1);
        for (at, value) in trajectory.iter().enumerate() {
            if accumulator.wants(at as f64) {
                accumulator.take(at as f64, CellValues::ByRun(&[*value]));
            }
        }
        accumulator.value(0)
    }

    const TRAJECTORY: [f64; 5] = [1.0, 4.0, 2.0, 8.0, 3.0];

    #[test]
    fn integrals_are_left_rectangles() {
        assert_eq!(measured(Reduce::Integral, (0.0, 4.0), &TRAJECTORY), 15.0);
        assert_eq!(measured(Reduce::Integral, (0.5, 2.5), &TRAJECTORY), 0.5 + 4.0 + 1.0);
        assert_eq!(measured(Reduce::Mean, (1.0, 3.0), &TRAJECTORY), 3.0);
    }

    #[test]
    fn single_values() {
        assert_eq!(measured(Reduce::Last, (0.0, 3.0), &TRAJECTORY), 8.0);
        assert_eq!(measured(Reduce::Last, (0.0, 3.7), &TRAJECTORY), 8.0);
        assert_eq!(measured(Reduce::Max, (1.0, 2.0), &TRAJECTORY), 4.0);
        assert_eq!(measured(Reduce::Min, (1.0, 4.0), &TRAJECTORY), 2.0);
        assert_eq!(measured(Reduce::ChangeSince(1.0), (0.0, 3.0), &TRAJECTORY), 4.0);
        assert_eq!(measured(Reduce::RelativeChangeSince(1.0), (0.0, 3.0), &TRAJECTORY), 1.0);
    }

    #[test]
    fn time_above_a_level() {
        assert_eq!(measured(Reduce::TimeAbove(2.0), (0.0, 4.0), &TRAJECTORY), 2.0);
        assert_eq!(measured(Reduce::TimeAbove(2.0), (0.0, 3.5), &TRAJECTORY), 1.5);
    }

    #[test]
    fn what_was_never_seen_is_no_number() {
        assert!(measured(Reduce::Last, (0.0, -1.0), &TRAJECTORY).is_nan());
        assert!(measured(Reduce::Max, (7.0, 8.0), &TRAJECTORY).is_nan());
    }
}
