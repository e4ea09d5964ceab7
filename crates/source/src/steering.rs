//! Characters that act on what shows a text instead of being shown.

use std::borrow::Cow;

/// Whether a character could steer a terminal or turn the direction of the text around it.
pub fn steers(c: char) -> bool {
    let mark = matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}');
    let direction = mark || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let separator = matches!(c, '\u{2028}' | '\u{2029}');
    let noncharacter = matches!(c, '\u{FFFE}' | '\u{FFFF}');
    c.is_control() || direction || separator || noncharacter
}

/// The text with a replacement mark for each steering character, line breaks and tabs apart.
pub fn printable(text: &str) -> String {
    let shown = |c: char| {
        if steers(c) && c != '\n' && c != '\t' {
            '\u{fffd}'
        } else {
            c
        }
    };
    text.chars().map(shown).collect()
}

/// The text with a mark of the same length in bytes for each steering character but those of ASCII, which the renderer shows as
/// pictures. Places within the text stay right.
pub(crate) fn of_same_length(text: &str) -> Cow<'_, str> {
    let steering = |c: char| steers(c) && !c.is_ascii();
    if !text.contains(steering) {
        return Cow::Borrowed(text);
    }
    let shown = |c: char| match c.len_utf8() {
        _ if !steering(c) => c,
        2 => '\u{b7}',
        _ => '\u{fffd}',
    };
    Cow::Owned(text.chars().map(shown).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_is_replaced_and_words_are_not() {
        assert_eq!(
            printable("a\u{1b}[31m\u{202e}b\u{2066}c\u{9b}é\n"),
            "a\u{fffd}[31m\u{fffd}b\u{fffd}c\u{fffd}é\n"
        );
        assert_eq!(printable("población 日本 عربى\t1"), "población 日本 عربى\t1");
    }

    #[test]
    fn lengths_stay() {
        let text = "a\u{1b}\u{61c}\u{202e}é";
        assert_eq!(of_same_length(text), "a\u{1b}\u{b7}\u{fffd}é");
        assert_eq!(of_same_length(text).len(), text.len());
    }
}
