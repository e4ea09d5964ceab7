//! A loop written out: its iterations in pieces, and where each line's rows stand in each of them.

use super::apart::{Apart, Into, Reduction};
use super::fuse::{Fusion, Line, Shape};
use super::iterations::{Iterations, Piece};
use super::wide::{self, Wide};
use super::{Step, WideStep};
use crate::lanes::decode::{Argument, Decoder, Straight};
use crate::lanes::kernel::{Kernel, Unary};
use program::{IndexMap, Instruction, Operand};

/// Where a row, or the number that stands for one, is found.
#[derive(Clone, Copy, Debug)]
enum Stand {
    One(usize),
    Row(usize),
    /// Iteration by iteration, at the offsets of a list.
    Apart(usize, u32),
}

/// Writes the lines of a loop of rows with `row` numbers each, `width` of them per iteration.
pub(super) struct Writing<'d> {
    pub decoder: &'d Decoder<'d>,
    pub width: usize,
    pub row: usize,
    steps: Vec<Step>,
    piece: Piece,
    /// Whether offsets that stand still for a whole row count as one number.
    takes_ones: bool,
}

impl<'d> Writing<'d> {
    /// For the code of a block that has `width` numbers per iteration.
    pub fn new(decoder: &'d Decoder<'d>, width: usize, row: usize) -> Self {
        Writing {
            decoder,
            width,
            row,
            steps: Vec::new(),
            piece: Piece { first: 0, again: 0 },
            takes_ones: true,
        }
    }

    /// The steps of all iterations.
    pub fn run(mut self, fusion: &Fusion, iterations: &Iterations) -> Vec<Step> {
        for &piece in &iterations.pieces {
            self.piece = piece;
            fusion.lines.iter().for_each(|line| self.line(line));
        }
        self.steps
    }

    fn line(&mut self, line: &Line) {
        match *line {
            Line::Shaped(shape, target, arguments) => self.shaped(shape, target, arguments),
            Line::Plain(instruction) => match self.decoder.simd.kernel(instruction.op) {
                Kernel::Reduce(kernel) if self.width == 1 => self.reduction(kernel, &instruction),
                kernel => self.plain(kernel, &instruction),
            },
        }
    }

    fn shaped(&mut self, shape: Shape, target: Operand, operands: [Operand; 4]) {
        if let Some((kernel, arguments)) = self.kernel(shape, operands) {
            let first = self.target(target);
            let frame = self.decoder.layout.len;
            let step = WideStep::new(kernel, (frame, self.row), (first, arguments));
            self.steps.push(Step::Wide(step));
            return self.spread(target);
        }
        match shape {
            // Of two single numbers.
            Shape::Alone(op) => self.plain(
                self.decoder.simd.kernel(op),
                &Instruction {
                    op,
                    target,
                    arguments: operands,
                },
            ),
            // Of numbers that only happen to stand still: they make a row.
            _ => {
                assert!(
                    self.takes_ones,
                    "pairs of instructions have a row among their arguments"
                );
                self.takes_ones = false;
                self.shaped(shape, target, operands);
                self.takes_ones = true;
            }
        }
    }

    /// The kernel of a shape, and where its arguments stand.
    fn kernel(&mut self, shape: Shape, operands: [Operand; 4]) -> Option<(Wide, [(usize, bool); 4])> {
        let is_one = operands.map(|operand| matches!(self.find(operand), Stand::One(_)));
        let kernel = wide::find(self.decoder.simd.set(), shape, is_one)?;
        let mut number = 0;
        let arguments = operands.map(|operand| {
            number += 1;
            match operand {
                Operand::None => (0, true),
                operand => self.argument(number - 1, operand),
            }
        });
        Some((kernel, arguments))
    }

    fn plain(&mut self, kernel: Kernel, instruction: &Instruction) {
        let mut number = 0;
        let [a, b, c, _] = instruction.arguments;
        let arguments = [a, b, c].map(|operand| {
            number += 1;
            match operand {
                Operand::None => Argument::one(0),
                Operand::Table { base, index } => Argument::one(base + self.offset(index) as u32),
                operand => match self.argument(number - 1, operand) {
                    (at, true) => Argument::one(at as u32),
                    (at, false) => Argument::row(at as u32),
                },
            }
        });
        let target = self.target(instruction.target) as u32;
        self.steps.push(Step::Plain(Straight {
            kernel,
            target,
            arguments,
        }));
        self.spread(instruction.target);
    }

