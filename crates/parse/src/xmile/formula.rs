//! Formulas. From loosest to tightest: `OR`, `AND`, `= <>`, `< <= > >=`, `+ -`, `* / // MOD`, signs and `NOT`, `^`
//! (XMILE 1.0, section 3.3.1).
//!
//! `^` is right-associative and takes a sign on its right; `-2^2` is -4. Files that come from Vensim keep its `NOT`, which is
//! looser than comparisons.

use super::lexer::Kind;
use super::name::{segments, spelled};
use super::parser::{HEIGHT, Parse, Parser, Reported};
use super::syntax::{Formula, Index, Node, Path, Rows};
use super::text::Text;
use crate::{BinaryOp, Dialect, Name, UnaryOp, limits};
use source::{Diagnostic, Diagnostics, Span};

/// Reads what stands in `<eqn>`; `Ok(None)` when nothing but comments does.
pub(super) fn rows(text: &Text, dialect: Dialect, diagnostics: &mut Diagnostics) -> Parse<Option<Rows>> {
    let mut parser = Parser::new(text, dialect, diagnostics);
    if parser.at(Kind::End) {
        return Ok(None);
    }
    let mut rows = vec![Vec::new()];
    loop {
        let formula = parser.binary(0)?.formula;
        let row = rows.len() - 1;
        rows[row].push(formula);
        match parser.kind() {
            Kind::Comma => parser.advance(),
            Kind::Semicolon => {
                parser.advance();
                if !parser.at(Kind::End) {
                    rows.push(Vec::new());
                }
            }
            _ => break,
        }
        if parser.at(Kind::End) && rows.len() > 1 {
            break;
        }
    }
    if !parser.at(Kind::End) {
        return Err(parser.unexpected("an operator or the end of the formula"));
    }
    Ok(Some(rows))
}

/// Reads one formula; `Ok(None)` when nothing but comments stands there.
pub(super) fn single(text: &Text, dialect: Dialect, diagnostics: &mut Diagnostics) -> Parse<Option<Formula>> {
    let Some(mut rows) = rows(text, dialect, diagnostics)? else {
        return Ok(None);
    };
    match (rows.len(), rows[0].len()) {
        (1, 1) => Ok(rows[0].pop()),
        _ => {
            let diagnostic = Diagnostic::error("unexpected-token", text.whole(), "expected one formula, found a list");
            diagnostics.push(diagnostic);
            Err(Reported)
        }
    }
}

/// Reads a name, which may go through modules; `None`, with a diagnostic, when something else stands there.
pub(super) fn path(text: &Text, diagnostics: &mut Diagnostics) -> Option<Path> {
    if text.is_blank() {
        diagnostics.push(Diagnostic::error("empty-name", text.whole(), "a name is missing here"));
        return None;
    }
    let mut parser = Parser::new(text, Dialect::Xmile, diagnostics);
    if parser.at(Kind::Name) {
        let path = parser.path();
        if parser.at(Kind::End) {
            return path.ok();
        }
    }
    // Some writers leave out the quotes around names with blanks or signs in them.
    if let Some(path) = through_modules(text) {
        return Some(path);
    }
    let name = spelled(text.trimmed(), text.whole());
    (!name.key.is_empty()).then(|| Path {
        rooted: false,
        span: name.span,
        parts: vec![name],
    })
}

/// `Big farm.feed in`, without quotes: the names between dots, where each is of letters, digits and blanks.
fn through_modules(text: &Text) -> Option<Path> {
    let written = text.trimmed();
    let (rooted, names) = match written.strip_prefix('.') {
        Some(names) => (true, names),
        None => (false, written),
    };
    let is_plain = |name: &str| {
        let name = name.trim();
        name.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == ' ')
    };
    if !(rooted || names.contains('.')) || !names.split('.').all(is_plain) {
        return None;
    }
    let span = text.whole();
    let parts = names.split('.').map(|name| spelled(name.trim(), span)).collect();
    Some(Path { rooted, parts, span })
}

/// A formula and the height of its tree.
struct Built {
    formula: Formula,
    height: usize,
}

impl Parser<'_, '_> {
    /// Operators between operands that bind at least as tightly as `loosest`.
    fn binary(&mut self, loosest: u8) -> Parse<Built> {
        let mut left = self.signed()?;
        while let Some((op, strength)) = infix(self.kind()).filter(|(_, s)| *s >= loosest) {
            self.advance();
            let right = self.binary(strength + 1)?;
            left = self.joined(op, left, right)?;
        }
        Ok(left)
    }

