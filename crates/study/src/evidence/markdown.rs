//! Text from a file, made harmless for Markdown.

/// Escapes what Markdown or HTML would read as markup; line breaks become blanks.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '|' | '!' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            c if source::steers(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// A link to an address, or the address as text when it is not one of the web.
pub(super) fn link(words: &str, address: &str) -> String {
    let web = address.starts_with("https://") || address.starts_with("http://");
    let plain = address.chars().all(|c| c.is_ascii_graphic() && !"<>\"`\\^{}|".contains(c));
    if web && plain {
        format!("[{}](<{address}>)", escaped(words))
    } else if address.is_empty() {
        escaped(words)
    } else {
        format!("{} ({})", escaped(words), escaped(address))
    }
}

#[cfg(test)]
mod tests {
    use super::{escaped, link};

    #[test]
    fn markup_of_a_file_is_only_text() {
        assert_eq!(escaped("a|b *c* <script>"), "a\\|b \\*c\\* &lt;script&gt;");
        assert_eq!(escaped("two\nlines"), "two lines");
    }

    #[test]
    fn only_addresses_of_the_web_are_links() {
        assert_eq!(link("x", "https://a.b/c(d)"), "[x](<https://a.b/c(d)>)");
        assert_eq!(link("x", "javascript:alert(1)"), "x (javascript:alert(1))");
        assert_eq!(link("x", ""), "x");
    }
}
