//! Setting constants from outside: a command line, a study.

use crate::cell_text::split_cell;
use crate::model::{Kind, Model, Variable, VariableId};
use parse::Name;
use source::nearest;

/// Why a constant cannot be set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SetError {
    /// Nothing has that name.
    #[error("the model has no variable `{name}`{}", similar(.nearest))]
    Unknown {
        /// As given.
        name: String,
        /// The name that is spelled most alike.
        nearest: Option<String>,
    },
    /// An array has no such element.
    #[error("`{variable}` has no element `{element}`{}", similar(.nearest))]
    UnknownElement {
        /// The array.
        variable: String,
        /// As given.
        element: String,
        /// The element that is spelled most alike.
        nearest: Option<String>,
    },
    /// The number of subscripts is not that of the array.
    #[error("`{variable}` is an array: name one of its elements, such as `{example}`")]
    Subscripts {
        /// The array.
        variable: String,
        /// One of its cells.
        example: String,
    },
    /// A scalar was given subscripts.
    #[error("`{variable}` has no subscripts")]
    NoSubscripts {
        /// The scalar.
        variable: String,
    },
    /// It was to get points, and is none.
    #[error("`{variable}` is {what}, not a lookup")]
    NotALookup {
        /// The variable.
        variable: String,
        /// What it is.
        what: &'static str,
    },
    /// Another table has been made from it.
    #[error("the model inverts `{variable}` with LOOKUP INVERT: it cannot be changed from outside")]
    Inverted {
        /// The lookup.
        variable: String,
    },
    /// The model computes it.
    #[error("`{variable}` is {what}: only constants can be set")]
    Computed {
        /// The variable.
        variable: String,
        /// What it is: "a stock", "computed" …
        what: &'static str,
    },
    /// It was written with `==`.
    #[error("`{variable}` is written with `==`: it cannot be changed")]
    Unchangeable {
        /// The constant.
        variable: String,
    },
    /// The cell has no equation.
    #[error("`{cell}` has no equation")]
    Undefined {
        /// The cell.
        cell: String,
    },
    /// It is part of the clock, which cannot follow a schedule.
    #[error("`{variable}` belongs to the clock and cannot change during a run")]
    Clock {
        /// The variable.
        variable: String,
    },
}

fn similar(nearest: &Option<String>) -> String {
    nearest.as_ref().map_or(String::new(), |name| format!("; a similar name is `{name}`"))
}

impl Model {
    /// Gives a constant another value: `name` for a scalar, `name[element]` for a cell of an array.
    pub fn set_constant(&mut self, name: &str, value: f64) -> Result<(), SetError> {
        let (id, cell) = self.settable(name)?;
        if let Kind::Constant { values, .. } = &mut self.variables[id.0 as usize].kind {
            values[cell] = value;
        }
        Ok(())
    }

    /// Gives cells of a lookup another table.
    pub fn set_lookup(&mut self, id: VariableId, cells: &[usize], table: &math::Lookup) -> Result<(), SetError> {
        let inverse = Name::key_of(&format!("{} › inverse", self.variable(id).name));
        let is_inverted = self.variables.iter().any(|v| v.hidden && *v.key == *inverse);
        let variable = &mut self.variables[id.0 as usize];
        let name = variable.name.to_string();
        let Kind::Lookup { tables } = &mut variable.kind else {
            let what = what(&variable.kind);
            return Err(SetError::NotALookup { variable: name, what });
        };
        if is_inverted {
            return Err(SetError::Inverted { variable: name });
        }
        for cell in cells {
            tables[*cell] = table.clone();
        }
        Ok(())
    }

    /// The constant and cell that a name means.
    pub fn settable(&self, name: &str) -> Result<(VariableId, usize), SetError> {
        let (id, elements) = self.cell_named(name)?;
        let variable = self.variable(id);
        let Kind::Constant { fixed, .. } = &variable.kind else {
            let what = what(&variable.kind);
            return Err(SetError::Computed {
                variable: variable.name.to_string(),
                what,
            });
        };
        if *fixed {
            return Err(SetError::Unchangeable {
                variable: variable.name.to_string(),
            });
        }
        self.defined_cell(id, &elements)
    }

