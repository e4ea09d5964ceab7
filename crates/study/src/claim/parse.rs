//! The grammar of claims, from the loosest operator to the tightest: `or`, `and`, `not`, comparisons, `+ -`, `* /`, `-`.

use super::lex::{Token, lex};
use super::{Binary, Call, Expr, ExprKind, WrittenPair};
use crate::file::{Placed, Report};
use source::{Diagnostic, Span};
use std::ops::Range;

/// The deepest nesting of an expression.
const DEEPEST: usize = 64;

/// The most words, numbers and signs of an expression. Its tree, which is walked by functions that call themselves, is no higher.
const LONGEST: usize = 1000;

type Written = Expr<WrittenPair>;
type Parsed = Result<Written, Box<Diagnostic>>;

/// Reads an expression. The first thing wrong in it becomes a finding.
pub(crate) fn parse(text: &Placed<String>, report: &Report) -> Option<Written> {
    let tokens = match lex(&text.value) {
        Ok(tokens) => tokens,
        Err(unreadable) => {
            report.error("claim-syntax", place(text, &unreadable.at), unreadable.message);
            return None;
        }
    };
    let mut parser = Parser {
        text,
        tokens,
        next: 0,
        depth: 0,
    };
    match parser.whole() {
        Ok(root) => Some(root),
        Err(finding) => {
            report.push(*finding);
            None
        }
    }
}

/// The place of a part of a text; all of it when the text holds escapes.
fn place(text: &Placed<String>, part: &Range<usize>) -> Span {
    let whole = text.span;
    // An escape is longer in the file than in the text: places within would be off.
    if (whole.end - whole.start) as usize != text.value.len() {
        return whole;
    }
    let start = whole.start as usize;
    Span::new(whole.source, start + part.start, start + part.end)
}

struct Parser<'a> {
    text: &'a Placed<String>,
    tokens: Vec<(Token, Range<usize>)>,
    next: usize,
    depth: usize,
}

