//! Reading `es.toml` against a study: which of its texts the study says, and which texts of the study it lacks.

mod words;

use crate::file::{self, NodeKind, Placed, Report};
use crate::sentence::marks;
use crate::study::Study;
use crate::translation::{Need, Translation, each, key};
use source::{Diagnostic, SourceId, Span, nearest};
use std::collections::HashMap;

/// Missing texts beyond this many are counted, not listed.
const LISTED: usize = 20;

impl Translation {
    /// The texts of a study that need a translation and have none, in the order of a report.
    pub fn missing(&self, study: &Study) -> Vec<String> {
        let mut missing: Vec<String> = Vec::new();
        each(&mut words::of(study), &mut |need, text| {
            let is_missing = need == Need::Must && self.say(text).is_none() && !missing.contains(text);
            if is_missing && text.chars().any(char::is_alphabetic) {
                missing.push(text.clone());
            }
        });
        missing
    }
}

/// Reads a translation and holds it against the study: what is no text, what the study does not say, what is missing.
pub(crate) fn read(id: SourceId, text: &str, language: &str, study: &Study, report: &Report) -> Translation {
    let mut found = Reading {
        report,
        known: known(study),
        sentences: study.sentences.iter().map(|s| key(&s.says)).collect(),
        texts: HashMap::new(),
    };
    found.entries(&file::parse(text, id, report));
    let translation = Translation {
        language: language.to_string(),
        texts: found.texts,
    };
    report_missing(&translation, study, last_line(text, id), report);
    translation
}

/// Every text of a study, by its key, and the name of every variable: a report may come to name any of them.
fn known(study: &Study) -> HashMap<String, Need> {
    let model = &study.plan.model;
    let names = model.variables.iter().map(|v| (key(&v.name), Need::May));
    let mut known: HashMap<String, Need> = names.collect();
    each(&mut words::of(study), &mut |need, text| {
        known.insert(key(text), need);
    });
    known
}

/// One finding for all texts without a translation, where they are to be written: at the end of the file.
fn report_missing(translation: &Translation, study: &Study, at: Span, report: &Report) {
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
    /// The sentences that state shares, by their keys.
    sentences: Vec<String>,
    texts: HashMap<String, String>,
}

impl Reading<'_> {
    fn entries(&mut self, entries: &[file::Entry]) {
        for entry in entries {
            match &entry.node.kind {
                NodeKind::Table(inside) => self.entries(inside),
                NodeKind::Text(told) => self.text(&entry.key, told),
                // What is not TOML has a finding of its own.
                NodeKind::Broken => {}
                _ => {
                    let message = format!("`{}` is {}, not a text", key(&entry.key.value), entry.node.sort());
                    self.report.error("wrong-type", entry.node.span, message);
                }
            }
        }
    }

    fn text(&mut self, written: &Placed<String>, told: &str) {
        let (english, at) = (key(&written.value), written.span);
        if !self.known.contains_key(&english) {
            let message = format!("the study does not say `{english}`");
            let finding = Diagnostic::warning("unknown-text", at, message);
            let known = self.known.keys().map(String::as_str);
            self.report.push(match nearest(&english, known) {
                Some(near) => finding.hint(format!("it says `{near}`")),
                None => finding,
            });
        }
        self.has_marks_of(&written.value, told, at);
        let other = self.texts.insert(english.clone(), told.to_string());
        if let Some(other) = other.filter(|other| other != told) {
            let message = format!("`{english}` is translated twice, and not alike");
            let finding = Diagnostic::error("translated-twice", at, message);
            self.report.push(finding.hint(format!("keep `{other}` or `{told}`")));
        }
    }

    /// A sentence states the same shares in every language.
    fn has_marks_of(&self, english: &str, told: &str, at: Span) {
        if !self.sentences.contains(&key(english)) {
            return;
        }
        let (own, other) = (marks(english), marks(told));
        let wrong = own.iter().filter(|m| !other.contains(m)).map(|m| format!("lacks `{{{m}}}`"));
        let more = other
            .iter()
            .filter(|m| !own.contains(m))
            .map(|m| format!("has `{{{m}}}`, which the sentence has not"));
        for what in wrong.chain(more) {
            let message = format!("this translation {what}");
            self.report.error("unknown-claim", at, message);
        }
    }
}
