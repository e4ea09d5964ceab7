//! Expressions to operations.
//!
//! What does not depend on all index variables of the loop around it is computed in a smaller loop before it; a reduction is
//! such a loop too, with a buffer for its result.

use super::Lowering;
use super::iteration_space::{Dependence, IterationMap, IterationSpace, bit, dependence_of};
use crate::error::{OFFSET_LIMIT, within_limit};
use crate::mir::{BufferKind, Cell, LoopNest, Operation, Source};
use crate::{BuildError, IndexMap, Op};
use check::{BinaryOp, Expr, ExprKind, Function, Index, Reduction, UnaryOp, VariableId};
use std::sync::Arc;

/// What is reduced, over which index variables, and how.
pub(super) type Reduced<'e> = (Reduction, &'e [(u8, u32)], &'e Expr);

/// The code of one loop while it is written.
pub(super) struct Scope {
    pub space: IterationSpace,
    pub code: Vec<Operation>,
}

impl Scope {
    pub fn new(space: IterationSpace) -> Scope {
        const USUAL: usize = 8;
        Scope {
            space,
            code: Vec::with_capacity(USUAL),
        }
    }

    fn push(&mut self, op: Op, arguments: &[Source]) -> Source {
        let mut all = [Source::None; 4];
        all[..arguments.len()].copy_from_slice(arguments);
        self.code.push(Operation { op, arguments: all });
        Source::Local(self.code.len() as u32 - 1)
    }
}

