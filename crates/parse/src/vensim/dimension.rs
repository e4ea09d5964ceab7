//! Dimensions: `Region: North, (A1 - A9) -> Other, (Third: x, y)` and `Same <-> Other`.

use super::expression::expression;
use super::lexer::Kind;
use super::parser::{Parse, Parser};
use super::target::element_name;
use crate::{DimensionDefinition, DimensionMapping, Member, Name, limits};
use source::Diagnostic;

/// Reads `: members -> mappings` behind the name of a dimension. After a diagnostic, `dimension` holds what was understood.
pub(super) fn members_and_mappings(p: &mut Parser, dimension: &mut DimensionDefinition) -> Parse<()> {
    p.advance();
    if matches!(p.kind(), Kind::Tilde | Kind::Bar | Kind::Arrow) {
        return Err(p.missing(&format!("the elements of `{}`", dimension.name)));
    }
    loop {
        member(p, dimension)?;
        if !p.take(Kind::Comma) {
            break;
        }
    }
    while p.take(Kind::Arrow) {
        loop {
            dimension.mappings.push(mapping(p)?);
            if !p.take(Kind::Comma) {
                break;
            }
        }
    }
    Ok(())
}

/// Reads `<-> other` behind the name of a dimension.
pub(super) fn alias(p: &mut Parser) -> Parse<Name> {
    p.advance();
    p.expect_name("the dimension that this is another name of")
}

fn member(p: &mut Parser, dimension: &mut DimensionDefinition) -> Parse<()> {
    if p.at(Kind::LeftParen) {
        let (first, last) = range(p)?;
        dimension.members.push(Member::Range { first, last });
    } else if p.at(Kind::Name) && p.peek() == Kind::LeftParen {
        dimension.read_from = Some(expression(p)?);
    } else {
        dimension.members.push(Member::Named(element_name(p)?));
    }
    Ok(())
}

/// `(A1 - A9)`.
fn range(p: &mut Parser) -> Parse<(Name, Name)> {
    let open = p.span();
    p.advance();
    let first = element_name(p)?;
    p.expect(Kind::Minus, "`-` between the first and the last element")?;
    let last = element_name(p)?;
    if !p.take(Kind::RightParen) {
        return Err(p.unclosed(open, "`,` or `)`"));
    }
    Ok((first, last))
}

/// `other` or `(other: a, b, c)`.
fn mapping(p: &mut Parser) -> Parse<DimensionMapping> {
    let open = p.span();
    if !p.take(Kind::LeftParen) {
        let target = p.expect_name("the dimension mapped to")?;
        return Ok(DimensionMapping {
            target,
            members: Vec::new(),
        });
    }
    let target = p.expect_name("the dimension mapped to")?;
    p.expect(Kind::Colon, "`:` after the dimension mapped to")?;
    let mut members = Vec::new();
    loop {
        if p.at(Kind::LeftParen) {
            members.extend(expanded_range(p)?);
        } else {
            members.push(element_name(p)?);
        }
        if !p.take(Kind::Comma) {
            break;
        }
    }
    if !p.take(Kind::RightParen) {
        return Err(p.unclosed(open, "`,` or `)`"));
    }
    Ok(DimensionMapping { target, members })
}

/// `(A1 - A3)` as `A1`, `A2`, `A3`.
fn expanded_range(p: &mut Parser) -> Parse<Vec<Name>> {
    let open = p.span();
    let (first, last) = range(p)?;
    let span = p.span_since(open);
    let ends = numbered(&first.text).zip(numbered(&last.text)).filter(|((prefix, from), (other, to))| {
        prefix.eq_ignore_ascii_case(other) && from <= to && to - from < limits::RANGE
    });
    let Some(((prefix, from), (_, to))) = ends else {
        let message = format!("`{first}` and `{last}` are not the ends of a numbered range");
        let diagnostic = Diagnostic::error("bad-range", span, message).hint("write a range as `(A1-A9)`");
        return Err(p.report(diagnostic));
    };
    (from..=to).map(|n| p.count_node().map(|()| Name::new(&format!("{prefix}{n}"), span))).collect()
}

/// A name as its prefix and the number behind it.
fn numbered(name: &str) -> Option<(&str, usize)> {
    let prefix = name.trim_end_matches(|c: char| c.is_ascii_digit());
    Some((prefix, name[prefix.len()..].parse().ok()?))
}
