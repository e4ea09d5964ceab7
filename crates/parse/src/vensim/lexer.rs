//! Tokens of a Vensim definition: names with blanks, numbers, texts, keywords between colons, operators.
//!
//! A token depends on its position alone, so looking ahead costs nothing and no state can go wrong. Lexing reports
//! nothing: what cannot be a token is a token of its own kind, and the parser says what is wrong with it.

use super::comments::Comments;
use source::{SourceId, Span};
use std::cell::Cell;

/// One token and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    pub span: Span,
}

/// What a token can be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Name,
    Number(f64),
    /// `'text'`.
    Text,
    Keyword(Keyword),
    Plus,
    Minus,
    Star,
    Slash,
    Caret,
    Equal,
    /// `==`.
    EqualEqual,
    /// `:=`.
    ColonEqual,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    /// `->`.
    Arrow,
    /// `<->`.
    Alias,
    LeftParen,
    RightParen,
    LeftBracket,
    RightBracket,
    Comma,
    Semicolon,
    Colon,
    Bang,
    Tilde,
    Bar,
    /// The end of the text.
    End,
    /// A quote that is not closed on its line; only the quote itself.
    OpenQuote,
    /// A `{` without its `}`; only the brace itself.
    OpenBrace,
    /// A literal beyond the range of a double.
    HugeNumber,
    /// Anything else.
    Unknown(char),
}

/// Words between colons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keyword {
    And,
    Or,
    Not,
    Missing,
    Except,
    Interpolate,
    Raw,
    LookForward,
    HoldBackward,
    Macro,
    EndOfMacro,
    TheCondition,
    TestInput,
    Implies,
    Is,
}

/// Every keyword as it is spelled, without its colons.
pub(super) const KEYWORDS: [(&str, Keyword); 15] = [
    ("AND", Keyword::And),
    ("OR", Keyword::Or),
    ("NOT", Keyword::Not),
    ("NA", Keyword::Missing),
    ("EXCEPT", Keyword::Except),
    ("INTERPOLATE", Keyword::Interpolate),
    ("RAW", Keyword::Raw),
    ("LOOK FORWARD", Keyword::LookForward),
    ("HOLD BACKWARD", Keyword::HoldBackward),
    ("MACRO", Keyword::Macro),
    ("END OF MACRO", Keyword::EndOfMacro),
    ("THE CONDITION", Keyword::TheCondition),
    ("TEST INPUT", Keyword::TestInput),
    ("IMPLIES", Keyword::Implies),
    ("IS", Keyword::Is),
];

/// The text of the definitions, ready to be read from any position.
pub(super) struct Lexer<'a> {
    pub text: &'a str,
    pub source: SourceId,
    comments: Comments,
    /// From where to where a quote was sought in vain: whatever quote opens in between is not closed either, because
    /// all quotes there are escaped. Saves a hostile text from being searched again and again.
    unclosed: Cell<(usize, usize)>,
}

impl<'a> Lexer<'a> {
    pub fn new(text: &'a str, source: SourceId) -> Self {
        Lexer {
            text,
            source,
            comments: Comments::new(text),
            unclosed: Cell::new((0, 0)),
        }
    }

    /// The first token at or after `from`.
    pub fn token(&self, from: usize) -> Token {
        let start = self.skip_blanks(from);
        let (kind, end) = match self.char_at(start) {
            None => (Kind::End, start),
            Some('a'..='z' | 'A'..='Z') => (Kind::Name, self.name_end(start)),
            Some(c) if starts_name(c) => (Kind::Name, self.name_end(start)),
            Some(c) if c.is_ascii_digit() => self.number(start),
            Some('.') if self.byte(start + 1).is_ascii_digit() => self.number(start),
            Some('"') => self.quoted(start, Kind::Name),
            Some('\'') => self.quoted(start, Kind::Text),
            Some('{') => (Kind::OpenBrace, start + 1),
            Some(':') => self.colon(start),
            Some(c) => self.symbol(start, c),
        };
        Token {
            kind,
            span: Span::new(self.source, start, end),
        }
    }