impl Lowering<'_> {
    /// Notes for `expr` and all in it which index variables they depend on.
    pub(super) fn note_dependence(&mut self, expr: &Expr) -> Result<Dependence, BuildError> {
        let mut needs = 0;
        match &expr.kind {
            ExprKind::Number(_) | ExprKind::Time | ExprKind::TimeStep => {}
            ExprKind::Position(index) => needs = dependence_of(index)?,
            ExprKind::Variable(_, cell) => needs = dependence_of_all(cell)?,
            ExprKind::Unary(_, a) => needs = self.note_dependence(a)?,
            ExprKind::Binary(_, a, b) => needs = self.note_dependence(a)? | self.note_dependence(b)?,
            ExprKind::If(a, b, c) => {
                needs = self.note_dependence(a)? | self.note_dependence(b)? | self.note_dependence(c)?
            }
            ExprKind::Call(_, arguments) => {
                for argument in arguments {
                    needs |= self.note_dependence(argument)?;
                }
            }
            ExprKind::Lookup { cell, x, .. } => needs = dependence_of_all(cell)? | self.note_dependence(x)?,
            ExprKind::Reduce { over, body, .. } => {
                needs = self.note_dependence(body)?;
                for (variable, _) in over {
                    needs &= !bit(*variable)?;
                }
            }
            ExprKind::Uniform { element, noise, .. } => {
                needs = self.note_dependence(element)?;
                if let Some(noise) = noise {
                    needs |= self.note_dependence(noise)?;
                }
            }
            ExprKind::Vector { arguments, element, .. } => {
                needs = dependence_of_all(element)? | self.note_vector_dependence(arguments)?;
            }
        }
        self.needs.insert(std::ptr::from_ref(expr), needs);
        Ok(needs)
    }

    pub(super) fn needs(&self, expr: &Expr) -> Dependence {
        self.needs.get(&std::ptr::from_ref(expr)).copied().unwrap_or(0)
    }

    /// The value of an expression, in the loop that is being written.
    pub(super) fn value(&mut self, expr: &Expr, scope: &mut Scope) -> Result<Source, BuildError> {
        if let ExprKind::Reduce { op, over, body } = &expr.kind {
            return self.reduction((*op, over, body), self.needs(expr), scope);
        }
        if let ExprKind::Vector {
            function,
            arguments,
            element,
        } = &expr.kind
        {
            return self.vector((*function, arguments, element), scope);
        }
        // A leaf is an operand: to compute it elsewhere would add a copy and a load.
        let can_shrink = scope.space.iterations > 1 && !is_leaf(expr);
        let smaller = can_shrink.then(|| scope.space.project(self.needs(expr))).flatten();
        match smaller {
            None => self.operation(expr, scope),
            Some((space, which)) => {
                let mut smaller = Scope::new(space);
                let value = self.operation(expr, &mut smaller)?;
                let cell = self.apart(smaller, value);
                self.read_back(cell, which)
            }
        }
    }

    fn operation(&mut self, expr: &Expr, scope: &mut Scope) -> Result<Source, BuildError> {
        match &expr.kind {
            ExprKind::Number(value) => Ok(Source::number(*value)),
            ExprKind::Time => Ok(self.time()),
            ExprKind::TimeStep => Ok(self.time_step()),
            ExprKind::Position(index) => self.positions(index, &scope.space),
            ExprKind::Variable(id, cell) => self.read(*id, cell, &scope.space),
            ExprKind::Unary(op, a) => self.apply(unary(*op), [&**a], scope),
            ExprKind::Binary(op, a, b) => self.apply(binary(*op), [&**a, &**b], scope),
            ExprKind::If(a, b, c) => self.apply(Op::Select, [&**a, &**b, &**c], scope),
            ExprKind::Call(function, arguments) => self.apply(call(*function), arguments, scope),
            ExprKind::Lookup { table, cell, mode, x } => {
                let x = self.value(x, scope)?;
                let table = self.table(*table, cell, &scope.space)?;
                Ok(scope.push(Op::Lookup(*mode), &[x, table]))
            }
            ExprKind::Uniform { stream, element, noise } => {
                let element = self.value(element, scope)?;
                let [run, step, mut seed] = self.noise();
                if let Some(noise) = noise {
                    let noise = self.value(noise, scope)?;
                    seed = own_seed(noise, [run, seed], scope);
                }
                Ok(scope.push(Op::Random(*stream), &[element, run, step, seed]))
            }
            ExprKind::Reduce { .. } | ExprKind::Vector { .. } => self.value(expr, scope),
        }
    }

    fn apply<'e>(
        &mut self,
        op: Op,
        arguments: impl IntoIterator<Item = &'e Expr>,
        scope: &mut Scope,
    ) -> Result<Source, BuildError> {
        let mut values = [Source::None; 4];
        for (value, argument) in values.iter_mut().zip(arguments) {
            *value = self.value(argument, scope)?;
        }
        Ok(scope.push(op, &values))
    }

    /// Ends a loop whose value goes to a buffer of its own.
    fn apart(&mut self, scope: Scope, value: Source) -> Cell {
        let buffer = self
            .mir
            .new_buffer(self.name.clone(), scope.space.iterations, BufferKind::Computed);
        let target = Cell::of(buffer, scope.space.iterations);
        self.push(scope, value, target, Op::Copy);
        target
    }

    pub(super) fn push(&mut self, mut scope: Scope, value: Source, target: Cell, store: Op) {
        scope.code.shrink_to_fit(); // all nests are alive at once
        self.mir.nests.push(LoopNest {
            phase: self.phase,
            iterations: scope.space.iterations,
            code: scope.code,
            value,
            target,
            store,
        });
    }

    /// The cell of `cell`'s buffer that belongs to each iteration.
    pub(super) fn read_back(&mut self, cell: Cell, which: IterationMap) -> Result<Source, BuildError> {
        let buffer = cell.buffer;
        let (base, index) = match which {
            IterationMap::First => (0, IndexMap::Fixed),
            IterationMap::Same => return Ok(Source::Cell(Cell::of(buffer, self.mir.buffers[buffer.at()].cells))),
            IterationMap::Listed(iterations) => self.classify(iterations)?,
        };
        Ok(Source::Cell(Cell { buffer, base, index }))
    }

    fn reduction(
        &mut self,
        (op, over, body): Reduced<'_>,
        needs: Dependence,
        scope: &mut Scope,
    ) -> Result<Source, BuildError> {
        let (outer, which) = match scope.space.project(needs) {
            Some(smaller) => smaller,
            None => (scope.space.clone(), IterationMap::Same),
        };
        let buffer = self
            .mir
            .new_buffer(self.name.clone(), outer.iterations, BufferKind::Computed);
        let result = Cell::of(buffer, outer.iterations);
        self.accumulate((op, over, body), outer, result)?;
        self.read_back(result, which)
    }

    /// Reduces into a cell for each iteration of `outer`.
    pub(super) fn accumulate(
        &mut self,
        (op, over, body): Reduced<'_>,
        outer: IterationSpace,
        target: Cell,
    ) -> Result<(), BuildError> {
        // The neutral value is stored first, so that a reduction over nothing has a value: 0, 1 or an infinity.
        let (neutral, store) = reduce(op);
        let (inner, which) = outer.repeat(over)?;
        self.push(Scope::new(outer), Source::number(neutral), target, Op::Copy);
        let mut inner = Scope::new(inner);
        let value = self.value(body, &mut inner)?;
        let offset = |iteration: u32| self.mir.offset_tables.offset(target.index, iteration);
        let (base, index) = match which {
            IterationMap::First => (offset(0), IndexMap::Fixed),
            IterationMap::Same => (0, target.index),
            IterationMap::Listed(iterations) => {
                let offsets = iterations.into_iter().map(offset).collect();
                self.classify(offsets)?
            }
        };
        let base = base + target.base;
        self.push(inner, value, Cell { base, index, ..target }, store);
        Ok(())
    }

    pub(super) fn finish(&mut self, scope: Scope, value: Source, target: Cell) {
        self.push(scope, value, target, Op::Copy);
    }

    fn positions(&mut self, index: &Index, space: &IterationSpace) -> Result<Source, BuildError> {
        let positions: Vec<u32> = (0..space.iterations)
            .map(|iteration| space.position(index, iteration))
            .collect();
        let first = positions.first().copied().unwrap_or(0);
        if positions.iter().all(|&position| position == first) {
            return Ok(Source::number(f64::from(first) + 1.0));
        }
        let highest = positions.iter().copied().max().unwrap_or(0);
        let buffer = self.iota(highest + 1);
        let (base, index) = self.classify(positions)?;
        Ok(Source::Cell(Cell { buffer, base, index }))
    }

    pub(super) fn read(
        &mut self,
        id: VariableId,
        cell: &[Index],
        space: &IterationSpace,
    ) -> Result<Source, BuildError> {
        let buffer = self.buffers.read(id, self.phase);
        let (base, index) = self.locate(id, cell, space)?;
        Ok(Source::Cell(Cell { buffer, base, index }))
    }

    fn table(&mut self, id: VariableId, cell: &[Index], space: &IterationSpace) -> Result<Source, BuildError> {
        let first = self.tables(id);
        let (base, index) = self.locate(id, cell, space)?;
        let base = base + first;
        Ok(Source::Table { base, index })
    }

    /// Which cell of a variable is meant at each iteration.
    pub(super) fn locate(
        &mut self,
        id: VariableId,
        cell: &[Index],
        space: &IterationSpace,
    ) -> Result<(u32, IndexMap), BuildError> {
        if let Some(found) = self.regular_index_map(id, cell, space) {
            return Ok(found);
        }
        let offsets = self.offsets(id, cell, space);
        self.classify(offsets)
    }

    /// The same, where no iteration needs to be looked at: one cell for all, or one after the other.
    fn regular_index_map(&mut self, id: VariableId, cell: &[Index], space: &IterationSpace) -> Option<(u32, IndexMap)> {
        let mut stride = self.model.cells(id) as u32;
        let (mut base, mut steps) = (0, 1);
        for (index, dimension) in cell.iter().zip(&self.model.variable(id).shape) {
            stride /= (self.model.dimensions[dimension.0 as usize].elements.len() as u32).max(1);
            match index {
                Index::Fixed(position) => base += stride * position,
                Index::Along { variable, positions } => {
                    let (of_space, extent) = space.regular(*variable)?;
                    base += stride * self.first_if_consecutive(positions)?;
                    let is_in_step = of_space == stride && positions.len() == extent as usize;
                    // A dimension of one element does not move, whatever its stride is.
                    steps *= if extent > 1 { is_in_step.then_some(extent)? } else { 1 };
                }
            }
        }
        match steps {
            1 => Some((base, IndexMap::Fixed)),
            _ if steps == space.iterations => Some((base, IndexMap::Consecutive)),
            _ => None,
        }
    }

    /// The first of some positions, if each is the one behind that before it.
    fn first_if_consecutive(&mut self, positions: &Arc<[u32]>) -> Option<u32> {
        let is_run = || positions.windows(2).all(|pair| pair[1] == pair[0].wrapping_add(1));
        let known = self.runs.entry(Arc::as_ptr(positions).cast()).or_insert_with(is_run);
        if *known { positions.first().copied() } else { None }
    }

    /// The number of the cell that is meant at each iteration.
    pub(super) fn offsets(&self, id: VariableId, cell: &[Index], space: &IterationSpace) -> Vec<u32> {
        let mut stride = self.model.cells(id) as u32;
        let mut offsets = vec![0; space.iterations as usize];
        for (index, dimension) in cell.iter().zip(&self.model.variable(id).shape) {
            let size = self.model.dimensions[dimension.0 as usize].elements.len() as u32;
            stride /= size.max(1);
            for (iteration, offset) in offsets.iter_mut().enumerate() {
                *offset += stride * space.position(index, iteration as u32);
            }
        }
        offsets
    }

    pub(super) fn classify(&mut self, offsets: Vec<u32>) -> Result<(u32, IndexMap), BuildError> {
        let found = self.mir.offset_tables.classify(offsets);
        within_limit(
            self.mir.offset_tables.entries as u64,
            OFFSET_LIMIT,
            "offsets of subscripts",
        )?;
        Ok(found)
    }
}

