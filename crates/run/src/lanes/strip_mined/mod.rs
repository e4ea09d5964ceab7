//! Strip-mined loops: a strip of iterations at a time, every instruction on a row, with addresses computed on the way.
//!
//! It is the form for everything else: loops that read what they have written, four arguments, or too long to be unrolled.

mod operand;
mod strip;

pub(super) use operand::StripMined;
