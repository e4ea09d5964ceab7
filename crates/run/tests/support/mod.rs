//! Models written by hand, for tests that look at the engine alone.

#![allow(dead_code, reason = "each test uses a part")]
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

pub mod ensembles;
pub mod random;
pub mod reference;
pub mod text;

use check::*;
use source::Span;
use std::ops;
use std::sync::Arc;

/// An expression under construction.
#[derive(Clone, Debug)]
pub struct E(pub Expr);

fn e(kind: ExprKind) -> E {
    let span = Span::default();
    E(Expr { kind, span })
}

pub fn n(value: f64) -> E {
    e(ExprKind::Number(value))
}

pub fn time() -> E {
    e(ExprKind::Time)
}

pub fn call(function: Function, arguments: &[&E]) -> E {
    e(ExprKind::Call(
        function,
        arguments.iter().map(|a| a.0.clone()).collect(),
    ))
}

pub fn when(condition: E, then: E, otherwise: E) -> E {
    e(ExprKind::If(
        Box::new(condition.0),
        Box::new(then.0),
        Box::new(otherwise.0),
    ))
}

pub fn binary(op: BinaryOp, a: E, b: E) -> E {
    e(ExprKind::Binary(op, Box::new(a.0), Box::new(b.0)))
}

pub fn reduce(op: Reduction, over: &[(u8, u32)], body: E) -> E {
    let over = over.to_vec();
    let body = Box::new(body.0);
    e(ExprKind::Reduce { op, over, body })
}

/// One element of what a function of whole vectors gives; each argument runs along its index variables, or is a number.
pub fn vector(function: VectorFunction, arguments: Vec<(Vec<(u8, u32)>, E)>, element: Vec<Index>) -> E {
    let argument = |(over, body): (Vec<(u8, u32)>, E)| VectorArgument { over, body: body.0 };
    e(ExprKind::Vector {
        function,
        arguments: arguments.into_iter().map(argument).collect(),
        element,
    })
}

pub fn unary(op: UnaryOp, a: E) -> E {
    e(ExprKind::Unary(op, Box::new(a.0)))
}

/// A number between 0 and 1 of a stream, for an element, of the run's noise or another.
pub fn uniform(stream: u32, element: E, noise: Option<E>) -> E {
    e(ExprKind::Uniform {
        stream,
        element: Box::new(element.0),
        noise: noise.map(|noise| Box::new(noise.0)),
    })
}

pub fn position(index: Index) -> E {
    e(ExprKind::Position(index))
}

macro_rules! operator {
    ($trait:ident, $method:ident, $op:ident) => {
        impl ops::$trait for E {
            type Output = E;
            fn $method(self, other: E) -> E {
                binary(BinaryOp::$op, self, other)
            }
        }
    };
}
operator!(Add, add, Add);
operator!(Sub, sub, Subtract);
operator!(Mul, mul, Multiply);
operator!(Div, div, Divide);

/// The position that is the value of index variable `variable`, of `size`.
pub fn along(variable: u8, size: u32) -> Index {
    let positions = (0..size).collect();
    Index::Along { variable, positions }
}

/// A variable of the model under construction.
#[derive(Clone, Copy, Debug)]
pub struct V(pub VariableId);

impl V {
    pub fn v(self) -> E {
        self.at(&[])
    }

    pub fn at(self, cell: &[Index]) -> E {
        e(ExprKind::Variable(self.0, cell.to_vec()))
    }

    pub fn lookup(self, mode: math::LookupMode, x: E) -> E {
        let x = Box::new(x.0);
        let (table, cell) = (self.0, Vec::new());
        e(ExprKind::Lookup { table, cell, mode, x })
    }
}

/// A model under construction. What is computed is computed in the order in which it is declared, at the start as well.
pub struct Models {
    pub model: Model,
    /// Rates and their like come behind all auxiliaries.
    last: Vec<Work>,
    loads: Vec<Work>,
}

/// The horizon, the step and the save period.
pub struct Horizon(pub f64, pub f64, pub f64);

