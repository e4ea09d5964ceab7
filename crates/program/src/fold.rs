//! Computes what is known when the program is built, with the operations that a run uses: folding never changes a bit.

use crate::mir::{BufferKind, Cell, LoopNest, Mir, Operation, Phase, Source};
use crate::operations::apply;
use crate::{IndexMap, Op, VectorCall};
use language::Now;

/// For operations that do not look at the clock.
const NO_CLOCK: Now = Now { time: 0.0, step: 0.0 };

/// Replaces operations on known numbers by their values, and drops the code of buffers of which everything is known.
pub(crate) fn fold_constants(mir: &mut Mir) {
    let mut nests = std::mem::take(&mut mir.nests);
    let mut computed = vec![false; mir.buffers.len()];
    let mut replacement = Vec::new();
    for nest in &mut nests {
        if let Some(number) = nest.vector() {
            computed[nest.target.buffer.at()] |= !fold_vector(nest, number, mir);
            continue;
        }
        // In their order, so that what a nest reads has been folded before it: one pass is enough.
        simplify(nest, mir, &mut replacement);
        // The integrator reads the slots of its inputs and states, so that code must fill these even with constants.
        let can_stay = mir.buffers[nest.target.buffer.at()].kind == BufferKind::Computed;
        let values = if can_stay { evaluate(nest, mir) } else { None };
        // A buffer that several nests fill keeps all of its code unless all of it is constant.
        computed[nest.target.buffer.at()] |= values.is_none();
        set_constant(nest, values, mir);
    }
    nests.retain(|nest| computed[nest.target.buffer.at()]);
    mir.nests = nests;
}

/// Notes the values that a nest gives to its target, or that they are not known.
fn set_constant(nest: &LoopNest, values: Option<Vec<f64>>, mir: &mut Mir) {
    // Most buffers hold no constant at all: no lattice is made for them.
    if values.is_none() && mir.buffers[nest.target.buffer.at()].constants.is_empty() {
        return;
    }
    for iteration in 0..nest.iterations {
        let value = values.as_ref().map(|values| values[iteration as usize]);
        let value = value.and_then(|value| stored(nest, iteration, value, mir));
        mir.set_constant(nest.target, iteration, value);
    }
}

/// What the target holds once a value is stored into it, if that is known.
fn stored(nest: &LoopNest, iteration: u32, value: f64, mir: &Mir) -> Option<f64> {
    match nest.store {
        Op::Copy => Some(value),
        // Iteration by iteration, as a run reduces: a sum in another order has other bits.
        store => Some(apply(
            store,
            [value, mir.constant(nest.target, iteration)?, 0.0, 0.0],
            NO_CLOCK,
        )),
    }
}

/// Computes a function of whole vectors at every iteration, if all that it reads is known; whether it is.
fn fold_vector(nest: &LoopNest, number: u16, mir: &mut Mir) -> bool {
    let call = mir.vectors[number as usize];
    let arguments = nest.code[0].arguments;
    let results: Option<Vec<Vec<f64>>> =
        (0..nest.iterations).map(|iteration| vector_result(&call, arguments, iteration, mir)).collect();
    // Known or not: an earlier nest may have left constants in these cells.
    for iteration in 0..nest.iterations {
        for at in 0..call.result() {
            let value = results.as_ref().map(|r| r[iteration as usize][at as usize]);
            mir.set_constant(further(nest.target, at), iteration, value);
        }
    }
    results.is_some()
}

fn vector_result(call: &VectorCall, arguments: [Source; 4], iteration: u32, mir: &Mir) -> Option<Vec<f64>> {
    let vectors = [0, 1, 2, 3].map(|at| constant_vector(arguments[at], call.lengths[at], iteration, mir));
    let [Some(a), Some(b), Some(c), Some(d)] = &vectors else {
        return None;
    };
    let mut out = vec![0.0; call.result() as usize];
    crate::compute_vector(call, [a, b, c, d], &mut out);
    Some(out)
}

fn constant_vector(source: Source, length: u32, iteration: u32, mir: &Mir) -> Option<Vec<f64>> {
    let Source::Cell(cell) = source else {
        return (length == 0).then(Vec::new);
    };
    let cells = (0..length).map(|at| further(cell, at));
    cells.map(|cell| mir.constant(cell, iteration)).collect()
}

/// The cell so many further.
fn further(cell: Cell, cells: u32) -> Cell {
    let base = cell.base + cells;
    Cell { base, ..cell }
}

/// Folds the operations of a nest that do not depend on the iteration; `replacement` is room for what each of them is then.
fn simplify(nest: &mut LoopNest, mir: &Mir, replacement: &mut Vec<Source>) {
    replacement.clear();
    let mut kept = 0;
    for at in 0..nest.code.len() {
        let mut operation = nest.code[at];
        for argument in &mut operation.arguments {
            *argument = resolve(*argument, replacement, mir);
        }
        let source = fold_operation(operation, nest.phase, mir).unwrap_or_else(|| {
            nest.code[kept] = operation;
            kept += 1;
            Source::Local(kept as u32 - 1)
        });
        replacement.push(source);
    }
    nest.value = resolve(nest.value, replacement, mir);
    nest.code.truncate(kept);
}

