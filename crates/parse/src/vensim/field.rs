//! The fields behind a definition: `~ units ~ comment ~ :SUPPLEMENTARY |`.

use super::lexer::{Keyword, Kind};
use super::parser::Parser;
use super::units::units;
use crate::UnitText;
use source::{Diagnostic, Span};

/// What stands behind a definition.
#[derive(Default)]
pub(super) struct Fields {
    pub units: Option<UnitText>,
    pub range: Vec<Option<f64>>,
    pub comment: String,
    pub supplementary: bool,
}

/// Reads the fields and the closing `|`; a last definition may do without it.
pub(super) fn fields(p: &mut Parser) -> Fields {
    let mut fields = Fields::default();
    if p.at(Kind::Bar) {
        p.resume_at(p.span().end as usize);
    }
    if !p.at(Kind::Tilde) || p.is_stopped() {
        return fields;
    }
    let mut at = p.span().end as usize;
    for index in 0.. {
        let end = p.text()[at..].find(['~', '|']).map_or(p.text().len(), |offset| at + offset);
        field(p, &mut fields, index, Span::new(p.span().source, at, end));
        at = (end + 1).min(p.text().len());
        if !p.text()[end..].starts_with('~') {
            break;
        }
    }
    p.resume_at(at);
    fields
}

fn field(p: &mut Parser, fields: &mut Fields, index: usize, span: Span) {
    let text = p.slice(span);
    if is_supplementary(text) {
        fields.supplementary = true;
        return;
    }
    match index {
        0 => (fields.units, fields.range) = units(text, span),
        1 => fields.comment = comment(text),
        2 if !text.trim().is_empty() => p.diagnostics.push(surplus(text, span)),
        _ => {}
    }
}

/// Whether a field is `:SUPPLEMENTARY`, or its older short form `:SUP`.
fn is_supplementary(field: &str) -> bool {
    field.trim().get(..4).is_some_and(|start| start.eq_ignore_ascii_case(":SUP"))
}

fn surplus(text: &str, field: Span) -> Diagnostic {
    let start = field.start as usize + (text.len() - text.trim_start().len());
    let span = Span::new(field.source, start, start + text.trim().len());
    Diagnostic::warning("unexpected-field", span, "only `:SUPPLEMENTARY` may follow the comment")
        .hint("end the definition before this with `|`")
}

/// A comment with its continued lines joined and the indentation of its lines left out.
pub(super) fn comment(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut lines = text.trim().split('\n').flat_map(|line| line.trim_end_matches('\r').split('\r')).peekable();
    while let Some(line) = lines.next() {
        let line = line.trim_start();
        match line.trim_end().strip_suffix('\\') {
            Some(continued) if lines.peek().is_some() => joined.push_str(continued),
            _ => {
                joined.push_str(line.trim_end());
                joined.push_str(if lines.peek().is_some() { "\n" } else { "" });
            }
        }
    }
    joined
}

/// Skips what cannot be understood, up to the fields, the end of the definition or the border of a macro.
pub(super) fn skip_to_fields(p: &mut Parser) {
    loop {
        match p.kind() {
            Kind::Tilde | Kind::Bar | Kind::End | Kind::Keyword(Keyword::Macro | Keyword::EndOfMacro) => return,
            Kind::Star if p.text()[p.span().end as usize..].starts_with("****") => return,
            _ => p.advance(),
        }
    }
}
