//! What superinstructions there are.

use program::{Instruction, Op, Operand};

/// What a superinstruction computes of its arguments `a, b, c, d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lanes) enum Shape {
    /// One operation of a and b.
    Single(Op),
    /// `outer(inner(a, b), c)`
    Left { inner: Op, outer: Op },
    /// `outer(a, inner(b, c))`
    Right { inner: Op, outer: Op },
    /// c where the comparison of a and b holds, else d.
    Choice(Op),
}

/// One step of fused code.
#[derive(Clone, Copy, Debug)]
pub(in crate::lanes) enum Superinstruction {
    /// A shape that has kernels of its own.
    Shaped {
        shape: Shape,
        target: Operand,
        arguments: [Operand; 4],
    },
    /// Any other instruction.
    Plain(Instruction),
}

impl Superinstruction {
    pub fn target(&mut self) -> &mut Operand {
        match self {
            Superinstruction::Shaped { target, .. } => target,
            Superinstruction::Plain(instruction) => &mut instruction.target,
        }
    }

    pub fn arguments(&mut self) -> &mut [Operand; 4] {
        match self {
            Superinstruction::Shaped { arguments, .. } => arguments,
            Superinstruction::Plain(instruction) => &mut instruction.arguments,
        }
    }
}

/// Code of one iteration, fused.
#[derive(Clone, Debug)]
pub(in crate::lanes) struct Superinstructions {
    /// In the order in which they run.
    pub code: Vec<Superinstruction>,
    /// How many temporaries they need.
    pub temporaries: u32,
}

impl Superinstructions {
    /// The code as it is, one instruction each.
    pub fn unfused(code: &[Instruction], temporaries: u32) -> Superinstructions {
        Superinstructions {
            code: code.iter().copied().map(Superinstruction::Plain).collect(),
            temporaries,
        }
    }
}
