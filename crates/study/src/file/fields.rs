//! Typed reading of one table: what is missing, of the wrong type or unknown becomes a finding, all at once.

use super::placed::Placed;
use super::report::{Report, listed};
use super::tree::{Entry, Node, NodeKind};
use source::{Diagnostic, Span, nearest};

/// One table while it is read. Every key that is asked for counts as known; [`Fields::finish`] names the others.
pub(crate) struct Fields<'a> {
    /// What the table is, for messages: ``the outcome `homicides` ``.
    pub what: String,
    /// Where it is named.
    pub at: Span,
    /// Where findings go.
    pub report: &'a Report,
    entries: &'a [Entry],
    known: Vec<&'static str>,
    missing: bool,
}

/// How a reader says what it wanted.
type Wanted = &'static str;

impl<'a> Fields<'a> {
    /// Begins with the entries of a table.
    pub fn new(what: impl Into<String>, at: Span, entries: &'a [Entry], report: &'a Report) -> Self {
        Fields {
            what: what.into(),
            at,
            report,
            entries,
            known: Vec::new(),
            missing: false,
        }
    }

    /// Begins with a node that must be a table.
    pub fn of(what: impl Into<String>, node: &'a Node, report: &'a Report) -> Option<Self> {
        let what = what.into();
        match &node.kind {
            NodeKind::Table(entries) => Some(Fields::new(what, node.span, entries, report)),
            _ => {
                let message = format!("{what} must be a table, and is {}", node.sort());
                report.error("wrong-type", node.span, message);
                None
            }
        }
    }

    /// An empty table in place of one that is missing: it asks for no key.
    pub fn absent(what: &str, at: Span, report: &'a Report) -> Self {
        let mut fields = Fields::new(what, at, &[], report);
        fields.missing = true;
        fields
    }

