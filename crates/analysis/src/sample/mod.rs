//! Points in the space of what nobody knows.

mod dimension;
mod latin_hypercube;
mod sampler;
pub(crate) mod stream;

pub use dimension::{Dimension, Sample, SampleError};
pub use latin_hypercube::LatinHypercube;
pub use sampler::{Draw, Sampler};

/// Every sampler. A new one is a file with an `impl Sampler`, and a line here.
pub const SAMPLERS: &[&dyn Sampler] = &[&LatinHypercube];

/// The sampler of a name.
pub fn sampler(name: &str) -> Option<&'static dyn Sampler> {
    SAMPLERS.iter().copied().find(|sampler| sampler.name() == name)
}

#[cfg(test)]
mod tests;
