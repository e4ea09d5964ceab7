//! The settings behind the drawing. Most concern Vensim's windows; the method of integration and the unit synonyms
//! concern the model.

use super::sections::lines;
use crate::{Method, Settings, limits};
use source::{Diagnostic, Diagnostics, Span};

/// Reads the settings; `span` is where they stand.
pub(super) fn settings(text: &str, span: Span, diagnostics: &mut Diagnostics) -> Settings {
    let mut settings = Settings {
        text: text.trim_end().to_string(),
        ..Settings::default()
    };
    let mut at = span.start as usize;
    for line in lines(text) {
        match line.split_once(':') {
            Some(("15", numbers)) => {
                let place = Span::new(span.source, at, at + line.len());
                settings.method = method(numbers, place, diagnostics).or(settings.method);
            }
            Some(("22", names)) if settings.unit_synonyms.len() < limits::SYNONYMS => {
                settings.unit_synonyms.push(synonyms(names))
            }
            _ => {}
        }
        at += line.len() + line_break(&text[at - span.start as usize + line.len()..]);
    }
    settings
}

/// How many bytes end a line.
fn line_break(rest: &str) -> usize {
    if rest.starts_with("\r\n") { 2 } else { rest.len().min(1) }
}

/// The fourth number of `15:0,0,0,1,0,0`.
fn method(numbers: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<Method> {
    match numbers.split(',').nth(3)?.trim() {
        "0" => Some(Method::Euler),
        "1" => Some(Method::RungeKutta4Auto),
        "2" => Some(Method::Difference),
        "3" => Some(Method::RungeKutta2Auto),
        "4" => Some(Method::RungeKutta2),
        "5" => Some(Method::RungeKutta4),
        other => {
            diagnostics.push(unknown_method(other, span));
            None
        }
    }
}

fn unknown_method(number: &str, span: Span) -> Diagnostic {
    let message = format!("no integration method has the number `{number}`");
    Diagnostic::error("unknown-method", span, message)
        .label("the fourth number is the method")
        .hint("`15:0,0,0,0,0,0` stands for Euler, `15:0,0,0,5,0,0` for Runge-Kutta 4")
}

fn synonyms(names: &str) -> Vec<String> {
    names
        .split(',')
        .take(limits::SYNONYMS)
        .map(|name| name.trim().to_string())
        .filter(|name| !name.is_empty())
        .collect()
}
