//! A model in which everything has been found: what the later stages may rely on.
//!
//! Array positions count from 0 in row-major order: the last dimension varies fastest.

pub use language::{Function, Reduction, VectorFunction};
pub use parse::Method;
use rustc_hash::{FxHashMap, FxHashSet};
use source::Span;
use std::sync::Arc;

/// The number of a variable in [`Model::variables`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VariableId(pub u32);

/// The number of a dimension in [`Model::dimensions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DimensionId(pub u32);

/// The number of an equation in [`Model::equations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EquationId(pub u32);

/// A model without open questions.
#[derive(Clone, Debug)]
pub struct Model {
    /// Dimensions and subranges.
    pub dimensions: Vec<Dimension>,
    /// Variables in file order, those made by expansion behind them.
    pub variables: Vec<Variable>,
    /// All equations, of all variables.
    pub equations: Vec<Equation>,
    /// Its data equations.
    pub data: Data,
    /// The clock's settings.
    pub control: Control,
    /// What must be computed, in this order, to start a run: the start of every stock, sample-and-hold state and delay line, every
    /// [`Kind::Initial`], and whatever auxiliaries these need.
    pub initial_order: Vec<Work>,
    /// What must be computed, in this order, at every step: auxiliaries, then [`Role::Rate`] and [`Role::Next`].
    pub step_order: Vec<Work>,
}

/// A dimension or a subrange of one.
#[derive(Clone, Debug)]
pub struct Dimension {
    /// The author's spelling.
    pub name: Arc<str>,
    /// The elements' names in order.
    pub elements: Arc<[Arc<str>]>,
}

/// A variable of the model.
#[derive(Clone, Debug)]
pub struct Variable {
    /// The author's spelling.
    pub name: Arc<str>,
    /// The key under which it is found, see [`parse::Name`].
    pub key: Arc<str>,
    /// Its dimensions; empty for a scalar. A variable defined on parts of a dimension has the smallest dimension that holds them.
    pub shape: Vec<DimensionId>,
    /// Which cells are defined, when not all are; row-major.
    pub defined: Option<Vec<bool>>,
    /// What it is.
    pub kind: Kind,
    /// Its unit as written; empty when none was given.
    pub units: Arc<str>,
    /// Its description: the comment of its first equation.
    pub description: Arc<str>,
    /// Made by the expansion of a builtin such as SMOOTH3: not part of the output.
    pub hidden: bool,
    /// Its first definition.
    pub span: Span,
}

/// What a variable can be.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Literal numbers, and no equation. It can be set from outside.
    Constant {
        /// One value a cell, row-major; NaN where not defined.
        values: Vec<f64>,
        /// Written with `==`: not to be set from outside.
        fixed: bool,
    },
    /// Computed from others whenever it is needed ([`Role::Value`]); may have another rule at the start ([`Role::Start`]).
    Auxiliary,
    /// Computed once, at the start ([`Role::Start`]).
    Initial,
    /// Starts from [`Role::Start`], integrates [`Role::Rate`].
    Stock,
    /// Starts from [`Role::Start`]; at the end of every step takes [`Role::Next`], computed from the state before the step.
    SampleAndHold,
    /// DELAY FIXED: starts from [`Role::Start`]; gives [`Role::Input`] of [`Role::Delay`] time units ago. With a
    /// [`Role::Transit`] it is a conveyor: what enters stays for the time that holds then.
    DelayLine,
    /// A lookup: one table a cell, row-major.
    Lookup {
        /// The tables.
        tables: Vec<math::Lookup>,
    },
}

/// What an equation gives to its variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Its value, now.
    Value,
    /// Its value at the start.
    Start,
    /// Its change per unit of time.
    Rate,
    /// Its value at the next step.
    Next,
    /// What enters the delay line now.
    Input,
    /// How long the delay line is, in time units; computed at the start.
    Delay,
    /// How long what enters the conveyor now stays on it, in time units.
    Transit,
}

/// One equation: a loop over index variables, with a target cell and a body for each iteration.
#[derive(Clone, Debug)]
pub struct Equation {
    /// Whose.
    pub variable: VariableId,
    /// What it gives.
    pub role: Role,
    /// The number of values of each index variable: `i` runs over `0..extents[i]`; empty for a scalar. Index variables of
    /// reductions inside the body have numbers from `extents.len()` on; two reductions side by side have the same ones.
    pub extents: Vec<u32>,
    /// The target's position in each of its dimensions.
    pub target: Vec<Index>,
    /// The iterations of the loop (row-major over `extents`) that this equation does not define (`:EXCEPT:`).
    pub except: Vec<u32>,
    /// The right-hand side.
    pub body: Expr,
    /// Where.
    pub span: Span,
}

/// A position in one dimension of a variable.
#[derive(Clone, Debug, PartialEq)]
pub enum Index {
    /// Always this one.
    Fixed(u32),
    /// `positions[v]`, `v` the value of the index variable. Subranges and mappings are in `positions`.
    Along {
        /// Which index variable.
        variable: u8,
        /// The position for each of its values.
        positions: Arc<[u32]>,
    },
}

/// An expression with its place.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it was written.
    pub span: Span,
}

