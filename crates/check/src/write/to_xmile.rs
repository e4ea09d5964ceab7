//! What XMILE has no form for, in forms that it has.

use super::expand::Expander;
use super::facts::Facts;
use super::fresh::fresh;
use super::loss::Losses;
use super::rewrite::Rewrite;
use super::standard::{Renaming, Standard};
use super::xmile::{CONTROLS, flows_of, integration};
use crate::xmile::above_zero;
use crate::xmile::build::{call, reference};
use parse::{Body, Equation, MacroDefinition, Method, Name, ParsedModel, View};
use source::{Diagnostics, Span};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A model that [`super::xmile()`] can write, and what was lost on the way. Facts about variables that are added are added
/// to `facts`.
pub fn for_xmile(model: &ParsedModel, facts: &mut Facts) -> (ParsedModel, Diagnostics) {
    let mut losses = Losses::default();
    let mut written = model.clone();
    written.equations = runnable(&model.equations, &mut losses);
    written.equations = expanded(&written, facts, &mut losses);
    Standard::of(model, facts, &mut losses).model(&mut written);
    for definition in &written.macros {
        only_result(definition, &mut losses);
    }
    let mut taken: HashSet<Arc<str>> = written.equations.iter().map(|e| e.target.name.key.clone()).collect();
    taken.extend(written.dimensions.iter().map(|d| d.name.key.clone()));
    let equations = std::mem::take(&mut written.equations);
    written.equations = with_flows(equations, facts, &mut taken, &mut losses);
    for definition in &mut written.macros {
        let equations = std::mem::take(&mut definition.equations);
        definition.equations = with_flows(equations, facts, &mut taken, &mut losses);
    }
    drawing(&mut written, &mut losses);
    controls(&written, &mut losses);
    method(model, &mut losses);
    let written = without_reserved(written, facts, &mut taken, &mut losses);
    (written, losses.diagnostics)
}

/// Names that XMILE keeps for itself.
const RESERVED: [&str; 9] = [
    "pi",
    "dt",
    "starttime",
    "stoptime",
    "inf",
    "nan",
    "self",
    "runcount",
    "sensiruncount",
];

/// Variables that have a name which XMILE keeps for itself get another.
fn without_reserved(
    mut model: ParsedModel,
    facts: &mut Facts,
    taken: &mut HashSet<Arc<str>>,
    losses: &mut Losses,
) -> ParsedModel {
    let variables = by_variable(&model.equations);
    let names = variables.iter().map(|own| own[0].target.name.clone());
    let reserved: Vec<Name> = names.filter(|name| RESERVED.contains(&&*name.key)).collect();
    for name in reserved {
        let to = fresh(&format!("{} value", name.text), name.span, taken);
        let message = format!("`{name}` becomes `{to}`: XMILE keeps its name for itself");
        losses.note("name-changed", name.span, message);
        if let Some(shape) = facts.shapes.remove(&name.key) {
            facts.shapes.insert(to.key.clone(), shape);
        }
        model = Renaming { from: name, to }.model(&model);
    }
    model
}

/// Vensim's methods that the standard has no word for.
fn method(model: &ParsedModel, losses: &mut Losses) {
    let Some(method @ (Method::Difference | Method::RungeKutta2Auto)) = model.settings.method else {
        return;
    };
    let written = if method == Method::Difference { "Euler" } else { "RK2" };
    let message = format!("XMILE has no method `{}`: `{written}` is written", method.name());
    losses.name("method-lost", Span::whole(model.source), message);
}

/// The equations of each variable, variables in the order of their first equations.
pub(super) fn by_variable(equations: &[Equation]) -> Vec<Vec<&Equation>> {
    let mut variables: Vec<Vec<&Equation>> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for equation in equations {
        let at = *places.entry(&equation.target.name.key).or_insert(variables.len());
        match variables.get_mut(at) {
            Some(own) => own.push(equation),
            None => variables.push(vec![equation]),
        }
    }
    variables
}

/// Without what XMILE cannot run: reality checks. Data that a file holds is named, and left for the reader to fill in.
fn runnable(equations: &[Equation], losses: &mut Losses) -> Vec<Equation> {
    let mut kept = Vec::with_capacity(equations.len());
    for equation in equations {
        let name = &equation.target.name;
        match &equation.body {
            Body::RealityCheck => {
                let message = format!("the reality check `{name}` is left out");
                losses.name("reality-check-lost", equation.span, message);
                continue;
            }
            Body::Text(_) => {
                let message = format!("the string variable `{name}` is left out");
                losses.name("string-lost", equation.span, message);
                continue;
            }
            Body::Data => {
                let message = format!("`{name}` takes its values from a data file: it is written without an equation");
                losses.name("external-data-lost", equation.span, message);
            }
            Body::Unchangeable(_) => {
                let message = format!("`{name}` may be changed in XMILE: there is no `==`");
                losses.note("constant-not-fixed", equation.span, message);
            }
            _ => {}
        }
        kept.push(equation.clone());
    }
    kept
}

fn expanded(model: &ParsedModel, facts: &Facts, losses: &mut Losses) -> Vec<Equation> {
    let expander = Expander::new(model, facts);
    let variables = by_variable(&model.equations);
    variables.iter().flat_map(|own| expander.variable(own, losses)).collect()
}

fn only_result(definition: &MacroDefinition, losses: &mut Losses) {
    if !definition.outputs.is_empty() {
        let message = format!(
            "the macro `{}` keeps only its result: XMILE macros have no further outputs",
            definition.name
        );
        losses.name("macro-outputs-lost", definition.span, message);
    }
}

