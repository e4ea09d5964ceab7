//! Kernels for rows of the usual width that read their arguments where they stand.

#![allow(
    unsafe_code,
    reason = "kernels that take addresses, for instructions that not every processor has"
)]

use super::formula::*;
use super::fuse::Shape;
use crate::lanes::kernels::PIECE;
use crate::lanes::simd::Set;
use program::{Function, Op};

/// Computes a row. Each argument is a row, or one number, as the kernel was asked for.
///
/// # Safety
/// At each address stand as many numbers as the kernel reads (a row, one, or none), not among those of the target; and this
/// processor has the instructions of the set that the kernel was asked of.
pub(super) type Wide = unsafe fn(&mut [f64; PIECE], [*const f64; 4]);

/// How an argument stands in memory.
trait Standing {
    /// Its number for the target's `at`-th.
    ///
    /// # Safety
    /// The number must stand there.
    unsafe fn get(from: *const f64, at: usize) -> f64;
}

struct Row;
struct One;

impl Standing for Row {
    #[inline(always)]
    unsafe fn get(from: *const f64, at: usize) -> f64 {
        // SAFETY: a row stands there, and the caller asks for a number of it.
        unsafe { *from.add(at) }
    }
}

impl Standing for One {
    #[inline(always)]
    unsafe fn get(from: *const f64, _at: usize) -> f64 {
        // SAFETY: one number stands there.
        unsafe { *from }
    }
}

