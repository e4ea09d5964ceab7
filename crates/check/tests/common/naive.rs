//! A slow and simple interpreter of checked models: the meaning of the orders and index tables, told a second time.
//!
//! It panics when something is read before it was computed, which the orders must prevent.
#![allow(dead_code)]

use check::{
    BinaryOp, Equation, Expr, ExprKind, Function, Index, Kind, Method, Model, Reduction, Role, UnaryOp, VariableId,
    VectorArgument, VectorFunction, Work,
};
use std::collections::VecDeque;

/// Values by save point: the time, and every cell of every variable.
pub struct Trajectory {
    pub names: Vec<String>,
    pub times: Vec<f64>,
    pub rows: Vec<Vec<f64>>,
}

/// Runs a model from start to end.
pub fn run(model: &Model) -> Trajectory {
    let mut run = Run::new(model);
    run.start();
    let shown = run.shown();
    let names = shown.iter().map(|(v, cell)| model.cell_name(*v, *cell)).collect();
    let mut trajectory = Trajectory {
        names,
        times: Vec::new(),
        rows: Vec::new(),
    };
    let stop = |run: &Run| run.scalar(model.control.stop);
    let mut until_save = 0.0;
    loop {
        run.step_work();
        if until_save <= 0.5 * run.step {
            trajectory.times.push(run.time);
            trajectory.rows.push(shown.iter().map(|(v, cell)| run.values[v.0 as usize][*cell]).collect());
            until_save += run.scalar(model.control.save_every);
        }
        if run.time + 0.5 * run.step > stop(&run) {
            return trajectory;
        }
        run.advance();
        until_save -= run.step;
    }
}

struct Run<'m> {
    model: &'m Model,
    values: Vec<Vec<f64>>,
    is_known: Vec<Vec<bool>>,
    /// Rates, next values or inputs.
    changes: Vec<Vec<f64>>,
    delay_lines: Vec<Vec<VecDeque<f64>>>,
    delays: Vec<Vec<f64>>,
    time: f64,
    /// When the step began.
    begun: f64,
    step: f64,
    first: f64,
    steps: u64,
}

impl<'m> Run<'m> {
    fn new(model: &'m Model) -> Self {
        let ids = || (0..model.variables.len() as u32).map(VariableId);
        let of = |fill: f64| ids().map(|v| vec![fill; model.cells(v)]).collect::<Vec<_>>();
        let mut run = Run {
            model,
            values: of(f64::NAN),
            is_known: ids().map(|v| vec![false; model.cells(v)]).collect(),
            changes: of(f64::NAN),
            delays: of(f64::NAN),
            delay_lines: ids().map(|v| vec![VecDeque::new(); model.cells(v)]).collect(),
            time: f64::NAN,
            begun: f64::NAN,
            step: f64::NAN,
            first: f64::NAN,
            steps: 0,
        };
        for id in ids() {
            if let Kind::Constant { values, .. } = &model.variable(id).kind {
                run.values[id.0 as usize] = values.clone();
                let defined = model.variable(id).defined.clone();
                run.is_known[id.0 as usize] = defined.unwrap_or_else(|| vec![true; values.len()]);
            }
        }
        run
    }

    fn scalar(&self, id: VariableId) -> f64 {
        assert!(
            self.is_known[id.0 as usize][0],
            "{} is not known",
            self.model.variable(id).name
        );
        self.values[id.0 as usize][0]
    }

    fn start(&mut self) {
        let model = self.model;
        self.read_clock();
        for work in &model.initial_order {
            self.work(work);
            self.read_clock();
        }
        for (at, variable) in model.variables.iter().enumerate() {
            if variable.kind == Kind::Auxiliary {
                self.is_known[at].fill(false);
            }
        }
    }

    /// Takes INITIAL TIME and TIME STEP as soon as they are known.
    fn read_clock(&mut self) {
        let control = &self.model.control;
        if self.time.is_nan() && self.is_known[control.start.0 as usize][0] {
            self.time = self.values[control.start.0 as usize][0];
            self.first = self.time;
            self.begun = self.time;
        }
        if self.is_known[control.step.0 as usize][0] {
            self.step = self.values[control.step.0 as usize][0];
        }
    }

