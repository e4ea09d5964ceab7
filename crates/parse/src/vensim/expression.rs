//! Formulas. From loosest to tightest: `:OR:`, `:AND:`, `:NOT:`, comparisons, `+ -`, `* /`, signs, `^`.
//!
//! `^` is right-associative and takes a sign on its right: `2^-x`; `-2^2` is -4.

use super::lexer::{Keyword, Kind};
use super::lookup::{self, lookup};
use super::parser::{Parse, Parser, Reported};
use super::target::subscripts;
use crate::{BinaryOp, Callee, Expr, ExprKind, Reference, UnaryOp, limits};
use source::{Diagnostic, Span};

/// An expression and the height of its tree.
struct Built {
    expr: Expr,
    height: usize,
}

/// How tightly the comparisons bind; `:NOT:` takes one of these.
const COMPARISON: u8 = 3;

/// Reads an expression; what follows it is the caller's business.
pub(super) fn expression(p: &mut Parser) -> Parse<Expr> {
    Ok(binary(p, 0)?.expr)
}

/// Operators between operands that bind at least as tightly as `loosest`.
fn binary(p: &mut Parser, loosest: u8) -> Parse<Built> {
    let mut left = signed(p)?;
    while let Some((op, strength)) = infix(p.kind()).filter(|(_, strength)| *strength >= loosest) {
        p.advance();
        let right = binary(p, strength + 1)?;
        left = joined(p, op, left, right)?;
    }
    Ok(left)
}

fn infix(kind: Kind) -> Option<(BinaryOp, u8)> {
    Some(match kind {
        Kind::Keyword(Keyword::Or) => (BinaryOp::Or, 1),
        Kind::Keyword(Keyword::And) => (BinaryOp::And, 2),
        Kind::Equal => (BinaryOp::Equal, COMPARISON),
        Kind::NotEqual => (BinaryOp::NotEqual, COMPARISON),
        Kind::Less => (BinaryOp::Less, COMPARISON),
        Kind::LessEqual => (BinaryOp::LessEqual, COMPARISON),
        Kind::Greater => (BinaryOp::Greater, COMPARISON),
        Kind::GreaterEqual => (BinaryOp::GreaterEqual, COMPARISON),
        Kind::Plus => (BinaryOp::Add, 4),
        Kind::Minus => (BinaryOp::Subtract, 4),
        Kind::Star => (BinaryOp::Multiply, 5),
        Kind::Slash => (BinaryOp::Divide, 5),
        _ => return None,
    })
}

/// An operand with its sign. Every kind of nesting passes here, so this is where its depth is held.
fn signed(p: &mut Parser) -> Parse<Built> {
    p.depth += 1;
    let operand = if p.depth > limits::NESTING {
        Err(too_deep(p, p.span()))
    } else {
        signed_operand(p)
    };
    p.depth -= 1;
    operand
}

fn signed_operand(p: &mut Parser) -> Parse<Built> {
    let start = p.span();
    let (op, operand) = match p.kind() {
        Kind::Minus => (UnaryOp::Negate, signed as fn(&mut Parser) -> Parse<Built>),
        Kind::Plus => (UnaryOp::Plus, signed as _),
        Kind::Keyword(Keyword::Not) => (UnaryOp::Not, comparison as _),
        _ => return power(p),
    };
    p.advance();
    let operand = operand(p)?;
    let kind = ExprKind::Unary(op, Box::new(operand.expr));
    built(p, kind, p.span_since(start), operand.height)
}

fn comparison(p: &mut Parser) -> Parse<Built> {
    binary(p, COMPARISON)
}

fn power(p: &mut Parser) -> Parse<Built> {
    let base = primary(p)?;
    if !p.take(Kind::Caret) {
        return Ok(base);
    }
    let exponent = signed(p)?;
    joined(p, BinaryOp::Power, base, exponent)
}

fn joined(p: &mut Parser, op: BinaryOp, left: Built, right: Built) -> Parse<Built> {
    let span = left.expr.span.to(right.expr.span);
    let kind = ExprKind::Binary(op, Box::new(left.expr), Box::new(right.expr));
    built(p, kind, span, left.height.max(right.height))
}

/// An expression on top of operands of that height.
fn built(p: &mut Parser, kind: ExprKind, span: Span, below: usize) -> Parse<Built> {
    p.count_node()?;
    if below >= limits::HEIGHT {
        return Err(too_deep(p, span));
    }
    let (expr, height) = (Expr { kind, span }, below + 1);
    Ok(Built { expr, height })
}

