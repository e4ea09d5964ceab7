//! Data equations (`rate := births / people`): evaluated at the times of the data they use, not at every step.
//!
//! Vensim computes them before a simulation, so that the result is a series of its own, with a keyword of its own for what
//! lies between its points. They may use other data, constants, lookups and the time.

use crate::model::{
    Between, BinaryOp, Data, Equation, Expr, ExprKind, Index, Kind, Model, Reduction, Series, UnaryOp, Variable,
    VariableId,
};
use crate::walk::{self, Odometer};
use math::{Lookup, LookupMode};
use rustc_hash::{FxHashMap, FxHashSet};

/// The missing value, `:NA:`: -2^109.
pub(crate) const MISSING: f64 = -649037107316853453566312041152512.0;

/// Two times are one when they differ by less.
const SAME: f64 = 1e-9;

/// So many operations are carried out for all data equations together.
const FUEL: usize = 100_000_000;

impl Model {
    /// The tables that follow from data equations and the present constants.
    pub fn computed_data(&self) -> FxHashMap<VariableId, Vec<Lookup>> {
        let size = |variable: &Variable| {
            let sizes = variable.shape.iter().map(|d| self.dimensions[d.0 as usize].elements.len());
            sizes.collect()
        };
        if self.data.equations.is_empty() {
            return FxHashMap::default();
        }
        let mut evaluation = Evaluation::new(&self.variables, &self.data, &size);
        for equation in &self.data.equations {
            evaluation.compute(equation);
        }
        evaluation.tables
    }

    /// Whether a data equation uses a constant, which then must be the same in all runs of an ensemble.
    pub fn is_in_data(&self, constant: VariableId) -> bool {
        self.data.constants.contains(&constant)
    }
}

/// The sizes of a variable's dimensions.
pub(crate) type SizesOf<'m> = &'m dyn Fn(&Variable) -> Vec<usize>;

/// Data equations being carried out.
pub(crate) struct Evaluation<'m> {
    variables: &'m [Variable],
    data: &'m Data,
    sizes: SizesOf<'m>,
    /// The tables computed so far.
    pub tables: FxHashMap<VariableId, Vec<Lookup>>,
    /// The constants looked at.
    pub constants: FxHashSet<VariableId>,
    /// The times of the data looked at.
    times: Vec<f64>,
    now: f64,
    fuel: usize,
    /// Something was used that is no data.
    is_refused: bool,
}

impl<'m> Evaluation<'m> {
    pub fn new(variables: &'m [Variable], data: &'m Data, sizes: SizesOf<'m>) -> Self {
        Evaluation {
            variables,
            data,
            sizes,
            tables: FxHashMap::default(),
            constants: FxHashSet::default(),
            times: Vec::new(),
            now: 0.0,
            fuel: FUEL,
            is_refused: false,
        }
    }

    /// Carries out one equation; whether it uses data, and nothing but what data equations may use.
    pub fn compute(&mut self, equation: &Equation) -> bool {
        let Some(series) = self.data.series.get(&equation.variable).copied() else {
            return false;
        };
        let variable = &self.variables[equation.variable.0 as usize];
        let sizes = (self.sizes)(variable);
        let (mut values, mut times) = (self.table(series.values), self.table(series.times));
        let iterations = walk::iterations(&equation.extents).unwrap_or(0) as u32;
        let mut uses_data = iterations == 0;
        for iteration in (0..iterations).filter(|i| !equation.except.contains(i)) {
            let odometer = Odometer::at(&equation.extents, iteration);
            let cell = walk::cell(&sizes, &equation.target, odometer.values());
            let points = self.points(&equation.body, odometer.values());
            uses_data |= !self.times.is_empty();
            if self.is_refused {
                return false;
            }
            values[cell] = table(&points, |(_, value)| value);
            times[cell] = table(&points, |(time, _)| time);
        }
        self.tables.insert(series.values, values);
        self.tables.insert(series.times, times);
        uses_data
    }