fn dependence_of_all(cell: &[Index]) -> Result<Dependence, BuildError> {
    cell.iter()
        .try_fold(0, |needs, index| Ok(needs | dependence_of(index)?))
}

/// The seed of a noise in a run under its seed, which noise 0 keeps: 53 bits of what no call draws, whose stream has a name.
fn own_seed(noise: Source, [run, seed]: [Source; 2], scope: &mut Scope) -> Source {
    const NAMELESS: u32 = 0x811c_9dc5;
    const WORD: f64 = 4_294_967_296.0;
    let n = Source::number;
    // A noise number has up to 53 bits and a sign, while random numbers take words of 32: it enters in two.
    let size = scope.push(call(Function::Abs), &[noise]);
    let words = scope.push(Op::Divide, &[size, n(WORD)]);
    let high = scope.push(call(Function::Floor), &[words]);
    let carried = scope.push(Op::Multiply, &[high, n(WORD)]);
    let low = scope.push(Op::Subtract, &[size, carried]);
    let is_negative = scope.push(Op::Less, &[noise, n(0.0)]);
    let twice = scope.push(Op::Add, &[high, high]);
    let further = scope.push(Op::Add, &[twice, is_negative]);
    let share = scope.push(Op::Random(NAMELESS), &[low, run, further, seed]);
    let bits = scope.push(Op::Multiply, &[share, n(9_007_199_254_740_992.0)]);
    let own = scope.push(call(Function::Floor), &[bits]);
    let is_run = scope.push(Op::Equal, &[noise, n(0.0)]);
    scope.push(Op::Select, &[is_run, seed, own])
}

