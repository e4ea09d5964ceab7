//! A model as XMILE 1.0: header, run specs, units, dimensions, variables, groups, drawing, macros.

mod formula;
mod stock;
mod variable;

pub(super) use stock::{flows_of, integration};

use super::Facts;
use parse::{Body, Equation, ExprKind, MacroDefinition, Method, ParsedModel, UnitText};
use std::fmt::Write;
use std::sync::Arc;
use variable::Variables;

/// The names of the control variables, which XMILE keeps in the run specs.
pub(super) const CONTROLS: [&str; 4] = ["initial time", "final time", "time step", "saveper"];

/// Writes a model so that reading it again gives the same model but for places in the text, helpers marked as such.
///
/// The model must be free of errors and hold nothing that XMILE has no form for: [`super::for_xmile`] sees to that.
pub fn xmile(model: &ParsedModel, facts: &Facts) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <xmile version=\"1.0\" xmlns=\"http://docs.oasis-open.org/xmile/ns/XMILE/v1.0\" \
         xmlns:isee=\"http://iseesystems.com/XMILE\" xmlns:counterflow=\"urn:counterflow\">\n",
    );
    header(&mut out, model, facts);
    sim_specs(&mut out, model, facts);
    model_units(&mut out, model);
    dimensions(&mut out, model, facts);
    body(&mut out, model, facts);
    model.macros.iter().for_each(|m| macro_definition(&mut out, m, facts));
    out.push_str("</xmile>\n");
    out
}

/// Text between tags.
pub(super) fn text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Text within an attribute's quotes.
pub(super) fn attribute(value: &str) -> String {
    text(value).replace('"', "&quot;").replace('\n', "&#10;")
}

/// A name within an attribute's quotes; a backslash there begins an escape.
pub(super) fn name(name: &str) -> String {
    attribute(&name.replace('\\', "\\\\"))
}

fn header(out: &mut String, model: &ParsedModel, facts: &Facts) {
    let arrays = if model.dimensions.is_empty() {
        ""
    } else {
        "\t\t<options><uses_arrays/></options>\n"
    };
    let _ = write!(
        out,
        "\t<header>\n\t\t<vendor>Counterflow</vendor>\n\t\t<product version=\"{}\" lang=\"en\">Counterflow</product>\n\
         \t\t<name>{}</name>\n{arrays}\t</header>\n",
        env!("CARGO_PKG_VERSION"),
        text(&facts.name)
    );
}

/// The number of a control variable: what the caller knows, or what its equation says.
fn setting(model: &ParsedModel, facts: &Facts, at: usize) -> Option<f64> {
    facts.clock[at].or_else(|| literal(control(model, at)?))
}

fn control(model: &ParsedModel, at: usize) -> Option<&Equation> {
    model.equations.iter().find(|e| *e.target.name.key == *CONTROLS[at])
}

