//! A clock whose FINAL TIME, TIME STEP or SAVEPER changes during a run: each is evaluated anew at every step.

use super::block::Block;
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

/// The time, counted. Steps of one length are counted from where the first of them began, so that no rounding error
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
        // A new length: steps are counted anew from here.
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
        let mut delay_lines = self.start(1, STEP_LIMIT)?;
        let start = self.machine.program.clock.start;
        let mut clock = ClockState {
            since: start,
            steps: 0,
            step: self.machine.program.clock.step,
        };
        let (mut before, mut point) = (None, 0);
        for number in 0..=STEP_LIMIT {
            let now = Now {
                time: clock.time(),
                step: self.grid.step,
            };
            self.evaluate(number, now);
            let settings = self.settings(changes, now.time)?;
            // Half a step of slack: rounded times seldom meet FINAL TIME exactly.
            let is_last = now.time + settings.step / 2.0 > settings.stop;
            if is_last || settings.is_due(now.time - start, before) {
                self.save_if_there_is_room(point, now, sink)?;
                point += 1;
            }
            if is_last {
                return Ok(self.failures.end());
            }
            before = Some(now.time - start);
            self.grid.step = settings.step;
            self.step(number, now, &mut delay_lines)?;
            clock.advance(settings.step);
        }
        Err(RunError::TooManySteps {
            steps: STEP_LIMIT as f64 + 1.0,
        })
    }

    /// How many points there will be is not known beforehand.
    fn save_if_there_is_room(&mut self, point: usize, now: Now, sink: &mut impl BlockSink) -> Result<(), RunError> {
        let bytes = (point as u64 + 1) * (self.slots.len() as u64 + 1) * 8;
        within_memory(bytes, "the trajectory")?;
        self.save(point, now, 1, sink);
        Ok(())
    }

    fn settings(&self, changes: ClockChanges, time: f64) -> Result<Settings, RunError> {
        let at = |slot| self.frame.numbers()[self.machine.layout.lane(slot)];
        let settings = Settings {
            stop: at(changes.stop),
            step: at(changes.step),
            save_every: at(changes.save_every),
        };
        settings.check(time)?;
        // A delay line counts steps: with steps of another length its delay would silently be another.
        let program = self.machine.program;
        if settings.step != program.clock.step && !program.delay_lines.is_empty() {
            return Err(RunError::DelayOfChangingSteps);
        }
        Ok(Settings {
            // There cannot be more save points than steps.
            save_every: settings.save_every.max(settings.step),
            ..settings
        })
    }
}

impl Settings {
    fn check(self, time: f64) -> Result<(), RunError> {
        let Settings { stop, step, save_every } = self;
        let (name, value, must) = if stop.is_nan() {
            ("FINAL TIME", stop, "a number")
        } else if !(step.is_finite() && step > 0.0) {
            ("TIME STEP", step, "a positive number")
        } else if !save_every.is_finite() {
            ("SAVEPER", save_every, "a finite number")
        } else {
            return Ok(());
        };
        Err(RunError::ClockSetting {
            name,
            value,
            time,
            must,
        })
    }

    /// Whether a multiple of SAVEPER has come since the step before. Times are since INITIAL TIME.
    fn is_due(self, now: f64, before: Option<f64>) -> bool {
        // With slack: ten times 0.1 may be a little less than 1.
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
