//! From formulas of XMILE to those of the model: names through modules, elements by number, functions by their meaning.

mod allocate;
mod arguments;
mod array;
mod call;
mod operators;
mod past;
mod random;
mod reference;
mod stella;
mod subscript;
mod time;

pub(super) use reference::different_rank;
pub(crate) use time::pulse;

use super::build;
use super::output::Output;
use super::scope::{Known, Scope};
use call::Call;
use language::{Function, Meaning};
use parse::Dialect;
use parse::xmile::{Formula, Node};
use parse::{Expr, ExprKind, Name, Subscript};
use source::Span;

/// Where a formula stands, and what it may use.
pub(super) struct Lowering<'s, 'x, 'o, 'd> {
    /// Everything that has a name.
    pub scope: &'s Scope<'x>,
    /// Where helpers and diagnostics go.
    pub out: &'o mut Output<'d>,
    /// The model or macro within which names are looked up.
    instance: usize,
    /// The variable whose formula it is.
    owner: Option<usize>,
    /// What stands on the left-hand side for the arrays of modules around.
    frame: Vec<Place>,
    /// What stands at each place of the left-hand side behind them.
    target: Vec<Place>,
    /// Whether the formula is an argument of a function of arrays.
    reducing: bool,
    /// Whether `*` means the element at hand.
    elementwise: bool,
}

/// What stands at one place of the left-hand side.
#[derive(Clone, Debug)]
pub(super) enum Place {
    /// The dimension, under the name by which it stands there.
    Along(usize, Name),
    /// One element: the dimension, and the position in it, from 0.
    At(usize, usize),
}

impl<'s, 'x, 'o, 'd> Lowering<'s, 'x, 'o, 'd> {
    /// For the formula of a variable, all of it or one element.
    pub fn new(scope: &'s Scope<'x>, out: &'o mut Output<'d>, owner: usize, mut places: Vec<Place>) -> Self {
        let known = &scope.variables[owner];
        let target = places.split_off(known.frame.min(places.len()));
        Lowering {
            scope,
            out,
            instance: known.instance,
            owner: Some(owner),
            frame: places,
            target,
            reducing: false,
            elementwise: false,
        }
    }

    /// For a formula that is no variable's.
    pub fn within(scope: &'s Scope<'x>, out: &'o mut Output<'d>, instance: usize) -> Self {
        Lowering {
            scope,
            out,
            instance,
            owner: None,
            frame: Vec::new(),
            target: Vec::new(),
            reducing: false,
            elementwise: false,
        }
    }

    fn dialect(&self) -> Dialect {
        self.scope.document.dialect
    }

    fn owner(&self) -> Option<&'s Known<'x>> {
        self.owner.map(|owner| &self.scope.variables[owner])
    }

    /// Writes a formula.
    pub fn formula(&mut self, formula: &Formula) -> Expr {
        let span = formula.span;
        match &formula.node {
            Node::Number(value) => build::number(*value, span),
            Node::Reference(path, indices) => self.reference(path, indices, span),
            Node::Call(path, indices, arguments) => self.call(path, indices, Call { arguments, span }),
            Node::Unary(op, inner) => {
                let inner = Box::new(self.formula(inner));
                Expr {
                    kind: ExprKind::Unary(*op, inner),
                    span,
                }
            }
            Node::Binary(op, a, b) => {
                let (a, b) = (self.formula(a), self.formula(b));
                Expr {
                    span,
                    ..build::binary(*op, a, b)
                }
            }
            Node::Modulo(a, b) => {
                let (a, b) = (self.formula(a), self.formula(b));
                self.modulo(a, b, span)
            }
            Node::SafeDivide(a, b) => {
                let arguments = vec![self.formula(a), self.formula(b)];
                build::call("ZIDZ", arguments, span)
            }
            Node::If(parts) => {
                let parts = parts.iter().map(|part| self.formula(part)).collect();
                build::call("IF THEN ELSE", parts, span)
            }
        }
    }

    /// `a MOD b`.
    fn modulo(&self, a: Expr, b: Expr, span: Span) -> Expr {
        let function = if self.dialect().mod_floors() {
            Function::FloorModulo
        } else {
            Function::Modulo
        };
        build::builtin(Meaning::Pure(function), vec![a, b], span)
    }

    /// The largest whole number that is not above `x`, or `x` without what is behind the point.
    fn integer(&self, x: Expr, span: Span) -> Expr {
        let function = if self.dialect().int_floors() {
            Function::Floor
        } else {
            Function::Integer
        };
        build::builtin(Meaning::Pure(function), vec![x], span)
    }

    /// The subscripts of the left-hand side.
    pub fn target_subscripts(&self, span: Span) -> Vec<Subscript> {
        let place = |place: &Place| self.subscript_at(place, span);
        self.frame.iter().chain(&self.target).map(place).collect()
    }

    /// The subscript that means what stands at one place of the left-hand side.
    fn subscript_at(&self, place: &Place, span: Span) -> Subscript {
        let name = match place {
            Place::Along(_, name) => Name { span, ..name.clone() },
            Place::At(dimension, position) => self.scope.dimensions.get(*dimension).element(*position, span),
        };
        Subscript { name, bang: false }
    }

    /// Runs `write` with the arguments of a function of arrays at hand.
    fn within_reduction<T>(&mut self, write: impl FnOnce(&mut Self) -> T) -> T {
        let outside = std::mem::replace(&mut self.reducing, true);
        let written = write(self);
        self.reducing = outside;
        written
    }
}
