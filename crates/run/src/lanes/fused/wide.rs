//! Kernels for rows of the usual width that read their arguments where they stand.

#![allow(
    unsafe_code,
    reason = "kernels that take addresses, for instructions that not every processor has"
)]

use super::formula::{Asked, Formula, ask};
use super::fuse::Shape;
use crate::lanes::kernels::PIECE;
use crate::lanes::simd::Set;

/// Computes a row, in so many pieces. Each argument is a row, or one number, as the kernel was asked for.
///
/// # Safety
/// At each address stand as many numbers as the kernel reads (a row, one, or none), not among those of the target; and this
/// processor has the instructions of the set that the kernel was asked of.
pub(super) type Wide = unsafe fn(&mut [[f64; PIECE]], [*const f64; 4]);

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
        unsafe fn $name<F, A, B, C, D>(out: &mut [[f64; PIECE]], [a, b, c, d]: [*const f64; 4])
        where
            F: Formula,
            A: Standing,
            B: Standing,
            C: Standing,
            D: Standing,
        {
            for (piece, out) in out.iter_mut().enumerate() {
                let from = piece * PIECE;
                for at in 0..PIECE {
                    // SAFETY: the caller says that the numbers stand there, and `from + at` is within a row.
                    out[at] = F::of(unsafe {
                        [
                            A::get(a, from + at),
                            B::get(b, from + at),
                            C::get(c, from + at),
                            D::get(d, from + at),
                        ]
                    });
                }
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
    ask(shape, &OfSet { set, is_one })
}

struct OfSet {
    set: Set,
    is_one: [bool; 4],
}

impl Asked for OfSet {
    type Kernel = Wide;

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

    fn choice<F: Formula>(&self) -> Option<Wide> {
        match self.is_one {
            [false, false, false, false] => self.kernel::<F, Row, Row, Row, Row>(),
            [false, false, false, true] => self.kernel::<F, Row, Row, Row, One>(),
            [false, false, true, false] => self.kernel::<F, Row, Row, One, Row>(),
            [false, false, true, true] => self.kernel::<F, Row, Row, One, One>(),
            [false, true, false, false] => self.kernel::<F, Row, One, Row, Row>(),
            [false, true, false, true] => self.kernel::<F, Row, One, Row, One>(),
            [false, true, true, false] => self.kernel::<F, Row, One, One, Row>(),
            [false, true, true, true] => self.kernel::<F, Row, One, One, One>(),
            [true, ..] => None,
        }
    }
}

impl OfSet {
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
