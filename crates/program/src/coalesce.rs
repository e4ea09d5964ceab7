//! Copy coalescing: buffers that always hold the same become one, as a rate that is a flow, or an auxiliary that is another.

use crate::Op;
use crate::mir::{BufferId, BufferKind, Cell, FusedLoop, Mir, Source, Statement};

/// Redirects readers from one buffer to another that the same loop fills with the same values, if nothing else fills either.
/// The first keeps its store, which nobody reads any more: dead store elimination drops it.
pub(crate) fn coalesce_copies(mir: &mut Mir) {
    let mut coalescing = Coalescing {
        stores: count_stores(mir),
        replacements: Vec::new(),
        mir,
    };
    mir.loops.iter().for_each(|fused| coalescing.find(fused));
    let replacements = coalescing.replacements;
    if !replacements.is_empty() {
        redirect(mir, &replacements);
    }
}

/// How many statements store into each buffer; more than one is all the same.
fn count_stores(mir: &Mir) -> Vec<u8> {
    let mut stores = vec![0u8; mir.buffers.len()];
    for statement in mir.loops.iter().flat_map(|fused| &fused.code) {
        if let Statement::Store { target, .. } = statement {
            let count = &mut stores[target.buffer.at()];
            // A byte is enough, as only 1 is asked for.
            *count = count.saturating_add(1);
        }
    }
    stores
}

struct Coalescing<'m> {
    mir: &'m Mir,
    stores: Vec<u8>,
    /// The buffer that is given up, and the one that is read instead.
    replacements: Vec<(BufferId, BufferId)>,
}

impl Coalescing<'_> {
    fn find(&mut self, fused: &FusedLoop) {
        let mut holders: Vec<Option<BufferId>> = vec![None; fused.code.len()];
        for statement in &fused.code {
            let Some((buffer, value)) = self.sole_store(statement, fused.iterations) else {
                continue;
            };
            let holder = &mut holders[value as usize];
            *holder = Some(match *holder {
                None => buffer,
                Some(other) => self.coalesce(buffer, other),
            });
        }
    }

    /// Makes one of two buffers with the same values out of them, if either may go: the one that stays.
    fn coalesce(&mut self, buffer: BufferId, other: BufferId) -> BufferId {
        // The integrator's inputs have fixed slots in rows of all stocks, so only a computed buffer can be given up.
        let may_go = |buffer: BufferId| self.mir.buffers[buffer.at()].kind == BufferKind::Computed;
        if may_go(buffer) {
            self.replacements.push((buffer, other));
            return other;
        }
        if !may_go(other) {
            return other;
        }
        // What was redirected to `other` before must not end at a buffer that is given up itself.
        let redirected = self.replacements.iter_mut().filter(|(_, to)| *to == other);
        redirected.for_each(|(_, to)| *to = buffer);
        self.replacements.push((other, buffer));
        buffer
    }

    /// The buffer that this statement alone fills, all of it, and the value that it stores.
    fn sole_store(&self, statement: &Statement, iterations: u32) -> Option<(BufferId, u32)> {
        let Statement::Store {
            store: Op::Copy,
            target,
            value: Source::Local(value),
        } = *statement
        else {
            return None;
        };
        let buffer = &self.mir.buffers[target.buffer.at()];
        // Cell by cell in order: two buffers that are filled in other orders hold the same values at other places.
        let fills_all = buffer.cells == iterations && target == Cell::of(target.buffer, iterations);
        let is_sole = self.stores[target.buffer.at()] == 1;
        (fills_all && is_sole && holds_what_is_stored(buffer.kind)).then_some((target.buffer, value))
    }
}

fn holds_what_is_stored(kind: BufferKind) -> bool {
    // A state changes outside of code, so that it holds the value at the start only.
    matches!(kind, BufferKind::Computed | BufferKind::IntegratorInput)
}

fn redirect(mir: &mut Mir, replacements: &[(BufferId, BufferId)]) {
    let mut instead: Vec<BufferId> = (0..mir.buffers.len() as u32).map(BufferId).collect();
    replacements.iter().for_each(|(buffer, other)| instead[buffer.at()] = *other);
    let statements = mir.loops.iter_mut().flat_map(|fused| &mut fused.code);
    for source in statements.flat_map(Statement::sources_mut) {
        if let Source::Cell(cell) = source {
            cell.buffer = instead[cell.buffer.at()];
        }
    }
    // The sink reads too, after all code.
    for output in &mut mir.outputs {
        output.buffer = instead[output.buffer.at()];
    }
}
