//! Tables of points: `( [(0,0)-(10,10)], (0,1), (10,3) )`, with or without the range box, or the older list of all x
//! followed by all y.

use super::lexer::Kind;
use super::number::signed_number;
use super::parser::{Parse, Parser};
use crate::LookupTable;
use source::{Diagnostic, Span};

/// Whether the `(` at hand opens a table within an expression: a box or a pair of numbers follows it.
pub(super) fn begins(p: &Parser) -> bool {
    let after = |at: Span| p.lexer.token(at.end as usize);
    let first = after(p.span());
    match first.kind {
        Kind::LeftBracket => true,
        Kind::LeftParen => {
            let mut next = after(first.span);
            while matches!(next.kind, Kind::Minus | Kind::Plus) {
                next = after(next.span);
            }
            matches!(next.kind, Kind::Number(_)) && after(next.span).kind == Kind::Comma
        }
        _ => false,
    }
}

/// Reads a table from its `(` to its `)`.
pub(super) fn lookup(p: &mut Parser) -> Parse<LookupTable> {
    let open = p.span();
    p.expect(Kind::LeftParen, "`(` before the points of a lookup")?;
    let range = if p.at(Kind::LeftBracket) {
        Some(range_box(p)?)
    } else {
        None
    };
    if range.is_some() && !p.at(Kind::RightParen) {
        p.expect(Kind::Comma, "`,` after the range of a lookup")?;
    }
    let points = if p.at(Kind::LeftParen) { pairs(p)? } else { flat(p)? };
    if !p.take(Kind::RightParen) {
        return Err(p.unclosed(open, "`,` or `)`"));
    }
    let span = p.span_since(open);
    if points.is_empty() {
        let diagnostic = Diagnostic::error("lookup-without-points", span, "a lookup must have at least one point")
            .hint("write points as `(x,y)`: `(0,0),(1,2)`");
        return Err(p.report(diagnostic));
    }
    Ok(LookupTable { range, points, span })
}

/// `[(xmin,ymin)-(xmax,ymax),(x,y),…]`; the further points are marks for the drawing and say nothing about the table.
fn range_box(p: &mut Parser) -> Parse<[f64; 4]> {
    let open = p.span();
    p.advance();
    let (xmin, ymin) = point(p)?;
    p.expect(Kind::Minus, "`-` between the corners of a lookup's range")?;
    let (xmax, ymax) = point(p)?;
    while p.take(Kind::Comma) {
        point(p)?;
    }
    if !p.take(Kind::RightBracket) {
        return Err(p.unclosed(open, "`,` or `]`"));
    }
    Ok([xmin, ymin, xmax, ymax])
}

fn pairs(p: &mut Parser) -> Parse<Vec<(f64, f64)>> {
    let mut points = vec![point(p)?];
    while p.take(Kind::Comma) {
        points.push(point(p)?);
    }
    Ok(points)
}

/// `(x,y)`.
fn point(p: &mut Parser) -> Parse<(f64, f64)> {
    let open = p.span();
    p.expect(Kind::LeftParen, "a point `(x,y)`")?;
    let x = signed_number(p)?;
    p.expect(Kind::Comma, "`,` between x and y")?;
    let y = signed_number(p)?;
    if !p.take(Kind::RightParen) {
        return Err(p.unclosed(open, "`)`"));
    }
    Ok((x, y))
}

/// `x1,…,xn,y1,…,yn`, the form of early versions.
fn flat(p: &mut Parser) -> Parse<Vec<(f64, f64)>> {
    let start = p.span();
    let mut numbers = Vec::new();
    while !p.at(Kind::RightParen) {
        numbers.push(signed_number(p)?);
        if !p.take(Kind::Comma) {
            break;
        }
    }
    if numbers.len() % 2 == 1 {
        let message = format!(
            "a lookup without pairs lists all x values, then all y values; this one lists {} numbers",
            numbers.len()
        );
        let diagnostic = Diagnostic::error("lookup-odd-count", p.span_since(start), message)
            .hint("write points as `(x,y)`: `(0,0),(1,2)`");
        return Err(p.report(diagnostic));
    }
    let (xs, ys) = numbers.split_at(numbers.len() / 2);
    Ok(xs.iter().copied().zip(ys.iter().copied()).collect())
}
