//! What a conversion loses, as diagnostics.

use source::{Diagnostic, Diagnostics, Span};
use std::collections::HashSet;

/// Losses so far; the same one is named once for each subject.
#[derive(Default)]
pub(super) struct Losses {
    /// As diagnostics.
    pub diagnostics: Diagnostics,
    named: HashSet<(&'static str, String)>,
}

impl Losses {
    /// Something that the file written cannot say.
    pub fn name(&mut self, id: &'static str, span: Span, message: String) {
        if self.named.insert((id, message.clone())) {
            let diagnostic = Diagnostic::warning(id, span, message);
            self.diagnostics.push(match what_to_do(id) {
                Some(hint) => diagnostic.hint(hint),
                None => diagnostic,
            });
        }
    }

    /// Something that the file written says in another way, with the same numbers.
    pub fn note(&mut self, id: &'static str, span: Span, message: String) {
        if self.named.insert((id, message.clone())) {
            self.diagnostics.push(Diagnostic::advice(id, span, message));
        }
    }
}

fn what_to_do(id: &str) -> Option<&'static str> {
    Some(match id {
        "call-lost" => "rewrite the equation in the converted file",
        "control-not-constant" => "write a number, as in `FINAL TIME = 100 ~ Month ~ |`: it is the same everywhere",
        "drawing-lost" => "redraw it in the other program: all equations are there",
        "external-data-lost" => "`--data FILE` gives the values, which are then written too",
        "function-not-in-xmile" => "write it in functions of the standard where another tool must read the file",
        "macro-outputs-lost" => "write a separate macro for each further output",
        "mapping-lost" => "name the element on the right-hand side, in one equation for each on the left",
        "method-lost" => "`counterflow run FILE --method NAME` integrates the converted file as before",
        "name-changed" => "use the new name in that program, or rename it here first",
        "reality-check-lost" => "keep the `.mdl` next to the converted file",
        "unit-changed" => "rename the unit, or leave it out",
        _ => return None,
    })
}
