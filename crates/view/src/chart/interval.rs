//! Dots with their intervals: what policies change, against no change in the same futures.

use super::axis::{Axis, range};
use super::ink::{Ink, ink};
use super::{Frame, PANEL, bottom_axis, cut, label, labelled, line, picture, strokes};
use crate::look;
use crate::markup::Markup;
use crate::table::Table;
use crate::words::{ENGLISH, Words};
use findings::{Band, Better, Findings, OutcomeInfo, PolicyInfo, PolicyOutcome};

const ROW: f64 = 34.0;
const TOP: f64 = 22.0;
/// So many letters fit beside each other over a line.
const LETTERS: usize = 54;

/// The change of one outcome under each policy against the reference in the same futures: a dot for the
/// median, a line for the middle 90 %, and a line at no change.
pub fn change(findings: &Findings, outcome: &OutcomeInfo) -> String {
    change_drawn(findings, outcome, &ENGLISH).into_string()
}

/// The same as numbers, with the level and the share of futures that are better.
pub fn change_table(findings: &Findings, outcome: &OutcomeInfo) -> Table {
    change_twin(findings, outcome, &ENGLISH)
}

/// The most policies that one picture shows: those that change the outcome most.
const DRAWN: usize = 6;

/// What each policy changes of one outcome: all relative, or none.
pub(crate) struct Changes {
    pub(crate) rows: Vec<Row>,
    is_relative: bool,
}

/// A policy's change, and its looks.
pub(crate) struct Row {
    pub(crate) name: String,
    ink: Ink,
    pub(crate) told: Told,
}

/// A change: what is drawn, and what is written with its range and without.
pub(crate) struct Told {
    band: Option<Band>,
    pub(crate) full: String,
    middle: String,
}

impl Told {
    fn relative(result: &PolicyOutcome, words: &Words) -> Told {
        let told = |band: Band| Told {
            full: words.relatives(&band),
            middle: words.relative_median(&band),
            band: Some(band),
        };
        result.relative.map_or_else(|| Told::nothing(words), told)
    }

    fn absolute(result: &PolicyOutcome, words: &Words) -> Told {
        let level = result.level.median;
        let told = |band: Band| Told {
            full: words.changes(&band, level),
            middle: words.change_median(&band, level),
            band: Some(band),
        };
        result.change.map_or_else(|| Told::nothing(words), told)
    }

    /// How much changes: the median, and where that is nothing, the end farther from it.
    fn size(&self) -> f64 {
        let size = |value: f64| if value.is_finite() { value.abs() } else { 0.0 };
        self.band.map_or(0.0, |b| size(b.median) + 1e-6 * size(b.low).max(size(b.high)))
    }

    fn nothing(words: &Words) -> Told {
        let [full, middle] = [(); 2].map(|()| words.say("n/a").to_owned());
        let band = None;
        Told { band, full, middle }
    }
}

impl Changes {
    /// Of the shown policies but the reference.
    pub(crate) fn new(findings: &Findings, outcome: &OutcomeInfo, words: &Words) -> Changes {
        let policies = look::shown_policies(findings).into_iter();
        let others: Vec<_> = policies.filter(|p| p.name != findings.reference).collect();
        let result = |policy: &&PolicyInfo| look::result(findings, &policy.name, &outcome.name);
        let results: Vec<_> = others.iter().map(result).collect();
        let is_relative = results.iter().flatten().any(|r| r.relative.is_some());
        let told = |result: Option<&PolicyOutcome>| match result {
            Some(result) if is_relative => Told::relative(result, words),
            Some(result) => Told::absolute(result, words),
            None => Told::nothing(words),
        };
        let rows = others.iter().zip(results).enumerate().map(|(at, (policy, result))| Row {
            name: policy.name.clone(),
            ink: ink(at),
            told: told(result),
        });
        Changes {
            rows: rows.collect(),
            is_relative,
        }
    }

    /// The policies that change the outcome most, in the study's order.
    pub(crate) fn foremost(mut self) -> Changes {
        let mut sizes: Vec<f64> = self.rows.iter().map(|row| row.told.size()).collect();
        sizes.sort_by(|a, b| b.total_cmp(a));
        if let Some(least) = sizes.get(DRAWN - 1).copied() {
            self.rows.retain(|row| row.told.size() >= least);
            self.rows.truncate(DRAWN);
        }
        self
    }

    /// From the lowest to the highest end, no change within.
    pub(crate) fn axis(&self, places: (f64, f64)) -> Axis {
        let bands = self.rows.iter().filter_map(|r| r.told.band);
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
        written.iter().zip(&scaled).map(|(text, value)| format!("{}{text}{unit}", sign(*value))).collect()
    }

    fn description(&self) -> String {
        let told = self.rows.iter().map(|r| format!("{}: {}", r.name, r.told.full));
        told.collect::<Vec<_>>().join("; ") + "."
    }

