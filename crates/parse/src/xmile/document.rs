//! What an XMILE file declares: run specs, dimensions, units, models, macros. Formulas are read, but no name is looked up.

use super::formula::{self, spelled};
use super::include::{Files, Home};
use super::specs::{self, Specs, Whose};
use super::syntax::{Formula, Path};
use super::text::Text;
use super::variable::{self, Variable};
use super::xml::{Node, is_yes};
use crate::dialect::Dialect;
use crate::{Name, Reading, Sketch, limits};
use source::{Diagnostic, Diagnostics, SourceId, Span};

/// A whole file.
#[derive(Debug, Default)]
pub(super) struct Document {
    /// The opening tag of the file.
    pub span: Span,
    /// Who wrote it.
    pub dialect: Dialect,
    /// When the run begins and ends, and how it is computed.
    pub specs: Specs,
    /// Whether there is no number where a computed subscript is none; otherwise there is 0.
    pub no_number_outside: bool,
    /// The dimensions in file order.
    pub dimensions: Vec<Dimension>,
    /// Units that are one and the same, a row each.
    pub unit_synonyms: Vec<Vec<String>>,
    /// The models in file order; the outermost is the first.
    pub models: Vec<Model>,
    /// The macros in file order.
    pub macros: Vec<Macro>,
    /// The drawings.
    pub sketch: Option<Sketch>,
}

/// `<dim name="Region">`.
#[derive(Clone, Debug)]
pub(super) struct Dimension {
    /// Its name.
    pub name: Name,
    /// Its elements; those of a dimension that has only a size are called 1, 2, 3.
    pub elements: Vec<Name>,
    /// The dimension that it is only another name of, where a writer says so.
    pub same_as: Option<Name>,
    /// The whole definition.
    pub span: Span,
}

/// One `<model>`.
#[derive(Debug)]
pub(super) struct Model {
    /// Its name; the outermost may have none.
    pub name: Option<Name>,
    /// The set of models that it belongs to: 0 for those of the file itself and what it includes.
    pub set: usize,
    /// How many files are included into each other down to the one that it stands in.
    pub depth: usize,
    /// Where its content stands.
    pub home: Home,
    /// Its variables in file order.
    pub variables: Vec<Variable>,
    /// The modules inside.
    pub modules: Vec<Module>,
    /// Its groups.
    pub groups: Vec<Group>,
}

/// `<module name="hares">`: another model inside this one.
#[derive(Debug)]
pub(super) struct Module {
    /// What it is called here.
    pub name: Name,
    /// Which model it is.
    pub model: Name,
    /// Where that stands.
    pub home: Home,
    /// The names of the dimensions over which it is an array; empty where there is one.
    pub dimensions: Vec<Name>,
    /// What its inputs are connected to.
    pub connections: Vec<Connection>,
    /// The opening tag.
    pub span: Span,
}

/// `<connect to="lynxes" from="lynxes.lynxes"/>`.
#[derive(Debug)]
pub(super) struct Connection {
    /// The input.
    pub to: Path,
    /// Where its value comes from.
    pub from: Path,
}

/// `<group name="Land">` with the variables in it.
#[derive(Debug)]
pub(super) struct Group {
    /// Its name.
    pub name: String,
    /// What is said about it.
    pub doc: String,
    /// The names of its variables.
    pub members: Vec<Name>,
    /// Where.
    pub span: Span,
}

/// `<macro name="…">`.
#[derive(Debug)]
pub(super) struct Macro {
    /// How it is called.
    pub name: Name,
    /// Its inputs in order.
    pub parameters: Vec<Name>,
    /// What its call gives.
    pub result: Option<Formula>,
    /// The variables inside.
    pub model: Model,
    /// The opening tag.
    pub span: Span,
}

