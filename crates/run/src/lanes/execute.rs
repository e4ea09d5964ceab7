//! Runs blocks whose instructions work on rows.

use super::decode::{Access, Place, RowInstruction, Rows};
use super::kernel::{Kernel, Source, Unary};
use super::{Layout, kernel};
use math::{Lookup, LookupMode};
use program::{Now, Op, Walk, apply};
use std::ops::Range;

/// One block, and the turns of it that the present row takes.
pub(super) struct Executor<'m> {
    pub rows: &'m Rows,
    pub layout: &'m Layout,
    pub walks: &'m [Vec<u32>],
    pub tables: &'m [Lookup],
    pub now: Now,
    pub first_turn: usize,
    pub turns: usize,
}

/// An argument that has been found: a number, or where a row begins.
#[derive(Clone, Copy)]
enum Found {
    One(f64),
    Row(usize),
}

/// The numbers below and above a target.
struct Around<'a> {
    below: &'a [f64],
    above: &'a [f64],
    above_from: usize,
}

impl<'a> Around<'a> {
    /// Takes the target out of the numbers.
    #[inline(always)]
    fn split(numbers: &'a mut [f64], target: Range<usize>) -> (&'a mut [f64], Around<'a>) {
        let (below, rest) = numbers.split_at_mut(target.start);
        let (out, above) = rest.split_at_mut(target.len());
        let above_from = target.end;
        (
            out,
            Around {
                below,
                above,
                above_from,
            },
        )
    }

    #[inline(always)]
    fn source(&self, found: Found, len: usize) -> Source<'a> {
        match found {
            Found::One(number) => Source::One(number),
            Found::Row(at) if at < self.below.len() => Source::Row(&self.below[at..at + len]),
            Found::Row(at) => Source::Row(&self.above[at - self.above_from..][..len]),
        }
    }
}

