//! `GET DATA MIN(data, from, to)` and its like: one number for the points of a data variable within a stretch of time.

use super::constant::MISSING;
use super::data::look;
use super::draft::{NumberedPoints, SeriesTables};
use super::resolve::Resolver;
use crate::model::{BinaryOp, Expr, ExprKind, Index, Kind, Reduction, VariableId};
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
        let points = Points {
            time: self.by_number(numbered.times, &cell, numbered.count, span),
            value: self.by_number(numbered.values, &cell, numbered.count, span),
            over: (self.place.scope.len() as u8, numbered.count),
            within,
        };
        let is_there = points.count(span).compare(BinaryOp::Greater, Expr::number(0.0, span));
        is_there.choose(points.statistic(statistic, span), Expr::number(MISSING, span))
    }

    /// How many points each cell has.
    pub fn total_points(&mut self, series: SeriesTables, cell: Vec<Index>, span: Span) -> Expr {
        let tables = self.tables_of(series.values);
        let counts = tables
            .iter()
            .map(|table| table_of(&[(0.0, table.points().len() as f64)]));
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
            let padded = |table: &Lookup| by_number(table.points().iter().map(of), otherwise, count);
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

    fn tables_of(&self, lookup: VariableId) -> Vec<Lookup> {
        match &self.builder.draft.variable(lookup).kind {
            Kind::Lookup { tables } => tables.clone(),
            _ => Vec::new(),
        }
    }

    /// What a table by number has for the point whose iteration it is.
    fn by_number(&self, table: VariableId, cell: &[Index], count: u32, span: Span) -> Expr {
        let number = ExprKind::Position(Index::Along {
            variable: self.place.scope.len() as u8,
            positions: (0..count).collect(),
        })
        .at(span);
        look(table, cell.to_vec(), LookupMode::Backward, number)
    }
}

/// Numbers from 1 with a value each, as many as `count`.
fn by_number(values: impl Iterator<Item = f64>, otherwise: f64, count: usize) -> Lookup {
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

    fn statistic(&self, statistic: Statistic, span: Span) -> Expr {
        let value = || self.value.clone();
        match statistic {
            Statistic::Min => self.reduce(Reduction::Min, value(), f64::MAX),
            Statistic::Max => self.reduce(Reduction::Max, value(), f64::MIN),
            // Of no points the mean is not used, but it is computed: it must not divide by 0.
            Statistic::Mean => {
                let sum = self.reduce(Reduction::Sum, value(), 0.0);
                sum.over(self.count(span).or_one())
            }
        }
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
        let kind = ExprKind::Call(crate::model::Function::Max, vec![self, Expr::number(1.0, span)]);
        Expr { kind, span }
    }
}
