//! Every kernel of every set computes what [`program::apply`] and [`Lookup::at`] compute, on special values too.

use super::Simd;
use super::kernel::{Kernel, number};
use math::{Lookup, LookupMode};
use program::{Function, Now, Op, apply};

/// Signs, zeros, infinities, NaN, subnormal and huge numbers, neighbours of 1, angles too large for the direct reduction.
const SPECIAL: [f64; 34] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    -0.5,
    2.0,
    -2.0,
    3.0,
    -3.0,
    0.1,
    -7.25,
    1e-9,
    -1e-9,
    1e-7,
    f64::EPSILON,
    1.0 - f64::EPSILON / 2.0,
    1.0 + f64::EPSILON,
    f64::MIN_POSITIVE,
    -f64::MIN_POSITIVE,
    5e-324,
    -5e-324,
    1e-310,
    f64::MAX,
    f64::MIN,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::NAN,
    709.9,
    -745.2,
    1.6e6,
    1e15,
    -3e22,
    4503599627370497.0,
];

const OPS: [Op; 22] = [
    Op::Copy,
    Op::Negate,
    Op::Not,
    Op::Add,
    Op::Subtract,
    Op::Multiply,
    Op::Divide,
    Op::Power,
    Op::Equal,
    Op::NotEqual,
    Op::Less,
    Op::LessEqual,
    Op::Greater,
    Op::GreaterEqual,
    Op::And,
    Op::Or,
    Op::Select,
    Op::SumInto,
    Op::ProductInto,
    Op::MinInto,
    Op::MaxInto,
    Op::Call(Function::Abs),
];

const FUNCTIONS: [Function; 23] = [
    Function::Exp,
    Function::Ln,
    Function::Log,
    Function::Sqrt,
    Function::Sin,
    Function::Cos,
    Function::Tan,
    Function::Arcsin,
    Function::Arccos,
    Function::Arctan,
    Function::Sinh,
    Function::Cosh,
    Function::Tanh,
    Function::GammaLn,
    Function::Integer,
    Function::Floor,
    Function::Modulo,
    Function::FloorModulo,
    Function::Quantum,
    Function::Min,
    Function::Max,
    Function::Zidz,
    Function::Xidz,
];

const NOW: Now = Now { time: 0.0, step: 1.0 };

/// All NaNs are one.
fn bits(value: f64) -> u64 {
    if value.is_nan() {
        f64::NAN.to_bits()
    } else {
        value.to_bits()
    }
}

fn computed(kernel: Kernel, [a, b, c]: [&[f64]; 3], held: &[f64]) -> Vec<f64> {
    let mut out = held.to_vec();
    match kernel {
        Kernel::Unary(kernel) | Kernel::Reduce(kernel) => kernel(a, &mut out),
        Kernel::Binary(kernel) => kernel(a, b, &mut out),
        Kernel::Ternary(kernel) => kernel([a, b, c], &mut out),
        Kernel::Single(_) | Kernel::Lookup(_) => unreachable!("not among the operations of this test"),
    }
    out
}

fn expected(op: Op, arguments: [&[f64]; 3], held: &[f64]) -> Vec<f64> {
    let is_reduction = matches!(op, Op::SumInto | Op::ProductInto | Op::MinInto | Op::MaxInto);
    let value = |(at, &held): (usize, &f64)| {
        let [a, b, c] = arguments.map(|argument| number(argument, at));
        apply(op, [a, if is_reduction { held } else { b }, c, 0.0], NOW)
    };
    held.iter().enumerate().map(value).collect()
}

/// Rows in which every special value meets every other.
fn rows() -> [Vec<f64>; 3] {
    let row = |pick: fn(usize) -> usize| (0..34 * 34).map(|at| SPECIAL[pick(at) % 34]).collect();
    [row(|at| at), row(|at| at / 34), row(|at| at * 7 + at / 34)]
}

#[test]
fn every_kernel_computes_the_definition() {
    let [a, b, c] = rows();
    let ops = OPS.into_iter().chain(FUNCTIONS.map(Op::Call));
    for op in ops {
        // All rows, each of them one number, and rows shorter than a piece.
        let shapes: [[&[f64]; 3]; 5] = [
            [&a, &b, &c],
            [&a[4..5], &b, &c],
            [&a, &b[40..41], &c],
            [&a, &b[80..81], &c[5..6]],
            [&a[..7], &b[..7], &c[..7]],
        ];
        for arguments in shapes {
            let len = arguments.iter().map(|argument| argument.len()).max().unwrap_or(1);
            let expected = expected(op, arguments, &c[..len]);
            for simd in Simd::available() {
                let found = computed(simd.kernel(op), arguments, &c[..len]);
                for (at, (found, expected)) in found.iter().zip(&expected).enumerate() {
                    let shown = arguments.map(|argument| number(argument, at));
                    assert_eq!(
                        bits(*found),
                        bits(*expected),
                        "{op:?} of {shown:?} in {simd}: {found} {expected}"
                    );
                }
            }
        }
    }
}

#[test]
fn every_kernel_reads_tables_of_any_length_as_they_are_defined() {
    let modes = [
        LookupMode::Interpolate,
        LookupMode::Extrapolate,
        LookupMode::Forward,
        LookupMode::Backward,
    ];
    for points in 1..70 {
        for stretch in [0.0, 0.1] {
            // Every seventh point stands above the one before it.
            let x = |at: usize| (at - at / 7) as f64 * (1.0 + stretch * at as f64) - 3.0;
            let all: Vec<_> = (0..points).map(|at| (x(at), ((at * 37) % 11) as f64 - 4.0)).collect();
            let table = Lookup::new(&all).expect("ascending points");
            let around = |&(x, _): &(f64, f64)| [x, x - 0.25, x + 1e-9, x.next_up(), x.next_down()];
            let at: Vec<f64> = all.iter().flat_map(around).chain(SPECIAL).collect();
            for (simd, mode) in Simd::available().into_iter().flat_map(|simd| modes.map(|mode| (simd, mode))) {
                let Kernel::Lookup(kernel) = simd.kernel(Op::Lookup(mode)) else {
                    panic!("a kernel for tables");
                };
                let mut found = vec![0.0; at.len()];
                kernel(&table, &at, &mut found);
                for (&x, &found) in at.iter().zip(&found) {
                    let expected = table.at(x, mode);
                    assert_eq!(bits(found), bits(expected), "{mode:?} of {points} at {x} in {simd}");
                }
            }
        }
    }
}
