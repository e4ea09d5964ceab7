//! Changes to a model's constants: from `--set`, and from Vensim's changes files (`.cin`).

use crate::cells::{self, Cells, Refused};
use check::Model;
use parse::NewValue;
use source::{Diagnostic, Diagnostics};
use std::str::FromStr;

/// A constant and what it becomes.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The name, with subscripts if it has any.
    pub name: String,
    /// One value for all cells, or one for each.
    pub values: Vec<f64>,
}

impl FromStr for Change {
    type Err = String;

    /// `NAME=VALUE`, as `--set` takes it.
    fn from_str(text: &str) -> Result<Self, String> {
        let Some((name, value)) = text.rsplit_once('=') else {
            return Err("write it as `NAME=VALUE`".into());
        };
        let (name, value) = (name.trim(), value.trim());
        if name.is_empty() {
            return Err("the name is missing".into());
        }
        match value.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Change {
                name: name.into(),
                values: vec![number],
            }),
            _ => Err(format!("`{value}` is not a number")),
        }
    }
}

impl Change {
    /// Gives the constant its new values: a name without subscripts means all cells of an array.
    pub fn apply(&self, model: &mut Model) -> Result<(), Refused> {
        let Cells { variable, cells } = cells::find(model, &self.name)?;
        if self.values.len() != 1 && self.values.len() != cells.len() {
            let (given, wanted) = (self.values.len(), cells.len());
            let message = format!("`{}` has {wanted} cells, but {given} values are given", self.name);
            return Err(message.into());
        }
        for (at, cell) in cells.into_iter().enumerate() {
            let name = model.cell_name(variable, cell);
            let value = self.values[at % self.values.len()];
            model
                .set_constant(&name, value)
                .map_err(|e| Refused::from(e.to_string()))?;
        }
        Ok(())
    }
}

/// Applies the entries of a changes file; what is wrong is found with its line, all at once.
pub fn apply_entries(entries: Vec<parse::Change>, model: &mut Model, diagnostics: &mut Diagnostics) {
    for entry in entries {
        let name = entry.target;
        let applied = match entry.to {
            NewValue::Numbers(values) => Change { name, values }.apply(model),
            NewValue::Lookup(table) => set_lookup(&name, table.points, model),
        };
        if let Err(refused) = applied {
            let d = Diagnostic::error("change-refused", entry.span, refused.message);
            diagnostics.push(match refused.hint {
                Some(hint) => d.hint(hint),
                None => d,
            });
        }
    }
}

/// Gives the cells of a lookup new points.
fn set_lookup(name: &str, mut points: Vec<(f64, f64)>, model: &mut Model) -> Result<(), Refused> {
    let Cells { variable, cells } = cells::find(model, name)?;
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let table = math::Lookup::new(&points).map_err(|e| Refused::from(e.to_string()))?;
    let set = model.set_lookup(variable, &cells, &table);
    set.map_err(|e| Refused::from(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_set_takes() {
        let change: Change = "birth rate = 0.04".parse().unwrap();
        assert_eq!((change.name.as_str(), change.values), ("birth rate", vec![0.04]));
        let change: Change = "x[A1,B2]=-1e3".parse().unwrap();
        assert_eq!((change.name.as_str(), change.values), ("x[A1,B2]", vec![-1000.0]));
        for (wrong, message) in [
            ("birth rate", "write it as `NAME=VALUE`"),
            ("=3", "the name is missing"),
            ("x=four", "`four` is not a number"),
            ("x=", "`` is not a number"),
            ("x=inf", "`inf` is not a number"),
        ] {
            assert_eq!(wrong.parse::<Change>(), Err(message.into()));
        }
    }
}
