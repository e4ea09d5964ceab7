//! Kernels of superinstructions, on rows of whole pieces, that read their arguments where they are.
//!
//! Every formula is compiled for every set of instructions and every mix of rows and single numbers, so that the innermost
//! loop has no branch and a known length.

#![allow(
    unsafe_code,
    reason = "kernels that take addresses, for instructions that not every processor has"
)]

use crate::lanes::kernels::PIECE;
use crate::lanes::simd::Set;
use crate::lanes::superinstruction::{Formula, KernelFamily, Shape, kernel_of};

/// Computes a row of whole pieces. Each argument is a row, or one number, as the kernel was compiled for.
///
/// # Safety
/// At each address are as many numbers as the kernel reads (a row, one, or none), none of them in the target; and this
/// processor has the instructions that the kernel was compiled for.
pub(super) type Wide = unsafe fn(&mut [[f64; PIECE]], [*const f64; 4]);

/// How an argument lies in memory.
trait Addressing {
    /// Its number for the target's `at`-th.
    ///
    /// # Safety
    /// The number is there.
    unsafe fn get(from: *const f64, at: usize) -> f64;
}

struct Row;
struct Broadcast;

impl Addressing for Row {
    #[inline(always)]
    unsafe fn get(from: *const f64, at: usize) -> f64 {
        // SAFETY: the caller promises that a row is there, and asks for a number of it.
        unsafe { *from.add(at) }
    }
}

impl Addressing for Broadcast {
    #[inline(always)]
    unsafe fn get(from: *const f64, _at: usize) -> f64 {
        // SAFETY: the caller promises that one number is there.
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
            A: Addressing,
            B: Addressing,
            C: Addressing,
            D: Addressing,
        {
            for (piece, out) in out.iter_mut().enumerate() {
                let from = piece * PIECE;
                for at in 0..PIECE {
                    // SAFETY: the caller promises that the numbers are there, and `from + at` is within a row.
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

/// The kernel of a shape whose arguments are rows or, where `is_broadcast`, single numbers; if there is one.
pub(super) fn find(set: Set, shape: Shape, is_broadcast: [bool; 4]) -> Option<Wide> {
    kernel_of(shape, &OfSet { set, is_broadcast })
}

struct OfSet {
    set: Set,
    is_broadcast: [bool; 4],
}

impl KernelFamily for OfSet {
    type Kernel = Wide;

    fn of_two<F: Formula>(&self) -> Option<Wide> {
        match self.is_broadcast {
            [false, false, ..] => self.kernel::<F, Row, Row, Broadcast, Broadcast>(),
            [false, true, ..] => self.kernel::<F, Row, Broadcast, Broadcast, Broadcast>(),
            [true, false, ..] => self.kernel::<F, Broadcast, Row, Broadcast, Broadcast>(),
            // A result that is one number is computed once, by plain code.
            [true, true, ..] => None,
        }
    }

    fn of_three<F: Formula>(&self) -> Option<Wide> {
        match self.is_broadcast {
            [false, false, false, _] => self.kernel::<F, Row, Row, Row, Broadcast>(),
            [false, false, true, _] => self.kernel::<F, Row, Row, Broadcast, Broadcast>(),
            [false, true, false, _] => self.kernel::<F, Row, Broadcast, Row, Broadcast>(),
            [false, true, true, _] => self.kernel::<F, Row, Broadcast, Broadcast, Broadcast>(),
            [true, false, false, _] => self.kernel::<F, Broadcast, Row, Row, Broadcast>(),
            [true, false, true, _] => self.kernel::<F, Broadcast, Row, Broadcast, Broadcast>(),
            [true, true, false, _] => self.kernel::<F, Broadcast, Broadcast, Row, Broadcast>(),
            [true, true, true, _] => None,
        }
    }

    fn of_choice<F: Formula>(&self) -> Option<Wide> {
        match self.is_broadcast {
            [false, false, false, false] => self.kernel::<F, Row, Row, Row, Row>(),
            [false, false, false, true] => self.kernel::<F, Row, Row, Row, Broadcast>(),
            [false, false, true, false] => self.kernel::<F, Row, Row, Broadcast, Row>(),
            [false, false, true, true] => self.kernel::<F, Row, Row, Broadcast, Broadcast>(),
            [false, true, false, false] => self.kernel::<F, Row, Broadcast, Row, Row>(),
            [false, true, false, true] => self.kernel::<F, Row, Broadcast, Row, Broadcast>(),
            [false, true, true, false] => self.kernel::<F, Row, Broadcast, Broadcast, Row>(),
            [false, true, true, true] => self.kernel::<F, Row, Broadcast, Broadcast, Broadcast>(),
            // Fusing mirrors the comparison, so that a is a row.
            [true, ..] => None,
        }
    }
}

impl OfSet {
    fn kernel<F: Formula, A: Addressing, B: Addressing, C: Addressing, D: Addressing>(&self) -> Option<Wide> {
        Some(match self.set {
            #[cfg(target_arch = "x86_64")]
            Set::Avx512 => avx512::<F, A, B, C, D>,
            #[cfg(target_arch = "x86_64")]
            Set::Avx2 => avx2::<F, A, B, C, D>,
            _ => portable::<F, A, B, C, D>,
        })
    }
}
