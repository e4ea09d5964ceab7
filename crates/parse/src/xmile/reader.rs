//! The state of reading a file, and what every part of it needs: names, formulas, defaults.

use super::files::Files;
use super::formula;
use super::name::spelled;
use super::node::{Node, is_yes};
use super::syntax::Formula;
use super::text::Text;
use crate::{Dialect, Name};
use source::{Diagnostic, Diagnostics, Span};

/// Reads the parts of a file.
pub(super) struct Reader<'d> {
    /// Who wrote the file.
    pub dialect: Dialect,
    /// Whether stocks and flows may fall below zero where nothing is said.
    pub defaults: Defaults,
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

/// What is said of a text where a number belongs.
pub(super) fn not_a_number(text: &str, span: Span) -> Diagnostic {
    let message = format!("`{text}` is not a number");
    Diagnostic::error("not-a-number", span, message).hint("write it as in `0.25` or `1e-3`")
}

fn without_name(node: &Node) -> Diagnostic {
    let message = format!("this `<{}>` has no name", node.name);
    Diagnostic::error("empty-name", node.tag, message).hint(format!("`<{} name=\"…\">`", node.name))
}

/// The name in an attribute; `None` when there is none.
pub(super) fn stated_name(node: &Node) -> Option<Name> {
    let value = node.attribute("name")?;
    let name = spelled(value.trimmed(), value.whole());
    (!name.key.is_empty()).then_some(name)
}

impl Reader<'_> {
    /// The name that an element must have.
    pub fn name_of(&mut self, node: &Node) -> Option<Name> {
        let name = stated_name(node);
        if name.is_none() {
            self.diagnostics.push(without_name(node));
        }
        name
    }

    /// Reads one formula; `None` when there is none, or when a diagnostic says why not.
    pub fn formula(&mut self, text: &Text) -> Option<Formula> {
        formula::single(text, self.dialect, self.diagnostics).ok().flatten()
    }
}
