//! `RANDOM LOOKUP(density, low, high, shift, stretch, stream)`: a random number whose density is a lookup.

use super::call::needs_lookup;
use super::data::look;
use super::resolve::Resolver;
use crate::model::{Expr, Function, Index, Kind, VariableId};
use math::{Lookup, LookupMode};
use parse::ExprKind as Written;
use source::{Diagnostic, Span};

impl Resolver<'_, '_, '_> {
    /// A share of the area below the density, between the shares at the two ends, and the value that it lies below.
    pub(super) fn random_lookup(&mut self, arguments: &[parse::Expr], span: Span) -> Expr {
        let [density, low, high, shift, stretch, stream] = arguments else {
            return Expr::number(f64::NAN, span); // refused with the number of arguments
        };
        let Some(density) = self.density(density, span) else {
            return Expr::number(f64::NAN, span);
        };
        let [low, high, shift, stretch, stream] = [low, high, shift, stretch, stream].map(|a| self.expression(a));
        let noise = self.noise(Some(stream), span);
        let share = self.uniform(noise, span);
        let standard = |end: &Expr| end.clone().minus(shift.clone()).over(stretch.clone());
        let (least, most) = (density.below(standard(&low)), density.below(standard(&high)));
        let share = least.clone().plus(share.times(most.minus(least)));
        let share = self.hidden_auxiliary("share", share);
        let value = shift.clone().plus(stretch.times(density.quantile(share)));
        let not_above = Expr::call(Function::Min, vec![value, high]);
        Expr::call(Function::Max, vec![not_above, low])
    }

    /// The tables of the density's segments; `None`, with a diagnostic, where it is none.
    fn density(&mut self, argument: &parse::Expr, span: Span) -> Option<Density> {
        let variable = match &argument.kind {
            Written::Reference(reference) => self.builder.names.variable(&reference.name.key).zip(Some(reference)),
            _ => None,
        };
        let Some((variable, reference)) = variable else {
            self.failed(needs_lookup(argument.span));
            return None;
        };
        if self.is_not_judged(variable) {
            return None;
        }
        let Kind::Lookup { tables } = &self.builder.draft.variable(variable).kind else {
            self.failed(needs_lookup(argument.span));
            return None;
        };
        let segments: Option<Vec<Vec<Segment>>> = tables.iter().map(segments).collect();
        let Some(segments) = segments else {
            self.failed(no_density(argument.span));
            return None;
        };
        let cell = self.index(variable, reference, span)?;
        let mut by = |what: &'static str, of: fn(&Segment) -> (f64, f64)| {
            let table = |cell: &Vec<Segment>| {
                let points: Vec<(f64, f64)> = cell.iter().map(of).collect();
                Lookup::new(&points).expect("finite, in the order of x and of shares")
            };
            self.hidden_tables(variable, what, segments.iter().map(table).collect())
        };
        Some(Density {
            of_x: [
                by("x", |s| (s.x, s.x)),
                by("share at x", |s| (s.x, s.share)),
                by("density at x", |s| (s.x, s.density)),
                by("slope at x", |s| (s.x, s.slope)),
            ],
            of_share: [
                by("share", |s| (s.share, s.share)),
                by("x at share", |s| (s.share, s.x)),
                by("density at share", |s| (s.share, s.density)),
                by("slope at share", |s| (s.share, s.slope)),
            ],
            cell,
            ends: segments.iter().fold([f64::MAX, f64::MIN], |[low, high], cell| {
                let last = cell.last().map_or(high, |s| s.x);
                [low.min(cell.first().map_or(low, |s| s.x)), high.max(last)]
            }),
        })
    }
}

/// Where a segment of the density begins, and how it goes on.
struct Segment {
    x: f64,
    /// The share of the area on its left.
    share: f64,
    density: f64,
    slope: f64,
}

/// The segments of a lookup, and its last point as one that is flat and zero; `None` where there is no area. A density below
/// zero counts as zero.
fn segments(lookup: &Lookup) -> Option<Vec<Segment>> {
    let points: Vec<(f64, f64)> = lookup.points().iter().map(|(x, y)| (*x, y.max(0.0))).collect();
    let area = |pair: &[(f64, f64)]| (pair[1].0 - pair[0].0) * (pair[0].1 + pair[1].1) / 2.0;
    let total: f64 = points.windows(2).map(area).sum();
    if !(total > 0.0 && total.is_finite()) {
        return None;
    }
    let mut share = 0.0;
    let mut found = Vec::with_capacity(points.len());
    for pair in points.windows(2) {
        let run = pair[1].0 - pair[0].0;
        let slope = if run > 0.0 { (pair[1].1 - pair[0].1) / run } else { 0.0 };
        found.push(Segment {
            x: pair[0].0,
            share,
            density: pair[0].1 / total,
            slope: slope / total,
        });
        share += area(pair) / total;
    }
    let x = points.last().map_or(0.0, |last| last.0);
    let (density, slope) = (0.0, 0.0);
    found.push(Segment {
        x,
        share,
        density,
        slope,
    });
    Some(found)
}

/// A density as tables: a segment's beginning, share, density and slope, by x and by share.
struct Density {
    of_x: [VariableId; 4],
    of_share: [VariableId; 4],
    cell: Vec<Index>,
    ends: [f64; 2],
}

impl Density {
    fn read(&self, tables: [VariableId; 4], at: &Expr) -> [Expr; 4] {
        tables.map(|table| look(table, self.cell.clone(), LookupMode::Backward, at.clone()))
    }

    /// The share of the area on the left of `x`.
    fn below(&self, x: Expr) -> Expr {
        let span = x.span;
        let [low, high] = self.ends.map(|end| Expr::number(end, span));
        let x = Expr::call(Function::Max, vec![Expr::call(Function::Min, vec![x, high]), low]);
        let [from, share, density, slope] = self.read(self.of_x, &x);
        let run = Expr::call(Function::Max, vec![x.minus(from), Expr::number(0.0, span)]);
        let rise = slope.times(run.clone()).times(Expr::number(0.5, span));
        share.plus(density.plus(rise).times(run))
    }

    /// The x on whose left a share of the area lies: `d` of `density * d + slope * d * d / 2 = area`, in the form that stays
    /// exact where the slope is small.
    fn quantile(&self, share: Expr) -> Expr {
        let span = share.span;
        let [from, x, density, slope] = self.read(self.of_share, &share);
        let twice = share.minus(from).times(Expr::number(2.0, span));
        let under = density.clone().times(density.clone()).plus(slope.times(twice.clone()));
        let under = Expr::call(Function::Max, vec![under, Expr::number(0.0, span)]);
        let root = Expr::call(Function::Sqrt, vec![under]);
        x.plus(Expr::call(Function::Zidz, vec![twice, density.plus(root)]))
    }
}

fn no_density(span: Span) -> Diagnostic {
    let message = "the area below this lookup is not a positive number: it is no density";
    Diagnostic::error("not-a-density", span, message).hint("give it points above zero, as in `((0,0),(1,2),(2,0))`")
}
