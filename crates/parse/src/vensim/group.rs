//! Group headers: a line of stars, `.Name`, a line of stars, `~ comment |`; also wrapped in braces.

use super::field::comment;
use super::parser::{Parser, end_of_line};
use crate::Group;
use source::Span;

/// The start of the next definition or group at or after `at`: blanks and plain comments are skipped, `{***` is not.
pub(super) fn next_start(p: &Parser, mut at: usize) -> usize {
    let text = p.text();
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        let comment = p.lexer.comment_end(at).filter(|end| header_name(&text[at..*end]).is_none());
        match comment.or_else(|| p.lexer.continuation(at)) {
            Some(end) => at = end,
            None => return at,
        }
    }
}

/// Whether a group header stands at `at`, where a definition could.
pub(super) fn begins(p: &Parser, at: usize) -> bool {
    match p.text().as_bytes().get(at) {
        Some(b'*') => p.text()[at..].starts_with("**"),
        Some(b'{') => p.lexer.comment_end(at).is_some_and(|end| header_name(&p.text()[at..end]).is_some()),
        _ => false,
    }
}

/// Reads the header at `at` and the comment behind it; `None` when stars are all there is.
pub(super) fn group(p: &mut Parser, at: usize) -> Option<Group> {
    let text = p.text();
    let header_end = match p.lexer.comment_end(at) {
        Some(end) => end,
        None => stars_end(text, at),
    };
    let span = Span::new(p.span().source, at, at + text[at..header_end].trim_end().len());
    let name = header_name(&text[at..header_end]);
    let behind = if name.is_some() {
        next_start(p, header_end)
    } else {
        header_end
    };
    let (comment, end) = match text.as_bytes().get(behind) {
        Some(b'~') => {
            let end = text[behind..].find('|').map_or(text.len(), |offset| behind + offset);
            (
                comment(text[behind + 1..end].trim_end_matches('~')),
                (end + 1).min(text.len()),
            )
        }
        Some(b'|') => (String::new(), behind + 1),
        _ => (String::new(), header_end),
    };
    p.resume_at(end);
    p.count_definition().ok()?;
    name.map(|name| Group {
        name: name.to_string(),
        comment,
        span,
    })
}

/// The end of stars, or of stars, a `.Name` line, and stars again.
fn stars_end(text: &str, at: usize) -> usize {
    let skip = |at: usize, wanted: fn(char) -> bool| text.len() - text[at..].trim_start_matches(wanted).len();
    let is_star = |c: char| c == '*';
    let first = skip(at, is_star);
    let name = skip(first, char::is_whitespace);
    if !text[name..].starts_with('.') {
        return first;
    }
    let name_end = text[name..].find(['*', '~', '|', '\n', '\r']).map_or(text.len(), |offset| name + offset);
    let second = skip(name_end, char::is_whitespace);
    if text[second..].starts_with('*') {
        skip(second, is_star)
    } else {
        name_end
    }
}

/// `Name` of `{**** .Name ****}` or the same without braces.
fn header_name(header: &str) -> Option<&str> {
    let inner = header.strip_prefix('{').map_or(header, |rest| rest.strip_suffix('}').unwrap_or(rest));
    let stars = inner.trim_start();
    if !stars.starts_with("**") {
        return None;
    }
    let name = stars.trim_start_matches(|c: char| c == '*' || c.is_whitespace()).strip_prefix('.')?;
    let line = &name[..end_of_line(name, 0)];
    Some(line.trim_end_matches(|c: char| c == '*' || c.is_whitespace()).trim())
}
