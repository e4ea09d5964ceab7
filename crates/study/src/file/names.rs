//! Names of the model as a study uses them, and their units.

use super::{Entry, Fields, Placed, Report};
use check::{Kind, Model, SetError, Variable, VariableId};
use experiment::plan::{Assignment, CellId};
use source::Diagnostic;
use units::Unit;

/// Looks names up in the model. Without a model (it has errors of its own) every name counts as known.
#[derive(Clone, Copy)]
pub(crate) struct Names<'a> {
    pub model: Option<&'a Model>,
    pub report: &'a Report,
}

/// Takes the place of a variable that could not be found; the study is then not carried out.
pub(super) const NOWHERE: CellId = CellId {
    variable: VariableId(0),
    element: 0,
};

impl Names<'_> {
    /// A variable whose value is one number: a scalar, or an element of an array, `share[north]`.
    pub fn variable(&self, name: &Placed<String>) -> CellId {
        let Some(model) = self.model else {
            return NOWHERE;
        };
        match model.find_cell(&name.value) {
            Ok((variable, element)) => {
                self.is_number(model, variable, name);
                CellId { variable, element }
            }
            Err(error) => {
                self.no_cell(model, name, &error);
                // Its array, where there is one: it has the unit that was meant.
                shown(model, bare(&name.value)).map_or(NOWHERE, CellId::from)
            }
        }
    }

    /// Reports a lookup, which is not a number.
    fn is_number(&self, model: &Model, id: VariableId, name: &Placed<String>) {
        let variable = model.variable(id);
        if matches!(variable.kind, Kind::Lookup { .. }) {
            let message = format!("`{}` is a lookup: a study needs one number", variable.name);
            let finding = Diagnostic::error("not-a-scalar", name.span, message).see(variable.span, "defined here");
            self.report.push(finding.hint("add a variable to the model that calls it"));
        }
    }

    /// Reports a name that means no single number.
    fn no_cell(&self, model: &Model, name: &Placed<String>, error: &SetError) {
        let finding = match error {
            SetError::Unknown { .. } => return self.unknown(model, name),
            SetError::Subscripts { variable, example } => {
                let message = format!("`{variable}` is an array: a study needs one number");
                let finding = Diagnostic::error("not-a-scalar", name.span, message);
                finding.hint(format!("name one of its elements: `{example}`"))
            }
            other => Diagnostic::error(wrong_subscript(other), name.span, other.to_string()),
        };
        let defined = shown(model, bare(&name.value)).map(|id| model.variable(id).span);
        self.report.push(match defined {
            Some(at) => finding.see(at, "defined here"),
            None => finding,
        });
    }

    /// A variable of any shape.
    pub fn any_variable(&self, name: &Placed<String>) -> VariableId {
        let Some(model) = self.model else {
            return NOWHERE.variable;
        };
        shown(model, &name.value).unwrap_or_else(|| {
            self.unknown(model, name);
            NOWHERE.variable
        })
    }

    fn unknown(&self, model: &Model, name: &Placed<String>) {
        let message = format!("the model has no variable `{}`", name.value);
        // What an expansion has made is nobody's word, and no hint.
        let known: Vec<&str> = model.variables.iter().filter(|v| !v.hidden).map(|v| &*v.name).collect();
        self.report.no_such("unknown-variable", name, message, &known);
    }

    /// A constant that can be set, with the model's value.
    pub fn constant(&self, name: &Placed<String>) -> (CellId, Option<f64>) {
        let cell = self.variable(name);
        let Some(model) = self.model.filter(|m| m.find_cell(&name.value).is_ok()) else {
            return (cell, None);
        };
        let variable = model.variable(cell.variable);
        if !matches!(variable.kind, Kind::Constant { fixed: false, .. }) {
            self.report.push(cannot_be_set(variable, name));
            return (cell, None);
        }
        (cell, cell.value(model))
    }

    /// The entries of a table `{ "constant" = value }`.
    pub fn sets(&self, fields: &mut Fields<'_>, key: &'static str) -> Vec<Assignment> {
        let node = fields.node(key);
        let Some(table) = node.and_then(|node| Fields::of(format!("`{key}`"), node, self.report)) else {
            return Vec::new();
        };
        table.entries().iter().filter_map(|entry| self.assignment(entry)).collect()
    }

    fn assignment(&self, entry: &Entry) -> Option<Assignment> {
        let (constant, _) = self.constant(&entry.key);
        let value = entry.node.number();
        if value.is_none() {
            let (name, sort) = (&entry.key.value, entry.node.sort());
            let message = format!("`{name}` must be a finite number, and is {sort}");
            self.report.error("wrong-type", entry.node.span, message);
        }
        value.map(|value| Assignment { constant, value })
    }

    /// A unit that must be given; `None` when it is missing or cannot be read.
    pub fn unit(&self, fields: &mut Fields<'_>) -> Option<Placed<String>> {
        if !fields.has("unit") {
            self.has_no_unit(fields);
        }
        fields.text("unit").filter(|unit| self.is_unit(unit))
    }

    fn has_no_unit(&self, fields: &Fields<'_>) {
        let message = format!("{} has no `unit`", fields.what);
        let finding = Diagnostic::error("missing-unit", fields.at, message);
        self.report.push(finding.hint("unit = \"dmnl\" for a pure number"));
    }

    fn is_unit(&self, unit: &Placed<String>) -> bool {
        let is_unit = Unit::parse(&unit.value).is_some();
        if !is_unit {
            let message = format!("`{}` cannot be read as a unit", unit.value);
            let hint = "write it as in `person/year` or `1/(person*week)`";
            self.report.advise("unit-unreadable", unit.span, message, hint);
        }
        is_unit
    }

    /// Compares a unit with the one expected for a variable. Silent where the model gives none.
    pub fn compare(&self, unit: &Placed<String>, expected: Option<&Unit>, what: &str) {
        let (Some(found), Some(expected)) = (Unit::parse(&unit.value), expected) else {
            return;
        };
        if found != *expected {
            let message = format!("the unit is `{}`, but {what} is in `{expected}`", unit.value);
            self.report.error("unit-differs", unit.span, message);
        }
    }

    /// A variable's unit, when the model gives one that can be read.
    pub fn unit_of(&self, cell: CellId) -> Option<Unit> {
        let units = &self.model?.variable(cell.variable).units;
        (!units.trim().is_empty()).then(|| Unit::parse(units)).flatten()
    }

    /// Reads `unit` and compares it with a variable's own.
    pub fn unit_like(&self, fields: &mut Fields<'_>, name: &str, cell: CellId) -> String {
        let Some(unit) = self.unit(fields) else {
            return String::new();
        };
        // A name that the model lacks has no unit to compare with.
        let known = self.model.is_some_and(|model| model.find_cell(name).is_ok());
        if known {
            self.compare(&unit, self.unit_of(cell).as_ref(), &format!("`{name}` in the model"));
        }
        unit.value
    }
}

