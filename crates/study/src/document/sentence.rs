//! Lines to statements: headings, questions, sentences.
//!
//! A line is a heading when it has at most fourteen words, no sentence ends within it and no sign behind it. A
//! sentence ends with `.`, `!` or `?` before a capital letter, a digit or a quote, not behind an abbreviation or a single letter;
//! where a line ends within a sentence and the next begins with a small letter, the sentence goes on there.

use super::Sentence;
use super::mark::{kind_of, marks};

/// Words whose full stop ends no sentence.
const ABBREVIATIONS: [&str; 24] = [
    "Mr", "Mrs", "Ms", "Dr", "Prof", "Sen", "Rep", "Gov", "Gen", "St", "No", "vs", "etc", "e.g", "i.e", "U.S", "U.K",
    "U.N", "Inc", "Ltd", "approx", "Fig", "Vol", "al",
];

/// The longest heading, in words.
const HEADING: usize = 14;

/// The statements of numbered lines.
pub(super) fn statements(lines: &[(u32, &str)]) -> Vec<Sentence> {
    let mut statements = Vec::new();
    let (mut sentences, mut headings) = (0, 0);
    for paragraph in paragraphs(lines) {
        if paragraph.is_heading() {
            headings += 1;
            let (lines, text) = paragraph.whole();
            statements.push(statement(format!("H{headings}"), "heading", lines, text));
            continue;
        }
        for (lines, text) in paragraph.sentences() {
            sentences += 1;
            let kind = kind_of(&text);
            statements.push(statement(format!("A{sentences}"), kind, lines, text));
        }
    }
    statements
}

fn statement(id: String, kind: &'static str, lines: Vec<u32>, text: String) -> Sentence {
    // A heading claims nothing, whatever words it holds.
    let marks = if kind == "heading" { Vec::new() } else { marks(&text) };
    Sentence {
        id,
        lines,
        text,
        marks,
        kind,
    }
}

/// Lines that belong together, as one text with the line of each byte.
struct Paragraph {
    text: String,
    /// Where each line begins, and its number.
    starts: Vec<(usize, u32)>,
}

fn paragraphs(lines: &[(u32, &str)]) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for (number, line) in lines {
        let line = line.trim();
        let line = ["* ", "- ", "\u{2022} "].iter().find_map(|sign| line.strip_prefix(sign)).unwrap_or(line);
        let goes_on = line.starts_with(|c: char| c.is_lowercase());
        match paragraphs.last_mut() {
            Some(last) if goes_on && last.is_open() && last.starts.last().is_some_and(|(_, n)| n + 1 == *number) => {
                last.text.push(' ');
                last.starts.push((last.text.len(), *number));
                last.text.push_str(line);
            }
            _ => paragraphs.push(Paragraph {
                text: line.into(),
                starts: vec![(0, *number)],
            }),
        }
    }
    paragraphs
}

impl Paragraph {
    /// Whether its last line may go on: a line that was broken is long, and ends within a sentence.
    fn is_open(&self) -> bool {
        const BROKEN: usize = 50;
        let last = self.starts.last().map_or("", |(at, _)| &self.text[*at..]);
        last.len() >= BROKEN && !last.ends_with(['.', '!', '?', ':', '\u{201d}', '"'])
    }

    fn is_heading(&self) -> bool {
        let text = self.text.trim_start_matches('#').trim();
        let marked = self.text.starts_with('#');
        let words = text.split_whitespace().count();
        marked
            || self.starts.len() == 1
                && self.ends().len() == 1
                && words <= HEADING
                && !text.ends_with(['.', '!', '?', ';', ',', '"', '\u{201d}', ')'])
    }

    fn whole(&self) -> (Vec<u32>, String) {
        let text = self.text.trim_start_matches('#').trim().to_string();
        (self.starts.iter().map(|(_, number)| *number).collect(), text)
    }

    fn sentences(&self) -> Vec<(Vec<u32>, String)> {
        let mut sentences = Vec::new();
        let mut from = 0;
        for end in self.ends() {
            let text = self.text[from..end].trim();
            if text.chars().any(char::is_alphabetic) {
                sentences.push((self.lines(from, end), text.to_string()));
                from = end;
            }
        }
        // What is left has no letter: a number of a list, say. It belongs to the sentence before it.
        if let (Some(last), true) = (sentences.last_mut(), from < self.text.len()) {
            last.0.extend(self.lines(from, self.text.len()));
            last.0.dedup();
            last.1.push_str(&self.text[from..]);
        } else if sentences.is_empty() {
            sentences.push((self.lines(0, self.text.len()), self.text.clone()));
        }
        sentences
    }

    /// The lines that the bytes stand in.
    fn lines(&self, from: usize, end: usize) -> Vec<u32> {
        let begins = |at: usize| self.starts.partition_point(|(start, _)| *start <= at).max(1) - 1;
        let blank = self.text[from..end].len() - self.text[from..end].trim_start().len();
        let (first, last) = (begins(from + blank), begins(end.saturating_sub(1)));
        self.starts[first..=last.max(first)].iter().map(|(_, number)| *number).collect()
    }

    /// Where sentences end.
    fn ends(&self) -> Vec<usize> {
        let text = &self.text;
        let mut ends = Vec::new();
        for (at, sign) in text.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?')) {
            let mut end = at + sign.len_utf8();
            let closing = text[end..].chars().take_while(|c| matches!(c, '"' | '\u{201d}' | '\'' | '\u{2019}' | ')'));
            end += closing.map(char::len_utf8).sum::<usize>();
            let rest = &text[end..];
            let next = rest.trim_start().chars().next();
            let apart = rest.starts_with(char::is_whitespace);
            let before = text[..at].chars().next_back();
            let opens =
                next.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '"' | '\u{201c}' | '['));
            let glued = next.is_some_and(char::is_uppercase) && before.is_some_and(char::is_lowercase);
            if next.is_none() || opens && (apart || glued) && !(sign == '.' && is_abbreviation(&text[..at])) {
                ends.push(end);
            }
        }
        if ends.last() != Some(&text.len()) {
            ends.push(text.len());
        }
        ends
    }
}

/// Whether a full stop behind this ends no sentence: an abbreviation, an initial, the number of an item.
fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let is_item = before.trim().bytes().all(|b| b.is_ascii_digit());
    is_initial || is_item || ABBREVIATIONS.contains(&word)
}
