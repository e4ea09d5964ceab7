//! Lists of numbers for arrays: `1,2;3,4;` and `TABBED ARRAY(…)`.

use super::lexer::{Keyword, Kind};
use super::parser::{Parse, Parser, end_of_line};
use crate::{Expr, ExprKind, MISSING, UnaryOp};
use source::{Diagnostic, Span};

/// Reads a number with its signs, or `:NA:`.
pub(super) fn signed_number(p: &mut Parser) -> Parse<f64> {
    let mut sign = 1.0;
    while matches!(p.kind(), Kind::Minus | Kind::Plus) {
        sign = if p.at(Kind::Minus) { -sign } else { sign };
        p.advance();
    }
    let value = match p.kind() {
        Kind::Number(value) => value,
        Kind::Keyword(Keyword::Missing) => MISSING,
        _ => return Err(p.unexpected("a number")),
    };
    p.count_node()?;
    p.advance();
    Ok(sign * value)
}

/// The rows of `first,2,3;4,5,6;`, read from the `,` or `;` behind `first`.
pub(super) fn rows(p: &mut Parser, first: f64) -> Parse<Vec<Vec<f64>>> {
    let mut rows = vec![vec![first]];
    loop {
        let ends_row = p.at(Kind::Semicolon);
        if !ends_row && !p.at(Kind::Comma) {
            return Ok(rows);
        }
        p.advance();
        let ends_list = matches!(p.kind(), Kind::Tilde | Kind::Bar | Kind::End);
        if ends_row && ends_list {
            return Ok(rows);
        }
        let value = signed_number(p)?;
        match rows.last_mut() {
            Some(row) if !ends_row => row.push(value),
            _ => {
                p.count_node()?; // a row takes the memory of several numbers
                rows.push(vec![value]);
            }
        }
    }
}

/// The value of a literal with its signs; `None` for anything else.
pub(super) fn literal_value(expr: &Expr) -> Option<f64> {
    match &expr.kind {
        ExprKind::Number(value) => Some(*value),
        ExprKind::Missing => Some(MISSING),
        ExprKind::Unary(UnaryOp::Negate, operand) => literal_value(operand).map(|value| -value),
        ExprKind::Unary(UnaryOp::Plus, operand) => literal_value(operand),
        _ => None,
    }
}

/// Whether `TABBED ARRAY(` stands here.
pub(super) fn begins_tabbed_array(p: &Parser) -> bool {
    let words = p.slice(p.span()).split(|c: char| c.is_whitespace() || c == '_').filter(|word| !word.is_empty());
    p.at(Kind::Name) && words.map(str::to_ascii_uppercase).eq(["TABBED", "ARRAY"]) && p.peek() == Kind::LeftParen
}

/// Reads `TABBED ARRAY( … )`: rows are lines, numbers stand apart by blanks (or commas).
pub(super) fn tabbed_array(p: &mut Parser) -> Parse<Vec<Vec<f64>>> {
    p.advance();
    let open = p.span();
    let start = open.end as usize;
    let text = p.text();
    let Some(length) = text[start..].find([')', '~', '|']).filter(|at| text[start + at..].starts_with(')')) else {
        p.resume_at(start + text[start..].find(['~', '|']).unwrap_or(text.len() - start));
        return Err(p.unclosed(open, "`,` or `)`"));
    };
    let rows = tabbed_rows(p, start, start + length)?;
    p.resume_at(start + length + 1);
    Ok(rows)
}

fn tabbed_rows(p: &mut Parser, start: usize, end: usize) -> Parse<Vec<Vec<f64>>> {
    let (mut rows, mut row, mut at) = (Vec::new(), Vec::new(), start);
    while at < end {
        let line_end = end_of_line(p.text(), at).min(end);
        let line = &p.text()[at..line_end];
        let content = line.trim_end_matches([' ', '\t']);
        let continued = content.ends_with('\\');
        read_row(p, at, content.trim_end_matches('\\'), &mut row)?;
        if !continued && !row.is_empty() {
            p.count_node()?;
            rows.push(std::mem::take(&mut row));
        }
        at = line_end + 1;
    }
    if !row.is_empty() {
        rows.push(row);
    }
    Ok(rows)
}

fn read_row(p: &mut Parser, at: usize, content: &str, row: &mut Vec<f64>) -> Parse<()> {
    let mut place = at;
    for word in content.split(|c: char| c.is_whitespace() || c == ',') {
        let span = Span::new(p.span().source, place, place + word.len());
        place += word.len() + content[place - at + word.len()..].chars().next().map_or(0, char::len_utf8);
        if word.is_empty() {
            continue;
        }
        p.count_node()?;
        match word.parse::<f64>() {
            Ok(value) if value.is_finite() => row.push(value),
            _ if word.eq_ignore_ascii_case(":NA:") => row.push(MISSING),
            _ => {
                let message = format!("expected a number in a `TABBED ARRAY`, found `{word}`");
                return Err(p.report(Diagnostic::error("unexpected-token", span, message)));
            }
        }
    }
    Ok(())
}
