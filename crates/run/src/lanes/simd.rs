//! Which instructions kernels use.

use super::kernel::Kernel;
use super::portable;
use super::stages::Stages;
#[cfg(target_arch = "x86_64")]
use super::x86;
use program::Op;
use std::fmt;
use std::str::FromStr;

/// The instructions that kernels use. Every set computes the same bits.
///
/// Only sets that this processor has can be had, so that their kernels can be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Simd(Set);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Set {
    Portable,
    Avx2,
    Avx512,
}

/// Why a name is no set of instructions that can be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SimdError {
    /// The name is not known.
    #[error("no set of instructions is called `{0}`: auto, portable, avx2 or avx512")]
    Unknown(String),
    /// This processor does not have it.
    #[error("this processor cannot run `{0}`; use auto or portable")]
    Unavailable(String),
}

impl Simd {
    /// What every machine has.
    pub const PORTABLE: Simd = Simd(Set::Portable);

    /// The sets that this processor has, the widest last.
    pub fn available() -> Vec<Simd> {
        let sets = [Set::Portable, Set::Avx2, Set::Avx512];
        sets.into_iter().filter(|set| set.is_here()).map(Simd).collect()
    }

    /// The widest set that this processor has.
    pub fn widest() -> Simd {
        Self::available().last().copied().unwrap_or(Self::PORTABLE)
    }

    /// The set; this processor has it.
    pub(super) fn set(self) -> Set {
        self.0
    }

    /// The integrator stages.
    #[cfg(target_arch = "x86_64")]
    #[allow(unsafe_code, reason = "kernels for instructions that not every processor has")]
    pub(super) fn stages(self) -> Stages {
        match self.0 {
            Set::Portable => portable::stages(),
            // SAFETY: this processor has the set, as `kernel` says.
            Set::Avx2 => unsafe { x86::avx2_stages() },
            // SAFETY: this processor has the set, as `kernel` says.
            Set::Avx512 => unsafe { x86::avx512_stages() },
        }
    }

    /// The integrator stages.
    #[cfg(not(target_arch = "x86_64"))]
    pub(super) fn stages(self) -> Stages {
        portable::stages()
    }

    /// The kernel of an operation.
    #[cfg(target_arch = "x86_64")]
    #[allow(unsafe_code, reason = "kernels for instructions that not every processor has")]
    pub(crate) fn kernel(self, op: Op) -> Kernel {
        match self.0 {
            Set::Portable => portable::kernel(op),
            // SAFETY: the only ways to make a `Simd` (`available`, hence `from_str` and `default`) leave out a set whose
            // instructions this processor lacks.
            Set::Avx2 => unsafe { x86::avx2(op) },
            // SAFETY: this processor has the set, as above.
            Set::Avx512 => unsafe { x86::avx512(op) },
        }
    }

    /// The kernel of an operation.
    #[cfg(not(target_arch = "x86_64"))]
    pub(crate) fn kernel(self, op: Op) -> Kernel {
        portable::kernel(op)
    }
}

impl Set {
    #[cfg(target_arch = "x86_64")]
    fn is_here(self) -> bool {
        match self {
            Set::Portable => true,
            Set::Avx2 => x86::has_avx2(),
            Set::Avx512 => x86::has_avx512(),
        }
    }

    #[cfg(not(target_arch = "x86_64"))]
    fn is_here(self) -> bool {
        self == Set::Portable
    }

    fn name(self) -> &'static str {
        match self {
            Set::Portable => "portable",
            Set::Avx2 => "avx2",
            Set::Avx512 => "avx512",
        }
    }
}

impl Default for Simd {
    /// The widest set that this processor has.
    fn default() -> Simd {
        Simd::widest()
    }
}

impl fmt::Display for Simd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }
}

impl FromStr for Simd {
    type Err = SimdError;

    fn from_str(name: &str) -> Result<Simd, SimdError> {
        let known = [Set::Portable, Set::Avx2, Set::Avx512];
        match known.into_iter().find(|set| set.name() == name) {
            _ if name == "auto" => Ok(Simd::widest()),
            Some(set) if set.is_here() => Ok(Simd(set)),
            Some(_) => Err(SimdError::Unavailable(name.into())),
            None => Err(SimdError::Unknown(name.into())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_have_names_and_what_is_not_here_cannot_be_had() {
        for simd in Simd::available() {
            assert_eq!(simd.to_string().parse(), Ok(simd));
        }
        assert_eq!("auto".parse(), Ok(Simd::widest()));
        assert_eq!("sse9".parse::<Simd>(), Err(SimdError::Unknown("sse9".into())));
    }
}