/// Leaves cost nothing where they are used.
fn is_leaf(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Number(_) | ExprKind::Time | ExprKind::TimeStep | ExprKind::Position(_) | ExprKind::Variable(..)
    )
}

fn unary(op: UnaryOp) -> Op {
    match op {
        UnaryOp::Negate => Op::Negate,
        UnaryOp::Not => Op::Not,
    }
}

fn binary(op: BinaryOp) -> Op {
    match op {
        BinaryOp::Add => Op::Add,
        BinaryOp::Subtract => Op::Subtract,
        BinaryOp::Multiply => Op::Multiply,
        BinaryOp::Divide => Op::Divide,
        BinaryOp::Power => Op::Power,
        BinaryOp::Equal => Op::Equal,
        BinaryOp::NotEqual => Op::NotEqual,
        BinaryOp::Less => Op::Less,
        BinaryOp::LessEqual => Op::LessEqual,
        BinaryOp::Greater => Op::Greater,
        BinaryOp::GreaterEqual => Op::GreaterEqual,
        BinaryOp::And => Op::And,
        BinaryOp::Or => Op::Or,
    }
}

fn call(function: Function) -> Op {
    Op::Call(function)
}

/// The value to start from, and the operation.
fn reduce(op: Reduction) -> (f64, Op) {
    match op {
        Reduction::Sum => (0.0, Op::SumInto),
        Reduction::Product => (1.0, Op::ProductInto),
        Reduction::Min => (f64::INFINITY, Op::MinInto),
        Reduction::Max => (f64::NEG_INFINITY, Op::MaxInto),
    }
}
