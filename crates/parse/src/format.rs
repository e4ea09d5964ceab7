//! Which format a model file has.

use crate::{Dialect, Includes, NoIncludes, ParsedModel, XmileModel, vensim, xmile_with};
use source::{Diagnostic, Diagnostics, SourceId, Span};
use std::path::Path;

/// A model file, read in its own format.
#[derive(Clone, Debug)]
pub enum Parsed {
    /// Vensim's text: equations.
    Vensim(ParsedModel),
    /// XMILE: declarations, whose meaning is not decided yet.
    Xmile(XmileModel),
}

/// The text of a file, with the number that its spans carry.
#[derive(Clone, Copy, Debug)]
pub struct SourceText<'t> {
    /// All of it.
    pub text: &'t str,
    /// Its number.
    pub source: SourceId,
}

/// By which rules a model file is read, and what else it may name.
pub struct Reading<'i> {
    /// The dialect; that of the program that wrote the file for `None`. Vensim's own format has one meaning.
    pub dialect: Option<Dialect>,
    /// The files that it may include.
    pub includes: &'i mut dyn Includes,
}

/// Reads a model file in whichever format it has; `name` is its path, for the ending.
pub fn model(name: &Path, text: &str, source: SourceId, diagnostics: &mut Diagnostics) -> Parsed {
    let reading = Reading {
        dialect: None,
        includes: &mut NoIncludes,
    };
    model_with(reading, name, SourceText { text, source }, diagnostics)
}

/// Reads a model file as [`model`] does, by other rules or with the files that it includes.
pub fn model_with(reading: Reading, name: &Path, file: SourceText, diagnostics: &mut Diagnostics) -> Parsed {
    let SourceText { text, source } = file;
    if is_xmile(name, text) {
        return Parsed::Xmile(xmile_with(reading, text, source, diagnostics));
    }
    if let Some(Dialect::Stella | Dialect::Xmile) = reading.dialect {
        let message = "the dialect has no effect on a Vensim model: its functions have only one meaning";
        let diagnostic = Diagnostic::warning("dialect-without-effect", Span::whole(source), message);
        diagnostics.push(diagnostic.hint("leave `--dialect` out"));
    }
    Parsed::Vensim(vensim(text, source, diagnostics))
}

/// Whether a file holds XMILE rather than Vensim's own format: by its ending, or else by its first words.
pub fn is_xmile(name: &Path, text: &str) -> bool {
    let ending = name.extension().and_then(|ending| ending.to_str());
    let is_it = |known: &str| ending.is_some_and(|ending| ending.eq_ignore_ascii_case(known));
    if ["xmile", "stmx", "itmx", "xml"].iter().any(|known| is_it(known)) {
        return true;
    }
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    ["<?xml", "<xmile", "<!--"].iter().any(|opening| start.starts_with(opening))
}

#[cfg(test)]
mod tests {
    use super::is_xmile;
    use std::path::Path;

    fn check(name: &str, text: &str, expected: bool) {
        assert_eq!(is_xmile(Path::new(name), text), expected, "{name}");
    }

    #[test]
    fn a_format_is_known_by_its_ending_or_its_first_words() {
        check("model.stmx", "", true);
        check("MODEL.XMILE", "", true);
        check("model.mdl", "a = 1 ~~|", false);
        check("model.txt", "\u{feff}\n<?xml version=\"1.0\"?>", true);
        check("model", "<xmile version=\"1.0\">", true);
    }
}
