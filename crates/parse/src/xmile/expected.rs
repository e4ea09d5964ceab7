//! What to say about a token that cannot stand where it stands in a formula.

use super::lexer::{Kind, Token};
use super::parser::{HEIGHT, Parser, Reported};
use crate::limits;
use source::{Diagnostic, Span};

impl Parser<'_, '_> {
    /// Says that the current token cannot stand here and what was expected instead.
    pub fn unexpected(&mut self, expected: &str) -> Reported {
        let span = self.lexer.span(self.current);
        let found = self.found();
        let diagnostic = match self.kind() {
            Kind::OpenComment => Diagnostic::error("unterminated-comment", span, "this comment is never closed")
                .hint("close it with `}`"),
            Kind::OpenQuote => Diagnostic::error("unterminated-text", span, "this quoted name is never closed")
                .hint("close it with `\"`"),
            Kind::HugeNumber => Diagnostic::error(
                "number-out-of-range",
                span,
                format!("{found} is too large for a floating-point number"),
            ),
            Kind::RightParen | Kind::RightBracket => Diagnostic::error(
                "unbalanced-parenthesis",
                span,
                format!("expected {expected}, found {found}"),
            )
            .label("closes nothing"),
            Kind::End => Diagnostic::error("missing-operand", span, format!("expected {expected}, found {found}")),
            _ => self.stray(format!("expected {expected}, found {found}"), span),
        };
        self.diagnostics.push(diagnostic);
        Reported
    }

    fn stray(&self, message: String, span: Span) -> Diagnostic {
        let diagnostic = Diagnostic::error("unexpected-token", span, message);
        let rest = &self.lexer.text.text[self.current.start..];
        let slip = SLIPS.iter().find(|(wrong, _)| rest.starts_with(wrong));
        match slip {
            Some((_, right)) => diagnostic.hint(format!("write {right}")),
            None => diagnostic,
        }
    }

    /// Says that something is missing before the current token.
    pub fn missing(&mut self, expected: &str) -> Reported {
        let span = self.lexer.span(self.current);
        let message = format!("expected {expected}, found {}", self.found());
        let diagnostic = Diagnostic::error("missing-operand", span, message).label("something is missing here");
        self.diagnostics.push(diagnostic);
        Reported
    }

    /// Says that the bracket opened at `open` is not closed before the current token.
    pub fn unclosed(&mut self, open: Token, expected: &str) -> Reported {
        if !self.at(Kind::End) {
            return self.unexpected(expected);
        }
        let sign = self.lexer.slice(open);
        let message = format!("this `{sign}` is never closed");
        let diagnostic =
            Diagnostic::error("unbalanced-parenthesis", self.lexer.span(open), message).label("opened here");
        self.diagnostics.push(diagnostic);
        Reported
    }

    pub fn too_deep(&mut self, span: Span) -> Reported {
        let depth = limits::NESTING;
        let message =
            format!("this formula nests more than {depth} levels deep or has more than {HEIGHT} terms in a row");
        let diagnostic = Diagnostic::error("nesting-too-deep", span, message).hint("split it into several variables");
        self.diagnostics.push(diagnostic);
        Reported
    }

    /// The current token for a person.
    fn found(&self) -> String {
        let text: String = self.lexer.slice(self.current).chars().take(40).collect();
        match self.kind() {
            Kind::End => "the end of the formula".into(),
            Kind::Name => format!("the name `{text}`"),
            Kind::Number(_) | Kind::HugeNumber => format!("the number `{text}`"),
            _ => format!("`{text}`"),
        }
    }
}

/// Signs of other languages, and what to write instead.
const SLIPS: [(&str, &str); 12] = [
    ("&&", "`AND`"),
    ("||", "`OR`"),
    ("==", "`=`"),
    ("!", "`NOT`"),
    ("%", "`/100`, or `MOD` for a remainder"),
    ("\u{2212}", "`-`"),
    ("\u{2013}", "`-`"),
    ("\u{d7}", "`*`"),
    ("\u{f7}", "`/`"),
    ("\u{2264}", "`<=`"),
    ("\u{2265}", "`>=`"),
    ("???", "the equation: whoever exported the file left it open"),
];
