//! Reads XMILE (`.xmile`, `.stmx`, `.xml`): 1.0, and the older layout with the variables directly in `<model>`.
//!
//! XML becomes a tree of elements (`xml`), and that becomes what the file declares ([`XmileModel`], formulas included). What the
//! declarations mean, from modules to functions, is for the next stage.

mod document;
mod expected;
mod files;
mod formula;
mod include;
mod lexer;
mod model;
mod name;
mod node;
mod parser;
mod reader;
mod specs;
mod syntax;
mod table;
mod text;
mod variable;
mod view;
mod xml;

pub use model::*;
pub use syntax::{Formula, Index, Node, Path, Rows};

use crate::{NoIncludes, Reading, SourceText, limits};
use source::{Diagnostic, Diagnostics, SourceId, Span};

/// Reads a model file. Never fails: what cannot be understood gives a diagnostic, and everything else is in the result.
pub fn xmile(text: &str, source: SourceId, diagnostics: &mut Diagnostics) -> XmileModel {
    let reading = Reading {
        dialect: None,
        includes: &mut NoIncludes,
    };
    xmile_with(reading, text, source, diagnostics)
}

/// Reads a model file as [`xmile()`] does, by other rules or with the files that it includes.
pub fn xmile_with(reading: Reading, text: &str, source: SourceId, diagnostics: &mut Diagnostics) -> XmileModel {
    let nothing = XmileModel {
        source,
        ..XmileModel::default()
    };
    let Some(root) = root(text, source, diagnostics) else {
        return nothing;
    };
    let model = document::document(&root, SourceText { text, source }, reading, diagnostics);
    if model.models.is_empty() {
        diagnostics.push(Diagnostic::error("empty-file", root.tag, "the file defines no model"));
    }
    model
}

/// The outermost element of a model file; `None` with a diagnostic.
fn root(text: &str, source: SourceId, diagnostics: &mut Diagnostics) -> Option<node::Node> {
    if text.len() > limits::FILE_BYTES {
        diagnostics.push(crate::encoding::too_large());
        return None;
    }
    let root = xml::read(text, source, diagnostics);
    if root.is_none() && !diagnostics.has_errors() {
        let nothing = Diagnostic::error("empty-file", Span::whole(source), "the file defines nothing");
        diagnostics.push(nothing);
    }
    let root = root?;
    if root.is("xmile") {
        return Some(root);
    }
    let message = format!("the root element is `<{}>`, not `<xmile>`", root.name);
    let diagnostic = Diagnostic::error("not-an-xmile-model", root.tag, message);
    diagnostics.push(diagnostic.hint("check that this is the right file: an XMILE model is inside `<xmile>`"));
    None
}
