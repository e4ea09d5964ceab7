//! The definitions of a file or a macro, one after the other, with the groups and macros between them.

use super::equation::definition;
use super::field::{fields, skip_to_fields};
use super::lexer::{Keyword, Kind};
use super::parser::Parser;
use super::{group, macros};
use crate::{MacroDefinition, ParsedModel};
use source::Diagnostic;

/// Reads definitions, groups and macros up to the end of the text, or within a macro up to its end.
pub(super) fn definitions(p: &mut Parser, model: &mut ParsedModel, within_macro: bool) {
    loop {
        let at = group::next_start(p, p.position());
        if group::begins(p, at) {
            model.groups.extend(group::group(p, at));
            continue;
        }
        p.resume_at(at);
        match p.kind() {
            Kind::End => return,
            Kind::Bar => p.resume_at(p.span().end as usize),
            Kind::Keyword(Keyword::Macro | Keyword::EndOfMacro) if within_macro => return,
            Kind::Keyword(Keyword::Macro) => macro_definition(p, model),
            Kind::Keyword(Keyword::EndOfMacro) => stray_end(p),
            _ => definition(p, model),
        }
    }
}

fn stray_end(p: &mut Parser) {
    let message = "`:END OF MACRO:` has no `:MACRO:` before it";
    let diagnostic = Diagnostic::error("unexpected-token", p.span(), message);
    p.diagnostics.push(diagnostic);
    p.resume_at(p.span().end as usize);
}

/// Reads a macro from its `:MACRO:` on. One whose header cannot be understood is read past and left out.
fn macro_definition(p: &mut Parser, model: &mut ParsedModel) {
    let start = p.span();
    p.advance();
    let header = macros::header(p, start);
    match &header {
        Ok(macro_) => p.resume_at(macro_.span.end as usize),
        Err(_) => skip_to_fields(p),
    }
    if p.at(Kind::Tilde) || p.at(Kind::Bar) {
        fields(p);
    }
    let outside = std::mem::take(&mut model.equations);
    definitions(p, model, true);
    let equations = std::mem::replace(&mut model.equations, outside);
    macros::end(p, start);
    if let Ok(macro_) = header {
        model.macros.push(MacroDefinition { equations, ..macro_ });
    }
}
