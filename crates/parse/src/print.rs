//! Expressions back to Vensim's text, so that reading them again gives the same expression.

use crate::vensim::lexer::starts_name;
use crate::{BinaryOp, Callee, Expr, ExprKind, LookupTable, MISSING, Name, Reference, Subscript, UnaryOp};
use std::fmt::Write;

/// The text of an expression, with no more parentheses than it needs (only `:NOT:` as an operand always gets them).
///
/// Whatever [`crate::vensim_expression`] read comes back with the same meaning; blanks, comments and superfluous
/// parentheses are not kept. A part that was not understood prints as `:NA:`.
pub fn expression(expr: &Expr) -> String {
    let mut out = String::new();
    print(&mut out, expr);
    out
}

/// A name as it must be written: in quotes when it has anything but letters, digits, blanks, `_`, `'` and `$`.
pub fn name(name: &Name) -> String {
    let mut out = String::new();
    print_name(&mut out, name);
    out
}

/// How tightly an expression holds together: the order of the operators, then whatever needs no parentheses at all.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Or,
    And,
    Not,
    Comparison,
    Sum,
    Product,
    Sign,
    Power,
    Whole,
}

fn strength(expr: &Expr) -> Strength {
    match &expr.kind {
        ExprKind::Binary(op, ..) => binary_strength(*op),
        ExprKind::Unary(UnaryOp::Not, _) => Strength::Not,
        ExprKind::Unary(..) => Strength::Sign,
        ExprKind::Number(value) if value.is_sign_negative() => Strength::Sign,
        _ => Strength::Whole,
    }
}

fn binary_strength(op: BinaryOp) -> Strength {
    match op {
        BinaryOp::Or => Strength::Or,
        BinaryOp::And => Strength::And,
        BinaryOp::Add | BinaryOp::Subtract => Strength::Sum,
        BinaryOp::Multiply | BinaryOp::Divide => Strength::Product,
        BinaryOp::Power => Strength::Power,
        _ => Strength::Comparison,
    }
}

/// How Vensim writes an operator.
pub fn symbol(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "+",
        BinaryOp::Subtract => "-",
        BinaryOp::Multiply => "*",
        BinaryOp::Divide => "/",
        BinaryOp::Power => "^",
        BinaryOp::Equal => "=",
        BinaryOp::NotEqual => "<>",
        BinaryOp::Less => "<",
        BinaryOp::LessEqual => "<=",
        BinaryOp::Greater => ">",
        BinaryOp::GreaterEqual => ">=",
        BinaryOp::And => ":AND:",
        BinaryOp::Or => ":OR:",
    }
}

fn print(out: &mut String, expr: &Expr) {
    match &expr.kind {
        ExprKind::Number(value) => print_number(out, *value),
        ExprKind::Missing | ExprKind::Error => out.push_str(":NA:"),
        ExprKind::Text(text) => print_text(out, text),
        ExprKind::Reference(reference) => print_reference(out, reference),
        ExprKind::Call { callee, arguments } => print_call(out, callee, arguments),
        ExprKind::Unary(op, operand) => print_unary(out, *op, operand),
        ExprKind::Binary(op, left, right) => print_binary(out, *op, left, right),
        ExprKind::Lookup(table) => print_lookup(out, table),
        ExprKind::Outputs(outputs) => print_outputs(out, outputs),
    }
}

/// `expr`, in parentheses when it holds together less tightly than `needed`.
fn print_operand(out: &mut String, expr: &Expr, needed: Strength) {
    let wrap = strength(expr) < needed;
    out.push_str(if wrap { "(" } else { "" });
    print(out, expr);
    out.push_str(if wrap { ")" } else { "" });
}

fn print_unary(out: &mut String, op: UnaryOp, operand: &Expr) {
    let (sign, needed) = match op {
        UnaryOp::Negate => ("-", Strength::Sign),
        UnaryOp::Plus => ("+", Strength::Sign),
        UnaryOp::Not => (":NOT: ", Strength::Not),
    };
    out.push_str(sign);
    print_operand(out, operand, needed);
}

fn print_binary(out: &mut String, op: BinaryOp, left: &Expr, right: &Expr) {
    let (on_left, on_right) = match binary_strength(op) {
        Strength::Power => (Strength::Whole, Strength::Sign),
        own => (own, tighter(own)),
    };
    print_operand(out, left, on_left);
    let _ = write!(out, " {} ", symbol(op));
    print_operand(out, right, on_right);
}

