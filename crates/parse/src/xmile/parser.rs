//! The state of reading a formula: the current token, and where diagnostics go.

use super::lexer::{Kind, Lexer, Token};
use super::text::Text;
use crate::Dialect;
use source::{Diagnostics, Span};

/// A diagnostic was made; what is being read cannot be understood any further.
#[derive(Debug)]
pub(super) struct Reported;

/// What a rule gives: what it read, or nothing because of a diagnostic that was already made.
pub(super) type Parse<T> = Result<T, Reported>;

/// How high the tree of one formula may grow. Lower than [`crate::limits::HEIGHT`]: some formulas become higher when they are
/// written out.
pub(super) const HEIGHT: usize = 600;

/// Reads one formula.
pub(super) struct Parser<'t, 'd> {
    pub lexer: Lexer<'t>,
    pub dialect: Dialect,
    pub diagnostics: &'d mut Diagnostics,
    pub current: Token,
    previous_end: usize,
    pub depth: usize,
}

impl<'t, 'd> Parser<'t, 'd> {
    pub fn new(text: &'t Text, dialect: Dialect, diagnostics: &'d mut Diagnostics) -> Self {
        let lexer = Lexer { text };
        let current = lexer.token(0);
        Parser {
            lexer,
            dialect,
            diagnostics,
            current,
            previous_end: 0,
            depth: 0,
        }
    }

    pub fn kind(&self) -> Kind {
        self.current.kind
    }

    pub fn at(&self, kind: Kind) -> bool {
        self.current.kind == kind
    }

    pub fn advance(&mut self) {
        self.previous_end = self.current.end;
        self.current = self.lexer.token(self.current.end);
    }

    pub fn take(&mut self, kind: Kind) -> bool {
        let found = self.at(kind);
        if found {
            self.advance();
        }
        found
    }

    /// From the byte `start` to the end of the token before the current one.
    pub fn span_since(&self, start: usize) -> Span {
        self.lexer.text.span(start..self.previous_end.max(start))
    }
}
