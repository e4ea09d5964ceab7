//! The words and number marks of one language.
//!
//! English phrases stand in the code where they are shown and are looked up here on their way out; a
//! language is a table from English to its own phrases, and a phrase that is missing stays English.

/// A language: how it writes numbers, and its phrases.
#[derive(Debug)]
pub struct Words {
    /// The language's tag, for `lang`.
    pub(crate) tag: &'static str,
    /// Between units and tenths.
    pub(crate) decimal: char,
    /// Between thousands.
    pub(crate) group: char,
    /// What follows a number of thousands, millions, billions (10⁹) and trillions (10¹²).
    pub(crate) scales: [&'static str; 4],
    /// English phrase and this language's phrase.
    pub(crate) phrases: &'static [(&'static str, &'static str)],
}

/// English.
pub static ENGLISH: Words = Words {
    tag: "en",
    decimal: '.',
    group: ',',
    scales: ["k", "m", "bn", "tn"],
    phrases: &[],
};

impl Words {
    /// This language's phrase for an English one.
    pub(crate) fn say(&self, english: &'static str) -> &'static str {
        let found = self.phrases.iter().find(|(from, _)| *from == english);
        found.map_or(english, |(_, to)| *to)
    }

    /// A phrase with its `{name}`s filled in; a name that is not given stays as it is written.
    pub(crate) fn fill(&self, english: &'static str, values: &[(&str, &str)]) -> String {
        let mut rest = self.say(english);
        let mut out = String::new();
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            out.push_str(before);
            match values.iter().find(|(n, _)| *n == name) {
                Some((_, value)) => out.push_str(value),
                None => out.extend(["{", name, "}"]),
            }
            rest = after;
        }
        out + rest
    }

    /// `1 future`, `12 futures`.
    pub(crate) fn count(&self, n: usize, one: &'static str, many: &'static str) -> String {
        let noun = if n == 1 { one } else { many };
        format!("{} {}", self.whole(n), self.say(noun))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_filled_once_and_values_are_not_read_again() {
        let filled = ENGLISH.fill("{a} of {b}", &[("a", "{b}"), ("b", "x")]);
        assert_eq!(filled, "{b} of x");
    }

    #[test]
    fn a_language_replaces_phrases_and_falls_back_to_english() {
        static TEST: Words = Words {
            phrases: &[("a share", "una proporción")],
            ..ENGLISH_MARKS
        };
        const ENGLISH_MARKS: Words = Words {
            tag: "es",
            decimal: ',',
            group: '\u{202F}',
            scales: ["k", "m", "bn", "tn"],
            phrases: &[],
        };
        assert_eq!(TEST.say("a share"), "una proporción");
        assert_eq!(TEST.say("no change"), "no change");
    }
}
