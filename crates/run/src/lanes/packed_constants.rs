//! Constants through which long loops go in an order of their own: they are packed once more in that order, in a row.

use super::form::Form;
use super::offsets::is_scattered;
use program::{Block, IndexMap, Operand, Program};
use rustc_hash::{FxHashMap, FxHashSet};

/// Which constants are packed, and where.
#[derive(Debug, Default)]
pub(crate) struct PackedConstants {
    /// By base slot and list of offsets, how many packed numbers come before.
    places: FxHashMap<(u32, u32), usize>,
    /// How many numbers they are.
    pub len: usize,
}

/// No more numbers are packed: 8 MB a frame, of which every thread has one.
const LIMIT: usize = 1 << 20;

impl PackedConstants {
    /// Those that blocks in these forms go through, iterations of one number each.
    pub(super) fn of<'b>(program: &Program, blocks: impl Iterator<Item = (&'b Block, &'b Form)>) -> PackedConstants {
        let scattered = scattered(program, blocks);
        let mut packed = PackedConstants::default();
        // Most programs: the set of all constants need not be built.
        if scattered.is_empty() {
            return packed;
        }
        let constants: FxHashSet<u32> = program.constants.iter().map(|&(slot, _)| slot).collect();
        for (base, list) in scattered {
            let offsets = &program.offset_tables[list as usize];
            // Constants only: a copy of what is computed would be out of date.
            if offsets.iter().all(|offset| constants.contains(&(base + offset))) {
                packed.add(base, list, offsets.len());
            }
        }
        packed
    }

    fn add(&mut self, base: u32, list: u32, count: usize) {
        if !self.places.contains_key(&(base, list)) && self.len + count <= LIMIT {
            self.places.insert((base, list), self.len);
            self.len += count;
        }
    }

    /// How many packed numbers come before those of a slot at the offsets of a list, if these are packed.
    pub fn get(&self, base: u32, list: u32) -> Option<usize> {
        self.places.get(&(base, list)).copied()
    }

    /// Copies the constants to where the packed ones begin.
    pub fn fill(&self, program: &Program, numbers: &mut [f64], first: usize) {
        for (&(base, list), place) in &self.places {
            for (iteration, offset) in program.offset_tables[list as usize].iter().enumerate() {
                numbers[first + place + iteration] = numbers[(base + offset) as usize];
            }
        }
    }
}

/// The uniform operands of fused code whose offsets hardly ever follow each other, as base slots and lists.
fn scattered<'b>(program: &Program, blocks: impl Iterator<Item = (&'b Block, &'b Form)>) -> Vec<(u32, u32)> {
    // Other forms compute addresses on the way, and would not look here.
    let fused = blocks.filter(|(_, form)| matches!(form, Form::Fused(_)));
    let operands = fused.flat_map(|(block, _)| block.code.iter().flat_map(|line| line.arguments));
    let indexed = operands.filter_map(|operand| match operand {
        Operand::Uniform {
            base,
            index: IndexMap::Table(list),
        } => Some((base, list)),
        _ => None,
    });
    indexed.filter(|&(_, list)| is_scattered(&program.offset_tables[list as usize])).collect()
}
