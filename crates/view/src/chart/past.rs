//! The model beside what was observed: a bar for the middle 90 % of the futures, a dot for each observation.

use super::axis::{Axis, range, range_of_sizes};
use super::{Frame, PANEL, bottom_axis, cut, label, line, picture, value_axis};
use crate::history;
use crate::look;
use crate::markup::{Markup, Px};
use crate::table::Table;
use crate::words::{ENGLISH, Words};
use findings::{HistoryFinding, HistoryPoint};

const HEIGHT: f64 = 228.0;
const FRAME: Frame = Frame {
    left: 44.0,
    right: PANEL - 8.0,
    top: 44.0,
    bottom: HEIGHT - 26.0,
};

/// One series: full dots were used to fit the model, rings were not.
pub fn series(finding: &HistoryFinding) -> String {
    drawn(finding, &ENGLISH).into_string()
}

/// The same as numbers.
pub fn table(finding: &HistoryFinding) -> Table {
    twin(finding, &ENGLISH)
}

pub(crate) fn drawn(finding: &HistoryFinding, words: &Words) -> Markup {
    let points: Vec<&HistoryPoint> = finding.points.iter().filter(|p| p.year.is_finite()).collect();
    let (first, last) = range(points.iter().map(|p| p.year));
    let x = Axis::years((first.floor(), last.ceil()), (FRAME.left, FRAME.right), 6);
    let values = points.iter().flat_map(|p| [p.observed, p.model.low, p.model.high]);
    let y = Axis::round(range_of_sizes(values), (FRAME.bottom, FRAME.top), 4);
    let title = format!("{}, {}", finding.variable, finding.series);
    let verdict = history::verdict(finding, &finding.variable, words);
    picture((PANEL, HEIGHT), &title, &verdict, |m| {
        names(m, finding, words);
        value_axis(m, &FRAME, &y, &words.ticks(&y.ticks, y.step));
        let years: Vec<String> = x.ticks.iter().map(|t| words.year(*t)).collect();
        bottom_axis(m, &FRAME, &x, &years);
        key(m, words);
        points.iter().for_each(|point| draw_point(m, point, (&x, &y)));
    })
}

/// The variable and its unit, above the data.
fn names(m: &mut Markup, finding: &HistoryFinding, words: &Words) {
    label(m, "cf-name", (0.0, 14.0), "start", &cut(&finding.variable, 48));
    let unit = look::unit(&finding.unit, words);
    label(m, "cf-note", (0.0, 33.0), "start", &cut(unit, 30));
}

/// What bar, dot and ring mean, above the data.
fn key(m: &mut Markup, words: &Words) {
    let y = 29.5;
    let entries = [("model", 172.0), ("fitted", 228.0), ("not fitted", 283.0)];
    for (at, (text, x)) in entries.into_iter().enumerate() {
        match at {
            0 => bar(m, x - 7.0, y - 6.0, y + 6.0),
            1 => dot(m, "cf-dot", (x - 7.0, y), 3.0),
            _ => dot(m, "cf-ring", (x - 7.0, y), 3.2),
        }
        label(m, "cf-note", (x, y + 3.5), "start", words.say(text));
    }
}

fn bar(m: &mut Markup, x: f64, top: f64, bottom: f64) {
    let (left, top, height) = (Px(x - 2.5), Px(top), Px((bottom - top).max(1.0)));
    let place: [crate::markup::Attribute; 5] = [
        ("class", &"cf-bar cf-i2"),
        ("x", &left),
        ("y", &top),
        ("width", &"5"),
        ("height", &height),
    ];
    m.void("rect", &place);
}

fn dot(m: &mut Markup, class: &'static str, (x, y): (f64, f64), radius: f64) {
    m.void(
        "circle",
        &[("class", &class), ("cx", &Px(x)), ("cy", &Px(y)), ("r", &Px(radius))],
    );
}

fn draw_point(m: &mut Markup, point: &HistoryPoint, (x, y): (&Axis, &Axis)) {
    let here = x.place(point.year);
    let band = &point.model;
    if band.low.is_finite() && band.high.is_finite() {
        bar(m, here, y.place(band.high), y.place(band.low));
    }
    if band.median.is_finite() {
        let middle = y.place(band.median);
        line(m, "cf-thin cf-i2", (here - 4.0, middle), (here + 4.0, middle));
    }
    if point.observed.is_finite() {
        let place = (here, y.place(point.observed));
        if point.calibrated {
            dot(m, "cf-dot", place, 2.8)
        } else {
            dot(m, "cf-ring", place, 3.2)
        }
    }
}

pub(crate) fn twin(finding: &HistoryFinding, words: &Words) -> Table {
    let headings = [
        "period",
        "observed",
        "model, median (5th–95th percentile)",
        "inside",
        "used for fitting",
    ];
    // What was not used to fit comes first: it is the test.
    let tested = finding.points.iter().filter(|p| !p.calibrated);
    let fitted = finding.points.iter().filter(|p| p.calibrated);
    let unit = look::unit(&finding.unit, words);
    Table {
        caption: format!("{}, {}, {unit}", finding.variable, finding.series),
        headings: headings.map(|h| words.say(h).to_owned()).into(),
        rows: tested.chain(fitted).map(|point| cells(point, words)).collect(),
    }
}

fn cells(point: &HistoryPoint, words: &Words) -> Vec<String> {
    let yes_no = |is: bool| words.say(if is { "yes" } else { "no" }).to_owned();
    vec![
        words.period(&point.period),
        observed(point, words),
        words.levels(&point.model),
        yes_no(history::is_inside(point)),
        yes_no(point.calibrated),
    ]
}

/// A number that was read in one copy alone says so.
fn observed(point: &HistoryPoint, words: &Words) -> String {
    let number = words.precise(point.observed);
    if point.one_copy {
        words.fill("{number} (one copy)", &[("number", &number)])
    } else {
        number
    }
}
