//! Dead code elimination, twice: of whole loop nests before scheduling, of single stores and values after loops were fused.

use crate::Op;
use crate::mir::{BufferId, BufferKind, Cell, Mir, Source, Statement};
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
    let outputs = mir.outputs.iter().map(|output| (output.buffer, Demand::Save));
    let advanced = read_between_steps(mir).map(|buffer| (buffer, Demand::Advance));
    // Runge and Kutta's method needs the rates four times a step, in between too.
    let rates = mir.stocks.iter().map(|stock| (stock.change, Demand::Step));
    // The initial value of a state is needed even where no equation reads the state.
    let is_state = |number: &usize| mir.buffers[*number].kind == BufferKind::State;
    let states = (0..mir.buffers.len()).filter(is_state);
    let states = states.map(|number| (BufferId(number as u32), Demand::Step));
    for (buffer, demand) in outputs.chain(advanced).chain(rates).chain(states) {
        raise(&mut demands, buffer, Some(demand));
    }
    demands
}

/// What the integrator reads once a full step.
fn read_between_steps(mir: &Mir) -> impl Iterator<Item = BufferId> + '_ {
    let held = mir.sample_and_hold.iter().map(|state| state.change);
    let delayed = mir.delay_lines.iter().flat_map(|line| [line.input, line.delay]);
    held.chain(delayed).chain(mir.changes.into_iter().flatten())
}

/// Drops stores into buffers that nobody reads, and the values that only these used.
pub(crate) fn eliminate_dead_stores(mir: &mut Mir) {
    let mut is_read = read_outside_code(mir);
    // From the last loop to the first: whether a loop's stores are read is known once the code behind it has been pruned.
    for fused in mir.loops.iter_mut().rev() {
        let is_live = live_statements(&fused.code, &mut is_read);
        retain(&mut fused.code, &is_live);
    }
    // Copies between coalesced buffers may be all of a loop; an empty block would still cost a dispatch at every step.
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
            is_live[number] = is_read[target.buffer.at()] && !is_overwritten(*store, *target, &mut overwritten);
        }
        if is_live[number] {
            let sources = statement.sources().iter();
            sources.for_each(|source| mark(*source, &mut is_live, is_read));
        }
    }
    is_live
}

/// Whether a later statement of the loop stores into the same cell. Notes the store.
fn is_overwritten(store: Op, target: Cell, overwritten: &mut FxHashSet<Cell>) -> bool {
    // Of two stores into one cell the first is dead: common subexpression elimination has given what reads the cell between
    // them the first value itself. A reduction keeps the store before it, as it adds to what is there.
    store == Op::Copy && !overwritten.insert(target)
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