    /// An operand with its sign. Every kind of nesting passes here, so this is where its depth is held.
    fn signed(&mut self) -> Parse<Built> {
        self.depth += 1;
        let operand = if self.depth > limits::NESTING {
            Err(self.too_deep(self.lexer.span(self.current)))
        } else {
            self.signed_operand()
        };
        self.depth -= 1;
        operand
    }

    fn signed_operand(&mut self) -> Parse<Built> {
        let start = self.current.start;
        let op = match self.kind() {
            Kind::Minus => UnaryOp::Negate,
            Kind::Plus => UnaryOp::Plus,
            Kind::Not => UnaryOp::Not,
            _ => return self.power(),
        };
        self.advance();
        let operand = if op == UnaryOp::Not && self.dialect.not_is_loose() {
            self.binary(EQUALITY)?
        } else {
            self.signed()?
        };
        let node = Node::Unary(op, Box::new(operand.formula));
        self.built(node, self.span_since(start), operand.height)
    }

    fn power(&mut self) -> Parse<Built> {
        let base = self.primary()?;
        if !self.take(Kind::Caret) {
            return Ok(base);
        }
        let exponent = self.signed()?;
        self.joined(Infix::Op(BinaryOp::Power), base, exponent)
    }

    fn joined(&mut self, op: Infix, left: Built, right: Built) -> Parse<Built> {
        let span = left.formula.span.to(right.formula.span);
        let height = left.height.max(right.height);
        let (left, right) = (Box::new(left.formula), Box::new(right.formula));
        let node = match op {
            Infix::Op(op) => Node::Binary(op, left, right),
            Infix::Modulo => Node::Modulo(left, right),
            Infix::SafeDivide => Node::SafeDivide(left, right),
        };
        self.built(node, span, height)
    }

    fn built(&mut self, node: Node, span: Span, below: usize) -> Parse<Built> {
        if below >= HEIGHT {
            return Err(self.too_deep(span));
        }
        let formula = Formula { node, span };
        let height = below + 1;
        Ok(Built { formula, height })
    }

    fn primary(&mut self) -> Parse<Built> {
        let span = self.lexer.span(self.current);
        match self.kind() {
            Kind::Number(value) => {
                self.advance();
                self.built(Node::Number(value), span, 0)
            }
            Kind::Name => self.named(),
            Kind::LeftParen => self.parenthesised(),
            Kind::If => self.condition(),
            Kind::Unknown(_) | Kind::OpenComment | Kind::OpenQuote | Kind::HugeNumber => {
                Err(self.unexpected("a number, a name or `(`"))
            }
            _ => Err(self.missing("a number, a name or `(`")),
        }
    }

    fn parenthesised(&mut self) -> Parse<Built> {
        let open = self.current;
        self.advance();
        let mut inner = self.binary(0)?;
        if !self.take(Kind::RightParen) {
            return Err(self.unclosed(open, "an operator or `)`"));
        }
        inner.formula.span = self.span_since(open.start);
        Ok(inner)
    }

    /// `IF a THEN b ELSE c`.
    fn condition(&mut self) -> Parse<Built> {
        let start = self.current.start;
        self.advance();
        let condition = self.binary(0)?;
        self.expect(Kind::Then, "`THEN` after the condition")?;
        let then = self.binary(0)?;
        self.expect(Kind::Else, "`ELSE` after what holds if the condition is true")?;
        let otherwise = self.binary(0)?;
        let height = condition.height.max(then.height).max(otherwise.height);
        let parts = [condition.formula, then.formula, otherwise.formula];
        self.built(Node::If(Box::new(parts)), self.span_since(start), height)
    }

    /// A variable, an element, or a call.
    fn named(&mut self) -> Parse<Built> {
        let start = self.current.start;
        let path = self.path()?;
        let (indices, below) = if self.at(Kind::LeftBracket) {
            self.indices()?
        } else {
            (Vec::new(), 0)
        };
        if !self.at(Kind::LeftParen) {
            let node = Node::Reference(path, indices);
            return self.built(node, self.span_since(start), below);
        }
        let (arguments, height) = self.arguments()?;
        let node = Node::Call(path, indices, arguments);
        self.built(node, self.span_since(start), height.max(below))
    }

