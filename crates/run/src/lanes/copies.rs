//! Constants through which long loops go in an order of their own: they stand once more in that order, in a row.

use super::forms::Form;
use super::fused::is_scattered;
use program::{Block, Operand, Program, Walk};
use rustc_hash::{FxHashMap, FxHashSet};

/// Which constants stand once more, and where.
#[derive(Debug, Default)]
pub(crate) struct Copies {
    /// By slot and list of offsets, how many other copies stand before it.
    places: FxHashMap<(u32, u32), usize>,
    /// How many numbers they are.
    pub len: usize,
}

/// No more numbers are copied: 8 MB.
const LIMIT: usize = 1 << 20;

impl Copies {
    /// Those that blocks in these forms go through, turns of one number each.
    pub(super) fn of<'b>(program: &Program, blocks: impl Iterator<Item = (&'b Block, &'b Form)>) -> Copies {
        let long = blocks.filter(|(_, form)| matches!(form, Form::Fused(_)));
        let scattered: Vec<(u32, u32)> = long
            .flat_map(|(block, _)| block.code.iter().flat_map(|line| line.arguments))
            .filter_map(|operand| match operand {
                Operand::Uniform {
                    base,
                    walk: Walk::Table(list),
                } => Some((base, list)),
                _ => None,
            })
            .filter(|&(_, list)| is_scattered(&program.walks[list as usize]))
            .collect();
        let mut copies = Copies::default();
        if scattered.is_empty() {
            return copies;
        }
        let constants: FxHashSet<u32> = program.constants.iter().map(|&(slot, _)| slot).collect();
        for (base, list) in scattered {
            let offsets = &program.walks[list as usize];
            let is_new = !copies.places.contains_key(&(base, list)) && copies.len + offsets.len() <= LIMIT;
            if is_new && offsets.iter().all(|offset| constants.contains(&(base + offset))) {
                copies.places.insert((base, list), copies.len);
                copies.len += offsets.len();
            }
        }
        copies
    }

    /// How many other copies stand before that of a slot at the offsets of a list, if there is one.
    pub fn get(&self, base: u32, list: u32) -> Option<usize> {
        self.places.get(&(base, list)).copied()
    }

    /// Copies constants to where the copies begin.
    pub fn fill(&self, program: &Program, numbers: &mut [f64], first: usize) {
        for (&(base, list), place) in &self.places {
            for (turn, offset) in program.walks[list as usize].iter().enumerate() {
                numbers[first + place + turn] = numbers[(base + offset) as usize];
            }
        }
    }
}