impl Models {
    pub fn new(Horizon(stop, step, save_every): Horizon, method: Method) -> Models {
        let control = Control {
            start: VariableId(0),
            stop: VariableId(1),
            step: VariableId(2),
            save_every: VariableId(3),
            method,
        };
        let model = Model {
            data: Default::default(),
            dimensions: Vec::new(),
            variables: Vec::new(),
            equations: Vec::new(),
            control,
            initial_order: Vec::new(),
            step_order: Vec::new(),
        };
        let mut models = Models {
            model,
            last: Vec::new(),
            loads: Vec::new(),
        };
        for (name, value) in [
            ("INITIAL TIME", 0.0),
            ("FINAL TIME", stop),
            ("TIME STEP", step),
            ("SAVEPER", save_every),
        ] {
            models.constant(name, value);
        }
        models
    }

    pub fn dimension(&mut self, name: &str, size: u32) -> DimensionId {
        let elements = (1..=size).map(|i| Arc::from(format!("{name}{i}"))).collect();
        let name = Arc::from(name);
        self.model.dimensions.push(Dimension { name, elements });
        DimensionId(self.model.dimensions.len() as u32 - 1)
    }

    pub fn variable(&mut self, name: &str, shape: &[DimensionId], kind: Kind) -> V {
        self.model.variables.push(Variable {
            name: Arc::from(name),
            key: Arc::from(name),
            shape: shape.to_vec(),
            defined: None,
            kind,
            units: Arc::from(""),
            description: Arc::from(""),
            hidden: false,
            span: Span::default(),
        });
        V(VariableId(self.model.variables.len() as u32 - 1))
    }

    pub fn constant(&mut self, name: &str, value: f64) -> V {
        self.constants(name, &[], &[value])
    }

    pub fn constants(&mut self, name: &str, shape: &[DimensionId], values: &[f64]) -> V {
        let values = values.to_vec();
        self.variable(name, shape, Kind::Constant { values, fixed: false })
    }

    pub fn table(&mut self, name: &str, points: &[(f64, f64)]) -> V {
        let tables = vec![math::Lookup::new(points).unwrap()];
        self.variable(name, &[], Kind::Lookup { tables })
    }

    /// An equation whose loop runs over the whole of the variable.
    pub fn equation(&mut self, of: V, role: Role, body: E) -> EquationId {
        let shape = &self.model.variable(of.0).shape;
        let size = |d: &DimensionId| self.model.dimensions[d.0 as usize].elements.len() as u32;
        let extents: Vec<u32> = shape.iter().map(size).collect();
        let target = (0..).zip(&extents).map(|(v, &size)| along(v, size)).collect();
        self.model.equations.push(Equation {
            variable: of.0,
            role,
            extents,
            target,
            except: Vec::new(),
            body: body.0,
            span: Span::default(),
        });
        EquationId(self.model.equations.len() as u32 - 1)
    }

    pub fn work(&mut self, equation: EquationId, cells: Option<Vec<u32>>, initial: bool, step: bool) {
        let work = Work { equation, cells };
        if initial {
            self.model.initial_order.push(work.clone());
        }
        if step {
            self.model.step_order.push(work);
        }
    }

    pub fn auxiliary(&mut self, name: &str, shape: &[DimensionId], body: E) -> V {
        let v = self.variable(name, shape, Kind::Auxiliary);
        let equation = self.equation(v, Role::Value, body);
        self.work(equation, None, true, true);
        v
    }

    /// A stock, held value, pipeline or initial with its start; what drives it follows with [`Models::drive`].
    pub fn starting(&mut self, name: &str, shape: &[DimensionId], kind: Kind, start: E) -> V {
        let v = self.variable(name, shape, kind);
        let equation = self.equation(v, Role::Start, start);
        self.work(equation, None, true, false);
        v
    }

    pub fn drive(&mut self, of: V, role: Role, body: E) {
        let equation = self.equation(of, role, body);
        let work = Work { equation, cells: None };
        match role {
            Role::Delay | Role::Transit => self.loads.push(work),
            _ => self.last.push(work),
        }
    }

    pub fn done(mut self) -> Model {
        self.model.initial_order.append(&mut self.loads);
        self.model.step_order.append(&mut self.last);
        self.model
    }
}

/// The program of a model with these constants varying.
pub fn build(model: &Model, vary: &[V], keep: program::Keep) -> program::Program {
    let vary = vary.iter().map(|v| v.0).collect();
    let program = program::build(model, &program::Request { vary, keep }).unwrap();
    assert_eq!(program::verify(&program), Ok(()), "{program}");
    program
}

/// The trajectory of a model as it is.
pub fn simulate(model: &Model) -> run::Trajectory {
    run::simulate(&build(model, &[], program::Keep::All), &[]).unwrap()
}
