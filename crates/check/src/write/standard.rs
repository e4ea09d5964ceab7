//! Functions of Vensim in those of XMILE.

use super::expand::for_each;
use super::facts::Facts;
use super::fresh::fresh;
use super::loss::Losses;
use super::pattern::{self, arguments};
use super::rewrite::Rewrite;
use crate::xmile::build::{binary, builtin, call, called, control, number, reference};
use crate::xmile::functions::is_function;
use crate::xmile::pulse;
use language::{Function, Meaning, key_of};
use math::LookupMode;
use parse::{BinaryOp, Body, Callee, Equation, Expr, ExprKind, MISSING, MacroDefinition, Name, ParsedModel, UnaryOp};
use source::Span;
use std::collections::HashSet;
use std::sync::Arc;

/// Rewrites the formulas of a model.
pub(super) struct Standard<'l> {
    facts: &'l Facts,
    losses: &'l mut Losses,
    /// The variables: what is called and is one of them is a table.
    variables: HashSet<Arc<str>>,
    macros: HashSet<Arc<str>>,
    taken: HashSet<Arc<str>>,
    /// Tables that were written within formulas.
    tables: Vec<Equation>,
    owner: Option<Equation>,
    /// Something in the formula at hand has no form at all.
    refused: bool,
}

impl<'l> Standard<'l> {
    pub fn of(model: &ParsedModel, facts: &'l Facts, losses: &'l mut Losses) -> Self {
        let variables: HashSet<Arc<str>> = model.equations.iter().map(|e| e.target.name.key.clone()).collect();
        let mut taken = variables.clone();
        taken.extend(model.dimensions.iter().map(|d| d.name.key.clone()));
        Standard {
            facts,
            losses,
            variables,
            macros: model.macros.iter().map(|m| m.name.key.clone()).collect(),
            taken,
            tables: Vec::new(),
            owner: None,
            refused: false,
        }
    }

    /// Rewrites everything in place.
    pub fn model(&mut self, model: &mut ParsedModel) {
        self.rename_macros(model);
        let equations = std::mem::take(&mut model.equations);
        model.equations = self.equations(equations);
        for definition in &mut model.macros {
            let inside = definition.equations.iter().map(|e| e.target.name.key.clone());
            self.variables.extend(inside);
            let equations = std::mem::take(&mut definition.equations);
            definition.equations = self.equations(equations);
            plain_result(definition);
        }
    }

    /// A macro with the name of a function of XMILE gets another.
    fn rename_macros(&mut self, model: &mut ParsedModel) {
        let names: Vec<Name> = model.macros.iter().map(|m| m.name.clone()).collect();
        for name in names.into_iter().filter(|name| is_function(&name.key)) {
            let to = fresh(&format!("{} macro", name.text), name.span, &mut self.taken);
            let message = format!("the macro `{name}` becomes `{to}`: XMILE has a function of its name");
            self.losses.note("name-changed", name.span, message);
            self.macros.insert(to.key.clone());
            *model = Renaming { from: name, to }.model(model);
        }
    }

    fn equations(&mut self, equations: Vec<Equation>) -> Vec<Equation> {
        let mut written = Vec::with_capacity(equations.len());
        for equation in equations {
            let own = self.whole(&equation);
            written.append(&mut self.tables);
            written.push(own);
        }
        written
    }

    fn whole(&mut self, equation: &Equation) -> Equation {
        self.owner = Some(equation.clone());
        self.refused = false;
        let mut own = equation.clone();
        own.body = match &equation.body {
            Body::Formula(expr) => Body::Formula(self.top(expr)),
            Body::Unchangeable(expr) => Body::Unchangeable(self.top(expr)),
            Body::DataFormula(expr) => Body::DataFormula(self.top(expr)),
            other => other.clone(),
        };
        if self.refused {
            own.body = Body::Error;
        }
        own
    }

