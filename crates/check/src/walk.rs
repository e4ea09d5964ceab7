//! Walks over expressions, and over the iterations of an equation's loop.

use crate::model::{Expr, ExprKind, Index, VariableId};
use source::Span;

impl Expr {
    /// Shows the expressions directly inside this one, in the order written.
    pub fn for_each_child<'e>(&'e self, mut show: impl FnMut(&'e Expr)) {
        match &self.kind {
            ExprKind::Number(_)
            | ExprKind::Time
            | ExprKind::TimeStep
            | ExprKind::Position(_)
            | ExprKind::Variable(..) => {}
            ExprKind::Unary(_, a) | ExprKind::Lookup { x: a, .. } | ExprKind::Reduce { body: a, .. } => show(a),
            ExprKind::Binary(_, a, b) => [a, b].into_iter().for_each(|e| show(e)),
            ExprKind::If(a, b, c) => [a, b, c].into_iter().for_each(|e| show(e)),
            ExprKind::Call(_, arguments) => arguments.iter().for_each(show),
            ExprKind::Uniform { element, noise, .. } => {
                show(element);
                noise.iter().for_each(|e| show(e));
            }
            ExprKind::Vector { arguments, .. } => arguments.iter().for_each(|a| show(&a.body)),
        }
    }

    /// Shows every expression within this one, itself first.
    pub fn for_each<'e>(&'e self, show: &mut dyn FnMut(&'e Expr)) {
        show(self);
        self.for_each_child(|child| child.for_each(show));
    }

    /// Shows every expression within this one to be changed, the innermost first.
    pub(crate) fn for_each_mut(&mut self, change: &mut dyn FnMut(&mut Expr)) {
        let mut child = |e: &mut Expr| e.for_each_mut(change);
        match &mut self.kind {
            ExprKind::Number(_)
            | ExprKind::Time
            | ExprKind::TimeStep
            | ExprKind::Position(_)
            | ExprKind::Variable(..) => {}
            ExprKind::Unary(_, a) | ExprKind::Lookup { x: a, .. } | ExprKind::Reduce { body: a, .. } => child(a),
            ExprKind::Binary(_, a, b) => [a, b].into_iter().for_each(|e| child(e)),
            ExprKind::If(a, b, c) => [a, b, c].into_iter().for_each(|e| child(e)),
            ExprKind::Call(_, arguments) => arguments.iter_mut().for_each(child),
            ExprKind::Uniform { element, noise, .. } => {
                child(element);
                noise.iter_mut().for_each(|e| child(e));
            }
            ExprKind::Vector { arguments, .. } => arguments.iter_mut().for_each(|a| child(&mut a.body)),
        }
        change(self);
    }

    /// Shows every use of a variable or lookup.
    pub(crate) fn for_each_use(&self, show: &mut dyn FnMut(Use)) {
        self.uses_within(&mut Vec::new(), show);
    }

    fn uses_within(&self, over: &mut Vec<(u8, u32)>, show: &mut dyn FnMut(Use)) {
        let span = self.span;
        let outer = over.len();
        match &self.kind {
            ExprKind::Variable(variable, index) => show(Use {
                variable: *variable,
                index,
                span,
                over,
            }),
            ExprKind::Lookup { table, cell, .. } => show(Use {
                variable: *table,
                index: cell,
                span,
                over,
            }),
            ExprKind::Reduce { over: more, .. } => over.extend(more),
            _ => {}
        }
        self.for_each_child_over(over, &mut |child, over| child.uses_within(over, show));
        over.truncate(outer);
    }

    /// Shows the expressions directly inside this one, each with the index variables around it: those of a vector surround
    /// it alone.
    pub(crate) fn for_each_child_over<'e>(&'e self, over: &mut Vec<(u8, u32)>, show: &mut ShowOver<'_, 'e>) {
        let ExprKind::Vector { arguments, .. } = &self.kind else {
            return self.for_each_child(|child| show(child, over));
        };
        let outer = over.len();
        for argument in arguments {
            over.extend(&argument.over);
            show(&argument.body, over);
            over.truncate(outer);
        }
    }
}

/// Looks at an expression within some index variables and their extents.
type ShowOver<'s, 'e> = dyn FnMut(&'e Expr, &mut Vec<(u8, u32)>) + 's;

/// Cells of a variable that an expression uses.
pub(crate) struct Use<'e> {
    /// Whose.
    pub variable: VariableId,
    /// Which, for each iteration.
    pub index: &'e [Index],
    /// Where that is written.
    pub span: Span,
    /// The index variables of the reductions around it, with their extents.
    pub over: &'e [(u8, u32)],
}

impl Index {
    /// The position for the given values of the index variables.
    pub fn at(&self, values: &[u32]) -> u32 {
        match self {
            Index::Fixed(position) => *position,
            Index::Along { variable, positions } => positions[values[*variable as usize] as usize],
        }
    }
}

/// The number of iterations of a loop; `None` beyond what a `usize` holds.
pub(crate) fn iterations(extents: &[u32]) -> Option<usize> {
    extents.iter().try_fold(1usize, |n, e| n.checked_mul(*e as usize))
}

/// The values of the index variables, from iteration to iteration, the last fastest. Starts at iteration 0.
pub(crate) struct Odometer<'a> {
    extents: &'a [u32],
    values: Vec<u32>,
}

impl<'a> Odometer<'a> {
    /// At iteration 0.
    pub fn new(extents: &'a [u32]) -> Self {
        let values = vec![0; extents.len()];
        Odometer { extents, values }
    }

    /// At a given iteration.
    pub fn at(extents: &'a [u32], iteration: u32) -> Self {
        let mut odometer = Self::new(extents);
        let mut rest = iteration;
        for (value, extent) in odometer.values.iter_mut().zip(extents).rev() {
            *value = rest % extent;
            rest /= extent;
        }
        odometer
    }

    /// The values at this iteration.
    pub fn values(&self) -> &[u32] {
        &self.values
    }

    /// Goes to the next iteration; `false`, and back at iteration 0, behind the last.
    pub fn advance(&mut self) -> bool {
        for (value, extent) in self.values.iter_mut().zip(self.extents).rev() {
            *value += 1;
            if *value < *extent {
                return true;
            }
            *value = 0;
        }
        false
    }
}

/// The cell, row-major, of an array with these sizes.
pub(crate) fn cell(sizes: &[usize], index: &[Index], values: &[u32]) -> usize {
    let positions = index.iter().map(|i| i.at(values) as usize);
    sizes.iter().zip(positions).fold(0, |cell, (size, position)| cell * size + position)
}
