//! A clock whose FINAL TIME, TIME STEP or SAVEPER changes during a run: each is looked at anew at every step.

use super::{Block, DelayLines};
use crate::error::{RunError, STEP_LIMIT, within_memory};
use program::{BlockSink, ClockChanges, Now, Status};

/// Two times that differ by less than this part of a step are the same.
const SLACK: f64 = 1e-6;

/// The settings at a step.
#[derive(Clone, Copy, Debug)]
struct Settings {
    stop: f64,
    step: f64,
    save_every: f64,
}

/// Where the clock stands. Steps of one length are counted from where the first of them began, so that no rounding error
/// adds up.
#[derive(Clone, Copy, Debug)]
struct ClockState {
    since: f64,
    steps: u64,
    step: f64,
}

impl ClockState {
    fn time(&self) -> f64 {
        self.since + self.steps as f64 * self.step
    }

    fn advance(&mut self, step: f64) {
        if step != self.step {
            let since = self.time();
            *self = ClockState { since, steps: 0, step };
        }
        self.steps += 1;
    }
}

impl Block<'_> {
    /// Runs the only run of the block until its FINAL TIME has come.
    ///
    /// Save points are the first steps at or after whole multiples of the present SAVEPER, and the end.
    pub fn run_changing(&mut self, changes: ClockChanges, sink: &mut impl BlockSink) -> Result<Vec<Status>, RunError> {
        let machine = self.machine;
        self.failures.begin(1);
        machine.set_step(&mut self.frame, 0);
        machine.start(&mut self.frame, self.grid.at(0));
        let (program, layout) = (machine.program, &machine.layout);
        let mut delay_lines = DelayLines::new(program, layout, self.frame.numbers(), STEP_LIMIT)?;
        let start = program.clock.start;
        let mut clock = ClockState {
            since: start,
            steps: 0,
            step: program.clock.step,
        };
        let (mut before, mut point) = (None, 0);
        for number in 0..=STEP_LIMIT {
            let now = Now {
                time: clock.time(),
                step: self.grid.step,
            };
            machine.set_step(&mut self.frame, number);
            machine.evaluate(&mut self.frame, now);
            machine.advance(&mut self.frame, now);
            let settings = self.settings(changes, now.time)?;
            if settings.step != program.clock.step && !program.delay_lines.is_empty() {
                return Err(RunError::DelayOfChangingSteps);
            }
            let is_last = now.time + settings.step / 2.0 > settings.stop;
            if is_last || settings.is_due(now.time - start, before) {
                within_memory((point as u64 + 1) * (self.slots.len() as u64 + 1) * 8, "the trajectory")?;
                self.save(point, now, 1, sink);
                point += 1;
            }
            if is_last {
                return Ok(self.failures.end());
            }
            before = Some(now.time - start);
            self.grid.step = settings.step;
            self.step(now);
            self.hold();
            delay_lines.step(&machine.layout, self.frame.numbers_mut(), number);
            clock.advance(settings.step);
        }
        Err(RunError::TooManySteps {
            steps: STEP_LIMIT as f64 + 1.0,
        })
    }

    fn settings(&self, changes: ClockChanges, time: f64) -> Result<Settings, RunError> {
        let at = |slot| self.frame.numbers()[self.machine.layout.lane(slot)];
        let Settings { stop, step, save_every } = Settings {
            stop: at(changes.stop),
            step: at(changes.step),
            save_every: at(changes.save_every),
        };
        let ensure = |good: bool, name, value, must| match good {
            true => Ok(()),
            false => Err(RunError::ClockSetting {
                name,
                value,
                time,
                must,
            }),
        };
        ensure(!stop.is_nan(), "FINAL TIME", stop, "a number")?;
        ensure(step.is_finite() && step > 0.0, "TIME STEP", step, "a positive number")?;
        ensure(save_every.is_finite(), "SAVEPER", save_every, "a finite number")?;
        let save_every = save_every.max(step);
        Ok(Settings { stop, step, save_every })
    }
}

impl Settings {
    /// Whether a multiple of SAVEPER has come since the step before. Times are since INITIAL TIME.
    fn is_due(self, now: f64, before: Option<f64>) -> bool {
        let multiples = |elapsed: f64| ((elapsed + SLACK * self.step) / self.save_every).floor();
        before.is_none_or(|before| multiples(now) > multiples(before))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_of_one_length_are_counted() {
        let mut clock = ClockState {
            since: 0.0,
            steps: 0,
            step: 0.1,
        };
        (0..10_000).for_each(|_| clock.advance(0.1));
        assert_eq!(clock.time(), 1000.0);
        (0..4).for_each(|_| clock.advance(0.25));
        assert_eq!(clock.time(), 1001.0);
    }

    #[test]
    fn a_save_point_is_the_first_step_at_or_after_a_multiple() {
        let settings = |save_every| Settings {
            stop: 100.0,
            step: 1.0,
            save_every,
        };
        let due = |save_every: f64, now: f64| settings(save_every).is_due(now, Some(now - 1.0));
        assert!(settings(5.0).is_due(0.0, None), "the start");
        assert!(due(5.0, 10.0) && !due(5.0, 11.0) && due(2.5, 3.0));
    }
}
