//! What a file in XMILE means, in the terms of equations: the same input that Vensim's text gives.
//!
//! What the file declares becomes a table of all names through modules and connections (`scope`), and every variable
//! equations (`equation`), with `functions` and [`parse::Dialect`] as the two tables of what differs from Vensim.

pub(crate) mod build;
mod conveyor;
mod dimension;
mod equation;
pub(crate) mod functions;
pub(crate) mod hints;
mod lower;
mod output;
mod ring;
mod scope;
mod specs;
mod stock;
#[cfg(test)]
mod tests;
mod writer;

use lower::Lowering;
pub(crate) use lower::pulse;
use output::{Output, control, target};
use parse::xmile::{Macro, Node, Setting, XmileModel};
use parse::{Body, Equation, MacroDefinition, Name, ParsedModel};
use scope::Scope;
use source::{Diagnostic, Diagnostics, Span};
use std::collections::HashMap;
pub(crate) use stock::above_zero;
use writer::Writer;

/// The equations that a file in XMILE means.
///
/// Modules are written out: the variable `x` of the module `m` becomes `m.x`, with the dimensions of an array of modules in front
/// of its own.
pub(crate) fn equations(file: &XmileModel, diagnostics: &mut Diagnostics) -> ParsedModel {
    let empty = ParsedModel {
        source: file.source,
        ..ParsedModel::default()
    };
    let method = specs::method(file, diagnostics);
    if file.models.is_empty() {
        return not_understood(empty);
    }
    unsupported_parts(file, diagnostics);
    let mut scope = scope::scope(file, method, diagnostics);
    scope.fed_by_themselves = ring::fed_by_themselves(&scope);
    written(file, &scope, empty, diagnostics)
}

/// Says which variables have parts that would change the numbers.
fn unsupported_parts(file: &XmileModel, diagnostics: &mut Diagnostics) {
    let insides = file.macros.iter().map(|definition| &definition.model);
    let variables = file.models.iter().chain(insides).flat_map(|model| &model.variables);
    for (variable, part) in variables.flat_map(|variable| variable.parts.iter().map(move |part| (variable, part))) {
        let message = format!("`{}` is {}, which is not supported", variable.name, part.what);
        diagnostics.push(Diagnostic::error("unsupported-element", part.span, message));
    }
}

/// Writes out the model.
fn written(document: &XmileModel, scope: &Scope, empty: ParsedModel, diagnostics: &mut Diagnostics) -> ParsedModel {
    let mut model = ParsedModel {
        dimensions: scope.dimensions.definitions(),
        sketch: document.sketch.clone(),
        ..empty
    };
    model.settings.method = scope.method;
    model.settings.unit_synonyms = document.unit_synonyms.clone();
    model.settings.unit_definitions = document.unit_definitions.clone();
    let groups = groups(document, &mut model);
    let mut out = Output::new(model, diagnostics);
    controls(document, scope, &mut out);
    variables(scope, &groups, &mut out);
    let equations = std::mem::take(&mut out.equations);
    for definition in &document.macros {
        let definition = macro_definition(definition, scope, &mut out);
        out.model.macros.push(definition);
    }
    ParsedModel { equations, ..out.model }
}

/// Writes the equations of all variables outside of macros.
fn variables(scope: &Scope, groups: &HashMap<&str, usize>, out: &mut Output) {
    for (at, known) in scope.variables.iter().enumerate() {
        if scope.instances[known.instance].of_macro.is_none() {
            let group = groups.get(&*known.variable.name.key).copied();
            let group = group.filter(|_| known.instance == 0);
            Writer { scope, out, at, group }.variable();
        }
    }
}

/// Enters the groups of the outermost model; gives the group of each variable.
fn groups<'x>(document: &'x XmileModel, model: &mut ParsedModel) -> HashMap<&'x str, usize> {
    let mut members = HashMap::new();
    let groups = document.models.first().map_or(&[][..], |m| &m.groups[..]);
    for group in groups {
        for name in &group.members {
            members.insert(&*name.key, model.groups.len());
        }
        model.groups.push(parse::Group {
            name: group.name.clone(),
            comment: group.doc.clone(),
            span: group.span,
        });
    }
    members
}

