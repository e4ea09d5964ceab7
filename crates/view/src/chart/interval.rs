//! Dots with their intervals: what policies change, against no change in the same futures.

use super::axis::{Axis, range};
use super::ink::{Ink, ink};
use super::{Frame, PANEL, bottom_axis, label, line, lines, picture};
use crate::look;
use crate::markup::{Markup, Px};
use crate::table::Table;
use crate::words::{ENGLISH, Words};
use study::{Band, Better, Findings, OutcomeInfo, PolicyOutcome};

const ROW: f64 = 34.0;
const TOP: f64 = 22.0;
/// So many letters fit beside each other over a line.
const LETTERS: usize = 56;

/// The change of one outcome under each policy against the reference in the same futures: a dot for the
/// median, a line for the middle 90 %, and a line at no change.
pub fn change(findings: &Findings, outcome: &OutcomeInfo) -> String {
    change_drawn(findings, outcome, &ENGLISH).into_string()
}

/// The same as numbers, with the level, the share of futures that are better, and the failed runs.
pub fn change_table(findings: &Findings, outcome: &OutcomeInfo) -> Table {
    change_twin(findings, outcome, &ENGLISH)
}

/// A row of a plot: a name, looks, what is drawn and what is written.
struct Row {
    name: String,
    ink: Ink,
    band: Option<Band>,
    text: String,
}

pub(crate) fn change_drawn(findings: &Findings, outcome: &OutcomeInfo, words: &Words) -> Markup {
    let rows = change_rows(findings, outcome, words);
    let is_relative = rows.iter().any(|(_, relative)| *relative);
    let rows: Vec<Row> = rows.into_iter().map(|(row, _)| row).collect();
    let frame = frame(rows.len());
    let axis = change_axis(&rows, &frame);
    let title = words.fill(
        "{outcome}: change against {reference}",
        &[
            ("outcome", look::heading(outcome)),
            ("reference", &findings.reference),
        ],
    );
    let told: Vec<String> = rows
        .iter()
        .map(|r| format!("{}: {}", r.name, r.text))
        .collect();
    let size = (PANEL, frame.bottom + 36.0);
    picture(size, &title, &(told.join("; ") + "."), |m| {
        let unit = if is_relative {
            words.say("per cent").to_owned()
        } else {
            outcome.unit.clone()
        };
        change_ground(m, &frame, &axis, findings, words);
        let ticks = change_ticks(&axis, is_relative, words);
        bottom_axis(m, &frame, &axis, &ticks);
        directions(m, &frame, outcome, &unit, words);
        rows.iter()
            .enumerate()
            .for_each(|(at, row)| draw_row(m, &frame, &axis, at, row));
    })
}

fn frame(rows: usize) -> Frame {
    Frame {
        left: 8.0,
        right: PANEL - 8.0,
        top: TOP,
        bottom: TOP + ROW * rows as f64 + 6.0,
    }
}

/// Rows of the shown policies but the reference, and whether they are relative: all are, or none.
fn change_rows(findings: &Findings, outcome: &OutcomeInfo, words: &Words) -> Vec<(Row, bool)> {
    let policies = look::shown_policies(findings);
    let others: Vec<_> = policies
        .into_iter()
        .filter(|p| p.name != findings.reference)
        .collect();
    let found = |name: &str| look::result(findings, name, &outcome.name);
    let is_relative = others
        .iter()
        .any(|p| found(&p.name).is_some_and(|r| r.relative.is_some()));
    let bands: Vec<Option<Band>> = others
        .iter()
        .map(|p| found(&p.name).and_then(|r| if is_relative { r.relative } else { r.change }))
        .collect();
    let full = |band: &Band| {
        if is_relative {
            words.relatives(band)
        } else {
            words.changes(band)
        }
    };
    let middle = |band: &Band| {
        if is_relative {
            words.relative(band.median)
        } else {
            words.change(band.median)
        }
    };
    // Where one row has no room for its range, no row writes it: the lines and the twin show it.
    let fits = others.iter().zip(&bands).all(|(policy, band)| {
        policy.name.chars().count() + band.as_ref().map_or(0, |b| full(b).chars().count()) < LETTERS
    });
    let text = |band: &Option<Band>| match band {
        Some(band) if fits => full(band),
        Some(band) => middle(band),
        None => words.say("n/a").to_owned(),
    };
    let row = |((at, policy), band): ((usize, &&study::PolicyInfo), &Option<Band>)| {
        (
            Row {
                name: policy.name.clone(),
                ink: ink(at),
                band: *band,
                text: text(band),
            },
            is_relative,
        )
    };
    others.iter().enumerate().zip(&bands).map(row).collect()
}

/// From the lowest to the highest end, no change within.
fn change_axis(rows: &[Row], frame: &Frame) -> Axis {
    let bands = rows.iter().filter_map(|r| r.band);
    let ends = bands.flat_map(|b| [b.low, b.median, b.high]).chain([0.0]);
    Axis::round(range(ends), (frame.left + 16.0, frame.right - 16.0), 5)
}