fn literal(equation: &Equation) -> Option<f64> {
    match &equation.body {
        Body::Formula(expr) | Body::Unchangeable(expr) => match &expr.kind {
            ExprKind::Number(value) => Some(*value),
            ExprKind::Unary(parse::UnaryOp::Negate, inner) => match inner.kind {
                ExprKind::Number(value) => Some(-value),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

/// Whether the run specs say all that the equation of a control variable says. One with a comment, a range, a group or a unit
/// of its own is written as a variable as well, as Vensim does.
fn is_in_specs(model: &ParsedModel, equation: &Equation) -> bool {
    let key = &*equation.target.name.key;
    let follows_step = matches!(&equation.body, Body::Formula(e) if super::pattern::is_control(e, "time step"));
    let at = CONTROLS.iter().position(|control| *control == key);
    let unit = |unit: Option<&UnitText>| unit.map(|unit| unit.text.clone());
    at.is_some()
        && (literal(equation).is_some() || key == "saveper" && follows_step)
        && equation.comment.is_empty()
        && equation.range.is_empty()
        && equation.group.is_none()
        && unit(equation.units.as_ref()) == unit(time_units(model))
        && model.equations.iter().filter(|e| *e.target.name.key == *key).count() == 1
}

/// The unit of time.
fn time_units(model: &ParsedModel) -> Option<&UnitText> {
    (0..4).find_map(|at| control(model, at)?.units.as_ref())
}

fn sim_specs(out: &mut String, model: &ParsedModel, facts: &Facts) {
    let method = match model.settings.method {
        Some(Method::Euler | Method::Difference) => " method=\"Euler\"",
        Some(Method::RungeKutta2 | Method::RungeKutta2Auto) => " method=\"RK2\"",
        Some(Method::RungeKutta4) => " method=\"RK4\"",
        Some(Method::RungeKutta4Auto) => " method=\"RK45, RK4\"",
        None => "",
    };
    let units = time_units(model).map_or(String::new(), |unit| {
        format!(" time_units=\"{}\"", attribute(&unit.text))
    });
    let [start, stop, step, save] = [0, 1, 2, 3].map(|at| setting(model, facts, at));
    let every = save.filter(|save| Some(*save) != step);
    let every = every.map_or(String::new(), |n| {
        format!(" isee:save_interval=\"{}\"", formula::digits(n))
    });
    let _ = writeln!(out, "\t<sim_specs{method}{units}{every}>");
    for (tag, value) in [("start", start), ("stop", stop), ("dt", step)] {
        if let Some(value) = value {
            let _ = writeln!(out, "\t\t<{tag}>{}</{tag}>", formula::digits(value));
        }
    }
    out.push_str("\t</sim_specs>\n");
}

fn aliases(others: &[String]) -> String {
    others.iter().map(|a| format!("<alias>{}</alias>", text(a))).collect()
}

fn model_units(out: &mut String, model: &ParsedModel) {
    let rows: Vec<&Vec<String>> = model.settings.unit_synonyms.iter().filter(|row| row.len() > 1).collect();
    let definitions = &model.settings.unit_definitions;
    if rows.is_empty() && definitions.is_empty() {
        return;
    }
    out.push_str("\t<model_units>\n");
    for row in rows {
        let _ = writeln!(
            out,
            "\t\t<unit name=\"{}\">{}</unit>",
            attribute(&row[0]),
            aliases(&row[1..])
        );
    }
    for definition in definitions {
        let [name, others @ ..] = &definition.names[..] else {
            continue;
        };
        let equation = format!("<eqn>{}</eqn>{}", text(&definition.equation), aliases(others));
        let _ = writeln!(out, "\t\t<unit name=\"{}\">{equation}</unit>", attribute(name));
    }
    out.push_str("\t</model_units>\n");
}

fn dimensions(out: &mut String, model: &ParsedModel, facts: &Facts) {
    if model.dimensions.is_empty() {
        return;
    }
    out.push_str("\t<dimensions>\n");
    for dimension in &model.dimensions {
        let elements = facts.elements(&dimension.name.key).unwrap_or_default();
        let same_as = dimension.alias_of.as_ref();
        let same_as = same_as.map_or(String::new(), |other| {
            format!(" counterflow:same_as=\"{}\"", name(&other.text))
        });
        let elements: String = elements.iter().map(|e| format!("<elem name=\"{}\"/>", name(&e.text))).collect();
        let _ = writeln!(
            out,
            "\t\t<dim name=\"{}\"{same_as}>{elements}</dim>",
            name(&dimension.name.text)
        );
    }
    out.push_str("\t</dimensions>\n");
}

/// The drawing belongs to the model of its title.
fn body(out: &mut String, model: &ParsedModel, facts: &Facts) {
    let views = model.sketch.as_ref().map_or(&[][..], |sketch| &sketch.views[..]);
    let title = views.first().map(|view| &view.title).filter(|title| !title.is_empty());
    let _ = match title {
        Some(title) => writeln!(out, "\t<model name=\"{}\">", name(title)),
        None => writeln!(out, "\t<model>"),
    };
    let variables: Vec<&Equation> = model.equations.iter().filter(|e| !is_in_specs(model, e)).collect();
    Variables::of(&variables, model, facts).write(out);
    groups(out, model);
    for view in views {
        view.lines.iter().for_each(|line| {
            let _ = writeln!(out, "{line}");
        });
    }
    out.push_str("\t</model>\n");
}

fn groups(out: &mut String, model: &ParsedModel) {
    for (at, group) in model.groups.iter().enumerate() {
        let _ = writeln!(out, "\t\t<group name=\"{}\">", attribute(&group.name));
        if !group.comment.is_empty() {
            let _ = writeln!(out, "\t\t\t<doc>{}</doc>", text(&group.comment));
        }
        let mut named: Vec<&Arc<str>> = Vec::new();
        for equation in model.equations.iter().filter(|e| e.group == Some(at) && !is_in_specs(model, e)) {
            let member = &equation.target.name.text;
            if named.last() != Some(&member) {
                named.push(member);
                let _ = writeln!(out, "\t\t\t<entity name=\"{}\"/>", name(member));
            }
        }
        out.push_str("\t\t</group>\n");
    }
}

fn macro_definition(out: &mut String, definition: &MacroDefinition, facts: &Facts) {
    let _ = writeln!(out, "\t<macro name=\"{}\">", name(&definition.name.text));
    for input in &definition.inputs {
        let _ = writeln!(out, "\t\t<parm>{}</parm>", text(&input.text.replace('\\', "\\\\")));
    }
    let is_result = |e: &&Equation| e.target.name == definition.name;
    if let Some(Body::Formula(expr)) = definition.equations.iter().find(is_result).map(|e| &e.body) {
        let _ = writeln!(out, "\t\t<eqn>{}</eqn>", text(&formula::formula(expr)));
    }
    let inside: Vec<&Equation> = definition.equations.iter().filter(|e| !is_result(e)).collect();
    let empty = ParsedModel::default();
    if !inside.is_empty() {
        Variables::of(&inside, &empty, facts).write(out);
    }
    out.push_str("\t</macro>\n");
}
