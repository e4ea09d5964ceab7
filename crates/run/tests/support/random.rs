//! Random models: many live values, arrays of one and two dimensions, everything that carries over from step to step.

use super::*;

/// A stream of random numbers (xorshift64*): the same models everywhere.
pub struct Stream(pub u64);

impl Stream {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % n
    }

    pub fn number(&mut self) -> f64 {
        [0.0, 1.0, -1.0, 0.5, 2.0, -0.25, 3.7, 0.1, 1e-3, 12.0][self.below(10)]
    }
}

const UNARY: [Function; 14] = [
    Function::Abs,
    Function::Exp,
    Function::Ln,
    Function::Sqrt,
    Function::Sin,
    Function::Cos,
    Function::Tan,
    Function::Arcsin,
    Function::Arccos,
    Function::Arctan,
    Function::Sinh,
    Function::Cosh,
    Function::Tanh,
    Function::Integer,
];

const BINARY: [Function; 6] = [
    Function::Log,
    Function::Max,
    Function::Min,
    Function::Zidz,
    Function::Modulo,
    Function::Quantum,
];

const MODES: [math::LookupMode; 7] = [
    math::LookupMode::Interpolate,
    math::LookupMode::Extrapolate,
    math::LookupMode::Forward,
    math::LookupMode::Backward,
    math::LookupMode::Area,
    math::LookupMode::SlopeBefore,
    math::LookupMode::SlopeAfter,
];

type Spacing = fn(f64) -> f64;

/// How many points tables have, and how their x are spaced: evenly, ever wider, or with two points above each other.
const TABLES: [(i32, Spacing); 9] = [
    (1, |i| i),
    (4, |i| i * 0.3),
    (13, |i| i * 0.3),
    (14, |i| (i * 0.5).floor() * 0.25),
    (15, |i| i * i * 0.05),
    (16, |i| i * 0.125),
    (17, |i| i * i * 0.03),
    (60, |i| i * 0.3),
    (60, |i| i * i * 0.01 + (i * 0.25).floor()),
];

/// What constants of models may be that need not stay finite.
const SPECIAL: [f64; 10] = [
    -0.0,
    5e-324,
    -1e-310,
    f64::MIN_POSITIVE,
    f64::MAX,
    -1e300,
    709.8,
    1e15,
    4503599627370497.0,
    1.0 - f64::EPSILON / 2.0,
];

/// Sizes of dimensions at which rows of 64 and of 256 numbers end.
const LONG: [u32; 7] = [12, 63, 64, 65, 150, 256, 300];

/// What a reference may point at.
#[derive(Clone)]
struct Known {
    v: V,
    shape: Vec<usize>,
}

struct Maker {
    random: Stream,
    models: Models,
    dimensions: Vec<(DimensionId, u32)>,
    known: Vec<Known>,
    tables: Vec<V>,
    /// Index variables in scope: which dimension each runs over.
    scope: Vec<usize>,
    count: usize,
    is_tame: bool,
}

/// A model, and the constants of it that may vary.
pub fn model(seed: u64, auxiliaries: usize) -> (Model, Vec<V>) {
    of_arrays(seed, auxiliaries, false)
}

/// The same with a dimension so long that rows are full.
pub fn long(seed: u64, auxiliaries: usize) -> (Model, Vec<V>) {
    of_arrays(seed, auxiliaries, true)
}

fn of_arrays(seed: u64, auxiliaries: usize, is_long: bool) -> (Model, Vec<V>) {
    let mut random = Stream(seed | 1);
    random.below(7);
    let method = [Method::Euler, Method::RungeKutta4][random.below(2)];
    let save_every = [0.25, 0.5, 0.75][random.below(3)];
    let mut models = Models::new(Horizon(3.0, 0.25, save_every), method);
    let dimensions = ["a", "b"].map(|name| {
        let size = match is_long && name == "a" {
            // Rows that are full, or a little longer; several of them.
            true => LONG[random.below(LONG.len())],
            false => 1 + random.below(5) as u32,
        };
        (models.dimension(name, size), size)
    });
    let mut maker = Maker {
        random,
        models,
        dimensions: dimensions.to_vec(),
        known: Vec::new(),
        tables: Vec::new(),
        scope: Vec::new(),
        count: 0,
        is_tame: !seed.is_multiple_of(4),
    };
    let varied = maker.constants();
    maker.carried(auxiliaries);
    (maker.models.done(), varied)
}