macro_rules! row {
    ($name:ident $(, #[$feature:meta])?) => {
        /// A kernel, compiled for a set of instructions.
        ///
        /// # Safety
        /// That of [`Wide`].
        $(#[$feature])?
        unsafe fn $name<F, A, B, C, D>(out: &mut [f64; PIECE], [a, b, c, d]: [*const f64; 4])
        where
            F: Formula,
            A: Standing,
            B: Standing,
            C: Standing,
            D: Standing,
        {
            for at in 0..PIECE {
                // SAFETY: the caller says that the numbers stand there, and `at` is within a row.
                out[at] = F::of(unsafe { [A::get(a, at), B::get(b, at), C::get(c, at), D::get(d, at)] });
            }
        }
    };
}

row!(portable);
#[cfg(target_arch = "x86_64")]
row!(avx2, #[target_feature(enable = "avx2,bmi1,bmi2")]);
#[cfg(target_arch = "x86_64")]
row!(avx512, #[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2,bmi1,bmi2")]);

/// The kernel of a shape whose arguments are rows or, where `is_one`, single numbers; if there is one.
pub(super) fn find(set: Set, shape: Shape, is_one: [bool; 4]) -> Option<Wide> {
    let asked = Asked { set, is_one };
    match shape {
        Shape::Alone(op) => asked.alone(op),
        Shape::Left { inner, outer } => match inner {
            Op::Add => asked.left::<Add>(outer),
            Op::Subtract => asked.left::<Subtract>(outer),
            Op::Multiply => asked.left::<Multiply>(outer),
            Op::Divide => asked.left::<Divide>(outer),
            _ => None,
        },
        Shape::Right { inner, outer } => match inner {
            Op::Add => asked.right::<Add>(outer),
            Op::Subtract => asked.right::<Subtract>(outer),
            Op::Multiply => asked.right::<Multiply>(outer),
            Op::Divide => asked.right::<Divide>(outer),
            _ => None,
        },
        Shape::Choice(test) => match test {
            Op::Less => asked.choice::<Less>(),
            Op::LessEqual => asked.choice::<LessEqual>(),
            Op::Greater => asked.choice::<Greater>(),
            Op::GreaterEqual => asked.choice::<GreaterEqual>(),
            Op::Equal => asked.choice::<Equal>(),
            Op::NotEqual => asked.choice::<NotEqual>(),
            _ => None,
        },
    }
}

struct Asked {
    set: Set,
    is_one: [bool; 4],
}

impl Asked {
    fn alone(&self, op: Op) -> Option<Wide> {
        match op {
            Op::Add => self.pair::<Alone<Add>>(),
            Op::Subtract => self.pair::<Alone<Subtract>>(),
            Op::Multiply => self.pair::<Alone<Multiply>>(),
            Op::Divide => self.pair::<Alone<Divide>>(),
            Op::Call(Function::Min) => self.pair::<Alone<Min>>(),
            Op::Call(Function::Max) => self.pair::<Alone<Max>>(),
            _ => None,
        }
    }

    fn left<F: Two>(&self, outer: Op) -> Option<Wide> {
        match outer {
            Op::Add => self.triple::<Left<F, Add>>(),
            Op::Subtract => self.triple::<Left<F, Subtract>>(),
            Op::Multiply => self.triple::<Left<F, Multiply>>(),
            Op::Divide => self.triple::<Left<F, Divide>>(),
            Op::Call(Function::Min) => self.triple::<Left<F, Min>>(),
            Op::Call(Function::Max) => self.triple::<Left<F, Max>>(),
            _ => None,
        }
    }

    fn right<F: Two>(&self, outer: Op) -> Option<Wide> {
        match outer {
            Op::Subtract => self.triple::<Right<F, Subtract>>(),
            Op::Divide => self.triple::<Right<F, Divide>>(),
            Op::Call(Function::Min) => self.triple::<Right<F, Min>>(),
            Op::Call(Function::Max) => self.triple::<Right<F, Max>>(),
            _ => None,
        }
    }

    fn pair<F: Formula>(&self) -> Option<Wide> {
        match self.is_one {
            [false, false, ..] => self.kernel::<F, Row, Row, One, One>(),
            [false, true, ..] => self.kernel::<F, Row, One, One, One>(),
            [true, false, ..] => self.kernel::<F, One, Row, One, One>(),
            [true, true, ..] => None,
        }
    }

    fn triple<F: Formula>(&self) -> Option<Wide> {
        match self.is_one {
            [false, false, false, _] => self.kernel::<F, Row, Row, Row, One>(),
            [false, false, true, _] => self.kernel::<F, Row, Row, One, One>(),
            [false, true, false, _] => self.kernel::<F, Row, One, Row, One>(),
            [false, true, true, _] => self.kernel::<F, Row, One, One, One>(),
            [true, false, false, _] => self.kernel::<F, One, Row, Row, One>(),
            [true, false, true, _] => self.kernel::<F, One, Row, One, One>(),
            [true, true, false, _] => self.kernel::<F, One, One, Row, One>(),
            [true, true, true, _] => None,
        }
    }

    fn choice<T: Test>(&self) -> Option<Wide> {
        match self.is_one {
            [false, false, false, false] => self.kernel::<Choice<T>, Row, Row, Row, Row>(),
            [false, false, false, true] => self.kernel::<Choice<T>, Row, Row, Row, One>(),
            [false, false, true, false] => self.kernel::<Choice<T>, Row, Row, One, Row>(),
            [false, false, true, true] => self.kernel::<Choice<T>, Row, Row, One, One>(),
            [false, true, false, false] => self.kernel::<Choice<T>, Row, One, Row, Row>(),
            [false, true, false, true] => self.kernel::<Choice<T>, Row, One, Row, One>(),
            [false, true, true, false] => self.kernel::<Choice<T>, Row, One, One, Row>(),
            [false, true, true, true] => self.kernel::<Choice<T>, Row, One, One, One>(),
            [true, ..] => None,
        }
    }

    fn kernel<F: Formula, A: Standing, B: Standing, C: Standing, D: Standing>(&self) -> Option<Wide> {
        Some(match self.set {
            #[cfg(target_arch = "x86_64")]
            Set::Avx512 => avx512::<F, A, B, C, D>,
            #[cfg(target_arch = "x86_64")]
            Set::Avx2 => avx2::<F, A, B, C, D>,
            _ => portable::<F, A, B, C, D>,
        })
    }
}
