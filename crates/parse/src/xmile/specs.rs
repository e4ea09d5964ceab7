//! `<sim_specs>`: when a run begins and ends, its steps, and how it is integrated.

use super::model::{MethodName, OwnSpecs, Setting, Specs, Whose};
use super::node::Node;
use super::reader::{Reader, not_a_number};
use super::text::Text;
use crate::UnitText;
use source::Diagnostic;

/// Reads the run specs of the whole file; a model's own count where the file has none.
pub(super) fn specs(root: &Node, reader: &mut Reader) -> Specs {
    let of_model = || root.child("model").and_then(|model| model.child("sim_specs"));
    let Some(node) = root.child("sim_specs").or_else(of_model) else {
        let diagnostic = Diagnostic::error(
            "missing-run-specs",
            root.tag,
            "the file does not say when the run begins and ends",
        )
        .hint("`<sim_specs><start>0</start><stop>10</stop><dt>1</dt></sim_specs>`");
        reader.diagnostics.push(diagnostic);
        return Specs::default();
    };
    let start = number_of(node, "start", reader);
    let stop = number_of(node, "stop", reader);
    Specs {
        start: start.or_else(|| missing(node, "start", reader)),
        stop: stop.or_else(|| missing(node, "stop", reader)),
        step: step(node, reader),
        save_every: save_every(node, reader),
        method: method(node),
        units: node.attribute("time_units").and_then(units),
    }
}

/// Reads the run specs of a model or of an included file, as far as they count beside those of the whole.
pub(super) fn own(node: &Node, whose: Whose, reader: &mut Reader) -> OwnSpecs {
    let step = node.child("dt").and_then(|_| step(node, reader));
    let mut specs = Specs {
        step,
        method: method(node),
        ..Specs::default()
    };
    if whose == Whose::Model {
        specs.start = number_of(node, "start", reader);
        specs.stop = number_of(node, "stop", reader);
    }
    OwnSpecs {
        whose,
        specs,
        span: node.tag,
    }
}

fn number_of(node: &Node, name: &str, reader: &mut Reader) -> Option<Setting> {
    let text = &node.child(name)?.text;
    number(text, reader)
}

fn number(text: &Text, reader: &mut Reader) -> Option<Setting> {
    let span = text.whole();
    let read = |text: &str| text.trim().parse::<f64>().ok().filter(|value| value.is_finite());
    let mut value = read(text.trimmed());
    // Vensim's export writes `TIME_STEP=0.5`.
    if let (None, Some((name, behind)), true) = (value, text.trimmed().split_once('='), reader.dialect.is_vensims())
        && let Some(number) = read(behind)
    {
        let message = format!("`{}` stands before the number: {number} is read", name.trim());
        let diagnostic = Diagnostic::warning("name-in-formula", span, message);
        reader.diagnostics.push(diagnostic);
        value = Some(number);
    }
    if value.is_none() {
        reader.diagnostics.push(not_a_number(text.trimmed(), span));
    }
    value.map(|value| Setting { value, span })
}

fn missing(node: &Node, name: &str, reader: &mut Reader) -> Option<Setting> {
    if node.child(name).is_none() {
        let message = format!("the run specs have no `<{name}>`");
        let hint = format!("`<{name}>{}</{name}>`", if name == "stop" { "10" } else { "0" });
        let diagnostic = Diagnostic::error("missing-run-specs", node.tag, message);
        reader.diagnostics.push(diagnostic.hint(hint));
    }
    None
}

/// `<dt>0.25</dt>` or `<dt reciprocal="true">4</dt>`; 1 when there is none, as the standard says.
fn step(node: &Node, reader: &mut Reader) -> Option<Setting> {
    let Some(dt) = node.child("dt") else {
        let (value, span) = (1.0, node.tag);
        return Some(Setting { value, span });
    };
    let setting = number(&dt.text, reader)?;
    let value = if dt.is_set("reciprocal") {
        1.0 / setting.value
    } else {
        setting.value
    };
    if value > 0.0 && value.is_finite() {
        return Some(Setting { value, ..setting });
    }
    let diagnostic = Diagnostic::error(
        "invalid-control",
        setting.span,
        "the time step must be a positive number",
    )
    .hint("`<dt>1</dt>`");
    reader.diagnostics.push(diagnostic);
    None
}

fn save_every(node: &Node, reader: &mut Reader) -> Option<Setting> {
    const NAMES: [&str; 5] = ["saveper", "savper", "save_step", "save_interval", "savestep"];
    let text = NAMES.iter().find_map(|name| {
        let child = node.child(name).map(|child| &child.text);
        child.or_else(|| node.attribute(name))
    })?;
    number(text, reader).filter(|setting| setting.value > 0.0)
}

fn units(text: &Text) -> Option<UnitText> {
    (!text.is_blank()).then(|| UnitText {
        text: text.trimmed().to_string(),
        span: text.whole(),
    })
}

/// `method="RK4"`.
fn method(node: &Node) -> Option<MethodName> {
    let text = node.attribute("method").filter(|text| !text.is_blank())?;
    Some(MethodName {
        text: text.trimmed().to_string(),
        span: text.whole(),
    })
}
