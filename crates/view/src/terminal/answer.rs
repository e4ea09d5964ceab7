//! The answer: sentences that a reader can repeat, and the claims with what the record leaves of each share.

use super::layout::{Row, Screen, Weight, bold, cell, unwrapped_width};
use crate::words::Words;
use crate::{claim, look, record, sentence};
use findings::{ClaimFinding, Findings};

/// A column of the table of claims, from the one that is shown always to the one that needs room.
struct Column {
    heading: &'static str,
    cell: fn(&ClaimFinding, &Words) -> String,
}

/// Each sentence with its weakest assumption.
pub(super) fn sentences(screen: &mut Screen, findings: &Findings, words: &Words) {
    if findings.sentences.is_empty() {
        return;
    }
    screen.blank();
    for told in &findings.sentences {
        let text = format!("- {} {}", told.text, sentence::weakest(told, words));
        screen.paragraph(&text, 2, Weight::Plain);
    }
}

/// A row for each claim: as many shares beside its own as the screen has room for.
pub(super) fn claims(screen: &mut Screen, findings: &Findings, words: &Words) {
    let claims = look::screen_claims(findings);
    if claims.is_empty() {
        return;
    }
    screen.blank();
    let columns = columns(screen.columns, findings, words);
    screen.table(
        &headings(&columns, findings, words),
        &[0],
        &rows(&columns, &claims, words),
    );
    reading(screen, &columns, findings, words);
}

/// The share and that among survivors, then as many of the others as leave each claim on one line.
fn columns(width: usize, findings: &Findings, words: &Words) -> Vec<Column> {
    let holds = Column {
        heading: "futures",
        cell: claim::holds_in_short,
    };
    let survivors = Column {
        heading: "survivors",
        cell: record::survivors,
    };
    let others = [
        (
            record::has_weighted(findings),
            "by fit",
            record::weighted as fn(&ClaimFinding, &Words) -> String,
        ),
        (true, "range", claim::across),
        (true, "depends most on", driver),
    ];
    let claims = look::screen_claims(findings);
    let mut shown = vec![holds];
    shown.extend(record::has_survivors(findings).then_some(survivors));
    for (_, heading, cell) in others.into_iter().filter(|(is_known, ..)| *is_known) {
        shown.push(Column { heading, cell });
        let (headings, rows) = (headings(&shown, findings, words), rows(&shown, &claims, words));
        if unwrapped_width(&headings, &rows) > width {
            shown.pop();
            break;
        }
    }
    shown
}

fn headings(columns: &[Column], findings: &Findings, words: &Words) -> Vec<String> {
    let first = [words.say(claim::claims_heading(findings))];
    let others = columns.iter().map(|c| words.say(c.heading));
    first.into_iter().chain(others).map(str::to_owned).collect()
}

fn rows(columns: &[Column], claims: &[(&ClaimFinding, &str)], words: &Words) -> Vec<Row> {
    let row = |(claim, says): &(&ClaimFinding, &str)| {
        let mut cells = vec![cell(*says)];
        for (at, column) in columns.iter().enumerate() {
            let text = (column.cell)(claim, words);
            cells.push(if at == 0 { bold(text) } else { cell(text) });
        }
        Row {
            cells,
            notes: Vec::new(),
        }
    };
    claims.iter().map(row).collect()
}

fn driver(claim: &ClaimFinding, words: &Words) -> String {
    match claim.drivers.first() {
        Some(driver) => claim::driver(driver, words),
        None if claim.share.is_some() => words.say("no single assumption dominates").to_owned(),
        None => String::new(),
    }
}

/// What the columns are, what the shares are not, and where the rest of a claim is told.
fn reading(screen: &mut Screen, columns: &[Column], findings: &Findings, words: &Words) {
    let is_shown = |heading: &str| columns.iter().any(|c| c.heading == heading);
    let text = record::reading(findings, &is_shown, words);
    screen.paragraph(&text, 0, Weight::Dim);
    for (claim, says) in look::screen_claims(findings) {
        for note in claim::apart_notes(claim, words) {
            screen.paragraph(&format!("{says}. {note}"), 2, Weight::Plain);
        }
    }
    let details = "Each claim's test, counter-argument and shares in other samples: in the report.";
    let more = [sentence::movers(findings, words), Some(words.say(details).to_owned())];
    let more: Vec<String> = more.into_iter().flatten().collect();
    screen.paragraph(&more.join(" "), 0, Weight::Plain);
}
