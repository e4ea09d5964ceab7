//! The files of one model: which are being read, which were, and whether another may be.

use super::text::Text;
use crate::{Included, Includes, limits};
use source::{Diagnostic, Diagnostics, SourceId};
use std::collections::{HashMap, HashSet};

/// The files of one model.
pub(super) struct Files<'d> {
    includes: &'d mut dyn Includes,
    /// The files that are being read, the outermost first.
    pub open: Vec<SourceId>,
    /// The set of models of each file that is the content of a model or a module.
    pub sets: HashMap<SourceId, usize>,
    /// The files that were included into each set.
    pub included: HashSet<(SourceId, usize)>,
    /// How many bytes were read.
    pub bytes: usize,
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

    /// A file that may be read here; `None` with a diagnostic.
    pub fn opened(&mut self, resource: &Text, diagnostics: &mut Diagnostics) -> Option<Included> {
        let (name, span) = (resource.trimmed(), resource.whole());
        let diagnostic = match self.includes.open(name, span.source) {
            Err(why) => Diagnostic::error("missing-include", span, format!("`{name}` cannot be included: {why}")),
            Ok(file) if self.open.contains(&file.source) => {
                Diagnostic::error("circular-include", span, format!("`{name}` includes itself"))
            }
            Ok(_) if self.open.len() > limits::INCLUDE_DEPTH => {
                let deepest = limits::INCLUDE_DEPTH;
                let message = format!("`{name}` is included more than {deepest} files deep");
                Diagnostic::error("circular-include", span, message)
            }
            Ok(file) if self.bytes + file.text.len() > limits::INCLUDED_BYTES => {
                let message = format!(
                    "with `{name}` the included files are larger than {} MiB",
                    limits::INCLUDED_BYTES >> 20
                );
                Diagnostic::error("file-too-large", span, message)
            }
            Ok(file) => return Some(file),
        };
        diagnostics.push(diagnostic);
        None
    }
}
