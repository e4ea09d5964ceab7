//! Along which dimensions an argument of a function of whole vectors runs.

use super::super::constant::literal;
use super::super::resolve::{Axis, IndexVariable, Resolver};
use crate::dimensions::Range;
use crate::limits;
use crate::model::{DimensionId, Index, Kind, VariableId, VectorArgument};
use parse::{ExprKind as Written, Name, Reference, Subscript};
use source::{Diagnostic, Span};

/// Why an argument is no vector; `None` when a diagnostic says so already.
pub(super) type Refused = Option<Box<Diagnostic>>;

/// A subscript that a vector runs along, and what it may be.
pub(super) struct Run<'e> {
    pub name: &'e Name,
    pub written: Range,
    /// The dimension whose elements are counted.
    pub dimension: DimensionId,
    pub extent: u32,
}

impl Resolver<'_, '_, '_> {
    /// Resolves an argument along some of its subscripts.
    pub(super) fn along_runs(&mut self, argument: &parse::Expr, runs: &[&Run]) -> Result<VectorArgument, Refused> {
        let outer = self.place.scope.len();
        runs.iter().for_each(|run| self.enter(run));
        let length = runs.iter().fold(1u32, |n, run| n.saturating_mul(run.extent));
        // Asked before the argument is resolved: that allocates a list of positions for every use of a run.
        if length > limits::VECTOR || self.is_too_large() {
            self.place.scope.truncate(outer);
            self.axes.clear();
            let message = format!("too many elements: a vector may have {}", limits::VECTOR);
            return refuse(Diagnostic::error("too-many-elements", argument.span, message));
        }
        let body = self.expression(argument);
        self.axes.clear();
        let over = self.close_indices(outer);
        Ok(VectorArgument { over, body })
    }

    /// Subscripts that are written like this run mean its index variable from now on.
    fn enter(&mut self, run: &Run) {
        self.axes.push(Axis {
            written: run.written,
            variable: self.place.scope.len(),
        });
        self.place.scope.push(IndexVariable {
            dimension: run.dimension,
            extent: run.extent,
            reduction: usize::MAX, // no `!` means it
        });
    }

    /// Which element of the result is meant: the one that goes with the left side.
    pub(super) fn element(&mut self, run: &Run) -> Result<Index, Refused> {
        self.along(run.dimension, run.dimension, run.name).ok_or(None)
    }

    /// The last subscript of an argument's first name, which must be a dimension.
    pub(super) fn last_dimension<'e>(&mut self, argument: &'e parse::Expr) -> Result<Run<'e>, Refused> {
        let run = self.last_run(argument)?;
        match run.written {
            Range::Dimension(_) => Ok(run),
            Range::Element(_) => {
                let message = format!("`{}` is one element; a dimension is needed here", run.name);
                refuse(Diagnostic::error("not-a-vector", run.name.span, message))
            }
        }
    }

    /// The last subscript of an argument's first name; of one with subscripts marked with `!`, the last that is not.
    pub(super) fn last_run<'e>(&mut self, argument: &'e parse::Expr) -> Result<Run<'e>, Refused> {
        let (reference, variable) = self.lead(argument)?;
        let unmarked = reference.subscripts.iter().rposition(|s| !s.bang);
        let at = unmarked.or(reference.subscripts.len().checked_sub(1));
        let at = at.ok_or_else(|| Some(Box::new(no_subscript(argument.span))))?;
        self.run(&reference.subscripts[at], variable, at)
    }

    /// What a subscript stands for: the elements of a dimension, or those from one on.
    pub(super) fn run<'e>(
        &mut self,
        subscript: &'e Subscript,
        variable: VariableId,
        at: usize,
    ) -> Result<Run<'e>, Refused> {
        let name = &subscript.name;
        let written = self.builder.range(name).ok_or(None)?;
        let shape = self.builder.draft.variable(variable).shape.get(at).copied();
        let shape = shape.ok_or_else(|| Some(Box::new(no_subscript(name.span))))?;
        let (dimension, extent) = self.counted(written, shape);
        Ok(Run {
            name,
            written,
            dimension,
            extent,
        })
    }

    /// The dimension whose elements a subscript counts in a variable over `shape`, and how many there are.
    fn counted(&self, written: Range, shape: DimensionId) -> (DimensionId, u32) {
        let dimensions = &self.builder.dimensions;
        match written {
            Range::Dimension(dimension) => (dimension, dimensions.size(dimension) as u32),
            Range::Element(element) => {
                let first = dimensions.position(element, shape).unwrap_or(0);
                (shape, dimensions.size(shape) as u32 - first)
            }
        }
    }

    /// The first subscripted name of an argument, and its variable.
    pub(super) fn lead<'e>(&mut self, argument: &'e parse::Expr) -> Result<(&'e Reference, VariableId), Refused> {
        let reference = first_subscripted(argument).ok_or_else(|| Some(Box::new(no_subscript(argument.span))))?;
        Ok((reference, self.vector_variable(reference)?))
    }

    pub(super) fn vector_variable(&mut self, reference: &Reference) -> Result<VariableId, Refused> {
        let name = &reference.name;
        let found = self.builder.names.variable(&name.key);
        let variable = found.ok_or_else(|| Some(Box::new(self.builder.names.unknown(name))))?;
        let known = self.builder.draft.variable(variable);
        if matches!(known.kind, Kind::Lookup { .. }) {
            let message = format!("`{}` is a lookup: give it an input", known.name);
            return refuse(Diagnostic::error("lookup-without-input", name.span, message));
        }
        if self.builder.draft.shapeless.contains(&variable) {
            return Err(None);
        }
        Ok(variable)
    }

    /// A size, where it is written as a number or as ELMCOUNT of a dimension.
    pub(super) fn written_size(&self, size: &parse::Expr) -> Option<f64> {
        if let Written::Call { callee, arguments } = &size.kind
            && callee.is("elmcount")
            && let [argument] = &arguments[..]
            && let Written::Reference(reference) = &argument.kind
            && let Some(Range::Dimension(dimension)) = self.builder.dimensions.find(&reference.name.key)
        {
            return Some(self.builder.dimensions.size(dimension) as f64);
        }
        literal(size)
    }

    /// An argument that is one number.
    pub(super) fn number(&mut self, argument: &parse::Expr) -> VectorArgument {
        let body = self.expression(argument);
        VectorArgument { over: Vec::new(), body }
    }
}

/// The first name with subscripts, in the order written.
fn first_subscripted(expr: &parse::Expr) -> Option<&Reference> {
    match &expr.kind {
        Written::Reference(reference) => Some(reference).filter(|r| !r.subscripts.is_empty()),
        Written::Call { callee, arguments } => callee
            .reference()
            .filter(|c| !c.subscripts.is_empty())
            .or_else(|| arguments.iter().find_map(first_subscripted)),
        Written::Unary(_, inner) => first_subscripted(inner),
        Written::Binary(_, a, b) => first_subscripted(a).or_else(|| first_subscripted(b)),
        _ => None,
    }
}

pub(super) fn refuse<T>(diagnostic: Diagnostic) -> Result<T, Refused> {
    Err(Some(Box::new(diagnostic)))
}

pub(super) fn no_subscript(span: Span) -> Diagnostic {
    let message = "a vector is needed here: a variable with subscripts";
    Diagnostic::error("not-a-vector", span, message)
}

pub(super) fn unequal([a, b]: [&Run; 2], span: Span) -> Diagnostic {
    let message = format!(
        "`{}` has {} elements, but `{}` has {}",
        a.name, a.extent, b.name, b.extent
    );
    Diagnostic::error("dimension-mismatch", span, message)
}
