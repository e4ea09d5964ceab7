//! Expressions: every name in them becomes a cell of a variable, a number or the clock.

use super::constant::MISSING;
use super::draft::{Builder, Draft};
use super::target::Definition;
use super::written_call::Call;
use crate::dimensions::Range;
use crate::model::{BinaryOp, DimensionId, Equation, Expr, ExprKind, Index, Kind, Role, UnaryOp, VariableId};
use crate::names::{TIME, TIME_STEP};
use parse::Reference;
use source::{Diagnostic, Span};
use std::sync::Arc;

/// Where an expression stands: whose it is, and which index variables it can use.
#[derive(Clone)]
pub(crate) struct Place {
    /// The variable that the author defines here.
    pub owner: VariableId,
    /// Its name.
    pub owner_name: Arc<str>,
    /// The number of the definition.
    pub origin: u32,
    /// The definition's text.
    pub span: Span,
    /// The index variables: those of the left side, then those of the reductions around the expression.
    pub scope: Vec<IndexVariable>,
    /// How many of them belong to the left side.
    pub loops: usize,
    /// Their extents and what they define.
    target: Vec<Index>,
    /// The iterations of the left side's loop that are not defined.
    pub except: Vec<u32>,
}

/// An index variable that an expression can use.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct IndexVariable {
    /// What it runs over.
    pub dimension: DimensionId,
    /// How many values it has.
    pub extent: u32,
    /// The reduction that it belongs to, counted from outside; 0 for the left side.
    pub reduction: usize,
}

impl Place {
    /// The place of a whole right-hand side.
    pub fn of(definition: &Definition, origin: u32, draft: &Draft) -> Self {
        let index_variable = |(dimension, extent): (&DimensionId, &u32)| IndexVariable {
            dimension: *dimension,
            extent: *extent,
            reduction: 0,
        };
        Place {
            owner: definition.variable,
            owner_name: draft.variable(definition.variable).name.clone(),
            origin,
            span: definition.written.span,
            scope: definition.loops.iter().zip(&definition.extents).map(index_variable).collect(),
            loops: definition.loops.len(),
            target: definition.target.clone(),
            except: definition.except.clone(),
        }
    }

    /// An equation of the owner over the left side's loop.
    pub fn equation(&self, role: Role, body: Expr) -> Equation {
        Equation {
            variable: self.owner,
            role,
            extents: self.scope[..self.loops].iter().map(|t| t.extent).collect(),
            target: self.target.clone(),
            except: self.except.clone(),
            body,
            span: self.span,
        }
    }
}

/// Resolves expressions at one place.
pub(crate) struct Resolver<'b, 'a, 'd> {
    /// Everything known and made so far.
    pub builder: &'b mut Builder<'a, 'd>,
    /// Where the expression stands.
    pub place: Place,
    /// How many reductions stand around it.
    pub reductions: usize,
    /// The dimensions along which the vector runs that the expression is an element of.
    pub axes: Vec<Axis>,
    /// Whether the expression is one side of a comparison of two subscripts.
    only_compared: bool,
}

/// A dimension, or the elements from one on, along which a vector runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Axis {
    /// The subscript that stands for it.
    pub written: Range,
    /// Its index variable.
    pub variable: usize,
}

impl<'b, 'a, 'd> Resolver<'b, 'a, 'd> {
    /// At the outermost place of a definition.
    pub fn new(builder: &'b mut Builder<'a, 'd>, place: Place) -> Self {
        Resolver {
            builder,
            place,
            reductions: 0,
            axes: Vec::new(),
            only_compared: false,
        }
    }

    /// Resolves an expression. What has a diagnostic becomes NaN, so that the rest can still be judged.
    pub fn expression(&mut self, expr: &parse::Expr) -> Expr {
        let span = expr.span;
        let kind = match &expr.kind {
            parse::ExprKind::Number(value) => ExprKind::Number(*value),
            parse::ExprKind::Missing => ExprKind::Number(MISSING),
            parse::ExprKind::Reference(reference) => return self.reference(reference, span),
            parse::ExprKind::Call { callee, arguments } => {
                return self.call(Call {
                    callee,
                    arguments,
                    span,
                });
            }
            parse::ExprKind::Unary(op, inner) => return self.unary(*op, inner, span),
            parse::ExprKind::Binary(op, a, b) => self.binary(*op, a, b),
            parse::ExprKind::Text(_) => return self.misplaced("a text", span),
            parse::ExprKind::Lookup(_) => return self.misplaced("a list of points", span),
            parse::ExprKind::Outputs(_) => return self.misplaced("a list of outputs", span),
            parse::ExprKind::Error => {
                self.builder.draft.broken = true;
                ExprKind::Number(f64::NAN)
            }
        };
        Expr { kind, span }
    }

