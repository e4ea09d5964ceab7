//! A diagnostic as a person sees it, and as a program reads it.

use crate::steering::of_same_length;
use crate::{Diagnostic, Label, Severity, SourceFile, SourceId, Sources, Span, printable};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

/// Renders diagnostics like rustc's, with `color` for a terminal.
pub fn render<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>, sources: &Sources, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    diagnostics.into_iter().map(|d| render_one(d, sources, &renderer) + "\n").collect()
}

fn render_one(diagnostic: &Diagnostic, sources: &Sources, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Advice => Level::NOTE.with_name("advice"),
    };
    let message = printable(&diagnostic.message);
    let hints: Vec<String> = diagnostic.hints.iter().map(|h| printable(h)).collect();
    let mut group = Group::with_title(level.primary_title(&message).id(diagnostic.id));
    let mut done: Vec<SourceId> = Vec::new();
    for (_, label) in labels(diagnostic) {
        let source = label.span.source;
        if let Some(file) = sources.file(source).filter(|_| !done.contains(&source)) {
            group = if labels(diagnostic).all(|(_, label)| label.span.is_whole()) {
                group.element(Origin::path(printable(&file.name)))
            } else {
                group.element(snippet(diagnostic, source, file))
            };
            done.push(source);
        }
    }
    for hint in &hints {
        group = group.element(Level::HELP.message(hint));
    }
    renderer.render(&[group])
}

/// The culprit, then the evidence.
fn labels(diagnostic: &Diagnostic) -> impl Iterator<Item = (AnnotationKind, &Label)> {
    let primary = diagnostic.primary.iter().map(|label| (AnnotationKind::Primary, label));
    let secondary = diagnostic.secondary.iter().map(|label| (AnnotationKind::Context, label));
    primary.chain(secondary)
}

/// The lines of `file` that a diagnostic points at, and no others: a file may be long and its diagnostics many.
fn snippet<'a>(diagnostic: &Diagnostic, source: SourceId, file: &'a SourceFile) -> Snippet<'a, Annotation<'a>> {
    let here = || labels(diagnostic).filter(|(_, label)| label.span.source == source);
    let text = file.text.as_str();
    let ranges = || here().map(|(_, label)| within(label.span, text));
    let start = ranges().map(|range| range.start).min().unwrap_or(0);
    let end = ranges().map(|range| range.end).max().unwrap_or(0);
    let first = text[..start].rfind('\n').map_or(0, |line_break| line_break + 1);
    let last = text[end..].find('\n').map_or(text.len(), |line_break| end + line_break);
    let annotations = here().zip(ranges()).map(|((kind, label), range)| {
        let annotation = kind.span(range.start - first..range.end - first);
        let words = Some(printable(&label.text)).filter(|words| !words.is_empty());
        annotation.label(words)
    });
    Snippet::source(of_same_length(&text[first..last]))
        .line_start(file.position(first as u32).0)
        .path(printable(&file.name))
        .annotations(annotations)
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

/// The diagnostics as a JSON value: an array of objects with id, severity, message, spans (line and column from 1) and hints.
pub fn to_json<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>, sources: &Sources) -> Vec<JsonDiagnostic> {
    diagnostics
        .into_iter()
        .map(|d| JsonDiagnostic {
            id: d.id,
            severity: d.severity,
            message: d.message.clone(),
            places: d.primary.iter().chain(&d.secondary).map(|l| (sources.place(l.span), l.text.clone())).collect(),
            hints: d.hints.clone(),
        })
        .collect()
}

/// A diagnostic for a program to read.
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

    #[test]
    fn what_is_about_a_whole_file_names_it_and_shows_no_line() {
        let mut sources = Sources::new();
        let id = sources.add("empty.mdl", "{ nothing }\n");
        let d = Diagnostic::error("empty-file", Span::whole(id), "the file defines nothing").hint("write something");
        insta::assert_snapshot!(render([&d], &sources, false), @"
        error[empty-file]: the file defines nothing
        --> empty.mdl
         = help: write something
        ");
    }

    #[test]
    fn nothing_a_user_wrote_drives_the_terminal() {
        let mut sources = Sources::new();
        let id = sources.add("a\u{1b}[2J.mdl", "a = \u{1b}[31m b \u{9b}31m\u{202e}\u{7f} ~~|");
        let d = Diagnostic::error("unexpected-token", Span::new(id, 4, 8), "found `\u{1b}[31m`")
            .label("here \u{1b}[31m")
            .see(Span::new(id, 0, 1), "and \u{9b}31m")
            .hint("write \u{1b}");
        let text = render([&d], &sources, false);
        assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
        assert!(!text.contains('\u{202e}'), "{text:?}");
    }

    #[test]
    fn lines_keep_their_numbers_wherever_they_stand() {
        let mut sources = Sources::new();
        let id = sources.add("a.mdl", "x = 1 ~~|\né = 2 ~~|\n\nb = (2 ~~|\nc = 3");
        let d = Diagnostic::error(
            "unbalanced-parenthesis",
            Span::new(id, 26, 27),
            "this `(` is never closed",
        )
        .see(Span::new(id, 10, 12), "unlike here");
        insta::assert_snapshot!(render([&d], &sources, false), @r"
        error[unbalanced-parenthesis]: this `(` is never closed
         --> a.mdl:4:5
          |
        2 | é = 2 ~~|
          | - unlike here
        3 |
        4 | b = (2 ~~|
          |     ^
        ");
    }
}
