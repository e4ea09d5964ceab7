//! The register machine: a program translated for blocks of a certain width and a set of instructions.

use super::address::{Bank, Resolver};
use super::code::{Code, FormedList};
use super::context::Context;
use super::form::Form;
use super::frame::{Frame, Layout};
use super::packed_constants::PackedConstants;
use super::simd::Simd;
use super::stages::Stages;
use program::{Now, Program};

/// A program that is ready to run. It changes nothing in itself while it runs, so that threads share it.
#[derive(Debug)]
pub(crate) struct Machine<'p> {
    pub program: &'p Program,
    pub layout: Layout,
    /// The integrator's stages, for the same set of instructions.
    pub stages: Stages,
    packed: PackedConstants,
    /// Of random numbers.
    seed: u64,
    start: Vec<Code>,
    shared_step: Vec<Code>,
    step: Vec<Code>,
    advance: Vec<Code>,
    shared_save: Vec<Code>,
    save: Vec<Code>,
}

impl<'p> Machine<'p> {
    /// Translates `program` for blocks of `width` runs.
    pub fn new(program: &'p Program, width: usize, simd: Simd, seed: u64) -> Machine<'p> {
        // Forms first: with them it is known how many temporaries and packed constants a frame has, hence all addresses.
        let lists = formed_lists(program, width);
        let packed = PackedConstants::of(program, one_number_an_iteration(&lists, width));
        let layout = layout(program, width, &lists).with_packed(packed.len);
        let resolver = Resolver {
            program,
            layout,
            packed: &packed,
            simd,
        };
        let [start, shared_step, step, advance, shared_save, save] = lists.map(|list| list.translate(&resolver));
        Machine {
            program,
            layout,
            stages: simd.stages(),
            packed,
            seed,
            start,
            shared_step,
            step,
            advance,
            shared_save,
            save,
        }
    }

    /// A frame for a block of runs.
    pub fn frame(&self) -> Frame {
        Frame::new(self.program, &self.layout, &self.packed)
    }

    /// Computes where runs start, with the clock at the start.
    pub fn start(&self, frame: &mut Frame, now: Now) {
        self.set_clock(frame, now.time);
        self.run(&self.start, frame, now);
    }

    /// Computes the rates of the present state at another time than before, within the step that began at `held`.
    pub fn evaluate(&self, frame: &mut Frame, time: f64, held: Now) {
        self.set_clock(frame, time);
        self.run(&self.shared_step, frame, held);
        self.run(&self.step, frame, held);
    }

    /// Computes the rates of the present state at the time of the last evaluation: what depends on the clock alone is still
    /// there. Runge–Kutta evaluates twice in the middle of a step, which saves a quarter of that work.
    pub fn evaluate_again(&self, frame: &mut Frame, held: Now) {
        self.run(&self.step, frame, held);
    }

    /// Computes the next values of states, and what enters delay lines.
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
            // Slots like others: draws are functions of these numbers, whatever was drawn before.
            let numbers = frame.numbers_mut();
            numbers[noise.seed_slot as usize] = self.seed as f64;
            numbers[noise.step as usize] = number as f64;
        }
    }

    fn set_clock(&self, frame: &mut Frame, time: f64) {
        frame.numbers_mut()[self.program.clock.time as usize] = time;
    }

    fn run(&self, list: &[Code], frame: &mut Frame, now: Now) {
        let numbers = frame.numbers_mut();
        let context = Context::new(self.program, now);
        for code in list {
            code.run(&self.layout, numbers, &context);
        }
    }
}

/// The lists of a program's code, in the order of the fields of [`Machine`].
fn formed_lists(program: &Program, width: usize) -> [FormedList<'_>; 6] {
    let list = |blocks, bank| FormedList::new(blocks, bank, program, width);
    [
        list(&program.start, Bank::Lane),
        list(&program.shared_step, Bank::Uniform),
        list(&program.step, Bank::Lane),
        list(&program.advance, Bank::Lane),
        list(&program.shared_save, Bank::Uniform),
        list(&program.save, Bank::Lane),
    ]
}

/// The blocks for whose loops constants may be packed: only rows of several iterations go through constants.
fn one_number_an_iteration<'l, 'p>(
    lists: &'l [FormedList<'p>],
    width: usize,
) -> impl Iterator<Item = (&'p program::Block, &'l Form)> {
    let lists = lists.iter().filter(move |list| list.bank.width(width) == 1);
    lists.flat_map(FormedList::blocks)
}

fn layout(program: &Program, width: usize, lists: &[FormedList<'_>]) -> Layout {
    let forms = lists.iter().flat_map(|list| &list.forms);
    let needed = forms.map(Form::temporaries).max().unwrap_or(0);
    Layout::with_temporaries(program, width, program.temporaries.max(needed))
}
