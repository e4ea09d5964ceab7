//! The tokens of a formula: numbers, names with dots and quotes, operators, keywords.

use super::text::Text;
use source::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Number(f64),
    /// A number beyond the largest that can be computed with.
    HugeNumber,
    Name,
    And,
    Or,
    Not,
    Mod,
    If,
    Then,
    Else,
    Plus,
    Minus,
    Star,
    Slash,
    DoubleSlash,
    Caret,
    LeftParen,
    RightParen,
    LeftBracket,
    RightBracket,
    Comma,
    Semicolon,
    Colon,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    /// A `{` that is never closed.
    OpenComment,
    /// A `"` that is never closed.
    OpenQuote,
    /// A character that means nothing in a formula.
    Unknown(char),
    End,
}

/// A token and its place in the text, in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
}

/// Reads tokens from a text.
pub(super) struct Lexer<'t> {
    /// What is read.
    pub text: &'t Text,
}

impl<'t> Lexer<'t> {
    /// The first token at or behind a byte.
    pub fn token(&self, from: usize) -> Token {
        let text = self.text.text.as_str();
        let mut start = from;
        loop {
            start += text[start..].len() - text[start..].trim_start().len();
            match comment_end(text, start) {
                None => break,
                Some(Some(end)) => start = end,
                Some(None) => return token(Kind::OpenComment, start, start + 1),
            }
        }
        let Some(first) = text[start..].chars().next() else {
            return token(Kind::End, start, start);
        };
        if starts_number(&text[start..]) {
            return number(text, start);
        }
        if first == '"' || first == '.' || starts_name(first) {
            return name(text, start);
        }
        symbol(text, start, first)
    }

    /// The text of a token.
    pub fn slice(&self, token: Token) -> &'t str {
        &self.text.text[token.start..token.end]
    }

    /// Where a token stands in the file.
    pub fn span(&self, token: Token) -> Span {
        self.text.span(token.start..token.end)
    }
}

fn token(kind: Kind, start: usize, end: usize) -> Token {
    Token { kind, start, end }
}

/// Behind the comment that begins at `start`: `None` when none begins there, `Some(None)` when it is not closed.
fn comment_end(text: &str, start: usize) -> Option<Option<usize>> {
    if !text[start..].starts_with('{') {
        return None;
    }
    let mut depth = 0;
    for (at, c) in text[start..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(Some(start + at + 1));
        }
    }
    Some(None)
}

fn starts_number(rest: &str) -> bool {
    let mut bytes = rest.bytes();
    match bytes.next() {
        Some(b'.') => bytes.next().is_some_and(|b| b.is_ascii_digit()),
        Some(first) => first.is_ascii_digit(),
        None => false,
    }
}

fn number(text: &str, start: usize) -> Token {
    let bytes = text.as_bytes();
    let digits = |mut at: usize| {
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        at
    };
    let mut end = digits(start);
    if bytes.get(end) == Some(&b'.') {
        end = digits(end + 1);
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let exponent = digits(end + 1 + sign);
        if exponent > end + 1 + sign {
            end = exponent;
        }
    }
    let kind = match text[start..end].parse::<f64>() {
        Ok(value) if value.is_finite() => Kind::Number(value),
        _ => Kind::HugeNumber,
    };
    token(kind, start, end)
}

/// Whether a name without quotes can begin with this.
pub(super) fn starts_name(c: char) -> bool {
    let is_foreign = !c.is_ascii() && !c.is_whitespace() && !is_sign(c);
    c.is_alphabetic() || matches!(c, '_' | '$') || is_foreign
}

fn continues_name(c: char) -> bool {
    starts_name(c) || c.is_numeric() || matches!(c, '\'' | '\u{a0}')
}

/// Signs of typography that people paste for operators; they are no letters.
fn is_sign(c: char) -> bool {
    ('\u{2010}'..='\u{22ff}').contains(&c) || matches!(c, '\u{d7}' | '\u{f7}' | '\u{ab}' | '\u{bb}')
}

/// `word`, `"any words"`, `module.word`, `.word`; words with single blanks between them are one name.
fn name(text: &str, start: usize) -> Token {
    let mut end = start;
    if text[end..].starts_with('.') {
        end += 1;
        if !text[end..].starts_with(|c| c == '"' || starts_name(c)) {
            return token(Kind::Unknown('.'), start, end);
        }
    }
    loop {
        end = match segment_end(text, end) {
            Some(end) => end,
            None => return token(Kind::OpenQuote, end, end + 1),
        };
        let dot = text[end..].strip_prefix('.');
        match dot.filter(|rest| rest.starts_with(|c| c == '"' || starts_name(c))) {
            Some(_) => end += 1,
            None => break,
        }
    }
    if let Some(keyword) = keyword(&text[start..end]) {
        return token(keyword, start, end);
    }
    token(Kind::Name, start, further_words(text, start, end))
}

/// The end of a word or of a text in quotes; `None` when the quote is not closed.
fn segment_end(text: &str, start: usize) -> Option<usize> {
    if !text[start..].starts_with('"') {
        let rest = &text[start..];
        return Some(start + rest.find(|c| !continues_name(c)).unwrap_or(rest.len()));
    }
    let mut escaped = false;
    for (at, c) in text[start + 1..].char_indices() {
        match c {
            '"' if !escaped => return Some(start + 1 + at + 1),
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    None
}

/// Names with blanks, which converters write: two names with nothing between them mean nothing else.
fn further_words(text: &str, start: usize, mut end: usize) -> usize {
    if text[start..end].contains(['"', '.']) {
        return end;
    }
    loop {
        let behind = text[end..].trim_start();
        let next = text.len() - behind.len();
        if next == end || !behind.starts_with(starts_name) {
            return end;
        }
        match segment_end(text, next) {
            Some(word_end) if keyword(&text[next..word_end]).is_none() => end = word_end,
            _ => return end,
        }
    }
}

fn keyword(name: &str) -> Option<Kind> {
    const KEYWORDS: [(&str, Kind); 7] = [
        ("AND", Kind::And),
        ("OR", Kind::Or),
        ("NOT", Kind::Not),
        ("MOD", Kind::Mod),
        ("IF", Kind::If),
        ("THEN", Kind::Then),
        ("ELSE", Kind::Else),
    ];
    let found = KEYWORDS.iter().find(|(spelling, _)| name.eq_ignore_ascii_case(spelling));
    found.map(|(_, kind)| *kind)
}

fn symbol(text: &str, start: usize, first: char) -> Token {
    const SYMBOLS: [(&str, Kind); 20] = [
        ("//", Kind::DoubleSlash),
        ("<>", Kind::NotEqual),
        ("!=", Kind::NotEqual),
        ("<=", Kind::LessEqual),
        (">=", Kind::GreaterEqual),
        ("+", Kind::Plus),
        ("-", Kind::Minus),
        ("*", Kind::Star),
        ("/", Kind::Slash),
        ("^", Kind::Caret),
        ("(", Kind::LeftParen),
        (")", Kind::RightParen),
        ("[", Kind::LeftBracket),
        ("]", Kind::RightBracket),
        (",", Kind::Comma),
        (";", Kind::Semicolon),
        (":", Kind::Colon),
        ("=", Kind::Equal),
        ("<", Kind::Less),
        (">", Kind::Greater),
    ];
    let rest = &text[start..];
    match SYMBOLS.iter().find(|(sign, _)| rest.starts_with(sign)) {
        Some((sign, kind)) => token(*kind, start, start + sign.len()),
        None => token(Kind::Unknown(first), start, start + first.len_utf8()),
    }
}
