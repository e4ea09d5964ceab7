//! Computes what is known when the program is built, with the operations that a run uses: folding never changes a bit.

use crate::draft::{Cell, Draft, HomeKind, Operation, Phase, Piece, Source};
use crate::operations::apply;
use crate::{IndexMap, Op};
use language::Now;

/// Replaces operations on known numbers by their values, and drops the code of homes of which everything is known.
pub(crate) fn fold(draft: &mut Draft) {
    let mut pieces = std::mem::take(&mut draft.pieces);
    let mut computed = vec![false; draft.homes.len()];
    let mut became = Vec::new();
    for piece in &mut pieces {
        if let Some(number) = piece.vector() {
            computed[piece.target.home.0 as usize] |= !fold_vector(piece, number, draft);
            continue;
        }
        simplify(piece, draft, &mut became);
        let can_stay = draft.homes[piece.target.home.0 as usize].kind == HomeKind::Computed;
        let values = if can_stay { evaluate(piece, draft) } else { None };
        computed[piece.target.home.0 as usize] |= values.is_none();
        learn(piece, values, draft);
    }
    pieces.retain(|piece| computed[piece.target.home.0 as usize]);
    draft.pieces = pieces;
}

/// Notes the values that a piece gives to its target, or that they are not known.
fn learn(piece: &Piece, values: Option<Vec<f64>>, draft: &mut Draft) {
    if values.is_none() && draft.homes[piece.target.home.0 as usize].known.is_empty() {
        return;
    }
    for iteration in 0..piece.iterations {
        let value = values.as_ref().map(|values| values[iteration as usize]);
        let value = match (value, piece.how) {
            (Some(value), Op::Copy) => Some(value),
            (Some(value), how) => draft
                .known(piece.target, iteration)
                .map(|held| apply(how, [value, held, 0.0, 0.0], Now { time: 0.0, step: 0.0 })),
            (None, _) => None,
        };
        draft.learn(piece.target, iteration, value);
    }
}

/// Computes a function of whole vectors at every iteration, if all that it reads is known; whether it is.
fn fold_vector(piece: &Piece, number: u16, draft: &mut Draft) -> bool {
    let call = draft.vectors[number as usize];
    let results: Option<Vec<Vec<f64>>> = (0..piece.iterations)
        .map(|iteration| {
            let arguments =
                [0, 1, 2, 3].map(|at| known_vector(piece.code[0].arguments[at], call.lengths[at], iteration, draft));
            let [Some(a), Some(b), Some(c), Some(d)] = &arguments else {
                return None;
            };
            let mut out = vec![0.0; call.result() as usize];
            crate::compute_vector(&call, [a, b, c, d], &mut out);
            Some(out)
        })
        .collect();
    for iteration in 0..piece.iterations {
        for further in 0..call.result() {
            let value = results.as_ref().map(|r| r[iteration as usize][further as usize]);
            draft.learn_at(piece.target, (iteration, further), value);
        }
    }
    results.is_some()
}

fn known_vector(source: Source, length: u32, iteration: u32, draft: &Draft) -> Option<Vec<f64>> {
    let Source::Cell(cell) = source else {
        return (length == 0).then(Vec::new);
    };
    (0..length)
        .map(|further| {
            draft.known(
                Cell {
                    base: cell.base + further,
                    ..cell
                },
                iteration,
            )
        })
        .collect()
}

/// Folds the operations of a piece that do not depend on the iteration; `became` is room for what each of them is then.
fn simplify(piece: &mut Piece, draft: &Draft, became: &mut Vec<Source>) {
    became.clear();
    let mut kept = 0;
    for at in 0..piece.code.len() {
        let mut operation = piece.code[at];
        for argument in &mut operation.arguments {
            *argument = resolve(*argument, became, draft);
        }
        let source = fold_operation(operation, piece.phase, draft).unwrap_or_else(|| {
            piece.code[kept] = operation;
            kept += 1;
            Source::Local(kept as u32 - 1)
        });
        became.push(source);
    }
    piece.value = resolve(piece.value, became, draft);
    piece.code.truncate(kept);
}

