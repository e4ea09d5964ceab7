//! Variables: stocks, flows, auxiliaries and tables, with one formula for all elements or one for each.

use super::formula;
use super::model::{Conveyor, Definition, Kind, Part, Stock, Variable};
use super::name::spelled;
use super::node::Node;
use super::reader::{Reader, non_negative};
use super::syntax::{Formula, Node as Syntax, Rows};
use super::table;
use super::text::Text;
use crate::{BinaryOp, Name, UnitText};
use source::Diagnostic;

/// Reads `<stock>`, `<flow>`, `<aux>` or `<gf>`.
pub(super) fn variable(reader: &mut Reader, node: &Node) -> Option<Variable> {
    let name = reader.name_of(node)?;
    let mut kind = kind(reader, node);
    let default = match kind {
        Kind::Stock(_) => reader.defaults.stocks,
        Kind::Flow => reader.defaults.flows,
        Kind::Leak | Kind::Auxiliary => false,
    };
    let mut definitions = definitions(reader, node);
    if without_own_name(reader, &name, &mut definitions) && has_no_flows(&kind) {
        kind = Kind::Auxiliary;
    }
    let access = node.attribute("access").map_or("", Text::trimmed);
    Some(Variable {
        dimensions: dimensions(reader, node),
        definitions,
        non_negative: non_negative(node).unwrap_or(default),
        units: node.child("units").and_then(|units| unit(&units.text)),
        doc: node.child("doc").map_or(String::new(), |doc| doc.text.trimmed().to_string()),
        range: node.child("range").map_or(Vec::new(), range),
        is_input: access.eq_ignore_ascii_case("input"),
        hidden: node.is_set("counterflow:hidden"),
        parts: node.children.iter().filter_map(other_part).collect(),
        span: node.tag,
        kind,
        name,
    })
}

/// Vensim's export writes `out = DELAY N(…)` into the `<eqn>` of a stock that has no flows: the name is no comparison.
fn without_own_name(reader: &mut Reader, name: &Name, definitions: &mut [Definition]) -> bool {
    let mut found = false;
    for definition in definitions.iter_mut().filter(|_| reader.dialect.is_vensims()) {
        let Some([row]) = definition.rows.as_deref_mut() else {
            continue;
        };
        let [formula] = &mut row[..] else {
            continue;
        };
        let Syntax::Binary(BinaryOp::Equal, left, right) = &formula.node else {
            continue;
        };
        let is_own = |f: &Formula| matches!(&f.node, Syntax::Reference(path, _) if path.single() == Some(name));
        if is_own(left) {
            let message = format!("`{name} =` stands within its own formula: what follows is read");
            let diagnostic = Diagnostic::warning("name-in-formula", left.span, message);
            reader.diagnostics.push(diagnostic);
            *formula = (**right).clone();
            found = true;
        }
    }
    found
}

fn has_no_flows(kind: &Kind) -> bool {
    matches!(kind, Kind::Stock(stock) if stock.inflows.is_empty() && stock.outflows.is_empty() && stock.conveyor.is_none())
}

/// A part that is not kept, though it would change the numbers.
fn other_part(part: &Node) -> Option<Part> {
    let stated = |name: &str, usual: &str| part.attribute(name).is_some_and(|text| text.trimmed() != usual);
    let what = match part.local_name() {
        "queue" => "a queue",
        "oven" => "an oven",
        "overflow" => "the overflow of a queue",
        "leak_integers" => "a leak in whole units",
        "spreadflow" => "an inflow that is spread over a conveyor",
        "leak" if stated("leak_start", "0") || stated("leak_end", "1") => "a leak on part of the conveyor",
        "multiplier" => "a flow with a unit conversion",
        _ => return None,
    };
    Some(Part { span: part.tag, what })
}

fn kind(reader: &mut Reader, node: &Node) -> Kind {
    let mut flows =
        |tag: &str| node.all(tag).filter_map(|flow| formula::path(&flow.text, reader.diagnostics)).collect();
    match node.name.as_str() {
        "stock" => {
            let (inflows, outflows) = (flows("inflow"), flows("outflow"));
            let conveyor = node.child("conveyor").map(|c| conveyor(reader, c));
            Kind::Stock(Stock {
                inflows,
                outflows,
                conveyor,
            })
        }
        "flow" if node.child("leak").is_some() => Kind::Leak,
        "flow" => Kind::Flow,
        _ => Kind::Auxiliary,
    }
}

