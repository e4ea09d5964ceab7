//! Calls: macros, tables, and the functions of the language by their rules.

use super::arguments::ArgumentList;
use super::random::drawn;
use super::reference::CALLED;
use super::time::in_time;
use super::{Lowering, stella};
use crate::xmile::build::{self, binary, control, number};
use crate::xmile::functions::{self, Function, Rule};
use language::{Builtin, Meaning, Origin};
use parse::xmile::{Formula, Index, Node, Path};
use parse::{BinaryOp, Callee, Expr, ExprKind, Name, Reference};
use source::{Diagnostic, Span};

/// What a call is given, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Call<'f> {
    /// The arguments.
    pub arguments: &'f [Formula],
    /// The whole call.
    pub span: Span,
}

impl Lowering<'_, '_, '_, '_> {
    /// Writes `name(arguments)`.
    pub(super) fn call(&mut self, path: &Path, indices: &[Index], call: Call) -> Expr {
        let Call { arguments, span } = call;
        if let Some(name) = path.single().filter(|_| indices.is_empty()) {
            if self.scope.is_macro(&name.key) {
                return self.macro_call(name, call);
            }
            if let Some(function) = functions::find(&name.key) {
                return self.function(function, name, call);
            }
            if arguments.is_empty() && CALLED.contains(&&*name.key) {
                return self.reference(path, indices, span);
            }
        }
        let table = self.table(path, indices, span);
        match (table, arguments, path.single()) {
            (Some(table), [x], _) => {
                let x = self.formula(x);
                looked_up(None, table, x, span)
            }
            (_, _, Some(name)) => {
                let name = Name::new(&name.text.replace('_', " "), name.span);
                self.passed(build::callee(name), call)
            }
            _ => self.reference(path, indices, span),
        }
    }

    /// A call of a macro, with the defaults of the inputs that it leaves out.
    fn macro_call(&mut self, name: &Name, call: Call) -> Expr {
        let scope = self.scope;
        let definition = scope.document.macros.iter().find(|m| m.name == *name);
        let defaults = definition.and_then(|m| m.defaults.get(call.arguments.len()..));
        let left_out: Vec<Formula> = defaults.unwrap_or_default().iter().map_while(Clone::clone).collect();
        let arguments = [call.arguments, &left_out[..]].concat();
        let span = call.span;
        self.passed(
            Callee::named(name.clone()),
            Call {
                arguments: &arguments,
                span,
            },
        )
    }

    /// A call that is written as it is.
    fn passed(&mut self, callee: Callee, call: Call) -> Expr {
        let Call { arguments, span } = call;
        // What VECTOR SELECT chooses from, and by what, is reduced.
        let reduced = if callee.is("vector select") { 2 } else { 0 };
        let arguments = arguments
            .iter()
            .enumerate()
            .map(|(at, argument)| {
                if at < reduced {
                    self.within_reduction(|inner| inner.formula(argument))
                } else {
                    self.formula(argument)
                }
            })
            .collect();
        build::called(callee, arguments, span)
    }

    /// The table of a variable that has one, or of what it is connected to.
    fn table(&mut self, path: &Path, indices: &[Index], span: Span) -> Option<Reference> {
        let mut at = self.scope.find(self.instance, path)?;
        let mut name = self.scope.variables[self.scope.end_of(at)].table.clone()?;
        name.span = path.span;
        let (mut subscripts, _) = self.subscripts_of(at, indices, span).unwrap_or_default();
        while let Some(source) = self.scope.variables[at].source {
            let route = self.scope.variables[at].route.iter();
            subscripts = route.filter_map(|place| subscripts.get(*place).cloned()).collect();
            at = source;
        }
        Some(Reference { name, subscripts })
    }

    fn function(&mut self, function: &'static Function, name: &Name, call: Call) -> Expr {
        let Call { arguments, span } = call;
        if let Rule::NotOffered(why) = function.rule {
            let message = format!("Stella's `{}` is not offered: {why}", function.name);
            return self.refused("unsupported-function", name.span, message);
        }
        if !function.arguments.contains(&arguments.len()) {
            let (low, high) = (*function.arguments.start(), *function.arguments.end());
            let wanted = if low == high {
                high.to_string()
            } else {
                format!("{low} to {high}")
            };
            let message = format!(
                "`{}` takes {wanted} arguments, but has {}",
                function.name,
                arguments.len()
            );
            return self.refused("wrong-number-of-arguments", name.span, message);
        }
        match function.rule {
            Rule::Extreme(of_numbers, of_array) => self.extreme(of_numbers, of_array, call),
            Rule::Reduce(name) => self.reduction(name, &arguments[0], span),
            Rule::Mean | Rule::Deviation if arguments.len() > 1 => {
                self.of_numbers(call, function.rule == Rule::Deviation)
            }
            Rule::Mean => self.mean(&arguments[0], span),
            Rule::Deviation => self.deviation(&arguments[0], span),
            Rule::Interpolate => self.interpolated(arguments, span),
            Rule::Size => self.size(&arguments[0], span),
            Rule::Lookup(name) => self.lookup(name, call),
            Rule::Allocate => self.allocate(arguments, span),
            Rule::Rank if !self.dialect().rank_is_vensims() => self.place_of_rank(arguments, span),
            Rule::Stella(function) => {
                let list = self.list(arguments, span);
                stella::formula(function, list).unwrap_or_else(|diagnostic| {
                    self.out.report(*diagnostic);
                    build::error(span)
                })
            }
            rule => {
                let list = self.list(arguments, span);
                self.by_rule(rule, list)
            }
        }
    }