/// What is wrong with setting a variable that is no constant, or a fixed one.
fn cannot_be_set(variable: &Variable, name: &Placed<String>) -> Diagnostic {
    if matches!(variable.kind, Kind::Constant { .. }) {
        let message = format!(
            "`{}` is written with `==`: it cannot be set from outside",
            variable.name
        );
        let finding = Diagnostic::error("constant-is-fixed", name.span, message).see(variable.span, "written here");
        return finding.hint(format!("`{} = …` in the model", variable.name));
    }
    let message = format!(
        "`{}` is computed by the model: only constants can be set",
        variable.name
    );
    let finding = Diagnostic::error("not-a-constant", name.span, message).see(variable.span, "computed here");
    finding.hint("name one of the constants that it is computed from")
}

/// The id of what is wrong with subscripts.
fn wrong_subscript(error: &SetError) -> &'static str {
    match error {
        SetError::NoSubscripts { .. } => "too-many-subscripts",
        SetError::Undefined { .. } => "undefined-element",
        _ => "unknown-subscript",
    }
}

/// The name without its subscripts.
fn bare(name: &str) -> &str {
    name.split('[').next().unwrap_or_default()
}

/// The variable of that name, unless an expansion made it.
fn shown(model: &Model, name: &str) -> Option<VariableId> {
    model.find(name).filter(|id| !model.variable(*id).hidden)
}