impl Maker {
    fn name(&mut self, what: &str) -> String {
        self.count += 1;
        format!("{what}{}", self.count)
    }

    fn number(&mut self) -> f64 {
        match self.is_tame || self.random.below(2) == 0 {
            true => self.random.number(),
            false => SPECIAL[self.random.below(SPECIAL.len())],
        }
    }

    fn shape(&mut self) -> Vec<usize> {
        match self.random.below(5) {
            0 => vec![0],
            1 => vec![1],
            2 => vec![0, 1],
            _ => Vec::new(),
        }
    }

    fn ids(&self, shape: &[usize]) -> Vec<DimensionId> {
        shape.iter().map(|&d| self.dimensions[d].0).collect()
    }

    fn constants(&mut self) -> Vec<V> {
        let mut varied = Vec::new();
        for number in 0..6 {
            let shape = self.shape();
            let cells: u32 = shape.iter().map(|&d| self.dimensions[d].1).product();
            let values: Vec<f64> = (0..cells).map(|_| self.number()).collect();
            let name = self.name("c");
            let v = self.models.constants(&name, &self.ids(&shape), &values);
            self.known.push(Known { v, shape });
            if number < 2 {
                varied.push(v);
            }
        }
        for (points, spacing) in TABLES {
            let name = self.name("table");
            let x = (0..points).map(|i| spacing(f64::from(i)) - 1.0);
            let points: Vec<_> = x.map(|x| (x, self.random.number())).collect();
            self.tables.push(self.models.table(&name, &points));
        }
        varied
    }

    /// Stocks, sample-and-hold states, delay lines and initials, the auxiliaries between them, and what drives them.
    fn carried(&mut self, auxiliaries: usize) {
        let mut carried = Vec::new();
        for kind in [
            Kind::Stock,
            Kind::Stock,
            Kind::Stock,
            Kind::SampleAndHold,
            Kind::DelayLine,
            Kind::Initial,
        ] {
            let shape = self.shape();
            let start = self.body(&shape, 2, false);
            let name = self.name("s");
            let v = self.models.starting(&name, &self.ids(&shape), kind.clone(), start);
            self.known.push(Known {
                v,
                shape: shape.clone(),
            });
            carried.push((v, shape, kind));
        }
        for _ in 0..auxiliaries {
            self.auxiliary();
        }
        for (v, shape, kind) in carried {
            let body = self.body(&shape, 3, true);
            let tame = call(Function::Min, &[&call(Function::Max, &[&body, &n(-1.0)]), &n(1.0)]);
            match kind {
                Kind::Stock => self.models.drive(v, Role::Rate, tame),
                Kind::SampleAndHold => self.models.drive(v, Role::Next, body),
                Kind::DelayLine => {
                    self.models.drive(v, Role::Input, body);
                    let constant = self.known[self.random.below(2)].clone();
                    let delay = self.refer(&constant, &shape);
                    self.models.drive(v, Role::Delay, delay);
                }
                _ => {}
            }
        }
    }

