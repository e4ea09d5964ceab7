//! A diagnostic as a person sees it, and as a program reads it.

use crate::{Diagnostic, Severity, Sources, Span};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// Renders findings like rustc's, with `color` for a terminal.
pub fn render<'a>(
    diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
    sources: &Sources,
    color: bool,
) -> String {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    diagnostics
        .into_iter()
        .map(|d| render_one(d, sources, &renderer) + "\n")
        .collect()
}

fn render_one(diagnostic: &Diagnostic, sources: &Sources, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Advice => Level::NOTE.with_name("advice"),
    };
    let labels: Vec<(AnnotationKind, Span, &str)> = diagnostic
        .primary
        .iter()
        .map(|l| (AnnotationKind::Primary, l.span, l.text.as_str()))
        .chain(
            diagnostic
                .secondary
                .iter()
                .map(|l| (AnnotationKind::Context, l.span, l.text.as_str())),
        )
        .collect();
    let message = printable(&diagnostic.message);
    let hints: Vec<String> = diagnostic.hints.iter().map(|h| printable(h)).collect();
    let mut group = Group::with_title(level.primary_title(&message).id(diagnostic.id));
    let mut done = Vec::new();
    for (_, span, _) in &labels {
        let Some(file) = sources.file(span.source) else {
            continue;
        };
        if done.contains(&span.source) {
            continue;
        }
        done.push(span.source);
        let mut snippet = Snippet::source(file.text.as_str()).path(file.name.as_str());
        for (kind, at, text) in labels.iter().filter(|(_, at, _)| at.source == span.source) {
            let range = within(*at, &file.text);
            let annotation = kind.span(range);
            snippet = snippet.annotation(if text.is_empty() {
                annotation
            } else {
                annotation.label(*text)
            });
        }
        group = group.element(snippet);
    }
    for hint in &hints {
        group = group.element(Level::HELP.message(hint));
    }
    renderer.render(&[group])
}

/// The span as byte offsets that lie on character borders of `text`.
fn within(span: Span, text: &str) -> std::ops::Range<usize> {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(span.start as usize);
    start..floor(span.end as usize).max(start)
}

/// The text without control characters, which could drive a terminal.
fn printable(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() && c != '\n' && c != '\t' {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

/// The findings as a JSON value: an array of objects with id, severity, message, spans (line and column from 1) and hints.
pub fn to_json<'a>(
    diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
    sources: &Sources,
) -> Vec<JsonDiagnostic> {
    diagnostics
        .into_iter()
        .map(|d| JsonDiagnostic {
            id: d.id,
            severity: d.severity,
            message: d.message.clone(),
            places: d
                .primary
                .iter()
                .chain(&d.secondary)
                .map(|l| (sources.place(l.span), l.text.clone()))
                .collect(),
            hints: d.hints.clone(),
        })
        .collect()
}

/// A finding for a program to read.
#[derive(serde::Serialize, Debug, Clone)]
pub struct JsonDiagnostic {
    /// The stable id.
    pub id: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The sentence.
    pub message: String,
    /// `path:line:column` and the words there; the culprit first.
    pub places: Vec<(String, String)>,
    /// What to type instead.
    pub hints: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Diagnostic;

    #[test]
    fn looks_like_rustc() {
        let mut sources = Sources::new();
        let id = sources.add(
            "population.mdl",
            "Births = population * births rate ~ person/Year ~ |\n",
        );
        let d = Diagnostic::error(
            "unknown-name",
            Span::new(id, 22, 33),
            "no variable or function is called `births rate`",
        )
        .label("not defined in this model")
        .hint("`birth rate` differs by one letter");
        insta::assert_snapshot!(render([&d], &sources, false), @r"
        error[unknown-name]: no variable or function is called `births rate`
         --> population.mdl:1:23
          |
        1 | Births = population * births rate ~ person/Year ~ |
          |                       ^^^^^^^^^^^ not defined in this model
          |
          = help: `birth rate` differs by one letter
        ");
    }
}
