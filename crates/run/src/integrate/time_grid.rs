//! The time grid of a run. It counts: step `n` is at `start + n·step`, and save points are numbers of steps, so that no rounding error adds up.

use crate::error::{RunError, STEP_LIMIT};
use program::{Clock, Now};

/// Two numbers of steps that differ by less are the same.
const SLACK: f64 = 1e-6;

/// The times of a clock whose number of steps is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TimeGrid {
    start: f64,
    /// The clock's step.
    pub step: f64,
    /// How many steps a run has.
    pub steps: u64,
    /// How many steps lie between save points; not always a whole number.
    between: f64,
}

impl TimeGrid {
    /// The grid of a program's clock, which must not change during a run.
    pub fn new(clock: &Clock) -> Result<TimeGrid, RunError> {
        if clock.changes.is_some() {
            return Err(RunError::ClockChanges);
        }
        TimeGrid::at_start(clock)
    }

    /// The grid of a program's clock with its settings at the start.
    pub fn at_start(clock: &Clock) -> Result<TimeGrid, RunError> {
        // Rounded: a horizon is seldom an exact multiple of a decimal step.
        let steps = ((clock.stop - clock.start) / clock.step).round();
        if steps > STEP_LIMIT as f64 {
            return Err(RunError::TooManySteps { steps });
        }
        // 0.3 / 0.1 is not quite 3: a ratio that is meant to be whole is made whole.
        let ratio = clock.save_every / clock.step;
        let is_whole = (ratio - ratio.round()).abs() <= SLACK * ratio;
        Ok(TimeGrid {
            start: clock.start,
            step: clock.step,
            steps: steps as u64,
            between: if is_whole { ratio.round() } else { ratio },
        })
    }

    /// The clock at the beginning of step `number`.
    pub fn at(&self, number: u64) -> Now {
        Now {
            time: self.start + number as f64 * self.step,
            step: self.step,
        }
    }

    /// The step at whose beginning save point `point` lies: the first at or after it, the last one at the latest.
    pub fn save_point(&self, point: u64) -> u64 {
        let exact = point as f64 * self.between;
        let step = (exact - SLACK).ceil().max(0.0);
        if step >= self.steps as f64 {
            self.steps
        } else {
            step as u64
        }
    }

    /// How many save points there are: one at the start, one at the end, and those between.
    pub fn save_points(&self) -> u64 {
        // The quotient may be off by one either way; `save_point` decides.
        let mut points = (self.steps as f64 / self.between).floor() as u64;
        while points > 0 && self.save_point(points - 1) >= self.steps {
            points -= 1;
        }
        while self.save_point(points) < self.steps {
            points += 1;
        }
        points + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use program::Clock;

    fn grid(stop: f64, step: f64, save_every: f64) -> TimeGrid {
        let clock = Clock {
            time: 0,
            start: 0.0,
            stop,
            step,
            save_every,
            method: program::Method::Euler,
            changes: None,
        };
        TimeGrid::new(&clock).unwrap()
    }

    fn saved(grid: &TimeGrid) -> Vec<u64> {
        (0..grid.save_points()).map(|point| grid.save_point(point)).collect()
    }

    #[test]
    fn save_points_are_numbers_of_steps() {
        assert_eq!(saved(&grid(1.0, 0.25, 0.5)), [0, 2, 4]);
        assert_eq!(saved(&grid(1.0, 0.1, 0.3)), [0, 3, 6, 9, 10], "the end is saved too");
        assert_eq!(saved(&grid(0.0, 0.25, 0.5)), [0], "a run without steps has its start");
        assert_eq!(saved(&grid(0.3, 0.1, 1e9)), [0, 3]);
    }

    #[test]
    fn a_save_period_between_steps_takes_the_next_step() {
        assert_eq!(saved(&grid(4.0, 0.5, 0.75)), [0, 2, 3, 5, 6, 8]);
    }

    #[test]
    fn a_tenth_ten_thousand_times_is_a_thousand() {
        let grid = grid(1000.0, 0.1, 1.0);
        assert_eq!(grid.steps, 10_000);
        assert_eq!(grid.save_points(), 1001);
        assert_eq!(grid.save_point(1000), 10_000);
    }

    #[test]
    fn too_long_a_run_is_refused() {
        let clock = Clock {
            time: 0,
            start: 0.0,
            stop: 1e9,
            step: 1.0,
            save_every: 1.0,
            method: program::Method::Euler,
            changes: None,
        };
        assert!(matches!(TimeGrid::new(&clock), Err(RunError::TooManySteps { .. })));
    }
}
