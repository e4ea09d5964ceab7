//! `ARTICLE.md`: each line of the document, what it says in our words, and what became of it.

use super::ledger::{Document, Ledger, Source, Statement};
use super::markdown::{escaped, link};
use std::fmt::Write;

/// The text of `ARTICLE.md`: one table a document (statements in the order of lines, noise at the end), then the sources.
pub fn article(title: &str, ledger: &Ledger) -> String {
    let mut out = format!("# {}: every line of the document\n\n", escaped(title));
    out.push_str(
        "Made by `counterflow evidence` from `evidence.toml`: do not edit. Statements are in our words; \
         a verdict is on the statement, not on who made it.\n",
    );
    for document in &ledger.documents {
        push_document(&mut out, document, ledger);
    }
    push_sources(&mut out, &ledger.sources);
    out
}

fn push_document(out: &mut String, document: &Document, ledger: &Ledger) {
    let (noise, rest) = statements(document, ledger);
    let _ = writeln!(out, "\n## {}\n", heading(document));
    out.push_str("| lines | what it says | kind | in the study | verdict | figures | sources |\n");
    out.push_str("|---|---|---|---|---|---|---|\n");
    rest.iter().for_each(|s| push_row(out, s));
    if !noise.is_empty() {
        out.push_str("\n### Noise: not part of the article\n\n");
        out.push_str("| lines | what it is |\n|---|---|\n");
        for s in noise {
            let _ = writeln!(out, "| {} | {} |", ranges(&s.lines), escaped(&s.paraphrase));
        }
    }
    if !document.blank.is_empty() {
        let _ = writeln!(out, "\nLines without words: {}.", ranges(&document.blank));
    }
    let unmapped = unmapped(document, ledger);
    if !unmapped.is_empty() {
        let _ = writeln!(out, "\n**Lines not mapped: {}.**", ranges(&unmapped));
    }
}

fn heading(document: &Document) -> String {
    let title = match document.title.is_empty() {
        true => escaped(&document.name),
        false => escaped(&document.title),
    };
    let lines = document.lines;
    match document.date.is_empty() {
        true => format!("{title} ({lines} lines)"),
        false => format!("{title} ({}, {lines} lines)", escaped(&document.date)),
    }
}

/// The document's statements by line: noise, and the rest.
fn statements<'a>(document: &Document, ledger: &'a Ledger) -> (Vec<&'a Statement>, Vec<&'a Statement>) {
    let mut all: Vec<&Statement> = ledger
        .statements
        .iter()
        .filter(|s| s.document == document.name)
        .collect();
    all.sort_by_key(|s| s.lines.first().copied().unwrap_or(u32::MAX));
    all.into_iter().partition(|s| s.kind == "noise")
}

fn push_row(out: &mut String, s: &Statement) {
    let _ = writeln!(
        out,
        "| {} | {} {} | {} | {} | {} | {} | {} |",
        ranges(&s.lines),
        escaped(&s.id),
        escaped(&s.paraphrase),
        escaped(&s.kind),
        escaped(&s.element),
        escaped(&s.verdict),
        escaped(&s.figures),
        escaped(&s.keys.join(", ")),
    );
}

fn push_sources(out: &mut String, sources: &[Source]) {
    if sources.is_empty() {
        return;
    }
    out.push_str("\n## Sources\n\n");
    for s in sources {
        let about: Vec<String> = [&s.publisher, &s.date, &s.kind]
            .into_iter()
            .filter(|t| !t.is_empty())
            .map(|t| escaped(t))
            .collect();
        let _ = writeln!(
            out,
            "- **{}** {}: {}",
            escaped(&s.key),
            link(&s.title, &s.address),
            about.join(", ")
        );
    }
}

/// The document's lines that no statement has, lines without words left out.
pub(super) fn unmapped(document: &Document, ledger: &Ledger) -> Vec<u32> {
    let mut mapped = vec![false; document.lines as usize + 1];
    let of_it = ledger.statements.iter().filter(|s| s.document == document.name);
    for line in of_it.flat_map(|s| &s.lines).chain(&document.blank) {
        if let Some(seen) = mapped.get_mut(*line as usize) {
            *seen = true;
        }
    }
    (1..=document.lines).filter(|l| !mapped[*l as usize]).collect()
}

/// `2, 4–6`.
pub(super) fn ranges(lines: &[u32]) -> String {
    let mut sorted = lines.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let mut parts: Vec<(u32, u32)> = Vec::new();
    for line in sorted {
        match parts.last_mut() {
            Some((_, last)) if *last + 1 == line => *last = line,
            _ => parts.push((line, line)),
        }
    }
    let words: Vec<String> = parts
        .iter()
        .map(|(a, b)| if a == b { format!("{a}") } else { format!("{a}–{b}") })
        .collect();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[test]
    fn neighbours_become_ranges() {
        assert_eq!(ranges(&[4, 2, 5, 6]), "2, 4–6");
        assert_eq!(ranges(&[]), "");
        assert_eq!(ranges(&[7]), "7");
    }
}
