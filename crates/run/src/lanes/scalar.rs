//! One number at a time: straight code for a single run.

use super::decode::Scalar;
use program::{Now, Op, apply, select, truth};

/// Runs straight code on the numbers of a frame.
pub(super) fn run(code: &[Scalar], numbers: &mut [f64], tables: &[math::Lookup], now: Now) {
    for instruction in code {
        let [a, b, c, d] = instruction.arguments.map(|at| at as usize);
        let target = instruction.target as usize;
        numbers[target] = match instruction.op {
            Op::Add => numbers[a] + numbers[b],
            Op::Subtract => numbers[a] - numbers[b],
            Op::Multiply => numbers[a] * numbers[b],
            Op::Divide => numbers[a] / numbers[b],
            Op::Greater => truth(numbers[a] > numbers[b]),
            Op::Less => truth(numbers[a] < numbers[b]),
            Op::Select => select(numbers[a], numbers[b], numbers[c]),
            Op::Lookup(mode) => tables[b].at(numbers[a], mode),
            Op::SumInto | Op::ProductInto | Op::MinInto | Op::MaxInto => {
                apply(instruction.op, [numbers[a], numbers[target], 0.0, 0.0], now)
            }
            op => apply(op, [numbers[a], numbers[b], numbers[c], numbers[d]], now),
        };
    }
}
