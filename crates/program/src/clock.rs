//! The clock's settings, which must be constants when a program is built: all runs of a block share one clock.

use crate::mir::{BufferId, Cell, Mir};
use crate::{BuildError, Clock, Method, Program};

/// The uniform slot of the time.
const TIME_SLOT: u32 = 0;

impl Program {
    /// Ends runs at a time, if they do not end before it. A time before the start is one at the start.
    pub fn stop_by(&mut self, time: f64) {
        let clock = &mut self.clock;
        clock.stop = clock.stop.min(time.max(clock.start));
    }
}

/// The settings of the clock, once constants are folded.
pub(crate) fn clock(mir: &Mir, method: Method) -> Result<Clock, BuildError> {
    let buffers = mir.control.expect("invariant: lowering notes the clock's buffers");
    let start = setting(mir, buffers.start)?;
    let step = setting(mir, buffers.step)?;
    let stop = later_setting(mir, buffers.stop, start)?;
    let save_every = later_setting(mir, buffers.save_every, step)?;
    let clock = Clock {
        time: TIME_SLOT,
        start,
        stop,
        step,
        save_every,
        method,
        changes: None,
    };
    check(mir, &clock)?;
    Ok(Clock {
        // Between two steps there is nothing to save.
        save_every: save_every.max(step),
        ..clock
    })
}

/// Fails with the first setting that is not usable.
fn check(mir: &Mir, clock: &Clock) -> Result<(), BuildError> {
    let &Clock {
        start,
        stop,
        step,
        save_every,
        ..
    } = clock;
    let buffers = mir.control.expect("invariant: lowering notes the clock's buffers");
    let finite = "a finite number";
    // In this order: a comparison with what is not a number is false, and would name the wrong rule.
    let rules = [
        (start.is_finite(), buffers.start, start, finite),
        (stop.is_finite(), buffers.stop, stop, finite),
        (stop >= start, buffers.stop, stop, "at or after the start"),
        (step.is_finite() && step > 0.0, buffers.step, step, "a positive number"),
        (save_every.is_finite(), buffers.save_every, save_every, finite),
    ];
    match rules.into_iter().find(|(keeps, ..)| !keeps) {
        Some((_, buffer, value, must)) => {
            let name = name(mir, buffer);
            Err(BuildError::ClockSetting { name, value, must })
        }
        None => Ok(()),
    }
}

fn setting(mir: &Mir, buffer: BufferId) -> Result<f64, BuildError> {
    let constant = mir.constant(Cell::scalar(buffer), 0);
    constant.ok_or_else(|| BuildError::ClockVaries {
        name: name(mir, buffer),
    })
}

/// A setting that a run with a changing clock reads anew at every step, so that it need not be constant at the start.
fn later_setting(mir: &Mir, buffer: BufferId, least: f64) -> Result<f64, BuildError> {
    let found = setting(mir, buffer);
    // Without a change during the run, a setting that is not constant at the start differs between runs.
    if mir.changes.is_none() {
        return found;
    }
    let usable = found.ok().filter(|value| value.is_finite());
    Ok(usable.map_or(least, |value| value.max(least)))
}

fn name(mir: &Mir, buffer: BufferId) -> String {
    mir.buffers[buffer.at()].name.variable.to_string()
}
