//! A loop written out: its turns in pieces, and where each line's rows stand in each of them.

use super::apart::{Apart, Into, Reduction};
use super::fuse::{Fusion, Line, Shape};
use super::{Step, WIDTH, WideStep, wide};
use crate::lanes::decode::{Argument, Decoder, Straight};
use crate::lanes::forms::is_reduction;
use crate::lanes::kernel::{Kernel, Unary};
use program::{Instruction, Operand, Walk};

/// Turns that are taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    /// The first turn.
    first: usize,
    /// How many of them an earlier piece has taken.
    again: usize,
}

/// The pieces of a loop whose rows take `at_once` turns each. The last piece ends with the last turn: it takes turns again
/// rather than being shorter.
fn pieces(turns: usize, at_once: usize) -> impl Iterator<Item = Piece> {
    (0..turns).step_by(at_once).map(move |from| {
        let first = from.min(turns - at_once);
        Piece {
            first,
            again: from - first,
        }
    })
}

/// Where a row, or the number that stands for one, is found.
#[derive(Clone, Copy, Debug)]
enum Stand {
    One(usize),
    Row(usize),
    /// Turn by turn, at the offsets of a list.
    Apart(usize, u32),
}

/// Writes the lines of a loop of rows with `row` numbers each, `width` of them a turn.
pub(super) struct Writing<'d> {
    pub decoder: &'d Decoder<'d>,
    pub width: usize,
    pub row: usize,
    steps: Vec<Step>,
    piece: Piece,
}

impl<'d> Writing<'d> {
    /// For the code of a block.
    pub fn new(decoder: &'d Decoder<'d>, width: usize, row: usize) -> Self {
        Writing {
            decoder,
            width,
            row,
            steps: Vec::new(),
            piece: Piece { first: 0, again: 0 },
        }
    }

    /// The steps of all turns.
    pub fn run(mut self, fusion: &Fusion, turns: usize) -> Vec<Step> {
        for piece in pieces(turns, self.row / self.width) {
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
        let mut number = 0;
        let arguments = operands.map(|operand| {
            number += 1;
            match operand {
                Operand::None => (0, true),
                operand => self.argument(number - 1, operand),
            }
        });
        match (
            wide::find(self.decoder.simd.set(), shape, arguments.map(|(_, is_one)| is_one)),
            shape,
        ) {
            (Some(kernel), _) => {
                let first = self.target(target);
                let frame = self.decoder.layout.len;
                let step = WideStep::new(kernel, (frame, self.row), (first, arguments));
                self.steps.push(Step::Wide(step));
                self.spread(target);
            }
            // Of two single numbers.
            (None, Shape::Alone(op)) => self.plain(
                self.decoder.simd.kernel(op),
                &Instruction {
                    op,
                    target,
                    arguments: operands,
                },
            ),
            (None, _) => unreachable!("pairs of instructions have kernels, and a row among their arguments"),
        }
    }

    fn plain(&mut self, kernel: Kernel, instruction: &Instruction) {
        let mut number = 0;
        let [a, b, c, _] = instruction.arguments;
        let arguments = [a, b, c].map(|operand| {
            number += 1;
            match operand {
                Operand::None => Argument::one(0),
                Operand::Table { base, walk } => Argument::one(base + self.offset(walk) as u32),
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

    /// Turns that reduce into one number, or each into its own.
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
            turns: (self.row - again) as u32,
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
            Operand::Uniform { base, walk } if self.width > 1 => Stand::One(base as usize + self.offset(walk)),
            Operand::Lane { base, walk } if self.width > 1 => {
                Stand::Row(layout.lane(base) + self.offset(walk) * self.width)
            }
            Operand::Uniform { base, walk } => self.along(base as usize, walk),
            Operand::Lane { base, walk } => self.along(layout.lane(base), walk),
        }
    }

    /// The offset of the only turn of a piece.
    fn offset(&self, walk: Walk) -> usize {
        match walk {
            Walk::Fixed => 0,
            Walk::Each => self.piece.first,
            Walk::Table(list) => self.decoder.program.walks[list as usize][self.piece.first] as usize,
        }
    }

    /// Numbers of several turns.
    fn along(&self, at: usize, walk: Walk) -> Stand {
        match walk {
            Walk::Fixed => Stand::One(at),
            Walk::Each => Stand::Row(at + self.piece.first),
            Walk::Table(list) => {
                let offsets = &self.decoder.program.walks[list as usize][self.piece.first..][..self.row];
                let is_row = offsets.windows(2).all(|pair| pair[1] == pair[0] + 1);
                match is_row {
                    true => Stand::Row(at + offsets[0] as usize),
                    false => Stand::Apart(at, list),
                }
            }
        }
    }
}

/// How many numbers a row has: as many as the usual width, or several times that if a loop has so many turns and there is
/// room, or as many as a short loop has turns.
pub(super) fn row(width: usize, turns: usize, room: usize) -> usize {
    match width {
        1 if turns >= WIDTH => turns.min(room) / WIDTH * WIDTH,
        1 => turns,
        width => width,
    }
}

/// How long a row may be. Long ones are quick; but turns that reduce into one number wait for each other, and meanwhile the
/// processor looks only so far ahead for other work.
pub(super) fn room(code: &[Instruction], row: usize) -> usize {
    match code.iter().any(|instruction| is_reduction(instruction.op)) {
        true => row.min(2 * WIDTH),
        false => row,
    }
}
