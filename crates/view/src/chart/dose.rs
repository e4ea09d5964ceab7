//! Dose and response of single runs, such as a published experiment: one line an outcome, and where it
//! breaks even.

use super::axis::{Axis, range, spread};
use super::ink::{Ink, ink};
use super::{Frame, PANEL, bottom_axis, cut, label, line, picture, value_axis};
use crate::markup::{Markup, path};
use crate::table::Table;
use crate::words::{ENGLISH, Words};
use findings::{SettingCase, SettingFinding};

const HEIGHT: f64 = 252.0;
const FRAME: Frame = Frame {
    left: 44.0,
    right: PANEL - 92.0,
    top: 38.0,
    bottom: HEIGHT - 40.0,
};

/// What a change is measured against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// The start of the setting's window.
    Start,
    /// The run without change at the end of the window.
    NoChange,
}

/// Change by dose, with the dose marked at which an outcome is back where it began.
pub fn response(setting: &SettingFinding, against: Against) -> String {
    drawn(setting, against, &ENGLISH).into_string()
}

/// Both changes by dose, and the named cases, as numbers.
pub fn table(setting: &SettingFinding) -> Table {
    twin(setting, &ENGLISH)
}

fn changes(case: &SettingCase, against: Against) -> &[f64] {
    match against {
        Against::Start => &case.change,
        Against::NoChange => &case.against_no_change,
    }
}

/// A dose–response as places: (dose, change) for one outcome.
fn curve(setting: &SettingFinding, outcome: usize, against: Against) -> Vec<(f64, f64)> {
    let point = |c: &SettingCase| Some((c.dose?, *changes(c, against).get(outcome)?));
    let mut points: Vec<_> = setting.doses.iter().filter_map(point).collect();
    points.retain(|(dose, change)| dose.is_finite() && change.is_finite());
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    points
}

pub(crate) fn heading(setting: &SettingFinding, against: Against, words: &Words) -> String {
    let (from, until) = (words.year(setting.from), words.year(setting.until));
    match against {
        Against::Start => words.fill("{until} compared with {from}", &[("until", &until), ("from", &from)]),
        Against::NoChange => words.fill("{until} compared with no change", &[("until", &until)]),
    }
}

pub(crate) fn drawn(setting: &SettingFinding, against: Against, words: &Words) -> Markup {
    let curves: Vec<Vec<(f64, f64)>> = (0..setting.outcomes.len()).map(|at| curve(setting, at, against)).collect();
    let scales = Scales::of(setting, &curves);
    let heading = heading(setting, against, words);
    let title = format!("{}: {heading}", setting.title);
    picture((PANEL, HEIGHT), &title, &description(setting, &curves, words), |m| {
        label(m, "cf-name", (0.0, 14.0), "start", &heading);
        label(m, "cf-note", (0.0, 29.0), "start", words.say("change, single runs"));
        scales.ground(m, setting, words);
        if against == Against::Start {
            break_evens(m, setting, &scales, words);
        }
        for (at, points) in curves.iter().enumerate() {
            scales.curve(m, ink(at), points);
        }
        names(m, setting, &curves, &scales.y);
    })
}

/// Doses along the bottom, changes upwards.
struct Scales {
    x: Axis,
    y: Axis,
}

impl Scales {
    fn of(setting: &SettingFinding, curves: &[Vec<(f64, f64)>]) -> Scales {
        let doses = range(setting.doses.iter().filter_map(|c| c.dose));
        let changes = range(curves.iter().flatten().map(|p| p.1).chain([0.0]));
        Scales {
            x: Axis::exact(doses, (FRAME.left, FRAME.right), 4),
            y: Axis::round(changes, (FRAME.bottom, FRAME.top), 4),
        }
    }

    fn ground(&self, m: &mut Markup, setting: &SettingFinding, words: &Words) {
        value_axis(m, &FRAME, &self.y, &percents(&self.y, words));
        bottom_axis(m, &FRAME, &self.x, &words.ticks(&self.x.ticks, self.x.step));
        let foot = ((FRAME.left + FRAME.right) / 2.0, HEIGHT - 6.0);
        label(m, "cf-note", foot, "middle", &cut(&setting.dose_variable, 48));
    }

    fn curve(&self, m: &mut Markup, ink: Ink, points: &[(f64, f64)]) {
        let places = || points.iter().map(|(dose, change)| (self.x.place(*dose), self.y.place(*change)));
        ink.line(m, &path(places()));
        places().for_each(|place| ink.marker(m, place, 3.4));
    }
}

