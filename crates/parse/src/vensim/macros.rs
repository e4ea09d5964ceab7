//! The first and the last line of a macro: `:MACRO: NAME(a, b : c)` and `:END OF MACRO:`.

use super::lexer::{Keyword, Kind};
use super::parser::{Parse, Parser};
use crate::{MacroDefinition, Name};
use source::{Diagnostic, Span};

/// Reads `NAME(a, b : c)`.
pub(super) fn header(p: &mut Parser, start: Span) -> Parse<MacroDefinition> {
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

/// Steps over `:END OF MACRO:`, or says that it is missing.
pub(super) fn end(p: &mut Parser, start: Span) {
    if p.at_keyword(Keyword::EndOfMacro) {
        p.resume_at(p.span().end as usize);
        return;
    }
    if !p.is_stopped() {
        let diagnostic = never_closed(p, start);
        p.diagnostics.push(diagnostic);
    }
}

fn never_closed(p: &Parser, start: Span) -> Diagnostic {
    let is_truncated = p.at(Kind::End);
    let id = if is_truncated {
        "truncated-file"
    } else {
        "unterminated-macro"
    };
    Diagnostic::error(id, start, "this macro is never closed")
        .see(p.span(), "expected `:END OF MACRO:` before this")
        .hint("write `:END OF MACRO:` after its last equation")
}