    /// The value of an expression at each time of the data that it uses, as far as there is one.
    fn points(&mut self, body: &Expr, at: &[u32]) -> Vec<(f64, f64)> {
        self.times.clear();
        let mut indices = at.to_vec();
        // Both ways of every choice are looked at, so that the first time shows all data.
        self.value(body, &mut indices);
        let mut times = std::mem::take(&mut self.times);
        times.sort_by(f64::total_cmp);
        times.dedup_by(|a, b| (*a - *b).abs() <= SAME * b.abs().max(1.0));
        let mut points = Vec::with_capacity(times.len());
        for &time in &times {
            self.now = time;
            let value = self.value(body, &mut indices);
            if value.is_finite() && value != MISSING {
                points.push((time, value));
            }
            self.times.clear();
        }
        self.times = times;
        points
    }

    fn value(&mut self, expr: &Expr, at: &mut Vec<u32>) -> f64 {
        self.is_refused |= self.fuel == 0;
        self.fuel = self.fuel.saturating_sub(1);
        if self.is_refused {
            return f64::NAN;
        }
        match &expr.kind {
            ExprKind::Number(value) => *value,
            ExprKind::Time => self.now,
            ExprKind::Position(index) => f64::from(index.at(at)) + 1.0,
            ExprKind::Variable(id, index) => self.variable(*id, index, at),
            ExprKind::Unary(op, a) => unary(*op, self.value(a, at)),
            ExprKind::Binary(op, a, b) => binary(*op, self.value(a, at), self.value(b, at)),
            ExprKind::If(condition, then, otherwise) => {
                let [condition, then, otherwise] = [condition, then, otherwise].map(|e| self.value(e, at));
                if condition != 0.0 { then } else { otherwise }
            }
            ExprKind::Call(function, arguments) => {
                let mut values = [0.0; 4];
                for (value, argument) in values.iter_mut().zip(arguments) {
                    *value = self.value(argument, at);
                }
                let is_missing = values[..arguments.len()].contains(&MISSING);
                let (time, step) = (self.now, 1.0);
                match function {
                    _ if is_missing => MISSING,
                    language::Function::StepBegin => time,
                    function if function.reads_clock() => self.refuse(),
                    function => function.value(values, language::Now { time, step }),
                }
            }
            ExprKind::Lookup { table, cell, mode, x } => {
                let x = self.value(x, at);
                self.look(*table, cell, at, |table| table.at(x, *mode))
            }
            ExprKind::Reduce { op, over, body } => self.reduce(*op, over, body, at),
            ExprKind::TimeStep | ExprKind::Uniform { .. } | ExprKind::Vector { .. } => self.refuse(),
        }
    }

    fn refuse(&mut self) -> f64 {
        self.is_refused = true;
        f64::NAN
    }

    fn variable(&mut self, id: VariableId, index: &[Index], at: &[u32]) -> f64 {
        let variable = &self.variables[id.0 as usize];
        if let Kind::Constant { values, .. } = &variable.kind {
            self.constants.insert(id);
            return values[walk::cell(&(self.sizes)(variable), index, at)];
        }
        let Some(series) = self.data.series.get(&id).copied() else {
            return self.refuse();
        };
        let now = self.now;
        let nearest = |table: &Lookup| {
            let slack = SAME * now.abs().max(1.0);
            let time = table.at(now - slack, LookupMode::Forward);
            (time - now).abs() <= slack
        };
        let mode = match series.between {
            Between::Interpolated => LookupMode::Interpolate,
            Between::Ahead => LookupMode::Forward,
            Between::Held => LookupMode::Backward,
            Between::Missing => {
                let is_there = self.look(series.times, index, at, |table| truth(nearest(table))) == 1.0;
                let value = |table: &Lookup| {
                    if is_there {
                        table.at(now, LookupMode::Interpolate)
                    } else {
                        MISSING
                    }
                };
                return self.look(series.values, index, at, value);
            }
        };
        self.look(series.values, index, at, |table| table.at(now, mode))
    }

    /// What a table says; the times of a series are noted.
    fn look(&mut self, id: VariableId, index: &[Index], at: &[u32], read: impl Fn(&Lookup) -> f64) -> f64 {
        let variable = &self.variables[id.0 as usize];
        let cell = walk::cell(&(self.sizes)(variable), index, at);
        let (computed, kind) = (self.tables.get(&id), &variable.kind);
        let table = match (computed, kind) {
            (Some(tables), _) => &tables[cell],
            (None, Kind::Lookup { tables }) => &tables[cell],
            _ => return self.refuse(),
        };
        if self.data.is_series(id) {
            let there = table.points().iter().filter(|point| point.1 != MISSING);
            self.times.extend(there.map(|point| point.0));
        }
        read(table)
    }

