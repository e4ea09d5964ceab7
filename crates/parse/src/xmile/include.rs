//! Other files: `<include resource="…"/>`, and models and modules whose content stands in a file of its own.
//!
//! What is included counts as if it stood in the file that includes it. A file that is named as the content of a model or a
//! module has a set of models of its own, of which the first is meant; its dimensions, macros and units are those of all.

use super::model::{Home, Whose, XmileModel};
use super::node::Node;
use super::reader::{self, Reader};
use super::specs;
use super::xml;
use crate::Included;
use source::{Diagnostic, Span};

impl Reader<'_> {
    /// `<include resource="…"/>`; a file counts once, however often it is included.
    pub(super) fn include(&mut self, node: &Node, document: &mut XmileModel) {
        let Some(resource) = node.attribute("resource") else {
            return self.diagnostics.push(without_resource(node));
        };
        let Some(file) = self.files.opened(resource, self.diagnostics) else {
            return;
        };
        if self.files.included.insert((file.source, self.files.set)) {
            self.contents(&file, resource.whole(), document);
        }
    }

    /// What `resource` says of where the content of a model or a module stands.
    pub(super) fn home(&mut self, node: &Node, document: &mut XmileModel) -> Home {
        let Some(resource) = node.attribute("resource").filter(|resource| !resource.is_blank()) else {
            return Home::Here;
        };
        let Some(file) = self.files.opened(resource, self.diagnostics) else {
            return Home::Nowhere;
        };
        if let Some(set) = self.files.sets.get(&file.source) {
            return Home::Other(*set);
        }
        let set = self.files.sets.len() + 1;
        self.files.sets.insert(file.source, set);
        let outside = std::mem::replace(&mut self.files.set, set);
        let is_understood = self.contents(&file, resource.whole(), document);
        self.files.set = outside;
        if is_understood { Home::Other(set) } else { Home::Nowhere }
    }

    /// Reads all parts of another file into the document; whether it is a file of XMILE.
    fn contents(&mut self, file: &Included, named: Span, document: &mut XmileModel) -> bool {
        self.files.bytes += file.text.len();
        let before = self.diagnostics.errors();
        let root = xml::read(&file.text, file.source, self.diagnostics);
        let Some(root) = root.filter(|root| root.is("xmile")) else {
            if self.diagnostics.errors() == before {
                let message = "this file is not an XMILE model";
                self.diagnostics.push(Diagnostic::error("not-an-xmile-model", named, message));
            }
            return false;
        };
        if let Some(own) = root.child("sim_specs") {
            document.own_specs.push(specs::own(own, Whose::File, self));
        }
        let defaults = root.child("behavior").map(reader::defaults).unwrap_or_default();
        let outside = std::mem::replace(&mut self.defaults, defaults);
        self.files.open.push(file.source);
        for part in &root.children {
            self.part(part, document);
        }
        self.files.open.pop();
        self.defaults = outside;
        true
    }
}

fn without_resource(node: &Node) -> Diagnostic {
    Diagnostic::error("missing-include", node.tag, "this `<include>` has no `resource`")
        .hint("`<include resource=\"other.xmile\"/>`")
}
