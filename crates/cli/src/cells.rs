//! Cells of a model's variables as a person names them: `x`, `x[North]`, `x[Region]`, `x[A1,B2]`.

use check::{Model, VariableId};
use source::nearest;

/// Some cells of one variable, row-major.
#[derive(Clone, Debug, PartialEq)]
pub struct Cells {
    /// Whose.
    pub variable: VariableId,
    /// Which, ascending.
    pub cells: Vec<usize>,
}

/// Why a name on the command line or in a changes file will not do.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// One sentence.
    pub message: String,
    /// What can be typed instead.
    pub hint: Option<String>,
}

impl From<String> for Refused {
    fn from(message: String) -> Self {
        Refused { message, hint: None }
    }
}

/// Finds the cells of a name. Without subscripts all cells are meant; a subscript is an element, or a dimension for all of its
/// elements.
pub fn find(model: &Model, text: &str) -> Result<Cells, Refused> {
    let (name, subscripts) = split(text);
    let visible = model.find(name).filter(|id| !model.variable(*id).hidden);
    let variable = visible.ok_or_else(|| unknown_name(model, name))?;
    let shape = &model.variable(variable).shape;
    let all: Vec<usize> = (0..model.cells(variable)).collect();
    let Some(subscripts) = subscripts else {
        return Ok(Cells {
            variable,
            cells: defined(model, variable, all),
        });
    };
    if subscripts.len() != shape.len() {
        let message = format!(
            "`{}` has {} subscripts, not {}",
            model.variable(variable).name,
            shape.len(),
            subscripts.len()
        );
        return Err(Refused {
            message,
            hint: Some(format!("write it as `{}`", model.cell_name(variable, 0))),
        });
    }
    let mut cells = vec![0];
    for (subscript, dimension) in subscripts.iter().zip(shape) {
        let elements = &model.dimensions[dimension.0 as usize].elements;
        let positions = positions(model, subscript, elements)?;
        let along = |cell: &usize| {
            let first = cell * elements.len();
            positions.iter().map(move |p| first + p).collect::<Vec<_>>()
        };
        cells = cells.iter().flat_map(along).collect();
    }
    let cells = defined(model, variable, cells);
    Ok(Cells { variable, cells })
}

/// Which positions of a dimension a subscript names.
fn positions(model: &Model, subscript: &str, elements: &[impl AsRef<str>]) -> Result<Vec<usize>, Refused> {
    let key = parse::Name::key_of(subscript);
    let position = |name: &str| {
        elements
            .iter()
            .position(|e| parse::Name::key_of(e.as_ref()) == parse::Name::key_of(name))
    };
    if let Some(at) = position(subscript) {
        return Ok(vec![at]);
    }
    let dimension = model.dimensions.iter().find(|d| parse::Name::key_of(&d.name) == key);
    let members = dimension.map(|d| d.elements.iter().filter_map(|e| position(e)).collect::<Vec<_>>());
    members.filter(|m| !m.is_empty()).ok_or_else(|| {
        let names = elements.iter().map(AsRef::as_ref);
        Refused {
            message: format!("no element or dimension here is called `{subscript}`"),
            hint: nearest(subscript, names).map(|name| format!("a similar name is `{name}`")),
        }
    })
}

fn defined(model: &Model, variable: VariableId, cells: Vec<usize>) -> Vec<usize> {
    match &model.variable(variable).defined {
        None => cells,
        Some(defined) => cells.into_iter().filter(|cell| defined[*cell]).collect(),
    }
}

fn unknown_name(model: &Model, name: &str) -> Refused {
    let visible = model.variables.iter().filter(|v| !v.hidden);
    Refused {
        message: format!("no variable is called `{name}`"),
        hint: nearest(name, visible.map(|v| &*v.name)).map(|name| format!("a similar name is `{name}`")),
    }
}

/// A name and its subscripts. A bracket inside quotes belongs to the name.
fn split(text: &str) -> (&str, Option<Vec<&str>>) {
    let text = text.trim();
    let open = match text.starts_with('"') {
        true => text.rfind("\"[").map(|at| at + 1),
        false => text.find('['),
    };
    match (open, text.strip_suffix(']')) {
        (Some(open), Some(inner)) if open < inner.len() => {
            let subscripts = inner[open + 1..].split(',').map(str::trim);
            (text[..open].trim(), Some(subscripts.collect()))
        }
        _ => (text, None),
    }
}

/// Splits `A,x[B,C],"d, e"` at the commas that are neither in brackets nor in quotes.
pub fn list(text: &str) -> Vec<String> {
    let (mut quoted, mut depth) = (false, 0i32);
    let mut parts = vec![String::new()];
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '[' if !quoted => depth += 1,
            ']' if !quoted => depth -= 1,
            _ => {}
        }
        match parts.last_mut() {
            Some(part) if c != ',' || quoted || depth > 0 => part.push(c),
            _ => parts.push(String::new()),
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts.iter().map(|part| part.trim().into()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_subscripts() {
        assert_eq!(split("birth rate"), ("birth rate", None));
        assert_eq!(split(" x [A1, B2] "), ("x", Some(vec!["A1", "B2"])));
        assert_eq!(split("\"a[1]\""), ("\"a[1]\"", None));
        assert_eq!(split("\"a[1]\"[North]"), ("\"a[1]\"", Some(vec!["North"])));
        assert_eq!(split("x["), ("x[", None));
        assert_eq!(split("x]"), ("x]", None));
    }

    #[test]
    fn a_list_of_names() {
        assert_eq!(list("a, x[B,C],\"d, e\",,"), ["a", "x[B,C]", "\"d, e\""]);
        assert!(list("").is_empty());
    }
}
