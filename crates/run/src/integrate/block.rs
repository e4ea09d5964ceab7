//! A block of runs that advance together.

use super::delay_lines::DelayLines;
use super::order::{Adaptive, Order};
use super::time_grid::TimeGrid;
use crate::error::RunError;
use crate::failure::Failures;
use crate::lanes::{Frame, Layout, Machine, Stage, StageBuffers};
use program::{Banks, BlockSink, Method, Now, SavedValues, Slot, States, Status};

/// A block of runs that advance together.
#[derive(Debug)]
pub(crate) struct Block<'m> {
    pub(super) machine: &'m Machine<'m>,
    pub(super) grid: TimeGrid,
    /// Where the saved cells are.
    pub(super) slots: &'m [Slot],
    pub(super) frame: Frame,
    buffers: StageBuffers,
    pub(super) adaptive: Adaptive,
    pub(super) failures: Failures,
}

impl<'m> Block<'m> {
    /// Room for a block of `machine`'s width. `slots` are those of the program's saved cells.
    pub fn new(machine: &'m Machine<'m>, grid: TimeGrid, slots: &'m [Slot], failures: Failures) -> Self {
        Block {
            machine,
            grid,
            slots,
            frame: machine.frame(),
            buffers: StageBuffers::new(machine.program.stocks.count as usize * machine.layout.width),
            adaptive: Adaptive::default(),
            failures,
        }
    }

    /// Sets a parameter of one run.
    pub fn set(&mut self, slot: u32, run: usize, value: f64) {
        let at = self.machine.layout.lane(slot) + run;
        self.frame.numbers_mut()[at] = value;
    }

    /// The value of a slot in one run.
    pub fn value(&self, slot: u32, run: usize) -> f64 {
        self.frame.numbers()[self.machine.layout.lane(slot) + run]
    }

    /// Tells the runs of the block, in order, which random numbers are theirs.
    pub fn set_draws(&mut self, draws: impl Iterator<Item = usize>) {
        let Some(noise) = self.machine.program.noise else {
            return;
        };
        // A lane like any other, so that a block draws for all its runs at once.
        for (run, number) in draws.enumerate() {
            self.set(noise.run, run, number as f64);
        }
    }

    /// Runs the first `runs` of the block from start to end, and says how each ended.
    pub fn run(&mut self, runs: usize, sink: &mut impl BlockSink) -> Result<Vec<Status>, RunError> {
        let steps = self.grid.steps;
        let mut delay_lines = self.start(runs, steps)?;
        let mut point = 0;
        for number in 0..=steps {
            let now = self.grid.at(number);
            self.evaluate(number, now);
            if self.grid.save_point(point) == number {
                self.save(point as usize, now, runs, sink);
                point += 1;
            }
            // The end is evaluated and saved, but no step leads on from it.
            if number < steps {
                self.step(number, now, &mut delay_lines)?;
            }
        }
        Ok(self.failures.end())
    }

    /// Computes where `runs` runs start. Delay lines are as long as that says, and none is longer than `steps`.
    pub(super) fn start(&mut self, runs: usize, steps: u64) -> Result<DelayLines, RunError> {
        let machine = self.machine;
        self.failures.begin(runs);
        self.adaptive.begin();
        // Initial values may draw random numbers: those of step 0.
        machine.set_step(&mut self.frame, 0);
        machine.start(&mut self.frame, self.grid.at(0));
        DelayLines::new(machine.program, &machine.layout, self.frame.numbers(), steps)
    }

    /// Computes the rates at the beginning of a step, and what the step carries over.
    pub(super) fn evaluate(&mut self, number: u64, now: Now) {
        let machine = self.machine;
        machine.set_step(&mut self.frame, number);
        machine.evaluate(&mut self.frame, now.time, now);
        machine.advance(&mut self.frame, now);
    }

    /// Takes a step, whose rates are known.
    pub(super) fn step(&mut self, number: u64, now: Now, delay_lines: &mut DelayLines) -> Result<(), RunError> {
        self.integrate(now);
        // After the stocks: these look at what held during the step.
        self.hold();
        delay_lines.step(&self.machine.layout, self.frame.numbers_mut(), number)
    }

    pub(super) fn save(&mut self, point: usize, now: Now, runs: usize, sink: &mut impl BlockSink) {
        let Layout { lanes, width, .. } = self.machine.layout;
        self.machine.save(&mut self.frame, now);
        if point == 0 {
            self.lag();
        }
        self.failures.check(self.machine, self.frame.numbers_mut(), now.time);
        let (uniform, lane) = self.frame.numbers().split_at(lanes);
        let banks = Banks {
            uniform,
            lane,
            width,
            runs,
        };
        sink.save(point, now.time, &SavedValues::new(self.slots, banks));
        self.lag();
    }

    /// Keeps for the next save point what is shown there.
    fn lag(&mut self) {
        let layout = self.machine.layout;
        for lag in &self.machine.program.lags {
            let (from, to) = match (lag.from, lag.to) {
                (Slot::Lane(from), Slot::Lane(to)) => (layout.lane_range(from, 1), layout.lane(to)),
                (Slot::Uniform(from), Slot::Uniform(to)) => (from as usize..from as usize + 1, to as usize),
                _ => continue, // refused by the verifier
            };
            self.frame.numbers_mut().copy_within(from, to);
        }
    }

    /// Moves the stocks a step on.
    fn integrate(&mut self, now: Now) {
        match self.machine.program.clock.method {
            Method::Euler | Method::Difference => self.move_stocks(self.machine.stages.euler, self.grid.step),
            Method::RungeKutta2 => self.fixed_step(Order::Second, now),
            Method::RungeKutta4 => self.fixed_step(Order::Fourth, now),
            Method::RungeKutta2Auto => self.adaptive_step(Order::Second, now),
            Method::RungeKutta4Auto => self.adaptive_step(Order::Fourth, now),
        }
    }

    pub(super) fn stocks(&self) -> &[f64] {
        let stocks = self.machine.program.stocks;
        &self.frame.numbers()[self.machine.layout.lane_range(stocks.state, stocks.count)]
    }

    pub(super) fn stocks_mut(&mut self) -> &mut [f64] {
        let stocks = self.machine.program.stocks;
        let range = self.machine.layout.lane_range(stocks.state, stocks.count);
        &mut self.frame.numbers_mut()[range]
    }

    pub(super) fn move_stocks(&mut self, by: Stage, part: f64) {
        // Out of the way for the time being: the stocks are borrowed from the whole block.
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

    /// The states and their rates or next values, which have the later slots.
    fn states(&mut self, of: States) -> (&mut [f64], &[f64]) {
        let layout = &self.machine.layout;
        let states = layout.lane_range(of.state, of.count);
        let change = layout.lane_range(of.change, of.count);
        // The two ranges are borrowed at once; a program whose rates came first would panic here.
        let (below, behind) = self.frame.numbers_mut().split_at_mut(change.start);
        (&mut below[states], &behind[..change.len()])
    }
}
