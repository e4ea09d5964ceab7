//! Functions of whole vectors: along which dimensions an argument runs, and which element of the result is meant.
//!
//! A vector runs along the last subscript of its first name. In `VECTOR SORT ORDER(x[Row,Column], 1)` that is `Column`: the
//! rows move with the left side, the columns are taken together. A matrix runs along the last two subscripts. A profile of
//! priorities runs along the four elements from its last subscript on (`ptype`), and the requests along the one before it.

use super::constant::literal;
use super::resolve::{Axis, IndexVariable, Resolver};
use crate::dimensions::Range;
use crate::limits;
use crate::model::{DimensionId, Expr, ExprKind, Index, Kind, VariableId, VectorArgument, VectorFunction};
use language::Origin;
use parse::{ExprKind as Written, Name, Reference, Subscript};
use source::{Diagnostic, Span};

/// Why an argument is no vector; `None` when a diagnostic says so already.
type Refused = Option<Box<Diagnostic>>;

/// A subscript that a vector runs along, and what it may be.
struct Run<'e> {
    name: &'e Name,
    written: Range,
    /// The dimension whose elements are counted.
    dimension: DimensionId,
    extent: u32,
}

impl Resolver<'_, '_, '_> {
    /// Resolves the call of a function of whole vectors.
    pub fn vector(&mut self, function: VectorFunction, arguments: &[parse::Expr], span: Span) -> Expr {
        match self.vector_call(function, arguments) {
            Ok(kind) => Expr { kind, span },
            Err(Some(diagnostic)) => self.failed(*diagnostic),
            Err(None) => Expr::number(f64::NAN, span),
        }
    }

    fn vector_call(&mut self, function: VectorFunction, arguments: &[parse::Expr]) -> Result<ExprKind, Refused> {
        if let (Some(first), false) = (arguments.first(), self.axes.is_empty()) {
            return refuse(within_vector(first.span));
        }
        match function {
            VectorFunction::InvertMatrix => self.inverse(arguments),
            VectorFunction::AllocateAvailable => self.allocation(function, arguments, 1),
            VectorFunction::AllocateByPriority => self.by_priority(arguments),
            VectorFunction::MarketPrice => self.market(arguments),
            VectorFunction::DemandAtPrice | VectorFunction::SupplyAtPrice => self.at_price(function, arguments),
            VectorFunction::SortOrder | VectorFunction::Rank | VectorFunction::Element => {
                let run = self.last_dimension(&arguments[0])?;
                let vector = self.along_runs(&arguments[0], &[&run])?;
                let direction = self.number(&arguments[1]);
                let element = if function.gives_vector() {
                    vec![self.element(&run)?]
                } else {
                    Vec::new()
                };
                Ok(ExprKind::Vector {
                    function,
                    arguments: vec![vector, direction],
                    element,
                })
            }
        }
    }

    /// `VECTOR REORDER(vector, order)`: the element at the place that `order` says.
    pub fn reorder(&mut self, arguments: &[parse::Expr], span: Span) -> Expr {
        self.vector(VectorFunction::Element, arguments, span)
    }

    /// `INVERT MATRIX(matrix, size)`.
    fn inverse(&mut self, arguments: &[parse::Expr]) -> Result<ExprKind, Refused> {
        let (reference, variable) = self.lead(&arguments[0])?;
        let [.., row, column] = &reference.subscripts[..] else {
            let message = "a matrix needs two subscripts";
            return refuse(Diagnostic::error("not-a-matrix", arguments[0].span, message));
        };
        let at = reference.subscripts.len();
        let rows = self.run(row, variable, at - 2)?;
        let columns = self.run(column, variable, at - 1)?;
        let size = self.written_size(&arguments[1]);
        if rows.extent != columns.extent || size.is_some_and(|n| n != f64::from(rows.extent)) {
            return refuse(not_square([&rows, &columns], size, arguments[0].span));
        }
        if rows.extent > limits::MATRIX {
            let message = format!(
                "a matrix of {} rows; at most {} are inverted",
                rows.extent,
                limits::MATRIX
            );
            return refuse(Diagnostic::error("too-many-elements", arguments[0].span, message));
        }
        let matrix = self.along_runs(&arguments[0], &[&rows, &columns])?;
        let element = self.cell_of_matrix([&rows, &columns])?;
        let function = VectorFunction::InvertMatrix;
        Ok(ExprKind::Vector {
            function,
            arguments: vec![matrix],
            element,
        })
    }

    /// The cell of the result that goes with the left side. Where both subscripts of the matrix are one dimension, as in
    /// `inverse[Row,Column] = INVERT MATRIX(m[Row,Row], n)`, these are the last two dimensions on the left, element by element.
    fn cell_of_matrix(&mut self, [rows, columns]: [&Run; 2]) -> Result<Vec<Index>, Refused> {
        if rows.written != columns.written || self.place.loops < 2 {
            return Ok(vec![self.element(rows)?, self.element(columns)?]);
        }
        let of_loop = |variable: usize, run: &Run| {
            let along = &self.place.scope[variable];
            if along.extent == run.extent {
                return Ok(Index::Along {
                    variable: variable as u8,
                    positions: (0..run.extent).collect(),
                });
            }
            let name = self.builder.dimensions.name(along.dimension);
            let message = format!(
                "`{name}` has {} elements, but `{}` has {}",
                along.extent, run.name, run.extent
            );
            refuse(Diagnostic::error("dimension-mismatch", run.name.span, message))
        };
        let last = self.place.loops - 1;
        Ok(vec![of_loop(last - 1, rows)?, of_loop(last, columns)?])
    }

    /// `ALLOCATE AVAILABLE(requests, profiles, available)`.
    fn allocation(
        &mut self,
        function: VectorFunction,
        arguments: &[parse::Expr],
        profile: usize,
    ) -> Result<ExprKind, Refused> {
        let run = self.last_dimension(&arguments[0])?;
        let requests = self.along_runs(&arguments[0], &[&run])?;
        let profiles = self.profiles(&arguments[profile], Some(&run))?;
        let available = self.number(&arguments[2]);
        let element = vec![self.element(&run)?];
        let arguments = vec![requests, profiles, available];
        Ok(ExprKind::Vector {
            function,
            arguments,
            element,
        })
    }

    /// `ALLOCATE BY PRIORITY(requests, priorities, size, width, supply)`.
    fn by_priority(&mut self, arguments: &[parse::Expr]) -> Result<ExprKind, Refused> {
        let run = self.last_dimension(&arguments[0])?;
        if let Some(size) = self.written_size(&arguments[2])
            && size != f64::from(run.extent)
        {
            let message = format!(
                "`{}` has {} elements, but the given size is {size}",
                run.name, run.extent
            );
            return refuse(Diagnostic::error("dimension-mismatch", arguments[2].span, message));
        }
        let requests = self.along_runs(&arguments[0], &[&run])?;
        let of_priorities = self.last_dimension(&arguments[1])?;
        if of_priorities.extent != run.extent {
            return refuse(unequal([&run, &of_priorities], arguments[1].span));
        }
        let priorities = self.along_runs(&arguments[1], &[&of_priorities])?;
        let [width, supply] = [3, 4].map(|at| self.number(&arguments[at]));
        let element = vec![self.element(&run)?];
        let function = VectorFunction::AllocateByPriority;
        let arguments = vec![requests, priorities, width, supply];
        Ok(ExprKind::Vector {
            function,
            arguments,
            element,
        })
    }

    /// `FIND MARKET PRICE(demands, profiles, supplies, profiles)`.
    fn market(&mut self, arguments: &[parse::Expr]) -> Result<ExprKind, Refused> {
        let mut resolved = Vec::with_capacity(4);
        for side in arguments.chunks(2) {
            let run = self.last_run(&side[0])?;
            resolved.push(self.along_runs(&side[0], &[&run])?);
            resolved.push(self.profiles(&side[1], Some(&run))?);
        }
        let function = VectorFunction::MarketPrice;
        Ok(ExprKind::Vector {
            function,
            arguments: resolved,
            element: Vec::new(),
        })
    }

    /// `DEMAND AT PRICE(quantity, profile, price)` and its like.
    fn at_price(&mut self, function: VectorFunction, arguments: &[parse::Expr]) -> Result<ExprKind, Refused> {
        let quantity = self.number(&arguments[0]);
        let profile = self.profiles(&arguments[1], None)?;
        let arguments = vec![quantity, profile, self.number(&arguments[2])];
        Ok(ExprKind::Vector {
            function,
            arguments,
            element: Vec::new(),
        })
    }

    /// Profiles: four elements from the last subscript on, for each element along the subscript before it.
    fn profiles(&mut self, argument: &parse::Expr, requests: Option<&Run>) -> Result<VectorArgument, Refused> {
        let (reference, variable) = self.lead(argument)?;
        let at = reference.subscripts.len();
        let Some(last) = reference.subscripts.last() else {
            return refuse(no_subscript(argument.span));
        };
        let mut columns = self.run(last, variable, at - 1)?;
        if (columns.extent as usize) < math::PROFILE {
            let message = format!(
                "a profile needs {} elements: type, priority, width and extra; from `{}` on there are {}",
                math::PROFILE,
                columns.name,
                columns.extent
            );
            return refuse(Diagnostic::error("not-a-profile", argument.span, message));
        }
        columns.extent = math::PROFILE as u32;
        let Some(requests) = requests else {
            return self.along_runs(argument, &[&columns]);
        };
        let [.., before, _] = &reference.subscripts[..] else {
            let message = format!("profiles need `{}` as the subscript before the last", requests.name);
            return refuse(Diagnostic::error("not-a-profile", argument.span, message));
        };
        let rows = self.run(before, variable, at - 2)?;
        if rows.extent != requests.extent {
            return refuse(unequal([requests, &rows], argument.span));
        }
        self.along_runs(argument, &[&rows, &columns])
    }

    /// `VECTOR ELM MAP(element, offset)`: the element that is so many further on in the variable, all dimensions in a row.
    pub fn element_map(&mut self, origin: Origin, arguments: &[parse::Expr], span: Span) -> Expr {
        let found = match &arguments[0].kind {
            Written::Reference(reference) => self.mapped(origin, reference, (&arguments[1], arguments[0].span)),
            _ if origin == Origin::First => self.mapped_values(arguments),
            _ => {
                let message = "the first argument of `VECTOR ELM MAP` must be an element of a variable";
                refuse(Diagnostic::error("not-a-vector", arguments[0].span, message))
            }
        };
        match found {
            Ok(kind) => Expr { kind, span },
            Err(Some(diagnostic)) => self.failed(*diagnostic),
            Err(None) => Expr::number(f64::NAN, span),
        }
    }

    fn mapped(
        &mut self,
        origin: Origin,
        reference: &Reference,
        (offset, span): (&parse::Expr, Span),
    ) -> Result<ExprKind, Refused> {
        let variable = self.vector_variable(reference)?;
        let offset = self.expression(offset);
        let names_one = |s: &Subscript| matches!(self.builder.dimensions.find(&s.name.key), Some(Range::Element(_)));
        let from_first = origin == Origin::First && !reference.subscripts.iter().any(names_one);
        let place = if from_first {
            offset
        } else {
            let index = self.index(variable, reference, span).ok_or(None)?;
            self.flat(variable, &index, span).plus(offset)
        };
        let place = VectorArgument {
            over: Vec::new(),
            body: place,
        };
        let arguments = vec![self.whole(variable, span), place];
        let function = VectorFunction::Element;
        Ok(ExprKind::Vector {
            function,
            arguments,
            element: Vec::new(),
        })
    }

    /// The values of an expression over all dimensions of its first name.
    fn mapped_values(&mut self, arguments: &[parse::Expr]) -> Result<ExprKind, Refused> {
        let (reference, variable) = self.lead(&arguments[0])?;
        let mut runs = Vec::with_capacity(reference.subscripts.len());
        for (at, subscript) in reference.subscripts.iter().enumerate() {
            runs.push(self.run(subscript, variable, at)?);
        }
        let vector = self.along_runs(&arguments[0], &runs.iter().collect::<Vec<_>>())?;
        let arguments = vec![vector, self.number(&arguments[1])];
        let function = VectorFunction::Element;
        Ok(ExprKind::Vector {
            function,
            arguments,
            element: Vec::new(),
        })
    }

    /// All cells of a variable in a row.
    fn whole(&self, variable: VariableId, span: Span) -> VectorArgument {
        let outer = self.place.scope.len() as u8;
        let sizes = self.builder.sizes(&self.builder.draft.variable(variable).shape);
        let over: Vec<(u8, u32)> = (outer..).zip(sizes).collect();
        let along = |&(variable, size): &(u8, u32)| Index::Along {
            variable,
            positions: (0..size).collect(),
        };
        let index = over.iter().map(along).collect();
        let kind = ExprKind::Variable(variable, index);
        VectorArgument {
            over,
            body: Expr { kind, span },
        }
    }

    /// The place of a cell, counted from 0, all dimensions in a row.
    fn flat(&self, variable: VariableId, index: &[Index], span: Span) -> Expr {
        let sizes = self.builder.sizes(&self.builder.draft.variable(variable).shape);
        let mut place = Expr::number(0.0, span);
        let mut stride: u32 = sizes.iter().product();
        for (index, size) in index.iter().zip(sizes) {
            stride /= size.max(1);
            let position = match index {
                Index::Fixed(position) => Expr::number(f64::from(*position), span),
                along => {
                    let kind = ExprKind::Position(along.clone());
                    Expr { kind, span }.minus(Expr::number(1.0, span))
                }
            };
            place = place.plus(position.times(Expr::number(f64::from(stride), span)));
        }
        place
    }

    /// An argument that is one number.
    fn number(&mut self, argument: &parse::Expr) -> VectorArgument {
        let body = self.expression(argument);
        VectorArgument { over: Vec::new(), body }
    }

    /// Resolves an argument along some of its subscripts.
    fn along_runs(&mut self, argument: &parse::Expr, runs: &[&Run]) -> Result<VectorArgument, Refused> {
        let outer = self.place.scope.len();
        for run in runs {
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
        let length = runs.iter().fold(1u32, |n, run| n.saturating_mul(run.extent));
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

    /// Which element of the result is meant: the one that goes with the left side.
    fn element(&mut self, run: &Run) -> Result<Index, Refused> {
        self.along(run.dimension, run.dimension, run.name).ok_or(None)
    }

    /// The last subscript of an argument's first name, which must be a dimension.
    fn last_dimension<'e>(&mut self, argument: &'e parse::Expr) -> Result<Run<'e>, Refused> {
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
    fn last_run<'e>(&mut self, argument: &'e parse::Expr) -> Result<Run<'e>, Refused> {
        let (reference, variable) = self.lead(argument)?;
        let unmarked = reference.subscripts.iter().rposition(|s| !s.bang);
        let at = unmarked.or(reference.subscripts.len().checked_sub(1));
        let at = at.ok_or_else(|| Some(Box::new(no_subscript(argument.span))))?;
        self.run(&reference.subscripts[at], variable, at)
    }

    /// What a subscript stands for: the elements of a dimension, or those from one on.
    fn run<'e>(&mut self, subscript: &'e Subscript, variable: VariableId, at: usize) -> Result<Run<'e>, Refused> {
        let name = &subscript.name;
        let written = self.builder.range(name).ok_or(None)?;
        let shape = self.builder.draft.variable(variable).shape.get(at).copied();
        let shape = shape.ok_or_else(|| Some(Box::new(no_subscript(name.span))))?;
        let (dimension, extent) = match written {
            Range::Dimension(dimension) => (dimension, self.builder.dimensions.size(dimension)),
            Range::Element(element) => {
                let first = self.builder.dimensions.position(element, shape).unwrap_or(0);
                (shape, self.builder.dimensions.size(shape) - first as usize)
            }
        };
        let extent = extent as u32;
        Ok(Run {
            name,
            written,
            dimension,
            extent,
        })
    }

    /// The first subscripted name of an argument, and its variable.
    fn lead<'e>(&mut self, argument: &'e parse::Expr) -> Result<(&'e Reference, VariableId), Refused> {
        let reference = first_subscripted(argument).ok_or_else(|| Some(Box::new(no_subscript(argument.span))))?;
        Ok((reference, self.vector_variable(reference)?))
    }

    fn vector_variable(&mut self, reference: &Reference) -> Result<VariableId, Refused> {
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
    fn written_size(&self, size: &parse::Expr) -> Option<f64> {
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

fn refuse<T>(diagnostic: Diagnostic) -> Result<T, Refused> {
    Err(Some(Box::new(diagnostic)))
}

fn no_subscript(span: Span) -> Diagnostic {
    let message = "a vector is needed here: a variable with subscripts";
    Diagnostic::error("not-a-vector", span, message)
}

fn within_vector(span: Span) -> Diagnostic {
    let message = "a function of whole vectors cannot be within an argument of another";
    Diagnostic::error("vector-within-vector", span, message).hint("make the inner one a variable of its own")
}

fn unequal([a, b]: [&Run; 2], span: Span) -> Diagnostic {
    let message = format!(
        "`{}` has {} elements, but `{}` has {}",
        a.name, a.extent, b.name, b.extent
    );
    Diagnostic::error("dimension-mismatch", span, message)
}

fn not_square([rows, columns]: [&Run; 2], size: Option<f64>, span: Span) -> Diagnostic {
    let said = size.map(|n| format!(", and the given size is {n}")).unwrap_or_default();
    let message = format!(
        "only square matrices have an inverse: `{}` has {} elements, `{}` has {}{said}",
        rows.name, rows.extent, columns.name, columns.extent
    );
    Diagnostic::error("not-a-matrix", span, message)
}
