//! Cells of variables as people type them: `x`, `x[North]`, `x["p,q",s1]`.

use crate::model::{Model, VariableId};
use parse::{Name, print};
use source::{SourceId, Span};

impl Model {
    /// A cell of a variable as it can be typed: names with signs in quotes.
    pub fn typed_cell(&self, variable: VariableId, mut cell: usize) -> String {
        let typed = |text: &str| print::name(&Name::new(text, Span::whole(SourceId(0))));
        let known = self.variable(variable);
        let mut elements = Vec::with_capacity(known.shape.len());
        for dimension in known.shape.iter().rev() {
            let of = &self.dimensions[dimension.0 as usize].elements;
            elements.push(typed(&of[cell % of.len()]));
            cell /= of.len();
        }
        elements.reverse();
        match &elements[..] {
            [] => typed(&known.name),
            _ => format!("{}[{}]", typed(&known.name), elements.join(",")),
        }
    }
}

/// A name and its subscripts. A bracket or a comma inside quotes belongs to a name.
pub fn split_cell(text: &str) -> (&str, Option<Vec<&str>>) {
    let text = text.trim();
    let open = unquoted(text, '[').next();
    match (open, text.strip_suffix(']')) {
        (Some(open), Some(inner)) if open < inner.len() => {
            let list = &inner[open + 1..];
            let mut subscripts = Vec::new();
            let mut from = 0;
            for at in unquoted(list, ',').chain([list.len()]) {
                subscripts.push(list[from..at].trim());
                from = at + 1;
            }
            (text[..open].trim(), Some(subscripts))
        }
        _ => (text, None),
    }
}

/// Where a character stands outside of quotes.
fn unquoted(text: &str, wanted: char) -> impl Iterator<Item = usize> {
    let (mut quoted, mut escaped) = (false, false);
    text.char_indices().filter_map(move |(at, c)| {
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        (c == wanted && !quoted).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_subscripts() {
        assert_eq!(split_cell("birth rate"), ("birth rate", None));
        assert_eq!(split_cell(" x [A1, B2] "), ("x", Some(vec!["A1", "B2"])));
        assert_eq!(split_cell("\"a[1]\""), ("\"a[1]\"", None));
        assert_eq!(split_cell("\"a[1]\"[North]"), ("\"a[1]\"", Some(vec!["North"])));
        assert_eq!(split_cell("v[\"p,q\"]"), ("v", Some(vec!["\"p,q\""])));
        assert_eq!(split_cell("v[\"b[1]\", c]"), ("v", Some(vec!["\"b[1]\"", "c"])));
        assert_eq!(split_cell("x["), ("x[", None));
        assert_eq!(split_cell("x]"), ("x]", None));
    }
}
