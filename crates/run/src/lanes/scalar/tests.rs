//! Every step computes what its operations compute one by one, whichever argument comes from the accumulator.

use super::kernels;
use super::step::{Kernel, ScalarStep};
use crate::lanes::context::Context;
use crate::lanes::superinstruction::Shape;
use math::{Lookup, LookupMode};
use program::{Function, Now, Op, apply};

const NOW: Now = Now { time: 0.0, step: 1.0 };

const SPECIAL: [f64; 11] = [
    0.0,
    -0.0,
    1.0,
    -2.5,
    f64::NAN,
    f64::INFINITY,
    f64::NEG_INFINITY,
    5e-324,
    f64::MAX,
    3.0,
    -1e-308,
];

const INNER: [Op; 4] = [Op::Add, Op::Subtract, Op::Multiply, Op::Divide];

const COMPARISONS: [Op; 6] = [
    Op::Less,
    Op::LessEqual,
    Op::Greater,
    Op::GreaterEqual,
    Op::Equal,
    Op::NotEqual,
];

/// Operations with a kernel of their own, how many arguments they have, and some without.
const PLAIN: [(Op, usize); 21] = [
    (Op::Copy, 1),
    (Op::Negate, 1),
    (Op::Not, 1),
    (Op::Power, 2),
    (Op::Less, 2),
    (Op::LessEqual, 2),
    (Op::Greater, 2),
    (Op::GreaterEqual, 2),
    (Op::Equal, 2),
    (Op::NotEqual, 2),
    (Op::And, 2),
    (Op::Or, 2),
    (Op::Select, 3),
    (Op::Call(Function::Abs), 1),
    (Op::Call(Function::Exp), 1),
    (Op::Call(Function::Ln), 1),
    (Op::Call(Function::Sqrt), 1),
    (Op::Call(Function::Zidz), 2),
    (Op::Call(Function::Xidz), 3),
    (Op::Call(Function::Sin), 1),
    (Op::Call(Function::Modulo), 2),
];

fn bits(value: f64) -> u64 {
    if value.is_nan() {
        f64::NAN.to_bits()
    } else {
        value.to_bits()
    }
}

fn of_two(op: Op, a: f64, b: f64) -> f64 {
    apply(op, [a, b, 0.0, 0.0], NOW)
}

fn outer_operations() -> impl Iterator<Item = Op> {
    INNER.into_iter().chain([Function::Min, Function::Max].map(Op::Call))
}

/// Every shape that fusing makes, how many arguments it has, and its definition.
fn shapes() -> Vec<(Shape, usize)> {
    let mut shapes: Vec<(Shape, usize)> = COMPARISONS.map(|op| (Shape::Choice(op), 4)).to_vec();
    for outer in outer_operations() {
        shapes.push((Shape::Single(outer), 2));
        for inner in INNER {
            shapes.push((Shape::Left { inner, outer }, 3));
            if !matches!(outer, Op::Add | Op::Multiply) {
                shapes.push((Shape::Right { inner, outer }, 3));
            }
        }
    }
    shapes
}

fn expected(shape: Shape, [a, b, c, d]: [f64; 4]) -> f64 {
    match shape {
        Shape::Single(op) => of_two(op, a, b),
        Shape::Left { inner, outer } => of_two(outer, of_two(inner, a, b), c),
        Shape::Right { inner, outer } => of_two(outer, a, of_two(inner, b, c)),
        Shape::Choice(comparison) => apply(Op::Select, [of_two(comparison, a, b), c, d, 0.0], NOW),
    }
}

/// Rows of four arguments in which the special values meet.
fn arguments() -> impl Iterator<Item = [f64; 4]> {
    (0..11 * 11 * 4).map(|at| [at, at / 11, at * 7 + at / 11, at * 3 + at / 40].map(|pick| SPECIAL[pick % 11]))
}

/// Runs a step alone: its arguments at the addresses 0 to 3, except the one from the accumulator; its target at 4.
#[allow(unsafe_code, reason = "kernels that take an address")]
fn computed(kernel: Kernel, op: Op, arguments: [f64; 4], accumulated: Option<usize>) -> f64 {
    let [a, b, c, d] = arguments;
    let mut frame = [a, b, c, d, 0.0];
    // What is in the accumulator must not be read from the frame.
    let accumulator = accumulated.map_or(0.5, |at| std::mem::replace(&mut frame[at], 77.0));
    let step = ScalarStep {
        kernel,
        target: 4,
        arguments: [0, 1, 2, 3],
        op,
    };
    let steps = [step, ScalarStep::END];
    let context = Context {
        tables: &[],
        offset_tables: &[],
        now: NOW,
    };
    // SAFETY: an end comes after the step, and its addresses lie in the frame, which is borrowed alone.
    let result = unsafe { (steps[0].kernel)(frame.as_mut_ptr(), steps.as_ptr(), &context, accumulator) };
    assert_eq!(bits(result), bits(frame[4]), "the result is stored and handed on");
    result
}

#[test]
fn every_step_computes_its_operations() {
    for (shape, count) in shapes() {
        for accumulated in (0..count).map(Some).chain([None]) {
            let kernel = kernels::shaped(shape, accumulated).expect("every shape has kernels");
            for arguments in arguments() {
                let (found, expected) = (
                    computed(kernel, Op::Copy, arguments, accumulated),
                    expected(shape, arguments),
                );
                assert_eq!(
                    bits(found),
                    bits(expected),
                    "{shape:?} of {arguments:?}, {accumulated:?}"
                );
            }
        }
    }
}

#[test]
fn every_plain_step_computes_the_definition() {
    for (op, count) in PLAIN {
        // Operations without a kernel of their own read all arguments from the frame.
        let has_kernel = !matches!(op, Op::Call(Function::Sin | Function::Modulo));
        for accumulated in (0..count).map(Some).filter(|_| has_kernel).chain([None]) {
            let kernel = kernels::of(op, accumulated);
            for arguments in arguments() {
                let (found, expected) = (computed(kernel, op, arguments, accumulated), apply(op, arguments, NOW));
                assert_eq!(bits(found), bits(expected), "{op:?} of {arguments:?}, {accumulated:?}");
            }
        }
    }
}

#[test]
#[allow(unsafe_code, reason = "kernels that take an address")]
fn tables_are_read_from_the_frame_and_from_the_accumulator() {
    let table = Lookup::new(&[(0.0, 1.0), (2.0, 5.0), (3.0, -4.0)]).expect("ascending points");
    let (tables, op) = ([table], Op::Lookup(LookupMode::Interpolate));
    let context = Context {
        tables: &tables,
        offset_tables: &[],
        now: NOW,
    };
    for x in SPECIAL.into_iter().chain([0.5, 2.5]) {
        for accumulated in [None, Some(0)] {
            let mut frame = [if accumulated.is_some() { 77.0 } else { x }, 0.0];
            let step = ScalarStep {
                kernel: kernels::of(op, accumulated),
                target: 1,
                arguments: [0, 0, 0, 0],
                op,
            };
            let steps = [step, ScalarStep::END];
            // SAFETY: as above, and there is a table of number 0.
            let found = unsafe { (steps[0].kernel)(frame.as_mut_ptr(), steps.as_ptr(), &context, x) };
            assert_eq!(bits(found), bits(tables[0].at(x, LookupMode::Interpolate)), "at {x}");
        }
    }
}
