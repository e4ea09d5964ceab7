//! Functions of a table: area, slope, and a table written within the call.

use super::resolve::Resolver;
use crate::model::{BinaryOp, Expr, ExprKind, Kind};
use math::LookupMode;
use parse::ExprKind as Written;
use source::{Diagnostic, Span};

impl Resolver<'_, '_, '_> {
    /// `LOOKUP AREA(lookup, from, to)`: the area between the lookup and zero.
    pub(super) fn lookup_area(&mut self, arguments: &[parse::Expr], span: Span) -> Expr {
        let [table, from, to] = arguments else {
            return Expr::number(f64::NAN, span); // refused with the number of arguments
        };
        let mut up_to = |x: &parse::Expr| self.lookup_with_mode(LookupMode::Area, &[table.clone(), x.clone()], span);
        // The table keeps the area from its first point on, so a stretch is a difference of two.
        let before = up_to(from);
        up_to(to).minus(before)
    }

    /// `LOOKUP SLOPE(lookup, x, side)`: the slope left of `x` if the side is below 0, right of it if above; their mean at 0.
    pub(super) fn lookup_slope(&mut self, arguments: &[parse::Expr], span: Span) -> Expr {
        let [table, x, side] = arguments else {
            return Expr::number(f64::NAN, span);
        };
        let mut slope = |mode| self.lookup_with_mode(mode, &[table.clone(), x.clone()], span);
        let (left, right) = (slope(LookupMode::SlopeBefore), slope(LookupMode::SlopeAfter));
        let side = self.expression(side);
        let number = |n: f64| Expr::number(n, span);
        let mean = left.clone().plus(right.clone()).over(number(2.0));
        let is_right = side.clone().compare(BinaryOp::Greater, number(0.0));
        let is_left = side.compare(BinaryOp::Less, number(0.0));
        is_left.choose(left, is_right.choose(right, mean))
    }

    /// `WITH LOOKUP(x, (points))`: a hidden lookup.
    pub(super) fn with_lookup(&mut self, x: &parse::Expr, points: &parse::Expr, span: Span) -> Expr {
        let x = Box::new(self.expression(x));
        let Written::Lookup(written) = &points.kind else {
            let message = "the second argument of `WITH LOOKUP` must be a list of points".to_string();
            let diagnostic = Diagnostic::error("not-a-lookup", points.span, message).hint("`((0,1),(10,2))`");
            return self.failed(diagnostic);
        };
        let Some(table) = self.builder.table(written) else {
            return Expr::number(f64::NAN, span);
        };
        let table = self.hidden_scalar("lookup", Kind::Lookup { tables: vec![table] });
        let mode = LookupMode::Interpolate;
        ExprKind::Lookup {
            table,
            cell: Vec::new(),
            mode,
            x,
        }
        .at(span)
    }
}
