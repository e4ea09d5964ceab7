//! The plainest engine: offset_tables the equations of a model for one run, cell by cell. It shares nothing with the real one but the
//! definitions of the operations.

use check::*;
use program::{Now, Op, apply};
use std::collections::HashMap;

type State = HashMap<(VariableId, u32), f64>;

pub struct Reference<'m> {
    model: &'m Model,
    constants: HashMap<VariableId, Vec<f64>>,
    /// Carried values, and everything computed at the present step.
    state: State,
    values: State,
    fixed: State,
    changes: State,
    delays: State,
    is_start: bool,
    /// The clock at the beginning of the step, and the time within it.
    now: Now,
    time: f64,
    /// The numbers of the run and of the step, which random numbers look at.
    run: f64,
    number: f64,
    history: HashMap<(VariableId, u32), Vec<f64>>,
}

impl<'m> Reference<'m> {
    pub fn new(model: &'m Model, set: &[(VariableId, Vec<f64>)]) -> Reference<'m> {
        let mut constants = HashMap::new();
        for (at, variable) in model.variables.iter().enumerate() {
            if let Kind::Constant { values, .. } = &variable.kind {
                constants.insert(VariableId(at as u32), values.clone());
            }
        }
        constants.extend(set.iter().cloned());
        Reference {
            model,
            constants,
            state: State::new(),
            values: State::new(),
            fixed: State::new(),
            changes: State::new(),
            delays: State::new(),
            is_start: true,
            now: Now { time: 0.0, step: 0.0 },
            time: 0.0,
            run: 0.0,
            number: 0.0,
            history: HashMap::new(),
        }
    }

    /// As that run of an ensemble.
    pub fn of_run(mut self, run: usize) -> Self {
        self.run = run as f64;
        self
    }

    /// All cells of all variables at all save points, in the order of `names` of a program that keeps all.
    pub fn run(mut self) -> Vec<Vec<f64>> {
        let clock = self.model.control.clone();
        let [start, stop, step, save] =
            [clock.start, clock.stop, clock.step, clock.save_every].map(|id| self.constants[&id][0]);
        self.now = Now { time: start, step };
        self.time = start;
        self.order(&self.model.initial_order.clone());
        self.load();
        self.is_start = false;
        let steps = ((stop - start) / step).round() as u64;
        let every = (save / step).round() as u64;
        let mut rows = Vec::new();
        for number in 0..=steps {
            self.now.time = start + number as f64 * step;
            self.time = self.now.time;
            self.number = number as f64;
            self.order(&self.model.step_order.clone());
            if number % every == 0 || number == steps {
                rows.push(self.row());
            }
            self.step(number);
        }
        rows
    }

    fn of_kind(&self, kind: &Kind) -> Vec<(VariableId, u32)> {
        let ids = (0..self.model.variables.len() as u32).map(VariableId);
        ids.filter(|id| self.model.variable(*id).kind == *kind)
            .flat_map(|id| (0..self.model.cells(id) as u32).map(move |cell| (id, cell)))
            .collect()
    }

    fn load(&mut self) {
        for kind in [Kind::Stock, Kind::SampleAndHold, Kind::DelayLine] {
            for cell in self.of_kind(&kind) {
                self.state.insert(cell, self.values[&cell]);
            }
        }
        for cell in self.of_kind(&Kind::Initial) {
            self.fixed.insert(cell, self.values[&cell]);
        }
    }

    fn step(&mut self, number: u64) {
        let stocks = self.of_kind(&Kind::Stock);
        let h = self.now.step;
        let begin = self.state.clone();
        let next: State = self.of_kind(&Kind::SampleAndHold).iter().map(|c| (*c, self.changes[c])).collect();
        let inputs: State = self.of_kind(&Kind::DelayLine).iter().map(|c| (*c, self.changes[c])).collect();
        match self.model.control.method {
            Method::Euler => {
                for cell in stocks {
                    let rate = self.changes[&cell];
                    *self.state.get_mut(&cell).unwrap() += h * rate;
                }
            }
            method => {
                assert_eq!(method, Method::RungeKutta4, "no other method is plain here");
                let time = self.now.time;
                let mut k = vec![self.changes.clone()];
                for (part, after) in [(h / 2.0, 0.5), (h / 2.0, 0.5), (h, 1.0)] {
                    for cell in &stocks {
                        self.state.insert(*cell, begin[cell] + part * k[k.len() - 1][cell]);
                    }
                    self.time = time + after * h;
                    self.order(&self.model.step_order.clone());
                    k.push(self.changes.clone());
                }
                for c in &stocks {
                    let sum = k[0][c] + 2.0 * k[1][c] + 2.0 * k[2][c] + k[3][c];
                    self.state.insert(*c, begin[c] + h / 6.0 * sum);
                }
            }
        }
        self.state.extend(next);
        for (cell, input) in inputs {
            let history = self.history.entry(cell).or_default();
            history.push(input);
            let length = (self.delays[&cell] / h + 0.5).floor().max(1.0) as u64;
            if number + 1 >= length {
                let out = history[(number + 1 - length) as usize];
                self.state.insert(cell, out);
            }
        }
    }

    fn row(&self) -> Vec<f64> {
        let mut row = Vec::new();
        for at in 0..self.model.variables.len() {
            let id = VariableId(at as u32);
            if !matches!(self.model.variables[at].kind, Kind::Lookup { .. }) {
                row.extend((0..self.model.cells(id) as u32).map(|cell| self.read(id, cell)));
            }
        }
        row
    }

    fn read(&self, id: VariableId, cell: u32) -> f64 {
        match (&self.model.variable(id).kind, self.is_start) {
            (Kind::Constant { .. }, _) => self.constants[&id][cell as usize],
            (Kind::Stock | Kind::SampleAndHold | Kind::DelayLine, false) => self.state[&(id, cell)],
            (Kind::Initial, false) => self.fixed[&(id, cell)],
            _ => self.values[&(id, cell)],
        }
    }

    fn order(&mut self, order: &[Work]) {
        for work in order {
            let equation = self.model.equation(work.equation);
            let all = equation.extents.iter().product();
            let iterations = work
                .cells
                .clone()
                .unwrap_or_else(|| (0..all).filter(|iteration| !equation.except.contains(iteration)).collect());
            for iteration in iterations {
                let index = split(iteration, &equation.extents);
                let value = self.value(&equation.body, &index);
                let cell = (
                    equation.variable,
                    self.cell(equation.variable, &equation.target, &index),
                );
                match equation.role {
                    Role::Value | Role::Start => self.values.insert(cell, value),
                    Role::Rate | Role::Next | Role::Input => self.changes.insert(cell, value),
                    Role::Delay | Role::Transit => self.delays.insert(cell, value),
                };
            }
        }
    }

    fn cell(&self, id: VariableId, cell: &[Index], index: &[u32]) -> u32 {
        let shape = &self.model.variable(id).shape;
        cell.iter().zip(shape).fold(0, |at, (i, dimension)| {
            let size = self.model.dimensions[dimension.0 as usize].elements.len() as u32;
            at * size + place(i, index)
        })
    }

    fn value(&self, expr: &Expr, index: &[u32]) -> f64 {
        let value = |expr: &Expr| self.value(expr, index);
        let op = |op: Op, arguments: &[f64]| {
            let mut all = [0.0; 4];
            all[..arguments.len()].copy_from_slice(arguments);
            apply(op, all, self.now)
        };
        match &expr.kind {
            ExprKind::Number(value) => *value,
            ExprKind::Time => self.time,
            ExprKind::TimeStep => self.now.step,
            ExprKind::Position(i) => f64::from(place(i, index)) + 1.0,
            ExprKind::Variable(id, cell) => self.read(*id, self.cell(*id, cell, index)),
            ExprKind::Unary(UnaryOp::Negate, a) => -value(a),
            ExprKind::Unary(UnaryOp::Not, a) => op(Op::Not, &[value(a)]),
            ExprKind::Binary(binary, a, b) => {
                let (a, b) = (value(a), value(b));
                let truth = |is: bool| if is { 1.0 } else { 0.0 };
                match binary {
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
            ExprKind::If(a, b, c) => {
                if value(a) != 0.0 {
                    value(b)
                } else {
                    value(c)
                }
            }
            ExprKind::Call(function, arguments) => {
                let arguments: Vec<f64> = arguments.iter().map(value).collect();
                op(Op::Call(*function), &arguments)
            }
            ExprKind::Lookup { table, cell, mode, x } => {
                let Kind::Lookup { tables } = &self.model.variable(*table).kind else {
                    panic!("not a lookup")
                };
                tables[self.cell(*table, cell, index) as usize].at(value(x), *mode)
            }
            ExprKind::Uniform { stream, element, noise } => {
                let seed = match noise.as_ref().map(|noise| value(noise)) {
                    None | Some(0.0) => 0.0,
                    Some(noise) => own_seed(noise, self.run),
                };
                math::uniform(*stream, [value(element), self.run, self.number, seed])
            }
            ExprKind::Vector {
                function,
                arguments,
                element,
            } => {
                let vectors: Vec<Vec<f64>> = arguments.iter().map(|a| self.vector(a, index)).collect();
                let at = |n: usize| vectors.get(n).map_or(&[][..], Vec::as_slice);
                let mut lengths = [0; 4];
                lengths.iter_mut().zip(&vectors).for_each(|(n, vector)| *n = vector.len() as u32);
                let call = program::VectorCall {
                    function: *function,
                    lengths,
                };
                let mut out = vec![0.0; call.result() as usize];
                program::compute_vector(&call, [at(0), at(1), at(2), at(3)], &mut out);
                let places = element.iter().map(|i| place(i, index));
                let sizes = arguments[0].over.iter();
                out[places.zip(sizes).fold(0, |at, (place, (_, size))| at * size + place) as usize]
            }
            ExprKind::Reduce { op, over, body } => {
                let extents: Vec<u32> = over.iter().map(|(_, extent)| *extent).collect();
                let mut index = index.to_vec();
                let (neutral, combine): (f64, fn(f64, f64) -> f64) = match op {
                    Reduction::Sum => (0.0, |a, b| a + b),
                    Reduction::Product => (1.0, |a, b| a * b),
                    Reduction::Min => (f64::INFINITY, math::min),
                    Reduction::Max => (f64::NEG_INFINITY, math::max),
                };
                (0..extents.iter().product()).fold(neutral, |held, iteration| {
                    for ((variable, _), value) in over.iter().zip(split(iteration, &extents)) {
                        index.resize(index.len().max(*variable as usize + 1), 0);
                        index[*variable as usize] = value;
                    }
                    combine(held, self.value(body, &index))
                })
            }
        }
    }

    /// The elements of a vector.
    fn vector(&self, argument: &check::VectorArgument, index: &[u32]) -> Vec<f64> {
        let extents: Vec<u32> = argument.over.iter().map(|(_, extent)| *extent).collect();
        let mut index = index.to_vec();
        (0..extents.iter().product())
            .map(|iteration| {
                for ((variable, _), value) in argument.over.iter().zip(split(iteration, &extents)) {
                    index.resize(index.len().max(*variable as usize + 1), 0);
                    index[*variable as usize] = value;
                }
                self.value(&argument.body, &index)
            })
            .collect()
    }
}

fn place(i: &Index, index: &[u32]) -> u32 {
    match i {
        Index::Fixed(position) => *position,
        Index::Along { variable, positions } => positions[index[*variable as usize] as usize],
    }
}

fn split(iteration: u32, extents: &[u32]) -> Vec<u32> {
    let mut rest = iteration;
    let mut index: Vec<u32> = extents
        .iter()
        .rev()
        .map(|extent| {
            let value = rest % extent;
            rest /= extent;
            value
        })
        .collect();
    index.reverse();
    index
}

/// The seed of a noise of its own in a run under seed 0: 53 bits drawn for its size, in two words, and its sign.
fn own_seed(noise: f64, run: f64) -> f64 {
    let word = 4_294_967_296.0;
    let high = (noise.abs() / word).floor();
    let sign = f64::from(noise < 0.0);
    let low = noise.abs() - high * word;
    let share = math::uniform(0x811c_9dc5, [low, run, 2.0 * high + sign, 0.0]);
    (share * 9_007_199_254_740_992.0).floor()
}
