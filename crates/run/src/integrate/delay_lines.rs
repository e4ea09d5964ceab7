//! DELAY FIXED and conveyors: what goes in comes out a whole number of steps later.

use super::conveyor::{Conveyor, length};
use crate::error::{RunError, within_memory};
use crate::lanes::Layout;
use program::Program;

/// The delay lines of a block of runs.
#[derive(Debug)]
pub(super) struct DelayLines {
    lines: Vec<DelayLine>,
    conveyors: Vec<Conveyor>,
}

#[derive(Debug)]
struct DelayLine {
    of: program::DelayLine,
    /// How many steps long it is, in each run.
    lengths: Vec<u64>,
    /// What has gone in, a row for each of the last steps.
    rows: Vec<f64>,
    /// How many rows there is room for.
    room: u64,
}

impl DelayLines {
    /// Delay lines as long as `start` has computed; none is longer than the run.
    pub fn new(program: &Program, layout: &Layout, numbers: &[f64], steps: u64) -> Result<DelayLines, RunError> {
        let mut lines = Vec::with_capacity(program.delay_lines.len());
        let mut bytes = 0;
        let (conveyors, fixed) = program.delay_lines.iter().partition::<Vec<_>, _>(|of| of.is_conveyor);
        for &of in fixed {
            let delays = &numbers[layout.lane_range(of.delay, 1)];
            let delays = delays.iter().map(|delay| length(*delay, program.clock.step, steps));
            let line = DelayLine::new(of, delays.collect());
            bytes += line.room * layout.width as u64 * 8;
            // Before there is memory for it: a model may ask for any length.
            within_memory(bytes, "the delay lines of DELAY FIXED")?;
            lines.push(line.with_rows(layout.width));
        }
        let conveyors = conveyors.into_iter();
        Ok(DelayLines {
            lines,
            conveyors: conveyors.map(|of| Conveyor::new(*of, program.clock.step, steps)).collect(),
        })
    }

    /// Ends step `number`: takes what goes in, and gives what comes out at the next.
    pub fn step(&mut self, layout: &Layout, numbers: &mut [f64], number: u64) -> Result<(), RunError> {
        for line in &mut self.lines {
            line.step(layout, numbers, number);
        }
        for conveyor in &mut self.conveyors {
            conveyor.step(layout, numbers, number)?;
        }
        Ok(())
    }
}

impl DelayLine {
    fn new(of: program::DelayLine, lengths: Vec<u64>) -> DelayLine {
        DelayLine {
            room: lengths.iter().copied().max().unwrap_or(1),
            of,
            lengths,
            rows: Vec::new(),
        }
    }

    fn with_rows(mut self, width: usize) -> DelayLine {
        self.rows = vec![0.0; self.room as usize * width];
        self
    }

    fn step(&mut self, layout: &Layout, numbers: &mut [f64], number: u64) {
        let width = layout.width;
        let row = (number % self.room) as usize * width;
        let input = layout.lane_range(self.of.input, 1);
        self.rows[row..row + width].copy_from_slice(&numbers[input]);
        let output = &mut numbers[layout.lane_range(self.of.output, 1)];
        for (run, (output, &length)) in output.iter_mut().zip(&self.lengths).enumerate() {
            // What went in at this step comes out `length` steps later; until then the output keeps its initial value.
            if let Some(step) = (number + 1).checked_sub(length) {
                *output = self.rows[(step % self.room) as usize * width + run];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn a_delay_is_at_least_a_step_and_a_half_rounds_up() {
        for (delay, steps) in [(0.5, 1), (1.2, 1), (1.5, 2), (3.7, 4), (0.0, 1), (-3.0, 1)] {
            assert_eq!(length(delay, 1.0, 100), steps, "{delay}");
        }
        assert_eq!(length(1e300, 1.0, 100), 101);
        assert_eq!(length(f64::NAN, 1.0, 100), 101);
    }
}
