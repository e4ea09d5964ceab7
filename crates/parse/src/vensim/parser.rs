//! The state of a reader in the middle of a file: the current token, the names met so far, where diagnostics go.

use super::lexer::{Keyword, Kind, Lexer, Token};
use crate::{Name, limits};
use rustc_hash::FxHashMap;
use source::{Diagnostic, Diagnostics, SourceId, Span};
use std::borrow::Cow;

/// A diagnostic was made; what is being read cannot be understood any further.
#[derive(Debug)]
pub(super) struct Reported;

/// What a rule gives: what it read, or nothing because of a diagnostic that was already made.
pub(super) type Parse<T> = Result<T, Reported>;

/// A reader of definitions or of a single expression.
pub(super) struct Parser<'a, 'd> {
    pub lexer: Lexer<'a>,
    pub diagnostics: &'d mut Diagnostics,
    current: Token,
    previous_end: usize,
    /// How deep the expression being read is nested.
    pub depth: usize,
    nodes: usize,
    /// Whether the text is a file of definitions rather than one expression.
    whole_file: bool,
    stopped: bool,
    /// Diagnostics about comments were made up to here; tokens may be read twice.
    comments_reported_to: u32,
    names: FxHashMap<&'a str, Name>,
}

impl<'a, 'd> Parser<'a, 'd> {
    /// A reader of a file's definitions.
    pub fn of_file(text: &'a str, source: SourceId, diagnostics: &'d mut Diagnostics) -> Self {
        Self::new(text, source, diagnostics, true)
    }

    /// A reader of one expression.
    pub fn of_expression(text: &'a str, source: SourceId, diagnostics: &'d mut Diagnostics) -> Self {
        let mut parser = Self::new(text, source, diagnostics, false);
        parser.resume_at(0);
        parser
    }

    fn new(text: &'a str, source: SourceId, diagnostics: &'d mut Diagnostics, whole_file: bool) -> Self {
        let current = Token {
            kind: Kind::End,
            span: Span::new(source, 0, 0),
        };
        let lexer = Lexer::new(text, source);
        let names = FxHashMap::default();
        Parser {
            lexer,
            diagnostics,
            current,
            previous_end: 0,
            depth: 0,
            nodes: 0,
            whole_file,
            stopped: false,
            comments_reported_to: 0,
            names,
        }
    }