impl Executor<'_> {
    /// Runs all turns of the block.
    pub fn run(mut self, numbers: &mut [f64]) {
        while self.first_turn < self.rows.turns {
            self.turns = self.rows.chunk.min(self.rows.turns - self.first_turn);
            for instruction in &self.rows.code {
                self.instruction(instruction, numbers);
            }
            self.first_turn += self.turns;
        }
    }

    /// How many numbers the present rows have.
    #[inline(always)]
    fn len(&self) -> usize {
        self.turns * self.rows.width
    }

    #[inline(always)]
    fn instruction(&self, instruction: &RowInstruction, numbers: &mut [f64]) {
        let len = self.len();
        let [a, b, c, _] = &instruction.arguments;
        match instruction.kernel {
            Kernel::Unary(kernel) => {
                let a = self.fetch(0, a, numbers);
                let (out, around) = self.target(instruction, numbers);
                kernel(around.source(a, len), out);
            }
            Kernel::Binary(kernel) => {
                let (a, b) = (self.fetch(0, a, numbers), self.fetch(1, b, numbers));
                let (out, around) = self.target(instruction, numbers);
                kernel(around.source(a, len), around.source(b, len), out);
            }
            Kernel::Ternary(kernel) => {
                let found = [
                    self.fetch(0, a, numbers),
                    self.fetch(1, b, numbers),
                    self.fetch(2, c, numbers),
                ];
                let (out, around) = self.target(instruction, numbers);
                kernel(found.map(|found| around.source(found, len)), out);
            }
            Kernel::Lookup(mode) => {
                let a = self.fetch(0, a, numbers);
                let (out, around) = self.target(instruction, numbers);
                self.lookup(b, mode, around.source(a, len), out);
            }
            Kernel::Single(op) => self.single(instruction, op, numbers),
            Kernel::Reduce(kernel, op) => return self.reduce(instruction, (kernel, op), numbers),
        }
        if instruction.target.access != Access::Row {
            self.spread(&instruction.target, numbers);
        }
    }

    /// The row that an instruction computes into, and all other numbers.
    #[inline(always)]
    fn target<'a>(
        &self,
        instruction: &RowInstruction,
        numbers: &'a mut [f64],
    ) -> (&'a mut [f64], Around<'a>) {
        let at = match instruction.target.access {
            Access::Row => self.position(&instruction.target, 0),
            _ => self.scratch(4),
        };
        Around::split(numbers, at..at + self.len())
    }

    /// Where a place is, `turn` turns after the first of the row.
    #[inline(always)]
    fn position(&self, place: &Place, turn: usize) -> usize {
        place.at + self.offset(place.walk, turn) * place.unit
    }

    #[inline(always)]
    fn offset(&self, walk: Walk, turn: usize) -> usize {
        match walk {
            Walk::Fixed => 0,
            Walk::Each => self.first_turn + turn,
            Walk::Table(list) => self.walks[list as usize][self.first_turn + turn] as usize,
        }
    }

    fn scratch(&self, number: usize) -> usize {
        self.layout.scratch + number * self.layout.row
    }

    #[inline(always)]
    fn fetch(&self, number: usize, place: &Place, numbers: &mut [f64]) -> Found {
        match place.access {
            Access::Row => Found::Row(self.position(place, 0)),
            Access::One => Found::One(numbers[self.position(place, 0)]),
            Access::Apart => self.gather(number, place, numbers),
            Access::Unused | Access::Table => Found::One(0.0),
        }
    }

    /// Copies what stands apart into a scratch row.
    #[inline(never)]
    fn gather(&self, number: usize, place: &Place, numbers: &mut [f64]) -> Found {
        let (width, scratch) = (self.rows.width, self.scratch(number));
        for turn in 0..self.turns {
            let (from, to) = (self.position(place, turn), scratch + turn * width);
            match (place.unit, width) {
                (1, 1) => numbers[to] = numbers[from],
                (1, _) => {
                    let number = numbers[from];
                    numbers[to..to + width].fill(number);
                }
                _ => numbers.copy_within(from..from + width, to),
            }
        }
        Found::Row(scratch)
    }

    /// Copies the scratch row of results to where they belong.
    #[inline(never)]
    fn spread(&self, place: &Place, numbers: &mut [f64]) {
        let (width, scratch) = (self.rows.width, self.scratch(4));
        for turn in 0..self.turns {
            let from = scratch + turn * width;
            numbers.copy_within(from..from + width, self.position(place, turn));
        }
    }

    fn lookup(&self, place: &Place, mode: LookupMode, x: Source<'_>, out: &mut [f64]) {
        if place.walk == Walk::Fixed {
            return kernel::lookup(&self.tables[place.at], mode, x, out);
        }
        let width = self.rows.width;
        for (turn, out) in out.chunks_mut(width).enumerate() {
            let table = &self.tables[self.position(place, turn)];
            kernel::lookup(table, mode, x.part(turn * width, width), out);
        }
    }

    #[inline(never)]
    fn single(&self, instruction: &RowInstruction, op: Op, numbers: &mut [f64]) {
        let found = [0, 1, 2, 3].map(|at| self.fetch(at, &instruction.arguments[at], numbers));
        let len = self.len();
        let (out, around) = self.target(instruction, numbers);
        let sources = found.map(|found| around.source(found, len));
        for (at, out) in out.iter_mut().enumerate() {
            *out = apply(op, sources.map(|source| source.get(at)), self.now);
        }
    }

    /// Turns reduce into their targets one after the other; those with targets in a row, all at once.
    fn reduce(&self, instruction: &RowInstruction, (kernel, op): (Unary, Op), numbers: &mut [f64]) {
        let value = self.fetch(0, &instruction.arguments[0], numbers);
        let (width, target) = (self.rows.width, &instruction.target);
        if target.access == Access::Row {
            let at = self.position(target, 0);
            let (out, around) = Around::split(numbers, at..at + self.len());
            return kernel(around.source(value, self.len()), out);
        }
        if width == 1 && target.walk == Walk::Fixed {
            return self.reduce_to_one(self.position(target, 0), (value, op), numbers);
        }
        for turn in 0..self.turns {
            let at = self.position(target, turn);
            let (out, around) = Around::split(numbers, at..at + width);
            kernel(around.source(value.part(turn * width), width), out);
        }
    }

    fn reduce_to_one(&self, target: usize, (value, op): (Found, Op), numbers: &mut [f64]) {
        let (out, around) = Around::split(numbers, target..target + 1);
        let value = around.source(value, self.turns);
        let each = (0..self.turns).map(|turn| value.get(turn));
        out[0] = match op {
            Op::SumInto => each.fold(out[0], |held, value| held + value),
            _ => each.fold(out[0], |held, value| {
                apply(op, [value, held, 0.0, 0.0], self.now)
            }),
        };
    }
}

impl Found {
    /// What belongs to the numbers from `at` on.
    fn part(self, at: usize) -> Found {
        match self {
            Found::One(number) => Found::One(number),
            Found::Row(row) => Found::Row(row + at),
        }
    }
}