fn change_ticks(axis: &Axis, is_relative: bool, words: &Words) -> Vec<String> {
    let times = if is_relative { 100.0 } else { 1.0 };
    let scaled: Vec<f64> = axis.ticks.iter().map(|t| t * times).collect();
    let written = words.ticks(&scaled, axis.step * times);
    let signed = written
        .into_iter()
        .zip(&scaled)
        .map(|(text, v)| if *v > 0.0 { format!("+{text}") } else { text });
    signed
        .map(|text| {
            if is_relative {
                format!("{text}\u{A0}%")
            } else {
                text
            }
        })
        .collect()
}

fn change_ground(m: &mut Markup, frame: &Frame, axis: &Axis, findings: &Findings, words: &Words) {
    for tick in axis.ticks.iter().filter(|t| **t != 0.0) {
        line(
            m,
            "cf-grid",
            (axis.place(*tick), frame.top),
            (axis.place(*tick), frame.bottom),
        );
    }
    let zero = axis.place(0.0);
    line(m, "cf-zero", (zero, frame.top - 4.0), (zero, frame.bottom));
    let name = lines(&findings.reference, 40, 1).concat();
    let name = if name.is_empty() {
        words.say("no change").to_owned()
    } else {
        name
    };
    label(
        m,
        "cf-note",
        (zero.clamp(60.0, PANEL - 60.0), frame.top - 8.0),
        "middle",
        &name,
    );
}

/// Which way is better, in words, under the axis.
fn directions(m: &mut Markup, frame: &Frame, outcome: &OutcomeInfo, unit: &str, words: &Words) {
    let (left, right) = match outcome.better {
        Better::Lower => ("← better", "worse →"),
        Better::Higher => ("← worse", "better →"),
    };
    let y = frame.bottom + 32.0;
    label(m, "cf-note", (frame.left, y), "start", words.say(left));
    label(m, "cf-note", (frame.right, y), "end", words.say(right));
    label(
        m,
        "cf-note",
        ((frame.left + frame.right) / 2.0, y),
        "middle",
        &lines(unit, 36, 1).concat(),
    );
}

/// A name and a figure above a dot with its line.
fn draw_row(m: &mut Markup, frame: &Frame, axis: &Axis, at: usize, row: &Row) {
    let y = frame.top + ROW * (at as f64 + 1.0) - 5.0;
    let room = LETTERS.saturating_sub(row.text.chars().count());
    label(
        m,
        "cf-halo",
        (frame.left, y - 11.0),
        "start",
        &lines(&row.name, room, 1).concat(),
    );
    label(m, "cf-halo", (frame.right, y - 11.0), "end", &row.text);
    let Some(band) = row.band else { return };
    whisker(m, axis, y, (band.low, band.high), row.ink);
    row.ink.marker(m, (axis.place(band.median), y), 4.4);
}

fn whisker(m: &mut Markup, axis: &Axis, y: f64, (low, high): (f64, f64), ink: Ink) {
    if !low.is_finite() || !high.is_finite() {
        return;
    }
    let class = format!("cf-whisker {}", ink.class);
    let (from, to) = (Px(axis.place(low)), Px(axis.place(high)));
    m.void(
        "line",
        &[
            ("class", &class),
            ("x1", &from),
            ("x2", &to),
            ("y1", &Px(y)),
            ("y2", &Px(y)),
        ],
    );
}

pub(crate) fn change_twin(findings: &Findings, outcome: &OutcomeInfo, words: &Words) -> Table {
    let headings = [
        "policy",
        "level",
        "change",
        "relative change",
        "better in",
        "beyond the threshold in",
        "regret",
        "failed runs",
    ];
    let rows = look::shown_policies(findings)
        .into_iter()
        .filter_map(|policy| {
            Some(change_cells(
                &policy.name,
                look::result(findings, &policy.name, &outcome.name)?,
                words,
            ))
        });
    let text = "{outcome}, {unit}: median and the middle 90 % of futures; changes are against {reference} \
                in the same futures";
    let values = [
        ("outcome", look::heading(outcome)),
        ("unit", &outcome.unit),
        ("reference", &findings.reference),
    ];
    Table {
        caption: words.fill(text, &values),
        headings: headings.map(|h| words.say(h).to_owned()).into(),
        rows: rows.collect(),
    }
}

fn change_cells(policy: &str, result: &PolicyOutcome, words: &Words) -> Vec<String> {
    let share = |share: Option<f64>| share.map(|s| words.share(s)).unwrap_or_default();
    vec![
        policy.to_owned(),
        words.levels(&result.level),
        result.change.map(|c| words.changes(&c)).unwrap_or_default(),
        result
            .relative
            .map(|c| words.relatives(&c))
            .unwrap_or_default(),
        share(result.better_share),
        share(result.beyond_threshold),
        words.levels(&result.regret),
        words.whole(result.failed),
    ]
}