/// Reads the parts of a file.
pub(super) struct Reader<'d> {
    /// Who wrote the file.
    pub dialect: Dialect,
    /// Whether stocks and flows may fall below zero where nothing is said.
    pub defaults: Defaults,
    /// When the run begins and ends, and how it is computed.
    pub specs: Specs,
    /// The other files.
    pub files: Files<'d>,
    /// Where diagnostics go.
    pub diagnostics: &'d mut Diagnostics,
}

/// `<behavior>`: what holds for every stock and flow that says nothing itself.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Defaults {
    /// Stocks do not fall below zero.
    pub stocks: bool,
    /// Flows do not fall below zero.
    pub flows: bool,
}

/// Reads what a file declares.
pub(super) fn document(
    root: &Node,
    (text, source): (&str, SourceId),
    reading: Reading,
    diagnostics: &mut Diagnostics,
) -> Document {
    let header = root.child("header");
    let said = |name: &str| {
        let node = header.and_then(|header| header.child(name));
        node.map_or("", |node| node.text.trimmed())
    };
    let dialect = reading.dialect;
    let mut reader = Reader {
        dialect: dialect.unwrap_or_else(|| Dialect::of(said("vendor"), said("product"))),
        defaults: root.child("behavior").map(defaults).unwrap_or_default(),
        specs: Specs::default(),
        files: Files::new(reading.includes, source),
        diagnostics,
    };
    reader.specs = specs::specs(root, &mut reader);
    let mut document = Document {
        span: root.tag,
        dialect: reader.dialect,
        specs: reader.specs.clone(),
        no_number_outside: header.is_some_and(no_number_outside),
        sketch: super::view::sketch(root, text),
        ..Document::default()
    };
    for part in &root.children {
        reader.part(part, &mut document);
    }
    // The outermost is the first, so models of other files count behind those that stand in the file itself.
    document.models.sort_by_key(|model| (model.set, model.depth));
    document
}

/// `<uses_arrays invalid_index_value="NaN"/>`.
fn no_number_outside(header: &Node) -> bool {
    let options = header.child("options").and_then(|options| options.child("uses_arrays"));
    let value = options.and_then(|arrays| arrays.attribute("invalid_index_value"));
    value.is_some_and(|value| value.trimmed().eq_ignore_ascii_case("nan"))
}

/// What `<behavior>` says.
pub(super) fn defaults(behavior: &Node) -> Defaults {
    let says = |node: &Node| non_negative(node).unwrap_or(false);
    let all = says(behavior);
    let of = |name| behavior.child(name).and_then(non_negative).unwrap_or(all);
    Defaults {
        stocks: of("stock"),
        flows: of("flow"),
    }
}

/// What `<non_negative>` inside an element says; `None` when there is none.
pub(super) fn non_negative(node: &Node) -> Option<bool> {
    let text = node.child("non_negative")?.text.trimmed();
    Some(text.is_empty() || is_yes(text))
}