    fn auxiliary(&mut self) {
        let shape = self.shape();
        let ids = self.ids(&shape);
        let name = self.name("x");
        match self.random.below(8) {
            // Another rule at the start.
            0 => {
                let (first, body) = (self.body(&shape, 2, true), self.body(&shape, 3, true));
                let v = self.models.variable(&name, &ids, Kind::Auxiliary);
                let start = self.models.equation(v, Role::Start, first);
                let value = self.models.equation(v, Role::Value, body);
                self.models.work(start, None, true, false);
                self.models.work(value, None, false, true);
                self.known.push(Known { v, shape });
            }
            // Element by element, each from the one before it.
            1 if shape.len() == 1 && self.dimensions[shape[0]].1 > 1 => {
                let size = self.dimensions[shape[0]].1;
                let v = self.models.variable(&name, &ids, Kind::Auxiliary);
                let before = Index::Along {
                    variable: 0,
                    positions: (0..size).map(|i| i.saturating_sub(1)).collect(),
                };
                let is_first = binary(BinaryOp::Equal, position(along(0, size)), n(1.0));
                let body = self.body(&shape, 2, true);
                let first = self.body(&shape, 1, true);
                let chain = self.models.equation(v, Role::Value, v.at(&[before]) * n(0.5) + body);
                let first = self.models.equation(v, Role::Value, first + is_first);
                for (equation, cell) in (0..size).map(|cell| (if cell == 0 { first } else { chain }, cell)) {
                    self.models.work(equation, Some(vec![cell]), true, true);
                }
                self.known.push(Known { v, shape });
            }
            _ => {
                let body = self.body(&shape, 3, true);
                let v = self.models.auxiliary(&name, &ids, body);
                self.known.push(Known { v, shape });
            }
        }
    }

    fn body(&mut self, shape: &[usize], depth: usize, timed: bool) -> E {
        self.scope = shape.to_vec();
        self.expression(depth, timed)
    }

    fn expression(&mut self, depth: usize, timed: bool) -> E {
        if depth == 0 {
            return self.leaf(timed);
        }
        let next = |maker: &mut Maker| maker.expression(depth - 1, timed);
        match self.random.below(17) {
            0..3 => next(self) + next(self),
            3..5 => next(self) * next(self),
            5 => next(self) - next(self),
            6 => next(self) / self.tame(depth, timed),
            7 => when(
                binary(BinaryOp::Greater, next(self), next(self)),
                next(self),
                next(self),
            ),
            8 => {
                let argument = match self.is_tame {
                    true => call(Function::Min, &[&call(Function::Abs, &[&next(self)]), &n(0.9)]) + n(0.1),
                    false => next(self),
                };
                call(UNARY[self.random.below(UNARY.len())], &[&argument])
            }
            9 => {
                let (one, other) = (self.tame(depth, timed), self.tame(depth, timed));
                match self.random.below(BINARY.len() + 2) {
                    0 => binary(
                        BinaryOp::Power,
                        call(Function::Abs, &[&one]),
                        call(Function::Min, &[&other, &n(2.0)]),
                    ),
                    1 => call(Function::Xidz, &[&one, &other, &n(0.25)]),
                    which => call(BINARY[which - 2], &[&one, &other]),
                }
            }
            10 => {
                let table = self.tables[self.random.below(TABLES.len())];
                table.lookup(MODES[self.random.below(MODES.len())], next(self))
            }
            11 => {
                let op = [BinaryOp::And, BinaryOp::Or, BinaryOp::LessEqual, BinaryOp::NotEqual];
                binary(op[self.random.below(4)], next(self), next(self))
            }
            12 => unary([UnaryOp::Negate, UnaryOp::Not][self.random.below(2)], next(self)),
            13 if timed => self.clocked(),
            13 if self.random.below(2) == 0 => self.vector(depth, timed),
            13 | 14 => self.reduction(depth, timed),
            15 => self.chance(depth, timed),
            _ => self.leaf(timed),
        }
    }

    /// In tame models a number of at least a half: most of them never break down.
    fn tame(&mut self, depth: usize, timed: bool) -> E {
        let body = self.expression(depth - 1, timed);
        match self.is_tame {
            true => call(Function::Abs, &[&body]) + n(0.5),
            false => body,
        }
    }

    fn clocked(&mut self) -> E {
        let (a, b) = (self.leaf(false), self.leaf(false));
        match self.random.below(4) {
            0 => call(Function::Step, &[&a, &b]),
            1 => call(Function::PulseTrain, &[&a, &n(0.3), &b, &n(2.5)]),
            2 => call(Function::Pulse, &[&a, &b]),
            _ => call(Function::Ramp, &[&a, &n(0.5), &n(2.0)]),
        }
    }

