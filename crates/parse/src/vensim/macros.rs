//! Macros: `:MACRO: NAME(a, b : c)`, definitions, `:END OF MACRO:`.

use super::equation::definitions;
use super::lexer::{Keyword, Kind};
use super::parser::{Parse, Parser};
use super::{field, field::skip_to_fields};
use crate::{MacroDefinition, Name, ParsedModel};
use source::{Diagnostic, Span};

/// Reads a macro from its `:MACRO:` on. One whose header cannot be understood is read past and left out.
pub(super) fn macro_definition(p: &mut Parser, model: &mut ParsedModel) {
    let start = p.span();
    p.advance();
    let header = header(p, start);
    match &header {
        Ok(macro_) => p.resume_at(macro_.span.end as usize),
        Err(_) => skip_to_fields(p),
    }
    if p.at(Kind::Tilde) || p.at(Kind::Bar) {
        field::fields(p);
    }
    let outside = std::mem::take(&mut model.equations);
    definitions(p, model, true);
    let equations = std::mem::replace(&mut model.equations, outside);
    end(p, start);
    if let Ok(macro_) = header {
        model.macros.push(MacroDefinition { equations, ..macro_ });
    }
}

fn header(p: &mut Parser, start: Span) -> Parse<MacroDefinition> {
    let name = p.expect_name("the name of the macro")?;
    let open = p.span();
    p.expect(Kind::LeftParen, "`(` before the inputs of the macro")?;
    let inputs = if matches!(p.kind(), Kind::Colon | Kind::RightParen) {
        Vec::new()
    } else {
        names(p)?
    };
    let outputs = if p.take(Kind::Colon) { names(p)? } else { Vec::new() };
    if !p.at(Kind::RightParen) {
        return Err(p.unclosed(open, "`,` or `)`"));
    }
    let span = start.to(p.span());
    Ok(MacroDefinition {
        name,
        inputs,
        outputs,
        equations: Vec::new(),
        span,
    })
}

fn names(p: &mut Parser) -> Parse<Vec<Name>> {
    let mut names = vec![p.expect_name("the name of an input or output")?];
    while p.take(Kind::Comma) {
        names.push(p.expect_name("the name of an input or output")?);
    }
    Ok(names)
}

fn end(p: &mut Parser, start: Span) {
    if p.at_keyword(Keyword::EndOfMacro) {
        p.resume_at(p.span().end as usize);
        return;
    }
    if p.is_stopped() {
        return;
    }
    let id = if p.at(Kind::End) {
        "truncated-file"
    } else {
        "unterminated-macro"
    };
    let diagnostic = Diagnostic::error(id, start, "this macro is never ended")
        .see(p.span(), "must end before this")
        .hint("write `:END OF MACRO:` behind its last equation");
    p.diagnostics.push(diagnostic);
}
