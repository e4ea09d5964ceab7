//! One definition: `name[subscripts] = expression ~ units ~ comment |` and everything else that can stand in its place.

use super::dimension::{alias, members_and_mappings};
use super::expression::expression;
use super::field::{fields, skip_to_fields};
use super::lexer::{Keyword, Kind};
use super::number::{begins_tabbed_array, literal_value, rows, tabbed_array};
use super::parser::{Parse, Parser};
use super::{lookup::lookup, target::target};
use crate::{Body, DimensionDefinition, Equation, Expr, ParsedModel, Target};
use source::Span;

/// Reads one definition with its fields. After a diagnostic, goes on at the fields; what it defines is not forgotten.
pub(super) fn definition(p: &mut Parser, model: &mut ParsedModel) {
    let start = p.span();
    let Ok(target) = p.count_definition().and_then(|()| target(p)) else {
        if p.span() == start && !ends(p) {
            p.advance(); // a token that can begin nothing
        }
        skip_to_fields(p);
        fields(p);
        return;
    };
    match p.kind() {
        Kind::Colon | Kind::Alias => dimension(p, model, target),
        _ => equation(p, model, start, target),
    }
}

fn equation(p: &mut Parser, model: &mut ParsedModel, start: Span, target: Target) {
    let body = whole_body(p, &target).unwrap_or(Body::Error);
    skip_to_fields(p);
    let span = p.span_since(start);
    let fields = fields(p);
    model.equations.push(Equation {
        target,
        body,
        units: fields.units,
        range: fields.range,
        comment: fields.comment,
        supplementary: fields.supplementary,
        hidden: false,
        group: model.groups.len().checked_sub(1),
        span,
    });
}

fn ends(p: &Parser) -> bool {
    matches!(p.kind(), Kind::Tilde | Kind::Bar | Kind::End)
}

/// A body with nothing behind it.
fn whole_body(p: &mut Parser, target: &Target) -> Parse<Body> {
    let body = body(p, target)?;
    if ends(p) {
        Ok(body)
    } else {
        Err(p.trailing("an operator or the end of the formula (`~`)"))
    }
}

fn body(p: &mut Parser, target: &Target) -> Parse<Body> {
    match p.kind() {
        Kind::Equal => {
            p.advance();
            right_hand_side(p, target, Body::Formula)
        }
        Kind::EqualEqual => {
            p.advance();
            right_hand_side(p, target, Body::Unchangeable)
        }
        Kind::ColonEqual => {
            p.advance();
            right_hand_side(p, target, Body::DataFormula)
        }
        Kind::Keyword(Keyword::Is) => Ok(Body::Text(texts(p)?)),
        Kind::LeftParen if p.peek() == Kind::Name => Ok(Body::Formula(expression(p)?)), // `table(GET XLS LOOKUPS(…))`
        Kind::LeftParen => Ok(Body::Lookup(lookup(p)?)),
        Kind::Keyword(Keyword::TheCondition | Keyword::TestInput) => Ok(reality_check(p)),
        Kind::Tilde | Kind::Bar => Ok(Body::Data),
        _ => Err(p.unexpected("`=`, `(`, `:` or `~` after the name")),
    }
}

/// `:IS: 'one', 'two'`.
fn texts(p: &mut Parser) -> Parse<Vec<String>> {
    let mut texts = Vec::new();
    loop {
        p.advance();
        if !p.at(Kind::Text) && !p.at(Kind::Name) {
            return Err(p.unexpected("a quoted text"));
        }
        p.count_node()?;
        texts.push(p.slice(p.span()).trim_matches(['\'', '"']).to_string());
        p.advance();
        if !matches!(p.kind(), Kind::Comma | Kind::Semicolon) {
            return Ok(texts);
        }
    }
}

fn right_hand_side(p: &mut Parser, target: &Target, formula: fn(Expr) -> Body) -> Parse<Body> {
    if matches!(p.kind(), Kind::Tilde | Kind::Bar) {
        return Err(p.missing(&format!("a formula for `{}`", target.name)));
    }
    if begins_tabbed_array(p) {
        return Ok(Body::Numbers(tabbed_array(p)?));
    }
    let expr = expression(p)?;
    match literal_value(&expr) {
        Some(first) if matches!(p.kind(), Kind::Comma | Kind::Semicolon) => Ok(Body::Numbers(rows(p, first)?)),
        _ => Ok(formula(expr)),
    }
}

/// A constraint or a test input: its text is not read.
fn reality_check(p: &mut Parser) -> Body {
    skip_to_fields(p);
    Body::RealityCheck
}

fn dimension(p: &mut Parser, model: &mut ParsedModel, target: Target) {
    let mut dimension = DimensionDefinition {
        name: target.name,
        members: Vec::new(),
        alias_of: None,
        mappings: Vec::new(),
        read_from: None,
        comment: String::new(),
        span: target.span,
    };
    let understood = match p.kind() {
        Kind::Alias => alias(p).map(|other| dimension.alias_of = Some(other)),
        _ => members_and_mappings(p, &mut dimension),
    };
    if understood.is_ok() && !ends(p) {
        let _ = p.unexpected("`,`, `->` or the end of the definition (`~`)");
    }
    skip_to_fields(p);
    dimension.span = p.span_since(target.span);
    dimension.comment = fields(p).comment;
    model.dimensions.push(dimension);
}
