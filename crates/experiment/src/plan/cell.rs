//! One number of a model: a scalar variable, or an element of an array.

use check::{Kind, Model, VariableId};

/// One number of a model: a scalar variable, or one element of an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellId {
    /// The variable.
    pub variable: VariableId,
    /// The element, counted row by row; 0 for a scalar.
    pub element: usize,
}

/// A constant, and a value for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Assignment {
    /// The constant.
    pub constant: CellId,
    /// Its value.
    pub value: f64,
}

impl From<VariableId> for CellId {
    fn from(variable: VariableId) -> CellId {
        CellId { variable, element: 0 }
    }
}

impl CellId {
    /// Every number of a variable that has an equation.
    pub fn all(model: &Model, variable: VariableId) -> impl Iterator<Item = CellId> {
        let defined = model.variable(variable).defined.as_ref();
        let has_equation = move |element: &usize| defined.is_none_or(|defined| defined[*element]);
        let elements = (0..model.cells(variable)).filter(has_equation);
        elements.map(move |element| CellId { variable, element })
    }

    /// Its name: `birth rate`, `share[north]`.
    pub fn name(self, model: &Model) -> String {
        model.cell_name(self.variable, self.element)
    }

    /// Its value, if it is a constant.
    pub fn value(self, model: &Model) -> Option<f64> {
        match &model.variable(self.variable).kind {
            Kind::Constant { values, .. } => values.get(self.element).copied(),
            _ => None,
        }
    }

    /// Its place among the elements that have an equation: a program has no other ones.
    pub fn place(self, model: &Model) -> usize {
        match &model.variable(self.variable).defined {
            Some(defined) => defined[..self.element].iter().filter(|d| **d).count(),
            None => self.element,
        }
    }
}

/// Variables, each once, and their numbers in the order in which a program has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The variables, ascending.
    pub variables: Vec<VariableId>,
    /// Their numbers: a scalar has one, an array one for each element that has an equation.
    pub cells: Vec<CellId>,
}

impl Columns {
    /// The variables that these numbers are of, with all of their numbers.
    pub fn of(model: &Model, cells: impl IntoIterator<Item = CellId>) -> Columns {
        let mut variables: Vec<VariableId> = cells.into_iter().map(|cell| cell.variable).collect();
        // Ascending, as a program saves them and as `place` needs it to search by halves.
        variables.sort();
        variables.dedup();
        let cells = variables.iter().flat_map(|id| CellId::all(model, *id)).collect();
        Columns { variables, cells }
    }

    /// The column of a number.
    pub fn place(&self, cell: CellId) -> Option<usize> {
        self.cells.binary_search(&cell).ok()
    }
}

/// The value of a constant that has only one.
pub fn scalar(kind: &Kind) -> Option<f64> {
    match kind {
        Kind::Constant { values, .. } => <[f64; 1]>::try_from(values.as_slice()).ok().map(|[v]| v),
        _ => None,
    }
}