    fn step_work(&mut self) {
        for (at, variable) in self.model.variables.iter().enumerate() {
            if variable.kind == Kind::Auxiliary {
                self.is_known[at].fill(false);
            }
        }
        for work in &self.model.step_order {
            self.work(work);
            self.read_clock();
        }
    }

    fn work(&mut self, work: &Work) {
        let equation = self.model.equation(work.equation);
        let iterations: u32 = equation.extents.iter().product();
        let all: Vec<u32> = (0..iterations).filter(|t| !equation.except.contains(t)).collect();
        let cells = work.cells.as_ref().unwrap_or(&all);
        let results: Vec<(usize, f64)> = cells.iter().map(|iteration| self.iteration(equation, *iteration)).collect();
        let at = equation.variable.0 as usize;
        for (cell, value) in results {
            match equation.role {
                Role::Value | Role::Start => {
                    self.values[at][cell] = value;
                    self.is_known[at][cell] = true;
                }
                Role::Rate | Role::Next | Role::Input => self.changes[at][cell] = value,
                Role::Delay | Role::Transit => self.delays[at][cell] = value,
            }
        }
    }

    fn iteration(&self, equation: &Equation, iteration: u32) -> (usize, f64) {
        let mut values = vec![0; equation.extents.len()];
        let mut rest = iteration;
        for (value, extent) in values.iter_mut().zip(&equation.extents).rev() {
            *value = rest % extent;
            rest /= extent;
        }
        let value = self.eval(&equation.body, &mut values);
        (self.cell(equation.variable, &equation.target, &values), value)
    }

    fn cell(&self, id: VariableId, index: &[Index], values: &[u32]) -> usize {
        let shape = &self.model.variable(id).shape;
        assert_eq!(shape.len(), index.len());
        shape.iter().zip(index).fold(0, |cell, (dimension, index)| {
            let size = self.model.dimensions[dimension.0 as usize].elements.len();
            let position = position(index, values) as usize;
            assert!(position < size);
            cell * size + position
        })
    }

    fn eval(&self, e: &Expr, iterations: &mut Vec<u32>) -> f64 {
        let truth = |b: bool| if b { 1.0 } else { 0.0 };
        match &e.kind {
            ExprKind::Number(value) => *value,
            ExprKind::Time => self.time,
            ExprKind::TimeStep => self.step,
            ExprKind::Position(index) => f64::from(position(index, iterations)) + 1.0,
            ExprKind::Variable(id, index) => {
                let cell = self.cell(*id, index, iterations);
                let name = || self.model.cell_name(*id, cell);
                assert!(
                    self.is_known[id.0 as usize][cell],
                    "{} is read before it is known",
                    name()
                );
                self.values[id.0 as usize][cell]
            }
            ExprKind::Unary(UnaryOp::Negate, a) => -self.eval(a, iterations),
            ExprKind::Unary(UnaryOp::Not, a) => truth(self.eval(a, iterations) == 0.0),
            ExprKind::Binary(op, a, b) => binary(*op, self.eval(a, iterations), self.eval(b, iterations)),
            ExprKind::If(a, b, c) => {
                let (b, c) = (self.eval(b, iterations), self.eval(c, iterations));
                if self.eval(a, iterations) != 0.0 { b } else { c }
            }
            ExprKind::Call(function, arguments) => {
                let a: Vec<f64> = arguments.iter().map(|a| self.eval(a, iterations)).collect();
                self.call(*function, &a)
            }
            ExprKind::Lookup { table, cell, mode, x } => {
                let Kind::Lookup { tables } = &self.model.variable(*table).kind else {
                    panic!("not a lookup")
                };
                tables[self.cell(*table, cell, iterations)].at(self.eval(x, iterations), *mode)
            }
            ExprKind::Reduce { op, over, body } => self.reduce(*op, over, body, iterations),
            ExprKind::Uniform { stream, element, noise } => {
                let seed = match noise.as_ref().map_or(0.0, |noise| self.eval(noise, iterations)) {
                    0.0 => 0.0,
                    // 53 bits of the share that the noise's number draws.
                    noise => (math::uniform(0x811c_9dc5, [noise, 0.0, 0.0, 0.0]) * 2f64.powi(53)).floor(),
                };
                math::uniform(*stream, [self.eval(element, iterations), 0.0, self.steps as f64, seed])
            }
            ExprKind::Vector {
                function,
                arguments,
                element,
            } => {
                let result = self.vector(*function, arguments, iterations);
                let places = element.iter().map(|i| position(i, iterations) as usize);
                let sizes = arguments[0].over.iter().map(|(_, size)| *size as usize);
                result[places.zip(sizes).fold(0, |at, (place, size)| at * size + place)]
            }
        }
    }

