//! A study's own words in another language: `es.toml` beside `study.toml` says what each English text becomes.
//!
//! The file is tables of `"English" = "translation"`; what the tables are called is for its readers alone. A text is
//! known by its English words, so a sentence that changes loses its translation, and that is a finding. Line breaks and
//! repeated spaces don't count.

mod texts;

pub(crate) use texts::{Need, each};

use crate::sentence::fill;
use findings::Findings;
use std::collections::HashMap;

/// The languages that a study may come in beside English, by the name of their file.
pub const LANGUAGES: [&str; 1] = ["es"];

/// What a study's texts are in another language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Translation {
    /// The language's tag: `es`.
    pub language: String,
    /// By the English words, as [`key`] writes them.
    pub(crate) texts: HashMap<String, String>,
}

impl Translation {
    /// What an English text of the study becomes, if it is known.
    pub fn say(&self, english: &str) -> Option<&str> {
        self.texts.get(&key(english)).map(String::as_str)
    }

    /// The same findings in this language. What has no translation stays English.
    pub fn of(&self, findings: &Findings) -> Findings {
        let mut translated = findings.clone();
        each(&mut translated, &mut |_, text| {
            if let Some(told) = self.say(text) {
                told.clone_into(text);
            }
        });
        for sentence in &mut translated.sentences {
            sentence.text = fill(&sentence.says, &sentence.shares, &self.language);
        }
        for (parameter, original) in translated.evidence.table.iter_mut().zip(&findings.evidence.table) {
            if parameter.name != original.name {
                parameter.called.clone_from(&original.name);
            }
        }
        translated
    }
}

/// How texts are compared: runs of white space are one space.
pub(crate) fn key(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