    /// Iterations that reduce into one number, or each into its own.
    fn reduction(&mut self, kernel: Unary, instruction: &Instruction) {
        let (value, is_one) = self.argument(0, instruction.arguments[0]);
        let again = self.piece.again;
        let value = match is_one {
            true => Argument::one(value as u32),
            false => Argument::row((value + again) as u32),
        };
        let (target, into) = match self.find(instruction.target) {
            Stand::One(at) => (at, Into::One),
            Stand::Row(at) => (at + again, Into::Row),
            Stand::Apart(at, list) => (at, Into::Apart(list)),
        };
        self.steps.push(Step::Reduction(Reduction {
            kernel,
            value,
            target: target as u32,
            into,
            first: (self.piece.first + again) as u32,
            iterations: (self.row - again) as u32,
        }));
    }

    /// Where an argument stands, and whether it is one number; what stands apart is put into a scratch row first.
    fn argument(&mut self, number: usize, operand: Operand) -> (usize, bool) {
        match self.find(operand) {
            Stand::One(at) => (at, true),
            Stand::Row(at) => (at, false),
            Stand::Apart(at, list) => {
                let row = self.scratch(number);
                self.steps.push(Step::Gather(self.apart(at, list, row)));
                (row, false)
            }
        }
    }

    fn target(&self, target: Operand) -> usize {
        match self.find(target) {
            Stand::One(at) | Stand::Row(at) => at,
            Stand::Apart(..) => self.scratch(4),
        }
    }

    /// Results that belong apart, out of the scratch row.
    fn spread(&mut self, target: Operand) {
        if let Stand::Apart(at, list) = self.find(target) {
            let row = self.scratch(4);
            self.steps.push(Step::Spread(self.apart(at, list, row)));
        }
    }

    fn apart(&self, at: usize, list: u32, row: usize) -> Apart {
        Apart {
            at: at as u32,
            list,
            first: self.piece.first as u32,
            row: row as u32,
        }
    }

    fn scratch(&self, number: usize) -> usize {
        self.decoder.layout.scratch + number * self.decoder.layout.row
    }

    fn find(&self, operand: Operand) -> Stand {
        let layout = &self.decoder.layout;
        match operand {
            Operand::None | Operand::Table { .. } => Stand::One(0),
            Operand::Temporary(number) => Stand::Row(layout.temporaries + number as usize * layout.row),
            Operand::Uniform { base, index } if self.width > 1 => Stand::One(base as usize + self.offset(index)),
            Operand::Lane { base, index } if self.width > 1 => {
                Stand::Row(layout.lane(base) + self.offset(index) * self.width)
            }
            Operand::Uniform { base, index } => match self.copy(base, index) {
                Some(at) => Stand::Row(at + self.piece.first),
                None => self.along(base as usize, index),
            },
            Operand::Lane { base, index } => self.along(layout.lane(base), index),
        }
    }

    /// The offset of the only iteration of a piece.
    fn offset(&self, index: IndexMap) -> usize {
        match index {
            IndexMap::Fixed => 0,
            IndexMap::Consecutive => self.piece.first,
            IndexMap::Table(list) => self.decoder.program.offset_tables[list as usize][self.piece.first] as usize,
        }
    }

    /// Where constants stand in the order in which the loop goes through them.
    fn copy(&self, base: u32, index: IndexMap) -> Option<usize> {
        match index {
            IndexMap::Table(list) => Some(self.decoder.layout.packed + self.decoder.packed.get(base, list)?),
            IndexMap::Fixed | IndexMap::Consecutive => None,
        }
    }

    /// Numbers of several iterations.
    fn along(&self, at: usize, index: IndexMap) -> Stand {
        match index {
            IndexMap::Fixed => Stand::One(at),
            IndexMap::Consecutive => Stand::Row(at + self.piece.first),
            IndexMap::Table(list) => {
                let offsets = &self.decoder.program.offset_tables[list as usize][self.piece.first..][..self.row];
                let rise = |by: u32| offsets.windows(2).all(|pair| pair[1].wrapping_sub(pair[0]) == by);
                match () {
                    () if rise(1) => Stand::Row(at + offsets[0] as usize),
                    () if self.takes_ones && rise(0) => Stand::One(at + offsets[0] as usize),
                    () => Stand::Apart(at, list),
                }
            }
        }
    }
}
