//! What to say about a token that cannot stand where it stands.

use super::lexer::{KEYWORDS, Keyword, Kind, starts_name};
use super::parser::{Parser, Reported};
use source::{Diagnostic, Span};

impl Parser<'_, '_> {
    /// Says that the current token cannot stand here and what was expected instead.
    pub fn unexpected(&mut self, expected: &str) -> Reported {
        let diagnostic = match self.kind() {
            Kind::OpenQuote => self.unterminated(),
            Kind::HugeNumber => self.out_of_range(),
            Kind::End if self.is_truncated() => self.truncated(expected),
            _ => self.stray(expected),
        };
        self.report(diagnostic)
    }

    /// Says that something is missing before the current token.
    pub fn missing(&mut self, expected: &str) -> Reported {
        if matches!(self.kind(), Kind::OpenQuote | Kind::HugeNumber) || self.is_truncated() {
            return self.unexpected(expected);
        }
        let diagnostic = self.operand_missing(expected);
        self.report(diagnostic)
    }

    fn operand_missing(&self, expected: &str) -> Diagnostic {
        let message = format!("expected {expected}, found {}", self.found());
        let diagnostic = Diagnostic::error("missing-operand", self.span(), message).label("something is missing here");
        if self.at(Kind::Star) && self.text()[..self.span().start as usize].ends_with('*') {
            return diagnostic.hint("write `^` for a power");
        }
        diagnostic
    }

    /// Says that a complete formula is followed by something other than its end.
    pub fn trailing(&mut self, expected: &str) -> Reported {
        if self.at(Kind::RightParen) || self.at(Kind::RightBracket) {
            let message = format!("expected {expected}, found {}", self.found());
            let diagnostic = Diagnostic::error("unbalanced-parenthesis", self.span(), message).label("closes nothing");
            return self.report(diagnostic);
        }
        self.unexpected(expected)
    }

    /// Says that the bracket opened at `open` is not closed before the current token.
    pub fn unclosed(&mut self, open: Span, expected: &str) -> Reported {
        let ends = self.at(Kind::Tilde) || self.at(Kind::Bar) || self.at_keyword(Keyword::EndOfMacro);
        if !ends && (!self.at(Kind::End) || self.is_truncated()) {
            return self.unexpected(expected);
        }
        let diagnostic = self.never_closed(open);
        self.report(diagnostic)
    }

    fn never_closed(&self, open: Span) -> Diagnostic {
        let closing = if self.slice(open) == "[" { "]" } else { ")" };
        let message = format!("this `{}` is never closed", self.slice(open));
        Diagnostic::error("unbalanced-parenthesis", open, message)
            .label("opened here")
            .see(self.span(), format!("expected `{closing}` before this"))
    }

    fn stray(&self, expected: &str) -> Diagnostic {
        let message = format!("expected {expected}, found {}", self.found());
        let diagnostic = Diagnostic::error("unexpected-token", self.culprit(), message);
        match self.slip() {
            Some(hint) => diagnostic.hint(hint),
            None => diagnostic,
        }
    }

    fn truncated(&self, expected: &str) -> Diagnostic {
        let message = format!("the file ends inside a definition: expected {expected}");
        Diagnostic::error("truncated-file", self.span(), message)
            .hint("the file may have been cut off when it was copied")
    }

    fn unterminated(&self) -> Diagnostic {
        let start = self.span().start as usize;
        let rest = &self.text()[start..];
        let text = rest[..rest.find(['~', '|', '\n', '\r']).unwrap_or(rest.len())].trim_end();
        let span = Span::new(self.span().source, start, start + text.len());
        let quote = self.slice(self.span());
        let what = if quote == "'" { "text" } else { "name" };
        Diagnostic::error("unterminated-text", span, format!("this quoted {what} is never closed"))
            .hint(format!("close it with `{quote}` on the same line"))
    }

