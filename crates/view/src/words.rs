//! The words and number marks of one language.
//!
//! English phrases stand in the code where they are shown and are looked up here on their way out; a
//! language is a table from English to its own phrases, and a phrase that is missing stays English.

mod english;
mod findings;
mod spanish;

pub(crate) use english::ENGLISH;
pub(crate) use spanish::SPANISH;

/// A language that reports, briefs and screens come in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Spanish as used in Mexico.
    Spanish,
}

impl Language {
    /// Its tag in file names: `es`.
    pub fn tag(self) -> &'static str {
        self.words().tag.split('-').next().unwrap_or_default()
    }

    /// The language of a tag: `es`.
    pub fn of(tag: &str) -> Option<Language> {
        [Language::English, Language::Spanish].into_iter().find(|language| language.tag() == tag)
    }

    pub(crate) fn words(self) -> &'static Words {
        match self {
            Language::English => &ENGLISH,
            Language::Spanish => &SPANISH,
        }
    }
}

/// A language: how it writes numbers, and its phrases.
#[derive(Debug)]
pub struct Words {
    /// The language's tag, for `lang`.
    pub(crate) tag: &'static str,
    /// What it calls itself.
    pub(crate) name: &'static str,
    /// Between units and tenths.
    pub(crate) decimal: char,
    /// Between thousands.
    pub(crate) group: char,
    /// What follows a number of thousands, millions, billions (10⁹) and trillions (10¹²).
    pub(crate) scales: [&'static str; 4],
    /// Units: as the findings have them, after a number, after a slash.
    pub(crate) units: &'static [(&'static str, &'static str, &'static str)],
    /// How many of a kind there are, by the kind: one of it, several: `{n} from sources`.
    pub(crate) counts: &'static [(&'static str, &'static str, &'static str)],
    /// Its phrases, in tables by where they are shown; none stands in two.
    pub(crate) phrases: &'static [&'static [Phrase]],
}

/// English phrase and this language's phrase.
pub(crate) type Phrase = (&'static str, &'static str);

impl Words {
    /// Whether the phrases in the code are this language's own.
    pub(crate) fn is_english(&self) -> bool {
        self.tag == ENGLISH.tag
    }

    /// This language's phrase for an English one.
    pub(crate) fn say(&self, english: &'static str) -> &'static str {
        let found = self.known(english);
        debug_assert!(
            found.is_some() || self.is_english(),
            "{:?} has no word in {}",
            english,
            self.name
        );
        found.unwrap_or(english)
    }

    /// This language's word for one that the findings bring: a kind of evidence, a verdict; one that it lacks stays.
    pub(crate) fn term<'a>(&self, english: &'a str) -> &'a str
    where
        'static: 'a,
    {
        self.known(english).unwrap_or(english)
    }

    /// `67 from sources`; a kind without a phrase of its own follows its number.
    pub(crate) fn counted(&self, kind: &str, n: usize) -> String {
        let phrase = self.counts.iter().find(|(from, ..)| *from == kind);
        match phrase {
            Some((_, one, _)) if n == 1 => one.replace("{n}", &self.whole(n)),
            Some((_, _, many)) => many.replace("{n}", &self.whole(n)),
            None => format!("{} {}", self.whole(n), self.term(kind)),
        }
    }

    fn known(&self, english: &str) -> Option<&'static str> {
        let mut phrases = self.phrases.iter().copied().flatten();
        let found = phrases.find(|(from, _)| *from == english);
        found.map(|(_, to)| *to)
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
    fn a_language_replaces_phrases_and_leaves_unknown_words_of_the_findings() {
        assert_eq!(SPANISH.say("all futures"), "todos los futuros");
        assert_eq!(SPANISH.term("supported"), "respaldado");
        assert_eq!(SPANISH.term("a study's own word"), "a study's own word");
    }

    #[test]
    fn every_phrase_has_one_translation_with_the_same_holes() {
        let holes = |text: &str| {
            let mut names: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split_once('}'))
                .map(|(name, _)| name.to_owned())
                .collect();
            names.sort();
            names
        };
        let mut seen = std::collections::HashSet::new();
        for (english, told) in SPANISH.phrases.iter().copied().flatten() {
            assert!(seen.insert(english), "{english} stands twice");
            assert_eq!(holes(english), holes(told), "{english}");
        }
    }

    /// Each argument of `say`, `fill` and `count` in the sources that is a literal has a translation.
    #[test]
    fn every_phrase_of_the_sources_is_told_in_spanish() {
        let mut files = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
        let mut missing = Vec::new();
        while let Some(path) = files.pop() {
            if path.is_dir() {
                files.extend(std::fs::read_dir(path).unwrap().map(|e| e.unwrap().path()));
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(path).unwrap();
                let shown = text.split("#[cfg(test)]").next().unwrap_or_default();
                missing.extend(phrases(shown).into_iter().filter(|p| SPANISH.known(p).is_none()));
            }
        }
        assert!(missing.is_empty(), "{missing:#?}");
    }

    /// The literals behind `say(`, `said(`, `fill(` and `count(`.
    fn phrases(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        for call in [
            "say(",
            "said(",
            "fill(",
            "let text = ",
            "let template = ",
            "let caption = ",
        ] {
            for rest in text.split(call).skip(1) {
                found.extend(literal(rest));
            }
        }
        for rest in text.split(".count(").skip(1) {
            let arguments = rest.split(')').next().unwrap_or_default();
            let named: Vec<&str> = arguments.split('"').skip(1).step_by(2).collect();
            found.extend(named.into_iter().map(str::to_owned));
        }
        found
    }

    /// A string literal at the start of a text, as the compiler reads it.
    fn literal(text: &str) -> Option<String> {
        let inside = text.trim_start().strip_prefix('"')?;
        let (end, _) = inside.match_indices('"').find(|(at, _)| !inside[..*at].ends_with('\\'))?;
        let mut lines = inside[..end].split("\\\n");
        let first = lines.next().unwrap_or_default().to_owned();
        Some(lines.fold(first, |text, line| text + line.trim_start()).replace("\\\"", "\""))
    }
}
