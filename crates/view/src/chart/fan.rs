//! Fan charts: the middle half and the middle 90 % of the futures over time, one panel a policy against the
//! reference.

mod chosen;

use super::axis::{Axis, range, range_of_sizes};
use super::ink::{Ink, REFERENCE, ink};
use super::{Frame, PANEL, bottom_axis, label, line, lines, picture, simplified, value_axis};
use crate::look;
use crate::markup::{Markup, Px, path};
use crate::table::Table;
use crate::words::{ENGLISH, Words};
use chosen::chosen;
pub(crate) use chosen::{alike, between};
use findings::{Band, Chart, Fan};

/// More points than this in a line are not seen in a panel.
const POINTS: usize = 100;
/// How many years before the policies begin are drawn beside each of them.
const RECENT: f64 = 5.0;
/// Bands that lie no further apart than this, in units of the picture, are one to the eye.
const SEEN: f64 = 2.5;
/// A point this near to the line between its neighbours is not seen either.
const NEAR: f64 = 0.4;
const HEIGHT: f64 = 250.0;
const FRAME: Frame = Frame {
    left: 44.0,
    right: PANEL - 8.0,
    top: 44.0,
    bottom: HEIGHT - 26.0,
};

/// At most three panels on one scale of values: the reference first, alone and with its whole past, then the policies that end
/// lowest and highest of those that can be told from it.
///
/// In each panel the median is a line, the darker ground holds the middle half and the lighter the middle
/// 90 % of the futures at each point in time (a band's edge is not the path of any future); the reference
/// is grey-black with its middle 90 % between dotted lines; dots are observations.
pub fn panels(chart: &Chart, reference: &str) -> Vec<String> {
    drawn(chart, reference, &ENGLISH).into_iter().map(Markup::into_string).collect()
}

pub(crate) fn drawn(chart: &Chart, reference: &str, words: &Words) -> Vec<Markup> {
    let base = chart.fans.iter().find(|f| f.policy == reference);
    let chosen = chosen(chart, reference);
    let fans: Vec<(&Fan, Ink)> = base
        .into_iter()
        .map(|f| (f, REFERENCE))
        .chain(chosen.into_iter().map(|(at, f)| (f, ink(at))))
        .collect();
    let scale = values(fans.iter().map(|(fan, _)| *fan), chart).copied();
    let scale = Axis::round(range_of_sizes(scale), (FRAME.bottom, FRAME.top), 4);
    let whole = Axes::new(chart, f64::NEG_INFINITY, &scale);
    let recent = Axes::new(chart, chart.policies_from - RECENT, &scale);
    fans.into_iter()
        .map(|(fan, ink)| {
            Panel {
                chart,
                axes: if base.is_some_and(|b| std::ptr::eq(b, fan)) {
                    &whole
                } else {
                    &recent
                },
                base,
                fan,
                ink,
                words,
            }
            .draw()
        })
        .collect()
}

/// All values of some bands of a chart, and what was observed.
fn values<'a>(fans: impl Iterator<Item = &'a Fan>, chart: &'a Chart) -> impl Iterator<Item = &'a f64> {
    let bands = fans.flat_map(|f| f.p5.iter().chain(&f.p95).chain(&f.p50));
    bands.chain(chart.observed.iter().map(|(_, value)| value))
}

/// Time and value: the reference's panel shows all years, the others those around the policies' beginning and after.
struct Axes {
    /// The first point in time that is drawn.
    first: usize,
    since: f64,
    years: Axis,
    values: Axis,
}

impl Axes {
    fn new(chart: &Chart, since: f64, scale: &Axis) -> Axes {
        let years = chart.years.iter().chain(chart.observed.iter().map(|(year, _)| year));
        let shown = years.copied().filter(|year| *year >= since);
        Axes {
            first: chart.years.iter().position(|y| *y >= since).unwrap_or(0),
            since,
            years: Axis::years(
                range(shown),
                (FRAME.left, FRAME.right),
                if since.is_finite() { 3 } else { 6 },
            ),
            values: scale.clone(),
        }
    }
}

struct Panel<'a> {
    chart: &'a Chart,
    axes: &'a Axes,
    base: Option<&'a Fan>,
    fan: &'a Fan,
    ink: Ink,
    words: &'a Words,
}

