//! Constants: numbers alone, and lists of numbers.

use super::draft::Builder;
use super::external::{Reads, is_read};
use super::target::{Definition, Targets};
use crate::walk::{self, Odometer};
use parse::{Body, Expr, ExprKind, UnaryOp};
use source::Diagnostic;

/// The value of `:NA:`, the missing value: -2^109, as Vensim has it.
pub(crate) use crate::data_equations::MISSING;

/// Whether a body is numbers alone, written here or in a file.
pub(crate) fn is_constant(body: &Body) -> bool {
    if is_read(body, Reads::Constants) {
        return true;
    }
    match body {
        Body::Formula(expr) | Body::Unchangeable(expr) => literal(expr).is_some(),
        Body::Numbers(_) => true,
        _ => false,
    }
}

/// The value of a number, with or without a sign.
pub(crate) fn literal(expr: &Expr) -> Option<f64> {
    match &expr.kind {
        ExprKind::Number(value) => Some(*value),
        ExprKind::Missing => Some(MISSING),
        ExprKind::Unary(UnaryOp::Negate, inner) => literal(inner).map(|v| -v),
        ExprKind::Unary(UnaryOp::Plus, inner) => literal(inner),
        _ => None,
    }
}

impl Builder<'_, '_> {
    /// The value of every cell of a constant; NaN where not defined.
    pub fn constants(&mut self, targets: &Targets) -> Vec<f64> {
        let sizes = self.sizes(&targets.shape);
        let sizes: Vec<usize> = sizes.iter().map(|n| *n as usize).collect();
        let mut values = vec![f64::NAN; self.cells(targets)];
        for definition in &targets.definitions {
            let Some(found) = self.values(definition) else {
                continue;
            };
            definition.for_each_iteration(|iteration, at| {
                let cell = walk::cell(&sizes, &definition.target, at);
                values[cell] = found[iteration.min(found.len() - 1)];
            });
        }
        values
    }

    /// The value of each iteration, or one for all.
    fn values(&mut self, definition: &Definition) -> Option<Vec<f64>> {
        if is_read(&definition.written.body, Reads::Constants) {
            return self.external_constants(definition);
        }
        match &definition.written.body {
            Body::Formula(expr) | Body::Unchangeable(expr) => literal(expr).map(|value| vec![value]),
            Body::Numbers(rows) => self.numbers(rows, definition),
            _ => None,
        }
    }

    /// A list of numbers, one for each iteration of the loop. The last dimension on the left runs along a row.
    pub fn numbers(&mut self, rows: &[Vec<f64>], definition: &Definition) -> Option<Vec<f64>> {
        let columns = definition.extents.last().copied().unwrap_or(1) as usize;
        let iterations = walk::iterations(&definition.extents)?;
        let count: usize = rows.iter().map(Vec::len).sum();
        let fits = rows.iter().all(|row| row.len() == columns) && count == iterations;
        if !fits {
            self.error(wrong_number_of_values(definition, rows, columns));
        }
        fits.then(|| rows.concat())
    }

    /// How many cells a variable has.
    pub fn cells(&self, targets: &Targets) -> usize {
        walk::iterations(&self.sizes(&targets.shape)).unwrap_or(0)
    }
}

impl Definition<'_> {
    /// Shows each iteration that the definition defines: its number, and the values of the index variables.
    pub fn for_each_iteration(&self, mut show: impl FnMut(usize, &[u32])) {
        let iterations = walk::iterations(&self.extents).unwrap_or(0);
        let mut odometer = Odometer::new(&self.extents);
        let mut except = self.except.iter().peekable();
        for iteration in 0..iterations {
            if except.next_if(|t| **t as usize == iteration).is_none() {
                show(iteration, odometer.values());
            }
            odometer.advance();
        }
    }
}

fn wrong_number_of_values(definition: &Definition, rows: &[Vec<f64>], columns: usize) -> Diagnostic {
    let target = &definition.written.target;
    let iterations = walk::iterations(&definition.extents).unwrap_or(0);
    let count: usize = rows.iter().map(Vec::len).sum();
    let message = match rows.iter().position(|row| row.len() != columns) {
        Some(at) if rows.len() > 1 => {
            format!(
                "row {} of `{}` has {} numbers, but needs {columns}",
                at + 1,
                target.name,
                rows[at].len()
            )
        }
        _ => format!("`{}` has {count} numbers here, but {iterations} elements", target.name),
    };
    Diagnostic::error("wrong-number-of-values", definition.written.span, message)
}
