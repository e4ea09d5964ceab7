//! Calls that read a file: which they are, and what they are given.

use parse::{Body, Expr, ExprKind};
use source::Span;

/// What a call reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reads {
    Constants,
    Data,
    Lookups,
}

/// A call that reads a file.
pub(crate) struct ExternalCall<'a> {
    pub reads: Reads,
    /// Whether the file is a run or a dataset; else a sheet.
    pub of_run: bool,
    pub name: &'a str,
    pub arguments: &'a [Expr],
    pub texts: Vec<&'a str>,
    pub span: Span,
}

/// The call that a whole right-hand side is.
pub(crate) fn external_call(body: &Body) -> Option<ExternalCall<'_>> {
    match body {
        Body::Formula(expr) | Body::Unchangeable(expr) | Body::DataFormula(expr) => of_expr(expr),
        _ => None,
    }
}

/// What the function of that key reads.
pub(crate) fn reads(key: &str) -> Option<Reads> {
    match key {
        "get xls constants" | "get direct constants" | "get 123 constants" | "get vdf constants" => {
            Some(Reads::Constants)
        }
        "get xls data" | "get direct data" | "get 123 data" | "get vdf data" => Some(Reads::Data),
        "get xls lookups" | "get direct lookups" | "get 123 lookups" => Some(Reads::Lookups),
        _ => None,
    }
}

fn of_expr(expr: &Expr) -> Option<ExternalCall<'_>> {
    let ExprKind::Call { callee, arguments } = &expr.kind else {
        return None;
    };
    let name = &callee.reference()?.name;
    let reads = reads(&name.key)?;
    // An argument that is no text leaves too few, which is reported where they are read.
    let texts = arguments.iter().filter_map(text_of).collect();
    Some(ExternalCall {
        reads,
        of_run: name.key.starts_with("get vdf"),
        name: &name.text,
        arguments,
        texts,
        span: expr.span,
    })
}

fn text_of(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Text(text) => Some(text.trim()),
        // Quotes of a name around a text: what it stands for is plain from its place.
        ExprKind::Reference(reference) if reference.subscripts.is_empty() => Some(reference.name.text.trim()),
        _ => None,
    }
}

/// Whether a definition reads that from a file.
pub(crate) fn is_read(body: &Body, wanted: Reads) -> bool {
    external_call(body).is_some_and(|call| call.reads == wanted)
}
