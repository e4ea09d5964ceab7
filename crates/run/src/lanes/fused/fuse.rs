//! Pairs of instructions that become one line: an operation whose result only one other uses.
//!
//! What was between them in memory stays in registers. Each number is computed by the same operations as before, so that the
//! bits are the same.

use program::{Function, Instruction, Op, Operand};
use rustc_hash::FxHashMap;

/// What a line of one or two operations computes of its arguments `a, b, c, d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lanes) enum Shape {
    /// An operation of a and b.
    Alone(Op),
    /// The outer operation of the inner one of a and b, and of c.
    Left {
        /// The first.
        inner: Op,
        /// The second.
        outer: Op,
    },
    /// The outer operation of a, and of the inner one of b and c.
    Right {
        /// The first.
        inner: Op,
        /// The second.
        outer: Op,
    },
    /// c where the comparison of a and b holds, else d.
    Choice(Op),
}

/// A line of straight code.
#[derive(Clone, Copy, Debug)]
pub(in crate::lanes) enum Line {
    /// A shape that has kernels of its own.
    Shaped(Shape, Operand, [Operand; 4]),
    /// Any other instruction.
    Plain(Instruction),
}

impl Line {
    fn target(&mut self) -> &mut Operand {
        match self {
            Line::Shaped(_, target, _) => target,
            Line::Plain(instruction) => &mut instruction.target,
        }
    }

    fn arguments(&mut self) -> &mut [Operand; 4] {
        match self {
            Line::Shaped(_, _, arguments) => arguments,
            Line::Plain(instruction) => &mut instruction.arguments,
        }
    }
}

/// Code in lines.
#[derive(Clone, Debug)]
pub(in crate::lanes) struct Fusion {
    /// What runs, in order.
    pub lines: Vec<Line>,
    /// How many temporaries the lines need.
    pub temporaries: u32,
}

/// The code of an iteration in lines. `is_one` says which operands are one number for a whole row.
pub(in crate::lanes) fn fuse(code: &[Instruction], is_one: fn(&Operand) -> bool) -> Fusion {
    let mut fusing = Fusing::new(code, is_one);
    for at in 0..code.len() {
        fusing.instruction(at);
    }
    assign(fusing.lines.into_iter().flatten().collect())
}

/// The code of an iteration in lines of one instruction each.
pub(in crate::lanes) fn apart(code: &[Instruction], temporaries: u32) -> Fusion {
    Fusion {
        lines: code.iter().copied().map(Line::Plain).collect(),
        temporaries,
    }
}

/// Operations whose results may stay in a register on the way to another.
fn is_inner(op: Op) -> bool {
    matches!(op, Op::Add | Op::Subtract | Op::Multiply | Op::Divide)
}

fn is_outer(op: Op) -> bool {
    is_inner(op) || matches!(op, Op::Call(Function::Min | Function::Max))
}

fn is_test(op: Op) -> bool {
    use Op::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
    matches!(op, Equal | NotEqual | Less | LessEqual | Greater | GreaterEqual)
}

/// Operations that give the same bits with their arguments exchanged.
fn is_commutative(op: Op) -> bool {
    matches!(op, Op::Add | Op::Multiply)
}

/// The comparison that holds for b and a where `test` holds for a and b.
fn mirrored(test: Op) -> Op {
    match test {
        Op::Less => Op::Greater,
        Op::LessEqual => Op::GreaterEqual,
        Op::Greater => Op::Less,
        Op::GreaterEqual => Op::LessEqual,
        symmetric => symmetric,
    }
}

struct Fusing<'c> {
    code: &'c [Instruction],
    is_one: fn(&Operand) -> bool,
    /// The lines so far, one an instruction; none where it became part of another.
    lines: Vec<Option<Line>>,
    /// How often each instruction's result is used, if it goes to a temporary.
    uses: Vec<u32>,
    /// Which instruction wrote each temporary last.
    writers: FxHashMap<u32, usize>,
    /// When each slot was written last.
    written: FxHashMap<Operand, usize>,
}

impl<'c> Fusing<'c> {
    fn new(code: &'c [Instruction], is_one: fn(&Operand) -> bool) -> Self {
        let mut uses = vec![0; code.len()];
        let mut writers = FxHashMap::default();
        for (at, instruction) in code.iter().enumerate() {
            for argument in &instruction.arguments {
                if let Operand::Temporary(number) = argument
                    && let Some(&writer) = writers.get(number)
                {
                    let writer: usize = writer;
                    uses[writer] += 1;
                }
            }
            if let Operand::Temporary(number) = instruction.target {
                writers.insert(number, at);
            }
        }
        Fusing {
            code,
            is_one,
            lines: Vec::with_capacity(code.len()),
            uses,
            writers: FxHashMap::default(),
            written: FxHashMap::default(),
        }
    }