    /// The variable and cell that a name means, whatever computes it: `name` for a scalar, `name[element]` for a cell of an array.
    pub fn find_cell(&self, name: &str) -> Result<(VariableId, usize), SetError> {
        let (id, elements) = self.cell_named(name)?;
        self.defined_cell(id, &elements)
    }

    /// The cell of a variable with these elements, if it has an equation.
    fn defined_cell(&self, id: VariableId, elements: &[&str]) -> Result<(VariableId, usize), SetError> {
        let cell = self.cell_of(id, elements)?;
        match &self.variable(id).defined {
            Some(defined) if !defined[cell] => Err(SetError::Undefined {
                cell: self.cell_name(id, cell),
            }),
            _ => Ok((id, cell)),
        }
    }

    /// The variable of `name` or `name[a,b]`, and the names in brackets.
    fn cell_named<'n>(&self, name: &'n str) -> Result<(VariableId, Vec<&'n str>), SetError> {
        if let Some(id) = self.find_shown(name) {
            return Ok((id, Vec::new()));
        }
        let (bare, elements) = split_cell(name);
        let Some(id) = self.find_shown(bare) else {
            let known = self.variables.iter().filter(|v| !v.hidden).map(|v| &*v.name);
            let nearest = nearest(bare.trim(), known).map(str::to_string);
            return Err(SetError::Unknown {
                name: bare.trim().to_string(),
                nearest,
            });
        };
        Ok((id, elements.unwrap_or_default()))
    }

    fn find_shown(&self, name: &str) -> Option<VariableId> {
        self.find(name).filter(|id| !self.variable(*id).hidden)
    }

    fn cell_of(&self, id: VariableId, elements: &[&str]) -> Result<usize, SetError> {
        let variable = self.variable(id);
        let name = || variable.name.to_string();
        if variable.shape.len() != elements.len() {
            return Err(if variable.shape.is_empty() {
                SetError::NoSubscripts { variable: name() }
            } else {
                SetError::Subscripts {
                    variable: name(),
                    example: self.typed_cell(id, 0),
                }
            });
        }
        let mut cell = 0;
        for (dimension, element) in variable.shape.iter().zip(elements) {
            let known = &self.dimensions[dimension.0 as usize].elements;
            let key = Name::key_of(element);
            let Some(position) = known.iter().position(|e| Name::key_of(e) == key) else {
                let nearest = nearest(element.trim(), known.iter().map(|e| &**e)).map(str::to_string);
                return Err(SetError::UnknownElement {
                    variable: name(),
                    element: element.trim().to_string(),
                    nearest,
                });
            };
            cell = cell * known.len() + position;
        }
        Ok(cell)
    }

    /// The author's variables without a unit; a strict reading wants one for each.
    pub fn without_unit(&self) -> impl Iterator<Item = &Variable> {
        self.variables.iter().filter(|v| !v.hidden && v.units.is_empty())
    }

    pub(crate) fn is_clock(&self, id: VariableId) -> bool {
        let clock = &self.control;
        [clock.start, clock.stop, clock.step, clock.save_every].contains(&id)
    }
}

pub(crate) fn what(kind: &Kind) -> &'static str {
    match kind {
        Kind::Constant { .. } => "a constant",
        Kind::Auxiliary => "computed",
        Kind::Initial => "computed at the start",
        Kind::Stock => "a stock",
        Kind::SampleAndHold => "a sample-and-hold state",
        Kind::DelayLine => "a delay line",
        Kind::Lookup { .. } => "a lookup",
    }
}

impl Variable {
    /// Whether it can be set from outside.
    pub fn is_settable(&self) -> bool {
        matches!(self.kind, Kind::Constant { fixed: false, .. }) && !self.hidden
    }
}
