//! Subscripts on the right: which cells a reference means, for each iteration of the loops around it.

use super::resolve::{Axis, Resolver};
use super::target::subscripts;
use crate::dimensions::{Dimensions, Mismatch, Range};
use crate::model::{DimensionId, Index, VariableId};
use parse::{Name, Reference, Subscript};
use source::{Diagnostic, Span};
use std::sync::Arc;

impl Resolver<'_, '_, '_> {
    /// The cells of a variable that a reference means; `None` with a diagnostic, or when the variable's shape is unknown.
    pub fn index(&mut self, variable: VariableId, reference: &Reference, span: Span) -> Option<Vec<Index>> {
        if self.builder.draft.shapeless.contains(&variable) {
            return None;
        }
        let shape = self.builder.draft.variable(variable).shape.clone();
        if shape.len() != reference.subscripts.len() {
            let diagnostic = self.wrong_rank(variable, reference, span);
            self.builder.error(diagnostic);
            return None;
        }
        let axes = self.axes_of(reference);
        let subscripts = reference.subscripts.iter().zip(shape).enumerate();
        // All of them before one fails: each has its own diagnostic.
        let index: Vec<Option<Index>> = subscripts
            .map(|(at, (subscript, dimension))| match axes.get(at).copied().flatten() {
                Some(axis) => self.along_axis(axis, dimension, &subscript.name),
                None => self.subscript(subscript, dimension),
            })
            .collect();
        index.into_iter().collect()
    }

    /// For each subscript, the axis of the vector around that it stands for: of equal ones, the last.
    fn axes_of(&self, reference: &Reference) -> Vec<Option<Axis>> {
        if self.axes.is_empty() {
            return Vec::new();
        }
        let written: Vec<Option<Range>> =
            reference.subscripts.iter().map(|s| self.builder.dimensions.find(&s.name.key)).collect();
        let mut axes = vec![None; written.len()];
        for axis in self.axes.iter().rev() {
            let fits = |at: &usize| axes[*at].is_none() && written[*at] == Some(axis.written);
            if let Some(at) = (0..written.len()).rev().find(fits) {
                axes[at] = Some(*axis);
            }
        }
        axes
    }

    /// The positions along an axis: those of its dimension, or those from its first element on.
    fn along_axis(&mut self, axis: Axis, shape: DimensionId, name: &Name) -> Option<Index> {
        let Range::Element(first) = axis.written else {
            let Range::Dimension(dimension) = axis.written else {
                return None;
            };
            return self.positions(axis.variable, dimension, shape, name);
        };
        let extent = self.place.scope[axis.variable].extent;
        match self.builder.dimensions.position(first, shape) {
            Some(first) if (first + extent) as usize <= self.builder.dimensions.size(shape) => Some(Index::Along {
                variable: axis.variable as u8,
                positions: (first..first + extent).collect(),
            }),
            _ => self.not_in(name, shape),
        }
    }

    fn wrong_rank(&self, variable: VariableId, reference: &Reference, span: Span) -> Diagnostic {
        let known = self.builder.draft.variable(variable);
        let (name, found, wanted) = (&known.name, reference.subscripts.len(), known.shape.len());
        let message = format!("`{name}` has {}, but {} here", subscripts(wanted), subscripts(found));
        if wanted == 0 || found > 0 {
            return Diagnostic::error("dimension-mismatch", span, message)
                .see(known.span, "defined here")
                .hint(self.as_defined(variable));
        }
        Diagnostic::error("missing-subscript", span, message)
            .see(known.span, "defined here")
            .hint(self.as_defined(variable))
    }

    /// The name of a variable with the dimensions over which it is defined.
    fn as_defined(&self, variable: VariableId) -> String {
        let known = self.builder.draft.variable(variable);
        let names = known.shape.iter().map(|d| &**self.builder.dimensions.name(*d));
        match &names.collect::<Vec<_>>()[..] {
            [] => format!("`{}`", known.name),
            names => format!("`{}[{}]`", known.name, names.join(",")),
        }
    }

    fn subscript(&mut self, subscript: &Subscript, shape: DimensionId) -> Option<Index> {
        let name = &subscript.name;
        match self.builder.range(name)? {
            Range::Element(_) if subscript.bang => self.fail(bang_on_element(name)),
            Range::Element(element) => match self.builder.dimensions.position(element, shape) {
                Some(position) => Some(Index::Fixed(position)),
                None => self.not_in(name, shape),
            },
            Range::Dimension(dimension) if subscript.bang => match self.reduced(dimension) {
                Some(variable) => self.positions(variable, dimension, shape, name),
                None => self.fail(bang_outside_reduction(name)),
            },
            Range::Dimension(dimension) => self.along(dimension, shape, name),
        }
    }

    /// The index variable of the innermost reduction that runs over a dimension.
    fn reduced(&self, dimension: DimensionId) -> Option<usize> {
        let fits = |t: &super::resolve::IndexVariable| t.reduction == self.reductions && t.dimension == dimension;
        (self.reductions > 0).then(|| self.place.scope.iter().rposition(fits)).flatten()
    }

    /// A dimension without `!`: it moves with an index variable of the left side. The one of the same name comes first, then
    /// one that is another name of the same dimension, then one that a mapping joins to it.
    pub fn along(&mut self, dimension: DimensionId, shape: DimensionId, name: &Name) -> Option<Index> {
        let of_vector = self.axes.iter().find(|a| a.written == Range::Dimension(dimension));
        if let Some(axis) = of_vector {
            return self.positions(axis.variable, dimension, shape, name);
        }
        let left = self.place.scope[..self.place.loops].iter();
        let on_left: Vec<DimensionId> = left.map(|t| t.dimension).collect();
        match self.candidates(&on_left, dimension, shape)[..] {
            [only] => self.positions(only, dimension, shape, name),
            [] => self.fail(not_on_left(name)),
            [first, second, ..] => {
                let dimensions = self.builder.dimensions;
                let [first, second] = [first, second].map(|v| dimensions.name(on_left[v]));
                let message = format!("`{name}` could match `{first}` or `{second}` on the left-hand side");
                self.fail(Diagnostic::error("ambiguous-subscript", name.span, message))
            }
        }
    }

    /// The index variables of the left side with which a dimension may move, of the nearest kind that there are.
    fn candidates(&self, on_left: &[DimensionId], dimension: DimensionId, shape: DimensionId) -> Vec<usize> {
        let dimensions = self.builder.dimensions;
        if let Some(same) = on_left.iter().position(|d| *d == dimension) {
            return vec![same];
        }
        let by_alias = matching(on_left, |d| dimensions.are_one(d, dimension));
        if !by_alias.is_empty() {
            return by_alias;
        }
        // A mapping that is not one to one is a candidate too, so that the message is about the mapping.
        matching(on_left, |d| {
            dimensions.positions(d, dimension, shape) != Err(Mismatch::Unrelated)
        })
    }

    /// The positions in an array's dimension along an index variable, of a dimension as written.
    pub fn positions(
        &mut self,
        variable: usize,
        written: DimensionId,
        shape: DimensionId,
        name: &Name,
    ) -> Option<Index> {
        let along = self.place.scope[variable].dimension;
        let Ok(positions) = self.builder.dimensions.positions(along, written, shape) else {
            let along = self.builder.dimensions.name(along);
            let message = format!("the mapping between `{name}` and `{along}` does not give one element for each");
            return self.fail(Diagnostic::error("invalid-mapping", name.span, message));
        };
        let Some(positions) = self.without_gaps(variable, positions) else {
            return self.not_in(name, shape);
        };
        Some(Index::Along {
            variable: variable as u8,
            positions,
        })
    }

    /// Positions of which those that only excepted iterations use may be anywhere; `None` where another one is nowhere.
    fn without_gaps(&self, variable: usize, positions: Arc<[u32]>) -> Option<Arc<[u32]>> {
        if !positions.contains(&Dimensions::NOWHERE) {
            return Some(positions); // shared with all who ask for the same
        }
        let used = self.used_values(variable);
        let mut pairs = positions.iter().zip(&used);
        if pairs.any(|(p, used)| *used && *p == Dimensions::NOWHERE) {
            return None;
        }
        let anywhere = |p: &u32| if *p == Dimensions::NOWHERE { 0 } else { *p };
        Some(positions.iter().map(anywhere).collect())
    }

    /// Which values of an index variable occur in iterations that are not excepted.
    fn used_values(&self, variable: usize) -> Vec<bool> {
        let scope = &self.place.scope[..self.place.loops];
        let extent = self.place.scope[variable].extent as usize;
        let except = &self.place.except;
        if variable >= scope.len() || except.is_empty() {
            return vec![true; extent];
        }
        // A value is unused only when every iteration in which it occurs is excepted: they are counted down.
        let inner: usize = scope[variable + 1..].iter().map(|t| t.extent as usize).product();
        let iterations: usize = scope.iter().map(|t| t.extent as usize).product();
        let mut left = vec![iterations / extent.max(1); extent];
        for iteration in except {
            left[*iteration as usize / inner.max(1) % extent] -= 1;
        }
        left.into_iter().map(|n| n > 0).collect()
    }

    fn not_in(&mut self, name: &Name, shape: DimensionId) -> Option<Index> {
        let hint = self.builder.dimensions.listed(shape);
        let shape = self.builder.dimensions.name(shape);
        let message = format!("`{name}` is not within `{shape}`, over which this is defined");
        self.fail(Diagnostic::error("subscript-not-in-dimension", name.span, message).hint(hint))
    }

    fn fail(&mut self, diagnostic: Diagnostic) -> Option<Index> {
        self.builder.error(diagnostic);
        None
    }
}

fn matching(on_left: &[DimensionId], fits: impl Fn(DimensionId) -> bool) -> Vec<usize> {
    (0..on_left.len()).filter(|v| fits(on_left[*v])).collect()
}

fn bang_on_element(name: &Name) -> Diagnostic {
    let message = format!("`{name}` is one element: there is nothing to reduce over");
    Diagnostic::error("bang-on-element", name.span, message)
        .hint(format!("`{name}` without `!`, or a dimension in its place"))
}

fn bang_outside_reduction(name: &Name) -> Diagnostic {
    let message = format!("`{name}!` can only be used inside a reduction such as SUM");
    Diagnostic::error("bang-outside-reduction", name.span, message).hint(format!("`SUM(…[{name}!])`"))
}

fn not_on_left(name: &Name) -> Diagnostic {
    Diagnostic::error(
        "subscript-not-on-left",
        name.span,
        format!("`{name}` is not among the subscripts of the left-hand side"),
    )
    .hint(format!(
        "one element of it, or `{name}!` within SUM, PROD, VMIN or VMAX"
    ))
}