    /// Whether the key is there.
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|e| e.key.value == key)
    }

    /// The value of a key, which from now on counts as known.
    pub fn node(&mut self, key: &'static str) -> Option<&'a Node> {
        self.known.push(key);
        let entry = self.entries.iter().find(|e| e.key.value == key)?;
        Some(&entry.node)
    }

    /// All entries, for tables whose keys are the user's names.
    pub fn entries(&self) -> &'a [Entry] {
        self.entries
    }

    fn convert<T>(
        &mut self,
        key: &'static str,
        wanted: Wanted,
        convert: impl Fn(&'a Node) -> Option<T>,
    ) -> Option<Placed<T>> {
        let node = self.node(key)?;
        let value = convert(node);
        if value.is_none() && !matches!(node.kind, NodeKind::Broken) {
            let message = format!("`{key}` must be {wanted}, and is {}", described(node));
            self.report.error("wrong-type", node.span, message);
        }
        value.map(|value| Placed { value, span: node.span })
    }

    /// A text, if the key is there.
    pub fn text(&mut self, key: &'static str) -> Option<Placed<String>> {
        self.convert(key, "a text", as_text)
    }

    /// A text, or nothing in it.
    pub fn words(&mut self, key: &'static str) -> String {
        self.text(key).map(|t| t.value).unwrap_or_default()
    }

    /// A text that must be there; nothing in it, after a finding, where it is not.
    pub fn needed_text(&mut self, key: &'static str) -> String {
        self.need(key, Fields::text).map(|t| t.value).unwrap_or_default()
    }

    /// The table under a key, which messages name as a file does: `[history]`.
    pub fn section(&mut self, key: &'static str) -> Option<Fields<'a>> {
        let report = self.report;
        Fields::of(format!("`[{key}]`"), self.node(key)?, report)
    }

    /// A finite number, if the key is there.
    pub fn number(&mut self, key: &'static str) -> Option<Placed<f64>> {
        self.convert(key, "a finite number", as_number)
    }

    /// A whole number from 0 on, if the key is there.
    pub fn count(&mut self, key: &'static str) -> Option<Placed<u64>> {
        self.convert(key, "a whole number from 0 on", as_count)
    }

    /// A truth value, if the key is there.
    pub fn truth(&mut self, key: &'static str) -> Option<bool> {
        let found = self.convert(key, "true or false", |node| match node.kind {
            NodeKind::Truth(truth) => Some(truth),
            _ => None,
        });
        found.map(|t| t.value)
    }

    /// Two numbers, the first not above the second.
    pub fn range(&mut self, key: &'static str) -> Option<Placed<(f64, f64)>> {
        let range = self.convert(key, "a list of two numbers", as_range)?;
        if range.value.0 > range.value.1 {
            let message = format!("`{key}` ends before it begins");
            let hint = format!("{key} = [{}, {}]", range.value.1, range.value.0);
            self.report.advise("empty-window", range.span, message, hint);
            return None;
        }
        Some(range)
    }

    /// A list of texts; empty when the key is not there.
    pub fn texts(&mut self, key: &'static str) -> Vec<Placed<String>> {
        self.list(key, "a list of texts", as_text)
    }

    /// A text, or a list of texts; empty when the key is not there.
    pub fn text_or_texts(&mut self, key: &'static str) -> Vec<Placed<String>> {
        let found = self.convert(key, "a text or a list of texts", |node| match as_text(node) {
            Some(value) => Some(vec![Placed { value, span: node.span }]),
            None => each_placed(node, as_text),
        });
        found.map(|f| f.value).unwrap_or_default()
    }

    /// A list of finite numbers; empty when the key is not there.
    pub fn numbers(&mut self, key: &'static str) -> Vec<Placed<f64>> {
        self.list(key, "a list of finite numbers", as_number)
    }

    /// Numbers of lines: a number, a text such as `3-5`, or a list of these; empty when the key is not there.
    pub fn lines(&mut self, key: &'static str) -> Vec<u32> {
        const WANTED: Wanted = "line numbers, such as [2, 4] or \"3-5\"";
        let lines = self.convert(key, WANTED, as_lines);
        lines.map(|l| l.value).unwrap_or_default()
    }

    fn list<T>(
        &mut self,
        key: &'static str,
        wanted: Wanted,
        convert: impl Fn(&'a Node) -> Option<T>,
    ) -> Vec<Placed<T>> {
        let found = self.convert(key, wanted, |node| each_placed(node, &convert));
        found.map(|f| f.value).unwrap_or_default()
    }

    /// The tables of an array of tables; empty when the key is not there.
    pub fn tables(&mut self, key: &'static str, what: &str) -> Vec<Fields<'a>> {
        let Some(node) = self.node(key) else {
            return Vec::new();
        };
        match &node.kind {
            NodeKind::List(nodes) => nodes.iter().filter_map(|n| Fields::of(what, n, self.report)).collect(),
            _ => {
                let message = format!("`{key}` must be a list of tables, and is {}", node.sort());
                self.report.error("wrong-type", node.span, message);
                Vec::new()
            }
        }
    }

    /// A table whose keys are names: each with the table under it.
    pub fn named(&mut self, key: &'static str, what: &str) -> Vec<(Placed<String>, Fields<'a>)> {
        let report = self.report;
        let node = self.node(key);
        let Some(table) = node.and_then(|node| Fields::of(format!("`{key}`"), node, report)) else {
            return Vec::new();
        };
        let entries = table.entries.iter();
        entries.filter_map(|entry| Fields::of_entry(what, entry, report)).collect()
    }

    /// A table that stands under a name of its own, where messages point.
    fn of_entry(what: &str, entry: &'a Entry, report: &'a Report) -> Option<(Placed<String>, Fields<'a>)> {
        let name = format!("the {what} `{}`", entry.key.value);
        let mut fields = Fields::of(name, &entry.node, report)?;
        fields.at = entry.key.span;
        Some((entry.key.clone(), fields))
    }

    /// The same value, with a finding when the key is not there at all.
    pub fn need<T>(&mut self, key: &'static str, read: impl FnOnce(&mut Self, &'static str) -> Option<T>) -> Option<T> {
        let value = read(self, key);
        // A table that is missing itself has had its finding.
        if !self.missing && !self.has(key) {
            self.lacks(key);
        }
        value
    }

    fn lacks(&self, key: &'static str) {
        let message = format!("{} has no `{key}`", self.what);
        let finding = Diagnostic::error("missing-key", self.at, message);
        self.report.push(match key {
            "variable" => finding.hint("variable = \"the name of a variable of the model\""),
            "seed" | "count" | "format" | "per_year" => finding.hint(format!("{key} = 1")),
            _ => finding,
        });
    }

    /// Names every key that was not asked for.
    pub fn finish(mut self) {
        self.end();
    }

    /// The same for a table that is borrowed.
    pub fn end(&mut self) {
        let known = |entry: &&Entry| self.known.contains(&entry.key.value.as_str());
        let unknown = self.entries.iter().filter(|entry| !known(entry));
        unknown.for_each(|entry| self.does_not_take(&entry.key));
    }

    fn does_not_take(&self, key: &Placed<String>) {
        let message = format!("{} takes no key `{}`", self.what, key.value);
        let finding = Diagnostic::error("unknown-key", key.span, message);
        self.report.push(match nearest(&key.value, self.known.iter().copied()) {
            Some(near) => finding.hint(format!("did you mean `{near}`?")),
            None => finding.hint(format!("its keys are {}", listed(&self.known))),
        });
    }
}

fn described(node: &Node) -> String {
    match &node.kind {
        NodeKind::Number(n) => format!("{n}"),
        NodeKind::List(items) => match items.iter().map(Node::sort).next() {
            Some(first) => format!("a list that begins with {first}"),
            None => "an empty list".to_string(),
        },
        _ => node.sort().to_string(),
    }
}

fn as_text(node: &Node) -> Option<String> {
    match &node.kind {
        NodeKind::Text(text) => Some(text.clone()),
        _ => None,
    }
}

fn as_number(node: &Node) -> Option<f64> {
    match node.kind {
        NodeKind::Number(n) if n.is_finite() => Some(n),
        _ => None,
    }
}

fn as_count(node: &Node) -> Option<u64> {
    let n = as_number(node)?;
    // TOML's numbers are read as `f64`, which holds every whole number up to 2^53 and not all beyond.
    let whole = n >= 0.0 && n.fract() == 0.0 && n <= 2f64.powi(53);
    whole.then_some(n as u64)
}

pub(super) fn as_range(node: &Node) -> Option<(f64, f64)> {
    match items(node)? {
        [a, b] => Some((as_number(a)?, as_number(b)?)),
        _ => None,
    }
}

/// The items of a list with their places; `None` where one of them is not what it should be.
fn each_placed<'a, T>(node: &'a Node, convert: impl Fn(&'a Node) -> Option<T>) -> Option<Vec<Placed<T>>> {
    let placed = |item: &'a Node| convert(item).map(|value| Placed { value, span: item.span });
    items(node)?.iter().map(placed).collect()
}

fn items(node: &Node) -> Option<&[Node]> {
    match &node.kind {
        NodeKind::List(items) => Some(items),
        _ => None,
    }
}

/// The most lines that one entry may name.
pub(crate) const MOST_LINES: u32 = 100_000;

fn as_lines(node: &Node) -> Option<Vec<u32>> {
    match &node.kind {
        NodeKind::Number(_) => Some(vec![u32::try_from(as_count(node)?).ok()?]),
        NodeKind::Text(text) => line_range(text),
        NodeKind::List(items) => {
            let parts: Option<Vec<Vec<u32>>> = items.iter().map(as_lines).collect();
            Some(parts?.concat())
        }
        _ => None,
    }
}

fn line_range(text: &str) -> Option<Vec<u32>> {
    let (first, last) = text.split_once(['-', '–']).unwrap_or((text, text));
    let first: u32 = first.trim().parse().ok()?;
    let last: u32 = last.trim().parse().ok()?;
    (first <= last && last - first < MOST_LINES).then(|| (first..=last).collect())
}
