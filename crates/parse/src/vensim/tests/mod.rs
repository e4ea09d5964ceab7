//! What Vensim's text means, as tables.

mod definition;
mod diagnostic;
mod expression;
mod section;

use crate::{Equation, Expr, ParsedModel, print, vensim, vensim_expression};
use source::{Diagnostics, SourceId, Sources, render};

/// The expression, which must be free of diagnostics.
fn expression(text: &str) -> Expr {
    let mut diagnostics = Diagnostics::new();
    let expr = vensim_expression(text, SourceId(0), &mut diagnostics);
    assert!(diagnostics.is_empty(), "{text}: {diagnostics:?}");
    expr.expect("an expression without diagnostics is understood")
}

/// Both texts mean the same, and the first prints as the second.
fn check(text: &str, meaning: &str) {
    let (read, meant) = (expression(text), expression(meaning));
    assert_eq!(read, meant, "`{text}` is `{}`", print::expression(&read));
}

fn prints(text: &str, printed: &str) {
    assert_eq!(print::expression(&expression(text)), printed, "{text}");
}

/// The model and what there is to say about it.
fn read(text: &str) -> (ParsedModel, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let model = vensim(text, SourceId(0), &mut diagnostics);
    (model, diagnostics)
}

/// The model, which must be free of diagnostics.
fn model(text: &str) -> ParsedModel {
    let (model, diagnostics) = read(text);
    assert!(diagnostics.is_empty(), "{text}: {diagnostics:?}");
    model
}

/// The only equation of a model that is free of diagnostics.
fn equation(text: &str) -> Equation {
    let mut equations = model(text).equations;
    assert_eq!(equations.len(), 1, "{text}");
    equations.remove(0)
}

/// The diagnostics, as a person sees them.
fn diagnostics(text: &str) -> String {
    let mut sources = Sources::new();
    sources.add("model.mdl", text);
    render(read(text).1.iter(), &sources, false)
}

/// The ids of the diagnostics.
fn ids(text: &str) -> Vec<&'static str> {
    read(text).1.iter().map(|diagnostic| diagnostic.id).collect()
}