    /// The first position from `at` that is neither white space nor comment nor a line continued with `\`.
    pub fn skip_blanks(&self, mut at: usize) -> usize {
        loop {
            while matches!(self.byte(at), b' ' | b'\t' | b'\n' | b'\r') {
                at += 1;
            }
            let next = match self.char_at(at) {
                Some(c) if c.is_whitespace() => at + c.len_utf8(),
                Some('{') => self.comments.end(at).unwrap_or(at),
                Some('\\') => self.continuation(at).unwrap_or(at),
                _ => at,
            };
            if next == at {
                return at;
            }
            at = next;
        }
    }

    /// The end of the comment whose `{` stands at `at`.
    pub fn comment_end(&self, at: usize) -> Option<usize> {
        self.comments.end(at)
    }

    /// Where a `\` at `at` leads that ends its line: the start of the next line.
    pub fn continuation(&self, at: usize) -> Option<usize> {
        if self.byte(at) != b'\\' {
            return None;
        }
        let mut next = at + 1;
        while matches!(self.byte(next), b' ' | b'\t') {
            next += 1;
        }
        match (self.byte(next), self.byte(next + 1)) {
            (b'\r', b'\n') => Some(next + 2),
            (b'\r' | b'\n', _) => Some(next + 1),
            _ => None,
        }
    }

    fn name_end(&self, start: usize) -> usize {
        let mut end = start;
        loop {
            let rest = self.text.as_bytes().get(end..).unwrap_or_default();
            end += rest.iter().take_while(|byte| WORD[usize::from(**byte)]).count();
            match self.char_at(end) {
                Some(c) if continues_name(c) => end += c.len_utf8(),
                Some(c) if joins_name(c) && self.char_at(end + c.len_utf8()).is_some_and(continues_name) => {
                    end += c.len_utf8();
                }
                _ => {
                    let next = self.skip_blanks(end);
                    if next == end || !self.resumes_name(next) {
                        return end;
                    }
                    end = next;
                }
            }
        }
    }

    /// Whether a name goes on behind a blank; also with an apostrophe before a letter, as in `perceived 'green' share`.
    fn resumes_name(&self, at: usize) -> bool {
        match self.char_at(at) {
            Some('\'') => self.char_at(at + 1).is_some_and(starts_name),
            c => c.is_some_and(resumes_name),
        }
    }

    fn number(&self, start: usize) -> (Kind, usize) {
        let digits = |mut at: usize| {
            while self.byte(at).is_ascii_digit() {
                at += 1;
            }
            at
        };
        let mut end = digits(start);
        if self.byte(end) == b'.' {
            end = digits(end + 1);
        }
        if matches!(self.byte(end), b'e' | b'E') {
            let sign = usize::from(matches!(self.byte(end + 1), b'+' | b'-'));
            if self.byte(end + 1 + sign).is_ascii_digit() {
                end = digits(end + 1 + sign);
            }
        }
        match self.text[start..end].parse::<f64>() {
            Ok(value) if value.is_finite() => (Kind::Number(value), end),
            _ => (Kind::HugeNumber, end),
        }
    }

    /// A quoted name or text; it ends on its own line unless that line is continued.
    fn quoted(&self, start: usize, kind: Kind) -> (Kind, usize) {
        let (from, to) = self.unclosed.get();
        if kind == Kind::Name && from < start && start < to {
            return (Kind::OpenQuote, start + 1);
        }
        let quote = self.byte(start);
        let mut at = start + 1;
        loop {
            match self.byte(at) {
                b if b == quote => return (kind, at + 1),
                b'\\' => at = self.continuation(at).unwrap_or(at + 1 + self.escaped(at, quote)),
                b'\n' | b'\r' => break,
                0 if at >= self.text.len() => break,
                _ => at += 1,
            }
        }
        if kind == Kind::Name {
            self.unclosed.set((start, at));
        }
        (Kind::OpenQuote, start + 1)
    }

    /// How many bytes behind the `\` at `at` belong to it: names escape `"` and `\`, texts (file names) escape nothing.
    fn escaped(&self, at: usize, quote: u8) -> usize {
        usize::from(quote == b'"' && matches!(self.byte(at + 1), b'"' | b'\\'))
    }

    fn colon(&self, start: usize) -> (Kind, usize) {
        if self.byte(start + 1) == b'=' {
            return (Kind::ColonEqual, start + 2);
        }
        match self.between_colons(start) {
            Some((word, end)) => match keyword(word) {
                Some(keyword) => (Kind::Keyword(keyword), end),
                None => (Kind::Colon, start + 1),
            },
            None => (Kind::Colon, start + 1),
        }
    }

