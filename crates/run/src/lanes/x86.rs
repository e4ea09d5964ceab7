//! Kernels for processors with AVX2 or AVX-512: the same loops, compiled for wider registers.

use super::kernel::Kernel;
use super::kernels::kernels;
use super::stages::{Stages, stages};
use program::Op;

mod permuted;

/// The kernel of an operation, in AVX2.
#[target_feature(enable = "avx2,bmi1,bmi2")]
pub(super) fn avx2(op: Op) -> Kernel {
    kernels!(op)
}

/// The kernel of an operation, in AVX-512.
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2,bmi1,bmi2")]
pub(super) fn avx512(op: Op) -> Kernel {
    kernels!(op, permuted::lookup)
}

/// The integrator stages, in AVX2.
#[target_feature(enable = "avx2,bmi1,bmi2")]
pub(super) fn avx2_stages() -> Stages {
    stages!()
}

/// The integrator stages, in AVX-512.
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2,bmi1,bmi2")]
pub(super) fn avx512_stages() -> Stages {
    stages!()
}

/// Whether this processor has what [`avx2`] needs.
pub(super) fn has_avx2() -> bool {
    is_x86_feature_detected!("avx2") && is_x86_feature_detected!("bmi1") && is_x86_feature_detected!("bmi2")
}

/// Whether this processor has what [`avx512`] needs.
pub(super) fn has_avx512() -> bool {
    // All that the attribute names, since a kernel may use any of it.
    has_avx2()
        && is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512vl")
}
