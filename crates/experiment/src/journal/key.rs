//! A hash of everything that the measures of a stage depend on, field by field.

use super::Stage;
use crate::measure::{Measure, Reduce};
use program::Program;
use std::fmt::{Display, Write as _};

/// Changes with whatever a line of the journal's files means.
const VERSION: u32 = 4;

/// Rows are hashed this many at a time, so that a long text never stands in memory.
const TOGETHER: usize = 256;

/// The key of a stage: 64 hexadecimal digits.
pub(super) fn of(stage: &Stage<'_>) -> String {
    // Threads, instructions and the width of blocks are no part of the key: they change no bit of a result, so that a study may
    // be resumed on another machine.
    let mut text = Text::default();
    text.add(VERSION);
    // Another engine may compute other bits.
    text.add(env!("CARGO_PKG_VERSION"));
    program(stage.program, &mut text);
    // The seed of a model without random numbers changes nothing, and must not make finished runs worthless.
    if stage.program.noise.is_some() {
        text.add(stage.seed);
    }
    for (measured, cell) in stage.measures {
        measure(measured, &mut text);
        text.add(cell);
    }
    text.add(stage.rows.len());
    rows(stage, text.hash())
}

/// A text of fields.
#[derive(Default)]
struct Text(String);

impl Text {
    fn add(&mut self, field: impl Display) {
        // Writing into a text cannot fail.
        _ = writeln!(self.0, "{field}");
    }

    /// Adds a number by its bits: two numbers that print alike may differ.
    fn number(&mut self, value: f64) {
        _ = writeln!(self.0, "{:x}", value.to_bits());
    }

    fn hash(&self) -> String {
        results::sha256_of_text(&self.0)
    }
}

/// The code as it prints, and beside it the numbers that it looks up.
fn program(program: &Program, text: &mut Text) {
    text.add(program);
    for parameter in &program.parameters {
        text.number(parameter.base);
    }
    for (slot, value) in &program.constants {
        text.add(slot);
        text.number(*value);
    }
    for table in &program.tables {
        // A length stands before each list: two lists of other lengths must not run together into the same text.
        text.add(table.points().len());
        for (x, y) in table.points() {
            text.number(*x);
            text.number(*y);
        }
    }
    for offsets in &program.offset_tables {
        text.add(offsets.len());
        offsets.iter().for_each(|offset| text.add(offset));
    }
    clock(program, text);
}

fn clock(program: &Program, text: &mut Text) {
    let clock = &program.clock;
    for time in [clock.start, clock.stop, clock.step, clock.save_every] {
        text.number(time);
    }
    // Words of their own and no `{:?}`: to rename a variant must not change the keys of runs that are on disk.
    text.add(match clock.method {
        check::Method::Euler => "euler",
        check::Method::Difference => "difference",
        check::Method::RungeKutta2 => "runge-kutta-2",
        check::Method::RungeKutta2Auto => "runge-kutta-2-auto",
        check::Method::RungeKutta4 => "runge-kutta-held",
        check::Method::RungeKutta4Auto => "runge-kutta-auto",
    });
    if let Some(slots) = &clock.changes {
        [slots.stop, slots.step, slots.save_every].iter().for_each(|slot| text.add(slot));
    }
    if let Some(noise) = &program.noise {
        [noise.seed_slot, noise.step, noise.run].iter().for_each(|slot| text.add(slot));
    }
}

fn measure(measure: &Measure, text: &mut Text) {
    text.add(measure.variable.variable.0);
    text.add(measure.variable.element);
    // Every measure gives the same number of fields, so that none can be read as its neighbour's.
    let (word, number) = reduce(measure.reduce);
    text.add(word);
    for value in [number, measure.from, measure.until, measure.scale] {
        text.number(value);
    }
}

fn reduce(reduce: Reduce) -> (&'static str, f64) {
    match reduce {
        Reduce::Integral => ("integral", 0.0),
        Reduce::Mean => ("mean", 0.0),
        Reduce::Last => ("last", 0.0),
        Reduce::At(date) => ("at", date),
        Reduce::Max => ("max", 0.0),
        Reduce::Min => ("min", 0.0),
        Reduce::TimeAbove(level) => ("time above", level),
        Reduce::ChangeSince(date) => ("change since", date),
        Reduce::RelativeChangeSince(date) => ("relative change since", date),
    }
}

/// The hash of what is known so far and of every row.
fn rows(stage: &Stage<'_>, mut hash: String) -> String {
    let count = stage.rows.len();
    // What a row leaves alone keeps the program's own value, as in the engine.
    let base: Vec<f64> = stage.program.parameters.iter().map(|p| p.base).collect();
    for first in (0..count).step_by(TOGETHER) {
        let mut text = Text::default();
        text.add(&hash);
        for row in first..count.min(first + TOGETHER) {
            let mut values = base.clone();
            stage.rows.fill(row, &mut values);
            values.iter().for_each(|value| text.number(*value));
            if stage.program.noise.is_some() {
                // The same constants under other random numbers are another run.
                text.add(stage.rows.draws(row));
            }
        }
        // Each hash begins the next text, so that the last depends on every row and on their order.
        hash = text.hash();
    }
    hash
}