    /// All that a function of whole vectors gives.
    fn vector(&self, function: VectorFunction, arguments: &[VectorArgument], iterations: &mut Vec<u32>) -> Vec<f64> {
        let a: Vec<Vec<f64>> = arguments.iter().map(|a| self.elements(a, iterations)).collect();
        let mut out = vec![0.0; a[0].len()];
        match function {
            VectorFunction::SortOrder => math::sort_order(&a[0], a[1][0], &mut out),
            VectorFunction::Rank => math::rank(&a[0], a[1][0], &mut out),
            VectorFunction::Element => out = vec![math::element(&a[0], a[1][0])],
            VectorFunction::InvertMatrix => math::invert(&a[0], a[0].len().isqrt(), &mut out),
            VectorFunction::AllocateAvailable => math::allocate_available(&a[0], &a[1], a[2][0], &mut out),
            VectorFunction::AllocateByPriority => {
                math::allocate_by_priority(&a[0], &a[1], [a[2][0], a[3][0]], &mut out);
            }
            VectorFunction::MarketPrice => out = vec![math::market_price([&a[0], &a[1]], [&a[2], &a[3]])],
            VectorFunction::DemandAtPrice => out = vec![math::demand_at_price(a[0][0], &a[1], a[2][0])],
            VectorFunction::SupplyAtPrice => out = vec![math::supply_at_price(a[0][0], &a[1], a[2][0])],
        }
        out
    }

    fn elements(&self, argument: &VectorArgument, iterations: &mut Vec<u32>) -> Vec<f64> {
        let outer = iterations.len();
        let mut values = Vec::new();
        for iteration in 0..argument.over.iter().map(|(_, size)| size).product() {
            let mut rest = iteration;
            for (variable, size) in argument.over.iter().rev() {
                iterations.resize(outer + argument.over.len(), 0);
                iterations[*variable as usize] = rest % size;
                rest /= size;
            }
            values.push(self.eval(&argument.body, iterations));
            iterations.truncate(outer);
        }
        values
    }

    fn reduce(&self, op: Reduction, over: &[(u8, u32)], body: &Expr, iterations: &mut Vec<u32>) -> f64 {
        let outer = iterations.len();
        let count: u32 = over.iter().map(|(_, extent)| extent).product();
        let mut result = None;
        for iteration in 0..count {
            iterations.truncate(outer);
            let mut rest = iteration;
            for (variable, extent) in over.iter().rev() {
                assert!(*variable as usize >= outer && (*variable as usize) < outer + over.len());
                iterations.resize(outer + over.len(), 0);
                iterations[*variable as usize] = rest % extent;
                rest /= extent;
            }
            let value = self.eval(body, iterations);
            result = Some(match (result, op) {
                (None, Reduction::Sum) => 0.0 + value,
                (None, _) => value,
                (Some(so_far), Reduction::Sum) => so_far + value,
                (Some(so_far), Reduction::Product) => so_far * value,
                (Some(so_far), Reduction::Min) => math::min(so_far, value),
                (Some(so_far), Reduction::Max) => math::max(so_far, value),
            });
        }
        iterations.truncate(outer);
        result.expect("dimensions are not empty")
    }

    fn call(&self, function: Function, a: &[f64]) -> f64 {
        // What is naive is how a model is carried out; what a function is worth the pages of `tests/spec` say.
        let mut arguments = [0.0; 4];
        arguments[..a.len()].copy_from_slice(a);
        let (time, step) = (self.begun, self.step);
        function.value(arguments, language::Now { time, step })
    }

