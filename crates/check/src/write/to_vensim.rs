//! What Vensim's text has no form for, in forms that it has.

use super::loss::Losses;
use super::rewrite::Rewrite;
use super::vensim::SETTINGS;
use crate::xmile::build::{binary, call, called, number};
use language::{Builtin, Dialect, Function, Meaning};
use parse::{BinaryOp, Callee, Equation, Expr, ExprKind, Group, Method, Name, ParsedModel, UnitText};
use source::{Diagnostics, Span};

/// A model that [`super::vensim()`] can write, and what was lost on the way.
///
/// The numbers that it gives are the same: what Vensim lacks is written out in what it has.
pub fn for_vensim(model: &ParsedModel) -> (ParsedModel, Diagnostics) {
    let mut losses = Losses::default();
    let mut plain = Plain { lost: Vec::new() };
    let mut written = plain.model(model);
    lost_calls(plain.lost, &mut losses);
    changed_names(model, &written, &mut losses);
    let insides = written.macros.iter_mut().flat_map(|definition| &mut definition.equations);
    for equation in written.equations.iter_mut().chain(insides) {
        plain_fields(equation, &mut losses);
    }
    written.groups = model.groups.iter().map(plain_group).collect();
    without_pictures(&mut written, &mut losses);
    if written.settings.text.is_empty() {
        written.settings.text = settings(&written);
    }
    (written, losses.diagnostics)
}

fn lost_calls(lost: Vec<(Builtin, Span)>, losses: &mut Losses) {
    for (builtin, span) in lost {
        let message = format!("Vensim has no `{}`: other tools cannot read the call", builtin.name);
        losses.name("call-lost", span, message);
    }
}

fn changed_names(model: &ParsedModel, written: &ParsedModel, losses: &mut Losses) {
    for (before, after) in model.equations.iter().zip(&written.equations) {
        let (before, after) = (&before.target.name, &after.target.name);
        if before.text != after.text {
            let message = format!("`{before}` becomes `{after}`: Vensim has a function or a dimension of its name");
            losses.name("name-changed", before.span, message);
        }
    }
}

/// Leaves a drawing out whose pictures are XMILE's.
fn without_pictures(model: &mut ParsedModel, losses: &mut Losses) {
    let views = model.sketch.iter().flat_map(|drawing| &drawing.views);
    let mut lines = views.flat_map(|view| &view.lines);
    if lines.any(|line| line.starts_with('<')) {
        let message = "the drawing is left out: its pictures are XMILE's".to_string();
        losses.name("drawing-lost", Span::whole(model.source), message);
        model.sketch = None;
    }
}

/// Rewrites names and functions.
struct Plain {
    /// Functions that stay as they are.
    lost: Vec<(Builtin, Span)>,
}

impl Rewrite for Plain {
    /// Where a name is found under another key than its spelling gives, the key is written.
    fn name(&mut self, name: &Name) -> Name {
        if Name::new(&format!("\"{}\"", escaped(&name.text)), name.span).key == name.key {
            name.clone()
        } else {
            Name::of(name.key.clone(), name.key.clone(), name.span)
        }
    }

    fn expression(&mut self, expr: Expr) -> Expr {
        let span = expr.span;
        match expr.kind {
            ExprKind::Number(n) if n.is_nan() => binary(BinaryOp::Divide, number(0.0, span), number(0.0, span)),
            ExprKind::Number(n) if n.is_infinite() => {
                let sign = n.signum();
                binary(BinaryOp::Divide, number(sign, span), number(0.0, span))
            }
            ExprKind::Call { callee, arguments } => match callee.builtin() {
                Some(builtin) if builtin.spelling(Dialect::Vensim).is_none() => {
                    self.without_name(builtin, arguments, span)
                }
                _ => called(callee, arguments, span),
            },
            kind => Expr { kind, span },
        }
    }
}

impl Plain {
    /// A function that Vensim has no name for, in functions that it has if there are any.
    fn without_name(&mut self, builtin: Builtin, arguments: Vec<Expr>, span: Span) -> Expr {
        match (builtin.meaning, &arguments[..]) {
            (Meaning::Pure(Function::Floor), [x]) => floor(x.clone()),
            (Meaning::Pure(Function::FloorModulo), [a, b]) => floor_modulo(a.clone(), b.clone()),
            _ => {
                self.lost.push((builtin, span));
                called(Callee::Builtin(builtin), arguments, span)
            }
        }
    }
}

