//! The ledger of a document, to be filled in.

use super::{Document, Mark, Sentence};
use std::fmt::Write;

/// How many words of a statement stand in its place until it is put in other words.
const WORDS: usize = 12;

/// `evidence.toml` for a document: every statement with its lines and marks, noise apart, nothing judged yet.
///
/// Statements are to be paraphrased, so each is only begun with its first words.
pub fn ledger(name: &str, document: &Document) -> String {
    let mut out = String::from("format = 1\n\n");
    out.push_str("# What the document says, statement by statement. Put each in your own words, say where it stands in the study,\n");
    out.push_str("# and give the verdict with figures and sources. `marks` beside an id are what simple rules found: not judgements.\n\n");
    let _ = writeln!(out, "[documents.{}]", text(name));
    let _ = writeln!(out, "title = {}", text(&document.title));
    let _ = writeln!(out, "lines = {}", document.lines);
    let _ = writeln!(out, "blank = {}", list(&document.blank));
    for statement in &document.statements {
        push(&mut out, statement);
    }
    for (at, noise) in document.noise.iter().enumerate() {
        let _ = writeln!(
            out,
            "\n[[statements]]\nid = \"N{}\"\nlines = {}",
            at + 1,
            list(&noise.lines)
        );
        let _ = writeln!(
            out,
            "paraphrase = {}\nkind = \"noise\"",
            text(&format!("Not part of the text: {}.", noise.why))
        );
    }
    out
}

fn push(out: &mut String, statement: &Sentence) {
    let marks: Vec<&str> = statement.marks.iter().copied().map(Mark::word).collect();
    let marks = if marks.is_empty() {
        String::new()
    } else {
        format!(" # marks: {}", marks.join(", "))
    };
    let _ = writeln!(out, "\n[[statements]]\nid = {}{marks}", text(&statement.id));
    let _ = writeln!(out, "lines = {}", list(&statement.lines));
    let words: Vec<&str> = statement.text.split_whitespace().collect();
    let more = if words.len() > WORDS { " …" } else { "" };
    let begun = format!("TODO, paraphrase: {}{more}", words[..words.len().min(WORDS)].join(" "));
    let _ = writeln!(out, "paraphrase = {}", text(&begun));
    let _ = writeln!(out, "kind = \"{}\"\nelement = \"none\"", statement.kind);
    if !["heading", "question"].contains(&statement.kind) {
        let _ = writeln!(out, "verdict = \"not checkable\"\nfigures = \"Not looked at yet.\"");
    }
}

fn list(lines: &[u32]) -> String {
    let numbers: Vec<String> = lines.iter().map(u32::to_string).collect();
    format!("[{}]", numbers.join(", "))
}

/// A text of TOML.
fn text(words: &str) -> String {
    let mut out = String::from("\"");
    for c in words.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