    /// What a definition may begin with: an initial value of its own, a table through which all goes.
    fn top(&mut self, expr: &Expr) -> Expr {
        let span = expr.span;
        if let Some([active, initial]) = arguments(expr, "active initial") {
            let parts = vec![self.through(active), self.tree(initial)];
            return call("ACTIVE INITIAL", parts, span);
        }
        if let Some([rate, initial]) = arguments(expr, "integ") {
            let parts = vec![self.tree(rate), self.tree(initial)];
            return call("INTEG", parts, span);
        }
        self.through(expr)
    }

    fn through(&mut self, expr: &Expr) -> Expr {
        match arguments(expr, "with lookup") {
            Some([x, points]) if matches!(points.kind, ExprKind::Lookup(_)) => {
                let parts = vec![self.tree(x), points.clone()];
                call("WITH LOOKUP", parts, expr.span)
            }
            _ => self.tree(expr),
        }
    }

    /// A table within a formula, as a table with a name.
    fn table(&mut self, x: Expr, points: Expr, span: Span) -> Expr {
        let (Some(owner), ExprKind::Lookup(points)) = (&self.owner, points.kind) else {
            self.refused = true;
            return number(f64::NAN, span);
        };
        let spelling = format!("{} lookup", owner.target.name.text);
        let name = fresh(&spelling, owner.target.name.span, &mut self.taken);
        let mut table = owner.clone();
        table.target.name = name.clone();
        table.target.subscripts.clear();
        table.target.exceptions.clear();
        table.body = Body::Lookup(*points);
        (table.units, table.range, table.comment) = (None, Vec::new(), String::new());
        self.variables.insert(name.key.clone());
        self.tables.push(table);
        lookup(reference(name, Vec::new()), x, span)
    }

    /// A call whose function XMILE has under this name, or has not.
    fn called(&mut self, callee: Callee, arguments: Vec<Expr>, span: Span) -> Expr {
        let is_in = |keys: &HashSet<Arc<str>>| callee.reference().is_some_and(|at| keys.contains(&at.name.key));
        let is_macro = is_in(&self.macros);
        if let (Callee::Named(table), [x]) = (&callee, &arguments[..])
            && is_in(&self.variables)
            && !is_macro
        {
            let table = reference(table.name.clone(), table.subscripts.clone());
            return lookup(table, x.clone(), span);
        }
        let is_known = callee.builtin().is_some_and(pattern::is_in_xmile);
        let has_text = arguments.iter().any(|a| matches!(a.kind, ExprKind::Text(_) | ExprKind::Outputs(_)));
        if has_text {
            let message = format!("XMILE has no form for this call of `{callee}`");
            self.losses.name("call-lost", span, message);
            self.refused = true;
        } else if !is_known && !is_macro || callee.is("integ") || callee.is("active initial") {
            let message = format!("XMILE has no `{callee}`: it is written under this name, which few tools read");
            self.losses.name("function-not-in-xmile", span, message);
        }
        called(callee, arguments, span)
    }

    fn function(&mut self, callee: Callee, arguments: Vec<Expr>, span: Span) -> Expr {
        let mut rest = arguments.iter().cloned();
        let mut next = || rest.next().unwrap_or_else(|| number(f64::NAN, span));
        let key = callee.builtin().map_or_else(String::new, |b| key_of(b.name));
        match (key.as_str(), arguments.len()) {
            ("integer", 1) => truncated(next(), span),
            ("modulo", 2) => remainder(next(), next(), span),
            ("quantum", 2) => quantum(next(), next(), span),
            ("power", 2) => binary(BinaryOp::Power, next(), next()),
            ("game", 1) => next(),
            ("reinitial", 1) => call("INITIAL", vec![next()], span),
            ("log", 2) if !matches!(arguments[1].kind, ExprKind::Number(10.0)) => {
                let parts = [next(), next()].map(|x| call("LN", vec![x], span));
                let [of_x, of_base] = parts;
                binary(BinaryOp::Divide, of_x, of_base)
            }
            ("forecast", 3) => forecast([next(), next(), next()], span),
            ("pulse", 2) => on_for(next(), next(), span),
            ("pulse train", 4) => train([next(), next(), next(), next()], span),
            ("with lookup", 2) => self.table(next(), next(), span),
            _ => self.called(callee, arguments, span),
        }
    }
}