/// The largest whole number not above `x`: `INTEGER(x) - IF THEN ELSE(INTEGER(x) > x, 1, 0)`.
fn floor(x: Expr) -> Expr {
    let span = x.span;
    let whole = call("INTEGER", vec![x.clone()], span);
    let above = binary(BinaryOp::Greater, whole.clone(), x);
    let one = call("IF THEN ELSE", vec![above, number(1.0, span), number(0.0, span)], span);
    binary(BinaryOp::Subtract, whole, one)
}

/// The remainder with the sign of `b`: MODULO has that of `a`.
fn floor_modulo(a: Expr, b: Expr) -> Expr {
    let span = a.span;
    let rest = call("MODULO", vec![a, b.clone()], span);
    let sides = binary(BinaryOp::Multiply, rest.clone(), b.clone());
    let on_other_side = binary(BinaryOp::Less, sides, number(0.0, span));
    let shift = call("IF THEN ELSE", vec![on_other_side, b, number(0.0, span)], span);
    binary(BinaryOp::Add, rest, shift)
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// Comments and units without the signs that end a field.
fn plain_fields(equation: &mut Equation, losses: &mut Losses) {
    plain_description(equation, losses);
    plain_unit(equation, losses);
    if std::mem::take(&mut equation.hidden) {
        let name = &equation.target.name;
        let message = format!("`{name}` is written as a variable: it stands for something that only XMILE can express");
        losses.note("helper-variable", name.span, message);
    }
    if equation.range.iter().all(Option::is_none) {
        equation.range = Vec::new();
    }
}

fn plain_description(equation: &mut Equation, losses: &mut Losses) {
    let name = &equation.target.name;
    if equation.comment.contains(['~', '|']) {
        let message = format!("the description of `{name}` has `~` or `|`, which end a field: they become `-` and `/`");
        losses.note("description-changed", name.span, message);
    }
    equation.comment = plain_comment(&equation.comment);
}

fn plain_unit(equation: &mut Equation, losses: &mut Losses) {
    const RESERVED: [char; 6] = ['~', '|', '{', '}', '[', ']'];
    let Some(unit) = equation.units.as_ref().filter(|unit| unit.text.contains(RESERVED)) else {
        return;
    };
    let name = &equation.target.name;
    let message = format!(
        "the unit `{}` of `{name}` has characters that Vensim reserves",
        unit.text
    );
    losses.name("unit-changed", name.span, message);
    let (text, span) = (unit.text.replace(RESERVED, " "), unit.span);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    equation.units = (!text.is_empty()).then_some(UnitText { text, span });
}

/// A comment as it comes back when it is read: lines without blanks around them.
fn plain_comment(text: &str) -> String {
    let clean = text.replace('~', "-").replace('|', "/");
    let lines = clean.lines().map(|line| line.trim().trim_end_matches('\\').trim_end());
    lines.collect::<Vec<_>>().join("\n").trim().to_string()
}

fn plain_group(group: &Group) -> Group {
    let name = group.name.replace(['*', '~', '|', '\n', '\r', '{', '}'], " ");
    Group {
        name: name.split_whitespace().collect::<Vec<_>>().join(" "),
        comment: plain_comment(&group.comment),
        span: group.span,
    }
}

/// The settings that say how to integrate and which units are one; empty when nothing needs saying.
fn settings(model: &ParsedModel) -> String {
    let mut lines = Vec::new();
    let number = match model.settings.method {
        None | Some(Method::Euler) => 0,
        Some(Method::RungeKutta4Auto) => 1,
        Some(Method::Difference) => 2,
        Some(Method::RungeKutta2Auto) => 3,
        Some(Method::RungeKutta2) => 4,
        Some(Method::RungeKutta4) => 5,
    };
    if number > 0 {
        lines.push(format!("15:0,0,0,{number},0,0"));
    }
    let synonyms = model.settings.unit_synonyms.iter();
    lines.extend(synonyms.map(|row| format!("22:{}", row.join(","))));
    if lines.is_empty() {
        String::new()
    } else {
        format!("{SETTINGS}\n{}", lines.join("\n"))
    }
}
