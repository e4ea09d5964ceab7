//! Register allocation: which temporaries fused code keeps its results in.
//!
//! Fusing leaves fewer results than the program had temporaries for, and each of these is a row that has to stay in the cache.

use super::shape::{Superinstruction, Superinstructions};
use program::Operand;
use rustc_hash::FxHashMap;

/// Gives each result that goes to a temporary, which comes in with the number of the instruction that computes it, a place
/// until its last use. No instruction writes where it reads, since kernels borrow their target alone.
pub(super) fn allocate(mut code: Vec<Superinstruction>) -> Superinstructions {
    let mut allocator = Allocator {
        last_use: last_uses(&mut code),
        ..Allocator::default()
    };
    for (at, instruction) in code.iter_mut().enumerate() {
        allocator.instruction(at, instruction);
    }
    Superinstructions {
        code,
        temporaries: allocator.count,
    }
}

/// Where each result is read last.
fn last_uses(code: &mut [Superinstruction]) -> FxHashMap<u32, usize> {
    let mut last_use = FxHashMap::default();
    for (at, instruction) in code.iter_mut().enumerate() {
        for argument in instruction.arguments() {
            if let Operand::Temporary(writer) = argument {
                last_use.insert(*writer, at);
            }
        }
    }
    last_use
}

#[derive(Default)]
struct Allocator {
    last_use: FxHashMap<u32, usize>,
    /// The temporary of each result.
    places: FxHashMap<u32, u32>,
    /// The temporaries that hold nothing any longer, the last freed last: it is likeliest to be in the cache.
    free: Vec<u32>,
    count: u32,
}

impl Allocator {
    fn instruction(&mut self, at: usize, instruction: &mut Superinstruction) {
        let mut freed = Vec::new();
        for argument in instruction.arguments() {
            if let Operand::Temporary(writer) = argument {
                let place = self.places[writer];
                if self.last_use[writer] == at && !freed.contains(&place) {
                    freed.push(place);
                }
                *writer = place;
            }
        }
        if let Operand::Temporary(writer) = instruction.target() {
            *writer = self.take(*writer);
        }
        // Only now, or the target could be the place of an argument.
        self.free.append(&mut freed);
    }

    fn take(&mut self, writer: u32) -> u32 {
        let place = self.free.pop().unwrap_or_else(|| {
            self.count += 1;
            self.count - 1
        });
        self.places.insert(writer, place);
        place
    }
}
