//! The clock's settings, which must be known when a program is built.

use crate::draft::{Cell, Draft};
use crate::{BuildError, Clock};
use check::Model;

/// The uniform slot of the time.
const TIME_SLOT: u32 = 0;

/// The settings of the clock, once everything that can be known is.
pub(crate) fn clock(model: &Model, draft: &Draft) -> Result<Clock, BuildError> {
    let homes = draft.control.expect("invariant: lowering finds the clock's homes");
    let control = &model.control;
    let name = |id| model.variable(id).name.to_string();
    let setting = |home, id| {
        draft
            .known(Cell::scalar(home), 0)
            .ok_or_else(|| BuildError::ClockVaries { name: name(id) })
    };
    let start = setting(homes.start, control.start)?;
    let step = setting(homes.step, control.step)?;
    // A clock that changes looks at these at every step; what they are at the start need not be known.
    let or = |found: Result<f64, BuildError>, otherwise| match draft.changes {
        Some(_) => Ok(found
            .ok()
            .filter(|value| value.is_finite())
            .map_or(otherwise, |v| v.max(otherwise))),
        None => found,
    };
    let stop = or(setting(homes.stop, control.stop), start)?;
    let save_every = or(setting(homes.save_every, control.save_every), step)?;
    let check = |good: bool, id, value, must| match good {
        true => Ok(()),
        false => Err(BuildError::ClockSetting {
            name: name(id),
            value,
            must,
        }),
    };
    check(start.is_finite(), control.start, start, "a finite number")?;
    check(stop.is_finite(), control.stop, stop, "a finite number")?;
    check(stop >= start, control.stop, stop, "at or after the start")?;
    check(step.is_finite() && step > 0.0, control.step, step, "a positive number")?;
    check(
        save_every.is_finite(),
        control.save_every,
        save_every,
        "a finite number",
    )?;
    Ok(Clock {
        time: TIME_SLOT,
        start,
        stop,
        step,
        save_every: save_every.max(step),
        method: control.method,
        changes: None,
    })
}