/// Gives each stock whose rate is no sum of flows a flow of its own.
fn with_flows(
    equations: Vec<Equation>,
    facts: &mut Facts,
    taken: &mut HashSet<Arc<str>>,
    losses: &mut Losses,
) -> Vec<Equation> {
    let variables = by_variable(&equations);
    let mut claims = Claims::of(&variables);
    let mut written = Vec::with_capacity(equations.len());
    for own in &variables {
        let stock = &own[0].target.name;
        if integration(own[0]).is_none() || claims.take(own, facts) {
            written.extend(own.iter().map(|e| (*e).clone()));
            continue;
        }
        let name = fresh(&format!("{} net flow", stock.text), stock.span, taken);
        let message = format!("`{stock}` gets the flow `{name}`: its rate is not a sum of flows of its own");
        losses.note("flow-added", own[0].span, message);
        if let Some(shape) = facts.shapes.get(&stock.key).cloned() {
            facts.shapes.insert(name.key.clone(), shape);
        }
        written.extend(own.iter().map(|e| fed(e, &name)));
        written.extend(own.iter().map(|e| flow(e, &name)));
    }
    written
}

/// The rate of a stock as an equation of its own.
fn flow(stock: &Equation, name: &Name) -> Equation {
    let rate = integration(stock).map(|i| i.rate.clone());
    let mut own = stock.clone();
    own.target.name = name.clone();
    own.body = rate.map_or(Body::Error, Body::Formula);
    own.units = None;
    own.range = Vec::new();
    own.comment = format!("What flows into `{}`, less what flows out.", stock.target.name);
    own
}

/// A stock with one inflow; one that stops at zero still does.
fn fed(stock: &Equation, name: &Name) -> Equation {
    let mut own = stock.clone();
    let Some(integration) = integration(stock) else {
        return own;
    };
    let (target, span) = (&stock.target, stock.span);
    let rate = reference(name.clone(), target.subscripts.clone());
    let rate = if integration.non_negative {
        above_zero(rate, reference(target.name.clone(), target.subscripts.clone()))
    } else {
        rate
    };
    own.body = Body::Formula(call("INTEG", vec![rate, integration.initial.clone()], span));
    own
}

/// Which flows are taken: a flow fills one stock and drains one.
struct Claims {
    filling: HashSet<Arc<str>>,
    draining: HashSet<Arc<str>>,
    /// Variables that can be flows, with the subscripts of their first equations.
    can_flow: HashMap<Arc<str>, usize>,
}

impl Claims {
    fn of(variables: &[Vec<&Equation>]) -> Self {
        let can = |own: &&Vec<&Equation>| {
            let is_control = CONTROLS.contains(&&*own[0].target.name.key);
            !is_control && integration(own[0]).is_none() && !matches!(own[0].body, Body::Lookup(_) | Body::Data)
        };
        let entry = |own: &Vec<&Equation>| (own[0].target.name.key.clone(), own[0].target.subscripts.len());
        Claims {
            filling: HashSet::new(),
            draining: HashSet::new(),
            can_flow: variables.iter().filter(can).map(entry).collect(),
        }
    }

    /// Whether the flows of a stock are free to be its own; takes them then.
    fn take(&mut self, stock: &[&Equation], facts: &Facts) -> bool {
        let Some((inflows, outflows)) = flows_of(stock[0]) else {
            return false;
        };
        let same = stock.iter().all(|e| flows_of(e).is_some_and(|other| other == (inflows.clone(), outflows.clone())));
        let shape = |name: &Name| facts.shapes.get(&name.key);
        let own = &stock[0].target;
        let fits = |flow: &&Name| {
            self.can_flow.get(&flow.key) == Some(&own.subscripts.len())
                && (shape(flow).is_none() || shape(&own.name).is_none() || shape(flow) == shape(&own.name))
        };
        let all: Vec<&Name> = inflows.iter().chain(&outflows).copied().collect();
        let once = (0..all.len()).all(|at| !all[..at].contains(&all[at]));
        let free = inflows.iter().all(|f| !self.filling.contains(&f.key))
            && outflows.iter().all(|f| !self.draining.contains(&f.key));
        let takes = same && once && free && all.iter().all(fits);
        if takes {
            self.filling.extend(inflows.iter().map(|f| f.key.clone()));
            self.draining.extend(outflows.iter().map(|f| f.key.clone()));
        }
        takes
    }
}

/// Only pictures of XMILE, and of one model, can be written.
fn drawing(model: &mut ParsedModel, losses: &mut Losses) {
    let Some(sketch) = &mut model.sketch else { return };
    let title = sketch.views.first().map(|view| view.title.clone()).unwrap_or_default();
    let fits = |view: &View| view.title == title && view.lines.first().is_some_and(|l| l.starts_with('<'));
    let before = sketch.views.len();
    sketch.views.retain(fits);
    if sketch.views.len() < before {
        let message = if sketch.views.is_empty() {
            "the drawing is left out: its pictures are Vensim's"
        } else {
            "the drawings of modules are left out"
        };
        losses.name("drawing-lost", Span::whole(model.source), message.to_string());
    }
    if sketch.views.is_empty() {
        model.sketch = None;
    }
}

/// The run specs hold numbers: a control variable that is computed keeps only its first value for other tools.
fn controls(model: &ParsedModel, losses: &mut Losses) {
    for equation in &model.equations {
        let key = &*equation.target.name.key;
        let Body::Formula(expr) = &equation.body else { continue };
        let is_plain = matches!(expr.kind, parse::ExprKind::Number(_) | parse::ExprKind::Unary(..));
        let follows = key == "saveper" && super::pattern::is_control(expr, "time step");
        if CONTROLS.contains(&key) && !is_plain && !follows {
            let message = format!("the run specs hold the first value of `{}` only", equation.target.name);
            losses.name("control-not-constant", equation.span, message);
        }
    }
}
