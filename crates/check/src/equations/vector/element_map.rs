//! `VECTOR ELM MAP`: the element of a variable that stands so many places after another.

use super::super::resolve::Resolver;
use super::extent::{Refused, refuse};
use super::{answer, call};
use crate::dimensions::Range;
use crate::model::{Expr, ExprKind, Index, VariableId, VectorArgument, VectorFunction};
use language::Origin;
use parse::{ExprKind as Written, Reference};
use source::{Diagnostic, Span};

/// An element of a variable, and how far behind it the one that is meant stands.
struct Offset<'e> {
    origin: Origin,
    from: &'e Reference,
    span: Span,
    offset: &'e parse::Expr,
}

impl Resolver<'_, '_, '_> {
    /// `VECTOR ELM MAP(element, offset)`: the element that is so many further on in the variable, all dimensions in a row.
    pub fn element_map(&mut self, origin: Origin, arguments: &[parse::Expr], span: Span) -> Expr {
        let [first, offset] = arguments else {
            return Expr::number(f64::NAN, span); // refused with the number of arguments
        };
        let found = match &first.kind {
            Written::Reference(from) => self.mapped(&Offset {
                origin,
                from,
                span: first.span,
                offset,
            }),
            _ if origin == Origin::First => self.mapped_values(first, offset),
            _ => {
                let message = "the first argument of `VECTOR ELM MAP` must be an element of a variable";
                refuse(Diagnostic::error("not-a-vector", first.span, message))
            }
        };
        answer(self, found, span)
    }

    fn mapped(&mut self, wanted: &Offset) -> Result<ExprKind, Refused> {
        let variable = self.vector_variable(wanted.from)?;
        let offset = self.expression(wanted.offset);
        let body = if self.counts_from_first(wanted) {
            offset
        } else {
            let index = self.index(variable, wanted.from, wanted.span).ok_or(None)?;
            self.flat(variable, &index, wanted.span).plus(offset)
        };
        let over = Vec::new();
        let place = VectorArgument { over, body };
        let arguments = vec![self.whole(variable, wanted.span), place];
        Ok(call(VectorFunction::Element, arguments, Vec::new()))
    }

    /// Dimensions alone name no element to count from: where the origin is the first, the offset counts from that.
    fn counts_from_first(&self, wanted: &Offset) -> bool {
        let names_one = |key: &str| matches!(self.builder.dimensions.find(key), Some(Range::Element(_)));
        let mut subscripts = wanted.from.subscripts.iter();
        wanted.origin == Origin::First && !subscripts.any(|s| names_one(&s.name.key))
    }

    /// The values of an expression over all dimensions of its first name.
    fn mapped_values(&mut self, values: &parse::Expr, offset: &parse::Expr) -> Result<ExprKind, Refused> {
        let (reference, variable) = self.lead(values)?;
        let mut runs = Vec::with_capacity(reference.subscripts.len());
        for (at, subscript) in reference.subscripts.iter().enumerate() {
            runs.push(self.run(subscript, variable, at)?);
        }
        let vector = self.along_runs(values, &runs.iter().collect::<Vec<_>>())?;
        let arguments = vec![vector, self.number(offset)];
        Ok(call(VectorFunction::Element, arguments, Vec::new()))
    }

    /// All cells of a variable in a row.
    fn whole(&self, variable: VariableId, span: Span) -> VectorArgument {
        let outer = self.place.scope.len() as u8;
        let sizes = self.builder.sizes(&self.builder.draft.variable(variable).shape);
        let over: Vec<(u8, u32)> = (outer..).zip(sizes).collect();
        let along = |&(variable, size): &(u8, u32)| Index::Along {
            variable,
            positions: (0..size).collect(),
        };
        let index = over.iter().map(along).collect();
        let kind = ExprKind::Variable(variable, index);
        VectorArgument {
            over,
            body: Expr { kind, span },
        }
    }

    /// The place of a cell, counted from 0, all dimensions in a row.
    fn flat(&self, variable: VariableId, index: &[Index], span: Span) -> Expr {
        let sizes = self.builder.sizes(&self.builder.draft.variable(variable).shape);
        let mut place = Expr::number(0.0, span);
        let mut stride: u32 = sizes.iter().product();
        for (index, size) in index.iter().zip(sizes) {
            // A dimension without elements was refused: here it only must not divide by zero.
            stride /= size.max(1);
            let step = Expr::number(f64::from(stride), span);
            place = place.plus(position(index, span).times(step));
        }
        place
    }
}

/// The position along one dimension, counted from 0.
fn position(index: &Index, span: Span) -> Expr {
    match index {
        Index::Fixed(position) => Expr::number(f64::from(*position), span),
        along => {
            // The model's positions count from 1, as `Region` in a formula does.
            let counted = ExprKind::Position(along.clone()).at(span);
            counted.minus(Expr::number(1.0, span))
        }
    }
}
