//! The parts of an XMILE file, element by element, into what they declare.

use super::files::Files;
use super::formula;
use super::model::{Connection, Dimension, Group, Macro, Model, Module, Whose, XmileModel};
use super::name::spelled;
use super::node::Node;
use super::reader::{Reader, defaults, stated_name};
use super::specs;
use super::text::Text;
use super::variable;
use crate::{Dialect, Name, Reading, SourceText, UnitDefinition, limits};
use source::{Diagnostic, Diagnostics};

/// Reads what a file declares.
pub(super) fn document(root: &Node, file: SourceText, reading: Reading, diagnostics: &mut Diagnostics) -> XmileModel {
    let header = root.child("header");
    let said = |name: &str| {
        let node = header.and_then(|header| header.child(name));
        node.map_or("", |node| node.text.trimmed())
    };
    let dialect = reading.dialect;
    let mut reader = Reader {
        dialect: dialect.unwrap_or_else(|| Dialect::of(said("vendor"), said("product"))),
        defaults: root.child("behavior").map(defaults).unwrap_or_default(),
        files: Files::new(reading.includes, file.source),
        diagnostics,
    };
    let specs = specs::specs(root, &mut reader);
    let mut document = XmileModel {
        source: file.source,
        span: root.tag,
        dialect: reader.dialect,
        specs,
        no_number_outside: header.is_some_and(no_number_outside),
        sketch: super::view::sketch(root, file.text),
        ..XmileModel::default()
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

impl Reader<'_> {
    /// Reads one part of a file.
    pub(super) fn part(&mut self, part: &Node, document: &mut XmileModel) {
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
            "model_units" => {
                document.unit_synonyms.extend(unit_synonyms(part));
                document.unit_definitions.extend(unit_definitions(part));
            }
            "data" => self.data(part),
            "include" => self.include(part, document),
            _ => {}
        }
    }

    /// `<import>` fills constants from a spreadsheet whenever Stella opens the file; the values it had then are in the file.
    fn data(&mut self, data: &Node) {
        for import in data.all("import") {
            let message = "data imported from a spreadsheet is not read: the values in this file are used";
            let diagnostic = Diagnostic::warning("import-not-read", import.tag, message)
                .hint("open the model in Stella and save it, so that the file has the spreadsheet's present values");
            self.diagnostics.push(diagnostic);
        }
    }

    fn dimensions(&mut self, list: &Node, document: &mut XmileModel) {
        for node in list.all("dim") {
            let Some(name) = self.name_of(node) else {
                continue;
            };
            let size = node.attribute("size");
            document.dimensions.push(Dimension {
                name,
                elements: match size.filter(|_| node.child("elem").is_none()) {
                    Some(size) => self.numbered(size),
                    None => node.all("elem").filter_map(|elem| self.name_of(elem)).collect(),
                },
                is_empty: node.children.is_empty(),
                has_size: size.is_some(),
                same_as: node.attribute("counterflow:same_as").map(|v| spelled(v.trimmed(), v.whole())),
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
                self.diagnostics.push(invalid_size(size));
                Vec::new()
            }
        }
    }

    fn model(&mut self, node: &Node, document: &mut XmileModel) -> Model {
        let name = stated_name(node);
        if let Some(own) = node.child("sim_specs") {
            document.own_specs.push(specs::own(own, Whose::Model, self));
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
    fn variables(&mut self, list: &Node, model: &mut Model, document: &mut XmileModel) {
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

    fn module(&mut self, node: &Node, document: &mut XmileModel) -> Option<Module> {
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
            self.diagnostics.push(broken_connection(node));
            return None;
        };
        Some(Connection {
            to: formula::path(to, self.diagnostics)?,
            from: formula::path(from, self.diagnostics)?,
        })
    }

    fn group(&mut self, node: &Node) -> Option<Group> {
        Some(Group {
            name: node.attribute("name")?.trimmed().to_string(),
            doc: doc_of(node),
            members: node.all("entity").chain(node.all("var")).filter_map(attribute_name).collect(),
            span: node.tag,
        })
    }

    fn macro_definition(&mut self, node: &Node, document: &mut XmileModel) -> Option<Macro> {
        let name = self.name_of(node)?;
        let (mut parameters, mut defaults) = (Vec::new(), Vec::new());
        for parameter in node.all("parm") {
            let name = spelled(parameter.text.trimmed(), parameter.text.whole());
            if !name.key.is_empty() {
                parameters.push(name);
                defaults.push(parameter.attribute("default").and_then(|text| self.formula(text)));
            }
        }
        let result = node.child("eqn").and_then(|eqn| self.formula(&eqn.text));
        let mut model = self.model(node, document);
        model.name = Some(name.clone());
        Some(Macro {
            name,
            parameters,
            defaults,
            result,
            model,
            span: node.tag,
        })
    }
}

fn invalid_size(size: &Text) -> Diagnostic {
    let (most, text) = (limits::RANGE, size.trimmed());
    let message = format!("the size of a dimension must be a whole number up to {most}, not `{text}`");
    Diagnostic::error("invalid-size", size.whole(), message).hint("`size=\"3\"`")
}

fn broken_connection(node: &Node) -> Diagnostic {
    Diagnostic::error("broken-connection", node.tag, "a connection needs `to` and `from`")
        .hint("`<connect to=\"input\" from=\"module.output\"/>`")
}

fn doc_of(node: &Node) -> String {
    node.child("doc").map_or("", |doc| doc.text.trimmed()).to_string()
}

fn attribute_name(node: &Node) -> Option<Name> {
    let value = node.attribute("name")?;
    Some(spelled(value.trimmed(), value.whole()))
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

/// `<unit name="speed"><eqn>km/hour</eqn></unit>`.
fn unit_definitions(units: &Node) -> Vec<UnitDefinition> {
    let definition = |unit: &Node| {
        let equation = unit.child("eqn")?.text.trimmed();
        let is_word = |text: &str| text.chars().all(|c| c.is_alphanumeric() || c == '$');
        let name = unit.attribute("name")?.trimmed().to_string();
        let aliases = unit.all("alias").map(|alias| alias.text.trimmed().to_string());
        (!is_word(equation)).then(|| UnitDefinition {
            names: std::iter::once(name).chain(aliases.take(limits::SYNONYMS)).collect(),
            equation: equation.to_string(),
        })
    };
    units.all("unit").filter_map(definition).take(limits::SYNONYMS).collect()
}