impl Rewrite for Standard<'_> {
    fn name(&mut self, name: &Name) -> Name {
        name.clone()
    }

    fn tree(&mut self, expr: &Expr) -> Expr {
        let span = expr.span;
        if let Some(parts) = pattern::pulse_of_volume(expr) {
            let mut parts = parts.into_iter().map(|part| self.tree(part));
            let volume = parts.next().unwrap_or_else(|| number(0.0, span));
            let (first, interval) = (parts.next(), parts.next());
            drop(parts);
            return pulse(volume, first, interval, span);
        }
        match &expr.kind {
            ExprKind::Call { callee, arguments } => {
                let arguments = arguments.iter().map(|a| self.tree(a)).collect();
                self.function(callee.clone(), arguments, span)
            }
            ExprKind::Unary(op, inner) => Expr {
                kind: ExprKind::Unary(*op, Box::new(self.tree(inner))),
                span,
            },
            ExprKind::Binary(op, a, b) => Expr {
                kind: ExprKind::Binary(*op, Box::new(self.tree(a)), Box::new(self.tree(b))),
                span,
            },
            _ => self.expression(expr.clone()),
        }
    }

    fn expression(&mut self, expr: Expr) -> Expr {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Missing => number(MISSING, span),
            ExprKind::Reference(at) if at.subscripts.is_empty() && !self.variables.contains(&at.name.key) => {
                if self.facts.elements(&at.name.key).is_some() {
                    return expr;
                }
                match self.facts.position(&at.name.key) {
                    Some(position) => number(position as f64 + 1.0, span),
                    None => expr,
                }
            }
            _ => expr,
        }
    }
}

/// `LOOKUP(table, x)`.
fn lookup(table: Expr, x: Expr, span: Span) -> Expr {
    builtin(Meaning::LookupCall(LookupMode::Interpolate), vec![table, x], span)
}

/// `INT(x)`.
fn floor(x: Expr, span: Span) -> Expr {
    builtin(Meaning::Pure(Function::Floor), vec![x], span)
}

/// `MOD(a, b)`.
fn floor_modulo(a: Expr, b: Expr, span: Span) -> Expr {
    builtin(Meaning::Pure(Function::FloorModulo), vec![a, b], span)
}

/// INTEGER cuts off towards zero, INT goes down.
fn truncated(x: Expr, span: Span) -> Expr {
    let below = binary(BinaryOp::Less, x.clone(), number(0.0, span));
    let down = floor(negative(x.clone()), span);
    let up = floor(x, span);
    call("IF THEN ELSE", vec![below, negative(down), up], span)
}

/// MODULO has the sign of `a`, MOD that of `b`.
fn remainder(a: Expr, b: Expr, span: Span) -> Expr {
    let size = call("ABS", vec![b], span);
    let below = binary(BinaryOp::Less, a.clone(), number(0.0, span));
    let of_negative = floor_modulo(negative(a.clone()), size.clone(), span);
    let of_positive = floor_modulo(a, size, span);
    call("IF THEN ELSE", vec![below, negative(of_negative), of_positive], span)
}

fn quantum(x: Expr, of: Expr, span: Span) -> Expr {
    let no_quantum = binary(BinaryOp::LessEqual, of.clone(), number(0.0, span));
    let count = truncated(binary(BinaryOp::Divide, x.clone(), of.clone()), span);
    let multiple = binary(BinaryOp::Multiply, of, count);
    call("IF THEN ELSE", vec![no_quantum, x, multiple], span)
}

fn negative(expr: Expr) -> Expr {
    Expr {
        span: expr.span,
        kind: ExprKind::Unary(UnaryOp::Negate, Box::new(expr)),
    }
}

/// `x * (1 + TREND(x, time, 0) * horizon)`.
fn forecast([x, time, horizon]: [Expr; 3], span: Span) -> Expr {
    let trend = call("TREND", vec![x.clone(), time, number(0.0, span)], span);
    let growth = binary(BinaryOp::Multiply, trend, horizon);
    binary(BinaryOp::Multiply, x, binary(BinaryOp::Add, number(1.0, span), growth))
}

