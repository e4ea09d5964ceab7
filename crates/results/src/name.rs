//! Names of cells: when two mean the same, and how one is shown without harm.

/// The key of a cell's name: two spellings with one key mean the same.
///
/// Case does not count; blanks, underscores, non-breaking spaces and the two characters `\n` are one `_`; quotes and
/// backslashes are dropped; `x["A1", b2]` is `x[a1,b2]`; a leading `.` is dropped and `·` is `.` (modules).
pub fn fold(name: &str) -> String {
    let plain = name.replace("\\n", " ").replace(['"', '\\'], "");
    let plain = plain.trim().replace('\u{b7}', ".");
    let plain = plain.trim_start_matches('.').to_lowercase();
    let Some((base, subscripts)) = subscripted(&plain) else {
        return words(&plain);
    };
    let subscripts: Vec<String> = subscripts.split(',').map(|s| words(s.trim().trim_matches('\''))).collect();
    format!("{}[{}]", words(base), subscripts.join(","))
}

fn subscripted(name: &str) -> Option<(&str, &str)> {
    let (base, rest) = name.split_once('[')?;
    let subscripts = rest.strip_suffix(']')?;
    (!subscripts.contains(['[', ']'])).then_some((base, subscripts))
}

fn words(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c == '_')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("_")
}

/// Whether a key is of a variable that Vensim makes for itself, such as the stock within a `SMOOTH`: `#SMOOTH(x,3)#`.
pub(crate) fn is_internal(key: &str) -> bool {
    key.starts_with('#')
}

/// A text from a model or study as a cell that no spreadsheet takes for a formula.
///
/// A text that begins with `=`, `+`, `-`, `@`, a tab or a line break gets an apostrophe in front, which spreadsheets read as
/// "this is text" and which [`crate::Table::read`] takes off again. Numbers are never passed through here.
pub fn harmless(text: &str) -> String {
    if is_formula(text) {
        format!("'{text}")
    } else {
        text.into()
    }
}

/// Undoes [`harmless`].
pub(crate) fn original(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => text,
    }
}

fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_mean_the_same() {
        let same = [
            ("Birth Rate", "birth_rate"),
            ("\"births/deaths\"", "births/deaths"),
            ("x[A1, B2]", "X[a1,b2]"),
            ("x[\"A 1\",'B2']", "x[a_1,b2]"),
            ("Two\\nLines", "two lines"),
            (".module·flow", "module.flow"),
            ("a __ b ", "A B"),
        ];
        for (one, other) in same {
            assert_eq!(fold(one), fold(other));
        }
        assert_ne!(fold("x[A1]"), fold("x[A2]"));
        assert_ne!(fold("ab"), fold("a b"));
    }

    #[test]
    fn a_formula_becomes_text_and_comes_back() {
        for name in ["=1+2", "+x", "-x", "@SUM(A1)", "\tx"] {
            let shown = harmless(name);
            assert!(shown.starts_with('\''), "{shown}");
            assert_eq!(original(&shown), name);
        }
        assert_eq!(harmless("birth rate"), "birth rate");
        assert_eq!(original("'tis"), "'tis");
    }
}