    fn list(&mut self, arguments: &[Formula], span: Span) -> ArgumentList {
        let written: Vec<Expr> = arguments.iter().map(|a| self.formula(a)).collect();
        ArgumentList {
            count: written.len(),
            rest: written.into_iter(),
            span,
        }
    }

    fn refused(&mut self, id: &'static str, span: Span, message: String) -> Expr {
        self.out.report(Diagnostic::error(id, span, message));
        build::error(span)
    }

    /// The rules that need nothing but the arguments.
    fn by_rule(&mut self, rule: Rule, list: ArgumentList) -> Expr {
        match rule {
            Rule::Same(_)
            | Rule::WithInitial(..)
            | Rule::OfOrder(_)
            | Rule::Delay
            | Rule::Previous
            | Rule::Trend
            | Rule::Forecast
            | Rule::NetPresentValue => self.remembering(rule, list),
            Rule::Pulse | Rule::Ramp => in_time(rule, list, self.scope.method),
            Rule::Uniform | Rule::Normal | Rule::Exponential | Rule::Chance(_) => drawn(rule, list),
            _ => self.arithmetic(rule, list),
        }
    }

    /// Functions that go by their Vensim name, and those that remember.
    fn remembering(&self, rule: Rule, mut list: ArgumentList) -> Expr {
        let span = list.span;
        match rule {
            Rule::Same(builtin) => build::called(Callee::Builtin(builtin), list.rest.collect(), span),
            Rule::WithInitial(plain, with_initial) => {
                let name = if list.count > 2 { with_initial } else { plain };
                let mut arguments: Vec<Expr> = list.rest.collect();
                self.lengthen(plain, &mut arguments);
                build::call(name, arguments, span)
            }
            Rule::OfOrder(name) => {
                let [x, time, order] = list.take([0.0, 0.0, 1.0]);
                let initial = list.next_if(3).unwrap_or_else(|| x.clone());
                build::call(name, vec![x, time, initial, order], span)
            }
            Rule::Delay => {
                let [x, time] = list.take([0.0, 0.0]);
                let initial = list.next_if(2).unwrap_or_else(|| x.clone());
                build::call("DELAY FIXED", vec![x, time, initial], span)
            }
            Rule::Previous => {
                let [x, before] = list.take([0.0, 0.0]);
                build::call("DELAY FIXED", vec![x, control("TIME STEP", span), before], span)
            }
            Rule::Trend => build::call("TREND", list.take([0.0, 1.0, 0.0]).into(), span),
            Rule::Forecast => forecast(list.take([0.0, 1.0, 0.0, 0.0]), span),
            Rule::NetPresentValue => build::call("NPV", list.take([0.0, 0.0, 0.0, 1.0]).into(), span),
            _ => build::error(span),
        }
    }

    /// Functions of nothing but their arguments; an error for a rule that needs more than these.
    fn arithmetic(&self, rule: Rule, mut list: ArgumentList) -> Expr {
        let span = list.span;
        match rule {
            Rule::SafeDivide if list.count > 2 => build::call("XIDZ", list.take([0.0, 0.0, 0.0]).into(), span),
            Rule::SafeDivide => build::call("ZIDZ", list.take([0.0, 0.0]).into(), span),
            Rule::Integer => self.integer(list.or(0.0), span),
            Rule::Round => {
                let half = binary(BinaryOp::Add, list.or(0.0), number(0.5, span));
                build::builtin(Meaning::Pure(language::Function::Floor), vec![half], span)
            }
            Rule::Modulo => {
                let [a, b] = list.take([0.0, 1.0]);
                self.modulo(a, b, span)
            }
            Rule::Log10 => build::call("LOG", vec![list.or(0.0), number(10.0, span)], span),
            Rule::ElementMap => {
                let origin = if self.dialect().maps_from_element() {
                    Origin::Element
                } else {
                    Origin::First
                };
                build::builtin(Meaning::ElementMap(origin), list.take([0.0, 0.0]).into(), span)
            }
            Rule::Rank => build::call("VECTOR RANK", list.take([0.0, 1.0]).into(), span),
            _ => build::error(span),
        }
    }

    /// Where no stage of a delay is shorter than a step, the time is at least as many steps as there are stages.
    fn lengthen(&self, name: &str, arguments: &mut [Expr]) {
        let stages = match name {
            "DELAY1" => 1.0,
            "DELAY3" => 3.0,
            _ => return,
        };
        let Some(time) = arguments.get_mut(1).filter(|_| self.dialect().delays_last_a_step()) else {
            return;
        };
        let step = self.scope.document.specs.step.map(|step| step.value);
        if matches!((&time.kind, step), (ExprKind::Number(time), Some(step)) if *time >= stages * step) {
            return;
        }
        let span = time.span;
        let shortest = binary(BinaryOp::Multiply, number(stages, span), control("TIME STEP", span));
        *time = build::call("MAX", vec![time.clone(), shortest], span);
    }

