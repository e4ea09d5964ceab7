//! Expressions to operations.
//!
//! What does not depend on all index variables of the loop around it is computed in a smaller loop before it; a reduction is
//! such a loop too, with a buffer for its result.

use super::Lowering;
use super::dependence::Dependence;
use super::iteration_space::{IterationMap, IterationSpace};
use super::noise::Draw;
use super::scope::Scope;
use super::vector::VectorElement;
use crate::mir::{BufferKind, Cell, LoopNest, Source};
use crate::{BuildError, IndexMap, Op};
use check::{BinaryOp, Expr, ExprKind, Reduction, UnaryOp};

/// A reduction: how, over which index variables with how many values each, and of what.
pub(super) struct Reduced<'e> {
    pub op: Reduction,
    pub over: &'e [(u8, u32)],
    pub body: &'e Expr,
}

impl Lowering<'_> {
    /// The value of an expression, in the loop that is being written.
    pub(super) fn value(&mut self, expr: &Expr, scope: &mut Scope) -> Result<Source, BuildError> {
        match &expr.kind {
            ExprKind::Reduce { op, over, body } => {
                let reduced = Reduced { op: *op, over, body };
                self.reduction(&reduced, self.needs(expr), scope)
            }
            ExprKind::Vector {
                function,
                arguments,
                element,
            } => {
                let element = VectorElement {
                    function: *function,
                    arguments,
                    element,
                };
                self.vector(&element, scope)
            }
            // A leaf is an operand: to compute it elsewhere would add a copy and a load.
            _ if is_leaf(expr) => self.operation(expr, scope),
            _ => self.smallest_loop(expr, scope),
        }
    }

    /// Computes an expression in a loop over the index variables that it depends on; in the present one if these are all.
    fn smallest_loop(&mut self, expr: &Expr, scope: &mut Scope) -> Result<Source, BuildError> {
        let Some((space, which)) = scope.space.project(self.needs(expr)) else {
            return self.operation(expr, scope);
        };
        let mut smaller = Scope::new(space);
        let value = self.operation(expr, &mut smaller)?;
        let cell = self.outline(smaller, value);
        self.read_back(cell, which)
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
            // Both results are computed, though one is used: none has an effect, and rows of lanes take no jump.
            ExprKind::If(a, b, c) => self.apply(Op::Select, [&**a, &**b, &**c], scope),
            ExprKind::Call(function, arguments) => self.apply(Op::Call(*function), arguments, scope),
            ExprKind::Lookup { table, cell, mode, x } => {
                let x = self.value(x, scope)?;
                // An operand by number, not a number that is computed: which table is meant is known by the subscripts.
                let table = self.table(*table, cell, &scope.space)?;
                Ok(scope.push(Op::Lookup(*mode), &[x, table]))
            }
            ExprKind::Uniform { stream, element, noise } => {
                let (stream, noise) = (*stream, noise.as_deref());
                self.draw(&Draw { stream, element, noise }, scope)
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
    pub(super) fn outline(&mut self, scope: Scope, value: Source) -> Cell {
        let target = self.new_cells(scope.space.iterations);
        self.push(scope, value, target, Op::Copy);
        target
    }

    /// A buffer for a part of the present equation, one cell per iteration.
    pub(super) fn new_cells(&mut self, iterations: u32) -> Cell {
        let name = self.name.clone();
        Cell::of(self.mir.new_buffer(name, iterations, BufferKind::Computed), iterations)
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

    fn reduction(&mut self, reduced: &Reduced<'_>, needs: Dependence, scope: &mut Scope) -> Result<Source, BuildError> {
        let (outer, which) = scope.space.smallest(needs);
        let result = self.new_cells(outer.iterations);
        self.accumulate(reduced, outer, result)?;
        self.read_back(result, which)
    }

    /// Reduces into a cell for each iteration of `outer`.
    pub(super) fn accumulate(
        &mut self,
        reduced: &Reduced<'_>,
        outer: IterationSpace,
        target: Cell,
    ) -> Result<(), BuildError> {
        // The neutral value is stored first, so that a reduction over nothing has a value: 0, 1 or an infinity.
        let (neutral, store) = reduce(reduced.op);
        let (inner, which) = outer.repeat(reduced.over)?;
        self.push(Scope::new(outer), Source::number(neutral), target, Op::Copy);
        let mut inner = Scope::new(inner);
        let value = self.value(reduced.body, &mut inner)?;
        let target = self.repeat_target(target, which)?;
        self.push(inner, value, target, store);
        Ok(())
    }

    /// A target in a loop of which each iteration belongs to one of the loop that the target is a cell of.
    fn repeat_target(&mut self, target: Cell, which: IterationMap) -> Result<Cell, BuildError> {
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
        Ok(Cell { base, index, ..target })
    }
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

/// The value to start from, and the operation.
fn reduce(op: Reduction) -> (f64, Op) {
    match op {
        Reduction::Sum => (0.0, Op::SumInto),
        Reduction::Product => (1.0, Op::ProductInto),
        // An infinity loses against every number, so that it is left only where there is none.
        Reduction::Min => (f64::INFINITY, Op::MinInto),
        Reduction::Max => (f64::NEG_INFINITY, Op::MaxInto),
    }
}
