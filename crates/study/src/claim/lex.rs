//! The words of a claim's expression.

use std::ops::Range;

/// A word of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A number; `5 %` is 0.05.
    Number(f64),
    /// A name between quotes.
    Name(String),
    /// A word without quotes: an operator, a function, or a mistake.
    Word(String),
    /// `+ - * / ( ) , @ < <= > >= = <>`
    Symbol(&'static str),
}

const SYMBOLS: &[(&str, &str)] = &[
    ("<=", "<="),
    (">=", ">="),
    ("<>", "<>"),
    ("!=", "<>"),
    ("==", "="),
    ("≤", "<="),
    ("≥", ">="),
    ("≠", "<>"),
    ("−", "-"),
    ("<", "<"),
    (">", ">"),
    ("=", "="),
    ("+", "+"),
    ("-", "-"),
    ("*", "*"),
    ("/", "/"),
    ("(", "("),
    (")", ")"),
    (",", ","),
    ("@", "@"),
];

/// What cannot be read, and where.
pub(super) struct Unreadable {
    pub at: Range<usize>,
    pub message: String,
}

/// Cuts an expression into words with their byte ranges.
pub(super) fn lex(text: &str) -> Result<Vec<(Token, Range<usize>)>, Unreadable> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (token, length) = next(text, at, first)?;
        tokens.push((token, at..at + length));
        at += length;
    }
    Ok(tokens)
}

fn next(text: &str, at: usize, first: char) -> Result<(Token, usize), Unreadable> {
    let rest = &text[at..];
    if first == '\'' || first == '"' {
        return quoted(rest, first, at);
    }
    if first.is_ascii_digit() || first == '.' {
        return number(rest, at);
    }
    if let Some((spelling, symbol)) = SYMBOLS.iter().find(|(s, _)| rest.starts_with(s)) {
        return Ok((Token::Symbol(symbol), spelling.len()));
    }
    let word: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    if word.is_empty() {
        return Err(Unreadable {
            at: at..at + first.len_utf8(),
            message: format!("`{first}` has no meaning in a claim"),
        });
    }
    let length = word.len();
    Ok((Token::Word(word), length))
}

fn quoted(rest: &str, quote: char, at: usize) -> Result<(Token, usize), Unreadable> {
    match rest[1..].find(quote) {
        Some(length) => Ok((Token::Name(rest[1..=length].to_string()), length + 2)),
        None => Err(Unreadable {
            at: at..at + rest.len(),
            message: "this name has no closing quote".to_string(),
        }),
    }
}

fn number(rest: &str, at: usize) -> Result<(Token, usize), Unreadable> {
    let bytes = rest.as_bytes();
    let mut end = 0;
    while let Some(byte) = bytes.get(end) {
        let exponent_sign = matches!(byte, b'+' | b'-') && matches!(bytes[end - 1], b'e' | b'E');
        if !(byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_') || exponent_sign) {
            break;
        }
        end += 1;
    }
    let value: Option<f64> = rest[..end].replace('_', "").parse().ok();
    let Some(value) = value.filter(|v: &f64| v.is_finite()) else {
        return Err(Unreadable {
            at: at..at + end,
            message: format!("`{}` is not a number", &rest[..end]),
        });
    };
    let behind = rest[end..].trim_start_matches(' ');
    Ok(match behind.strip_prefix('%') {
        Some(after) => (Token::Number(value / 100.0), rest.len() - after.len()),
        None => (Token::Number(value), end),
    })
}