    /// The largest or smallest of numbers, or of an array's elements.
    fn extreme(&mut self, of_numbers: &str, of_array: &str, call: Call) -> Expr {
        let Call { arguments, span } = call;
        if let [array] = arguments {
            return self.reduction(of_array, array, span);
        }
        let mut numbers: Vec<Expr> = arguments.iter().map(|a| self.formula(a)).collect();
        let first = numbers.remove(0);
        let both = |a: Expr, b: Expr| build::call(of_numbers, vec![a, b], span);
        numbers.into_iter().fold(first, both)
    }

    /// A reduction over what its argument leaves open; of one number, that number.
    fn reduction(&mut self, name: &str, argument: &Formula, span: Span) -> Expr {
        let argument = self.within_reduction(|inner| inner.formula(argument));
        if bangs(&argument).is_empty() {
            return argument;
        }
        build::call(name, vec![argument], span)
    }

    fn mean(&mut self, argument: &Formula, span: Span) -> Expr {
        let argument = self.within_reduction(|inner| inner.formula(argument));
        let names = bangs(&argument);
        let Some(count) = self.count(&names) else {
            return argument;
        };
        let sum = build::call("SUM", vec![argument], span);
        let mean = binary(BinaryOp::Divide, sum, number(count as f64, span));
        Expr { span, ..mean }
    }

    /// How many elements the names run over together; `None` when there are none.
    pub(super) fn count(&self, names: &[Name]) -> Option<usize> {
        let size = |name: &Name| self.out.size_of(self.scope, name);
        names
            .iter()
            .map(size)
            .try_fold(1, |product: usize, size| product.checked_mul(size?))
            .filter(|_| !names.is_empty())
    }

    fn size(&mut self, argument: &Formula, span: Span) -> Expr {
        if let Node::Reference(path, indices) = &argument.node
            && indices.is_empty()
            && let Some(name) = path.single()
            && let Some(dimension) = self.scope.dimensions.find(&name.key)
        {
            let size = self.scope.dimensions.get(dimension).size();
            return number(size as f64, span);
        }
        let argument = self.within_reduction(|inner| inner.formula(argument));
        match self.count(&bangs(&argument)) {
            Some(count) => number(count as f64, span),
            None => number(1.0, span),
        }
    }

    /// `LOOKUP(table, x)`.
    fn lookup(&mut self, name: Option<&str>, call: Call) -> Expr {
        let Call { arguments, span } = call;
        let table = match &arguments[0].node {
            Node::Reference(path, indices) => self.table(path, indices, span),
            _ => None,
        };
        let x = self.formula(&arguments[1]);
        match table {
            Some(table) => looked_up(name, table, x, span),
            None => {
                let message = "the first argument must be a variable with a graphical function";
                self.refused("not-a-lookup", arguments[0].span, message.to_string())
            }
        }
    }
}

fn looked_up(name: Option<&str>, table: Reference, x: Expr, span: Span) -> Expr {
    let Some(name) = name else {
        return build::called(Callee::Named(Box::new(table)), vec![x], span);
    };
    let table = build::reference(table.name, table.subscripts);
    build::call(name, vec![table, x], span)
}

/// `x * (1 + TREND(x, time, initial) * horizon)`.
fn forecast([x, time, horizon, initial]: [Expr; 4], span: Span) -> Expr {
    let trend = build::call("TREND", vec![x.clone(), time, initial], span);
    let growth = binary(BinaryOp::Multiply, trend, horizon);
    let factor = binary(BinaryOp::Add, number(1.0, span), growth);
    binary(BinaryOp::Multiply, x, factor)
}

/// The names marked with `!` in an expression, each once, outside of reductions within it.
pub(super) fn bangs(expr: &Expr) -> Vec<Name> {
    let mut names = Vec::new();
    collect_bangs(expr, &mut names);
    names
}

fn collect_bangs(expr: &Expr, names: &mut Vec<Name>) {
    let mut of = |reference: &Reference| {
        for subscript in reference.subscripts.iter().filter(|s| s.bang) {
            if !names.contains(&subscript.name) {
                names.push(subscript.name.clone());
            }
        }
    };
    match &expr.kind {
        ExprKind::Reference(reference) => of(reference),
        ExprKind::Call { callee, arguments } => {
            callee.reference().into_iter().for_each(&mut of);
            let reduces = |b: Builtin| matches!(b.meaning, Meaning::Reduce(_) | Meaning::Select);
            if !callee.builtin().is_some_and(reduces) {
                arguments.iter().for_each(|a| collect_bangs(a, names));
            }
        }
        ExprKind::Unary(_, inner) => collect_bangs(inner, names),
        ExprKind::Binary(_, a, b) => {
            collect_bangs(a, names);
            collect_bangs(b, names);
        }
        _ => {}
    }
}
