//! A TOML text as a tree with places, in the order of the text.

use super::placed::Placed;
use super::report::Report;
use source::{SourceId, Span};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// A key and its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub key: Placed<String>,
    pub node: Node,
}

/// A value of a TOML text.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub kind: NodeKind,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub(crate) enum NodeKind {
    Text(String),
    Number(f64),
    Truth(bool),
    List(Vec<Node>),
    Table(Vec<Entry>),
    /// A date or a time: no key takes one.
    Date,
    /// Not TOML, which a finding says.
    Broken,
}

impl Node {
    /// Its value, if it is a finite number.
    pub fn number(&self) -> Option<f64> {
        match self.kind {
            NodeKind::Number(n) if n.is_finite() => Some(n),
            _ => None,
        }
    }

    /// Whether it is a list.
    pub fn is_list(&self) -> bool {
        matches!(self.kind, NodeKind::List(_))
    }

    /// What it is, for a message: `a number`.
    pub fn sort(&self) -> &'static str {
        match &self.kind {
            NodeKind::Text(_) => "a text",
            NodeKind::Number(_) => "a number",
            NodeKind::Truth(_) => "a truth value",
            NodeKind::List(_) => "a list",
            NodeKind::Table(_) => "a table",
            NodeKind::Date => "a date",
            NodeKind::Broken => "no value",
        }
    }
}

/// Reads a TOML text. What is not TOML becomes findings; the rest is returned.
pub(crate) fn parse(text: &str, source: SourceId, report: &Report) -> Vec<Entry> {
    // Recoverable, so that one missing quote does not hide everything else that is wrong.
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let at = error.span().unwrap_or(0..0);
        let span = Span::new(source, at.start, at.end);
        let message = format!("this is not TOML: {}", error.message());
        report.error("toml-syntax", span, message);
    }
    Builder { text, source }.entries(table.get_ref())
}

struct Builder<'a> {
    text: &'a str,
    source: SourceId,
}

impl Builder<'_> {
    fn entries(&self, table: &DeTable<'_>) -> Vec<Entry> {
        let mut entries: Vec<Entry> = table.iter().map(|(k, v)| self.entry(k, v)).collect();
        // A table is a map: what is found, and the order of policies and claims, is in the order of the text.
        entries.sort_by_key(|e| e.key.span.start);
        entries
    }

    fn entry(&self, key: &Spanned<DeString<'_>>, value: &Spanned<DeValue<'_>>) -> Entry {
        let key = Placed {
            value: key.get_ref().to_string(),
            span: self.words(key.span(), key.get_ref()),
        };
        Entry {
            key,
            node: self.node(value),
        }
    }

    fn node(&self, value: &Spanned<DeValue<'_>>) -> Node {
        let at = value.span();
        let mut span = Span::new(self.source, at.start, at.end);
        let kind = match value.get_ref() {
            DeValue::Integer(_) | DeValue::String(_) if at.is_empty() => NodeKind::Broken,
            DeValue::String(words) => {
                span = self.words(at, words);
                NodeKind::Text(words.to_string())
            }
            DeValue::Integer(n) if n.radix() == 10 => number(n.as_str()),
            DeValue::Integer(n) => {
                i64::from_str_radix(n.as_str(), n.radix()).map_or(NodeKind::Date, |n| NodeKind::Number(n as f64))
            }
            DeValue::Float(n) => number(n.as_str()),
            DeValue::Boolean(truth) => NodeKind::Truth(*truth),
            DeValue::Datetime(_) => NodeKind::Date,
            DeValue::Array(items) => NodeKind::List(items.iter().map(|i| self.node(i)).collect()),
            DeValue::Table(table) => NodeKind::Table(self.entries(table)),
        };
        Node { kind, span }
    }

    /// The place of the words of a quoted text, or of all of it when it holds escapes.
    fn words(&self, at: std::ops::Range<usize>, words: &str) -> Span {
        let raw = self.text.get(at.clone()).unwrap_or("");
        let inner = ["\"\"\"", "'''", "\"", "'"].iter().find_map(|quote| {
            let inside = raw.strip_prefix(quote)?.strip_suffix(quote)?;
            (inside == words).then_some(at.start + quote.len())
        });
        match inner {
            Some(start) => Span::new(self.source, start, start + words.len()),
            None => Span::new(self.source, at.start, at.end),
        }
    }
}

fn number(text: &str) -> NodeKind {
    text.parse().map_or(NodeKind::Date, NodeKind::Number)
}
