//! The register machine: runs the code of a program on a block of runs, every instruction on a row of numbers.
//!
//! A row has a number for each run of the block. When a block has few runs, a row also takes several iterations of a loop, so that
//! arrays are as quick for a single run as runs are for an ensemble.

mod decode;
mod execute;
mod forms;
mod frame;
mod fused;
mod kernel;
mod kernels;
mod narrow;
mod operand_view;
mod packed_constants;
mod portable;
mod simd;
mod stages;
mod straight;
#[cfg(test)]
mod tests;
mod vectors;
#[cfg(target_arch = "x86_64")]
mod x86;

pub(crate) use frame::{Frame, Layout};
pub use simd::{Simd, SimdError};
pub(crate) use stages::{Stage, StageBuffers, Stages};

use decode::{Bank, Code, Decoder, Rows, Straight};
use execute::Executor;
use forms::Form;
use fused::Given;
use packed_constants::PackedConstants;
use program::{Now, Program};
use straight::StraightLine;

/// Rows of blocks of so many runs have at least so many numbers, where loops allow it: a block of few runs takes many iterations at
/// once, one of many keeps its rows short, so that they stay in the first-level cache.
pub(crate) fn shortest_row(width: usize) -> usize {
    if width < fused::WIDTH { 512 } else { fused::WIDTH }
}

/// A program ready to run on blocks of a certain width.
#[derive(Debug)]
pub(crate) struct Machine<'p> {
    pub program: &'p Program,
    pub layout: Layout,
    packed: PackedConstants,
    /// The integrator stages from step to step.
    pub stages: Stages,
    start: Vec<Code>,
    shared_step: Vec<Code>,
    step: Vec<Code>,
    advance: Vec<Code>,
    shared_save: Vec<Code>,
    save: Vec<Code>,
}

impl<'p> Machine<'p> {
    /// Translates `program` for blocks of `width` runs.
    pub fn new(program: &'p Program, width: usize, simd: Simd) -> Machine<'p> {
        let lists = [
            (&program.start, Bank::Lane),
            (&program.shared_step, Bank::Uniform),
            (&program.step, Bank::Lane),
            (&program.advance, Bank::Lane),
            (&program.shared_save, Bank::Uniform),
            (&program.save, Bank::Lane),
        ];
        let form = |block, bank: Bank| Form::of(program, block, bank.width(width));
        let forms = lists.map(|(list, bank)| list.iter().map(|block| form(block, bank)).collect::<Vec<_>>());
        let needed = forms.iter().flatten().map(Form::temporaries).max();
        let temporaries = program.temporaries.max(needed.unwrap_or(0));
        let layout = Layout::with_temporaries(program, width, (shortest_row(width), temporaries));
        let numbers_at_once = lists.iter().zip(&forms).filter(|((_, bank), _)| bank.width(width) == 1);
        let packed = PackedConstants::of(
            program,
            numbers_at_once.flat_map(|((list, _), forms)| list.iter().zip(forms)),
        );
        let layout = layout.with_packed(packed.len);
        let decoder = Decoder {
            program,
            layout,
            packed: &packed,
            simd,
        };
        let mut decoded = lists.into_iter().zip(&forms);
        let mut next = || {
            decoded
                .next()
                .map_or_else(Vec::new, |((list, bank), forms)| decoder.list(list, forms, bank))
        };
        Machine {
            program,
            layout,
            stages: simd.stages(),
            start: next(),
            shared_step: next(),
            step: next(),
            advance: next(),
            shared_save: next(),
            save: next(),
            packed,
        }
    }

    /// A frame for a block of runs.
    pub fn frame(&self) -> Frame {
        Frame::new(self.program, &self.layout, &self.packed)
    }

    /// Computes where runs start, with the clock at the start.
    pub fn start(&self, frame: &mut Frame, now: Now) {
        self.set_clock(frame, now);
        self.run(&self.start, frame, now);
    }

    /// Computes the rates of the present state. What depends on the clock alone is computed if `is_later` says so.
    pub fn evaluate(&self, frame: &mut Frame, now: Now, is_later: bool) {
        if is_later {
            self.set_clock(frame, now);
            self.run(&self.shared_step, frame, now);
        }
        self.run(&self.step, frame, now);
    }

    /// Computes next values and what enters delay lines.
    pub fn advance(&self, frame: &mut Frame, now: Now) {
        self.run(&self.advance, frame, now);
    }

    /// Computes what only the sink needs.
    pub fn save(&self, frame: &mut Frame, now: Now) {
        self.run(&self.shared_save, frame, now);
        self.run(&self.save, frame, now);
    }

    /// Tells random numbers the seed, and which step this is.
    pub fn set_step(&self, frame: &mut Frame, number: u64) {
        if let Some(noise) = self.program.noise {
            let numbers = frame.numbers_mut();
            numbers[noise.seed_slot as usize] = noise.seed as f64;
            numbers[noise.step as usize] = number as f64;
        }
    }

    fn set_clock(&self, frame: &mut Frame, now: Now) {
        frame.numbers_mut()[self.program.clock.time as usize] = now.time;
    }

    fn run(&self, list: &[Code], frame: &mut Frame, now: Now) {
        let numbers = frame.numbers_mut();
        let given = Given {
            tables: &self.program.tables,
            offset_tables: &self.program.offset_tables,
            now,
        };
        for code in list {
            match code {
                Code::Narrow(code) => code.run(numbers, given),
                Code::Straight(code) => self.straight(code, now).run(numbers),
                Code::Fused(code) => code.run(numbers, given),
                Code::Vectors(vectors) => vectors.run(numbers, &self.program.offset_tables),
                Code::Rows(rows) => self.executor(rows, now).run(numbers),
            }
        }
    }

    fn straight<'m>(&'m self, code: &'m [Straight], now: Now) -> StraightLine<'m> {
        StraightLine {
            code,
            width: self.layout.width,
            tables: &self.program.tables,
            now,
        }
    }

    fn executor<'m>(&'m self, rows: &'m Rows, now: Now) -> Executor<'m> {
        Executor {
            rows,
            layout: &self.layout,
            offset_tables: &self.program.offset_tables,
            tables: &self.program.tables,
            now,
            first_iteration: 0,
            iterations: rows.chunk,
        }
    }
}
