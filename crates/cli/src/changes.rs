//! Changes to a model's constants: from `--set`, and from Vensim's changes files (`.cin`).

use crate::cells::{self, Cells, Refused};
use check::Model;
use source::{Diagnostic, Diagnostics, SourceId, Span};
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

/// Reads a changes file and applies it; what is wrong is found with its line, all at once.
///
/// A line is `name = number` or `name[dimension] = number, number, …`. Lookups, strings and the optimiser's ranges are not read.
pub fn apply_file(text: &str, source: SourceId, model: &mut Model, diagnostics: &mut Diagnostics) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let begin = start + line.len() - line.trim_start().len();
        let span = Span::new(source, begin, begin + line.trim().len());
        start += line.len();
        if line.trim().is_empty() {
            continue;
        }
        let applied = match of_line(line) {
            Ok(change) => change.apply(model),
            Err(message) => Err(message.into()),
        };
        if let Err(refused) = applied {
            let d = Diagnostic::error("change-refused", span, refused.message);
            diagnostics.push(match refused.hint {
                Some(hint) => d.hint(hint),
                None => d,
            });
        }
    }
}

fn of_line(line: &str) -> Result<Change, String> {
    let readable = !line.contains('<') && !line.contains(":IS:");
    let Some((name, list)) = line.split_once('=').filter(|_| readable) else {
        return Err("only lines of the form `name = number` are read".into());
    };
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|v| v.is_finite());
    let values: Option<Vec<f64>> = list
        .trim_end_matches([' ', '\r', '\n'])
        .split(',')
        .map(number)
        .collect();
    match values {
        Some(values) => Ok(Change {
            name: name.trim().into(),
            values,
        }),
        None => Err(format!("`{}` is not a number", list.trim())),
    }
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

    #[test]
    fn lines_of_a_changes_file() {
        assert_eq!(
            of_line("CONSTANT NAME 2[sub]= 3,2, 7\r\n").unwrap().values,
            [3.0, 2.0, 7.0]
        );
        assert!(of_line("LOOKUP NAME 3((0,0),(1,1),(2,1))").is_err());
        assert!(of_line("0.0<= NORM FRAC = .015 <= .1").is_err());
        assert!(of_line("name :IS: 'text'").is_err());
    }
}
