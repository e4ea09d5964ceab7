//! `VECTOR LOOKUP`: a vector as the values of a lookup at points that stand equally far apart.

use super::super::constant::literal;
use super::super::resolve::Resolver;
use super::extent::{Refused, refuse};
use super::{answer, call};
use crate::model::{Expr, ExprKind, Function, VectorArgument, VectorFunction};
use source::{Diagnostic, Span};

impl Resolver<'_, '_, '_> {
    /// `VECTOR LOOKUP(vector, x, from, to, 0)`: the first element at `from`, the last at `to`, lines between them; beyond them
    /// the element at the end. The vector runs along the last subscript of its name, which may be its first element.
    pub fn vector_lookup(&mut self, arguments: &[parse::Expr], span: Span) -> Expr {
        let [vector, x, from, to, mode] = arguments else {
            return Expr::number(f64::NAN, span); // refused with the number of arguments
        };
        if literal(mode) != Some(0.0) {
            return self.failed(other_mode(mode.span));
        }
        match self.between_elements(vector, [x, from, to], span) {
            Ok(value) => value,
            Err(refused) => answer(self, Err(refused), span),
        }
    }

    fn between_elements(
        &mut self,
        written: &parse::Expr,
        [x, from, to]: [&parse::Expr; 3],
        span: Span,
    ) -> Result<Expr, Refused> {
        if !self.axes.is_empty() {
            return refuse(super::within_vector(written.span));
        }
        let run = self.last_run(written)?;
        let last = Expr::number(f64::from(run.extent) - 1.0, span);
        let vector = self.along_runs(written, &[&run])?;
        let [x, from, to] = [x, from, to].map(|a| self.expression(a));
        let part = x.minus(from.clone()).over(to.minus(from));
        let place = at_most(part.times(last.clone()), last.clone());
        let place = Expr::call(Function::Max, vec![place, Expr::number(0.0, span)]);
        let place = self.hidden_auxiliary("place", place);
        let before = Expr::call(Function::Floor, vec![place.clone()]);
        let behind = at_most(before.clone().plus(Expr::number(1.0, span)), last);
        let element = |body: Expr| {
            let arguments = vec![vector.clone(), VectorArgument { over: Vec::new(), body }];
            call(VectorFunction::Element, arguments, Vec::new()).at(span)
        };
        let first = element(before.clone());
        let rise = element(behind).minus(first.clone());
        Ok(first.plus(rise.times(place.minus(before))))
    }
}

fn at_most(x: Expr, most: Expr) -> Expr {
    let kind = ExprKind::Call(Function::Min, vec![x, most.clone()]);
    kind.at(most.span)
}

fn other_mode(span: Span) -> Diagnostic {
    let message = "only mode 0 of `VECTOR LOOKUP`, lines between the elements, is offered";
    Diagnostic::error("unsupported-argument", span, message).hint("`0`")
}