impl Reader<'_> {
    /// Reads one part of a file.
    pub(super) fn part(&mut self, part: &Node, document: &mut Document) {
        match part.local_name() {
            "dimensions" if part.is("dimensions") => self.dimensions(part, document),
            "model" if part.is("model") => {
                // Models in other files are entered on the way.
                let model = self.model(part, document);
                document.models.push(model);
            }
            "macro" if part.is("macro") => {
                let is_known = |m: &Macro| m.span == part.tag;
                if !document.macros.iter().any(is_known) {
                    let definition = self.macro_definition(part, document);
                    document.macros.extend(definition);
                }
            }
            "model_units" => document.unit_synonyms.extend(unit_synonyms(part)),
            "data" => self.data(part),
            "include" => self.include(part, document),
            _ => {}
        }
    }

    /// Says that something with a meaning for the numbers is not understood.
    pub fn unsupported(&mut self, id: &'static str, span: Span, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic::error(id, span, message));
    }

    /// `<import>` fills constants from a spreadsheet whenever Stella opens the file; the values it had then are in the file.
    fn data(&mut self, data: &Node) {
        for import in data.all("import") {
            let diagnostic = Diagnostic::warning(
                "import-not-read",
                import.tag,
                "data imported from a spreadsheet is not read: the values in this file are used",
            )
            .hint("open the model in Stella and save it, so that the file has the spreadsheet's present values");
            self.diagnostics.push(diagnostic);
        }
    }

    fn dimensions(&mut self, list: &Node, document: &mut Document) {
        for node in list.all("dim") {
            let Some(name) = self.name_of(node) else {
                continue;
            };
            let known = |d: &Dimension| d.name == name;
            let first = document.dimensions.iter().find(|d| known(d));
            let is_elsewhere = first.is_some_and(|first| first.span.source != node.span.source);
            let says_nothing = node.children.is_empty() && node.attribute("size").is_none();
            if first.is_some() && node.children.is_empty() && (says_nothing || !is_elsewhere) {
                continue;
            }
            let elements = match node.attribute("size").filter(|_| node.child("elem").is_none()) {
                Some(size) => self.numbered(size),
                None => node.all("elem").filter_map(|elem| self.name_of(elem)).collect(),
            };
            if let Some(first) = first.filter(|_| is_elsewhere) {
                if first.elements != elements {
                    let message = format!("`{name}` has other elements in another file");
                    let diagnostic = Diagnostic::error("duplicate-definition", name.span, message);
                    self.diagnostics.push(diagnostic.see(first.name.span, "there"));
                }
                continue;
            }
            document.dimensions.push(Dimension {
                name,
                elements,
                same_as: node
                    .attribute("counterflow:same_as")
                    .map(|v| spelled(v.trimmed(), v.whole())),
                span: node.span,
            });
        }
    }

    /// The elements of `size="3"`.
    fn numbered(&mut self, size: &Text) -> Vec<Name> {
        let span = size.whole();
        match size.trimmed().parse::<usize>() {
            Ok(count) if count <= limits::RANGE => (1..=count).map(|n| Name::new(&n.to_string(), span)).collect(),
            _ => {
                let message = format!(
                    "the size of a dimension must be a whole number up to {}, not `{}`",
                    limits::RANGE,
                    size.trimmed()
                );
                self.diagnostics
                    .push(Diagnostic::error("invalid-size", span, message).hint("`size=\"3\"`"));
                Vec::new()
            }
        }
    }

    /// The name that an element must have.
    pub fn name_of(&mut self, node: &Node) -> Option<Name> {
        let name = node
            .attribute("name")
            .map(|value| spelled(value.trimmed(), value.whole()))
            .filter(|name| !name.key.is_empty());
        if name.is_none() {
            let message = format!("this `<{}>` has no name", node.name);
            let diagnostic =
                Diagnostic::error("empty-name", node.tag, message).hint(format!("`<{} name=\"…\">`", node.name));
            self.diagnostics.push(diagnostic);
        }
        name
    }

    fn model(&mut self, node: &Node, document: &mut Document) -> Model {
        let name = node
            .attribute("name")
            .map(|value| spelled(value.trimmed(), value.whole()))
            .filter(|name| !name.key.is_empty());
        if let Some(own) = node.child("sim_specs") {
            specs::compare(own, Whose::Model, self);
        }
        let mut model = Model {
            name,
            set: self.files.set,
            depth: self.files.depth(),
            home: self.home(node, document),
            variables: Vec::new(),
            modules: Vec::new(),
            groups: Vec::new(),
        };
        for list in node.all("variables") {
            self.variables(list, &mut model, document);
        }
        // Stella 10 and earlier have no list: the variables stand in the model itself.
        if node.child("variables").is_none() {
            self.variables(node, &mut model, document);
        }
        model
    }

    /// Reads the variables in a list; one that was never closed holds those behind it, which are read as well.
    fn variables(&mut self, list: &Node, model: &mut Model, document: &mut Document) {
        for node in &list.children {
            match node.name.as_str() {
                // A table without a name belongs to the variable in which it stands.
                "gf" if node.attribute("name").is_none() => {}
                "stock" | "flow" | "aux" | "gf" => {
                    if let Some(variable) = variable::variable(self, node) {
                        model.variables.push(variable);
                        self.variables(node, model, document);
                    }
                }
                "module" => model.modules.extend(self.module(node, document)),
                "group" => model.groups.extend(self.group(node)),
                _ => {}
            }
        }
    }

    fn module(&mut self, node: &Node, document: &mut Document) -> Option<Module> {
        let name = self.name_of(node)?;
        let model = ["model_name", "model"]
            .into_iter()
            .find_map(|attribute| node.attribute(attribute))
            .map_or_else(|| name.clone(), |v| spelled(v.trimmed(), v.whole()));
        // `connect2` is Stella's own repetition of `connect`, used where a module stands within another.
        let tag = if node.child("connect").is_some() {
            "connect"
        } else {
            "connect2"
        };
        let connections = node.all(tag).filter_map(|c| self.connection(c)).collect();
        Some(Module {
            name,
            model,
            home: self.home(node, document),
            dimensions: variable::dimensions(self, node),
            connections,
            span: node.tag,
        })
    }

    fn connection(&mut self, node: &Node) -> Option<Connection> {
        let (Some(to), Some(from)) = (node.attribute("to"), node.attribute("from")) else {
            let diagnostic = Diagnostic::error("broken-connection", node.tag, "a connection needs `to` and `from`")
                .hint("`<connect to=\"input\" from=\"module.output\"/>`");
            self.diagnostics.push(diagnostic);
            return None;
        };
        Some(Connection {
            to: formula::path(to, self.diagnostics)?,
            from: formula::path(from, self.diagnostics)?,
        })
    }

    fn group(&mut self, node: &Node) -> Option<Group> {
        let name = node.attribute("name")?.trimmed().to_string();
        let named = |entity: &Node| {
            let value = entity.attribute("name")?;
            Some(spelled(value.trimmed(), value.whole()))
        };
        Some(Group {
            name,
            doc: node
                .child("doc")
                .map_or(String::new(), |doc| doc.text.trimmed().to_string()),
            members: node.all("entity").chain(node.all("var")).filter_map(named).collect(),
            span: node.tag,
        })
    }

    fn macro_definition(&mut self, node: &Node, document: &mut Document) -> Option<Macro> {
        let name = self.name_of(node)?;
        let parameters = node
            .all("parm")
            .map(|parameter| spelled(parameter.text.trimmed(), parameter.text.whole()))
            .filter(|name| !name.key.is_empty())
            .collect();
        let result = node.child("eqn").and_then(|eqn| self.formula(&eqn.text));
        let mut model = self.model(node, document);
        model.name = Some(name.clone());
        Some(Macro {
            name,
            parameters,
            result,
            model,
            span: node.tag,
        })
    }

    /// Reads one formula; `None` when there is none, or when a diagnostic says why not.
    pub fn formula(&mut self, text: &Text) -> Option<Formula> {
        formula::single(text, self.dialect, self.diagnostics).ok().flatten()
    }
}

/// `<unit name="Month"><alias>Months</alias></unit>` as the row `Month, Months`.
fn unit_synonyms(units: &Node) -> Vec<Vec<String>> {
    let row = |unit: &Node| {
        let name = unit.attribute("name")?.trimmed().to_string();
        let equation = unit.all("eqn").map(|eqn| eqn.text.trimmed());
        let equation = equation.filter(|text| text.chars().all(|c| c.is_alphanumeric() || c == '$'));
        let others = equation.chain(unit.all("alias").map(|alias| alias.text.trimmed()));
        let others = others.filter(|other| !other.is_empty()).map(str::to_string);
        let mut row = vec![name];
        row.extend(others.take(limits::SYNONYMS));
        Some(row)
    };
    let rows = units.all("unit").filter_map(row);
    rows.filter(|row| row.len() > 1).take(limits::SYNONYMS).collect()
}
