//! Names as users write them, and as tools compare them.

use source::Span;
use std::sync::Arc;

/// A name: the author's spelling, the key under which it is found, and where it stands.
///
/// Vensim and XMILE compare names without case; a run of spaces, tabs, line breaks and underscores counts as one space;
/// double quotes around a name and the backslashes within them are not part of it.
#[derive(Clone, Debug)]
pub struct Name {
    /// How it is spelled; the fields of [`Spelling`] are read as if they were the name's own.
    pub spelling: Arc<Spelling>,
    /// Where.
    pub span: Span,
}

/// What all places where a name stands have in common, kept once where they are spelled alike.
#[derive(Debug)]
pub struct Spelling {
    /// The author's spelling, blanks folded, quotes kept off.
    pub text: Arc<str>,
    /// The key: lower case, every run of blanks and underscores one space.
    pub key: Arc<str>,
}

impl std::ops::Deref for Name {
    type Target = Spelling;

    fn deref(&self) -> &Spelling {
        &self.spelling
    }
}

impl Name {
    /// Takes a spelling apart.
    pub fn new(spelling: &str, span: Span) -> Self {
        if is_its_key(spelling) {
            let text: Arc<str> = spelling.into();
            let key = text.clone();
            return Name::of(text, key, span);
        }
        let bare = unquoted(spelling);
        let text = bare.split_whitespace().collect::<Vec<_>>().join(" ");
        let key = folded(&text);
        Name::of(text.into(), key.into(), span)
    }

    /// A name with a key that does not follow from its spelling.
    pub fn of(text: Arc<str>, key: Arc<str>, span: Span) -> Self {
        let spelling = Arc::new(Spelling { text, key });
        Name { spelling, span }
    }

    /// The key of a spelling, for look-ups from outside a model (a command line, a study).
    pub fn key_of(spelling: &str) -> String {
        folded(&unquoted(spelling))
    }
}

/// Whether a spelling is its own key: small letters, digits and single spaces between them.
fn is_its_key(spelling: &str) -> bool {
    let bytes = spelling.as_bytes();
    let is_plain = |b: &u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b' ');
    let is_framed = bytes.first() != Some(&b' ') && bytes.last() != Some(&b' ');
    is_framed && bytes.iter().all(is_plain) && !bytes.windows(2).any(|pair| pair == b"  ")
}

fn folded(bare: &str) -> String {
    let lower = bare.to_lowercase();
    let words = lower.split(|c: char| c.is_whitespace() || c == '_').filter(|w| !w.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn unquoted(spelling: &str) -> String {
    let trimmed = spelling.trim();
    match trimmed.strip_prefix('"').and_then(|s| s.strip_suffix('"')) {
        Some(inner) => inner.replace("\\\"", "\"").replace("\\\\", "\\"),
        None => trimmed.to_string(),
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Name {}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::Name;

    #[test]
    fn folds_what_does_not_count() {
        assert_eq!(Name::key_of("  Birth__Rate\n of  x "), "birth rate of x");
        assert_eq!(Name::key_of("\"Total (US$)\""), "total (us$)");
    }

    #[test]
    fn quotes_come_off_once() {
        let name = Name::new(r#""\"a\"""#, source::Span::default());
        assert_eq!((&*name.text, &*name.key), ("\"a\"", "\"a\""));
    }
}
