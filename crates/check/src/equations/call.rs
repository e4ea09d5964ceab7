//! Calls: functions, lookups, reductions.

use super::constant::literal;
use super::external;
use super::resolve::{IndexVariable, Resolver};
use super::written_call::Call;
use crate::dimensions::Range;
use crate::limits;
use crate::model::{BinaryOp, Expr, ExprKind, Kind, Reduction, Variable, VariableId};
use crate::names::TIME;
use language::{Arity, Builtin, Meaning, Stateful};
use math::LookupMode;
use parse::{Callee, ExprKind as Written, Reference, Subscript};
use source::{Diagnostic, Span};

/// New index variables with their extents, and expressions within them.
pub(super) type OverMarked = (Vec<(u8, u32)>, Vec<Expr>);

impl Resolver<'_, '_, '_> {
    /// Resolves `callee(arguments)`.
    pub fn call(&mut self, call: Call) -> Expr {
        let named = match call.callee {
            Callee::Builtin(builtin) => return self.builtin(*builtin, call),
            Callee::Named(named) => named,
        };
        if let Some(builtin) = call.callee.builtin() {
            return self.builtin(builtin, call);
        }
        if let Some(variable) = self.builder.names.variable(&named.name.key) {
            return self.lookup_call(variable, named, call);
        }
        let diagnostic = self.uncallable(named, call.span);
        self.failed(diagnostic)
    }

    fn uncallable(&self, callee: &Reference, span: Span) -> Diagnostic {
        let name = &callee.name;
        let key = &*name.key;
        if key == "a function of" {
            let message = format!("`{}` has no equation yet", self.place.owner_name);
            return Diagnostic::error("incomplete-equation", span, message)
                .hint("write a formula in place of `A FUNCTION OF(…)`");
        }
        if external::reads(key).is_some() {
            let message = format!("`{name}` must be the whole right-hand side");
            return Diagnostic::error("reads-a-file-inside", name.span, message)
                .hint("read it into a variable of its own, and use that variable here");
        }
        if let Some(known) = language::not_offered(key) {
            let message = format!("Vensim's `{}` is not offered: {}", known.name, known.why);
            return Diagnostic::error("unsupported-function", name.span, message);
        }
        if key == TIME || self.builder.dimensions.find(key).is_some() {
            let message = format!("`{name}` cannot be called: it is not a lookup");
            return Diagnostic::error("not-a-lookup", name.span, message).hint(format!("`{name} * (…)` multiplies"));
        }
        self.builder.names.unknown_function(name)
    }

    fn builtin(&mut self, builtin: Builtin, call: Call) -> Expr {
        let Call { arguments, span, .. } = call;
        if !self.takes(builtin, call) {
            return Expr::number(f64::NAN, span);
        }
        let kind = match builtin.meaning {
            Meaning::Pure(function) => ExprKind::Call(function, self.all(arguments)),
            Meaning::If => {
                let [condition, then, otherwise] = [0, 1, 2].map(|n| Box::new(self.expression(&arguments[n])));
                ExprKind::If(condition, then, otherwise)
            }
            Meaning::Power => {
                let [base, exponent] = [0, 1].map(|n| Box::new(self.expression(&arguments[n])));
                ExprKind::Binary(BinaryOp::Power, base, exponent)
            }
            Meaning::Reduce(op) => return self.reduce(op, &arguments[0], span),
            Meaning::WithLookup => return self.with_lookup(&arguments[0], &arguments[1], span),
            Meaning::LookupCall(mode) => return self.lookup_with_mode(mode, arguments, span),
            Meaning::LookupArea => return self.lookup_area(arguments, span),
            Meaning::LookupSlope => return self.lookup_slope(arguments, span),
            Meaning::VectorLookup => return self.vector_lookup(arguments, span),
            Meaning::ElementCount => return self.element_count(&arguments[0], span),
            Meaning::LookupInvert => return self.lookup_invert(arguments, span),
            Meaning::TimeValue => return self.time_value(arguments, span),
            Meaning::TimeBase => {
                let [start, slope] = [0, 1].map(|n| self.expression(&arguments[n]));
                return start.plus(slope.times(clock(span)));
            }
            Meaning::IfMissing => return self.if_missing(&arguments[0], &arguments[1]),
            Meaning::Identity => return self.expression(&arguments[0]),
            Meaning::Data(function) => return self.data_function(function, arguments, span),
            Meaning::Random(distribution) => return self.random(distribution, arguments, span),
            Meaning::Select => return self.select(arguments, span),
            Meaning::Vector(function) => return self.vector(function, arguments, span),
            Meaning::Reorder => return self.reorder(arguments, span),
            Meaning::ElementMap(origin) => return self.element_map(origin, arguments, span),
            Meaning::Stateful(Stateful::Integ) => return self.failed(integ_not_alone(call.name_span())),
            Meaning::Stateful(stateful) => return self.stateful(stateful, arguments, span),
        };
        Expr { kind, span }
    }

    /// Resolves all arguments.
    pub fn all(&mut self, arguments: &[parse::Expr]) -> Vec<Expr> {
        arguments.iter().map(|a| self.expression(a)).collect()
    }

    /// Whether a builtin takes these arguments; a diagnostic if not.
    pub fn takes(&mut self, builtin: Builtin, call: Call) -> bool {
        if let Some(subscript) = call.callee.subscripts().first() {
            let message = format!("`{}` is a function and takes no subscripts", builtin.name);
            self.builder.error(Diagnostic::error("dimension-mismatch", subscript.name.span, message));
            return false;
        }
        let fits = builtin.arity.contains(call.arguments.len());
        if !fits {
            self.builder.error(wrong_number_of_arguments(builtin, call));
        }
        fits
    }

    fn lookup_call(&mut self, variable: VariableId, callee: &Reference, call: Call) -> Expr {
        let Call { arguments, span, .. } = call;
        let known = self.builder.draft.variable(variable);
        if !matches!(known.kind, Kind::Lookup { .. }) {
            if self.is_not_judged(variable) {
                return Expr::number(f64::NAN, span);
            }
            let diagnostic = not_a_lookup(callee, known);
            return self.failed(diagnostic);
        }
        let [x] = arguments else {
            let diagnostic = not_one_argument(callee, &known.name, arguments.len());
            return self.failed(diagnostic);
        };
        self.lookup(variable, callee, (LookupMode::Interpolate, x, span))
    }

    fn lookup(
        &mut self,
        table: VariableId,
        callee: &Reference,
        (mode, x, span): (LookupMode, &parse::Expr, Span),
    ) -> Expr {
        let x = Box::new(self.expression(x));
        match self.index(table, callee, span) {
            Some(cell) => ExprKind::Lookup { table, cell, mode, x }.at(span),
            None => Expr::number(f64::NAN, span),
        }
    }

    /// Whether a variable has a diagnostic that makes others about it idle.
    pub fn is_not_judged(&self, variable: VariableId) -> bool {
        let draft = &self.builder.draft;
        draft.shapeless.contains(&variable) || draft.unsupported.contains(&variable)
    }

    /// `LOOKUP FORWARD(lookup, x)` and its like.
    pub(super) fn lookup_with_mode(&mut self, mode: LookupMode, arguments: &[parse::Expr], span: Span) -> Expr {
        let [lookup, x] = arguments else {
            return Expr::number(f64::NAN, span); // refused with the number of arguments
        };
        if let Written::Reference(reference) = &lookup.kind
            && let Some(table) = self.builder.names.variable(&reference.name.key)
        {
            if matches!(self.builder.draft.variable(table).kind, Kind::Lookup { .. }) {
                return self.lookup(table, reference, (mode, x, span));
            }
            // What has a diagnostic already may well have been meant as a lookup.
            if self.is_not_judged(table) {
                return Expr::number(f64::NAN, span);
            }
        }
        self.failed(needs_lookup(lookup.span))
    }

    /// `GET TIME VALUE(relative to, offset, measure)` in the model's own unit of time; what depends on a calendar or on the
    /// clock on the wall is not computed.
    fn time_value(&mut self, arguments: &[parse::Expr], span: Span) -> Expr {
        let from = match literal(&arguments[0]) {
            Some(0.0) => Some(clock(span)),
            Some(1.0) => Some(self.initial_time(span)),
            _ => None,
        };
        match (from, literal(&arguments[2])) {
            (Some(from), Some(0.0)) => from.plus(self.expression(&arguments[1])),
            _ => self.failed(no_calendar(span)),
        }
    }

    /// INITIAL TIME.
    pub fn initial_time(&self, span: Span) -> Expr {
        match self.builder.names.variable("initial time") {
            Some(id) => ExprKind::Variable(id, Vec::new()).at(span),
            None => Expr::number(0.0, span),
        }
    }

    fn element_count(&mut self, dimension: &parse::Expr, span: Span) -> Expr {
        if let Written::Reference(reference) = &dimension.kind
            && let Some(Range::Dimension(d)) = self.builder.dimensions.find(&reference.name.key)
        {
            return Expr::number(self.builder.dimensions.size(d) as f64, span);
        }
        let message = "`ELMCOUNT` takes the name of a dimension".to_string();
        let diagnostic = Diagnostic::error("not-a-dimension", dimension.span, message);
        self.failed(match self.builder.dimensions.names().next() {
            Some(name) => diagnostic.hint(format!("`ELMCOUNT({name})`")),
            None => diagnostic.hint("this model has none: `Region: north, south ~~|` defines one"),
        })
    }

    /// `SUM(x[A!,B!])` and its like: a new index variable for each dimension marked with `!`.
    fn reduce(&mut self, op: Reduction, body: &parse::Expr, span: Span) -> Expr {
        match self.over_marked(&[body], span) {
            Ok((over, mut bodies)) => {
                let body = Box::new(bodies.remove(0));
                let kind = ExprKind::Reduce { op, over, body };
                Expr { kind, span }
            }
            Err(diagnostic) => self.failed(*diagnostic),
        }
    }

    /// Resolves expressions within new index variables, one for each dimension marked with `!` in any of them.
    pub fn over_marked(&mut self, bodies: &[&parse::Expr], span: Span) -> Result<OverMarked, Box<Diagnostic>> {
        let outer = self.place.scope.len();
        self.open_marked(bodies);
        if self.place.scope.len() == outer {
            return Err(Box::new(nothing_marked(span)));
        }
        // Asked before the bodies are resolved: each index within them lists a position for every value.
        if self.is_too_large() {
            self.place.scope.truncate(outer);
            let message = "too many elements: this reduction runs over too many combinations";
            return Err(Box::new(Diagnostic::error("too-many-elements", span, message)));
        }
        self.reductions += 1;
        let bodies = bodies.iter().map(|body| self.expression(body)).collect();
        self.reductions -= 1;
        Ok((self.close_indices(outer), bodies))
    }

    fn open_marked(&mut self, bodies: &[&parse::Expr]) {
        let mut marked = Vec::new();
        bodies.iter().for_each(|body| collect_marked(body, &mut marked));
        marked.into_iter().for_each(|subscript| self.open_index(subscript));
    }

    /// Ends the index variables from `outer` on.
    pub fn close_indices(&mut self, outer: usize) -> Vec<(u8, u32)> {
        let index_variable = self.place.scope.drain(outer..).zip(outer as u8..);
        index_variable.map(|(t, v)| (v, t.extent)).collect()
    }

    /// Adds an index variable for a dimension marked with `!`, unless it has one.
    fn open_index(&mut self, subscript: &Subscript) {
        let Some(Range::Dimension(dimension)) = self.builder.dimensions.find(&subscript.name.key) else {
            return;
        };
        let extent = self.builder.dimensions.size(dimension) as u32;
        let index_variable = IndexVariable {
            dimension,
            extent,
            reduction: self.reductions + 1,
        };
        if !self.place.scope.contains(&index_variable) {
            self.place.scope.push(index_variable);
        }
    }

    /// Whether the loops around are too many or too long.
    pub fn is_too_large(&self) -> bool {
        let product = self.place.scope.iter().fold(1usize, |n, t| n.saturating_mul(t.extent as usize));
        product > limits::REDUCTION_ITERATIONS || self.place.scope.len() > limits::INDEX_VARIABLES
    }
}