    /// Goes one step on.
    fn advance(&mut self) {
        let before = self.values.clone();
        let at_start = self.changes.clone();
        self.steps += 1;
        let (time, step) = (self.time, self.step);
        match self.model.control.method {
            Method::Euler => self.move_stocks(&before, &at_start, step),
            // As accurate as published numbers are, with fixed steps too.
            Method::RungeKutta4 | Method::RungeKutta4Auto => self.runge_kutta(&before, &at_start, (time, step)),
            method => panic!("{method:?} is not carried out here"),
        }
        for (at, variable) in self.model.variables.iter().enumerate() {
            match variable.kind {
                Kind::SampleAndHold => self.values[at].clone_from(&at_start[at]),
                Kind::DelayLine => self.move_delay_line(at, &at_start, (&before, step)),
                _ => {}
            }
        }
        self.time = match self.model.variable(self.model.control.step).kind {
            Kind::Constant { .. } => self.first + self.steps as f64 * step,
            _ => time + step,
        };
        self.begun = self.time;
    }

    fn runge_kutta(&mut self, before: &[Vec<f64>], k1: &[Vec<f64>], (time, step): (f64, f64)) {
        let mut slopes = vec![k1.to_vec()];
        for (share, now) in [(0.5, time + step / 2.0), (0.5, time + step / 2.0), (1.0, time + step)] {
            self.move_stocks(before, &slopes[slopes.len() - 1], share * step);
            self.time = now;
            self.step_work();
            slopes.push(self.changes.clone());
        }
        let mut mean = k1.to_vec();
        for (at, cells) in mean.iter_mut().enumerate() {
            for (cell, value) in cells.iter_mut().enumerate() {
                let k = |n: usize| slopes[n][at][cell];
                *value = (k(0) + 2.0 * k(1) + 2.0 * k(2) + k(3)) / 6.0;
            }
        }
        self.move_stocks(before, &mean, step);
    }

    fn move_stocks(&mut self, before: &[Vec<f64>], rates: &[Vec<f64>], by: f64) {
        for (at, variable) in self.model.variables.iter().enumerate() {
            if variable.kind == Kind::Stock {
                for cell in 0..self.values[at].len() {
                    self.values[at][cell] = before[at][cell] + by * rates[at][cell];
                }
            }
        }
    }

    fn move_delay_line(&mut self, at: usize, inputs: &[Vec<f64>], (before, step): (&[Vec<f64>], f64)) {
        for (cell, delay_line) in self.delay_lines[at].iter_mut().enumerate() {
            if self.steps == 1 {
                let length = (self.delays[at][cell] / step + 0.5).floor().max(1.0) as usize;
                *delay_line = vec![before[at][cell]; length - 1].into();
            }
            delay_line.push_back(inputs[at][cell]);
            self.values[at][cell] = delay_line.pop_front().expect("just pushed");
        }
    }

    /// What the output has: every defined cell of what the author wrote, lookups left out.
    fn shown(&self) -> Vec<(VariableId, usize)> {
        let ids = (0..self.model.variables.len() as u32).map(VariableId);
        let is_shown = |v: &VariableId| {
            let variable = self.model.variable(*v);
            !variable.hidden && !matches!(variable.kind, Kind::Lookup { .. })
        };
        let is_defined = |v: VariableId, cell: usize| self.model.variable(v).defined.as_ref().is_none_or(|d| d[cell]);
        ids.filter(is_shown)
            .flat_map(|v| {
                (0..self.model.cells(v)).filter(move |c| is_defined(v, *c)).map(move |c| (v, c)).collect::<Vec<_>>()
            })
            .collect()
    }
}

fn position(index: &Index, values: &[u32]) -> u32 {
    match index {
        Index::Fixed(position) => *position,
        Index::Along { variable, positions } => positions[values[*variable as usize] as usize],
    }
}

fn binary(op: BinaryOp, a: f64, b: f64) -> f64 {
    let truth = |b: bool| if b { 1.0 } else { 0.0 };
    match op {
        BinaryOp::Add => a + b,
        BinaryOp::Subtract => a - b,
        BinaryOp::Multiply => a * b,
        BinaryOp::Divide => a / b,
        BinaryOp::Power => math::pow(a, b),
        BinaryOp::Equal => truth(a == b),
        BinaryOp::NotEqual => truth(a != b),
        BinaryOp::Less => truth(a < b),
        BinaryOp::LessEqual => truth(a <= b),
        BinaryOp::Greater => truth(a > b),
        BinaryOp::GreaterEqual => truth(a >= b),
        BinaryOp::And => truth(a != 0.0 && b != 0.0),
        BinaryOp::Or => truth(a != 0.0 || b != 0.0),
    }
}
