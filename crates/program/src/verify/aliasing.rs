//! What may not be one and the same number: what an instruction reads and writes, and what one iteration writes and another reads.

use super::{Verifier, ensure};
use crate::{IndexMap, Instruction, Op, Operand};
use rustc_hash::FxHashMap;

/// Slots of the bank that the code writes, by iteration.
#[derive(Clone, Copy, PartialEq)]
struct Slots {
    base: u32,
    index: IndexMap,
}

impl Verifier<'_> {
    /// Checks that an instruction reads nothing that it writes, and iterations nothing that others write. Kernels get the target
    /// as a mutable row and the arguments as shared ones, and a row may take several iterations. Operands exist by now.
    pub(super) fn aliasing(&self) -> Result<(), String> {
        let code = &self.block.code;
        for (number, instruction) in code.iter().enumerate() {
            let reads = instruction.arguments.iter();
            let reads_target = reads.filter(|a| **a != Operand::None).any(|a| *a == instruction.target);
            ensure(!reads_target, || {
                format!("instruction {number} ({:?}): it reads what it writes", instruction.op)
            })?;
        }
        // A function of whole vectors takes copies.
        let has_rows = !code.iter().any(|instruction| matches!(instruction.op, Op::Vector(_)));
        if has_rows {
            self.iterations_are_independent()
        } else {
            Ok(())
        }
    }

    fn iterations_are_independent(&self) -> Result<(), String> {
        let writers = self.writers();
        for (number, instruction) in self.block.code.iter().enumerate() {
            // By the same map an iteration reads what it has written itself.
            let is_of_another =
                |slots: Slots| self.each(slots).any(|slot| writers.get(&slot).is_some_and(|w| *w != slots));
            let mut read = self.read(instruction);
            ensure(!read.any(is_of_another), || {
                format!(
                    "instruction {number} ({:?}): it reads what another iteration writes",
                    instruction.op
                )
            })?;
        }
        Ok(())
    }

    /// The slots that the block writes, each with the map by which it does.
    fn writers(&self) -> FxHashMap<u32, Slots> {
        let targets = self.block.code.iter().map(|instruction| instruction.target);
        let written = targets.filter_map(|target| self.own_bank(target));
        written.flat_map(|slots| self.each(slots).map(move |slot| (slot, slots))).collect()
    }

    fn read(&self, instruction: &Instruction) -> impl Iterator<Item = Slots> + '_ {
        let arguments = instruction.arguments.into_iter();
        arguments.filter_map(|argument| self.own_bank(argument))
    }

    fn own_bank(&self, operand: Operand) -> Option<Slots> {
        match operand {
            Operand::Uniform { base, index } if self.is_uniform => Some(Slots { base, index }),
            Operand::Lane { base, index } if !self.is_uniform => Some(Slots { base, index }),
            _ => None,
        }
    }

    /// The slot of each iteration.
    fn each(&self, slots: Slots) -> impl Iterator<Item = u32> + '_ {
        // A slot that stays is one, however many iterations a program states.
        let iterations = match slots.index {
            IndexMap::Fixed => 1,
            IndexMap::Consecutive | IndexMap::Table(_) => self.block.iterations,
        };
        (0..iterations).map(move |iteration| slots.base + self.offset(slots.index, iteration))
    }

    fn offset(&self, index: IndexMap, iteration: u32) -> u32 {
        match index {
            IndexMap::Fixed => 0,
            IndexMap::Consecutive => iteration,
            IndexMap::Table(number) => self.program.offset_tables[number as usize][iteration as usize],
        }
    }
}
