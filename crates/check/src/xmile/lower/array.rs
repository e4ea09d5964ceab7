//! Functions of whole arrays that need a helper: standard deviation, the place of a rank, interpolation.

use super::call::{Call, bangs};
use super::operators::{choose, minus, over, plus, times};
use super::{Lowering, Place};
use crate::xmile::build::{self, binary, number};
use parse::xmile::Formula;
use parse::{BinaryOp, Body, Expr, ExprKind, Name, Subscript};
use source::{Diagnostic, Span};

impl Lowering<'_, '_, '_, '_> {
    /// The root of the mean square of the distances from the mean.
    pub(super) fn deviation(&mut self, argument: &Formula, span: Span) -> Expr {
        let array = self.within_reduction(|inner| inner.formula(argument));
        let Some(count) = self.count(&bangs(&array)).map(|count| number(count as f64, span)) else {
            return number(0.0, span);
        };
        let sum = |x| build::call("SUM", vec![x], span);
        let mean = over(sum(array.clone()), count.clone());
        let mean = self.helper("mean", Vec::new(), mean, span);
        let distance = minus(array, mean);
        let squares = sum(times(distance.clone(), distance));
        build::call("SQRT", vec![over(squares, count)], span)
    }

    /// The mean, or its distances, of several numbers.
    pub(super) fn of_numbers(&mut self, call: Call, deviation: bool) -> Expr {
        let Call { arguments, span } = call;
        let numbers: Vec<Expr> = arguments.iter().map(|a| self.formula(a)).collect();
        let count = || number(arguments.len() as f64, span);
        let mean_of = |numbers: Vec<Expr>| over(build::net(&numbers, &[], span), count());
        let mean = mean_of(numbers.clone());
        if !deviation {
            return Expr { span, ..mean };
        }
        let mean = self.helper("mean", Vec::new(), mean, span);
        let square = |x: Expr| {
            let distance = minus(x, mean.clone());
            times(distance.clone(), distance)
        };
        build::call("SQRT", vec![mean_of(numbers.into_iter().map(square).collect())], span)
    }

    /// Stella's `RANK(array, n)`: the position of the element that has `n - 1` smaller ones.
    pub(super) fn place_of_rank(&mut self, arguments: &[Formula], span: Span) -> Expr {
        let array = self.within_reduction(|inner| inner.formula(&arguments[0]));
        let wanted = self.formula(&arguments[1]);
        let names = bangs(&array);
        let found = match &names[..] {
            [name] => self.scope.dimensions.find(&name.key).zip(Some(name)),
            _ => None,
        };
        let Some((dimension, name)) = found else {
            let message = "`RANK` takes an array along one whole dimension";
            self.out.report(Diagnostic::error("not-a-vector", arguments[0].span, message));
            return build::error(span);
        };
        let again = self.out.again(self.scope, dimension, 1, span);
        let along = |bang| Subscript {
            name: again.clone(),
            bang,
        };
        let vector = renamed(&array, name, &along(false));
        let ranks = build::call("VECTOR RANK", vec![vector, number(1.0, span)], span);
        let ranks = self.helper("ranks", vec![along(false)], ranks, span);
        let is_it = binary(BinaryOp::Equal, renamed(&ranks, &again, &along(true)), wanted);
        let positions = self.out.positions(self.scope, dimension, span);
        let position = build::reference(positions, vec![along(true)]);
        build::call("SUM", vec![choose(is_it, position, number(0.0, span), span)], span)
    }

    /// `INTERPOLATE(array, x, …)`: each element weighs as much as its position is near, in every dimension.
    pub(super) fn interpolated(&mut self, arguments: &[Formula], span: Span) -> Expr {
        let array = self.within_reduction(|inner| inner.formula(&arguments[0]));
        let names = bangs(&array);
        if names.len() + 1 != arguments.len() {
            let message = format!(
                "this array has {} dimensions to interpolate between, but {} places are given",
                names.len(),
                arguments.len() - 1
            );
            self.out.report(Diagnostic::error("dimension-mismatch", span, message));
            return build::error(span);
        }
        let mut weighted = array;
        for (name, x) in names.iter().zip(&arguments[1..]) {
            let Some(dimension) = self.scope.dimensions.find(&name.key) else {
                let message = "`INTERPOLATE` takes whole dimensions";
                self.out.report(Diagnostic::error("not-a-vector", arguments[0].span, message));
                return build::error(span);
            };
            let last = self.scope.dimensions.get(dimension).size() as f64 - 1.0;
            let x = self.formula(x);
            let place = times(within_unit(x, span), number(last, span));
            let place = self.helper("place", Vec::new(), plus(place, number(1.0, span)), span);
            let positions = self.out.positions(self.scope, dimension, span);
            let subscript = Subscript {
                name: name.clone(),
                bang: true,
            };
            let distance = minus(build::reference(positions, vec![subscript]), place);
            let near = minus(number(1.0, span), build::call("ABS", vec![distance], span));
            weighted = times(weighted, build::at_least_zero(near));
        }
        build::call("SUM", vec![weighted], span)
    }

    /// A hidden variable over what the left side runs along and these subscripts, read there.
    fn helper(&mut self, what: &str, own: Vec<Subscript>, value: Expr, span: Span) -> Expr {
        let owner = self.owner().map_or("", |owner| &owner.name.text);
        let spelling = format!("{owner} {what}");
        let mut name = self.scope.fresh(&spelling, span);
        let mut count = 1;
        while self.out.equations.iter().any(|equation| equation.target.name == name) {
            count += 1;
            name = self.scope.fresh(&format!("{spelling} {count}"), span);
        }
        let places = self.frame.iter().chain(&self.target);
        let places = places.filter(|place| matches!(place, Place::Along(..)));
        let mut subscripts: Vec<Subscript> = places.map(|place| self.subscript_at(place, span)).collect();
        subscripts.extend(own);
        self.out.define(name.clone(), subscripts.clone(), Body::Formula(value));
        build::reference(name, subscripts)
    }
}

fn within_unit(x: Expr, span: Span) -> Expr {
    build::at_least_zero(build::call("MIN", vec![x, number(1.0, span)], span))
}

/// The expression with another subscript in the place of one name.
fn renamed(expr: &Expr, name: &Name, to: &Subscript) -> Expr {
    let again = |inner: &Expr| Box::new(renamed(inner, name, to));
    let kind = match &expr.kind {
        ExprKind::Reference(reference) => {
            let mut reference = reference.clone();
            let wanted = reference.subscripts.iter_mut().filter(|s| s.name == *name);
            wanted.for_each(|subscript| *subscript = to.clone());
            ExprKind::Reference(reference)
        }
        ExprKind::Unary(op, inner) => ExprKind::Unary(*op, again(inner)),
        ExprKind::Binary(op, a, b) => ExprKind::Binary(*op, again(a), again(b)),
        ExprKind::Call { callee, arguments } => ExprKind::Call {
            callee: callee.clone(),
            arguments: arguments.iter().map(|a| renamed(a, name, to)).collect(),
        },
        other => other.clone(),
    };
    Expr { kind, span: expr.span }
}