    /// From here on a temporary's number is that of the instruction that wrote it.
    fn instruction(&mut self, at: usize) {
        let mut instruction = self.code[at];
        for argument in &mut instruction.arguments {
            if let Operand::Temporary(number) = argument {
                *number = self.writers[number] as u32;
            }
        }
        match instruction.target {
            Operand::Temporary(number) => {
                self.writers.insert(number, at);
                instruction.target = Operand::Temporary(at as u32);
            }
            slot => _ = self.written.insert(slot, at),
        }
        let line = self.line(&instruction);
        self.lines.push(Some(line));
    }

    fn line(&mut self, instruction: &Instruction) -> Line {
        let Instruction {
            op,
            target,
            arguments: [a, b, c, d],
        } = *instruction;
        if op == Op::Select
            && let Some((test, [x, y])) = self.take(a, is_test)
        {
            return match (self.is_one)(&x) {
                true => Line::Shaped(Shape::Choice(mirrored(test)), target, [y, x, b, c]),
                false => Line::Shaped(Shape::Choice(test), target, [x, y, b, c]),
            };
        }
        if !is_outer(op) {
            return Line::Plain(*instruction);
        }
        if let Some((inner, [x, y])) = self.take(b, is_inner) {
            return match is_commutative(op) {
                true => Line::Shaped(Shape::Left { inner, outer: op }, target, [x, y, a, d]),
                false => Line::Shaped(Shape::Right { inner, outer: op }, target, [a, x, y, d]),
            };
        }
        match self.take(a, is_inner) {
            Some((inner, [x, y])) => Line::Shaped(Shape::Left { inner, outer: op }, target, [x, y, b, d]),
            None => Line::Shaped(Shape::Alone(op), target, [a, b, c, d]),
        }
    }

    /// Takes the instruction that computed an argument out of the lines, if nothing else needs it, what it read has not
    /// changed since, and some of that is a row.
    fn take(&mut self, argument: Operand, is_wanted: fn(Op) -> bool) -> Option<(Op, [Operand; 2])> {
        let Operand::Temporary(writer) = argument else {
            return None;
        };
        let at = writer as usize;
        let (op, read) = match self.lines[at]? {
            Line::Shaped(Shape::Alone(op), _, [a, b, ..]) => (op, [a, b]),
            Line::Plain(Instruction {
                op,
                arguments: [a, b, ..],
                ..
            }) => (op, [a, b]),
            Line::Shaped(..) => return None,
        };
        let is_unchanged = |place: &Operand| self.written.get(place).is_none_or(|&when| when < at);
        let has_row = read.iter().any(|place| !(self.is_one)(place));
        if self.uses[at] != 1 || !has_row || !is_wanted(op) || !read.iter().all(is_unchanged) {
            return None;
        }
        self.lines[at] = None;
        Some((op, read))
    }
}

/// Gives each result that goes to a temporary a place until its last use. A line never writes where it reads.
fn assign(mut lines: Vec<Line>) -> Fusion {
    let mut last_use: FxHashMap<u32, usize> = FxHashMap::default();
    for (at, line) in lines.iter_mut().enumerate() {
        for argument in line.arguments() {
            if let Operand::Temporary(writer) = argument {
                last_use.insert(*writer, at);
            }
        }
    }
    let (mut free, mut count) = (Vec::new(), 0);
    let mut places: FxHashMap<u32, u32> = FxHashMap::default();
    for (at, line) in lines.iter_mut().enumerate() {
        let mut done = Vec::new();
        for argument in line.arguments() {
            if let Operand::Temporary(writer) = argument {
                let place = places[writer];
                if last_use[writer] == at && !done.contains(&place) {
                    done.push(place);
                }
                *writer = place;
            }
        }
        if let Operand::Temporary(writer) = line.target() {
            let place = free.pop().unwrap_or_else(|| {
                count += 1;
                count - 1
            });
            places.insert(*writer, place);
            *writer = place;
        }
        free.append(&mut done);
    }
    Fusion {
        lines,
        temporaries: count,
    }
}
