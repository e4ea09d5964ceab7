//! `GET DATA MIN(data, from, to)` and its like: one number for the points of a data variable within a stretch of time.

use super::constant::MISSING;
use super::data::look;
use super::draft::{NumberedPoints, SeriesTables};
use super::resolve::Resolver;
use crate::model::{BinaryOp, Expr, ExprKind, Function, Index, Kind, Reduction, VariableId};
use language::Statistic;
use math::{Lookup, LookupMode};
use source::Span;

/// Stands for the time of a point that a shorter series does not have: no stretch of time reaches it.
const NEVER: f64 = f64::MAX;

impl Resolver<'_, '_, '_> {
    /// The statistic of the points from `from` to `to`, both included; the missing value where there is none.
    pub fn statistic(
        &mut self,
        statistic: Statistic,
        (series, cell): (SeriesTables, Vec<Index>),
        [from, to]: [&parse::Expr; 2],
    ) -> Expr {
        let span = from.span.to(to.span);
        let numbered = self.numbered(series);
        // What the arguments reduce over must not take the number of our own index variable.
        let within = [from, to].map(|bound| {
            let bound = self.expression(bound);
            self.hidden_auxiliary("bound", bound)
        });
        let variable = self.place.scope.len() as u8;
        let points = self.points(numbered, &cell, variable, within.clone());
        let others = self.points(numbered, &cell, variable + 1, within);
        let count = self.hidden_auxiliary("count", points.count(span));
        let value = match statistic {
            Statistic::Median => points.median(&others, count.clone()),
            Statistic::Mode => {
                let most = points.reduce(Reduction::Max, points.equal(&others), 0.0);
                let most = self.hidden_auxiliary("most", most);
                points.mode(&others, most)
            }
            Statistic::Deviation => {
                let mean = self.hidden_auxiliary("mean", points.mean(count.clone()));
                points.deviation(mean, count.clone())
            }
            Statistic::Mean => points.mean(count.clone()),
            Statistic::Min => points.reduce(Reduction::Min, points.value.clone(), f64::MAX),
            Statistic::Max => points.reduce(Reduction::Max, points.value.clone(), f64::MIN),
        };
        let is_there = count.compare(BinaryOp::Greater, Expr::number(0.0, span));
        is_there.choose(value, Expr::number(MISSING, span))
    }

    /// A loop over the points of a cell, with this index variable.
    fn points(&self, numbered: NumberedPoints, cell: &[Index], variable: u8, within: [Expr; 2]) -> Points {
        let of = |table| by_number(table, cell, variable, numbered.count, self.place.span);
        Points {
            time: of(numbered.times),
            value: of(numbered.values),
            over: (variable, numbered.count),
            within,
        }
    }

    /// How many points each cell has.
    pub fn total_points(&mut self, series: SeriesTables, cell: Vec<Index>, span: Span) -> Expr {
        let tables = self.tables_of(series.values);
        let counts = tables.iter().map(|table| table_of(&[(0.0, table.points().len() as f64)]));
        let counts = self.hidden_tables(series.values, "points", counts.collect());
        look(counts, cell, LookupMode::Interpolate, Expr::number(0.0, span))
    }

    /// The tables by number, made when they are first asked for.
    fn numbered(&mut self, series: SeriesTables) -> NumberedPoints {
        if let Some(known) = self.builder.draft.numbered.get(&series.values) {
            return *known;
        }
        let tables = self.tables_of(series.values);
        // Cells may have series of different lengths, but one loop runs over the points of all.
        let count = tables.iter().map(|t| t.points().len()).max().unwrap_or(1);
        let all = |of: fn(&(f64, f64)) -> f64, otherwise: f64| -> Vec<Lookup> {
            let padded = |table: &Lookup| numbered(table.points().iter().map(of), otherwise, count);
            tables.iter().map(padded).collect()
        };
        let numbered = NumberedPoints {
            times: self.hidden_tables(series.values, "times by number", all(|p| p.0, NEVER)),
            values: self.hidden_tables(series.values, "values by number", all(|p| p.1, 0.0)),
            count: count as u32,
        };
        self.builder.draft.numbered.insert(series.values, numbered);
        numbered
    }

    pub(super) fn tables_of(&self, lookup: VariableId) -> Vec<Lookup> {
        match &self.builder.draft.variable(lookup).kind {
            Kind::Lookup { tables } => tables.clone(),
            _ => Vec::new(),
        }
    }
}

