//! Graphical functions, as the lookups that they are.

use super::model::{Mode, Table};
use super::node::Node;
use super::reader::not_a_number;
use super::text::Text;
use crate::LookupTable;
use source::{Diagnostic, Diagnostics};

/// Reads `<gf>`; `None` when a diagnostic says why not.
pub(super) fn table(node: &Node, diagnostics: &mut Diagnostics) -> Option<Table> {
    let y_node = node.child("ypts");
    let Some(ys) = y_node.map(|points| numbers(points, diagnostics)) else {
        let diagnostic = Diagnostic::error(
            "lookup-without-points",
            node.tag,
            "a lookup must have at least one point",
        )
        .hint("`<ypts>0,1,3</ypts>`");
        diagnostics.push(diagnostic);
        return None;
    };
    let ys = ys?;
    let xs = match node.child("xpts").filter(|points| !points.text.is_blank()) {
        Some(points) => numbers(points, diagnostics)?,
        None => evenly(node, ys.len(), diagnostics)?,
    };
    if xs.len() != ys.len() {
        let message = format!("a lookup with {} x and {} y", xs.len(), ys.len());
        let diagnostic = Diagnostic::error("lookup-odd-count", node.tag, message).hint("one y for each x");
        diagnostics.push(diagnostic);
        return None;
    }
    let range = scale(node, "xscale").zip(scale(node, "yscale"));
    let points = LookupTable {
        range: range.map(|((x0, x1), (y0, y1))| [x0, y0, x1, y1]),
        points: xs.into_iter().zip(ys).collect(),
        span: node.span,
    };
    Some(Table {
        points,
        mode: mode(node),
    })
}

fn mode(node: &Node) -> Mode {
    match node.attribute("type").map_or("", Text::trimmed) {
        "extrapolate" => Mode::Extrapolate,
        "discrete" => Mode::Discrete,
        _ if node.is_set("discrete") => Mode::Discrete,
        _ => Mode::Continuous,
    }
}

/// `<xscale min="0" max="10"/>` as x for so many points.
fn evenly(node: &Node, count: usize, diagnostics: &mut Diagnostics) -> Option<Vec<f64>> {
    let (min, max) = scale(node, "xscale").or_else(|| without_scale(node, diagnostics))?;
    let steps = count.saturating_sub(1).max(1) as f64;
    let x = |n: usize| min + (max - min) * n as f64 / steps;
    Some((0..count).map(x).collect())
}

fn without_scale(node: &Node, diagnostics: &mut Diagnostics) -> Option<(f64, f64)> {
    let message = "a lookup needs `<xpts>`, or `<xscale>` with `min` and `max`";
    diagnostics.push(Diagnostic::error("lookup-without-points", node.tag, message));
    None
}

fn scale(node: &Node, name: &str) -> Option<(f64, f64)> {
    let scale = node.child(name)?;
    let bound = |name: &str| {
        let value = scale.attribute(name)?.trimmed().parse::<f64>().ok()?;
        value.is_finite().then_some(value)
    };
    Some((bound("min")?, bound("max")?))
}

/// Numbers with `,` between them, or with what `sep` says.
fn numbers(node: &Node, diagnostics: &mut Diagnostics) -> Option<Vec<f64>> {
    let text = &node.text;
    let separator = node.attribute("sep").map_or(",", |sep| sep.text.as_str());
    let separator = if separator.is_empty() { "," } else { separator };
    let mut numbers = Vec::new();
    let mut at = 0;
    let last = text.text.trim_end().trim_end_matches(separator);
    for part in last.split(separator) {
        match part.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => numbers.push(number),
            _ => {
                let start = at + part.len() - part.trim_start().len();
                let span = text.span(start..start + part.trim().len());
                diagnostics.push(not_a_number(part.trim(), span));
                return None;
            }
        }
        at += part.len() + separator.len();
    }
    Some(numbers)
}
