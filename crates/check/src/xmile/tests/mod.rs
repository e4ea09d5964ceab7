//! What XMILE means, as tables.

mod array;
mod diagnostic;
mod file;
mod formula;
mod include;
mod module;
mod property;
mod variable;

use parse::{Body, Equation, ParsedModel, print, xmile};
use source::{Diagnostics, SourceId, Sources, render};

const SPECS: &str = "<sim_specs method=\"Euler\"><start>0</start><stop>10</stop><dt>1</dt></sim_specs>";

const DIMENSIONS: &str = "<dimensions><dim name=\"Region\"><elem name=\"North\"/><elem name=\"South\"/><elem name=\"West\"/></dim>\
    <dim name=\"Part\"><elem name=\"South\"/><elem name=\"West\"/></dim><dim name=\"N\" size=\"2\"/></dimensions>";

/// Variables that formulas can use.
const VARIABLES: &str = "<aux name=\"a\"><eqn>1</eqn></aux><aux name=\"b\"><eqn>2</eqn></aux><aux name=\"birth rate\"><eqn>3</eqn></aux>\
    <aux name=\"x\"><dimensions><dim name=\"Region\"/></dimensions><eqn>1</eqn></aux>\
    <aux name=\"m\"><dimensions><dim name=\"Region\"/><dim name=\"N\"/></dimensions><eqn>1</eqn></aux>\
    <aux name=\"square\"><dimensions><dim name=\"Region\"/><dim name=\"Region\"/></dimensions><eqn>1</eqn></aux>\
    <aux name=\"table\"><gf><xscale min=\"0\" max=\"2\"/><ypts>0,1,4</ypts></gf></aux>";

/// A file by a vendor with these models.
fn by(vendor: &str, models: &str) -> String {
    let header = format!("<header><vendor>{vendor}</vendor></header>");
    format!("<xmile>{header}{SPECS}{DIMENSIONS}{models}</xmile>")
}

/// A file by no one in particular with one model of these variables.
fn file(variables: &str) -> String {
    by("Test", &format!("<model><variables>{variables}</variables></model>"))
}

/// The model and what there is to say about it.
fn read(text: &str) -> (ParsedModel, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let file = xmile(text, SourceId(0), &mut diagnostics);
    let model = super::equations(&file, &mut diagnostics);
    (model, diagnostics)
}

/// The model, which must be free of diagnostics.
fn model(text: &str) -> ParsedModel {
    let (model, diagnostics) = read(text);
    assert!(diagnostics.is_empty(), "{text}: {diagnostics:?}");
    model
}

/// The equations of a variable as Vensim would write them, one a line; `hidden` before those that the author did not write.
fn equations(model: &ParsedModel, variable: &str) -> String {
    let is_it = |e: &&Equation| e.target.name.key == parse::Name::key_of(variable).into();
    let lines: Vec<String> = model.equations.iter().filter(is_it).map(equation).collect();
    lines.join("\n")
}

fn equation(equation: &Equation) -> String {
    let subscripts = |list: &[parse::Subscript]| {
        let names: Vec<&str> = list.iter().map(|s| &*s.name.text).collect();
        if names.is_empty() {
            String::new()
        } else {
            format!("[{}]", names.join(","))
        }
    };
    let mut left = format!("{}{}", equation.target.name, subscripts(&equation.target.subscripts));
    for exception in &equation.target.exceptions {
        left += &format!(" except {}", subscripts(exception));
    }
    let hidden = if equation.hidden { "hidden " } else { "" };
    let right = match &equation.body {
        Body::Formula(formula) => print::expression(formula),
        Body::Numbers(rows) => format!("{rows:?}"),
        Body::Lookup(table) => format!("{:?}", table.points),
        other => format!("{other:?}"),
    };
    format!("{hidden}{left} = {right}")
}

/// A formula by someone in particular, as Vensim would write it.
fn written_by(vendor: &str, formula: &str) -> String {
    let escaped = formula.replace('&', "&amp;").replace('<', "&lt;");
    let variables = format!("{VARIABLES}<aux name=\"result\"><eqn>{escaped}</eqn></aux>");
    let text = by(vendor, &format!("<model><variables>{variables}</variables></model>"));
    let line = equations(&model(&text), "result");
    line.strip_prefix("result = ").unwrap_or(&line).to_string()
}

/// A formula of XMILE is this formula of Vensim's.
fn check(formula: &str, meaning: &str) {
    assert_eq!(written_by("Test", formula), meaning, "{formula}");
}

/// A formula of an array over Region is this formula of Vensim's.
fn check_array(formula: &str, meaning: &str) {
    let result =
        format!("<aux name=\"result\"><dimensions><dim name=\"Region\"/></dimensions><eqn>{formula}</eqn></aux>");
    let line = equations(&model(&file(&format!("{VARIABLES}{result}"))), "result");
    assert_eq!(line, format!("result[Region] = {meaning}"), "{formula}");
}

/// The diagnostics, as a person sees them.
fn diagnostics(text: &str) -> String {
    let mut sources = Sources::new();
    sources.add("model.xmile", text);
    render(read(text).1.iter(), &sources, false)
}

/// The ids of the diagnostics.
fn ids(text: &str) -> Vec<&'static str> {
    read(text).1.iter().map(|diagnostic| diagnostic.id).collect()
}
