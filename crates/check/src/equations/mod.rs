//! Equations: the shape and kind of every variable, and bodies in which every reference names its cells.

mod call;
mod constant;
mod coverage;
mod data;
mod data_formula;
mod draft;
mod external;
mod external_call;
mod from_run;
mod hidden;
mod invert;
mod known;
mod lookup;
mod random;
mod random_lookup;
mod resolve;
mod select;
mod statistics;
mod subscript;
mod tables;
mod target;
mod vector;
mod written_call;

pub(crate) use constant::{is_constant, literal};
pub(crate) use draft::{Builder, Draft};
pub(crate) use hidden::Sharing;
pub(crate) use resolve::{Place, Resolver};
pub(crate) use written_call::Call;

use crate::dimensions::Dimensions;
use crate::external::ExternalData;
use crate::model::{Expr, Kind, Role, Variable, VariableId};
use crate::names::{Named, Names};
use data::is_data;
use external::{Reads, external_call, is_read};
use language::{Meaning, Stateful};
use parse::{Body, Expr as Written, ExprKind};
use source::{Diagnostic, Diagnostics};
use target::{Definition, Targets};

/// Makes variables and equations. Stateful functions become hidden variables on the way.
pub(crate) fn equations(
    names: &Names,
    dimensions: &Dimensions,
    external: &dyn ExternalData,
    diagnostics: &mut Diagnostics,
) -> Draft {
    let draft = Draft::new(diagnostics.has_errors());
    let mut builder = Builder {
        names,
        dimensions,
        external,
        draft,
        diagnostics,
    };
    let definitions = builder.variables();
    let computed = builder.data_equations(&definitions);
    for (origin, definition) in (0u32..).zip(&definitions) {
        if !computed.contains(&origin) {
            builder.define(definition, origin);
        }
    }
    builder.count_unreadable();
    builder.coverage();
    builder.draft
}

impl<'a> Builder<'a, '_> {
    /// Enters every variable with its shape and kind, and returns the definitions whose bodies are to be resolved.
    fn variables(&mut self) -> Vec<Definition<'a>> {
        let names = self.names;
        let mut pending = Vec::with_capacity(names.variables.len());
        let mut series = Vec::new();
        for (at, named) in names.variables.iter().enumerate() {
            let id = VariableId(at as u32);
            let targets = self.targets(id, named);
            let variable = self.variable(named, &targets);
            if named.equations.iter().any(|e| is_unsupported(&e.body)) {
                self.draft.unsupported.insert(id);
            }
            series.extend(self.series(named, &targets).map(|points| (id, points)));
            let is_computed = !matches!(variable.kind, Kind::Constant { .. } | Kind::Lookup { .. });
            self.draft.add_variable(variable);
            if is_computed {
                pending.extend(targets.definitions);
            }
        }
        // Hidden tables come behind all of the author's variables, whose ids are their places among the names.
        for (id, points) in series {
            self.add_series(id, points);
        }
        pending
    }

    fn variable(&mut self, named: &Named, targets: &Targets) -> Variable {
        let first = named.equations[0];
        let unit = named.equations.iter().find_map(|e| e.units.as_ref());
        let defined = self.defined(targets);
        Variable {
            name: named.name.text.clone(),
            key: named.name.key.clone(),
            shape: targets.shape.clone(),
            defined,
            kind: self.kind(named, targets),
            units: self.draft.shared_text(unit.map_or("", |u| &u.text)),
            description: self.draft.shared_text(&first.comment),
            hidden: named.hidden || named.equations.iter().all(|e| e.hidden),
            span: first.target.span,
        }
    }

    fn kind(&mut self, named: &Named, targets: &Targets) -> Kind {
        let bodies = || targets.definitions.iter().map(|d| &d.written.body);
        if bodies().any(is_lookup) {
            if !bodies().all(is_lookup) {
                self.error(mixed_definitions(named));
            }
            let tables = self.tables(targets);
            return Kind::Lookup { tables };
        }
        // Without a left side that was understood there is nothing to be constant.
        if !targets.definitions.is_empty() && bodies().all(constant::is_constant) {
            let fixed = bodies().any(|b| matches!(b, Body::Unchangeable(_)));
            let values = self.constants(targets);
            return Kind::Constant { values, fixed };
        }
        kind_by_function(targets)
    }

    /// Resolves one written definition.
    fn define(&mut self, definition: &Definition, origin: u32) {
        let written = definition.written;
        if is_data(&written.body) {
            return self.define_series(definition, origin);
        }
        match &written.body {
            body if is_read(body, Reads::Constants) => {
                let values = self.external_constants(definition);
                self.define_numbers(definition, values, origin);
            }
            Body::Formula(body) | Body::Unchangeable(body) | Body::DataFormula(body) => {
                self.formula(definition, body, origin);
            }
            Body::Numbers(rows) => {
                let values = self.numbers(rows, definition);
                self.define_numbers(definition, values, origin);
            }
            Body::Error => self.draft.broken = true,
            Body::Lookup(_) | Body::Data | Body::Text(_) | Body::RealityCheck => {}
        }
    }

    /// Numbers beside formulas of the same array: a hidden constant, read at the current iteration.
    fn define_numbers(&mut self, definition: &Definition, values: Option<Vec<f64>>, origin: u32) {
        let Some(values) = values else {
            return; // a diagnostic says why
        };
        let place = Place::of(definition, origin, &self.draft);
        let body = Resolver::new(self, place.clone()).hidden_constant("numbers", values);
        self.draft.add_equation(place.equation(Role::Value, body), origin);
    }

    fn formula(&mut self, definition: &Definition, body: &parse::Expr, origin: u32) {
        let place = Place::of(definition, origin, &self.draft);
        let kind = &self.draft.variable(definition.variable).kind;
        let own = [Kind::Stock, Kind::Initial, Kind::DelayLine].map(|wanted| *kind == wanted);
        let mut resolver = Resolver::new(self, place);
        for (role, body) in resolver.roles(body, own) {
            let equation = resolver.place.equation(role, body);
            resolver.builder.draft.add_equation(equation, origin);
        }
    }
}