fn too_deep(p: &mut Parser, span: Span) -> Reported {
    let (depth, height) = (limits::NESTING, limits::HEIGHT);
    let message = format!("this formula nests more than {depth} levels deep or has more than {height} terms in a row");
    let diagnostic = Diagnostic::error("nesting-too-deep", span, message).hint("split it into several variables");
    p.report(diagnostic)
}

fn primary(p: &mut Parser) -> Parse<Built> {
    let span = p.span();
    match p.kind() {
        Kind::Number(value) => literal(p, ExprKind::Number(value)),
        Kind::Keyword(Keyword::Missing) => literal(p, ExprKind::Missing),
        Kind::Text => {
            let text = text_value(p.slice(span));
            literal(p, ExprKind::Text(text))
        }
        Kind::Name => named(p),
        Kind::LeftParen if lookup::begins(p) => {
            let table = lookup(p)?;
            built(p, ExprKind::Lookup(Box::new(table)), p.span_since(span), 0)
        }
        Kind::LeftParen => parenthesised(p),
        Kind::Unknown(_) | Kind::LeftBracket | Kind::EqualEqual | Kind::Bang | Kind::Alias | Kind::Arrow => {
            Err(p.unexpected("a number, a name or `(`"))
        }
        _ => Err(p.missing("a number, a name or `(`")),
    }
}

fn literal(p: &mut Parser, kind: ExprKind) -> Parse<Built> {
    let span = p.span();
    p.advance();
    built(p, kind, span, 0)
}

/// What stands between the quotes; a continued line leaves no trace.
fn text_value(quoted: &str) -> String {
    let inner = &quoted[1..quoted.len() - 1];
    if !inner.contains(['\n', '\r']) {
        return inner.to_string();
    }
    let mut lines = inner.split(['\n', '\r']);
    let first = lines.next().unwrap_or("").trim_end_matches([' ', '\t', '\\']);
    lines.fold(first.to_string(), |text, line| {
        text + line.trim_start().trim_end_matches('\\')
    })
}

fn parenthesised(p: &mut Parser) -> Parse<Built> {
    let open = p.span();
    p.advance();
    let mut inner = binary(p, 0)?;
    if !p.take(Kind::RightParen) {
        return Err(p.unclosed(open, "an operator or `)`"));
    }
    inner.expr.span = p.span_since(open);
    Ok(inner)
}

/// A variable, an element, or a call.
fn named(p: &mut Parser) -> Parse<Built> {
    let start = p.span();
    let reference = reference(p)?;
    if !p.at(Kind::LeftParen) {
        return built(p, ExprKind::Reference(reference), p.span_since(start), 0);
    }
    let (arguments, height) = arguments(p)?;
    built(
        p,
        ExprKind::Call {
            callee: Callee::Named(Box::new(reference)),
            arguments,
        },
        p.span_since(start),
        height,
    )
}

/// A name with its subscripts.
fn reference(p: &mut Parser) -> Parse<Reference> {
    let name = p.expect_name("the name of a variable")?;
    let subscripts = if p.at(Kind::LeftBracket) {
        subscripts(p)?
    } else {
        Vec::new()
    };
    Ok(Reference { name, subscripts })
}

/// `(a, b : c)`; also gives the height of the highest argument.
fn arguments(p: &mut Parser) -> Parse<(Vec<Expr>, usize)> {
    let open = p.span();
    p.advance();
    let (mut arguments, mut height) = (Vec::new(), 0);
    while !p.take(Kind::RightParen) {
        let argument = if p.at(Kind::Colon) { outputs(p)? } else { binary(p, 0)? };
        height = height.max(argument.height);
        arguments.push(argument.expr);
        match p.kind() {
            Kind::Comma => {
                p.advance();
                if p.at(Kind::RightParen) {
                    return Err(p.missing("another argument after `,`"));
                }
            }
            Kind::RightParen | Kind::Colon => {}
            _ => return Err(p.unclosed(open, "an operator, `,` or `)`")),
        }
    }
    arguments.shrink_to_fit(); // the first argument makes room for four
    Ok((arguments, height))
}

/// `: low, high`, the variables that receive a macro's further outputs.
fn outputs(p: &mut Parser) -> Parse<Built> {
    let start = p.span();
    p.advance();
    let mut outputs = vec![reference(p)?];
    while p.take(Kind::Comma) {
        outputs.push(reference(p)?);
    }
    if !p.at(Kind::RightParen) {
        return Err(p.unexpected("`,` or `)`"));
    }
    built(p, ExprKind::Outputs(outputs), p.span_since(start), 0)
}