/// What a source is after folding.
fn resolve(source: Source, replacement: &[Source], mir: &Mir) -> Source {
    match source {
        Source::Local(local) => replacement[local as usize],
        Source::Cell(cell) if cell.index == IndexMap::Fixed => mir.constant(cell, 0).map_or(source, Source::number),
        _ => source,
    }
}

/// What the result of an operation is, when it needs no operation any more.
fn fold_operation(operation: Operation, phase: Phase, mir: &Mir) -> Option<Source> {
    if let Some(argument) = sole_argument(operation) {
        return Some(argument);
    }
    let value = |source| match source {
        Source::None => Some(0.0),
        _ => source.constant(),
    };
    compute(operation, phase, mir, value).map(Source::number)
}

/// The argument that is the result of an operation whatever the others are.
fn sole_argument(operation: Operation) -> Option<Source> {
    let [a, b, c, _] = operation.arguments;
    match operation.op {
        Op::Copy => Some(a),
        // Both branches are pure, so that the condition need not be looked at.
        Op::Select if b == c => Some(b),
        Op::Select => a.constant().map(|condition| if condition != 0.0 { b } else { c }),
        // Exact for every number, zero's sign and infinities included. `x + 0` and `0 * x` are not: -0 + 0 is 0, and 0
        // times an infinity is no number.
        Op::Multiply if a.constant() == Some(1.0) => Some(b),
        Op::Multiply | Op::Divide if b.constant() == Some(1.0) => Some(a),
        _ => None,
    }
}

/// The value of an operation, when `value` knows its arguments.
fn compute(operation: Operation, phase: Phase, mir: &Mir, value: impl Fn(Source) -> Option<f64>) -> Option<f64> {
    if let Op::Lookup(mode) = operation.op {
        let table = fixed_table(operation.arguments[1])?;
        return Some(mir.tables[table as usize].at(value(operation.arguments[0])?, mode));
    }
    // Only start code may be folded over the clock: there it is the time at the start.
    let now = match operation.op {
        Op::Call(function) if function.reads_clock() => clock_at_start(phase, mir)?,
        _ => NO_CLOCK,
    };
    let mut arguments = [0.0; 4];
    for (number, source) in arguments.iter_mut().zip(operation.arguments) {
        *number = value(source)?;
    }
    Some(apply(operation.op, arguments, now))
}

/// The number of a table that is the same in every iteration.
fn fixed_table(source: Source) -> Option<u32> {
    match source {
        Source::Table {
            base,
            index: IndexMap::Fixed,
        } => Some(base),
        _ => None,
    }
}

fn clock_at_start(phase: Phase, mir: &Mir) -> Option<Now> {
    let control = mir.control.filter(|_| phase == Phase::Initial)?;
    Some(Now {
        time: mir.constant(Cell::scalar(control.start), 0)?,
        step: mir.constant(Cell::scalar(control.step), 0)?,
    })
}

/// The value of a nest at each iteration, when all that it reads is known.
fn evaluate(nest: &LoopNest, mir: &Mir) -> Option<Vec<f64>> {
    if nest.iterations == 1 && !nest.code.is_empty() {
        return None; // without an iteration to depend on, `simplify` has computed whatever can be
    }
    let mut locals = vec![0.0; nest.code.len()];
    let mut values = Vec::new();
    for iteration in 0..nest.iterations {
        for (at, operation) in nest.code.iter().enumerate() {
            let operation = with_table_of(*operation, iteration, mir);
            locals[at] = compute(operation, nest.phase, mir, |source| {
                constant_source(source, iteration, &locals, mir)
            })?;
        }
        values.push(constant_source(nest.value, iteration, &locals, mir)?);
    }
    Some(values)
}

/// An operation with the table that it looks into at an iteration.
fn with_table_of(mut operation: Operation, iteration: u32, mir: &Mir) -> Operation {
    if let Source::Table { base, index } = operation.arguments[1] {
        let (base, index) = (base + mir.offset_tables.offset(index, iteration), IndexMap::Fixed);
        operation.arguments[1] = Source::Table { base, index };
    }
    operation
}

fn constant_source(source: Source, iteration: u32, locals: &[f64], mir: &Mir) -> Option<f64> {
    match source {
        Source::None => Some(0.0),
        Source::Number(bits) => Some(f64::from_bits(bits)),
        Source::Local(local) => Some(locals[local as usize]),
        Source::Cell(cell) => mir.constant(cell, iteration),
        // The time of a step is not known before the run; that at the start is a cell.
        Source::Time | Source::Table { .. } => None,
    }
}
