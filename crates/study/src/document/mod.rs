//! An article or a report, taken apart: statements with their lines, what is not part of it, and lines without words.
//!
//! Nothing is understood here. Lines are sorted and sentences marked by simple rules that stand in `noise`, `sentence` and `mark`;
//! whoever writes the study reads every statement and puts it in words of their own. No line is lost: each is of a statement, or
//! noise, or blank.

mod mark;
mod noise;
mod plain;
mod sentence;
mod skeleton;

pub use mark::{Mark, marks};
pub use skeleton::ledger;

use std::collections::BTreeSet;

/// How many lines of a document are read.
pub const LINES: usize = 100_000;

/// How many bytes of a document are read: 8 MiB.
pub const BYTES: usize = 8 << 20;

/// A document in its parts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Its first heading, or the first words of its first line.
    pub title: String,
    /// How many lines it has.
    pub lines: u32,
    /// What it says, in order.
    pub statements: Vec<Sentence>,
    /// Blocks that are not part of the text, with the reason.
    pub noise: Vec<Noise>,
    /// Lines without words.
    pub blank: Vec<u32>,
}

/// A heading, a question or a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// `A1`, `A2` …; headings `H1`, `H2` ….
    pub id: String,
    /// The lines, from 1, that it stands in.
    pub lines: Vec<u32>,
    /// As written.
    pub text: String,
    /// What was found in it.
    pub marks: Vec<Mark>,
    /// The ledger's word for what it seems to be.
    pub kind: &'static str,
}

/// A block that is not part of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Noise {
    /// Its lines, from 1.
    pub lines: Vec<u32>,
    /// Why it was set apart.
    pub why: &'static str,
}

/// Takes a document apart. HTML is stripped of its tags first, with its lines as they are.
pub fn read(text: &str) -> Document {
    let plain = plain::plain(text);
    let lines: Vec<&str> = plain.lines().take(LINES).collect();
    let noise = noise::noise(&lines);
    let apart: BTreeSet<u32> = noise.iter().flat_map(|n| n.lines.iter().copied()).collect();
    let number = |at: usize| at as u32 + 1;
    let is_blank = |line: &str| !line.chars().any(char::is_alphanumeric);
    let blank = lines.iter().enumerate().filter(|(_, line)| is_blank(line));
    let blank: Vec<u32> = blank.map(|(at, _)| number(at)).filter(|at| !apart.contains(at)).collect();
    let text = lines.iter().enumerate().map(|(at, line)| (number(at), *line));
    let text = text.filter(|(at, line)| !apart.contains(at) && !is_blank(line));
    let statements = sentence::statements(&text.collect::<Vec<_>>());
    Document {
        title: statements.first().map(|s| s.text.clone()).unwrap_or_default(),
        lines: lines.len() as u32,
        statements,
        noise,
        blank,
    }
}