impl Parser<'_> {
    fn whole(&mut self) -> Parsed {
        if self.tokens.len() > LONGEST {
            let message = format!(
                "a claim has at most {LONGEST} words and signs, and this one {}",
                self.tokens.len()
            );
            let finding = Diagnostic::error("claim-syntax", self.text.span, message);
            return Err(Box::new(finding.hint("make several claims of it")));
        }
        let root = self.any()?;
        if self.next < self.tokens.len() {
            return Err(self.unexpected("an operator, such as `>` or `and`"));
        }
        Ok(root)
    }

    fn any(&mut self) -> Parsed {
        let mut left = self.all()?;
        while self.takes_word("or") {
            let right = self.all()?;
            left = binary(Binary::Or, left, right);
        }
        Ok(left)
    }

    fn all(&mut self) -> Parsed {
        let mut left = self.negation()?;
        while self.takes_word("and") {
            let right = self.negation()?;
            left = binary(Binary::And, left, right);
        }
        Ok(left)
    }

    fn negation(&mut self) -> Parsed {
        let start = self.here();
        if !self.takes_word("not") {
            return self.comparison();
        }
        let inner = self.deeper(Self::negation)?;
        let span = start.to(inner.span);
        Ok(Expr {
            kind: ExprKind::Not(Box::new(inner)),
            span,
        })
    }

    fn comparison(&mut self) -> Parsed {
        let left = self.sum()?;
        let Some(op) = self.takes(&COMPARISONS) else {
            return Ok(left);
        };
        let right = self.sum()?;
        let found = binary(op, left, right);
        let at = self.here();
        // `a < b < c` would compare a truth with a number; it is said what was meant instead.
        if self.takes(&COMPARISONS).is_some() {
            let finding = Diagnostic::error("claim-syntax", at, "a second comparison of the same number");
            return Err(Box::new(finding.hint("join two comparisons with `and`")));
        }
        Ok(found)
    }

    fn sum(&mut self) -> Parsed {
        let mut left = self.product()?;
        while let Some(op) = self.takes(&[("+", Binary::Add), ("-", Binary::Subtract)]) {
            let right = self.product()?;
            left = binary(op, left, right);
        }
        Ok(left)
    }

    fn product(&mut self) -> Parsed {
        let mut left = self.sign()?;
        while let Some(op) = self.takes(&[("*", Binary::Multiply), ("/", Binary::Divide)]) {
            let right = self.sign()?;
            left = binary(op, left, right);
        }
        Ok(left)
    }

    fn sign(&mut self) -> Parsed {
        let start = self.here();
        if !self.takes_symbol("-") {
            return self.operand();
        }
        let inner = self.deeper(Self::sign)?;
        let span = start.to(inner.span);
        Ok(Expr {
            kind: ExprKind::Negate(Box::new(inner)),
            span,
        })
    }

    fn operand(&mut self) -> Parsed {
        const WANTED: &str = "a number, `'outcome' @ 'policy'`, a function or `(`";
        let span = self.here();
        let kind = match self.tokens.get(self.next).map(|(token, _)| token.clone()) {
            Some(Token::Number(value)) => {
                self.next += 1;
                ExprKind::Number(value)
            }
            Some(Token::Name(_)) => ExprKind::Outcome(self.pair()?),
            Some(Token::Symbol("(")) => {
                self.next += 1;
                let inner = self.deeper(Self::any)?;
                self.wants(")")?;
                return Ok(inner);
            }
            Some(Token::Word(word)) => return self.call(&word, span),
            _ => return Err(self.unexpected(WANTED)),
        };
        let span = span.to(self.before());
        Ok(Expr { kind, span })
    }

    fn pair(&mut self) -> Result<WrittenPair, Box<Diagnostic>> {
        let outcome = self.name("an outcome's name in quotes")?;
        if !self.takes_symbol("@") {
            let message = format!("under which policy is `{}` meant?", outcome.0);
            let finding = Diagnostic::error("claim-syntax", outcome.1, message);
            return Err(Box::new(finding.hint(format!("write `'{}' @ 'policy'`", outcome.0))));
        }
        let policy = self.name("a policy's name in quotes")?;
        Ok(WrittenPair { outcome, policy })
    }

    fn name(&mut self, wanted: &str) -> Result<(String, Span), Box<Diagnostic>> {
        let span = self.here();
        match self.tokens.get(self.next) {
            Some((Token::Name(name), _)) => {
                let name = name.clone();
                self.next += 1;
                Ok((name, span))
            }
            _ => Err(self.unexpected(wanted)),
        }
    }

    fn call(&mut self, word: &str, start: Span) -> Parsed {
        let kind = match word.to_lowercase().as_str() {
            "change" => {
                self.next += 1;
                self.wants("(")?;
                let pair = self.pair()?;
                self.wants(")")?;
                ExprKind::Change(pair)
            }
            "abs" => ExprKind::Call(Call::Abs, self.arguments(1..=1)?),
            "min" => ExprKind::Call(Call::Min, self.arguments(2..=16)?),
            "max" => ExprKind::Call(Call::Max, self.arguments(2..=16)?),
            other => return Err(unknown_word(other, word, start)),
        };
        let span = start.to(self.before());
        Ok(Expr { kind, span })
    }

    fn arguments(&mut self, count: std::ops::RangeInclusive<usize>) -> Result<Vec<Written>, Box<Diagnostic>> {
        let start = self.here();
        self.next += 1;
        self.wants("(")?;
        let mut found = vec![self.deeper(Self::any)?];
        while self.takes_symbol(",") {
            found.push(self.deeper(Self::any)?);
        }
        self.wants(")")?;
        if count.contains(&found.len()) {
            return Ok(found);
        }
        let wanted = match (count.start(), count.end()) {
            (1, 1) => "one argument".to_string(),
            (low, high) => format!("{low} to {high} arguments"),
        };
        let message = format!("this takes {wanted}, and has {}", found.len());
        Err(Box::new(Diagnostic::error("claim-syntax", start, message)))
    }

    fn deeper(&mut self, rule: impl FnOnce(&mut Self) -> Parsed) -> Parsed {
        self.depth += 1;
        if self.depth > DEEPEST {
            let message = format!("this is nested more than {DEEPEST} deep");
            return Err(Box::new(Diagnostic::error("claim-syntax", self.here(), message)));
        }
        let found = rule(self);
        self.depth -= 1;
        found
    }

    fn takes(&mut self, operators: &[(&str, Binary)]) -> Option<Binary> {
        let op = operators.iter().find(|(symbol, _)| self.is_symbol(symbol))?.1;
        self.next += 1;
        Some(op)
    }

    fn is_symbol(&self, symbol: &str) -> bool {
        matches!(self.tokens.get(self.next), Some((Token::Symbol(s), _)) if *s == symbol)
    }

    fn takes_symbol(&mut self, symbol: &str) -> bool {
        let found = self.is_symbol(symbol);
        self.next += usize::from(found);
        found
    }

    fn takes_word(&mut self, wanted: &str) -> bool {
        let found = matches!(
            self.tokens.get(self.next),
            Some((Token::Word(word), _)) if word.eq_ignore_ascii_case(wanted)
        );
        self.next += usize::from(found);
        found
    }

    fn wants(&mut self, symbol: &'static str) -> Result<(), Box<Diagnostic>> {
        if !self.takes_symbol(symbol) {
            return Err(self.unexpected(&format!("`{symbol}`")));
        }
        Ok(())
    }

    /// The place of the next word; the end of the text behind the last.
    fn here(&self) -> Span {
        let end = self.text.value.len();
        let part = self.tokens.get(self.next).map_or(end..end, |(_, at)| at.clone());
        place(self.text, &part)
    }

    /// The place of the word before the next.
    fn before(&self) -> Span {
        match self.next.checked_sub(1).and_then(|at| self.tokens.get(at)) {
            Some((_, at)) => place(self.text, at),
            None => self.here(),
        }
    }

    fn unexpected(&self, wanted: &str) -> Box<Diagnostic> {
        let found = match self.tokens.get(self.next) {
            None => "the claim ends here".to_string(),
            Some((_, at)) => format!("found `{}`", &self.text.value[at.clone()]),
        };
        let message = format!("{found}, where {wanted} was expected");
        Box::new(Diagnostic::error("claim-syntax", self.here(), message))
    }
}

const COMPARISONS: [(&str, Binary); 6] = [
    ("<=", Binary::LessEqual),
    (">=", Binary::GreaterEqual),
    ("<>", Binary::NotEqual),
    ("<", Binary::Less),
    (">", Binary::Greater),
    ("=", Binary::Equal),
];

fn binary(op: Binary, left: Written, right: Written) -> Written {
    let span = left.span.to(right.span);
    Expr {
        kind: ExprKind::Binary(op, Box::new(left), Box::new(right)),
        span,
    }
}

fn unknown_word(folded: &str, word: &str, at: Span) -> Box<Diagnostic> {
    const FUNCTIONS: [&str; 4] = ["change", "abs", "min", "max"];
    let finding = Diagnostic::error("claim-syntax", at, format!("`{word}` has no meaning in a claim"));
    Box::new(match folded {
        "share" => finding.hint("write the predicate alone: its share of the futures is reported for every claim"),
        _ => match source::nearest(folded, FUNCTIONS) {
            Some(near) => finding.hint(format!("did you mean `{near}`?")),
            None => finding.hint("put names of outcomes and policies between single quotes"),
        },
    })
}
