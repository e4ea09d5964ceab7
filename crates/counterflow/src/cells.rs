//! Cells of a model's variables as a person names them: `x`, `x[North]`, `x[Region]`, `x[A1,B2]`.

use crate::InputError;
use check::{Model, VariableId, split_cell};
use source::nearest;

/// Some cells of one variable, row-major.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cells {
    /// Whose.
    pub variable: VariableId,
    /// Which, ascending.
    pub cells: Vec<usize>,
}

/// Finds the cells of a name. Without subscripts all cells are meant; a subscript is an element, or a dimension for all of its
/// elements.
pub(crate) fn find(model: &Model, text: &str) -> Result<Cells, InputError> {
    let (name, subscripts) = split_cell(text);
    let visible = model.find(name).filter(|id| !model.variable(*id).hidden);
    let variable = visible.ok_or_else(|| unknown_name(model, name))?;
    let cells = match subscripts {
        None => (0..model.cells(variable)).collect(),
        Some(subscripts) => subscripted(model, variable, &subscripts)?,
    };
    let cells = defined(model, variable, cells);
    Ok(Cells { variable, cells })
}

/// The cells that subscripts pick, row-major.
fn subscripted(model: &Model, variable: VariableId, subscripts: &[&str]) -> Result<Vec<usize>, InputError> {
    let shape = &model.variable(variable).shape;
    if subscripts.len() != shape.len() {
        return Err(InputError::WrongSubscripts {
            name: model.variable(variable).name.to_string(),
            expected: shape.len(),
            found: subscripts.len(),
            example: model.typed_cell(variable, 0),
        });
    }
    let mut cells = vec![0];
    for (subscript, dimension) in subscripts.iter().zip(shape) {
        let elements = &model.dimensions[dimension.0 as usize].elements;
        let positions = positions(model, subscript, elements).ok_or_else(|| InputError::UnknownElement {
            variable: model.variable(variable).name.to_string(),
            element: subscript.to_string(),
            nearest: nearest(subscript, elements.iter().map(AsRef::as_ref)).map(Into::into),
        })?;
        let along = |cell: &usize| {
            let first = cell * elements.len();
            positions.iter().map(move |p| first + p).collect::<Vec<_>>()
        };
        cells = cells.iter().flat_map(along).collect();
    }
    Ok(cells)
}

/// Which positions of a dimension a subscript names.
fn positions(model: &Model, subscript: &str, elements: &[impl AsRef<str>]) -> Option<Vec<usize>> {
    let key = parse::Name::key_of(subscript);
    let position = |name: &str| {
        let mut keys = elements.iter().map(|e| parse::Name::key_of(e.as_ref()));
        keys.position(|known| known == parse::Name::key_of(name))
    };
    if let Some(at) = position(subscript) {
        return Some(vec![at]);
    }
    let dimension = model.dimensions.iter().find(|d| parse::Name::key_of(&d.name) == key)?;
    let members: Vec<usize> = dimension.elements.iter().filter_map(|e| position(e)).collect();
    (!members.is_empty()).then_some(members)
}

fn defined(model: &Model, variable: VariableId, cells: Vec<usize>) -> Vec<usize> {
    match &model.variable(variable).defined {
        None => cells,
        Some(defined) => cells.into_iter().filter(|cell| defined[*cell]).collect(),
    }
}

pub(crate) fn unknown_name(model: &Model, name: &str) -> InputError {
    let visible = model.variables.iter().filter(|v| !v.hidden);
    InputError::Unknown {
        name: name.to_string(),
        nearest: nearest(name, visible.map(|v| &*v.name)).map(Into::into),
    }
}