/// What an expression can be. A truth value is 1 or 0; anything but 0 is true.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// A number.
    Number(f64),
    /// The clock.
    Time,
    /// The clock's step.
    TimeStep,
    /// A number that depends on the index variable: element names used as numbers (from 1).
    Position(Index),
    /// A cell of a variable.
    Variable(VariableId, Vec<Index>),
    /// One operand.
    Unary(UnaryOp, Box<Expr>),
    /// Two operands.
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// `IF THEN ELSE(condition, then, otherwise)`.
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// A pure function of numbers (and, for the time functions, of the clock).
    Call(Function, Vec<Expr>),
    /// A lookup's value at `x`.
    Lookup {
        /// The variable of kind [`Kind::Lookup`].
        table: VariableId,
        /// Which of its cells.
        cell: Vec<Index>,
        /// Between and beyond the points.
        mode: math::LookupMode,
        /// Where to look.
        x: Box<Expr>,
    },
    /// A sum, product, smallest or largest over new index variables.
    Reduce {
        /// Which.
        op: Reduction,
        /// The index variables and how many values each has.
        over: Vec<(u8, u32)>,
        /// What is reduced.
        body: Box<Expr>,
    },
    /// A random number from a uniform distribution between 0 and 1, another one at every step, for every run and element.
    Uniform {
        /// Which stream: the number of the call in the model.
        stream: u32,
        /// Which element, from 0 on.
        element: Box<Expr>,
        /// Which noise: 0 for that of the run's seed, another whole number for one of its own under that seed. Absent for 0.
        noise: Option<Box<Expr>>,
    },
    /// One element of what a function of whole vectors gives.
    Vector {
        /// Which.
        function: VectorFunction,
        /// Its arguments.
        arguments: Vec<VectorArgument>,
        /// The element's position in each dimension of the first argument; empty where the function gives one number.
        element: Vec<Index>,
    },
}

/// An argument of a function of whole vectors.
#[derive(Clone, Debug)]
pub struct VectorArgument {
    /// The index variables along which the vector runs, the last fastest, and how many values each has; none for a number.
    /// They are numbered like those of reductions.
    pub over: Vec<(u8, u32)>,
    /// The vector's element at each of their values.
    pub body: Expr,
}

/// Operators before one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    /// `-x`
    Negate,
    /// 1 if `x` is 0, else 0
    Not,
}

pub use parse::BinaryOp;

/// The clock's variables, each a scalar.
#[derive(Clone, Debug)]
pub struct Control {
    /// INITIAL TIME.
    pub start: VariableId,
    /// FINAL TIME.
    pub stop: VariableId,
    /// TIME STEP.
    pub step: VariableId,
    /// SAVEPER.
    pub save_every: VariableId,
    /// How to integrate.
    pub method: Method,
}

/// What a series is worth between its points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Between {
    /// A line from one to the next.
    Interpolated,
    /// The next.
    Ahead,
    /// The one before.
    Held,
    /// Nothing.
    Missing,
}

/// A data variable: where its points are, and what lies between them.
#[derive(Clone, Copy, Debug)]
pub struct Series {
    /// The lookup with its values.
    pub values: VariableId,
    /// The lookup with its times.
    pub times: VariableId,
    /// What lies between.
    pub between: Between,
}

/// The data of a model.
#[derive(Clone, Debug, Default)]
pub struct Data {
    /// All data variables.
    pub(crate) series: FxHashMap<VariableId, Series>,
    /// The lookups with their values.
    pub(crate) tables: FxHashSet<VariableId>,
    /// The equations of those that are computed, each behind those that it needs.
    pub(crate) equations: Vec<Equation>,
    /// The constants that they use.
    pub(crate) constants: FxHashSet<VariableId>,
}

/// Some iterations of one equation, to be computed together.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// Which.
    pub equation: EquationId,
    /// Which iterations of its loop; `None` for all that it defines. Arrays whose elements depend on each other need some at a time.
    pub cells: Option<Vec<u32>>,
}

impl Model {
    /// The variable with that number.
    pub fn variable(&self, id: VariableId) -> &Variable {
        &self.variables[id.0 as usize]
    }

    /// The equation with that number.
    pub fn equation(&self, id: EquationId) -> &Equation {
        &self.equations[id.0 as usize]
    }

    /// The variable of that name, spelled in any way that counts as the same.
    pub fn find(&self, name: &str) -> Option<VariableId> {
        let key = parse::Name::key_of(name);
        self.variables.iter().position(|v| *v.key == *key).map(|at| VariableId(at as u32))
    }

    /// How many cells a variable has.
    pub fn cells(&self, id: VariableId) -> usize {
        self.variable(id).shape.iter().map(|d| self.dimensions[d.0 as usize].elements.len()).product()
    }

    /// A cell's name: `x` for a scalar, `x[A1,B2]` for an array.
    pub fn cell_name(&self, id: VariableId, cell: usize) -> String {
        let variable = self.variable(id);
        let elements = variable.shape.iter().map(|d| &*self.dimensions[d.0 as usize].elements);
        cell_name(&variable.name, elements, cell)
    }
}

/// A cell's name, from those of its variable and of the elements of the variable's dimensions.
pub fn cell_name<'e>(
    variable: &str,
    dimensions: impl DoubleEndedIterator<Item = &'e [Arc<str>]>,
    cell: usize,
) -> String {
    let mut rest = cell;
    let mut parts: Vec<&str> = Vec::new();
    for elements in dimensions.rev() {
        parts.push(&elements[rest % elements.len()]);
        rest /= elements.len();
    }
    if parts.is_empty() {
        return variable.to_string();
    }
    parts.reverse();
    format!("{variable}[{}]", parts.join(","))
}