fn conveyor(reader: &mut Reader, node: &Node) -> Conveyor {
    let transit_time = node.child("len").and_then(|len| reader.formula(&len.text));
    // A limit that nothing reaches is none.
    let is_limit = |part: &&Node| !part.text.is_blank() && !part.text.trimmed().eq_ignore_ascii_case("inf");
    let part = |name: &str| node.child(name).filter(is_limit);
    let limits = [
        ("capacity", "a capacity"),
        ("in_limit", "an inflow limit"),
        ("sample", "a transit time that is sampled"),
        ("arrest", "a condition that stops it"),
    ];
    let limit = limits.into_iter().find_map(|(name, what)| part(name).map(|found| Part { span: found.tag, what }));
    let discrete = node.is_set("discrete").then_some(Part {
        span: node.tag,
        what: "batches of whole units",
    });
    Conveyor {
        transit_time,
        exponential_leak: node.is_set("exponential_leak"),
        part: limit.or(discrete),
        span: node.tag,
    }
}

/// The names in `<dimensions>`.
pub(super) fn dimensions(reader: &mut Reader, node: &Node) -> Vec<Name> {
    let Some(list) = node.child("dimensions") else {
        return Vec::new();
    };
    list.all("dim").filter_map(|dimension| reader.name_of(dimension)).collect()
}

fn definitions(reader: &mut Reader, node: &Node) -> Vec<Definition> {
    let whole = definition(reader, node, Vec::new());
    let mut elements = Vec::new();
    for element in node.all("element") {
        let subscripts = subscripts(reader, element);
        let mut own = definition(reader, element, subscripts);
        if own.rows.is_none() && !own.broken && own.table.is_some() {
            own.rows.clone_from(&whole.rows);
        }
        if own.table.is_none() && own.rows.is_some() {
            own.table.clone_from(&whole.table);
        }
        elements.push(own);
    }
    // Where there is one formula for all, an element without one has that.
    if elements.is_empty() || whole.rows.is_some() {
        elements.retain(|e| e.rows.is_some() || e.table.is_some() || e.broken);
        elements.insert(0, whole);
    }
    elements
}

fn subscripts(reader: &mut Reader, element: &Node) -> Vec<Name> {
    let Some(list) = element.attribute("subscript") else {
        let diagnostic = Diagnostic::error("missing-subscript", element.tag, "this `<element>` has no `subscript`")
            .hint("`<element subscript=\"A1\">`");
        reader.diagnostics.push(diagnostic);
        return Vec::new();
    };
    let mut at = 0;
    let mut names = Vec::new();
    for part in list.text.split(',') {
        let start = at + part.len() - part.trim_start().len();
        let span = list.span(start..start + part.trim().len());
        let bare = part.trim();
        let bare = bare.strip_prefix('"').and_then(|s| s.strip_suffix('"')).unwrap_or(bare);
        names.push(spelled(bare, span));
        at += part.len() + 1;
    }
    names
}

fn definition(reader: &mut Reader, node: &Node, subscripts: Vec<Name>) -> Definition {
    let errors = reader.diagnostics.errors();
    let rows = rows(reader, node);
    let initial = ["init_eqn", "initial_value"]
        .into_iter()
        .find_map(|tag| node.child(tag))
        .and_then(|init| reader.formula(&init.text));
    let table_node = if node.name == "gf" {
        Some(node)
    } else {
        node.child("gf")
    };
    let table = table_node.and_then(|gf| table::table(gf, reader.diagnostics));
    Definition {
        subscripts,
        rows,
        initial,
        table,
        broken: reader.diagnostics.errors() > errors,
        span: node.child("eqn").map_or(node.tag, |eqn| eqn.text.whole()),
    }
}

/// The formulas of an element. Vensim writes one `<eqn>` for each element of an array; so do lists within one.
fn rows(reader: &mut Reader, node: &Node) -> Option<Rows> {
    let mut all: Option<Rows> = None;
    for eqn in node.all("eqn") {
        let read = formula::rows(&eqn.text, reader.dialect, reader.diagnostics);
        if let Some(rows) = read.ok().flatten() {
            all.get_or_insert_default().extend(rows);
        }
    }
    all
}

fn unit(text: &Text) -> Option<UnitText> {
    (!text.is_blank()).then(|| UnitText {
        text: text.trimmed().split_whitespace().collect::<Vec<_>>().join(" "),
        span: text.whole(),
    })
}

fn range(node: &Node) -> Vec<Option<f64>> {
    let bound = |name: &str| {
        let text = node.attribute(name)?.trimmed();
        text.parse::<f64>().ok().filter(|value| value.is_finite())
    };
    vec![bound("min"), bound("max")]
}
