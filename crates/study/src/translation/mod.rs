//! A study's own words in another language: `es.toml` beside `study.toml` says what each English text becomes.
//!
//! The file is tables of `"English" = "translation"`; what the tables are called is for its readers alone. A text is
//! known by its English words, so a sentence that changes loses its translation, and that is a finding. Line breaks and
//! repeated spaces don't count.

mod texts;
mod words;

use crate::file::{self, NodeKind, Report};
use crate::study::Study;
use findings::Findings;
use source::{Diagnostic, SourceId, Span, nearest};
use std::collections::HashMap;
use texts::Need;

/// The languages that a study may come in beside English, by the name of their file.
pub const LANGUAGES: [&str; 1] = ["es"];

/// Missing texts beyond this many are counted, not listed.
const LISTED: usize = 20;

/// What a study's texts are in another language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Translation {
    /// The language's tag: `es`.
    pub language: String,
    texts: HashMap<String, String>,
}

impl Translation {
    /// What an English text of the study becomes, if it is known.
    pub fn say(&self, english: &str) -> Option<&str> {
        self.texts.get(&key(english)).map(String::as_str)
    }

    /// The same findings in this language. What has no translation stays English.
    pub fn of(&self, findings: &Findings) -> Findings {
        let mut translated = findings.clone();
        texts::each(&mut translated, &mut |_, text| {
            if let Some(told) = self.say(text) {
                told.clone_into(text);
            }
        });
        for (parameter, original) in translated.evidence.table.iter_mut().zip(&findings.evidence.table) {
            if parameter.name != original.name {
                parameter.called.clone_from(&original.name);
            }
        }
        translated
    }

    /// The texts of a study that need a translation and have none, in the order of a report.
    pub fn missing(&self, study: &Study) -> Vec<String> {
        let mut missing: Vec<String> = Vec::new();
        texts::each(&mut words::of(study), &mut |need, text| {
            let is_missing = need == Need::Must && self.say(text).is_none() && !missing.contains(text);
            if is_missing && text.chars().any(char::is_alphabetic) {
                missing.push(text.clone());
            }
        });
        missing
    }
}

/// How texts are compared: runs of white space are one space.
fn key(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads a translation and holds it against the study: what is no text, what the study does not say, what is missing.
pub(crate) fn read((text, id): (&str, SourceId), language: &str, study: &Study, report: &Report) -> Translation {
    let mut found = Reading {
        report,
        known: known(study),
        texts: HashMap::new(),
    };
    found.entries(&file::parse(text, id, report));
    let translation = Translation {
        language: language.to_string(),
        texts: found.texts,
    };
    report_missing(&translation, study, (last_line(text, id), report));
    translation
}

/// Every text of a study, by its key.
fn known(study: &Study) -> HashMap<String, Need> {
    let mut known = HashMap::new();
    texts::each(&mut words::of(study), &mut |need, text| {
        known.insert(key(text), need);
    });
    known
}

/// One finding for all texts without a translation, where they are to be written: at the end of the file.
fn report_missing(translation: &Translation, study: &Study, (at, report): (Span, &Report)) {
    let missing = translation.missing(study);
    let language = &translation.language;
    let message = match &missing[..] {
        [] => return,
        [one] => format!("`{}` has no translation in `{language}`", key(one)),
        several => format!("{} texts have no translation in `{language}`", several.len()),
    };
    let mut finding = Diagnostic::warning("missing-translation", at, message);
    if !at.is_whole() {
        finding = finding.label("write it below");
    }
    for text in missing.iter().take(LISTED) {
        finding = finding.hint(format!("{:?} = \"…\"", key(text)));
    }
    report.push(match missing.len().saturating_sub(LISTED) {
        0 => finding,
        more => finding.hint(format!("and {more} more")),
    });
}

/// The last line with anything on it.
fn last_line(text: &str, id: SourceId) -> Span {
    let end = text.trim_end().len();
    let start = text[..end].rfind('\n').map_or(0, |line_break| line_break + 1);
    Span::new(id, start, end)
}

struct Reading<'a> {
    report: &'a Report,
    known: HashMap<String, Need>,
    texts: HashMap<String, String>,
}

impl Reading<'_> {
    fn entries(&mut self, entries: &[file::Entry]) {
        for entry in entries {
            match &entry.node.kind {
                NodeKind::Table(inside) => self.entries(inside),
                NodeKind::Text(told) => self.text((&entry.key.value, entry.key.span), told),
                // What is not TOML has a finding of its own.
                NodeKind::Broken => {}
                _ => {
                    let message = format!("`{}` is {}, not a text", key(&entry.key.value), entry.node.sort());
                    self.report.error("wrong-type", entry.node.span, message);
                }
            }
        }
    }

    fn text(&mut self, (english, at): (&str, Span), told: &str) {
        let english = key(english);
        if !self.known.contains_key(&english) {
            let message = format!("the study does not say `{english}`");
            let finding = Diagnostic::warning("unknown-text", at, message);
            let known = self.known.keys().map(String::as_str);
            self.report.push(match nearest(&english, known) {
                Some(near) => finding.hint(format!("it says `{near}`")),
                None => finding,
            });
        }
        let other = self.texts.insert(english.clone(), told.to_string());
        if let Some(other) = other.filter(|other| other != told) {
            let message = format!("`{english}` is translated twice, and not alike");
            let finding = Diagnostic::error("translated-twice", at, message);
            self.report.push(finding.hint(format!("keep `{other}` or `{told}`")));
        }
    }
}