/// INITIAL TIME, FINAL TIME, TIME STEP and SAVEPER, unless the file has variables of these names.
fn controls(document: &XmileModel, scope: &Scope, out: &mut Output) {
    let specs = &document.specs;
    let settings = [
        ("INITIAL TIME", specs.start),
        ("FINAL TIME", specs.stop),
        ("TIME STEP", specs.step),
        ("SAVEPER", specs.save_every.or(specs.step)),
    ];
    for (name, setting) in settings {
        match (scope.root_variable(name), setting) {
            (Some(own), Some(setting)) => same_control(scope, own, Control { name, setting }, out),
            (None, Some(setting)) => {
                let mut equation = control(name, setting.value, setting.span);
                equation.units = specs.units.clone();
                out.equations.push(equation);
            }
            (None, None) => out.equations.push(unknown_control(name, document.span)),
            (Some(_), None) => {}
        }
    }
}

/// The control variables of a file that could not be read. Without them the next stage would miss them, which says nothing
/// about what is wrong.
fn not_understood(empty: ParsedModel) -> ParsedModel {
    let span = Span::new(empty.source, 0, 0);
    let names = ["INITIAL TIME", "FINAL TIME", "TIME STEP"];
    ParsedModel {
        equations: names.map(|name| unknown_control(name, span)).into(),
        ..empty
    }
}

fn unknown_control(name: &str, span: Span) -> Equation {
    Equation::plain(target(Name::new(name, span), Vec::new(), span), Body::Error)
}

/// What the run specs say of a control variable.
struct Control {
    name: &'static str,
    setting: Setting,
}

/// A variable with the name of a control variable must say the same as the run specs.
fn same_control(scope: &Scope, own: usize, control: Control, out: &mut Output) {
    let Control { name, setting } = control;
    let variable = scope.variables[own].variable;
    let literal =
        variable
            .definitions
            .first()
            .and_then(|definition| match definition.rows.as_ref()?.first()?.first()?.node {
                Node::Number(value) => Some(value),
                _ => None,
            });
    let differs = |value: &f64| (value - setting.value).abs() > 1e-9 * value.abs();
    if let Some(value) = literal.filter(differs).filter(|_| name != "SAVEPER") {
        let message = format!(
            "the variable `{name}` is {value}, but the run specs of the file say {}",
            setting.value
        );
        let diagnostic = Diagnostic::error("control-mismatch", variable.name.span, message)
            .see(setting.span, "the run specs")
            .hint(format!("remove the variable, or write `<eqn>{}</eqn>`", setting.value));
        out.report(diagnostic);
    }
}

/// A macro: its variables as equations, and its result as the equation of its own name.
fn macro_definition(definition: &Macro, scope: &Scope, out: &mut Output) -> MacroDefinition {
    let outside = std::mem::take(&mut out.equations);
    inside(definition, scope, out);
    let result = result(definition, scope, out);
    let mut equations = std::mem::replace(&mut out.equations, outside);
    equations.extend(result);
    MacroDefinition {
        name: definition.name.clone(),
        inputs: definition.parameters.clone(),
        outputs: Vec::new(),
        equations,
        span: definition.span,
    }
}

/// Writes the equations of the variables in a macro, but for its parameters.
fn inside(definition: &Macro, scope: &Scope, out: &mut Output) {
    for (at, known) in scope.variables.iter().enumerate() {
        let is_inside = is_inside_of(&scope.instances[known.instance], definition);
        if is_inside && !definition.parameters.contains(&known.variable.name) {
            let group = None;
            Writer { scope, out, at, group }.variable();
        }
    }
}

fn is_inside_of(instance: &scope::Instance, definition: &Macro) -> bool {
    instance.of_macro.is_some_and(|of| std::ptr::eq(of, definition))
}

fn result(definition: &Macro, scope: &Scope, out: &mut Output) -> Option<Equation> {
    let Some(formula) = &definition.result else {
        let message = format!("the macro `{}` has no equation", definition.name);
        let diagnostic = Diagnostic::error("incomplete-equation", definition.span, message).hint("`<eqn>result</eqn>`");
        out.report(diagnostic);
        return None;
    };
    let instance = scope.instances.iter().position(|of| is_inside_of(of, definition))?;
    let body = Lowering::within(scope, out, instance).formula(formula);
    let left = target(definition.name.clone(), Vec::new(), definition.name.span);
    Some(Equation::plain(left, Body::Formula(body)))
}
