//! The kernels of superinstructions: that there are all, and that they compute what the operations compute one by one.

use super::wide;
use crate::lanes::kernels::PIECE;
use crate::lanes::simd::{Set, Simd};
use crate::lanes::superinstruction::Shape;
use program::{Function, Now, Op, apply};

const INNER: [Op; 4] = [Op::Add, Op::Subtract, Op::Multiply, Op::Divide];
const OUTER: [Op; 6] = [
    Op::Add,
    Op::Subtract,
    Op::Multiply,
    Op::Divide,
    Op::Call(Function::Min),
    Op::Call(Function::Max),
];
const TESTS: [Op; 6] = [
    Op::Less,
    Op::LessEqual,
    Op::Greater,
    Op::GreaterEqual,
    Op::Equal,
    Op::NotEqual,
];
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

fn two(op: Op, a: f64, b: f64) -> f64 {
    apply(op, [a, b, 0.0, 0.0], NOW)
}

fn expected(shape: Shape, [a, b, c, d]: [f64; 4]) -> f64 {
    match shape {
        Shape::Single(op) => two(op, a, b),
        Shape::Left { inner, outer } => two(outer, two(inner, a, b), c),
        Shape::Right { inner, outer } => two(outer, a, two(inner, b, c)),
        Shape::Choice(test) => apply(Op::Select, [two(test, a, b), c, d, 0.0], NOW),
    }
}

fn bits(value: f64) -> u64 {
    if value.is_nan() {
        f64::NAN.to_bits()
    } else {
        value.to_bits()
    }
}

/// Every shape that fusing makes, with what may be a single number.
fn shapes() -> Vec<(Shape, [bool; 4])> {
    let mut shapes = Vec::new();
    for kinds in 0..16 {
        let is_broadcast = [1, 2, 4, 8].map(|bit| kinds & bit != 0);
        let [a, b, c, _] = is_broadcast;
        let single = OUTER.map(Shape::Single).into_iter().filter(|_| !(a && b));
        shapes.extend(single.map(|shape| (shape, is_broadcast)));
        for inner in INNER {
            let left = OUTER.map(|outer| Shape::Left { inner, outer });
            shapes.extend(left.into_iter().filter(|_| !(a && b)).map(|shape| (shape, is_broadcast)));
            let right = OUTER.map(|outer| Shape::Right { inner, outer });
            let is_made = |shape: &Shape| match shape {
                Shape::Right { outer, .. } => !(matches!(outer, Op::Add | Op::Multiply) || b && c),
                _ => false,
            };
            shapes.extend(right.into_iter().filter(is_made).map(|shape| (shape, is_broadcast)));
        }
        shapes.extend(TESTS.map(Shape::Choice).into_iter().filter(|_| !a).map(|shape| (shape, is_broadcast)));
    }
    shapes
}

#[test]
#[allow(unsafe_code, reason = "kernels that take addresses")]
fn every_superinstruction_has_kernels_that_compute_its_operations() {
    // Four rows of three pieces in which special values meet, and as many pieces for the target.
    let pick = |row: usize, at: usize| SPECIAL[(at * [1, 3, 7, 5][row] + at / 11 * (row + 1) + row) % 11];
    let rows: [[f64; 3 * PIECE]; 4] = std::array::from_fn(|row| std::array::from_fn(|at| pick(row, at)));
    for (shape, is_broadcast) in shapes() {
        for simd in Simd::available() {
            let kernel = wide::find(simd.set(), shape, is_broadcast).expect("every shape has a kernel");
            let mut out = [[0.0; PIECE]; 3];
            // SAFETY: each address is that of a row, none is that of the target, and the set is available.
            unsafe { kernel(&mut out, [0, 1, 2, 3].map(|row| rows[row].as_ptr())) };
            for (at, &found) in out.as_flattened().iter().enumerate() {
                let arguments = [0, 1, 2, 3].map(|row: usize| rows[row][if is_broadcast[row] { 0 } else { at }]);
                let expected = expected(shape, arguments);
                assert_eq!(bits(found), bits(expected), "{shape:?} of {arguments:?} in {simd}");
            }
        }
    }
    assert!(wide::find(Set::Portable, Shape::Single(Op::Power), [false; 4]).is_none());
}
