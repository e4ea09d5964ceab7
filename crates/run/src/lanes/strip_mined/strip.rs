//! Runs strip-mined loops.

use super::operand::{Access, StripInstruction, StripMined, StripOperand};
use crate::lanes::context::Context;
use crate::lanes::frame::Layout;
use crate::lanes::kernel::{Kernel, Table, Unary, number, part};
use crate::lanes::operand_view::{Extent, OperandView};
use program::{IndexMap, Op, apply};

/// The scratch row of a target; those before it are for arguments.
const TARGET: usize = 4;

impl StripMined {
    /// Runs all iterations.
    pub fn run(&self, layout: &Layout, numbers: &mut [f64], context: &Context<'_>) {
        let mut strip = Strip {
            code: self,
            layout,
            context,
            first: 0,
            iterations: self.chunk,
        };
        while strip.first < self.iterations {
            strip.iterations = self.chunk.min(self.iterations - strip.first);
            for instruction in &self.code {
                strip.instruction(instruction, numbers);
            }
            strip.first += strip.iterations;
        }
    }
}

/// The iterations that the present rows take.
struct Strip<'m> {
    code: &'m StripMined,
    layout: &'m Layout,
    context: &'m Context<'m>,
    first: usize,
    iterations: usize,
}

impl Strip<'_> {
    /// How many numbers the rows have.
    #[inline(always)]
    fn len(&self) -> usize {
        self.iterations * self.code.width
    }

    fn instruction(&self, instruction: &StripInstruction, numbers: &mut [f64]) {
        match instruction.kernel {
            // It reads its target: a scratch row would not have the numbers.
            Kernel::Reduce(kernel) => return self.reduce(instruction, kernel, numbers),
            Kernel::Single(op) => self.single(instruction, op, numbers),
            kernel => self.rows(instruction, kernel, numbers),
        }
        if instruction.target.access != Access::Row {
            self.scatter(&instruction.target, numbers);
        }
    }

    #[inline(always)]
    fn rows(&self, instruction: &StripInstruction, kernel: Kernel, numbers: &mut [f64]) {
        let [a, b, c, _] = &instruction.arguments;
        match kernel {
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
                let (a, b) = (self.fetch(0, a, numbers), self.fetch(1, b, numbers));
                let c = self.fetch(2, c, numbers);
                let (out, operands) = self.target(instruction, numbers);
                kernel([a, b, c].map(|extent| operands.get(extent)), out);
            }
            Kernel::Lookup(kernel) => {
                let a = self.fetch(0, a, numbers);
                let (out, operands) = self.target(instruction, numbers);
                self.lookup(b, kernel, operands.get(a), out);
            }
            // `instruction` keeps these to itself.
            Kernel::Single(_) | Kernel::Reduce(_) => {}
        }
    }

    /// The row that an instruction computes into, and all other numbers.
    #[inline(always)]
    fn target<'a>(&self, instruction: &StripInstruction, numbers: &'a mut [f64]) -> (&'a mut [f64], OperandView<'a>) {
        let at = match instruction.target.access {
            Access::Row => self.address(&instruction.target, 0),
            _ => self.scratch(TARGET),
        };
        OperandView::split(numbers, extent(at, self.len()))
    }

    /// Where an operand is, so many iterations after the first of the strip.
    #[inline(always)]
    fn address(&self, operand: &StripOperand, iteration: usize) -> usize {
        operand.base + self.offset(operand.index, iteration) * operand.stride
    }

    #[inline(always)]
    fn offset(&self, index: IndexMap, iteration: usize) -> usize {
        match index {
            IndexMap::Fixed => 0,
            IndexMap::Consecutive => self.first + iteration,
            IndexMap::Table(list) => self.context.offset_tables[list as usize][self.first + iteration] as usize,
        }
    }

    fn scratch(&self, number: usize) -> usize {
        self.layout.scratch + number * self.layout.row
    }

    #[inline(always)]
    fn fetch(&self, number: usize, operand: &StripOperand, numbers: &mut [f64]) -> Extent {
        match operand.access {
            Access::Row => extent(self.address(operand, 0), self.len()),
            Access::Broadcast => extent(self.address(operand, 0), 1),
            Access::Indexed => self.gather(number, operand, numbers),
            Access::Unused | Access::Table => extent(0, 0),
        }
    }

    /// Copies what is not consecutive into a scratch row. Never inlined: most operands are rows, and the code around the
    /// calls of kernels stays small.
    #[inline(never)]
    fn gather(&self, number: usize, operand: &StripOperand, numbers: &mut [f64]) -> Extent {
        let (width, scratch) = (self.code.width, self.scratch(number));
        for iteration in 0..self.iterations {
            let (from, to) = (self.address(operand, iteration), scratch + iteration * width);
            match (operand.stride, width) {
                (1, 1) => numbers[to] = numbers[from],
                // One number of the uniform bank, for all runs of the iteration.
                (1, _) => {
                    let number = numbers[from];
                    numbers[to..to + width].fill(number);
                }
                _ => numbers.copy_within(from..from + width, to),
            }
        }
        extent(scratch, self.len())
    }

    /// Copies the scratch row of results to where they belong.
    #[inline(never)]
    fn scatter(&self, operand: &StripOperand, numbers: &mut [f64]) {
        let (width, scratch) = (self.code.width, self.scratch(TARGET));
        for iteration in 0..self.iterations {
            let from = scratch + iteration * width;
            numbers.copy_within(from..from + width, self.address(operand, iteration));
        }
    }

    fn lookup(&self, operand: &StripOperand, kernel: Table, x: &[f64], out: &mut [f64]) {
        let tables = self.context.tables;
        if operand.index == IndexMap::Fixed {
            return kernel(&tables[operand.base], x, out);
        }
        let width = self.code.width;
        for (iteration, out) in out.chunks_mut(width).enumerate() {
            let table = &tables[self.address(operand, iteration)];
            kernel(table, part(x, iteration * width, width), out);
        }
    }

    #[inline(never)]
    fn single(&self, instruction: &StripInstruction, op: Op, numbers: &mut [f64]) {
        let fetch = |at: usize| match instruction.arguments[at].access {
            // A number that no operation reads.
            Access::Unused => extent(self.layout.scratch, 1),
            _ => self.fetch(at, &instruction.arguments[at], numbers),
        };
        let extents = [0, 1, 2, 3].map(fetch);
        let (out, operands) = self.target(instruction, numbers);
        let arguments = extents.map(|extent| operands.get(extent));
        for (at, out) in out.iter_mut().enumerate() {
            *out = apply(op, arguments.map(|argument| number(argument, at)), self.context.now);
        }
    }

    /// Iterations reduce into their targets one after the other, so that sums are rounded in the order of the equations;
    /// those with targets in a row, all at once.
    fn reduce(&self, instruction: &StripInstruction, kernel: Unary, numbers: &mut [f64]) {
        let value = self.fetch(0, &instruction.arguments[0], numbers);
        let (width, target) = (self.code.width, &instruction.target);
        if width == 1 && target.index == IndexMap::Fixed {
            return self.reduce_into_one(target, value, kernel, numbers);
        }
        if target.access == Access::Row {
            let (out, operands) = OperandView::split(numbers, extent(self.address(target, 0), self.len()));
            return kernel(operands.get(value), out);
        }
        for iteration in 0..self.iterations {
            let (out, operands) = OperandView::split(numbers, extent(self.address(target, iteration), width));
            kernel(part(operands.get(value), iteration * width, width), out);
        }
    }

    /// All iterations into one number.
    fn reduce_into_one(&self, target: &StripOperand, value: Extent, kernel: Unary, numbers: &mut [f64]) {
        let (out, operands) = OperandView::split(numbers, extent(self.address(target, 0), 1));
        // One number for the whole row counts once an iteration; a kernel would take it once.
        let times = if value.len == 1 { self.iterations } else { 1 };
        for _ in 0..times {
            kernel(operands.get(value), out);
        }
    }
}

fn extent(at: usize, len: usize) -> Extent {
    Extent { at, len }
}
