//! Functions of whole vectors: their vectors exist, and are as long as the function needs them.

use super::{Verifier, ensure, last};
use crate::{Instruction, Operand, VectorCall, VectorFunction};

impl Verifier<'_> {
    pub(super) fn vector(&self, instruction: &Instruction, number: u16) -> Result<(), String> {
        ensure(self.block.code.len() == 1, || "it does not stand alone".into())?;
        let call = self.program.vectors.get(number as usize);
        let call = call.ok_or_else(|| format!("function {number} does not exist"))?;
        ensure(has_lengths_of(call), || {
            format!("{:?} takes no vectors of {:?}", call.function, call.lengths)
        })?;
        for (argument, length) in instruction.arguments.iter().zip(call.lengths) {
            self.vector_argument(*argument, length)?;
        }
        self.slots_written(instruction.target, call.result())
    }

    fn vector_argument(&self, argument: Operand, length: u32) -> Result<(), String> {
        match argument {
            Operand::None => ensure(length == 0, || "an argument is missing".into()),
            Operand::Uniform { base, index } => self.range(last(base, length), index, self.program.uniform_slots),
            Operand::Lane { base, index } => {
                ensure(!self.is_uniform, || "uniform code reads a lane".into())?;
                self.range(last(base, length), index, self.program.lane_slots)
            }
            Operand::Temporary(_) | Operand::Table { .. } => Err("a vector is no slot".into()),
        }
    }
}

/// Whether the arguments of a call have lengths that go together: the functions of `math` index one by the other.
fn has_lengths_of(call: &VectorCall) -> bool {
    const PROFILE: u64 = math::PROFILE as u64;
    let [a, b, c, d] = call.lengths.map(u64::from);
    match call.function {
        VectorFunction::SortOrder | VectorFunction::Rank | VectorFunction::Element => [b, c, d] == [1, 0, 0],
        VectorFunction::InvertMatrix => a.isqrt() * a.isqrt() == a && [b, c, d] == [0; 3],
        VectorFunction::AllocateAvailable => [b, c, d] == [PROFILE * a, 1, 0],
        VectorFunction::AllocateByPriority => [b, c, d] == [a, 1, 1],
        VectorFunction::MarketPrice => [b, d] == [PROFILE * a, PROFILE * c],
        VectorFunction::DemandAtPrice | VectorFunction::SupplyAtPrice => [a, b, c, d] == [1, PROFILE, 1, 0],
    }
}
