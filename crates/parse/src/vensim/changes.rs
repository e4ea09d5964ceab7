//! Changes files (`.cin`): constants and lookups with new values, written as in a model but without `~` and `|`.

use super::definitions::definitions;
use super::number::literal_value;
use super::parser::Parser;
use crate::{Body, LookupTable, ParsedModel};
use source::{Diagnostic, Diagnostics, SourceId, Span};

/// One entry of a changes file.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What is changed, as written: `x` or `x[A1,B2]`.
    pub target: String,
    /// What it becomes.
    pub to: NewValue,
    /// The whole entry.
    pub span: Span,
}

/// What a constant or a lookup becomes.
#[derive(Clone, Debug, PartialEq)]
pub enum NewValue {
    /// One number, or one for each cell; the last dimension varies fastest.
    Numbers(Vec<f64>),
    /// The points of a lookup.
    Lookup(LookupTable),
}

/// Reads a changes file. Entries that cannot be understood give a diagnostic each; all others are in the result.
///
/// An entry is a line, with those that follow while a parenthesis is open or a comma says that more is to come. The lines of
/// the optimiser's control file are entries too: `0 <= name = 0.5 <= 1` gives the value in the middle; its lines that begin
/// with `:` are passed over.
pub fn vensim_changes(text: &str, source: SourceId, diagnostics: &mut Diagnostics) -> Vec<Change> {
    let mut changes = Vec::new();
    for (start, entry) in entries(text) {
        let span = Span::new(source, start, start + entry.len());
        match change(entry, span) {
            Ok(change) => changes.push(change),
            Err(message) => diagnostics.push(
                Diagnostic::error("change-refused", span, message).hint("`name = number` or `lookup((0,0),(1,1))`"),
            ),
        }
    }
    changes
}

/// The entries of a file and where each begins, without the blanks around them.
fn entries(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let (mut start, mut end, mut open) = (0, 0, Open::default());
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        end += line.len();
        open.follow(line);
        let is_command = text[start..end].trim_start().starts_with(':');
        if !is_command && open.goes_on(lines.peek().map_or("", |next| next.trim())) {
            continue;
        }
        let blanks = text[start..end].len() - text[start..end].trim_start().len();
        let entry = text[start..end].trim();
        if !entry.is_empty() && !is_comment(entry) {
            found.extend(told(start + blanks, entry));
        }
        (start, open) = (end, Open::default());
    }
    found
}

/// What an entry says: a line that begins with `:` is about the optimiser's run, but for `:C`, which sets a constant.
fn told(at: usize, entry: &str) -> Option<(usize, &str)> {
    let Some(command) = entry.strip_prefix(':') else {
        return Some((at, entry));
    };
    let constant = command.strip_prefix(['C', 'c'])?;
    let set = constant.trim_start();
    let is_set = set.len() < constant.len() && set.contains('=');
    is_set.then(|| (at + entry.len() - set.len(), set))
}

fn is_comment(entry: &str) -> bool {
    entry.starts_with('{') && entry.find('}') == Some(entry.len() - 1)
}

/// What is open at the end of a line.
#[derive(Default)]
struct Open {
    parentheses: usize,
    comment: bool,
    /// The last character that is no blank and in no comment.
    last: char,
}

impl Open {
    fn follow(&mut self, line: &str) {
        let mut quoted = false;
        for c in line.chars() {
            match c {
                '}' if self.comment => self.comment = false,
                _ if self.comment => continue,
                '"' => quoted = !quoted,
                _ if quoted => {}
                '{' => {
                    self.comment = true;
                    continue;
                }
                '(' | '[' => self.parentheses += 1,
                ')' | ']' => self.parentheses = self.parentheses.saturating_sub(1),
                _ => {}
            }
            if !c.is_whitespace() {
                self.last = c;
            }
        }
    }

    /// Whether the entry goes on with the next line.
    fn goes_on(&self, next: &str) -> bool {
        let has_numbers = next.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) && !next.contains('=');
        match self.last {
            _ if next.is_empty() => false,
            _ if self.parentheses > 0 || self.comment => true,
            ',' | '=' => true,
            ';' => has_numbers,
            _ => false,
        }
    }
}

fn change(entry: &str, span: Span) -> Result<Change, String> {
    if entry.to_ascii_uppercase().contains(":IS:") {
        return Err("this sets a string variable, which keeps the text that the model gives it".into());
    }
    if let Some(c) = entry.chars().find(|c| "~|".contains(*c)) {
        return Err(format!("`{c}` belongs in a model, not in a changes file"));
    }
    let text = format!("{} ~~|", without_bounds(entry));
    let (mut model, mut diagnostics) = (ParsedModel::default(), Diagnostics::new());
    let mut parser = Parser::of_file(&text, SourceId(0), &mut diagnostics);
    definitions(&mut parser, &mut model, false);
    let ([equation], false) = (&model.equations[..], diagnostics.has_errors()) else {
        return Err(match diagnostics.iter().next() {
            Some(diagnostic) => diagnostic.message.clone(),
            None => "this is neither a constant nor a lookup with its new value".into(),
        });
    };
    let to = match &equation.body {
        Body::Lookup(table) => NewValue::Lookup(table.clone()),
        Body::Numbers(rows) => NewValue::Numbers(rows.concat()),
        Body::Formula(expr) => match literal_value(expr) {
            Some(value) => NewValue::Numbers(vec![value]),
            None => return Err("the new value must be a number, not a formula".into()),
        },
        _ => return Err("this is neither a constant nor a lookup with its new value".into()),
    };
    let target = text[equation.target.span.range()].trim().to_string();
    Ok(Change { target, to, span })
}

