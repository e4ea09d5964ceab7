//! Formulas as XMILE writes them. What has no form there was replaced before.

use crate::write::pattern::{self, control};
use language::key_of;
use parse::{BinaryOp, Callee, Expr, ExprKind, Name, Reference, Subscript, UnaryOp, print};
use source::Span;
use std::fmt::Write;

/// The text of a formula.
pub(super) fn formula(expr: &Expr) -> String {
    let mut out = String::new();
    write(&mut out, expr, Strength::Condition);
    out
}

/// A name as it stands in a formula: blanks become underscores; in quotes where it has other signs.
pub(super) fn name(name: &Name) -> String {
    let plain = |c: char| c == '_' || c == ' ' || c.is_ascii_alphanumeric();
    let bare = name.text.starts_with(|c: char| c == '_' || c.is_ascii_alphabetic()) && name.text.chars().all(plain);
    let text = name.text.replace(' ', "_");
    if bare && !KEYWORDS.contains(&&*name.key) {
        text
    } else {
        format!("\"{}\"", name.text.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

/// Words that mean something else in a formula.
const KEYWORDS: [&str; 7] = ["and", "or", "not", "mod", "if", "then", "else"];

/// How tightly an expression holds together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Condition,
    Or,
    And,
    Equality,
    Comparison,
    Sum,
    Product,
    Sign,
    Power,
    Whole,
}

fn of_operator(op: BinaryOp) -> Strength {
    match op {
        BinaryOp::Or => Strength::Or,
        BinaryOp::And => Strength::And,
        BinaryOp::Equal | BinaryOp::NotEqual => Strength::Equality,
        BinaryOp::Add | BinaryOp::Subtract => Strength::Sum,
        BinaryOp::Multiply | BinaryOp::Divide => Strength::Product,
        BinaryOp::Power => Strength::Power,
        _ => Strength::Comparison,
    }
}

fn tighter(strength: Strength) -> Strength {
    match strength {
        Strength::Condition => Strength::Or,
        Strength::Or => Strength::And,
        Strength::And => Strength::Equality,
        Strength::Equality => Strength::Comparison,
        Strength::Comparison => Strength::Sum,
        Strength::Sum => Strength::Product,
        _ => Strength::Sign,
    }
}

/// Writes an expression, in parentheses where it holds together less tightly than `needed`.
fn write(out: &mut String, expr: &Expr, needed: Strength) {
    let (text, strength) = piece(expr);
    if strength < needed {
        let _ = write!(out, "({text})");
    } else {
        out.push_str(&text)
    }
}

fn operand(expr: &Expr, needed: Strength) -> String {
    let mut out = String::new();
    write(&mut out, expr, needed);
    out
}

fn piece(expr: &Expr) -> (String, Strength) {
    match &expr.kind {
        ExprKind::Number(value) => literal(*value),
        ExprKind::Missing => literal(parse::MISSING),
        ExprKind::Error => ("NAN".into(), Strength::Whole),
        ExprKind::Text(text) => (format!("\"{}\"", text.replace('"', " ")), Strength::Whole),
        ExprKind::Reference(at) => (reference(at), Strength::Whole),
        ExprKind::Unary(op, inner) => (signed(*op, inner), Strength::Sign),
        ExprKind::Binary(op, a, b) => match pattern::pulse_of_volume(expr) {
            Some(arguments) => (called("PULSE", &arguments), Strength::Whole),
            None => binary(*op, a, b),
        },
        ExprKind::Call { callee, arguments } => call(callee, arguments),
        // Both were replaced before.
        ExprKind::Lookup(_) | ExprKind::Outputs(_) => ("NAN".into(), Strength::Whole),
    }
}

fn literal(value: f64) -> (String, Strength) {
    match value {
        n if n.is_nan() => ("NAN".into(), Strength::Whole),
        f64::INFINITY => ("INF".into(), Strength::Whole),
        f64::NEG_INFINITY => ("-INF".into(), Strength::Sign),
        n if n.is_sign_negative() => (digits(n), Strength::Sign),
        n => (digits(n), Strength::Whole),
    }
}

/// The fewest digits that give the same double again.
pub(super) fn digits(value: f64) -> String {
    if value == parse::MISSING {
        format!("{value:e}")
    } else {
        print::number(value)
    }
}

fn signed(op: UnaryOp, inner: &Expr) -> String {
    match op {
        UnaryOp::Negate => format!("-{}", operand(inner, Strength::Sign)),
        UnaryOp::Plus => format!("+{}", operand(inner, Strength::Sign)),
        UnaryOp::Not => format!("NOT ({})", operand(inner, Strength::Condition)),
    }
}

fn binary(op: BinaryOp, a: &Expr, b: &Expr) -> (String, Strength) {
    let own = of_operator(op);
    let (left, right) = match own {
        Strength::Power => (Strength::Whole, Strength::Sign),
        own => (own, tighter(own)),
    };
    let text = format!("{} {} {}", operand(a, left), symbol(op), operand(b, right));
    (text, own)
}

/// XMILE writes operators as Vensim does, but for the two words.
fn symbol(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::And => "AND",
        BinaryOp::Or => "OR",
        op => parse::print::symbol(op),
    }
}

fn reference(at: &Reference) -> String {
    if at.subscripts.is_empty()
        && let Some(word) = control(&at.name.key)
    {
        return word.into();
    }
    format!("{}{}", name(&at.name), subscripts(&at.subscripts))
}

fn subscripts(subscripts: &[Subscript]) -> String {
    if subscripts.is_empty() {
        return String::new();
    }
    let list: Vec<String> = subscripts.iter().map(subscript).collect();
    format!("[{}]", list.join(", "))
}

fn subscript(subscript: &Subscript) -> String {
    let text = &subscript.name.text;
    let is_number = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    match (is_number, subscript.bang) {
        (true, _) => text.to_string(),
        (false, true) => format!("*:{}", name(&subscript.name)),
        (false, false) => name(&subscript.name),
    }
}

fn called(name: &str, arguments: &[&Expr]) -> String {
    let list: Vec<String> = arguments.iter().map(|a| operand(a, Strength::Condition)).collect();
    format!("{name}({})", list.join(", "))
}

fn call(callee: &Callee, arguments: &[Expr]) -> (String, Strength) {
    let all: Vec<&Expr> = arguments.iter().collect();
    if let Callee::Named(table) = callee
        && !table.subscripts.is_empty()
    {
        let table = reference(table);
        let x: Vec<String> = all.iter().map(|a| operand(a, Strength::Condition)).collect();
        return (format!("LOOKUP({table}, {})", x.join(", ")), Strength::Whole);
    }
    let key = callee.builtin().map_or_else(String::new, |b| key_of(b.name));
    match (key.as_str(), &all[..]) {
        ("if then else", [condition, then, otherwise]) => {
            let [a, b, c] = [condition, then, otherwise].map(|e| operand(e, Strength::Condition));
            (format!("IF {a} THEN {b} ELSE {c}"), Strength::Condition)
        }
        ("xmile mod", [a, b]) => {
            let (a, b) = (operand(a, Strength::Product), operand(b, Strength::Sign));
            (format!("{a} MOD {b}"), Strength::Product)
        }
        ("log", [x, _]) => (called("LOG10", &[x]), Strength::Whole),
        ("smooth n", [x, time, initial, order]) => (of_order("SMTHN", [x, time, initial, order]), Strength::Whole),
        ("delay n", [x, time, initial, order]) => (of_order("DELAYN", [x, time, initial, order]), Strength::Whole),
        ("random normal", [low, high, mean, deviation, seed]) => {
            let text = if pattern::is_unlimited(low, high) {
                called("NORMAL", &[mean, deviation, seed])
            } else {
                called("NORMAL", &[mean, deviation, seed, low, high])
            };
            (text, Strength::Whole)
        }
        ("random exponential", [low, high, shift, mean, seed]) if pattern::is_plain_exponential(low, high, shift) => {
            (called("EXPRND", &[mean, seed]), Strength::Whole)
        }
        _ => (called(&called_name(callee), &all), Strength::Whole),
    }
}

/// A function without a counterpart keeps its name, with underscores; so does a table that is called.
fn called_name(callee: &Callee) -> String {
    match (callee.builtin().and_then(pattern::xmile_name), callee) {
        (Some(word), _) => word.into(),
        (None, Callee::Named(own)) => name(&own.name),
        (None, Callee::Builtin(builtin)) => name(&Name::new(builtin.name, Span::default())),
    }
}

/// `SMTHN(x, time, order)`, with the initial value behind it where it is not `x`.
fn of_order(word: &str, [x, time, initial, order]: [&Expr; 4]) -> String {
    if x == initial {
        called(word, &[x, time, order])
    } else {
        called(word, &[x, time, order, initial])
    }
}
