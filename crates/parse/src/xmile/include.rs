//! Other files: `<include resource="…"/>`, and models and modules whose content stands in a file of its own.
//!
//! What is included counts as if it stood in the file that includes it. A file that is named as the content of a model or a
//! module has a set of models of its own, of which the first is meant; its dimensions, macros and units are those of all.

use super::document::{Document, Reader};
use super::text::Text;
use super::xml::{self, Node};
use super::{document, specs};
use crate::{Includes, limits};
use source::{Diagnostic, SourceId, Span};
use std::collections::{HashMap, HashSet};

/// Where the content of a model or a module stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Home {
    /// Among the models of the file that names it.
    Here,
    /// In another file, whose set of models has this number.
    Other(usize),
    /// In a file that cannot be had; a diagnostic says why.
    Nowhere,
}

/// The files of one model.
pub(super) struct Files<'d> {
    includes: &'d mut dyn Includes,
    /// The files that are being read, the outermost first.
    open: Vec<SourceId>,
    /// The set of models of each file that is the content of a model or a module.
    sets: HashMap<SourceId, usize>,
    /// The files that were included into each set.
    included: HashSet<(SourceId, usize)>,
    /// How many bytes were read.
    bytes: usize,
    /// The set of models that is being read.
    pub set: usize,
}

impl<'d> Files<'d> {
    /// The outermost file is open.
    pub fn new(includes: &'d mut dyn Includes, outermost: SourceId) -> Self {
        Files {
            includes,
            open: vec![outermost],
            sets: HashMap::new(),
            included: HashSet::new(),
            bytes: 0,
            set: 0,
        }
    }

    /// How many files are being read, each included into the one before it.
    pub fn depth(&self) -> usize {
        self.open.len()
    }
}

impl Reader<'_> {
    /// `<include resource="…"/>`; a file counts once, however often it is included.
    pub(super) fn include(&mut self, node: &Node, document: &mut Document) {
        let Some(resource) = node.attribute("resource") else {
            let diagnostic = Diagnostic::error("missing-include", node.tag, "this `<include>` does not say which file")
                .hint("`<include resource=\"other.xmile\"/>`");
            return self.diagnostics.push(diagnostic);
        };
        let Some(file) = self.opened(resource) else {
            return;
        };
        if self.files.included.insert((file.source, self.files.set)) {
            self.contents((file.source, &file.text), resource.whole(), document);
        }
    }

    /// What `resource` says of where the content of a model or a module stands.
    pub(super) fn home(&mut self, node: &Node, document: &mut Document) -> Home {
        let Some(resource) = node.attribute("resource").filter(|resource| !resource.is_blank()) else {
            return Home::Here;
        };
        let Some(file) = self.opened(resource) else {
            return Home::Nowhere;
        };
        if let Some(set) = self.files.sets.get(&file.source) {
            return Home::Other(*set);
        }
        let set = self.files.sets.len() + 1;
        self.files.sets.insert(file.source, set);
        let outside = std::mem::replace(&mut self.files.set, set);
        let is_understood = self.contents((file.source, &file.text), resource.whole(), document);
        self.files.set = outside;
        if is_understood { Home::Other(set) } else { Home::Nowhere }
    }

    /// A file that may be read here; `None` with a diagnostic.
    fn opened(&mut self, resource: &Text) -> Option<crate::Included> {
        let (name, span) = (resource.trimmed(), resource.whole());
        let diagnostic = match self.files.includes.open(name, span.source) {
            Err(why) => Diagnostic::error("missing-include", span, format!("`{name}` cannot be included: {why}")),
            Ok(file) if self.files.open.contains(&file.source) => {
                Diagnostic::error("circular-include", span, format!("`{name}` includes itself"))
            }
            Ok(_) if self.files.open.len() > limits::INCLUDE_DEPTH => {
                let deepest = limits::INCLUDE_DEPTH;
                let message = format!("`{name}` is included more than {deepest} files deep");
                Diagnostic::error("circular-include", span, message)
            }
            Ok(file) if self.files.bytes + file.text.len() > limits::INCLUDED_BYTES => {
                let message = format!(
                    "with `{name}` the included files are larger than {} MiB",
                    limits::INCLUDED_BYTES >> 20
                );
                Diagnostic::error("file-too-large", span, message)
            }
            Ok(file) => return Some(file),
        };
        self.diagnostics.push(diagnostic);
        None
    }

    /// Reads all parts of another file into the document; whether it is a file of XMILE.
    fn contents(&mut self, (source, text): (SourceId, &str), named: Span, document: &mut Document) -> bool {
        self.files.bytes += text.len();
        let before = self.diagnostics.errors();
        let root = xml::read(text, source, self.diagnostics);
        let Some(root) = root.filter(|root| root.is("xmile")) else {
            if self.diagnostics.errors() == before {
                let message = "this file is not an XMILE model";
                self.diagnostics
                    .push(Diagnostic::error("not-an-xmile-model", named, message));
            }
            return false;
        };
        if let Some(own) = root.child("sim_specs") {
            specs::compare(own, specs::Whose::File, self);
        }
        let defaults = root.child("behavior").map(document::defaults).unwrap_or_default();
        let outside = std::mem::replace(&mut self.defaults, defaults);
        self.files.open.push(source);
        for part in &root.children {
            self.part(part, document);
        }
        self.files.open.pop();
        self.defaults = outside;
        true
    }
}