/// `TIME + DT / 2`: edges are compared with the middle of the step.
fn middle(span: Span) -> Expr {
    let half = binary(BinaryOp::Divide, control("TIME STEP", span), number(2.0, span));
    binary(BinaryOp::Add, control("Time", span), half)
}

/// Vensim's PULSE: 1 from `start` on for `width`, at least for one step.
fn on_for(start: Expr, width: Expr, span: Span) -> Expr {
    let width = call("MAX", vec![width, control("TIME STEP", span)], span);
    let begun = binary(BinaryOp::Greater, middle(span), start.clone());
    let not_over = binary(BinaryOp::Less, middle(span), binary(BinaryOp::Add, start, width));
    let on = binary(BinaryOp::And, begun, not_over);
    call("IF THEN ELSE", vec![on, number(1.0, span), number(0.0, span)], span)
}

/// Vensim's PULSE TRAIN, as its definition has it.
fn train([start, width, interval, end]: [Expr; 4], span: Span) -> Expr {
    use BinaryOp::{Add, And, Divide, Greater, Less, LessEqual, Multiply, Or, Subtract};
    let width = call("MAX", vec![width, control("TIME STEP", span)], span);
    let since = binary(Subtract, middle(span), start.clone());
    let past = floor(binary(Divide, since, interval.clone()), span);
    let begin = binary(Add, start.clone(), binary(Multiply, past, interval.clone()));
    let begun = binary(Greater, middle(span), begin.clone());
    let not_over = binary(Less, middle(span), binary(Add, begin.clone(), width.clone()));
    let not_last = binary(LessEqual, begin, end.clone());
    let in_pulse = binary(And, binary(And, begun, not_over), not_last);
    let forgiven = binary(Divide, control("TIME STEP", span), number(1024.0, span));
    let before_end = binary(LessEqual, binary(Subtract, control("Time", span), forgiven), end);
    let in_train = binary(And, binary(Greater, middle(span), start), before_end);
    let without_gap = binary(Less, interval, width);
    let on = binary(And, in_train, binary(Or, in_pulse, without_gap));
    call("IF THEN ELSE", vec![on, number(1.0, span), number(0.0, span)], span)
}

/// A macro's result is a formula, not a stock: one that is gets a variable of its own.
fn plain_result(definition: &mut MacroDefinition) {
    let is_result = |e: &&mut Equation| e.target.name == definition.name;
    let Some(result) = definition.equations.iter_mut().find(is_result) else {
        return;
    };
    let Body::Formula(expr) = &result.body else { return };
    let starts = |key: &str| arguments(expr, key).is_some();
    let mut names_itself = false;
    for_each(expr, &mut |part| {
        names_itself |= matches!(&part.kind, ExprKind::Reference(at) if at.name == definition.name);
    });
    let used_elsewhere = names_itself || starts("integ") || starts("with lookup") || starts("active initial");
    if !used_elsewhere {
        return;
    }
    let span = result.target.name.span;
    let inner = Name::new(&format!("{} result", definition.name.text), span);
    let mut renaming = Renaming {
        from: definition.name.clone(),
        to: inner.clone(),
    };
    definition.equations = definition.equations.iter().map(|e| renaming.equation(e)).collect();
    let body = Body::Formula(reference(inner, Vec::new()));
    if let Some(mut own) = definition.equations.first().cloned() {
        own.target.name = definition.name.clone();
        own.target.subscripts.clear();
        own.target.exceptions.clear();
        own.body = body;
        definition.equations.push(own);
    }
}

pub(super) struct Renaming {
    pub from: Name,
    pub to: Name,
}

impl Rewrite for Renaming {
    fn name(&mut self, name: &Name) -> Name {
        if *name == self.from {
            self.to.clone()
        } else {
            name.clone()
        }
    }

    fn expression(&mut self, expr: Expr) -> Expr {
        expr
    }
}
