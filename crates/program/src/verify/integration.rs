//! The slots that the integration, the experiments and the sink use, and the clock.

use super::ensure;
use crate::{Clock, ClockChanges, Program, Slot, States};

pub(super) fn verify(program: &Program) -> Result<(), String> {
    carried(program)?;
    given(program)?;
    clock(program)?;
    let saved = program.saved.iter().all(|saved| match saved.slot {
        Slot::Uniform(slot) => slot < program.uniform_slots,
        Slot::Lane(slot) => slot < program.lane_slots,
    });
    ensure(saved, || "a saved cell has no slot".into())?;
    let lags = program.lags.iter().all(|lag| match (lag.from, lag.to) {
        (Slot::Uniform(from), Slot::Uniform(to)) => from.max(to) < program.uniform_slots,
        (Slot::Lane(from), Slot::Lane(to)) => from.max(to) < program.lane_slots,
        _ => false,
    });
    ensure(lags, || "a cell that is saved late has no slot".into())
}

/// What carries over from step to step.
fn carried(program: &Program) -> Result<(), String> {
    let lane = |slot: u32| slot < program.lane_slots;
    let has_slots = |states: &States| {
        // In 64 bits, as for instructions. The integrator borrows states and changes at once, the states first.
        let end = |first: u32| u64::from(first) + u64::from(states.count);
        end(states.state) <= u64::from(states.change) && end(states.change) <= u64::from(program.lane_slots)
    };
    let carried = [&program.stocks, &program.sample_and_hold];
    ensure(
        carried.into_iter().all(|states| states.count == 0 || has_slots(states)),
        || "a state has no slot".into(),
    )?;
    ensure(program.stock_names.len() == program.stocks.count as usize, || {
        "a stock has no name".into()
    })?;
    let mut lines = program.delay_lines.iter();
    ensure(
        lines.all(|line| lane(line.output) && lane(line.input) && lane(line.delay)),
        || "a delay line has no slot".into(),
    )
}

/// What is there before a run: parameters, constants, and what random numbers look at.
fn given(program: &Program) -> Result<(), String> {
    let lane = |slot: u32| slot < program.lane_slots;
    let uniform = |slot: u32| slot < program.uniform_slots;
    ensure(program.parameters.iter().all(|p| lane(p.slot)), || {
        "a parameter has no slot".into()
    })?;
    ensure(program.constants.iter().all(|&(slot, _)| uniform(slot)), || {
        "a constant has no slot".into()
    })?;
    let noise = program.noise;
    ensure(
        noise.is_none_or(|n| uniform(n.seed_slot) && uniform(n.step) && lane(n.run)),
        || "what random numbers look at has no slot".into(),
    )
}

fn clock(program: &Program) -> Result<(), String> {
    let clock = &program.clock;
    ensure(clock.time < program.uniform_slots, || "the clock has no slot".into())?;
    let has_slots = |changes: ClockChanges| {
        let slots = [changes.stop, changes.step, changes.save_every];
        slots.iter().all(|slot| *slot < program.lane_slots)
    };
    ensure(clock.changes.is_none_or(has_slots), || {
        "a setting of the clock that changes has no slot".into()
    })?;
    ensure(runs(clock), || {
        "the clock does not run from its start to its stop".into()
    })
}

fn runs(clock: &Clock) -> bool {
    // Comparisons say no to what is not a number, and the infinities fail by the differences that they leave.
    let length = clock.stop - clock.start;
    let saves = clock.save_every.is_finite() && clock.save_every >= clock.step;
    length.is_finite() && length >= 0.0 && clock.step > 0.0 && saves
}
