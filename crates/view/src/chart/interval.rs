//! Dots with their intervals: what policies change, against no change in the same futures.

use super::axis::{Axis, range};
use super::ink::{Ink, ink};
use super::{Frame, PANEL, bottom_axis, label, line, lines, picture};
use crate::look;
use crate::markup::Markup;
use crate::table::Table;
use crate::words::{ENGLISH, Words};
use findings::{Band, Better, Findings, OutcomeInfo, PolicyOutcome};

const ROW: f64 = 34.0;
const TOP: f64 = 22.0;
/// So many letters fit beside each other over a line.
const LETTERS: usize = 54;

/// The change of one outcome under each policy against the reference in the same futures: a dot for the
/// median, a line for the middle 90 %, and a line at no change.
pub fn change(findings: &Findings, outcome: &OutcomeInfo) -> String {
    change_drawn(findings, outcome, &ENGLISH).into_string()
}

/// The same as numbers, with the level, the share of futures that are better, and the failed runs.
pub fn change_table(findings: &Findings, outcome: &OutcomeInfo) -> Table {
    change_twin(findings, outcome, &ENGLISH)
}

/// What each policy changes of one outcome: all relative, or none.
pub(crate) struct Changes {
    pub(crate) rows: Vec<Row>,
    is_relative: bool,
}

/// A policy's change: its looks, what is drawn, and what is written with its range and without.
pub(crate) struct Row {
    pub(crate) name: String,
    ink: Ink,
    band: Option<Band>,
    pub(crate) full: String,
    middle: String,
}

impl Changes {
    /// Of the shown policies but the reference.
    pub(crate) fn new(findings: &Findings, outcome: &OutcomeInfo, words: &Words) -> Changes {
        let policies = look::shown_policies(findings).into_iter();
        let others: Vec<_> = policies.filter(|p| p.name != findings.reference).collect();
        let results: Vec<_> = others
            .iter()
            .map(|p| look::result(findings, &p.name, &outcome.name))
            .collect();
        let is_relative = results.iter().flatten().any(|r| r.relative.is_some());
        let row = |((at, policy), result): ((usize, &&findings::PolicyInfo), &Option<&PolicyOutcome>)| {
            let band = result.and_then(|r| if is_relative { r.relative } else { r.change });
            let (full, middle) = match band {
                Some(band) if is_relative => (words.relatives(&band), words.relative_median(&band)),
                Some(band) => {
                    let level = result.map_or(f64::NAN, |r| r.level.median);
                    (words.changes(&band, level), words.change_median(&band, level))
                }
                None => (words.say("n/a").to_owned(), words.say("n/a").to_owned()),
            };
            Row {
                name: policy.name.clone(),
                ink: ink(at),
                band,
                full,
                middle,
            }
        };
        let rows = others.iter().enumerate().zip(&results).map(row).collect();
        Changes { rows, is_relative }
    }

    /// From the lowest to the highest end, no change within.
    pub(crate) fn axis(&self, places: (f64, f64)) -> Axis {
        let bands = self.rows.iter().filter_map(|r| r.band);
        let ends = bands.flat_map(|b| [b.low, b.median, b.high]).chain([0.0]);
        Axis::round(range(ends), places, 5)
    }

    /// The axis' labels, with signs.
    pub(crate) fn ticks(&self, axis: &Axis, words: &Words) -> Vec<String> {
        let times = if self.is_relative { 100.0 } else { 1.0 };
        let scaled: Vec<f64> = axis.ticks.iter().map(|t| t * times).collect();
        let written = words.ticks(&scaled, axis.step * times);
        let sign = |value: f64| if value > 0.0 { "+" } else { "" };
        let unit = if self.is_relative { "\u{A0}%" } else { "" };
        written
            .iter()
            .zip(&scaled)
            .map(|(text, value)| format!("{}{text}{unit}", sign(*value)))
            .collect()
    }

    /// Whether every row has room for its range; where one has not, the lines and the twin show it.
    fn fits(&self) -> bool {
        self.rows
            .iter()
            .all(|r| r.name.chars().count() + r.full.chars().count() < LETTERS)
    }
}

impl Row {
    /// The dot and its line.
    pub(crate) fn draw(&self, m: &mut Markup, axis: &Axis, y: f64) {
        let Some(band) = self.band else { return };
        if band.low.is_finite() && band.high.is_finite() {
            let class = format!("cf-whisker {}", self.ink.class);
            line(m, &class, (axis.place(band.low), y), (axis.place(band.high), y));
        }
        self.ink.marker(m, (axis.place(band.median), y), 4.4);
    }
}

pub(crate) fn change_drawn(findings: &Findings, outcome: &OutcomeInfo, words: &Words) -> Markup {
    let changes = Changes::new(findings, outcome, words);
    let bottom = TOP + ROW * changes.rows.len() as f64 + 6.0;
    let frame = Frame {
        left: 8.0,
        right: PANEL - 8.0,
        top: TOP,
        bottom,
    };
    let axis = changes.axis((frame.left + 16.0, frame.right - 16.0));
    let values = [("outcome", look::heading(outcome)), ("reference", &findings.reference)];
    let title = words.fill("{outcome}: change relative to \"{reference}\"", &values);
    let told: Vec<String> = changes.rows.iter().map(|r| format!("{}: {}", r.name, r.full)).collect();
    picture((PANEL, bottom + 36.0), &title, &(told.join("; ") + "."), |m| {
        change_ground(m, &frame, &axis, findings, words);
        bottom_axis(m, &frame, &axis, &changes.ticks(&axis, words));
        let unit = if changes.is_relative {
            words.say("per cent")
        } else {
            look::unit(&outcome.unit, words)
        };
        directions(m, &frame, outcome, unit, words);
        let fits = changes.fits();
        for (at, row) in changes.rows.iter().enumerate() {
            let y = frame.top + ROW * (at as f64 + 1.0) - 5.0;
            let text = if fits { &row.full } else { &row.middle };
            let room = LETTERS.saturating_sub(text.chars().count());
            label(
                m,
                "cf-halo",
                (frame.left, y - 11.0),
                "start",
                &lines(&row.name, room, 1).concat(),
            );
            label(m, "cf-halo", (frame.right, y - 11.0), "end", text);
            row.draw(m, &axis, y);
        }
    })
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
    let rows = look::shown_policies(findings).into_iter().filter_map(|policy| {
        Some(change_cells(
            &policy.name,
            look::result(findings, &policy.name, &outcome.name)?,
            words,
        ))
    });
    let text = "{outcome}, {unit}: median (5th–95th percentile); changes are relative to \"{reference}\", future by \
                future";
    let values = [
        ("outcome", look::heading(outcome)),
        ("unit", look::unit(&outcome.unit, words)),
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
        result
            .change
            .map(|c| words.changes(&c, result.level.median))
            .unwrap_or_default(),
        result.relative.map(|c| words.relatives(&c)).unwrap_or_default(),
        share(result.better_share),
        share(result.beyond_threshold),
        words.levels(&result.regret),
        words.whole(result.failed),
    ]
}
