//! HTML without its tags, line for line.

use std::borrow::Cow;

/// Elements whose content is no text.
const UNSEEN: [&str; 6] = ["script", "style", "nav", "footer", "noscript", "svg"];

/// The text of a page; a text that is no page stays as it is. Line breaks stay where they are.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let start = text.trim_start().get(..200.min(text.trim_start().len())).unwrap_or_default().to_ascii_lowercase();
    let is_page = ["<!doctype html", "<html", "<head", "<body", "<div", "<article", "<p>"]
        .iter()
        .any(|t| start.starts_with(t));
    if !is_page {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&entities(&rest[..at]));
        let tag = &rest[at..];
        let closing = if tag.starts_with("<!--") { "-->" } else { ">" };
        let end = tag.find(closing).map_or(tag.len(), |end| end + closing.len());
        let end = unseen(tag, end);
        breaks(&mut out, &tag[..end]);
        rest = &tag[end..];
    }
    out.push_str(&entities(rest));
    Cow::Owned(out)
}

/// The end of an element whose content is no text, or else of its opening tag.
fn unseen(tag: &str, end: usize) -> usize {
    let name: String = tag[1..].chars().take_while(char::is_ascii_alphanumeric).collect();
    let name = name.to_ascii_lowercase();
    if !UNSEEN.contains(&name.as_str()) {
        return end;
    }
    let closing = format!("</{name}");
    let inner = &tag[end..];
    let found = (0..inner.len()).find(|at| inner.as_bytes()[*at] == b'<' && begins(&inner[*at..], &closing));
    found.map_or(end, |at| {
        end + at + inner[at..].find('>').map_or(inner.len() - at, |e| e + 1)
    })
}

fn begins(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start))
}

/// The line breaks within what is left out; a blank for any other tag.
fn breaks(out: &mut String, left_out: &str) {
    let lines = left_out.matches('\n').count();
    match lines {
        0 => out.push(' '),
        n => out.extend(std::iter::repeat_n('\n', n)),
    }
}

fn entities(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    const KNOWN: [(&str, &str); 9] = [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&rsquo;", "\u{2019}"),
        ("&ldquo;", "\u{201c}"),
        ("&rdquo;", "\u{201d}"),
        ("&amp;", "&"),
    ];
    Cow::Owned(KNOWN.iter().fold(text.to_string(), |text, (from, to)| text.replace(from, to)))
}
