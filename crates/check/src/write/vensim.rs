//! A model as Vensim's text, `.mdl`: macros, dimensions, equations by group, the drawing, the settings.

use parse::{
    Body, DimensionDefinition, DimensionMapping, Equation, ExprKind, Group, MacroDefinition, Member, Name, ParsedModel,
    Sketch, Target, UnitText, print,
};
use std::fmt::Write;

/// Writes a model so that reading it again gives the same model but for places in the text.
///
/// `original` is the text that the model was read from; what is not read (reality checks) is copied from it, and left out
/// where it is empty. The model must be free of errors and hold nothing that Vensim's text has no form for:
/// [`super::for_vensim`] sees to that.
pub fn vensim(model: &ParsedModel, original: &str) -> String {
    let mut out = String::from("{UTF-8}\n");
    let writer = Writer { original };
    model.macros.iter().for_each(|m| writer.macro_definition(&mut out, m));
    model.dimensions.iter().for_each(|d| dimension(&mut out, d));
    for at in 0..=model.groups.len() {
        let wanted = at.checked_sub(1);
        if let Some(at) = wanted {
            group(&mut out, &model.groups[at]);
        }
        let here = model.equations.iter().filter(|e| e.group == wanted);
        here.for_each(|e| writer.equation(&mut out, e));
    }
    if let Some(drawing) = &model.sketch {
        sketch(&mut out, drawing);
    }
    if !model.settings.text.is_empty() {
        let _ = writeln!(out, "{}", model.settings.text);
    }
    out
}

/// The marker lines that begin a view of a drawing.
const VIEW: &str = "\\\\\\---/// Sketch information - do not modify anything except names\n\
                    V300  Do not put anything below this section - it will be ignored\n";

/// The line that begins the settings.
pub(super) const SETTINGS: &str = "///---\\\\\\\n:L\u{7f}<%^E!@";

struct Writer<'t> {
    original: &'t str,
}

impl Writer<'_> {
    fn macro_definition(&self, out: &mut String, definition: &MacroDefinition) {
        let names = |names: &[Name]| names.iter().map(print::name).collect::<Vec<_>>().join(", ");
        let outputs = if definition.outputs.is_empty() {
            String::new()
        } else {
            format!(" : {}", names(&definition.outputs))
        };
        let _ = writeln!(
            out,
            ":MACRO: {}({}{outputs})",
            print::name(&definition.name),
            names(&definition.inputs)
        );
        definition.equations.iter().for_each(|e| self.equation(out, e));
        out.push_str(":END OF MACRO:\n\n");
    }

    fn equation(&self, out: &mut String, equation: &Equation) {
        if matches!(equation.body, Body::RealityCheck) {
            let written = self.original.get(equation.span.range()).unwrap_or_default();
            if written.is_empty() {
                return;
            }
            out.push_str(written.trim_end());
        } else {
            target(out, &equation.target);
            body(out, &equation.body);
        }
        let units = units(equation.units.as_ref(), &equation.range);
        fields(out, &units, &equation.comment);
        out.push_str(if equation.supplementary {
            "\n\t~\t:SUPPLEMENTARY\n\t|\n\n"
        } else {
            "\n\t|\n\n"
        });
    }
}

fn fields(out: &mut String, units: &str, comment: &str) {
    let _ = write!(out, "\n\t~\t{units}\n\t~\t{}", comment.replace('\n', "\n\t\t"));
}

fn target(out: &mut String, target: &Target) {
    out.push_str(&print::name(&target.name));
    out.push_str(&print::subscripts(&target.subscripts));
    for (at, exception) in target.exceptions.iter().enumerate() {
        out.push_str(if at == 0 { " :EXCEPT: " } else { ", " });
        out.push_str(&print::subscripts(exception));
    }
    if let Some(keyword) = &target.keyword {
        let _ = write!(out, " :{keyword}:");
    }
}