impl Panel<'_> {
    fn draw(&self) -> Markup {
        let title = format!("{}: {}", self.chart.title, self.fan.policy);
        picture((PANEL, HEIGHT), &title, &self.description(), |m| {
            self.heading(m);
            self.grounds(m);
            self.axes(m);
            self.lines(m);
            self.observed(m);
            self.end_labels(m);
        })
    }

    fn is_reference(&self) -> bool {
        self.base.is_some_and(|b| std::ptr::eq(b, self.fan))
    }

    /// What is to be seen, in words.
    fn description(&self) -> String {
        let last = self.chart.years.len().min(self.fan.p50.len()).saturating_sub(1);
        let year = self.chart.years.get(last).copied().unwrap_or(f64::NAN);
        let told = |fan: &Fan| self.words.levels(&band_at(fan, last));
        let mut text = self.words.fill(
            "{policy} in {year}: {levels}{unit}",
            &[
                ("policy", &self.fan.policy),
                ("year", &self.words.year(year)),
                ("levels", &told(self.fan)),
                ("unit", &look::unit_after(&self.chart.unit)),
            ],
        );
        if let Some(base) = self.base.filter(|_| !self.is_reference()) {
            text += &self.words.fill("; {base}: {levels}", &[("base", &base.policy), ("levels", &told(base))]);
        }
        text + "."
    }

    fn heading(&self, m: &mut Markup) {
        let sample = [(FRAME.left, 12.0), (FRAME.left + 24.0, 12.0)];
        self.ink.line(m, &path(sample.into_iter()));
        if !self.is_reference() {
            self.ink.marker(m, (FRAME.left + 12.0, 12.0), 3.8);
        }
        for (at, text) in lines(&self.fan.policy, 44, 1).iter().enumerate() {
            label(
                m,
                "cf-name",
                (FRAME.left + 31.0, 16.0 + 14.0 * at as f64),
                "start",
                text,
            );
        }
        let unit = lines(look::unit(&self.chart.unit, self.words), 60, 1).concat();
        label(m, "cf-note", (0.0, 33.0), "start", &unit);
    }

    fn axes(&self, m: &mut Markup) {
        let axes = self.axes;
        value_axis(
            m,
            &FRAME,
            &axes.values,
            &self.words.ticks(&axes.values.ticks, axes.values.step),
        );
        let years: Vec<String> = axes.years.ticks.iter().map(|y| self.words.year(*y)).collect();
        bottom_axis(m, &FRAME, &axes.years, &years);
        let from = self.chart.policies_from;
        if axes.years.holds(from) {
            let x = axes.years.place(from);
            line(m, "cf-from", (x, FRAME.top - 4.0), (x, FRAME.bottom));
            let text = self.words.fill("policies from {year}", &[("year", &self.words.year(from))]);
            let anchor = if x > (FRAME.left + FRAME.right) / 2.0 {
                "end"
            } else {
                "start"
            };
            label(m, "cf-note", (x, FRAME.top - 8.0), anchor, &text);
        }
    }

    /// The reference's ground in the past, the policy's own from where it begins.
    fn grounds(&self, m: &mut Markup) {
        let begins = if self.is_reference() { 0 } else { self.begins() };
        let shades: [(&'static str, &[f64], &[f64]); 2] = [
            ("cf-outer", &self.fan.p5, &self.fan.p95),
            ("cf-inner", &self.fan.p25, &self.fan.p75),
        ];
        for (shade, low, high) in shades {
            if begins > 0 {
                REFERENCE.ground(m, shade, &self.area(low, high, self.axes.first, begins + 1));
            }
            self.ink.ground(m, shade, &self.area(low, high, begins, usize::MAX));
        }
    }

    fn lines(&self, m: &mut Markup) {
        if let Some(base) = self.base.filter(|_| !self.is_reference()) {
            for edge in [&base.p5, &base.p95] {
                let d = self.curve(edge, self.begins());
                m.void("path", &[("class", &"cf-edge cf-i0"), ("d", &d)]);
            }
            REFERENCE.line(m, &self.curve(&base.p50, self.axes.first));
        }
        let begins = if self.is_reference() { 0 } else { self.begins() };
        self.ink.line(m, &self.curve(&self.fan.p50, begins));
        if !self.is_reference() {
            self.markers(m, begins);
        }
    }

    /// A marker at every tick of time after the policies begin, so that the line is known where it crosses
    /// another.
    fn markers(&self, m: &mut Markup, begins: usize) {
        let axes = self.axes;
        for tick in &axes.years.ticks {
            let reached = self.chart.years.iter().position(|y| y >= tick);
            let Some(at) = reached.filter(|at| *at >= begins && *at < self.fan.p50.len()) else {
                continue;
            };
            let place = (
                axes.years.place(self.chart.years[at]),
                axes.values.place(self.fan.p50[at]),
            );
            self.ink.marker(m, place, 3.8);
        }
    }

    fn observed(&self, m: &mut Markup) {
        for (year, value) in
            self.chart.observed.iter().filter(|(y, v)| y.is_finite() && v.is_finite() && *y >= self.axes.since)
        {
            let (x, y) = (self.axes.years.place(*year), self.axes.values.place(*value));
            m.void(
                "circle",
                &[("class", &"cf-dot"), ("cx", &Px(x)), ("cy", &Px(y)), ("r", &"2.4")],
            );
        }
    }

    /// Names the reference's line at its end, on the side away from the policy's.
    fn end_labels(&self, m: &mut Markup) {
        let Some(base) = self.base else { return };
        let end = |fan: &Fan| fan.p50.iter().rev().find(|v| v.is_finite()).map(|v| self.axes.values.place(*v));
        let (Some(theirs), Some(own)) = (end(base), end(self.fan)) else {
            return;
        };
        let is_below = !self.is_reference() && theirs >= own;
        let y = if is_below { theirs + 13.0 } else { theirs - 6.0 };
        let name = lines(&base.policy, 28, 1).concat();
        label(
            m,
            "cf-halo",
            (FRAME.right - 2.0, y.clamp(FRAME.top + 8.0, FRAME.bottom - 4.0)),
            "end",
            &name,
        );
    }

    /// The first point in time at which policies act.
    fn begins(&self) -> usize {
        let from = self.chart.policies_from;
        self.chart.years.iter().position(|y| *y >= from).unwrap_or(0)
    }

    fn place(&self, values: &[f64], at: usize) -> (f64, f64) {
        let year = self.chart.years.get(at).copied().unwrap_or(f64::NAN);
        (
            self.axes.years.place(year),
            self.axes.values.place(values.get(at).copied().unwrap_or(f64::NAN)),
        )
    }

    fn curve(&self, values: &[f64], from: usize) -> String {
        let until = self.chart.years.len().min(values.len());
        let points: Vec<(f64, f64)> = thinned(from, until).map(|at| self.place(values, at)).collect();
        path(simplified(&points, NEAR).into_iter())
    }

    /// The outline of the ground between two edges, over points where both are numbers.
    fn area(&self, low: &[f64], high: &[f64], from: usize, until: usize) -> String {
        let until = until.min(self.chart.years.len()).min(low.len()).min(high.len());
        let known = |at: &usize| low[*at].is_finite() && high[*at].is_finite() && self.chart.years[*at].is_finite();
        let there: Vec<usize> = thinned(from, until).filter(known).collect();
        if there.is_empty() {
            return String::new();
        }
        let up: Vec<(f64, f64)> = there.iter().map(|at| self.place(high, *at)).collect();
        let back: Vec<(f64, f64)> = there.iter().rev().map(|at| self.place(low, *at)).collect();
        path(simplified(&up, NEAR).into_iter().chain(simplified(&back, NEAR))) + "Z"
    }
}