/// What a source is after folding.
fn resolve(source: Source, became: &[Source], draft: &Draft) -> Source {
    match source {
        Source::Local(local) => became[local as usize],
        Source::Cell(cell) if cell.index == IndexMap::Fixed => draft.known(cell, 0).map_or(source, Source::number),
        _ => source,
    }
}

/// What the result of an operation is, when it needs no operation any more.
fn fold_operation(operation: Operation, phase: Phase, draft: &Draft) -> Option<Source> {
    let [a, b, c, _] = operation.arguments;
    match operation.op {
        Op::Copy => return Some(a),
        Op::Select if b == c => return Some(b),
        Op::Select => {
            if let Some(condition) = a.known() {
                return Some(if condition != 0.0 { b } else { c });
            }
        }
        // Exact for every number, zero's sign and infinities included.
        Op::Multiply if a.known() == Some(1.0) => return Some(b),
        Op::Multiply | Op::Divide if b.known() == Some(1.0) => return Some(a),
        _ => {}
    }
    compute(operation, phase, draft, |source| match source {
        Source::None => Some(0.0),
        _ => source.known(),
    })
    .map(Source::number)
}

/// The value of an operation, when `value` knows its arguments.
fn compute(operation: Operation, phase: Phase, draft: &Draft, value: impl Fn(Source) -> Option<f64>) -> Option<f64> {
    if let Op::Lookup(mode) = operation.op {
        let Source::Table {
            base,
            index: IndexMap::Fixed,
        } = operation.arguments[1]
        else {
            return None;
        };
        return Some(draft.tables[base as usize].at(value(operation.arguments[0])?, mode));
    }
    let now = match operation.op {
        Op::Call(function) if function.reads_clock() => clock_at_start(phase, draft)?,
        _ => Now { time: 0.0, step: 0.0 },
    };
    let mut arguments = [0.0; 4];
    for (number, source) in arguments.iter_mut().zip(operation.arguments) {
        *number = value(source)?;
    }
    Some(apply(operation.op, arguments, now))
}

fn clock_at_start(phase: Phase, draft: &Draft) -> Option<Now> {
    let control = draft.control.filter(|_| phase == Phase::Initial)?;
    Some(Now {
        time: draft.known(Cell::scalar(control.start), 0)?,
        step: draft.known(Cell::scalar(control.step), 0)?,
    })
}

/// The value of a piece at each iteration, when all that it reads is known.
fn evaluate(piece: &Piece, draft: &Draft) -> Option<Vec<f64>> {
    if piece.iterations == 1 && !piece.code.is_empty() {
        return None; // without an iteration to depend on, `simplify` has computed whatever can be
    }
    let mut locals = vec![0.0; piece.code.len()];
    let mut values = Vec::new();
    for iteration in 0..piece.iterations {
        for (at, operation) in piece.code.iter().enumerate() {
            let mut operation = *operation;
            if let Source::Table { base, index } = operation.arguments[1] {
                let base = base + draft.offset_tables.offset(index, iteration);
                operation.arguments[1] = Source::Table {
                    base,
                    index: IndexMap::Fixed,
                };
            }
            locals[at] = compute(operation, piece.phase, draft, |source| {
                known(source, iteration, &locals, draft)
            })?;
        }
        values.push(known(piece.value, iteration, &locals, draft)?);
    }
    Some(values)
}

fn known(source: Source, iteration: u32, locals: &[f64], draft: &Draft) -> Option<f64> {
    match source {
        Source::None => Some(0.0),
        Source::Number(bits) => Some(f64::from_bits(bits)),
        Source::Local(local) => Some(locals[local as usize]),
        Source::Cell(cell) => draft.known(cell, iteration),
        Source::Time | Source::Table { .. } => None,
    }
}
