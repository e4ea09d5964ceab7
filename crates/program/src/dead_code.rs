//! Dead code elimination, twice: of whole loop nests before scheduling, of single stores and values after loops were fused.

use crate::Op;
use crate::mir::{BufferId, BufferKind, Mir, Source, Statement};
use rustc_hash::FxHashSet;

/// How often the most frequent reader of a buffer runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Demand {
    /// The sink, at save points.
    Save,
    /// Sample-and-hold states, delay lines and a changing clock, once a full step.
    Advance,
    /// Rates, at every evaluation.
    Step,
}

/// Drops the loop nests whose buffers nobody reads.
pub(crate) fn eliminate_dead_nests(mir: &mut Mir) {
    let demands = demands(mir);
    let mut demand = demands.iter();
    mir.nests.retain(|_| demand.next().is_some_and(Option::is_some));
}

/// The demand for what each loop nest computes; `None` for dead code.
pub(crate) fn demands(mir: &Mir) -> Vec<Option<Demand>> {
    let mut of_buffers = roots(mir);
    let mut of_nests = vec![None; mir.nests.len()];
    // Readers come after writers, so that one pass from the end sees every reader of a buffer before its writer.
    for (nest, of_nest) in mir.nests.iter().zip(&mut of_nests).rev() {
        *of_nest = of_buffers[nest.target.buffer.at()];
        if of_nest.is_some() {
            for cell in nest.reads() {
                raise(&mut of_buffers, cell.buffer, *of_nest);
            }
        }
    }
    of_nests
}

fn raise(demands: &mut [Option<Demand>], buffer: BufferId, demand: Option<Demand>) {
    let present = &mut demands[buffer.at()];
    *present = (*present).max(demand);
}

/// What the integrator and the sink read.
fn roots(mir: &Mir) -> Vec<Option<Demand>> {
    let mut demands = vec![None; mir.buffers.len()];
    let mut raise = |buffer: BufferId, demand: Demand| raise(&mut demands, buffer, Some(demand));
    mir.outputs.iter().for_each(|output| raise(output.buffer, Demand::Save));
    mir.sample_and_hold
        .iter()
        .for_each(|state| raise(state.change, Demand::Advance));
    for delayed in &mir.delay_lines {
        raise(delayed.input, Demand::Advance);
        raise(delayed.delay, Demand::Advance);
    }
    mir.changes
        .iter()
        .flatten()
        .for_each(|buffer| raise(*buffer, Demand::Advance));
    mir.stocks.iter().for_each(|stock| raise(stock.change, Demand::Step));
    for (number, buffer) in mir.buffers.iter().enumerate() {
        // The initial value of a state is needed even where no equation reads the state.
        if buffer.kind == BufferKind::State {
            raise(BufferId(number as u32), Demand::Step);
        }
    }
    demands
}

/// Drops stores into buffers that nobody reads, and the values that only these used.
pub(crate) fn eliminate_dead_stores(mir: &mut Mir) {
    let mut is_read = read_outside_code(mir);
    // From the last loop to the first: whether a loop's stores are read is known once the code behind it has been pruned.
    for fused in mir.loops.iter_mut().rev() {
        let is_live = live_statements(&fused.code, &mut is_read);
        retain(&mut fused.code, &is_live);
    }
    mir.loops.retain(|fused| !fused.code.is_empty());
}

/// For each buffer, whether the integrator or the sink reads it.
fn read_outside_code(mir: &Mir) -> Vec<bool> {
    let by_integrator = |kind| matches!(kind, BufferKind::State | BufferKind::IntegratorInput);
    let mut is_read: Vec<bool> = mir.buffers.iter().map(|buffer| by_integrator(buffer.kind)).collect();
    for output in &mir.outputs {
        is_read[output.buffer.at()] = true;
    }
    is_read
}

fn live_statements(code: &[Statement], is_read: &mut [bool]) -> Vec<bool> {
    let mut is_live = vec![false; code.len()];
    let mut overwritten = FxHashSet::default();
    for (number, statement) in code.iter().enumerate().rev() {
        if let Statement::Store { store, target, .. } = statement {
            // Of two stores into one cell the first is dead: common subexpression elimination has given what reads the cell
            // between them the first value itself.
            let is_overwritten = *store == Op::Copy && is_read[target.buffer.at()] && !overwritten.insert(*target);
            is_live[number] = is_read[target.buffer.at()] && !is_overwritten;
        }
        if is_live[number] {
            statement
                .sources()
                .iter()
                .for_each(|source| mark(*source, &mut is_live, is_read));
        }
    }
    is_live
}

fn mark(source: Source, is_live: &mut [bool], is_read: &mut [bool]) {
    match source {
        Source::Local(local) => is_live[local as usize] = true,
        Source::Cell(cell) => is_read[cell.buffer.at()] = true,
        _ => {}
    }
}

/// Keeps the live statements. Values are named by their position, so the names follow.
fn retain(code: &mut Vec<Statement>, is_live: &[bool]) {
    let mut position = vec![0; code.len()];
    let mut end = 0;
    for number in (0..code.len()).filter(|&number| is_live[number]) {
        position[number] = end as u32;
        let mut statement = code[number];
        for source in statement.sources_mut() {
            if let Source::Local(local) = source {
                *local = position[*local as usize];
            }
        }
        code[end] = statement;
        end += 1;
    }
    code.truncate(end);
}
