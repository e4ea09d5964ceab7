//! Policies by outcomes: in what share of futures each policy does better than the reference.

use super::{label, lines, picture};
use crate::look;
use crate::markup::{Markup, Px};
use crate::table::Table;
use crate::words::{ENGLISH, Words};
use findings::{Findings, OutcomeInfo, PolicyOutcome};

const NAMES: f64 = 168.0;
const CELL: (f64, f64) = (84.0, 32.0);
const TOP: f64 = 62.0;

/// All shown policies but the reference and all outcomes, the longer list downwards; each cell holds its
/// share in figures, its ground says the same.
pub fn better_shares(findings: &Findings) -> String {
    drawn(findings, &ENGLISH).into_string()
}

/// The same as a table.
pub fn table(findings: &Findings) -> Table {
    twin(findings, &ENGLISH)
}

fn title(findings: &Findings, words: &Words) -> String {
    let text = "Share of futures in which each policy does better than \"{reference}\"";
    words.fill(text, &[("reference", &findings.reference)])
}

/// What a cell says, and the share it stands for when it is neither unknown nor the same in all futures.
fn cell(result: Option<&PolicyOutcome>, words: &Words) -> (String, Option<f64>) {
    let Some((result, share)) = result.and_then(|r| Some((r, r.better_share?))) else {
        return (String::new(), None);
    };
    let is_same = result.change.as_ref().is_some_and(look::is_same);
    match (is_same, share.is_finite()) {
        (true, _) => (words.say("unchanged").to_owned(), None),
        (false, true) => (words.share(share), Some(share.clamp(0.0, 1.0))),
        (false, false) => (words.share(share), None),
    }
}

/// The picture's cells: names down, names across, and what each holds.
struct Grid<'a> {
    down: Vec<&'a str>,
    across: Vec<&'a str>,
    cells: Vec<(String, Option<f64>)>,
}

impl Grid<'_> {
    /// Policies and outcomes, the longer list downwards.
    fn new<'a>(findings: &'a Findings, words: &Words) -> Grid<'a> {
        let policies = look::shown_policies(findings).into_iter().map(|p| p.name.as_str());
        let policies: Vec<&str> = policies.filter(|p| *p != findings.reference).collect();
        let outcomes = &findings.outcomes;
        let headings: Vec<&str> = outcomes.iter().map(look::heading).collect();
        let told = |policy: &str, outcome: &OutcomeInfo| cell(look::result(findings, policy, &outcome.name), words);
        if policies.len() >= outcomes.len() {
            let cells = policies.iter().flat_map(|p| outcomes.iter().map(|o| told(p, o)));
            return Grid {
                cells: cells.collect(),
                down: policies,
                across: headings,
            };
        }
        let cells = outcomes.iter().flat_map(|o| policies.iter().map(|p| told(p, o)));
        Grid {
            cells: cells.collect(),
            down: headings,
            across: policies,
        }
    }
}

pub(crate) fn drawn(findings: &Findings, words: &Words) -> Markup {
    let grid = Grid::new(findings, words);
    let size = (
        NAMES + CELL.0 * grid.across.len() as f64,
        TOP + CELL.1 * grid.down.len() as f64,
    );
    let description = words.say("Blue, ▲: better in most futures. Orange, ▼: worse in most. Pale: about evenly split.");
    picture(size, &title(findings, words), description, |m| {
        for (at, name) in grid.across.iter().enumerate() {
            column_heading(m, NAMES + CELL.0 * (at as f64 + 0.5), name);
        }
        for (at, name) in grid.down.iter().enumerate() {
            row_name(m, TOP + CELL.1 * at as f64, name);
        }
        for (at, cell) in grid.cells.iter().enumerate() {
            let (row, column) = (at / grid.across.len(), at % grid.across.len());
            draw_cell(m, (NAMES + CELL.0 * column as f64, TOP + CELL.1 * row as f64), cell);
        }
    })
}

fn column_heading(m: &mut Markup, x: f64, name: &str) {
    let text = lines(name, 13, 4);
    let top = TOP - 8.0 - 12.0 * (text.len() as f64 - 1.0);
    for (at, text) in text.iter().enumerate() {
        label(m, "cf-tick", (x, top + 12.0 * at as f64), "middle", text);
    }
}

fn row_name(m: &mut Markup, y: f64, name: &str) {
    let text = lines(name, 28, 2);
    let top = y + CELL.1 / 2.0 + 4.0 - 6.5 * (text.len() as f64 - 1.0);
    for (at, text) in text.iter().enumerate() {
        label(m, "cf-side", (0.0, top + 13.0 * at as f64), "start", text);
    }
}

fn draw_cell(m: &mut Markup, (x, y): (f64, f64), (text, share): &(String, Option<f64>)) {
    let class = match share {
        Some(share) if *share > 0.5 => "cf-cell cf-good",
        Some(share) if *share < 0.5 => "cf-cell cf-bad",
        _ => "cf-cell cf-none",
    };
    let strength = share.map_or(0.35, |s| 0.06 + (s - 0.5).abs() * 1.1);
    let strength = format!("{strength:.2}");
    let ground: [crate::markup::Attribute; 6] = [
        ("class", &class),
        ("x", &Px(x)),
        ("y", &Px(y)),
        ("width", &Px(CELL.0)),
        ("height", &Px(CELL.1)),
        ("fill-opacity", &strength),
    ];
    m.void("rect", &ground);
    let sign = match share {
        Some(share) if *share > 0.5 => "▲\u{A0}",
        Some(share) if *share < 0.5 => "▼\u{A0}",
        _ => "",
    };
    label(
        m,
        "cf-strong",
        (x + CELL.0 / 2.0, y + CELL.1 / 2.0 + 4.0),
        "middle",
        &format!("{sign}{text}"),
    );
}

pub(crate) fn twin(findings: &Findings, words: &Words) -> Table {
    let grid = Grid::new(findings, words);
    let corner = words.say("share of futures with a better result").to_owned();
    let width = grid.across.len().max(1);
    let row = |(name, cells): (&&str, &[(String, Option<f64>)])| {
        [(*name).to_owned()]
            .into_iter()
            .chain(cells.iter().map(|(text, _)| text.clone()))
            .collect()
    };
    Table {
        caption: title(findings, words),
        headings: [corner]
            .into_iter()
            .chain(grid.across.iter().map(|n| (*n).to_owned()))
            .collect(),
        rows: grid.down.iter().zip(grid.cells.chunks(width)).map(row).collect(),
    }
}