impl Resolver<'_, '_, '_> {
    /// What a right-hand side computes: a value, or what the state of its variable's kind consists of.
    fn roles(&mut self, body: &parse::Expr, [is_stock, is_initial, is_delay_line]: [bool; 3]) -> Vec<(Role, Expr)> {
        match Call::of(body) {
            Some(call) if is_stock => self.stock(call),
            Some(call) if is_initial => self.initial(call),
            Some(call) if is_delay_line => self.delay_line(call),
            Some(call) if top_of(body) == Some(Stateful::ActiveInitial) => self.active_initial(call),
            Some(call) if top_of(body) == Some(Stateful::Integ) => vec![(Role::Value, self.hidden_stock(call))],
            _ => vec![(Role::Value, self.expression(body))],
        }
    }
}

/// A variable is a stock only where each of its equations is an INTEG; else those that are become hidden stocks.
fn kind_by_function(targets: &Targets) -> Kind {
    let mut functions = targets.definitions.iter().map(|d| top(&d.written.body));
    let first = functions.next().flatten();
    match first.filter(|first| functions.all(|other| other == Some(*first))) {
        Some(Stateful::Integ) => Kind::Stock,
        Some(Stateful::Initial) => Kind::Initial,
        Some(Stateful::DelayFixed | Stateful::Conveyor) => Kind::DelayLine,
        _ => Kind::Auxiliary,
    }
}

/// The stateful function that a body is a call of.
fn top(body: &Body) -> Option<Stateful> {
    match body {
        Body::Formula(expr) | Body::Unchangeable(expr) => top_of(expr),
        _ => None,
    }
}

fn is_unsupported(body: &Body) -> bool {
    match body {
        Body::Error => true,
        body if external_call(body).is_some() => false,
        Body::Formula(Written {
            kind: ExprKind::Call { callee, .. },
            ..
        }) => callee.reference().is_some_and(|at| language::not_offered(&at.name.key).is_some()),
        _ => false,
    }
}

fn top_of(expr: &parse::Expr) -> Option<Stateful> {
    let ExprKind::Call { callee, .. } = &expr.kind else {
        return None;
    };
    match callee.builtin()?.meaning {
        Meaning::Stateful(stateful) => Some(stateful),
        _ => None,
    }
}

/// Whether a body is a lookup, with its points here or in a file.
fn is_lookup(body: &Body) -> bool {
    matches!(body, Body::Lookup(_)) || is_read(body, Reads::Lookups)
}

fn mixed_definitions(named: &Named) -> Diagnostic {
    let message = format!("`{}` is a lookup in one equation and not in another", named.name);
    let is_lookup = |e: &&&parse::Equation| is_lookup(&e.body);
    let other = named.equations.iter().find(|e| !is_lookup(e));
    let lookup = named.equations.iter().find(is_lookup);
    let span = other.map_or(named.name.span, |e| e.target.span);
    let diagnostic = Diagnostic::error("mixed-definitions", span, message).hint(format!(
        "choose another name for the lookup, such as `{} table`",
        named.name
    ));
    match lookup {
        Some(lookup) => diagnostic.see(lookup.target.span, "a lookup here"),
        None => diagnostic,
    }
}