    fn reduce(&mut self, op: Reduction, over: &[(u8, u32)], body: &Expr, at: &mut Vec<u32>) -> f64 {
        let outer = at.len();
        let extents: Vec<u32> = over.iter().map(|(_, extent)| *extent).collect();
        let mut result = match op {
            Reduction::Sum => Some(0.0),
            Reduction::Product => Some(1.0),
            Reduction::Min | Reduction::Max => None,
        };
        for iteration in 0..walk::iterations(&extents).unwrap_or(0) as u32 {
            at.truncate(outer);
            at.extend_from_slice(Odometer::at(&extents, iteration).values());
            let value = self.value(body, at);
            result = Some(match (result, op) {
                (Some(MISSING), _) => MISSING,
                _ if value == MISSING => MISSING,
                (None, _) => value,
                (Some(so_far), Reduction::Sum) => so_far + value,
                (Some(so_far), Reduction::Product) => so_far * value,
                (Some(so_far), Reduction::Min) => math::min(so_far, value),
                (Some(so_far), Reduction::Max) => math::max(so_far, value),
            });
        }
        at.truncate(outer);
        result.unwrap_or(f64::NAN)
    }

    fn table(&self, id: VariableId) -> Vec<Lookup> {
        match (self.tables.get(&id), &self.variables[id.0 as usize].kind) {
            (Some(tables), _) => tables.clone(),
            (None, Kind::Lookup { tables }) => tables.clone(),
            _ => Vec::new(),
        }
    }
}

impl Data {
    /// Adds a data variable.
    pub(crate) fn add(&mut self, id: VariableId, series: Series) {
        self.tables.insert(series.values);
        self.series.insert(id, series);
    }

    /// Takes back what turned out to be no data.
    pub(crate) fn remove(&mut self, id: VariableId) {
        if let Some(series) = self.series.remove(&id) {
            self.tables.remove(&series.values);
        }
    }

    /// A data variable and its lookups.
    pub(crate) fn names(&self, id: VariableId) -> Vec<VariableId> {
        let series = self.series.get(&id);
        let tables = series.map(|series| [series.values, series.times]);
        [id].into_iter().chain(tables.into_iter().flatten()).collect()
    }

    /// Whether a lookup holds the values of a data variable.
    fn is_series(&self, id: VariableId) -> bool {
        self.tables.contains(&id)
    }
}

fn unary(op: UnaryOp, a: f64) -> f64 {
    match op {
        _ if a == MISSING => MISSING,
        UnaryOp::Negate => -a,
        UnaryOp::Not => truth(a == 0.0),
    }
}

/// What is computed from a missing value is missing; to compare with it is how a formula asks for it.
fn binary(op: BinaryOp, a: f64, b: f64) -> f64 {
    let is_missing = a == MISSING || b == MISSING;
    match op {
        BinaryOp::Equal => truth(a == b),
        BinaryOp::NotEqual => truth(a != b),
        BinaryOp::Less => truth(a < b),
        BinaryOp::LessEqual => truth(a <= b),
        BinaryOp::Greater => truth(a > b),
        BinaryOp::GreaterEqual => truth(a >= b),
        BinaryOp::And => truth(a != 0.0 && b != 0.0),
        BinaryOp::Or => truth(a != 0.0 || b != 0.0),
        _ if is_missing => MISSING,
        BinaryOp::Add => a + b,
        BinaryOp::Subtract => a - b,
        BinaryOp::Multiply => a * b,
        BinaryOp::Divide => a / b,
        BinaryOp::Power => math::pow(a, b),
    }
}

fn truth(is: bool) -> f64 {
    f64::from(u8::from(is))
}

fn table(points: &[(f64, f64)], of: impl Fn((f64, f64)) -> f64) -> Lookup {
    let points: Vec<(f64, f64)> = points.iter().map(|point| (point.0, of(*point))).collect();
    Lookup::new(&points).unwrap_or_else(|_| nothing())
}

/// A series without a point.
pub(crate) fn nothing() -> Lookup {
    Lookup::new(&[(0.0, MISSING)]).expect("a point is a table")
}