    fn out_of_range(&self) -> Diagnostic {
        let message = format!("{} is too large for a floating-point number", self.found());
        Diagnostic::error("number-out-of-range", self.span(), message).hint("the largest is about 1.797e308")
    }

    /// The current token, together with the whole of `:WORD:`.
    fn culprit(&self) -> Span {
        let span = self.span();
        let word = if self.at(Kind::Colon) {
            self.lexer.between_colons(span.start as usize)
        } else {
            None
        };
        word.map_or(span, |(_, end)| Span::new(span.source, span.start as usize, end))
    }

    /// The current token for a person.
    fn found(&self) -> String {
        let text = self.slice(self.culprit());
        match self.kind() {
            Kind::End => "the end of the text".into(),
            Kind::Bar => "`|`, the end of the definition".into(),
            Kind::Tilde => "`~`, the end of the formula".into(),
            Kind::Name => format!("the name `{}`", shortened(text)),
            Kind::Number(_) | Kind::HugeNumber => format!("the number `{}`", shortened(text)),
            Kind::Text => format!("the text `{}`", shortened(text)),
            _ => format!("`{}`", shortened(text)),
        }
    }

    /// What the author probably meant by a sign of another language.
    fn slip(&self) -> Option<String> {
        let start = self.span().start as usize;
        let rest = &self.text()[start..];
        let meant = |c: char| SLIPS.iter().find(|(wrong, _)| *wrong == c).map(|(_, right)| *right);
        match self.kind() {
            Kind::Colon => self.keyword_slip(start),
            Kind::EqualEqual => Some("write `=` to compare".into()),
            Kind::Bang if rest.starts_with("!=") => Some("write `<>` for `not equal`".into()),
            Kind::Name => self.word_slip(),
            Kind::Number(_) if starts_with_word(&rest[self.slice(self.span()).len()..]) => Some(QUOTE_DIGITS.into()),
            Kind::Unknown(c) => meant(c).map(|right| format!("write {right}")),
            _ => None,
        }
    }

    /// `and`, `or`, `not` without their colons; names that begin with a digit.
    fn word_slip(&self) -> Option<String> {
        let first = self.slice(self.span()).split_whitespace().next()?;
        let start = self.span().start as usize;
        if ["and", "or", "not"].iter().any(|word| first.eq_ignore_ascii_case(word)) {
            return Some(format!("write `:{}:`", first.to_ascii_uppercase()));
        }
        let digits = self.text()[..start].trim_end().ends_with(|c: char| c.is_ascii_digit());
        digits.then(|| QUOTE_DIGITS.into())
    }

    fn keyword_slip(&self, start: usize) -> Option<String> {
        let (word, _) = self.lexer.between_colons(start)?;
        let near = source::nearest(word, KEYWORDS.iter().map(|(spelling, _)| *spelling))?;
        Some(format!("write `:{near}:`"))
    }
}

const QUOTE_DIGITS: &str = "put an operator between them; a name that begins with a digit needs double quotes";

fn starts_with_word(text: &str) -> bool {
    text.trim_start_matches([' ', '\t']).starts_with(starts_name)
}

/// Signs that are not Vensim's, and what to write instead.
const SLIPS: [(char, &str); 14] = [
    ('&', "`:AND:`"),
    ('\u{2212}', "`-`"),
    ('\u{2013}', "`-`"),
    ('\u{2014}', "`-`"),
    ('\u{d7}', "`*`"),
    ('\u{f7}', "`/`"),
    ('\u{2264}', "`<=`"),
    ('\u{2265}', "`>=`"),
    ('\u{2260}', "`<>`"),
    ('\u{201c}', "a straight quote `\"`"),
    ('\u{201d}', "a straight quote `\"`"),
    ('\u{2018}', "a straight quote `'`"),
    ('%', "`/100`"),
    ('\\', "`/` to divide"),
];

/// At most 40 characters of a user's text, on one line.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