fn body(out: &mut String, body: &Body) {
    match body {
        Body::Formula(expr) if reads_a_table(&expr.kind) => {
            let _ = write!(out, "({})", print::expression(expr));
        }
        Body::Formula(expr) => {
            let _ = write!(out, " = {}", print::expression(expr));
        }
        Body::Unchangeable(expr) => {
            let _ = write!(out, " == {}", print::expression(expr));
        }
        Body::DataFormula(expr) => {
            let _ = write!(out, " := {}", print::expression(expr));
        }
        Body::Numbers(rows) => {
            let _ = write!(out, " =\n\t{}", numbers(rows));
        }
        Body::Lookup(table) => out.push_str(&print::lookup(table)),
        Body::Data => {}
        Body::Text(texts) => {
            let quoted: Vec<String> = texts.iter().map(|text| format!("'{text}'")).collect();
            let _ = write!(out, " :IS: {}", quoted.join(", "));
        }
        Body::RealityCheck | Body::Error => out.push_str(" = :NA:"),
    }
}

/// `table(GET XLS LOOKUPS(…))`: Vensim writes these like a table's points.
fn reads_a_table(kind: &ExprKind) -> bool {
    let ExprKind::Call { callee, .. } = kind else {
        return false;
    };
    callee
        .reference()
        .is_some_and(|at| at.name.key.starts_with("get ") && at.name.key.ends_with(" lookups"))
}

/// `1, 2; 3, 4;`. A row alone has no `;` behind it unless it is a number alone, which would be a formula.
fn numbers(rows: &[Vec<f64>]) -> String {
    let row = |row: &Vec<f64>| row.iter().map(|n| print::number(*n)).collect::<Vec<_>>().join(", ");
    let text = rows.iter().map(row).collect::<Vec<_>>().join(";\n\t");
    match rows {
        [only] if only.len() > 1 => text,
        _ => text + ";",
    }
}

fn units(unit: Option<&UnitText>, range: &[Option<f64>]) -> String {
    let unit = unit.map_or("", |unit| &unit.text);
    if range.is_empty() {
        return unit.to_string();
    }
    let bound = |bound: &Option<f64>| bound.map_or("?".to_string(), print::number);
    let bounds: Vec<String> = range.iter().map(bound).collect();
    format!("{unit} [{}]", bounds.join(",")).trim_start().to_string()
}

fn dimension(out: &mut String, dimension: &DimensionDefinition) {
    out.push_str(&print::name(&dimension.name));
    if let Some(other) = &dimension.alias_of {
        let _ = write!(out, " <-> {}", print::name(other));
    } else {
        let mut members: Vec<String> = dimension.members.iter().map(member).collect();
        members.extend(dimension.read_from.as_ref().map(print::expression));
        let _ = write!(out, ": {}", members.join(", "));
    }
    for (at, to) in dimension.mappings.iter().enumerate() {
        out.push_str(if at == 0 { " -> " } else { ", " });
        out.push_str(&mapping(to));
    }
    fields(out, "", &dimension.comment);
    out.push_str("\n\t|\n\n");
}

fn member(member: &Member) -> String {
    match member {
        Member::Named(name) => print::element(name),
        Member::Range { first, last } => format!("({} - {})", print::element(first), print::element(last)),
    }
}

fn mapping(mapping: &DimensionMapping) -> String {
    let target = print::name(&mapping.target);
    if mapping.members.is_empty() {
        return target;
    }
    let members: Vec<String> = mapping.members.iter().map(print::element).collect();
    format!("({target}: {})", members.join(", "))
}

fn group(out: &mut String, group: &Group) {
    let stars = "********************************************************";
    let comment = group.comment.replace('\n', "\n\t\t");
    let _ = write!(out, "{stars}\n\t.{}\n{stars}~\n\t\t{comment}\n\t|\n\n", group.name);
}

fn sketch(out: &mut String, sketch: &Sketch) {
    if sketch.views.is_empty() {
        out.push_str(VIEW);
    }
    for view in &sketch.views {
        let _ = writeln!(out, "{VIEW}*{}", view.title);
        if !view.style.is_empty() {
            let _ = writeln!(out, "{}", view.style);
        }
        for line in &view.lines {
            let _ = writeln!(out, "{line}");
        }
    }
}
