//! Reads Vensim's text format, `.mdl`: one small file per construct, in the order of a model file.

mod changes;
mod comments;
mod definitions;
mod dimension;
mod equation;
mod expected;
mod expression;
mod field;
mod group;
pub(crate) mod lexer;
mod lookup;
mod macros;
mod number;
mod parser;
mod sections;
mod settings;
mod sketch;
mod strings;
mod target;
#[cfg(test)]
mod tests;
mod units;

pub use changes::{Change, NewValue, vensim_changes};

use crate::{Expr, ParsedModel, limits};
use lexer::Kind;
use parser::Parser;
use source::{Diagnostic, Diagnostics, SourceId, Span};

/// Reads a model file. Never fails: what cannot be understood gives a diagnostic, and everything else is in the result.
pub fn vensim(text: &str, source: SourceId, diagnostics: &mut Diagnostics) -> ParsedModel {
    let mut model = ParsedModel {
        source,
        ..ParsedModel::default()
    };
    if let Some(diagnostic) = too_large(text) {
        diagnostics.push(diagnostic);
        return model;
    }
    let sections = sections::split(text);
    let errors_before = diagnostics.errors();
    let mut parser = Parser::of_file(sections.definitions, source, diagnostics);
    definitions::definitions(&mut parser, &mut model, false);
    strings::resolve(&mut model);
    let settings_at = text.len() - sections.settings.len();
    let settings_span = Span::new(source, settings_at, text.len());
    model.settings = settings::settings(sections.settings, settings_span, diagnostics);
    model.sketch = sketch::sketch(sections.sketch);
    if defines_nothing(&model) && diagnostics.errors() == errors_before {
        diagnostics.push(Diagnostic::error(
            "empty-file",
            Span::whole(source),
            "the file defines nothing",
        ));
    }
    model
}

/// Reads a single expression; `None` when it cannot be understood, which a diagnostic explains.
pub fn vensim_expression(text: &str, source: SourceId, diagnostics: &mut Diagnostics) -> Option<Expr> {
    if let Some(diagnostic) = too_large(text) {
        diagnostics.push(diagnostic);
        return None;
    }
    let mut parser = Parser::of_expression(text, source, diagnostics);
    let expr = expression::expression(&mut parser).ok()?;
    if !parser.at(Kind::End) {
        let _ = parser.trailing("an operator or the end of the formula");
        return None;
    }
    Some(expr)
}

fn defines_nothing(model: &ParsedModel) -> bool {
    model.equations.is_empty() && model.dimensions.is_empty() && model.macros.is_empty()
}

fn too_large(text: &str) -> Option<Diagnostic> {
    (text.len() > limits::FILE_BYTES).then(crate::encoding::too_large)
}
