//! A score as a page of Markdown.

use super::{METHOD, direction, held, identity, misses, relays, tables};
use crate::escape::markdown as md;
use crate::table::Table;
use findings::StatementScore;

/// What statements missed, then every record with its bridge and address, every quantity, every choice, what was not scored, and
/// how scores are made.
pub fn score_markdown(scores: &[StatementScore]) -> String {
    let pages: Vec<String> = scores.iter().map(one).collect();
    pages.join("\n").replace('\u{A0}', " ")
}

fn one(score: &StatementScore) -> String {
    let title = format!("# {}: the statement against the record\n", md(&score.title));
    let sections = [
        title,
        missed(score),
        paragraph(&held(score)) + &relayed(score) + &rules(score),
        section("Records", &[table(&tables::records(score), 2..8), bridges(score)]),
        section("Quantities", &[table(&tables::quantities(score), 3..4), notes(score)]),
        section("By mechanism", &[table(&tables::choices(score), 2..3)]),
        section("Directions", &[directions(score)]),
        section("Not scored", &[table(&tables::unscored(score), 2..3)]),
        section("Where the records were read", &[table(&tables::sources(score), 0..0)]),
        section("Which statement this is", &[list(&identity(score))]),
        section("How the scores are made", &[paragraph(METHOD)]),
    ];
    sections.into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join("\n")
}

fn paragraph(text: &str) -> String {
    format!("{}\n", md(text))
}

fn list(items: &[String]) -> String {
    items.iter().map(|item| format!("- {}\n", md(item))).collect()
}

/// A heading over what there is to say; nothing where there is nothing.
fn section(heading: &str, parts: &[String]) -> String {
    let told: Vec<&str> = parts.iter().map(String::as_str).filter(|p| !p.is_empty()).collect();
    if told.is_empty() {
        return String::new();
    }
    format!("## {heading}\n\n{}", told.join("\n"))
}

/// A table; columns of figures stand to the right.
fn table(table: &Table, figures: std::ops::Range<usize>) -> String {
    if table.rows.is_empty() {
        return String::new();
    }
    let line = |cells: &[String]| format!("| {} |\n", cells.iter().map(|c| md(c)).collect::<Vec<_>>().join(" | "));
    let rules = (0..table.headings.len()).map(|at| if figures.contains(&at) { "---:" } else { "---" });
    let rule = format!("|{}|\n", rules.collect::<Vec<_>>().join("|"));
    let rows: String = table.rows.iter().map(|row| line(row)).collect();
    line(&table.headings) + &rule + &rows
}

fn missed(score: &StatementScore) -> String {
    let misses = misses(score);
    if misses.is_empty() {
        return section("What it missed", &[paragraph("Nothing was missed.")]);
    }
    section("What it missed", &[list(&misses)])
}

fn rules(score: &StatementScore) -> String {
    match score.statement.rules.as_str() {
        "" => String::new(),
        rules => format!("\nThe rules were written with the statement: {}.\n", md(rules)),
    }
}

fn relayed(score: &StatementScore) -> String {
    relays(score).map_or_else(String::new, |told| format!("\n{}", paragraph(&told)))
}

/// The differences of definition that were bridged, each once.
fn bridges(score: &StatementScore) -> String {
    let mut told: Vec<String> = Vec::new();
    for record in score.records.iter().filter(|r| !r.bridge.is_empty()) {
        let text = format!(
            "Bridged: {}, from {} ({}).",
            record.quantity, record.source.series, record.bridge
        );
        if !told.contains(&text) {
            told.push(text);
        }
    }
    list(&told)
}

fn notes(score: &StatementScore) -> String {
    let noted = score.quantities.iter().filter(|q| !q.note.is_empty());
    list(&noted.map(|q| format!("{}: {}", q.quantity, q.note)).collect::<Vec<_>>())
}

fn directions(score: &StatementScore) -> String {
    let all: Vec<String> = score.directions.iter().map(direction).collect();
    if all.is_empty() {
        return String::new();
    }
    let about = "Not a part of the rules: a band can hold every record whose trend it misses. A record is compared with that of \
                 the same window a year before, so that no season counts as a trend.";
    paragraph(about) + "\n" + &list(&all)
}
