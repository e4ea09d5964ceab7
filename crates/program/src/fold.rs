//! Computes what is known when the program is built, with the operations that a run uses: folding never changes a bit.

use crate::mir::{BufferKind, Cell, LoopNest, Mir, Operation, Phase, Source};
use crate::operations::apply;
use crate::{IndexMap, Op};
use language::Now;

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
        let value = match (value, nest.store) {
            (Some(value), Op::Copy) => Some(value),
            (Some(value), store) => mir
                .constant(nest.target, iteration)
                .map(|held| apply(store, [value, held, 0.0, 0.0], Now { time: 0.0, step: 0.0 })),
            (None, _) => None,
        };
        mir.set_constant(nest.target, iteration, value);
    }
}

/// Computes a function of whole vectors at every iteration, if all that it reads is known; whether it is.
fn fold_vector(nest: &LoopNest, number: u16, mir: &mut Mir) -> bool {
    let call = mir.vectors[number as usize];
    let results: Option<Vec<Vec<f64>>> = (0..nest.iterations)
        .map(|iteration| {
            let arguments =
                [0, 1, 2, 3].map(|at| constant_vector(nest.code[0].arguments[at], call.lengths[at], iteration, mir));
            let [Some(a), Some(b), Some(c), Some(d)] = &arguments else {
                return None;
            };
            let mut out = vec![0.0; call.result() as usize];
            crate::compute_vector(&call, [a, b, c, d], &mut out);
            Some(out)
        })
        .collect();
    for iteration in 0..nest.iterations {
        for further in 0..call.result() {
            let value = results.as_ref().map(|r| r[iteration as usize][further as usize]);
            let cell = Cell {
                base: nest.target.base + further,
                ..nest.target
            };
            mir.set_constant(cell, iteration, value);
        }
    }
    results.is_some()
}

fn constant_vector(source: Source, length: u32, iteration: u32, mir: &Mir) -> Option<Vec<f64>> {
    let Source::Cell(cell) = source else {
        return (length == 0).then(Vec::new);
    };
    (0..length)
        .map(|further| {
            mir.constant(
                Cell {
                    base: cell.base + further,
                    ..cell
                },
                iteration,
            )
        })
        .collect()
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
    let [a, b, c, _] = operation.arguments;
    match operation.op {
        Op::Copy => return Some(a),
        // Both branches are pure, so that the condition need not be looked at.
        Op::Select if b == c => return Some(b),
        Op::Select => {
            if let Some(condition) = a.constant() {
                return Some(if condition != 0.0 { b } else { c });
            }
        }
        // Exact for every number, zero's sign and infinities included.
        Op::Multiply if a.constant() == Some(1.0) => return Some(b),
        Op::Multiply | Op::Divide if b.constant() == Some(1.0) => return Some(a),
        _ => {}
    }
    compute(operation, phase, mir, |source| match source {
        Source::None => Some(0.0),
        _ => source.constant(),
    })
    .map(Source::number)
}

/// The value of an operation, when `value` knows its arguments.
fn compute(operation: Operation, phase: Phase, mir: &Mir, value: impl Fn(Source) -> Option<f64>) -> Option<f64> {
    if let Op::Lookup(mode) = operation.op {
        let Source::Table {
            base,
            index: IndexMap::Fixed,
        } = operation.arguments[1]
        else {
            return None;
        };
        return Some(mir.tables[base as usize].at(value(operation.arguments[0])?, mode));
    }
    // Only start code may be folded over the clock: there it is the time at the start.
    let now = match operation.op {
        Op::Call(function) if function.reads_clock() => clock_at_start(phase, mir)?,
        _ => Now { time: 0.0, step: 0.0 },
    };
    let mut arguments = [0.0; 4];
    for (number, source) in arguments.iter_mut().zip(operation.arguments) {
        *number = value(source)?;
    }
    Some(apply(operation.op, arguments, now))
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
            let mut operation = *operation;
            if let Source::Table { base, index } = operation.arguments[1] {
                let base = base + mir.offset_tables.offset(index, iteration);
                operation.arguments[1] = Source::Table {
                    base,
                    index: IndexMap::Fixed,
                };
            }
            locals[at] = compute(operation, nest.phase, mir, |source| {
                constant_source(source, iteration, &locals, mir)
            })?;
        }
        values.push(constant_source(nest.value, iteration, &locals, mir)?);
    }
    Some(values)
}

fn constant_source(source: Source, iteration: u32, locals: &[f64], mir: &Mir) -> Option<f64> {
    match source {
        Source::None => Some(0.0),
        Source::Number(bits) => Some(f64::from_bits(bits)),
        Source::Local(local) => Some(locals[local as usize]),
        Source::Cell(cell) => mir.constant(cell, iteration),
        Source::Time | Source::Table { .. } => None,
    }
}