    /// The whole text that is read.
    pub fn text(&self) -> &'a str {
        self.lexer.text
    }

    /// What the current token is.
    pub fn kind(&self) -> Kind {
        self.current.kind
    }

    /// Where the current token stands.
    pub fn span(&self) -> Span {
        self.current.span
    }

    /// From `start` to the end of the token before the current one.
    pub fn span_since(&self, start: Span) -> Span {
        Span {
            end: (self.previous_end as u32).max(start.start),
            ..start
        }
    }

    /// The text of a span.
    pub fn slice(&self, span: Span) -> &'a str {
        self.lexer.text.get(span.range()).unwrap_or("")
    }

    /// Where the next definition may begin: the end of the token before the current one.
    pub fn position(&self) -> usize {
        self.previous_end
    }

    /// Makes the next token the current one.
    pub fn advance(&mut self) {
        self.previous_end = self.current.span.end as usize;
        self.current = self.token(self.previous_end);
    }

    /// Makes the first token at or after `at` the current one.
    pub fn resume_at(&mut self, at: usize) {
        self.previous_end = at;
        self.current = self.token(at);
    }

    /// The kind of the token that follows the current one.
    pub fn peek(&self) -> Kind {
        self.lexer.token(self.current.span.end as usize).kind
    }

    /// Whether the current token is `kind`.
    pub fn at(&self, kind: Kind) -> bool {
        self.current.kind == kind
    }

    /// Whether the current token is this keyword.
    pub fn at_keyword(&self, keyword: Keyword) -> bool {
        self.current.kind == Kind::Keyword(keyword)
    }

    /// Steps over the current token if it is `kind`.
    pub fn take(&mut self, kind: Kind) -> bool {
        let found = self.at(kind);
        if found {
            self.advance();
        }
        found
    }

    /// Steps over `kind`, or says that `expected` was expected.
    pub fn expect(&mut self, kind: Kind, expected: &str) -> Parse<()> {
        if self.take(kind) {
            Ok(())
        } else {
            Err(self.unexpected(expected))
        }
    }

    /// Reads a name, or says that `expected` was expected.
    pub fn expect_name(&mut self, expected: &str) -> Parse<Name> {
        if !self.at(Kind::Name) {
            return Err(self.unexpected(expected));
        }
        self.current_name()
    }

    /// Takes the current token as a name and steps over it.
    pub fn current_name(&mut self) -> Parse<Name> {
        self.count_node()?;
        let span = self.span();
        let spelling = self.slice(span);
        let known = self.names.entry(spelling);
        let known = known.or_insert_with(|| Name::new(&without_interruptions(spelling), span));
        let name = Name { span, ..known.clone() };
        self.advance();
        if name.key.is_empty() {
            let diagnostic = Diagnostic::error("empty-name", span, "a name must have at least one letter");
            return Err(self.report(diagnostic));
        }
        Ok(name)
    }

    /// Counts something that takes memory, and gives the file up when there is too much of it.
    pub fn count_node(&mut self) -> Parse<()> {
        self.count_nodes(1)
    }

    /// Counts a definition, which takes the memory of several nodes.
    pub fn count_definition(&mut self) -> Parse<()> {
        const DEFINITION: usize = 8;
        self.count_nodes(DEFINITION)
    }

    fn count_nodes(&mut self, more: usize) -> Parse<()> {
        self.nodes += more;
        if self.stopped {
            return Err(Reported);
        }
        if self.nodes <= limits::NODES {
            return Ok(());
        }
        let limit = limits::NODES;
        let message = format!("the file has more than {limit} names, numbers and operators; the rest is not read");
        let diagnostic = Diagnostic::error("file-too-large", self.span(), message);
        self.stopped = true;
        Err(self.report(diagnostic))
    }

    /// Whether the file was given up.
    pub fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// Records a diagnostic that ends the current rule.
    pub fn report(&mut self, diagnostic: Diagnostic) -> Reported {
        self.diagnostics.push(diagnostic);
        Reported
    }

    /// Whether the text ends here and a file should not.
    pub fn is_truncated(&self) -> bool {
        self.whole_file && self.at(Kind::End)
    }

    fn token(&mut self, from: usize) -> Token {
        let mut from = if self.stopped { self.text().len() } else { from };
        loop {
            let token = self.lexer.token(from);
            if token.kind != Kind::OpenBrace {
                return token;
            }
            let behind = token.span.end as usize;
            from = self.text()[behind..].find(['~', '|', '\n', '\r']).map_or(self.text().len(), |n| behind + n);
            if token.span.start < self.comments_reported_to {
                continue;
            }
            self.comments_reported_to = token.span.end;
            let diagnostic = Diagnostic::error("unterminated-comment", token.span, "this comment is never closed")
                .label("opened here")
                .hint("close it with `}`");
            self.diagnostics.push(diagnostic);
        }
    }
}

/// The position of the line break at or after `at`, or the end of the text.
pub(super) fn end_of_line(text: &str, at: usize) -> usize {
    text[at..].find(['\n', '\r']).map_or(text.len(), |offset| at + offset)
}

/// A name without the comments and continued lines that interrupt it.
fn without_interruptions(spelling: &str) -> Cow<'_, str> {
    if !spelling.contains(['{', '\\']) {
        return Cow::Borrowed(spelling);
    }
    let quoted = spelling.starts_with('"');
    let mut clean = String::with_capacity(spelling.len());
    let mut depth = 0usize;
    let mut rest = spelling.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '{' if !quoted => depth += 1,
            '}' if depth > 0 => {
                depth -= 1;
                clean.push(' ');
            }
            _ if depth > 0 => {}
            '\\' if !quoted || matches!(rest.peek(), Some('\n' | '\r')) => clean.push(' '),
            '\\' => {
                clean.push(c);
                clean.extend(rest.next());
            }
            _ => clean.push(c),
        }
    }
    Cow::Owned(clean)
}
