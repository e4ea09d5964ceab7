//! Equations: the shape and kind of every variable, and bodies in which every reference names its cells.

mod call;
mod constant;
mod coverage;
mod data;
mod draft;
mod external;
mod hidden;
mod invert;
mod known;
mod lookup;
mod random;
mod resolve;
mod select;
mod statistics;
mod subscript;
mod target;
mod vector;
mod written_call;

pub(crate) use constant::literal;
pub(crate) use draft::{Builder, Draft};
pub(crate) use hidden::Sharing;
pub(crate) use resolve::{Place, Resolver};
pub(crate) use written_call::Call;

use crate::dimensions::Dimensions;
use crate::external::ExternalData;
use crate::model::{Kind, Role, Variable, VariableId};
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
    for (origin, definition) in definitions.iter().enumerate() {
        builder.define(definition, origin as u32);
    }
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
        let lookups = bodies().filter(|b| is_lookup(b)).count();
        if lookups > 0 {
            if lookups < targets.definitions.len() {
                self.error(mixed_definitions(named));
            }
            return Kind::Lookup {
                tables: self.tables(targets),
            };
        }
        if targets.definitions.is_empty() {
            return Kind::Auxiliary;
        }
        if bodies().all(constant::is_constant) {
            let fixed = bodies().any(|b| matches!(b, Body::Unchangeable(_)));
            return Kind::Constant {
                values: self.constants(targets),
                fixed,
            };
        }
        let all_are = |stateful| bodies().all(|b| top(b) == Some(stateful));
        match () {
            () if all_are(Stateful::Integ) => Kind::Stock,
            () if all_are(Stateful::Initial) => Kind::Initial,
            () if all_are(Stateful::DelayFixed) => Kind::DelayLine,
            () => Kind::Auxiliary,
        }
    }

    /// Resolves one written definition.
    fn define(&mut self, definition: &Definition, origin: u32) {
        let written = definition.written;
        if is_data(&written.body) {
            return self.define_series(definition, origin);
        }
        match &written.body {
            body if is_read(body, Reads::Constants) => {
                let place = Place::of(definition, origin, &self.draft);
                if let Some(values) = self.external_constants(definition) {
                    let body = Resolver::new(self, place.clone()).hidden_constant("numbers", values);
                    self.draft.add_equation(place.equation(Role::Value, body), origin);
                }
            }
            Body::Formula(body) | Body::Unchangeable(body) | Body::DataFormula(body) => {
                self.formula(definition, body, origin);
            }
            Body::Numbers(rows) => {
                let place = Place::of(definition, origin, &self.draft);
                if let Some(values) = self.numbers(rows, definition) {
                    let body = Resolver::new(self, place.clone()).hidden_constant("numbers", values);
                    self.draft.add_equation(place.equation(Role::Value, body), origin);
                }
            }
            Body::Error => self.draft.broken = true,
            Body::Lookup(_) | Body::Data | Body::RealityCheck => {}
        }
    }

    fn formula(&mut self, definition: &Definition, body: &parse::Expr, origin: u32) {
        let place = Place::of(definition, origin, &self.draft);
        let kind = &self.draft.variable(definition.variable).kind;
        let [is_stock, is_initial, is_delay_line] =
            [Kind::Stock, Kind::Initial, Kind::DelayLine].map(|wanted| *kind == wanted);
        let mut resolver = Resolver::new(self, place);
        let roles = match Call::of(body) {
            Some(call) if is_stock => resolver.stock(call),
            Some(call) if is_initial => resolver.initial(call),
            Some(call) if is_delay_line => resolver.delay_line(call),
            Some(call) if top_of(body) == Some(Stateful::ActiveInitial) => resolver.active_initial(call),
            Some(call) if top_of(body) == Some(Stateful::Integ) => {
                vec![(Role::Value, resolver.hidden_stock(call))]
            }
            _ => vec![(Role::Value, resolver.expression(body))],
        };
        for (role, body) in roles {
            let equation = resolver.place.equation(role, body);
            resolver.builder.draft.add_equation(equation, origin);
        }
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
        }) => callee
            .reference()
            .is_some_and(|at| language::is_unsupported(&at.name.key)),
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
