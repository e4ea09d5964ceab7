//! `LOOKUP INVERT(lookup, y)`: the x at which a lookup has a value.

use super::call::needs_lookup;
use super::data::look;
use super::resolve::Resolver;
use crate::model::{Expr, Kind, VariableId};
use math::{Lookup, LookupMode};
use parse::{ExprKind as Written, Reference};
use source::{Diagnostic, Span};

impl Resolver<'_, '_, '_> {
    /// The first x at which the lookup has the value `y`; the end's x for a value beyond the ends.
    pub fn lookup_invert(&mut self, arguments: &[parse::Expr], span: Span) -> Expr {
        let [lookup, y] = arguments else {
            return Expr::number(f64::NAN, span); // refused with the number of arguments
        };
        let Some((table, reference)) = self.named_variable(lookup) else {
            return self.not_a_lookup(lookup.span);
        };
        if self.is_not_judged(table) {
            return Expr::number(f64::NAN, span);
        }
        let Kind::Lookup { tables } = &self.builder.draft.variable(table).kind else {
            return self.not_a_lookup(lookup.span);
        };
        let inverse: Option<Vec<Lookup>> = tables.iter().map(inverse).collect();
        let Some(inverse) = inverse else {
            let defined = self.builder.draft.variable(table).span;
            let diagnostic = not_invertible(reference, lookup.span);
            return self.failed(diagnostic.see(defined, "defined here"));
        };
        let inverse = self.hidden_tables(table, "inverse", inverse);
        let y = self.expression(y);
        match self.index(table, reference, span) {
            Some(cell) => Expr {
                span,
                ..look(inverse, cell, LookupMode::Interpolate, y)
            },
            None => Expr::number(f64::NAN, span),
        }
    }

    fn named_variable<'e>(&self, argument: &'e parse::Expr) -> Option<(VariableId, &'e Reference)> {
        let Written::Reference(reference) = &argument.kind else {
            return None;
        };
        let variable = self.builder.names.variable(&reference.name.key)?;
        Some((variable, reference))
    }

    fn not_a_lookup(&mut self, span: Span) -> Expr {
        self.failed(needs_lookup(span))
    }
}

fn not_invertible(lookup: &Reference, span: Span) -> Diagnostic {
    let message = format!("`{}` neither only rises nor only falls: it has no inverse", lookup.name);
    Diagnostic::error("lookup-not-invertible", span, message).hint("split it into lookups that only rise or only fall")
}

/// The lookup with x and y exchanged; `None` when y both rises and falls. Of several x with one y the first counts.
fn inverse(lookup: &Lookup) -> Option<Lookup> {
    let mut points: Vec<(f64, f64)> = lookup.points().iter().map(|(x, y)| (*y, *x)).collect();
    points.dedup_by(|later, first| later.0 == first.0);
    let falls = points.len() > 1 && points[1].0 < points[0].0;
    if falls {
        points.reverse();
    }
    Lookup::new(&points).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(points: &[(f64, f64)], y: f64) -> Option<f64> {
        let inverse = inverse(&Lookup::new(points).unwrap())?;
        Some(inverse.at(y, LookupMode::Interpolate))
    }

    #[test]
    fn rising_and_falling_tables() {
        let rising = [(0.0, 0.0), (10.0, 4.0), (20.0, 4.0), (30.0, 8.0)];
        assert_eq!(at(&rising, 2.0), Some(5.0));
        assert_eq!(at(&rising, 4.0), Some(10.0), "the first x of several");
        assert_eq!(at(&rising, 9.0), Some(30.0), "the end");
        let falling = [(0.0, 8.0), (10.0, 4.0)];
        assert_eq!(at(&falling, 5.0), Some(7.5));
        assert_eq!(at(&[(0.0, 0.0), (1.0, 1.0), (2.0, 0.0)], 0.5), None);
        assert_eq!(at(&[(3.0, 1.0)], 7.0), Some(3.0));
    }
}
