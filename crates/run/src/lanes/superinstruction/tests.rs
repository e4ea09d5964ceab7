//! Which instructions become one superinstruction.

use super::fuse::fuse as fuse_with;
use super::{Shape, Superinstruction, Superinstructions};
use program::{IndexMap, Instruction, Op, Operand};

fn lane(base: u32) -> Operand {
    let index = IndexMap::Fixed;
    Operand::Lane { base, index }
}

fn instruction(op: Op, target: Operand, arguments: [Operand; 3]) -> Instruction {
    let [a, b, c] = arguments;
    Instruction {
        op,
        target,
        arguments: [a, b, c, Operand::None],
    }
}

const T0: Operand = Operand::Temporary(0);
const T1: Operand = Operand::Temporary(1);
const NONE: Operand = Operand::None;

fn fuse(code: &[Instruction]) -> Superinstructions {
    fuse_with(code, |operand| matches!(operand, Operand::Uniform { .. }))
}

#[test]
fn a_result_that_one_instruction_uses_stays_in_a_register() {
    let code = [
        instruction(Op::Add, T0, [lane(0), lane(1), NONE]),
        instruction(Op::Divide, T1, [lane(2), T0, NONE]),
        instruction(Op::Greater, T0, [lane(3), lane(4), NONE]),
        instruction(Op::Select, lane(5), [T0, T1, lane(6)]),
    ];
    let fused = fuse(&code);
    let shapes: Vec<Shape> = fused
        .code
        .iter()
        .map(|superinstruction| match superinstruction {
            Superinstruction::Shaped { shape, .. } => *shape,
            Superinstruction::Plain(_) => panic!("{superinstruction:?}"),
        })
        .collect();
    let divided = Shape::Right {
        inner: Op::Add,
        outer: Op::Divide,
    };
    assert_eq!(
        (shapes, fused.temporaries),
        (vec![divided, Shape::Choice(Op::Greater)], 1)
    );
}

#[test]
fn what_is_used_twice_or_overwritten_in_between_is_not_fused() {
    let twice = [
        instruction(Op::Add, T0, [lane(0), lane(1), NONE]),
        instruction(Op::Multiply, lane(2), [T0, T0, NONE]),
    ];
    assert_eq!(fuse(&twice).code.len(), 2);
    let overwritten = [
        instruction(Op::Add, T0, [lane(0), lane(1), NONE]),
        instruction(Op::Add, lane(1), [lane(3), lane(4), NONE]),
        instruction(Op::Multiply, lane(2), [T0, lane(3), NONE]),
    ];
    assert_eq!(fuse(&overwritten).code.len(), 3);
}

#[test]
fn no_superinstruction_writes_where_it_reads() {
    let chain = [
        instruction(Op::Power, T0, [lane(0), lane(1), NONE]),
        instruction(Op::Add, T1, [lane(2), T0, NONE]),
        instruction(Op::Multiply, T0, [T1, lane(3), NONE]),
        instruction(Op::Power, T1, [T0, lane(3), NONE]),
        instruction(Op::Copy, lane(4), [T1, NONE, NONE]),
    ];
    for mut superinstruction in fuse(&chain).code {
        let (target, arguments) = (*superinstruction.target(), *superinstruction.arguments());
        assert!(!arguments.contains(&target), "{superinstruction:?}");
    }
}
