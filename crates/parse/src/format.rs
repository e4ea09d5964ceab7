//! Which format a model file has.

use crate::{Dialect, ParsedModel, vensim, xmile_in};
use source::{Diagnostic, Diagnostics, Severity, SourceId};
use std::path::Path;

/// Reads a model file in whichever format it has; `name` is its path, for the ending.
pub fn model(name: &Path, text: &str, source: SourceId, diagnostics: &mut Diagnostics) -> ParsedModel {
    model_in(None, name, (text, source), diagnostics)
}

/// Reads a model file by the rules of `dialect`, or else of the program that wrote it. Vensim's own format has one meaning.
pub fn model_in(
    dialect: Option<Dialect>,
    name: &Path,
    (text, source): (&str, SourceId),
    diagnostics: &mut Diagnostics,
) -> ParsedModel {
    if is_xmile(name, text) {
        return xmile_in(dialect, text, source, diagnostics);
    }
    if let Some(Dialect::Stella | Dialect::Xmile) = dialect {
        let message = "another dialect changes nothing in a Vensim model: its functions have one meaning";
        let whole = Diagnostic::whole("dialect-without-effect", message);
        diagnostics.push(Diagnostic {
            severity: Severity::Warning,
            ..whole
        });
    }
    vensim(text, source, diagnostics)
}

/// Whether a file holds XMILE rather than Vensim's own format: by its ending, or else by its first words.
pub fn is_xmile(name: &Path, text: &str) -> bool {
    let ending = name.extension().and_then(|ending| ending.to_str());
    let is_it = |known: &str| ending.is_some_and(|ending| ending.eq_ignore_ascii_case(known));
    if ["xmile", "stmx", "itmx", "xml"].iter().any(|known| is_it(known)) {
        return true;
    }
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    ["<?xml", "<xmile", "<!--"]
        .iter()
        .any(|opening| start.starts_with(opening))
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