/// What the right-hand side of a left-associative operator must be.
fn tighter(own: Strength) -> Strength {
    match own {
        Strength::Or => Strength::And,
        Strength::And => Strength::Not,
        Strength::Comparison => Strength::Sum,
        Strength::Sum => Strength::Product,
        _ => Strength::Sign,
    }
}

fn print_call(out: &mut String, callee: &Callee, arguments: &[Expr]) {
    match callee {
        Callee::Builtin(builtin) => out.push_str(builtin.name),
        Callee::Named(reference) => print_reference(out, reference),
    }
    out.push('(');
    for (index, argument) in arguments.iter().enumerate() {
        let is_outputs = matches!(argument.kind, ExprKind::Outputs(_));
        out.push_str(if index > 0 && !is_outputs { ", " } else { "" });
        print(out, argument);
    }
    out.push(')');
}

fn print_outputs(out: &mut String, outputs: &[Reference]) {
    for (index, output) in outputs.iter().enumerate() {
        out.push_str(if index == 0 { ": " } else { ", " });
        print_reference(out, output);
    }
}

fn print_reference(out: &mut String, reference: &Reference) {
    print_name(out, &reference.name);
    print_subscripts(out, &reference.subscripts);
}

fn print_subscripts(out: &mut String, subscripts: &[Subscript]) {
    if subscripts.is_empty() {
        return;
    }
    for (index, subscript) in subscripts.iter().enumerate() {
        out.push_str(if index == 0 { "[" } else { ", " });
        print_element(out, &subscript.name);
        out.push_str(if subscript.bang { "!" } else { "" });
    }
    out.push(']');
}

fn print_element(out: &mut String, name: &Name) {
    if name.text.bytes().all(|b| b.is_ascii_digit()) {
        out.push_str(&name.text);
    } else {
        print_name(out, name);
    }
}

fn print_lookup(out: &mut String, table: &LookupTable) {
    out.push('(');
    if let Some([xmin, ymin, xmax, ymax]) = table.range {
        let _ = write!(
            out,
            "[({}, {}) - ({}, {})], ",
            number(xmin),
            number(ymin),
            number(xmax),
            number(ymax)
        );
    }
    for (index, (x, y)) in table.points.iter().enumerate() {
        let comma = if index > 0 { ", " } else { "" };
        let _ = write!(out, "{comma}({}, {})", number(*x), number(*y));
    }
    out.push(')');
}

/// A number with the fewest digits that give the same double again; `:NA:` for the missing value.
pub fn number(value: f64) -> String {
    let mut out = String::new();
    print_number(&mut out, value);
    out
}

/// `[A, B!]`; nothing when there are none.
pub fn subscripts(subscripts: &[Subscript]) -> String {
    let mut out = String::new();
    print_subscripts(&mut out, subscripts);
    out
}

/// An element; one that is a whole number needs no quotes.
pub fn element(name: &Name) -> String {
    let mut out = String::new();
    print_element(&mut out, name);
    out
}

/// `([(0, 0) - (10, 10)], (0, 1), (10, 3))`.
pub fn lookup(table: &LookupTable) -> String {
    let mut out = String::new();
    print_lookup(&mut out, table);
    out
}

/// The shortest digits that give the same double again.
fn print_number(out: &mut String, value: f64) {
    if value == MISSING {
        out.push_str(":NA:");
        return;
    }
    let digits = format!("{value:?}");
    out.push_str(digits.strip_suffix(".0").unwrap_or(&digits));
}

/// A text; Vensim has no way to write a `'` within one.
fn print_text(out: &mut String, text: &str) {
    let _ = write!(out, "'{}'", text.replace(['\'', '\n', '\r'], " "));
}

fn print_name(out: &mut String, name: &Name) {
    if is_bare(&name.text) {
        out.push_str(&name.text);
        return;
    }
    out.push('"');
    let mut rest = name.text.chars().peekable();
    while let Some(c) = rest.next() {
        let escape = c == '"' || c == '\\' && matches!(rest.peek(), None | Some('"' | '\\'));
        out.push_str(if escape { "\\" } else { "" });
        out.push(c);
    }
    out.push('"');
}

fn is_bare(text: &str) -> bool {
    let plain = |c: char| starts_name(c) || c.is_ascii_digit() || matches!(c, ' ' | '\'' | '$');
    text.starts_with(starts_name) && text.chars().all(plain) && !text.contains(" '")
}