/// What a table by number has for the point whose iteration it is.
fn by_number(table: VariableId, cell: &[Index], variable: u8, count: u32, span: Span) -> Expr {
    let positions = (0..count).collect();
    let number = ExprKind::Position(Index::Along { variable, positions }).at(span);
    look(table, cell.to_vec(), LookupMode::Backward, number)
}

/// Numbers from 1 with a value each, as many as `count`.
fn numbered(values: impl Iterator<Item = f64>, otherwise: f64, count: usize) -> Lookup {
    let padded = values.chain(std::iter::repeat(otherwise)).take(count);
    table_of(&(1..).map(f64::from).zip(padded).collect::<Vec<_>>())
}

fn table_of(points: &[(f64, f64)]) -> Lookup {
    Lookup::new(points).expect("finite, in the order of x")
}

/// A loop over the points of a series.
struct Points {
    time: Expr,
    value: Expr,
    over: (u8, u32),
    within: [Expr; 2],
}

impl Points {
    fn count(&self, span: Span) -> Expr {
        self.reduce(Reduction::Sum, Expr::number(1.0, span), 0.0)
    }

    // Of no points nothing is used, but it is computed: it must not divide by 0.
    fn mean(&self, count: Expr) -> Expr {
        self.reduce(Reduction::Sum, self.value.clone(), 0.0).over(count.or_one())
    }

    /// The root of the sum of squares over one less than their number; 0 of one point.
    fn deviation(&self, mean: Expr, count: Expr) -> Expr {
        let distance = self.value.clone().minus(mean);
        let squares = self.reduce(Reduction::Sum, distance.clone().times(distance), 0.0);
        let one = Expr::number(1.0, count.span);
        Expr::call(Function::Sqrt, vec![squares.over(count.minus(one).or_one())])
    }

    /// Half way between the smallest value that half of the points do not exceed and the largest that half do not fall below.
    fn median(&self, others: &Points, count: Expr) -> Expr {
        let half = count.times(Expr::number(0.5, self.value.span));
        let enough = |op| others.how_many(op, &self.value).compare(BinaryOp::GreaterEqual, half.clone());
        let value_if =
            |condition: Expr, otherwise| condition.choose(self.value.clone(), Expr::number(otherwise, self.value.span));
        let lower = value_if(enough(BinaryOp::LessEqual), f64::MAX);
        let upper = value_if(enough(BinaryOp::GreaterEqual), f64::MIN);
        let lower = self.reduce(Reduction::Min, lower, f64::MAX);
        let upper = self.reduce(Reduction::Max, upper, f64::MIN);
        let half = || Expr::number(0.5, self.value.span);
        lower.times(half()).plus(upper.times(half()))
    }

    /// The smallest of the values that so many points have.
    fn mode(&self, others: &Points, most: Expr) -> Expr {
        let is_most = self.equal(others).compare(BinaryOp::GreaterEqual, most);
        let value = is_most.choose(self.value.clone(), Expr::number(f64::MAX, self.value.span));
        self.reduce(Reduction::Min, value, f64::MAX)
    }

    /// How many points have the value of the one at hand.
    fn equal(&self, others: &Points) -> Expr {
        others.how_many(BinaryOp::Equal, &self.value)
    }

    /// How many points compare with a value in this way.
    fn how_many(&self, op: BinaryOp, value: &Expr) -> Expr {
        let is_so = self.value.clone().compare(op, value.clone());
        let [one, zero] = [1.0, 0.0].map(|n| Expr::number(n, value.span));
        self.reduce(Reduction::Sum, is_so.choose(one, zero), 0.0)
    }

    /// Reduces `body` over the points within the stretch; the others count as `otherwise`.
    fn reduce(&self, op: Reduction, body: Expr, otherwise: f64) -> Expr {
        let span = body.span;
        let [from, to] = self.within.clone();
        let above = self.time.clone().compare(BinaryOp::GreaterEqual, from);
        let below = self.time.clone().compare(BinaryOp::LessEqual, to);
        let is_within = above.compare(BinaryOp::And, below);
        let body = Box::new(is_within.choose(body, Expr::number(otherwise, span)));
        let over = vec![self.over];
        ExprKind::Reduce { op, over, body }.at(span)
    }
}

impl Expr {
    /// The count of something that is divided by, 1 where it is 0.
    fn or_one(self) -> Expr {
        let span = self.span;
        let kind = ExprKind::Call(Function::Max, vec![self, Expr::number(1.0, span)]);
        Expr { kind, span }
    }
}