    /// A random number, of the run's noise or another, from one of three distributions.
    fn chance(&mut self, depth: usize, timed: bool) -> E {
        self.count += 1;
        let stream = self.count as u32;
        let element = match self.scope.last() {
            Some(&dimension) => {
                let variable = self.scope.len() as u8 - 1;
                position(along(variable, self.dimensions[dimension].1))
            }
            None => n(0.0),
        };
        let noise = match self.random.below(4) {
            0 => Some(n(7.0)),
            1 => Some(self.expression(depth - 1, timed)),
            2 => Some(n(-8_589_934_593.0)),
            _ => None,
        };
        let share = uniform(stream, element, noise);
        match self.random.below(3) {
            0 => share,
            1 => call(Function::NormalQuantile, &[&share]),
            _ => call(Function::TriangularQuantile, &[&share, &n(0.0), &n(1.0), &n(3.0)]),
        }
    }

    fn reduction(&mut self, depth: usize, timed: bool) -> E {
        let dimension = self.random.below(2);
        let variable = self.scope.len() as u8;
        self.scope.push(dimension);
        let body = self.expression(depth - 1, timed);
        self.scope.pop();
        let ops = [Reduction::Sum, Reduction::Product, Reduction::Min, Reduction::Max];
        let op = ops[self.random.below(4)];
        reduce(op, &[(variable, self.dimensions[dimension].1)], body)
    }

    /// A function of a whole vector along one dimension, at any of its elements.
    fn vector(&mut self, depth: usize, timed: bool) -> E {
        let dimension = self.random.below(2);
        let size = self.dimensions[dimension].1;
        let variable = self.scope.len() as u8;
        self.scope.push(dimension);
        let along_it = self.expression(depth - 1, timed);
        self.scope.pop();
        let over = vec![(variable, size)];
        let fitting = (0..self.scope.len()).find(|&v| self.scope[v] == dimension);
        let element = match fitting {
            Some(variable) => along(variable as u8, size),
            None => Index::Fixed(self.random.below(size as usize) as u32),
        };
        let number = (Vec::new(), self.leaf(timed));
        match self.random.below(4) {
            0 => vector(VectorFunction::SortOrder, vec![(over, along_it), number], vec![element]),
            1 => vector(VectorFunction::Rank, vec![(over, along_it), number], vec![element]),
            2 => vector(VectorFunction::Element, vec![(over, along_it), number], Vec::new()),
            _ => {
                let priorities = (over.clone(), position(along(variable, size)));
                let requests = (over, call(Function::Abs, &[&along_it]));
                let arguments = vec![requests, priorities, (Vec::new(), n(2.0)), number];
                vector(VectorFunction::AllocateByPriority, arguments, vec![element])
            }
        }
    }

    fn leaf(&mut self, timed: bool) -> E {
        match self.random.below(12) {
            0 => n(self.number()),
            1 if timed => time(),
            2 if !self.scope.is_empty() => {
                let variable = self.random.below(self.scope.len());
                position(along(variable as u8, self.dimensions[self.scope[variable]].1))
            }
            _ => {
                let recent = self.known.len().min(24);
                let at = self.known.len() - 1 - self.random.below(recent);
                let known = self.known[at].clone();
                let scope = self.scope.clone();
                self.refer(&known, &scope)
            }
        }
    }

    /// A reference whose subscripts follow an index variable over the same dimension where there is one.
    fn refer(&mut self, known: &Known, scope: &[usize]) -> E {
        let mut cell = Vec::new();
        for &dimension in &known.shape {
            let size = self.dimensions[dimension].1;
            let fitting: Vec<usize> = (0..scope.len()).filter(|&v| scope[v] == dimension).collect();
            let index = match fitting.len() {
                0 => Index::Fixed(self.random.below(size as usize) as u32),
                len => match self.random.below(4) {
                    0 => Index::Fixed(self.random.below(size as usize) as u32),
                    1 => Index::Along {
                        variable: fitting[self.random.below(len)] as u8,
                        positions: (0..size).map(|i| (i * 3 + 1) % size).collect(),
                    },
                    _ => along(fitting[self.random.below(len)] as u8, size),
                },
            };
            cell.push(index);
        }
        known.v.at(&cell)
    }
}
