//! A score on a terminal.

use super::{METHOD, direction, held, identity, misses, relays, tables};
use crate::ScreenOptions;
use crate::table::Table;
use crate::terminal::layout::{Row, Screen, Weight, bold, cell};
use findings::{Direction, StatementScore};

/// What statements missed, then every record, every quantity, every choice, and what was not scored.
pub fn score_screen(scores: &[StatementScore], options: &ScreenOptions) -> String {
    let mut screen = Screen::new(options.columns(), options.color);
    for score in scores {
        one(&mut screen, score);
    }
    screen.finish()
}

fn one(screen: &mut Screen, score: &StatementScore) {
    screen.paragraph(&score.title, 0, Weight::Bold);
    let mut told = misses(score);
    if told.is_empty() {
        told.push("Nothing was missed.".into());
    }
    screen.blank();
    for miss in &told {
        screen.paragraph(&format!("- {miss}"), 2, Weight::Plain);
    }
    screen.blank();
    screen.paragraph(&held(score), 0, Weight::Plain);
    if let Some(told) = relays(score) {
        screen.paragraph(&told, 0, Weight::Plain);
    }
    // A terminal has no room for every quantile and a score a quantity: the page and the JSON have them.
    table(
        screen,
        &without(tables::records(score), |heading| matches!(heading, "25 %" | "75 %")),
        &[0],
    );
    table(screen, &tables::quantities(score), &[0]);
    for quantity in score.quantities.iter().filter(|q| !q.note.is_empty()) {
        screen.paragraph(&format!("{}: {}", quantity.quantity, quantity.note), 2, Weight::Plain);
    }
    table(
        screen,
        &without(tables::choices(score), |heading| heading.starts_with("CRPS, ")),
        &[0, 1],
    );
    directions(screen, score.directions.iter().filter(|d| !d.is_wrong()));
    table(screen, &tables::unscored(score), &[0, 3]);
    screen.blank();
    for told in identity(score) {
        screen.paragraph(&told, 2, Weight::Plain);
    }
    screen.paragraph(METHOD, 0, Weight::Dim);
}

/// The table without some of its columns.
fn without(mut table: Table, is_left_out: fn(&str) -> bool) -> Table {
    let kept: Vec<bool> = table.headings.iter().map(|h| !is_left_out(h)).collect();
    let keep = |cells: &mut Vec<String>| {
        let mut at = kept.iter();
        cells.retain(|_| at.next().copied().unwrap_or(true));
    };
    table.rows.iter_mut().for_each(keep);
    keep(&mut table.headings);
    table
}

fn directions<'a>(screen: &mut Screen, right: impl Iterator<Item = &'a Direction>) {
    let right: Vec<String> = right.map(direction).collect();
    if right.is_empty() {
        return;
    }
    screen.blank();
    screen.paragraph("Directions that are not wrong", 0, Weight::Bold);
    for told in right {
        screen.paragraph(&format!("- {told}"), 2, Weight::Plain);
    }
}

fn table(screen: &mut Screen, table: &Table, prose: &[usize]) {
    if table.rows.is_empty() {
        return;
    }
    screen.blank();
    let row = |cells: &Vec<String>| Row {
        cells: cells.iter().enumerate().map(|(at, text)| if at == 0 { bold(text) } else { cell(text) }).collect(),
        notes: Vec::new(),
    };
    let rows: Vec<Row> = table.rows.iter().map(row).collect();
    screen.table(&table.headings, prose, &rows);
}
