//! The parts of a `.mdl` file: definitions, then the drawing, then the settings.

/// Where the parts of a file begin; the definitions begin at 0.
pub(super) struct Sections<'a> {
    /// Dimensions, equations, groups and macros.
    pub definitions: &'a str,
    /// The drawing with its marker lines; empty when there is none.
    pub sketch: &'a str,
    /// The settings without the marker line before them; empty when there are none.
    pub settings: &'a str,
}

/// Takes a file apart.
pub(super) fn split(text: &str) -> Sections<'_> {
    let sketch_at = line_with(text, "---///", &['\\'], |before| !before.is_empty());
    let (definitions, rest) = text.split_at(sketch_at.unwrap_or(text.len()));
    if sketch_at.is_some() {
        let (sketch, settings) = drawing_and_settings(rest);
        return Sections {
            definitions,
            sketch,
            settings,
        };
    }
    let (definitions, settings) = drawing_and_settings(definitions);
    Sections {
        definitions,
        sketch: "",
        settings,
    }
}

fn drawing_and_settings(text: &str) -> (&str, &str) {
    let is_version_mark = |before: &str| matches!(before, ":L" | ":L\u{7f}");
    let at = line_with(text, "///---\\", &[], str::is_empty)
        .or_else(|| line_with(text, "<%^E!@", &[':', 'L', '\u{7f}'], is_version_mark));
    text.split_at(at.unwrap_or(text.len()))
}

/// The start of the first line that is some of `signs`, if they fit, and then `mark`.
fn line_with(text: &str, mark: &str, signs: &[char], fits: fn(&str) -> bool) -> Option<usize> {
    text.match_indices(mark).find_map(|(at, _)| {
        let start = text[..at].trim_end_matches(signs).len();
        let begins_line = start == 0 || text[..start].ends_with(['\n', '\r']);
        (begins_line && fits(&text[start..at])).then_some(start)
    })
}

/// The lines of a text, whichever way they end; a last empty line is none.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}
