//! `<sim_specs>`: when a run begins and ends, its steps, and how it is integrated.

use super::model::{Setting, Specs};
use super::reader::Reader;
use super::text::Text;
use super::xml::Node;
use crate::{Method, UnitText};
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
        method: method(node, reader),
        units: node.attribute("time_units").and_then(units),
    }
}

/// Whose run specs are compared with those of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// A model's. Nothing in them may differ.
    Model,
    /// An included file's. When it begins and ends by itself says nothing here.
    File,
}

/// Says where the run specs of a model or of an included file differ from those of the whole: there is one clock.
pub(super) fn compare(node: &Node, whose: Whose, reader: &mut Reader) {
    let whole = reader.specs.clone();
    let own = node.child("dt").and_then(|_| step(node, reader));
    let mut pairs = vec![("dt", own, whole.step)];
    if whose == Whose::Model {
        let (start, stop) = (number_of(node, "start", reader), number_of(node, "stop", reader));
        pairs.extend([("start", start, whole.start), ("stop", stop, whole.stop)]);
    }
    let whose = match whose {
        Whose::Model => "this model",
        Whose::File => "the included file",
    };
    let differs = |(_, own, whole): &(&str, Option<Setting>, Option<Setting>)| {
        own.zip(*whole)
            .is_some_and(|(own, whole)| own.value.to_bits() != whole.value.to_bits())
    };
    if let Some((name, Some(own), Some(whole))) = pairs.into_iter().find(differs) {
        let message = format!(
            "{whose} has run specs of its own: `{name}` {} where the whole has {}",
            own.value, whole.value
        );
        let diagnostic = Diagnostic::error("unsupported-run-specs", own.span, message)
            .see(whole.span, "the clock of all models")
            .hint(format!("`<{name}>{}</{name}>`, or no `<sim_specs>` here", whole.value));
        return reader.diagnostics.push(diagnostic);
    }
    let own = method(node, reader);
    if own.is_some_and(|own| own != whole.method.unwrap_or_default()) {
        let message = format!("{whose} has run specs of its own: another method than the whole");
        let diagnostic = Diagnostic::error("unsupported-run-specs", node.tag, message)
            .hint("the same `method` as in the file's `<sim_specs>`, or no `<sim_specs>` here");
        reader.diagnostics.push(diagnostic);
    }
}

fn number_of(node: &Node, name: &str, reader: &mut Reader) -> Option<Setting> {
    let text = &node.child(name)?.text;
    number(text, reader)
}

fn number(text: &Text, reader: &mut Reader) -> Option<Setting> {
    let span = text.whole();
    match text.trimmed().parse::<f64>() {
        Ok(value) if value.is_finite() => Some(Setting { value, span }),
        _ => {
            let message = format!("`{}` is not a number", text.trimmed());
            let diagnostic = Diagnostic::error("not-a-number", span, message).hint("write it as in `0.25` or `1e-3`");
            reader.diagnostics.push(diagnostic);
            None
        }
    }
}

fn missing(node: &Node, name: &str, reader: &mut Reader) -> Option<Setting> {
    if node.child(name).is_none() {
        let message = format!("the run specs have no `<{name}>`");
        let value = if name == "stop" { "10" } else { "0" };
        let diagnostic = Diagnostic::error("missing-run-specs", node.tag, message);
        let diagnostic = diagnostic.hint(format!("`<{name}>{value}</{name}>`"));
        reader.diagnostics.push(diagnostic);
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

/// `method="RK4"`; a list names the preferred one first. A method that is not available is never replaced silently.
fn method(node: &Node, reader: &mut Reader) -> Option<Method> {
    let text = node.attribute("method").filter(|text| !text.is_blank())?;
    let known = text
        .trimmed()
        .split(',')
        .find_map(|name| match name.trim().to_ascii_lowercase().as_str() {
            "euler" => Some(Method::Euler),
            "rk4" => Some(Method::RungeKutta4),
            _ => None,
        });
    if known == Some(Method::RungeKutta4) && !reader.dialect.states_method() {
        let message = "Vensim exports every model as `RK4`: Euler is used";
        let diagnostic = Diagnostic::warning("unreliable-method", text.whole(), message)
            .label("written by Vensim, whatever the model's own method")
            .hint("run the `.mdl` itself, which states the method");
        reader.diagnostics.push(diagnostic);
        return Some(Method::Euler);
    }
    if known.is_none() {
        let message = format!("integration method `{}` is not available", text.trimmed());
        let diagnostic =
            Diagnostic::error("unknown-method", text.whole(), message).hint("`method=\"RK4\"` or `method=\"Euler\"`");
        reader.diagnostics.push(diagnostic);
    }
    known
}