    /// `WORD` and the end of `:WORD:`, if such a thing stands at `start`, keyword or not.
    pub fn between_colons(&self, start: usize) -> Option<(&'a str, usize)> {
        const LONGEST: usize = 40;
        let rest = self.text.as_bytes().get(start + 1..)?;
        let length = rest.iter().take(LONGEST).position(|b| !b.is_ascii_alphabetic() && !b.is_ascii_whitespace())?;
        (rest[length] == b':').then(|| (&self.text[start + 1..start + 1 + length], start + 2 + length))
    }

    fn symbol(&self, start: usize, c: char) -> (Kind, usize) {
        let (second, third) = (self.byte(start + 1), self.byte(start + 2));
        let (kind, length) = match (c, second) {
            ('<', b'-') if third == b'>' => (Kind::Alias, 3),
            ('<', b'>') => (Kind::NotEqual, 2),
            ('<', b'=') => (Kind::LessEqual, 2),
            ('<', _) => (Kind::Less, 1),
            ('>', b'=') => (Kind::GreaterEqual, 2),
            ('>', _) => (Kind::Greater, 1),
            ('-', b'>') => (Kind::Arrow, 2),
            ('=', b'=') => (Kind::EqualEqual, 2),
            _ => (single(c), c.len_utf8()),
        };
        (kind, start + length)
    }

    fn char_at(&self, at: usize) -> Option<char> {
        match *self.text.as_bytes().get(at)? {
            b if b.is_ascii() => Some(char::from(b)),
            _ => self.text[at..].chars().next(),
        }
    }

    /// The byte at `at`, 0 past the end.
    fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }
}

/// Which bytes are letters of a name, of those that are a character each.
const WORD: [bool; 256] = {
    let mut word = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        word[byte] = (byte as u8).is_ascii_alphanumeric() || byte as u8 == b'_';
        byte += 1;
    }
    word
};

fn single(c: char) -> Kind {
    match c {
        '+' => Kind::Plus,
        '-' => Kind::Minus,
        '*' => Kind::Star,
        '/' => Kind::Slash,
        '^' => Kind::Caret,
        '=' => Kind::Equal,
        '(' => Kind::LeftParen,
        ')' => Kind::RightParen,
        '[' => Kind::LeftBracket,
        ']' => Kind::RightBracket,
        ',' => Kind::Comma,
        ';' => Kind::Semicolon,
        '!' => Kind::Bang,
        '~' => Kind::Tilde,
        '|' => Kind::Bar,
        other => Kind::Unknown(other),
    }
}

fn keyword(word: &str) -> Option<Keyword> {
    let spelling = word.split_whitespace().collect::<Vec<_>>().join(" ").to_ascii_uppercase();
    KEYWORDS.iter().find(|(keyword, _)| *keyword == spelling).map(|(_, keyword)| *keyword)
}

/// Letters of any script, and the underscore.
pub(crate) fn starts_name(c: char) -> bool {
    c == '_' || c.is_alphabetic()
}

/// What may follow within a name: also digits, `'`, `$`, `%`, marks and currency signs.
fn continues_name(c: char) -> bool {
    match c {
        '\'' | '$' | '%' => true,
        c if c.is_ascii() => c == '_' || c.is_ascii_alphanumeric(),
        '\u{2019}' => true,
        c => !c.is_whitespace() && !c.is_control() && !looks_like_symbol(c),
    }
}

/// What may stand between two letters of a name, as in `SG&A`.
fn joins_name(c: char) -> bool {
    matches!(c, '&' | '.' | '#' | '@' | '?')
}

/// What may follow a blank within a name.
fn resumes_name(c: char) -> bool {
    starts_name(c) || c.is_ascii_digit() || matches!(c, '$' | '%') || c.is_numeric()
}

/// Typographic dashes and quotes, and mathematical signs: what a word processor makes of operators.
fn looks_like_symbol(c: char) -> bool {
    matches!(c, '\u{ab}' | '\u{bb}' | '\u{d7}' | '\u{f7}' | '\u{2010}'..='\u{2027}' | '\u{2200}'..='\u{22ff}')
}
