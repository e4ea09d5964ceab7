//! From the start to the end: a block of runs, step by step.

mod changing_clock;
mod delay_lines;
mod time_grid;

pub(crate) use time_grid::TimeGrid;

use crate::error::RunError;
use crate::failure::Failures;
use crate::lanes::{Frame, Layout, Machine, Stage, StageBuffers};
use delay_lines::DelayLines;
use program::Method;
use program::{BlockSink, Now, SavedValues, States, Status};

/// A block of runs that advance together.
#[derive(Debug)]
pub(crate) struct Block<'m> {
    machine: &'m Machine<'m>,
    grid: TimeGrid,
    slots: &'m [program::Slot],
    frame: Frame,
    buffers: StageBuffers,
    failures: Failures,
}

impl<'m> Block<'m> {
    /// Room for a block of `machine`'s width. `slots` are those of the program's saved cells.
    pub fn new(machine: &'m Machine<'m>, grid: TimeGrid, slots: &'m [program::Slot], failures: Failures) -> Self {
        Block {
            machine,
            grid,
            slots,
            frame: machine.frame(),
            buffers: StageBuffers::new(machine.program.stocks.count as usize * machine.layout.width),
            failures,
        }
    }

    /// Sets a parameter of one run.
    pub fn set(&mut self, slot: u32, run: usize, value: f64) {
        let at = self.machine.layout.lane(slot) + run;
        self.frame.numbers_mut()[at] = value;
    }

    /// Tells the runs of the block, in order, which random numbers are theirs.
    pub fn set_draws(&mut self, draws: impl Iterator<Item = usize>) {
        let Some(noise) = self.machine.program.noise else {
            return;
        };
        for (run, number) in draws.enumerate() {
            self.set(noise.run, run, number as f64);
        }
    }

    /// Runs the first `runs` of the block from start to end, and says how each ended.
    pub fn run(&mut self, runs: usize, sink: &mut impl BlockSink) -> Result<Vec<Status>, RunError> {
        let machine = self.machine;
        self.failures.begin(runs);
        machine.set_step(&mut self.frame, 0);
        machine.start(&mut self.frame, self.grid.at(0));
        let steps = self.grid.steps;
        let mut delay_lines = DelayLines::new(machine.program, &machine.layout, self.frame.numbers(), steps)?;
        let mut point = 0;
        for number in 0..=steps {
            let now = self.grid.at(number);
            machine.set_step(&mut self.frame, number);
            machine.evaluate(&mut self.frame, now);
            machine.advance(&mut self.frame, now);
            if self.grid.save_point(point) == number {
                self.save(point as usize, now, runs, sink);
                point += 1;
            }
            if number < steps {
                self.step(now);
                self.hold();
                delay_lines.step(&machine.layout, self.frame.numbers_mut(), number);
            }
        }
        Ok(self.failures.end())
    }

    fn save(&mut self, point: usize, now: Now, runs: usize, sink: &mut impl BlockSink) {
        let Layout { lanes, width, .. } = self.machine.layout;
        self.machine.save(&mut self.frame, now);
        self.failures.look(self.machine, self.frame.numbers_mut(), now.time);
        let (uniform, lane) = self.frame.numbers().split_at(lanes);
        sink.save(
            point,
            now.time,
            &SavedValues::new(self.slots, uniform, lane, (width, runs)),
        );
    }

    /// Moves the stocks a step on; their rates are known.
    fn step(&mut self, now: Now) {
        let (machine, grid) = (self.machine, self.grid);
        let (stages, step) = (machine.stages, grid.step);
        match machine.program.clock.method {
            Method::Euler => self.move_stocks(stages.euler, step),
            Method::RungeKutta4 => {
                let (half, full) = (grid.after(now, 0.5), grid.after(now, 1.0));
                self.move_stocks(stages.first, step / 2.0);
                machine.evaluate(&mut self.frame, half);
                self.move_stocks(stages.next, step / 2.0);
                machine.evaluate_again(&mut self.frame, half);
                self.move_stocks(stages.next, step);
                machine.evaluate(&mut self.frame, full);
                self.move_stocks(stages.last, step / 6.0);
            }
        }
    }

    fn move_stocks(&mut self, by: Stage, part: f64) {
        let mut buffers = std::mem::take(&mut self.buffers);
        let (states, rates) = self.states(self.machine.program.stocks);
        by(states, rates, &mut buffers, part);
        self.buffers = buffers;
    }

    /// Sample-and-hold states take their next values.
    fn hold(&mut self) {
        let held = self.machine.program.sample_and_hold;
        let (states, next) = self.states(held);
        states.copy_from_slice(next);
    }

    /// The states and their rates or next values, which stand behind them.
    fn states(&mut self, of: States) -> (&mut [f64], &[f64]) {
        let layout = &self.machine.layout;
        let states = layout.lane_range(of.state, of.count);
        let change = layout.lane_range(of.change, of.count);
        let (below, behind) = self.frame.numbers_mut().split_at_mut(change.start);
        (&mut below[states], &behind[..change.len()])
    }
}