    /// Two subscripts may be compared even where their numbers alone would be ambiguous: both are counted alike.
    fn binary(&mut self, op: BinaryOp, a: &parse::Expr, b: &parse::Expr) -> ExprKind {
        let is_test = matches!(op, BinaryOp::Equal | BinaryOp::NotEqual);
        self.only_compared = is_test && self.is_subscript(a) && self.is_subscript(b);
        let (a, b) = (self.expression(a), self.expression(b));
        self.only_compared = false;
        ExprKind::Binary(op, Box::new(a), Box::new(b))
    }

    fn is_subscript(&self, expr: &parse::Expr) -> bool {
        let parse::ExprKind::Reference(reference) = &expr.kind else {
            return false;
        };
        let names = self.builder.names;
        names.variable(&reference.name.key).is_none() && self.builder.dimensions.find(&reference.name.key).is_some()
    }

    fn unary(&mut self, op: parse::UnaryOp, inner: &parse::Expr, span: Span) -> Expr {
        let inner = self.expression(inner);
        let op = match op {
            parse::UnaryOp::Plus => return inner,
            parse::UnaryOp::Negate => UnaryOp::Negate,
            parse::UnaryOp::Not => UnaryOp::Not,
        };
        ExprKind::Unary(op, Box::new(inner)).at(span)
    }

    fn misplaced(&mut self, what: &str, span: Span) -> Expr {
        self.failed(Diagnostic::error(
            "not-a-number",
            span,
            format!("{what} is not allowed here: a number is needed"),
        ))
    }

    /// Reports, and stands in for the value that there is not.
    pub fn failed(&mut self, diagnostic: Diagnostic) -> Expr {
        let span = diagnostic.primary.as_ref().map_or(self.place.span, |l| l.span);
        self.builder.error(diagnostic);
        Expr::number(f64::NAN, span)
    }

    fn reference(&mut self, reference: &Reference, span: Span) -> Expr {
        let key = &*reference.name.key;
        if key == TIME && reference.subscripts.is_empty() {
            return ExprKind::Time.at(span);
        }
        if let Some(variable) = self.builder.names.variable(key) {
            return self.variable(variable, reference, span);
        }
        if key == TIME_STEP {
            return ExprKind::TimeStep.at(span);
        }
        match self.builder.dimensions.find(key) {
            Some(range) if reference.subscripts.is_empty() => self.position(range, reference, span),
            _ if self.builder.names.is_output(key) => Expr::number(f64::NAN, span), // the macro has a diagnostic
            _ => {
                let diagnostic = self.unknown(reference);
                self.failed(diagnostic)
            }
        }
    }

    fn variable(&mut self, variable: VariableId, reference: &Reference, span: Span) -> Expr {
        let known = self.builder.draft.variable(variable);
        if matches!(known.kind, Kind::Lookup { .. }) {
            let message = format!("`{}` is a lookup: give it an input", known.name);
            let hint = format!("`{}(Time)`", known.name);
            return self.failed(Diagnostic::error("lookup-without-input", span, message).hint(hint));
        }
        if &*reference.name.key == TIME_STEP && reference.subscripts.is_empty() {
            return ExprKind::TimeStep.at(span);
        }
        match self.index(variable, reference, span) {
            Some(index) => ExprKind::Variable(variable, index).at(span),
            None => Expr::number(f64::NAN, span),
        }
    }

    fn unknown(&self, reference: &Reference) -> Diagnostic {
        let name = &reference.name;
        match language::find(&name.key) {
            Some(builtin) => {
                let message = format!("`{}` is a function: give it arguments", builtin.name);
                Diagnostic::error("function-without-arguments", name.span, message)
                    .hint(format!("`{}(…)`", builtin.name))
            }
            None => self.builder.names.unknown(name),
        }
    }

    /// An element or a dimension used as a number: its position in the whole dimension, from 1.
    fn position(&mut self, range: Range, reference: &Reference, span: Span) -> Expr {
        let dimensions = self.builder.dimensions;
        let Some(family) = dimensions.family(range) else {
            return Expr::number(f64::NAN, span); // an empty dimension, reported where it is defined
        };
        if !self.only_compared && !dimensions.is_numbered_once(range, family) {
            let message = format!("`{}` has different positions in several dimensions", reference.name);
            return self.failed(Diagnostic::error("ambiguous-position", span, message));
        }
        let index = match range {
            Range::Element(element) => self.builder.dimensions.position(element, family).map(Index::Fixed),
            Range::Dimension(dimension) => self.along(dimension, family, &reference.name),
        };
        match index {
            Some(Index::Fixed(position)) => Expr::number(f64::from(position) + 1.0, span),
            Some(index) => ExprKind::Position(index).at(span),
            None => Expr::number(f64::NAN, span),
        }
    }
}
