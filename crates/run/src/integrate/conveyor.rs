//! Conveyors: what enters stays for the time that holds when it enters.

use crate::error::{RunError, within_memory};
use crate::lanes::Layout;

/// A conveyor of a block of runs.
#[derive(Debug)]
pub(super) struct Conveyor {
    of: program::DelayLine,
    step: f64,
    /// No time is longer than the run.
    longest: u64,
    /// What comes out at each of the next steps, a row a step.
    rows: Vec<f64>,
    /// How many rows there are.
    room: u64,
}

impl Conveyor {
    /// An empty conveyor; what is on it at the start is known with the first step.
    pub fn new(of: program::DelayLine, step: f64, longest: u64) -> Conveyor {
        Conveyor {
            of,
            step,
            longest,
            rows: Vec::new(),
            room: 0,
        }
    }

    /// Ends step `number`: takes what enters, and gives what comes out at the next.
    pub fn step(&mut self, layout: &Layout, numbers: &mut [f64], number: u64) -> Result<(), RunError> {
        let width = layout.width;
        let delays = layout.lane_range(self.of.delay, 1);
        let stays: Vec<u64> = numbers[delays].iter().map(|delay| length(*delay, self.step, self.longest)).collect();
        self.make_room(stays.iter().copied().max().unwrap_or(1), number, width)?;
        let output = layout.lane(self.of.output);
        let input = layout.lane(self.of.input);
        for (run, &stay) in stays.iter().enumerate() {
            if number == 0 {
                // What is on it entered evenly, during the time that holds at the start.
                for step in 1..stay {
                    let at = self.row(step, width) + run;
                    self.rows[at] = numbers[output + run];
                }
            }
            let at = self.row(number + stay, width) + run;
            self.rows[at] += numbers[input + run];
        }
        let next = self.row(number + 1, width);
        let next = &mut self.rows[next..next + width];
        numbers[output..output + width].copy_from_slice(next);
        next.fill(0.0);
        Ok(())
    }

    fn row(&self, step: u64, width: usize) -> usize {
        (step % self.room) as usize * width
    }

    /// Room for what comes out within so many steps after `number`.
    fn make_room(&mut self, steps: u64, number: u64, width: usize) -> Result<(), RunError> {
        if steps <= self.room {
            return Ok(());
        }
        // Twice as much as there was: a time that grows step by step must not copy all rows at each.
        let room = steps.max((2 * self.room).min(self.longest));
        within_memory(room.saturating_mul(width as u64 * 8), "a conveyor")?;
        let mut rows = vec![0.0; room as usize * width];
        for step in number + 1..=number + self.room {
            let (from, to) = (self.row(step, width), (step % room) as usize * width);
            rows[to..to + width].copy_from_slice(&self.rows[from..from + width]);
        }
        (self.rows, self.room) = (rows, room);
        Ok(())
    }
}

/// The number of steps that a delay takes: at least one, a half rounded up. A delay that is not a number takes the whole run.
pub(super) fn length(delay: f64, step: f64, steps: u64) -> u64 {
    let exact = (delay / step + 0.5).floor();
    let longest = (steps + 1) as f64;
    if exact.is_nan() {
        steps + 1
    } else {
        exact.clamp(1.0, longest) as u64
    }
}