    fn unit<'a>(&self, outcome: &'a OutcomeInfo, words: &Words) -> &'a str {
        if self.is_relative {
            words.say("per cent")
        } else {
            look::unit(&outcome.unit, words)
        }
    }

    /// Each row: its name and its change over its line.
    fn draw(&self, m: &mut Markup, frame: &Frame, axis: &Axis) {
        let fits = self.fits();
        let told = |row: &'_ Row| {
            if fits {
                row.told.full.clone()
            } else {
                row.told.middle.clone()
            }
        };
        let height = |at: usize| frame.top + ROW * (at as f64 + 1.0) - 5.0;
        let rows = || self.rows.iter().enumerate();
        let names = rows().map(|(at, row)| {
            let room = LETTERS.saturating_sub(told(row).chars().count());
            ((frame.left, height(at) - 11.0), cut(&row.name, room).into())
        });
        labelled(m, "cf-halo", names);
        let figures = rows().map(|(at, row)| ((frame.right, height(at) - 11.0), told(row).into()));
        labelled(m, "cf-halo cf-e", figures);
        rows().for_each(|(at, row)| row.draw(m, axis, height(at)));
    }

    /// Whether every row has room for its range; where one has not, the lines and the twin show it.
    fn fits(&self) -> bool {
        self.rows.iter().all(|r| r.name.chars().count() + r.told.full.chars().count() < LETTERS)
    }
}

impl Row {
    /// The dot and its line.
    pub(crate) fn draw(&self, m: &mut Markup, axis: &Axis, y: f64) {
        let Some(band) = self.told.band else { return };
        if band.low.is_finite() && band.high.is_finite() {
            let class = format!("cf-whisker {}", self.ink.class);
            line(m, &class, (axis.place(band.low), y), (axis.place(band.high), y));
        }
        self.ink.marker(m, (axis.place(band.median), y), 4.4);
    }
}

pub(crate) fn change_drawn(findings: &Findings, outcome: &OutcomeInfo, words: &Words) -> Markup {
    let changes = Changes::new(findings, outcome, words).foremost();
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
    picture((PANEL, bottom + 36.0), &title, &changes.description(), |m| {
        change_ground(m, &frame, &axis, findings, words);
        bottom_axis(m, &frame, &axis, &changes.ticks(&axis, words));
        directions(m, &frame, outcome, changes.unit(outcome, words), words);
        changes.draw(m, &frame, &axis);
    })
}

fn change_ground(m: &mut Markup, frame: &Frame, axis: &Axis, findings: &Findings, words: &Words) {
    let upright = |tick: &f64| [(axis.place(*tick), frame.top), (axis.place(*tick), frame.bottom)];
    strokes(m, "cf-grid", axis.ticks.iter().filter(|t| **t != 0.0).map(upright));
    let zero = axis.place(0.0);
    line(m, "cf-zero", (zero, frame.top - 4.0), (zero, frame.bottom));
    let name = match cut(&findings.reference, 40) {
        name if name.is_empty() => words.say("no change").to_owned(),
        name => name,
    };
    let place = (zero.clamp(60.0, PANEL - 60.0), frame.top - 8.0);
    label(m, "cf-note", place, "middle", &name);
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
    let middle = ((frame.left + frame.right) / 2.0, y);
    label(m, "cf-note", middle, "middle", &cut(unit, 36));
}

pub(crate) fn change_twin(findings: &Findings, outcome: &OutcomeInfo, words: &Words) -> Table {
    let is_guarded = outcome.threshold.is_some();
    let beyond = is_guarded.then_some("beyond the threshold in");
    let headings = ["policy", "level", "change", "better in"].into_iter().chain(beyond);
    let drawn = Changes::new(findings, outcome, words).foremost().rows;
    let is_drawn = |p: &&PolicyInfo| p.name == findings.reference || drawn.iter().any(|row| row.name == p.name);
    let rows = look::shown_policies(findings).into_iter().filter(is_drawn).filter_map(|policy| {
        let result = look::result(findings, &policy.name, &outcome.name)?;
        Some(change_cells(&policy.name, result, is_guarded, words))
    });
    Table {
        caption: twin_caption(findings, outcome, words),
        headings: headings.map(|h| words.say(h).to_owned()).collect(),
        rows: rows.collect(),
    }
}

fn twin_caption(findings: &Findings, outcome: &OutcomeInfo, words: &Words) -> String {
    let text = "{outcome}, {unit}: median (5th–95th percentile); changes are relative to \"{reference}\", future by \
                future";
    let values = [
        ("outcome", look::heading(outcome)),
        ("unit", look::unit(&outcome.unit, words)),
        ("reference", &findings.reference),
    ];
    words.fill(text, &values)
}

fn change_cells(policy: &str, result: &PolicyOutcome, is_guarded: bool, words: &Words) -> Vec<String> {
    let share = |share: Option<f64>| share.map(|s| words.share(s)).unwrap_or_default();
    let change = match (&result.relative, &result.change) {
        (Some(relative), _) => words.relatives(relative),
        (None, Some(change)) => words.changes(change, result.level.median),
        (None, None) => String::new(),
    };
    let cells = [
        policy.to_owned(),
        words.levels(&result.level),
        change,
        share(result.better_share),
    ];
    let beyond = is_guarded.then(|| share(result.beyond_threshold));
    cells.into_iter().chain(beyond).collect()
}