/// The entry without the bounds between which the optimiser would search: `name = value` of `low <= name = value <= high`.
fn without_bounds(entry: &str) -> &str {
    let is_number = |text: &str| text.trim().parse::<f64>().is_ok();
    let entry = match entry.split_once("<=") {
        Some((low, rest)) if is_number(low) => rest.trim_start(),
        _ => entry,
    };
    let value_at = entry.find('=').filter(|at| !entry[..*at].ends_with('<'));
    match value_at.and_then(|at| entry[at..].find("<=").map(|high| at + high)) {
        Some(high) => entry[..high].trim_end(),
        None => entry,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, NewValue)> {
        let mut diagnostics = Diagnostics::new();
        let changes = vensim_changes(text, SourceId(0), &mut diagnostics);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        changes.into_iter().map(|c| (c.target, c.to)).collect()
    }

    fn numbers(target: &str, values: &[f64]) -> (String, NewValue) {
        (target.into(), NewValue::Numbers(values.into()))
    }

    fn points(text: &str) -> Vec<(f64, f64)> {
        match read(text).pop() {
            Some((_, NewValue::Lookup(table))) => table.points,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn constants_and_arrays_of_them() {
        assert_eq!(
            read("name 1= 123.4\r\n\r\n{why}\nname 2 = -.5\n"),
            [numbers("name 1", &[123.4]), numbers("name 2", &[-0.5])]
        );
        assert_eq!(read("x[sub]= 3,2,7\n"), [numbers("x[sub]", &[3.0, 2.0, 7.0])]);
        assert_eq!(
            read("x[a, b] = 1,2;\n  3,4;\ny = 5"),
            [numbers("x[a, b]", &[1.0, 2.0, 3.0, 4.0]), numbers("y", &[5.0])]
        );
        assert_eq!(read("x[sub] = 3,\n 2\n"), [numbers("x[sub]", &[3.0, 2.0])]);
        assert_eq!(read("\"a = b\" = 1e+06"), [numbers("\"a = b\"", &[1e6])]);
    }

    #[test]
    fn lookups_in_every_form() {
        assert_eq!(points("l((0,0),(1,1),\n(2,1))\n"), [(0.0, 0.0), (1.0, 1.0), (2.0, 1.0)]);
        assert_eq!(points("l( 1,2,3, 0,2,4)"), [(1.0, 0.0), (2.0, 2.0), (3.0, 4.0)]);
        assert_eq!(points("l[A1]([(0,0)-(9,9)],(0,1),(9,2))"), [(0.0, 1.0), (9.0, 2.0)]);
    }

    #[test]
    fn lines_for_the_optimiser_give_the_value_in_the_middle() {
        assert_eq!(
            read("0.0<= norm frac[CHINA] = .015 <= .1"),
            [numbers("norm frac[CHINA]", &[0.015])]
        );
        assert_eq!(read("norm frac = .015 <= .1"), [numbers("norm frac", &[0.015])]);
        assert_eq!(read("0 <= norm frac = .015"), [numbers("norm frac", &[0.015])]);
    }

    #[test]
    fn lines_about_the_optimisers_run_are_passed_over() {
        let text = ":COMSYS Best payoff is -60512.7\n:OPTIMIZER=Powell\n:SENSITIVITY=\n0 <= a = 0.5 <= 1\n:C b[u]=7\n";
        assert_eq!(read(text), [numbers("a", &[0.5]), numbers("b[u]", &[7.0])]);
    }

    #[test]
    fn what_is_no_change_is_said_of_its_own_lines() {
        let text = "a = b + 1\ns :IS: 'text'\nx = 1 ~~|\njust words\nfine = 2\n0 <= only bounds <= 1\nl((0,0),(1\n";
        let mut diagnostics = Diagnostics::new();
        let changes = vensim_changes(text, SourceId(0), &mut diagnostics);
        assert_eq!(changes.len(), 1);
        let said: Vec<_> = diagnostics.iter().map(|d| &text[d.primary.as_ref().unwrap().span.range()]).collect();
        assert_eq!(
            said,
            [
                "a = b + 1",
                "s :IS: 'text'",
                "x = 1 ~~|",
                "just words",
                "0 <= only bounds <= 1",
                "l((0,0),(1"
            ]
        );
    }
}
