//! Which index variables an expression depends on: what does not depend on all of them need not be computed in every iteration.

use super::Lowering;
use crate::BuildError;
use check::{Expr, ExprKind, Index, VectorArgument};

/// The index variables that an expression depends on, one bit each.
pub(super) type Dependence = u128;

/// The bit of an index variable.
pub(super) fn bit(variable: u8) -> Result<Dependence, BuildError> {
    // One bit per index variable: unions and tests are single instructions, and no equation of a model comes near 128.
    1u128.checked_shl(variable.into()).ok_or_else(|| BuildError::TooLarge {
        what: format!("{} index variables in one equation", variable),
        limit: 128,
    })
}

impl Lowering<'_> {
    /// Notes for `expr` and all in it which index variables they depend on.
    pub(super) fn note_dependence(&mut self, expr: &Expr) -> Result<Dependence, BuildError> {
        let needs = match &expr.kind {
            ExprKind::Number(_) | ExprKind::Time | ExprKind::TimeStep => 0,
            ExprKind::Position(index) => of_index(index)?,
            ExprKind::Variable(_, cell) => of_cell(cell)?,
            ExprKind::Unary(_, a) => self.note_dependence(a)?,
            ExprKind::Binary(_, a, b) => self.note_all([&**a, &**b])?,
            ExprKind::If(a, b, c) => self.note_all([&**a, &**b, &**c])?,
            ExprKind::Call(_, arguments) => self.note_all(arguments)?,
            ExprKind::Lookup { cell, x, .. } => of_cell(cell)? | self.note_dependence(x)?,
            ExprKind::Reduce { over, body, .. } => without(self.note_dependence(body)?, over)?,
            ExprKind::Uniform { element, noise, .. } => {
                // The element tells the draws of an array apart: a call that counts no element draws one number for all.
                self.note_all(std::iter::once(&**element).chain(noise.as_deref()))?
            }
            ExprKind::Vector { arguments, element, .. } => {
                of_cell(element)? | self.note_vector_dependence(arguments)?
            }
        };
        // By address, as the model stays where it is and expressions have no number. Two equal expressions are two entries.
        self.needs.insert(std::ptr::from_ref(expr), needs);
        Ok(needs)
    }

    fn note_all<'e>(&mut self, parts: impl IntoIterator<Item = &'e Expr>) -> Result<Dependence, BuildError> {
        let mut parts = parts.into_iter();
        parts.try_fold(0, |needs, part| Ok(needs | self.note_dependence(part)?))
    }

    /// Notes for all arguments which index variables they depend on; those of the vectors themselves are not among them.
    pub(super) fn note_vector_dependence(&mut self, arguments: &[VectorArgument]) -> Result<Dependence, BuildError> {
        let mut arguments = arguments.iter();
        arguments.try_fold(0, |needs, argument| {
            Ok(needs | without(self.note_dependence(&argument.body)?, &argument.over)?)
        })
    }

    pub(super) fn needs(&self, expr: &Expr) -> Dependence {
        // Nothing is noted of equations without index variables, all of whose parts depend on none.
        self.needs.get(&std::ptr::from_ref(expr)).copied().unwrap_or(0)
    }
}

/// What a part depends on outside of the loop over some index variables of its own.
fn without(needs: Dependence, over: &[(u8, u32)]) -> Result<Dependence, BuildError> {
    // Taken away here and not for the whole equation: two reductions side by side count with variables of the same number.
    let mut over = over.iter();
    over.try_fold(needs, |needs, (variable, _)| Ok(needs & !bit(*variable)?))
}

fn of_index(index: &Index) -> Result<Dependence, BuildError> {
    match index {
        Index::Fixed(_) => Ok(0),
        Index::Along { variable, .. } => bit(*variable),
    }
}

fn of_cell(cell: &[Index]) -> Result<Dependence, BuildError> {
    cell.iter().try_fold(0, |needs, index| Ok(needs | of_index(index)?))
}
