//! The rules of the MIR, which every pass must keep.

use super::{BufferKind, Cell, FusedLoop, LoopNest, Mir, Operation, Phase, Section, Source, Statement};
use crate::operations::arity;
use crate::{IndexMap, Op};

/// Checks the rules; the error names the first loop that breaks one.
///
/// Every cell exists in every iteration; a local value is computed before it is used; operations have their arguments;
/// only start code fills states, and nothing fills constants, parameters and the clock's cells.
pub(crate) fn verify(mir: &Mir) -> Result<(), String> {
    for (number, nest) in mir.nests.iter().enumerate() {
        verify_nest(mir, nest).map_err(|rule| format!("loop nest {number}: {rule}"))?;
    }
    for (number, fused) in mir.loops.iter().enumerate() {
        verify_loop(mir, fused).map_err(|rule| format!("loop {number}: {rule}"))?;
    }
    verify_lattices(mir)?;
    let outputs = mir.outputs.iter().all(|o| o.cell < mir.buffers[o.buffer.at()].cells);
    ensure(outputs, || "an output has no cell".into())
}

fn verify_lattices(mir: &Mir) -> Result<(), String> {
    let mut buffers = mir.buffers.iter();
    let wrong = buffers.position(|b| !b.constants.is_empty() && b.constants.len() != b.cells as usize);
    match wrong {
        Some(number) => Err(format!("b{number} does not have one lattice value per cell")),
        None => Ok(()),
    }
}

/// What surrounds a line of code.
struct Verifier<'m> {
    mir: &'m Mir,
    iterations: u32,
    phase: Phase,
    /// Which locals have been computed.
    computed: Vec<bool>,
}

fn verify_nest(mir: &Mir, nest: &LoopNest) -> Result<(), String> {
    let mut verifier = Verifier::new(mir, nest.iterations, nest.phase);
    for operation in &nest.code {
        verifier.operation(operation)?;
        verifier.computed.push(true);
    }
    verifier.store(
        nest.store,
        nest.target,
        nest.value,
        nest.vector().map_or(1, |v| mir.vectors[v as usize].result()),
    )
}

fn verify_loop(mir: &Mir, fused: &FusedLoop) -> Result<(), String> {
    let phase = match fused.section {
        Section::Start => Phase::Initial,
        _ => Phase::Step,
    };
    let mut verifier = Verifier::new(mir, fused.iterations, phase);
    for statement in &fused.code {
        match statement {
            Statement::Value(operation) => verifier.operation(operation)?,
            Statement::Store { store, target, value } => verifier.store(*store, *target, *value, 1)?,
        }
        verifier.computed.push(matches!(statement, Statement::Value(_)));
    }
    Ok(())
}

impl<'m> Verifier<'m> {
    fn new(mir: &'m Mir, iterations: u32, phase: Phase) -> Self {
        Verifier {
            mir,
            iterations,
            phase,
            computed: Vec::new(),
        }
    }

    fn operation(&self, operation: &Operation) -> Result<(), String> {
        if let Op::Vector(number) = operation.op {
            return self.vector(number, operation);
        }
        let (used, unused) = operation.arguments.split_at(arity(operation.op));
        ensure(unused.iter().all(|source| *source == Source::None), || {
            "too many arguments".into()
        })?;
        used.iter().try_for_each(|source| self.source(*source))
    }

    fn vector(&self, number: u16, operation: &Operation) -> Result<(), String> {
        let call = self.mir.vectors.get(number as usize);
        let call = call.ok_or("a vector function does not exist")?;
        let mut arguments = operation.arguments.iter().zip(call.lengths);
        arguments.try_for_each(|(source, length)| match source {
            Source::Cell(cell) => self.cell(*cell, length),
            _ => ensure(length == 0, || "a vector is not in a buffer".into()),
        })
    }

    fn source(&self, source: Source) -> Result<(), String> {
        match source {
            Source::None => Err("an argument is missing".into()),
            Source::Number(_) | Source::Time => Ok(()),
            Source::Local(local) => {
                let is_computed = self.computed.get(local as usize) == Some(&true);
                ensure(is_computed, || format!("v{local} is used before it is computed"))
            }
            Source::Cell(cell) => self.cell(cell, 1),
            Source::Table { base, index } => {
                let last = u64::from(base) + u64::from(self.farthest(index)?);
                ensure(last < self.mir.tables.len() as u64, || {
                    format!("lookup {last} does not exist")
                })
            }
        }
    }

    fn store(&self, store: Op, target: Cell, value: Source, length: u32) -> Result<(), String> {
        let stores = matches!(
            store,
            Op::Copy | Op::SumInto | Op::ProductInto | Op::MinInto | Op::MaxInto
        );
        ensure(stores, || format!("{store} is no way to store"))?;
        self.source(value)?;
        self.cell(target, length)?;
        let kind = self.mir.buffers[target.buffer.at()].kind;
        ensure(self.may_fill(kind), || {
            format!("code must not fill b{}", target.buffer.0)
        })
    }

    fn may_fill(&self, kind: BufferKind) -> bool {
        match kind {
            BufferKind::Computed | BufferKind::IntegratorInput => true,
            // At every step the integrator moves states, after all code that reads them.
            BufferKind::State => self.phase == Phase::Initial,
            BufferKind::Constant | BufferKind::Parameter | BufferKind::StepClock => false,
        }
    }

    /// Whether the `length` cells from a cell on exist in every iteration.
    fn cell(&self, cell: Cell, length: u32) -> Result<(), String> {
        let buffer = self.mir.buffers.get(cell.buffer.at()).ok_or("a buffer does not exist")?;
        let end = u64::from(cell.base) + u64::from(self.farthest(cell.index)?) + u64::from(length);
        ensure(end <= u64::from(buffer.cells), || {
            format!("b{} has no cell {}", cell.buffer.0, end - 1)
        })
    }

    fn farthest(&self, index: IndexMap) -> Result<u32, String> {
        match index {
            IndexMap::Fixed => Ok(0),
            IndexMap::Consecutive => Ok(self.iterations.saturating_sub(1)),
            IndexMap::Table(number) => {
                let table = self.mir.offset_tables.get(number).ok_or("an offset table does not exist")?;
                ensure(table.len() == self.iterations as usize, || {
                    format!("offset table {number} has another number of iterations")
                })?;
                Ok(table.iter().copied().max().unwrap_or(0))
            }
        }
    }
}

fn ensure(keeps: bool, rule: impl FnOnce() -> String) -> Result<(), String> {
    if keeps { Ok(()) } else { Err(rule()) }
}