/// The subscripts marked with `!` that belong to this reduction, not to one inside it.
fn collect_marked<'e>(expr: &'e parse::Expr, marked: &mut Vec<&'e Subscript>) {
    match &expr.kind {
        Written::Reference(reference) => marked.extend(reference.subscripts.iter().filter(|s| s.bang)),
        Written::Call { callee, arguments } => {
            if is_reduction(callee) {
                return;
            }
            marked.extend(callee.subscripts().iter().filter(|s| s.bang));
            arguments.iter().for_each(|a| collect_marked(a, marked));
        }
        Written::Unary(_, inner) => collect_marked(inner, marked),
        Written::Binary(_, a, b) => {
            collect_marked(a, marked);
            collect_marked(b, marked);
        }
        Written::Number(_)
        | Written::Missing
        | Written::Text(_)
        | Written::Lookup(_)
        | Written::Outputs(_)
        | Written::Error => {}
    }
}

fn nothing_marked(span: Span) -> Diagnostic {
    let message = "nothing is marked with `!` to reduce over";
    Diagnostic::error("no-bang-in-reduction", span, message).hint("mark a dimension: `SUM(x[Region!])`")
}

fn is_reduction(callee: &Callee) -> bool {
    let reduces = |b: Builtin| matches!(b.meaning, Meaning::Reduce(_) | Meaning::Select);
    callee.builtin().is_some_and(reduces)
}