/// At most [`POINTS`] places from a stretch, both ends among them.
fn thinned(from: usize, until: usize) -> impl Iterator<Item = usize> {
    let count = until.saturating_sub(from);
    let stride = count.div_ceil(POINTS).max(1);
    let last = until.checked_sub(1).filter(|last| count > 0 && !(last - from).is_multiple_of(stride));
    (from..until.max(from)).step_by(stride).chain(last)
}

fn band_at(fan: &Fan, at: usize) -> Band {
    let of = |values: &[f64]| values.get(at).copied().unwrap_or(f64::NAN);
    Band {
        low: of(&fan.p5),
        median: of(&fan.p50),
        high: of(&fan.p95),
    }
}

/// The panels as numbers: a dozen points in time, each drawn policy's median and middle 90 %, and what was observed that year.
pub fn table(chart: &Chart, reference: &str) -> Table {
    twin(chart, reference, &ENGLISH)
}

pub(crate) fn twin(chart: &Chart, reference: &str, words: &Words) -> Table {
    const ROWS: f64 = 12.0;
    let years = Axis::years(range(chart.years.iter().copied()), (0.0, 1.0), ROWS as usize).ticks;
    let base = chart.fans.iter().filter(|f| f.policy == reference).take(1);
    let drawn: Vec<&Fan> = base.chain(chosen(chart, reference).into_iter().map(|(_, f)| f)).collect();
    let policies = drawn.iter().map(|f| f.policy.clone());
    let observed_in = |year: f64| chart.observed.iter().find(|(y, _)| y.floor() == year.floor());
    let rows = years.iter().filter_map(|year| {
        let observed = observed_in(*year);
        // Beside an observation the bands are those of its own date.
        let date = observed.map_or(*year, |(date, _)| *date);
        let at = chart.years.iter().position(|y| *y >= date - 1e-6)?;
        let observed = observed.map_or(String::new(), |(_, v)| words.level(*v));
        let fans = drawn.iter().map(|f| words.levels(&band_at(f, at)));
        Some([words.year(*year), observed].into_iter().chain(fans).collect())
    });
    Table {
        caption: format!("{}, {}", chart.title, look::unit(&chart.unit, words)),
        rows: rows.collect(),
        headings: [words.say("year"), words.say("observed")].map(str::to_owned).into_iter().chain(policies).collect(),
    }
}
