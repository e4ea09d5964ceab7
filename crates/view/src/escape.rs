//! Makes text from a model or a study harmless where it is shown.

/// Stands in for a character that must not reach a reader's screen as it is.
const REPLACEMENT: char = '\u{FFFD}';

/// One line of printable text: line breaks and tabs become spaces, steering characters a replacement mark.
pub(crate) fn line(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\r' | '\t' => ' ',
            c if source::steers(c) => REPLACEMENT,
            c => c,
        })
        .collect()
}

/// The same with each number kept together with the per cent sign that follows it.
pub(crate) fn tied(text: &str) -> String {
    let text = line(text);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find(" %") {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        out.push(if before.ends_with(|c: char| c.is_ascii_digit()) {
            '\u{A0}'
        } else {
            ' '
        });
        rest = &after[1..];
    }
    out + rest
}

/// Text inside an HTML or SVG element or a quoted attribute.
pub(crate) fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in line(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Text inside a Markdown paragraph, heading, list item or table cell.
///
/// Marks that mean something inside a line are escaped everywhere; those that open a list or underline a
/// heading only where a line starts with them.
pub(crate) fn markdown(text: &str) -> String {
    let text = line(text);
    let text = text.trim();
    let mut out = String::with_capacity(text.len() + 8);
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next();
        let ends_marker = next.is_none_or(|n| n == ' ' || n == c);
        let before = text[..at].chars().next_back();
        let is_within_word = c == '_' && [before, next].iter().all(|c| c.is_some_and(char::is_alphanumeric));
        let is_inside = !is_within_word
            && matches!(
                c,
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$'
            );
        let opens_list = at == 0 && matches!(c, '-' | '+' | '=') && ends_marker;
        let opens_numbers = digits > 0 && at == digits && matches!(c, '.' | ')') && ends_marker;
        if is_inside || opens_list || opens_numbers {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The name of a file beside this one, as a link: nothing but letters, digits, points and dashes leads anywhere.
pub(crate) fn file(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    name.chars().filter(|c| plain(*c)).collect()
}

/// An address that a link may lead to: `http` or `https` and nothing that could end an attribute or hide a
/// space.
pub(crate) fn link(address: &str) -> Option<&str> {
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '\'' | '<' | '>' | '\\' | '`');
    let web = address.starts_with("https://") || address.starts_with("http://");
    (web && address.chars().all(plain)).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_gets_no_escape_sequence_and_no_turned_text() {
        assert_eq!(
            line("a\u{1b}[31mb\nc\u{202e}d\u{9b}1m"),
            "a\u{FFFD}[31mb c\u{FFFD}d\u{FFFD}1m"
        );
    }

    #[test]
    fn a_number_keeps_its_per_cent_sign() {
        assert_eq!(tied("2 % of a % b, 3 %"), "2\u{A0}% of a % b, 3\u{A0}%");
    }

    #[test]
    fn markup_becomes_text() {
        assert_eq!(html("\"><script>'&"), "&quot;&gt;&lt;script&gt;&#39;&amp;");
    }

    #[test]
    fn markdown_marks_lose_their_meaning() {
        assert_eq!(markdown("a|b *c* <d> [e](f)"), "a\\|b \\*c\\* \\<d\\> \\[e\\](f)");
        assert_eq!(markdown("_a_ mx_homicides_inegi"), "\\_a\\_ mx_homicides_inegi");
        assert_eq!(markdown("- item"), "\\- item");
        assert_eq!(markdown("---"), "\\---");
        assert_eq!(markdown("0.63 (+6 %)"), "0.63 (+6 %)");
        assert_eq!(markdown("+6 %"), "+6 %");
        assert_eq!(markdown("2025. A year"), "2025\\. A year");
        assert_eq!(markdown("2025 was a year-end"), "2025 was a year-end");
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(link("https://example.org/a?b=c&d"), Some("https://example.org/a?b=c&d"));
        assert_eq!(link("javascript:alert(1)"), None);
        assert_eq!(link("https://example.org/\" onclick=\"x"), None);
    }
}