fn wrong_number_of_arguments(builtin: Builtin, call: Call) -> Diagnostic {
    let (name, Arity { least, most }) = (builtin.name, builtin.arity);
    let wanted = if least == most {
        most.to_string()
    } else {
        format!("{least} to {most}")
    };
    let plural = if most == 1 { "" } else { "s" };
    let has = call.arguments.len();
    let message = format!("`{name}` takes {wanted} argument{plural}, but has {has}");
    let places = vec!["…"; least].join(", ");
    Diagnostic::error("wrong-number-of-arguments", call.name_span(), message).hint(format!("`{name}({places})`"))
}

fn not_a_lookup(callee: &Reference, known: &Variable) -> Diagnostic {
    let name = &known.name;
    let message = format!("`{name}` is not a lookup and cannot be called");
    Diagnostic::error("not-a-lookup", callee.name.span, message)
        .see(known.span, "defined here")
        .hint(format!("`{name} * (…)` multiplies"))
}

fn not_one_argument(callee: &Reference, name: &str, found: usize) -> Diagnostic {
    let message = format!("the lookup `{name}` takes 1 argument, but has {found}");
    Diagnostic::error("wrong-number-of-arguments", callee.name.span, message).hint(format!("`{name}(Time)`"))
}

/// The time.
fn clock(span: Span) -> Expr {
    ExprKind::Time.at(span)
}

/// A diagnostic about a first argument that should be a table.
pub(super) fn needs_lookup(span: Span) -> Diagnostic {
    Diagnostic::error("not-a-lookup", span, "the first argument must be a lookup")
        .hint("a lookup is defined by its points: `table((0,0),(1,1)) ~~|`")
}

fn no_calendar(span: Span) -> Diagnostic {
    let message =
        "`GET TIME VALUE` is supported only in the model's unit of time, relative to the current or the initial time";
    Diagnostic::error("unsupported-time-value", span, message)
        .hint("write the first argument as 0 or 1 and the third as 0")
}

fn integ_not_alone(span: Span) -> Diagnostic {
    let message = "`INTEG` must be the whole right-hand side";
    Diagnostic::error("integ-not-alone", span, message)
        .hint("make the stock a variable of its own, and use that variable here")
}
