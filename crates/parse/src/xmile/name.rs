//! Names as XMILE spells them: with escapes, and with dots between the modules that they go through.

use crate::Name;
use source::Span;

/// A name as it stands in an attribute or within quotes: `\n` is a blank, `\"` a quote, `\\` a backslash.
pub(super) fn spelled(spelling: &str, span: Span) -> Name {
    let mut clean = String::with_capacity(spelling.len());
    let mut rest = spelling.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => match rest.next() {
                Some('n' | 'r' | 't') => clean.push(' '),
                Some(escaped) => clean.push(escaped),
                None => clean.push('\\'),
            },
            _ => clean.push(c),
        }
    }
    Name::new(&clean, span)
}

/// The parts of a name between its dots, each from its first byte to behind its last.
pub(super) fn segments(name: &str) -> Vec<(usize, usize)> {
    let mut segments = Vec::new();
    let (mut start, mut quoted, mut escaped) = (usize::from(name.starts_with('.')), false, false);
    for (at, c) in name.char_indices().skip(start) {
        match c {
            '"' if !escaped => quoted = !quoted,
            '.' if !quoted => {
                segments.push((start, at));
                start = at + 1;
            }
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    segments.push((start, name.len()));
    segments
}