fn percents(axis: &Axis, words: &Words) -> Vec<String> {
    let scaled: Vec<f64> = axis.ticks.iter().map(|t| t * 100.0).collect();
    let written = words.ticks(&scaled, axis.step * 100.0);
    let sign = |v: f64| if v > 0.0 { "+" } else { "" };
    written.iter().zip(&scaled).map(|(text, v)| format!("{}{text}\u{A0}%", sign(*v))).collect()
}

fn description(setting: &SettingFinding, curves: &[Vec<(f64, f64)>], words: &Words) -> String {
    let told = setting.outcomes.iter().zip(curves).filter_map(|(outcome, points)| {
        let (first, last) = (points.first()?, points.last()?);
        Some(words.fill(
            "{outcome}: {first} at {low}, {last} at {high}",
            &[
                ("outcome", outcome),
                ("first", &words.relative(first.1)),
                ("low", &words.level(first.0)),
                ("last", &words.relative(last.1)),
                ("high", &words.level(last.0)),
            ],
        ))
    });
    let doses = words.fill("by {variable}", &[("variable", &setting.dose_variable)]);
    format!("{} ({doses}).", told.collect::<Vec<_>>().join("; "))
}

/// Vertical lines at the doses where an outcome is back where it began, and their list at the foot.
fn break_evens(m: &mut Markup, setting: &SettingFinding, scales: &Scales, words: &Words) {
    const LISTED: usize = 5;
    let known = setting.break_even.iter().filter(|(_, dose)| scales.x.holds(*dose));
    let known: Vec<_> = known.take(LISTED).collect();
    if known.is_empty() {
        return;
    }
    let (anchor, column) = list_place(setting);
    let top = FRAME.bottom - 6.0 - 12.5 * known.len() as f64;
    label(m, "cf-halo cf-note", (column, top), anchor, words.say("break-even at"));
    for (at, (outcome, dose)) in known.iter().enumerate() {
        break_even_line(m, setting, outcome, (scales.x.place(*dose), scales.y.place(0.0)));
        let text = format!("{} {}", words.level(*dose), cut(outcome, 22));
        let place = (column, top + 12.5 * (at as f64 + 1.0));
        label(m, "cf-halo cf-note", place, anchor, &text);
    }
}

/// A falling line leaves room below its left end, a rising one below its right.
fn list_place(setting: &SettingFinding) -> (&'static str, f64) {
    let curve = curve(setting, 0, Against::Start);
    let falls = curve.windows(2).next().is_some_and(|w| w[1].1 < w[0].1);
    if falls {
        ("start", FRAME.left + 6.0)
    } else {
        ("end", FRAME.right - 4.0)
    }
}

fn break_even_line(m: &mut Markup, setting: &SettingFinding, outcome: &str, (here, zero): (f64, f64)) {
    line(m, "cf-from", (here, zero), (here, FRAME.bottom));
    if let Some(place) = setting.outcomes.iter().position(|o| o == outcome) {
        ink(place).marker(m, (here, zero), 4.6);
    }
}

/// Names at the ends of the lines, moved apart.
fn names(m: &mut Markup, setting: &SettingFinding, curves: &[Vec<(f64, f64)>], y: &Axis) {
    let end = |points: &Vec<(f64, f64)>| points.last().map_or(f64::NAN, |p| y.place(p.1) + 4.0);
    let places = spread(curves.iter().map(end).collect(), 13.0, FRAME.top + 4.0, FRAME.bottom);
    for (name, place) in setting.outcomes.iter().zip(places).filter(|(_, place)| place.is_finite()) {
        label(m, "cf-halo", (FRAME.right + 8.0, place), "start", &cut(name, 16));
    }
}

pub(crate) fn twin(setting: &SettingFinding, words: &Words) -> Table {
    let both = [Against::Start, Against::NoChange];
    let headings = both.iter().flat_map(|against| {
        let heading = heading(setting, *against, words);
        setting.outcomes.iter().map(move |o| format!("{o}, {heading}"))
    });
    let row = |case: &SettingCase| {
        let name = case.dose.map_or(case.label.clone(), |dose| {
            format!("{} = {}", setting.dose_variable, words.level(dose))
        });
        let cells = both.iter().flat_map(|against| {
            (0..setting.outcomes.len())
                .map(|at| changes(case, *against).get(at).map(|c| words.relative(*c)).unwrap_or_default())
        });
        [name].into_iter().chain(cells).collect()
    };
    Table {
        caption: setting.title.clone(),
        headings: [words.say("run").to_owned()].into_iter().chain(headings).collect(),
        rows: setting.cases.iter().chain(&setting.doses).map(row).collect(),
    }
}