    fn path(&mut self) -> Parse<Path> {
        let token = self.current;
        self.advance();
        let whole = self.lexer.slice(token);
        let rooted = whole.starts_with('.');
        let mut parts = Vec::new();
        for (start, end) in segments(whole) {
            let span = self.lexer.text.span(token.start + start..token.start + end);
            let segment = &whole[start..end];
            let inner = segment.strip_prefix('"').and_then(|s| s.strip_suffix('"'));
            let name = match inner {
                Some(inner) => spelled(inner, span),
                None => Name::new(segment, span),
            };
            if name.key.is_empty() {
                let diagnostic = Diagnostic::error("empty-name", span, "a name must have at least one letter");
                self.diagnostics.push(diagnostic);
                return Err(Reported);
            }
            parts.push(name);
        }
        Ok(Path {
            rooted,
            parts,
            span: self.lexer.span(token),
        })
    }

    /// `[A, *, 2:4]`; also gives the height of the highest formula inside.
    fn indices(&mut self) -> Parse<(Vec<Index>, usize)> {
        let open = self.current;
        self.advance();
        let (mut indices, mut height) = (Vec::new(), 0);
        loop {
            let (index, below) = self.index()?;
            indices.push(index);
            height = height.max(below);
            if !self.take(Kind::Comma) {
                break;
            }
        }
        if !self.take(Kind::RightBracket) {
            return Err(self.unclosed(open, "`,` or `]`"));
        }
        Ok((indices, height))
    }

    fn index(&mut self) -> Parse<(Index, usize)> {
        let star = self.lexer.span(self.current);
        if self.take(Kind::Star) {
            if !self.take(Kind::Colon) {
                return Ok((Index::All(star), 0));
            }
            if !self.at(Kind::Name) {
                return Err(self.unexpected("the name of a dimension after `*:`"));
            }
            let mut path = self.path()?;
            let name = path.parts.pop().ok_or(Reported)?;
            return Ok((Index::AllOf(name), 0));
        }
        let first = self.binary(0)?;
        if !self.take(Kind::Colon) {
            return Ok((Index::One(first.formula), first.height));
        }
        let last = self.binary(0)?;
        let height = first.height.max(last.height);
        Ok((Index::Range(first.formula, last.formula), height))
    }

    fn arguments(&mut self) -> Parse<(Vec<Formula>, usize)> {
        let open = self.current;
        self.advance();
        let (mut arguments, mut height) = (Vec::new(), 0);
        while !self.take(Kind::RightParen) {
            let argument = self.binary(0)?;
            height = height.max(argument.height);
            arguments.push(argument.formula);
            match self.kind() {
                Kind::Comma => {
                    self.advance();
                    if self.at(Kind::RightParen) {
                        return Err(self.missing("another argument after `,`"));
                    }
                }
                Kind::RightParen => {}
                _ => return Err(self.unclosed(open, "an operator, `,` or `)`")),
            }
        }
        Ok((arguments, height))
    }

    fn expect(&mut self, kind: Kind, expected: &str) -> Parse<()> {
        if self.take(kind) {
            Ok(())
        } else {
            Err(self.unexpected(expected))
        }
    }
}

/// How tightly `=` and `<>` bind.
const EQUALITY: u8 = 3;

/// An operator between two operands.
#[derive(Clone, Copy)]
enum Infix {
    Op(BinaryOp),
    Modulo,
    SafeDivide,
}

fn infix(kind: Kind) -> Option<(Infix, u8)> {
    let (op, strength) = match kind {
        Kind::Or => (BinaryOp::Or, 1),
        Kind::And => (BinaryOp::And, 2),
        Kind::Equal => (BinaryOp::Equal, EQUALITY),
        Kind::NotEqual => (BinaryOp::NotEqual, EQUALITY),
        Kind::Less => (BinaryOp::Less, 4),
        Kind::LessEqual => (BinaryOp::LessEqual, 4),
        Kind::Greater => (BinaryOp::Greater, 4),
        Kind::GreaterEqual => (BinaryOp::GreaterEqual, 4),
        Kind::Plus => (BinaryOp::Add, 5),
        Kind::Minus => (BinaryOp::Subtract, 5),
        Kind::Star => (BinaryOp::Multiply, 6),
        Kind::Slash => (BinaryOp::Divide, 6),
        Kind::Mod => return Some((Infix::Modulo, 6)),
        Kind::DoubleSlash => return Some((Infix::SafeDivide, 6)),
        _ => return None,
    };
    Some((Infix::Op(op), strength))
}
