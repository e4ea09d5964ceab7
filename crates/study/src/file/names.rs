//! Names of the model as a study uses them, and their units.

use super::{Fields, Placed, Report};
use crate::evidence::near;
use crate::study::{Set, scalar};
use check::{Kind, Model, VariableId};
use source::Diagnostic;
use units::Unit;

/// Looks names up in the model. Without a model (it has errors of its own) every name counts as known.
#[derive(Clone, Copy)]
pub(crate) struct Names<'a> {
    pub model: Option<&'a Model>,
    pub report: &'a Report,
}

/// What stands in for a variable that could not be found; the study is then not carried out.
const NONE: VariableId = VariableId(0);

impl Names<'_> {
    /// A variable whose value is one number.
    pub fn variable(&self, name: &Placed<String>) -> VariableId {
        let Some(model) = self.model else {
            return NONE;
        };
        let Some(id) = shown(model, &name.value) else {
            self.unknown(model, name);
            return NONE;
        };
        let variable = model.variable(id);
        if !variable.shape.is_empty() || matches!(variable.kind, Kind::Lookup { .. }) {
            let what = match variable.kind {
                Kind::Lookup { .. } => "a lookup",
                _ => "an array",
            };
            let message = format!("`{}` is {what}: a study needs one number", variable.name);
            let finding = Diagnostic::error("not-a-scalar", name.span, message).see(variable.span, "defined here");
            self.report
                .push(finding.hint("add a variable with its sum or one of its elements to the model"));
        }
        id
    }

    /// A variable of any shape.
    pub fn any_variable(&self, name: &Placed<String>) -> VariableId {
        let Some(model) = self.model else {
            return NONE;
        };
        shown(model, &name.value).unwrap_or_else(|| {
            self.unknown(model, name);
            NONE
        })
    }

    fn unknown(&self, model: &Model, name: &Placed<String>) {
        let message = format!("the model has no variable `{}`", name.value);
        let finding = Diagnostic::error("unknown-variable", name.span, message);
        let known: Vec<&str> = model.variables.iter().filter(|v| !v.hidden).map(|v| &*v.name).collect();
        self.report.push(near(finding, &name.value, &known));
    }

    /// A constant that can be set, with the model's value.
    pub fn constant(&self, name: &Placed<String>) -> (VariableId, Option<f64>) {
        let id = self.variable(name);
        let Some(variable) = self.model.and_then(|m| shown(m, &name.value).map(|id| m.variable(id))) else {
            return (id, None);
        };
        match &variable.kind {
            Kind::Constant { fixed: false, .. } => (id, scalar(&variable.kind)),
            Kind::Constant { .. } => {
                let message = format!(
                    "`{}` is written with `==`: it cannot be set from outside",
                    variable.name
                );
                let finding =
                    Diagnostic::error("constant-is-fixed", name.span, message).see(variable.span, "written here");
                self.report
                    .push(finding.hint(format!("`{} = …` in the model", variable.name)));
                (id, None)
            }
            _ => {
                let message = format!(
                    "`{}` is computed by the model: only constants can be set",
                    variable.name
                );
                let finding = Diagnostic::error("not-a-constant", name.span, message);
                let finding = finding.see(variable.span, "computed here");
                self.report
                    .push(finding.hint("name one of the constants that it is computed from"));
                (id, None)
            }
        }
    }

    /// The entries of a table `{ "constant" = value }`.
    pub fn sets(&self, fields: &mut Fields<'_>, key: &'static str) -> Vec<Set> {
        let Some(node) = fields.node(key) else {
            return Vec::new();
        };
        let Some(table) = Fields::of(format!("`{key}`"), node, self.report) else {
            return Vec::new();
        };
        let mut sets = Vec::new();
        for entry in table.entries() {
            let (constant, _) = self.constant(&entry.key);
            match entry.node.number() {
                Some(value) => sets.push(Set { constant, value }),
                None => {
                    let message = format!(
                        "`{}` must be a finite number, and is {}",
                        entry.key.value,
                        entry.node.sort()
                    );
                    self.report.error("wrong-type", entry.node.span, message);
                }
            }
        }
        sets
    }

    /// A unit that must be given; `None` when it is missing or cannot be read.
    pub fn unit(&self, fields: &mut Fields<'_>) -> Option<Placed<String>> {
        let Some(unit) = fields.text("unit") else {
            if !fields.has("unit") {
                let message = format!("{} has no `unit`", fields.what);
                let finding = Diagnostic::error("missing-unit", fields.at, message);
                self.report.push(finding.hint("unit = \"dmnl\" for a pure number"));
            }
            return None;
        };
        if Unit::parse(&unit.value).is_none() {
            let message = format!("`{}` cannot be read as a unit", unit.value);
            let finding = Diagnostic::error("unit-unreadable", unit.span, message);
            self.report
                .push(finding.hint("write it as in `person/year` or `1/(person*week)`"));
            return None;
        }
        Some(unit)
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
    pub fn unit_of(&self, id: VariableId) -> Option<Unit> {
        let units = &self.model?.variable(id).units;
        (!units.trim().is_empty()).then(|| Unit::parse(units)).flatten()
    }

    /// Reads `unit` and compares it with a variable's own.
    pub fn unit_like(&self, fields: &mut Fields<'_>, name: &str, id: VariableId) -> String {
        let Some(unit) = self.unit(fields) else {
            return String::new();
        };
        // A name that the model lacks has no unit to compare with.
        let known = self.model.is_some_and(|model| shown(model, name).is_some());
        if known {
            self.compare(&unit, self.unit_of(id).as_ref(), &format!("`{name}` in the model"));
        }
        unit.value
    }
}

/// The variable of that name, unless an expansion made it.
fn shown(model: &Model, name: &str) -> Option<VariableId> {
    model.find(name).filter(|id| !model.variable(*id).hidden)
}
