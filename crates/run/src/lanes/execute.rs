//! Runs blocks whose instructions work on rows.

use super::Layout;
use super::decode::{Access, Place, RowInstruction, Rows};
use super::kernel::{Kernel, Table, Unary, number, part};
use super::operand_view::{Extent, OperandView};
use math::Lookup;
use program::{IndexMap, Now, Op, apply};

/// One block, and the iterations of it that the present row takes.
pub(super) struct Executor<'m> {
    pub rows: &'m Rows,
    pub layout: &'m Layout,
    pub offset_tables: &'m [Vec<u32>],
    pub tables: &'m [Lookup],
    pub now: Now,
    pub first_iteration: usize,
    pub iterations: usize,
}

impl Executor<'_> {
    /// Runs all iterations of the block.
    pub fn run(mut self, numbers: &mut [f64]) {
        while self.first_iteration < self.rows.iterations {
            self.iterations = self.rows.chunk.min(self.rows.iterations - self.first_iteration);
            for instruction in &self.rows.code {
                self.instruction(instruction, numbers);
            }
            self.first_iteration += self.iterations;
        }
    }

    /// How many numbers the present rows have.
    #[inline(always)]
    fn len(&self) -> usize {
        self.iterations * self.rows.width
    }

    fn instruction(&self, instruction: &RowInstruction, numbers: &mut [f64]) {
        let [a, b, c, _] = &instruction.arguments;
        match instruction.kernel {
            Kernel::Unary(kernel) => {
                let a = self.fetch(0, a, numbers);
                let (out, operands) = self.target(instruction, numbers);
                kernel(operands.get(a), out);
            }
            Kernel::Binary(kernel) => {
                let (a, b) = (self.fetch(0, a, numbers), self.fetch(1, b, numbers));
                let (out, operands) = self.target(instruction, numbers);
                kernel(operands.get(a), operands.get(b), out);
            }
            Kernel::Ternary(kernel) => {
                let extents = [
                    self.fetch(0, a, numbers),
                    self.fetch(1, b, numbers),
                    self.fetch(2, c, numbers),
                ];
                let (out, operands) = self.target(instruction, numbers);
                kernel(extents.map(|extent| operands.get(extent)), out);
            }
            Kernel::Lookup(kernel) => {
                let a = self.fetch(0, a, numbers);
                let (out, operands) = self.target(instruction, numbers);
                self.lookup(b, kernel, operands.get(a), out);
            }
            Kernel::Single(op) => self.single(instruction, op, numbers),
            Kernel::Reduce(kernel) => return self.reduce(instruction, kernel, numbers),
        }
        if instruction.target.access != Access::Row {
            self.spread(&instruction.target, numbers);
        }
    }

    /// The row that an instruction computes into, and all other numbers.
    #[inline(always)]
    fn target<'a>(&self, instruction: &RowInstruction, numbers: &'a mut [f64]) -> (&'a mut [f64], OperandView<'a>) {
        let at = match instruction.target.access {
            Access::Row => self.position(&instruction.target, 0),
            _ => self.scratch(4),
        };
        OperandView::split(numbers, extent(at, self.len()))
    }

    /// Where a place is, `iteration` iterations after the first of the row.
    #[inline(always)]
    fn position(&self, place: &Place, iteration: usize) -> usize {
        place.at + self.offset(place.index, iteration) * place.unit
    }

    #[inline(always)]
    fn offset(&self, index: IndexMap, iteration: usize) -> usize {
        match index {
            IndexMap::Fixed => 0,
            IndexMap::Consecutive => self.first_iteration + iteration,
            IndexMap::Table(list) => self.offset_tables[list as usize][self.first_iteration + iteration] as usize,
        }
    }

    fn scratch(&self, number: usize) -> usize {
        self.layout.scratch + number * self.layout.row
    }

    #[inline(always)]
    fn fetch(&self, number: usize, place: &Place, numbers: &mut [f64]) -> Extent {
        match place.access {
            Access::Row => extent(self.position(place, 0), self.len()),
            Access::One => extent(self.position(place, 0), 1),
            Access::Apart => self.gather(number, place, numbers),
            Access::Unused | Access::Table => extent(0, 0),
        }
    }

    /// PackedConstants what stands apart into a scratch row.
    #[inline(never)]
    fn gather(&self, number: usize, place: &Place, numbers: &mut [f64]) -> Extent {
        let (width, scratch) = (self.rows.width, self.scratch(number));
        for iteration in 0..self.iterations {
            let (from, to) = (self.position(place, iteration), scratch + iteration * width);
            match (place.unit, width) {
                (1, 1) => numbers[to] = numbers[from],
                (1, _) => {
                    let number = numbers[from];
                    numbers[to..to + width].fill(number);
                }
                _ => numbers.copy_within(from..from + width, to),
            }
        }
        extent(scratch, self.len())
    }

    /// PackedConstants the scratch row of results to where they belong.
    #[inline(never)]
    fn spread(&self, place: &Place, numbers: &mut [f64]) {
        let (width, scratch) = (self.rows.width, self.scratch(4));
        for iteration in 0..self.iterations {
            let from = scratch + iteration * width;
            numbers.copy_within(from..from + width, self.position(place, iteration));
        }
    }

    fn lookup(&self, place: &Place, kernel: Table, x: &[f64], out: &mut [f64]) {
        if place.index == IndexMap::Fixed {
            return kernel(&self.tables[place.at], x, out);
        }
        let width = self.rows.width;
        for (iteration, out) in out.chunks_mut(width).enumerate() {
            let table = &self.tables[self.position(place, iteration)];
            kernel(table, part(x, iteration * width, width), out);
        }
    }

    #[inline(never)]
    fn single(&self, instruction: &RowInstruction, op: Op, numbers: &mut [f64]) {
        let fetch = |at: usize| match instruction.arguments[at].access {
            // A number that no operation looks at.
            Access::Unused => Extent {
                at: self.layout.scratch,
                len: 1,
            },
            _ => self.fetch(at, &instruction.arguments[at], numbers),
        };
        let extents = [0, 1, 2, 3].map(fetch);
        let (out, operands) = self.target(instruction, numbers);
        let arguments = extents.map(|extent| operands.get(extent));
        for (at, out) in out.iter_mut().enumerate() {
            *out = apply(op, arguments.map(|argument| number(argument, at)), self.now);
        }
    }

    /// Iterations reduce into their targets one after the other; those with targets in a row, all at once.
    fn reduce(&self, instruction: &RowInstruction, kernel: Unary, numbers: &mut [f64]) {
        let value = self.fetch(0, &instruction.arguments[0], numbers);
        let (width, target) = (self.rows.width, &instruction.target);
        let is_one = width == 1 && target.index == IndexMap::Fixed;
        if target.access == Access::Row || is_one {
            let len = if is_one { 1 } else { self.len() };
            let (out, operands) = OperandView::split(numbers, extent(self.position(target, 0), len));
            return match (is_one, value.len) {
                // The same number in every iteration.
                (true, 1) => (0..self.iterations).for_each(|_| kernel(operands.get(value), out)),
                _ => kernel(operands.get(value), out),
            };
        }
        for iteration in 0..self.iterations {
            let (out, operands) = OperandView::split(numbers, extent(self.position(target, iteration), width));
            kernel(part(operands.get(value), iteration * width, width), out);
        }
    }
}

fn extent(at: usize, len: usize) -> Extent {
    Extent { at, len }
}
