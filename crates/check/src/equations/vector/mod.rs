//! Functions of whole vectors: along which dimensions an argument runs, and which element of the result is meant.
//!
//! A vector runs along the last subscript of its first name. In `VECTOR SORT ORDER(x[Row,Column], 1)` that is `Column`: the
//! rows move with the left side, the columns are taken together. A matrix runs along the last two subscripts. A profile of
//! priorities runs along the four elements from its last subscript on (`ptype`), and the requests along the one before it.

mod allocate;
mod element_map;
mod extent;
mod lookup;

use super::resolve::Resolver;
use crate::limits;
use crate::model::{Expr, ExprKind, Index, VectorArgument, VectorFunction};
use extent::{Refused, Run, refuse};
use source::{Diagnostic, Span};

impl Resolver<'_, '_, '_> {
    /// Resolves the call of a function of whole vectors.
    pub fn vector(&mut self, function: VectorFunction, arguments: &[parse::Expr], span: Span) -> Expr {
        let found = self.vector_call(function, arguments);
        answer(self, found, span)
    }

    fn vector_call(&mut self, function: VectorFunction, arguments: &[parse::Expr]) -> Result<ExprKind, Refused> {
        // The axes of the outer vector would shift those of the inner one: a name could not say which it runs along.
        if let (Some(first), false) = (arguments.first(), self.axes.is_empty()) {
            return refuse(within_vector(first.span));
        }
        match function {
            VectorFunction::InvertMatrix => self.inverse(arguments),
            VectorFunction::AllocateAvailable => self.allocation(arguments),
            VectorFunction::AllocateByPriority => self.by_priority(arguments),
            VectorFunction::MarketPrice => self.market(arguments),
            VectorFunction::DemandAtPrice | VectorFunction::SupplyAtPrice => self.at_price(function, arguments),
            VectorFunction::SortOrder | VectorFunction::Rank | VectorFunction::Element => {
                self.ordered(function, arguments)
            }
        }
    }

    /// `VECTOR SORT ORDER(vector, direction)` and its like.
    fn ordered(&mut self, function: VectorFunction, arguments: &[parse::Expr]) -> Result<ExprKind, Refused> {
        let run = self.last_dimension(&arguments[0])?;
        let vector = self.along_runs(&arguments[0], &[&run])?;
        let direction = self.number(&arguments[1]);
        let element = if function.gives_vector() {
            vec![self.element(&run)?]
        } else {
            Vec::new()
        };
        Ok(call(function, vec![vector, direction], element))
    }

    /// `VECTOR REORDER(vector, order)`: the element at the place that `order` says.
    pub fn reorder(&mut self, arguments: &[parse::Expr], span: Span) -> Expr {
        self.vector(VectorFunction::Element, arguments, span)
    }

    /// `INVERT MATRIX(matrix, size)`.
    fn inverse(&mut self, arguments: &[parse::Expr]) -> Result<ExprKind, Refused> {
        let matrix = self.matrix(&arguments[0])?;
        let size = self.written_size(&arguments[1]);
        invertible(&matrix, size, arguments[0].span)?;
        let values = self.along_runs(&arguments[0], &[&matrix.rows, &matrix.columns])?;
        let element = self.cell_of_matrix(&matrix)?;
        Ok(call(VectorFunction::InvertMatrix, vec![values], element))
    }

    /// A matrix is what its last two subscripts run along.
    fn matrix<'e>(&mut self, argument: &'e parse::Expr) -> Result<Matrix<'e>, Refused> {
        let (reference, variable) = self.lead(argument)?;
        let [.., row, column] = &reference.subscripts[..] else {
            let message = "a matrix needs two subscripts";
            return refuse(Diagnostic::error("not-a-matrix", argument.span, message));
        };
        let at = reference.subscripts.len();
        let rows = self.run(row, variable, at - 2)?;
        let columns = self.run(column, variable, at - 1)?;
        Ok(Matrix { rows, columns })
    }

    /// The cell of the result that goes with the left side. Where both subscripts of the matrix are one dimension, as in
    /// `inverse[Row,Column] = INVERT MATRIX(m[Row,Row], n)`, these are the last two dimensions on the left, element by element.
    fn cell_of_matrix(&mut self, Matrix { rows, columns }: &Matrix) -> Result<Vec<Index>, Refused> {
        if rows.written != columns.written || self.place.loops < 2 {
            return Ok(vec![self.element(rows)?, self.element(columns)?]);
        }
        let last = self.place.loops - 1;
        Ok(vec![self.along_loop(last - 1, rows)?, self.along_loop(last, columns)?])
    }

    /// The index that moves with a loop of the left side, whatever its dimension is called.
    fn along_loop(&self, variable: usize, run: &Run) -> Result<Index, Refused> {
        let along = &self.place.scope[variable];
        if along.extent != run.extent {
            let name = self.builder.dimensions.name(along.dimension);
            let message = format!(
                "`{name}` has {} elements, but `{}` has {}",
                along.extent, run.name, run.extent
            );
            return refuse(Diagnostic::error("dimension-mismatch", run.name.span, message));
        }
        Ok(Index::Along {
            variable: variable as u8,
            positions: (0..run.extent).collect(),
        })
    }
}

/// The subscripts that a matrix runs along.
struct Matrix<'e> {
    rows: Run<'e>,
    columns: Run<'e>,
}

/// What was found, or a value that is never used: the model has an error then, and does not run.
fn answer(resolver: &mut Resolver, found: Result<ExprKind, Refused>, span: Span) -> Expr {
    match found {
        Ok(kind) => kind.at(span),
        Err(Some(diagnostic)) => resolver.failed(*diagnostic),
        Err(None) => Expr::number(f64::NAN, span),
    }
}

/// A call, and the element of its result that is meant.
fn call(function: VectorFunction, arguments: Vec<VectorArgument>, element: Vec<Index>) -> ExprKind {
    ExprKind::Vector {
        function,
        arguments,
        element,
    }
}

/// A matrix can be inverted: it is square, has the size that was given, and is not too large.
fn invertible(matrix: &Matrix, size: Option<f64>, span: Span) -> Result<(), Refused> {
    let extent = matrix.rows.extent;
    if extent != matrix.columns.extent || size.is_some_and(|n| n != f64::from(extent)) {
        return refuse(not_square(matrix, size, span));
    }
    if extent > limits::MATRIX {
        let message = format!("a matrix of {extent} rows; at most {} are inverted", limits::MATRIX);
        return refuse(Diagnostic::error("too-many-elements", span, message));
    }
    Ok(())
}

fn within_vector(span: Span) -> Diagnostic {
    let message = "a function of whole vectors cannot be within an argument of another";
    Diagnostic::error("vector-within-vector", span, message).hint("make the inner one a variable of its own")
}

fn not_square(Matrix { rows, columns }: &Matrix, size: Option<f64>, span: Span) -> Diagnostic {
    let said = size.map(|n| format!(", and the given size is {n}")).unwrap_or_default();
    let message = format!(
        "only square matrices have an inverse: `{}` has {} elements, `{}` has {}{said}",
        rows.name, rows.extent, columns.name, columns.extent
    );
    Diagnostic::error("not-a-matrix", span, message)
}
