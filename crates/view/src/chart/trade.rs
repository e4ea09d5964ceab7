//! Two outcomes at once: what each policy does to one against what it does to the other.

use super::axis::{Axis, range, spread};
use super::ink::{Ink, ink};
use super::{Frame, bottom_axis, cut, label, line, picture, upright, value_axis};
use crate::look;
use crate::markup::Markup;
use crate::table::Table;
use crate::words::Words;
use findings::{Band, Findings, OutcomeInfo, PolicyInfo, PolicyOutcome};

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 430.0;
const FRAME: Frame = Frame {
    left: 58.0,
    right: 500.0,
    top: 34.0,
    bottom: HEIGHT - 50.0,
};

/// The two outcomes that are set against each other: the first of the first screen whose changes are relative.
pub(crate) fn outcomes(findings: &Findings) -> Option<[&OutcomeInfo; 2]> {
    let changes = |o: &&OutcomeInfo| {
        let own = findings
            .results
            .iter()
            .filter(|r| r.outcome == o.name && r.policy != findings.reference);
        let known: Vec<bool> = own.map(|r| r.relative.is_some()).collect();
        !known.is_empty() && known.iter().all(|k| *k)
    };
    let mut found = look::screen_outcomes(findings).into_iter().filter(changes);
    Some([found.next()?, found.next()?])
}

/// A policy's number, its name and its two changes.
struct Point<'a> {
    number: usize,
    name: &'a str,
    across: Band,
    up: Band,
}

fn points<'a>(findings: &'a Findings, [across, up]: [&OutcomeInfo; 2]) -> Vec<Point<'a>> {
    let policies = look::shown_policies(findings);
    let others = policies.into_iter().filter(|p| p.name != findings.reference);
    let change = |policy: &str, outcome: &OutcomeInfo| look::result(findings, policy, &outcome.name).and_then(relative);
    let point = |(at, p): (usize, &'a PolicyInfo)| {
        Some(Point {
            number: at + 1,
            name: &p.name,
            across: change(&p.name, across)?,
            up: change(&p.name, up)?,
        })
    };
    // Numbered before any is left out: a policy has the same number in every pair of outcomes.
    others.enumerate().filter_map(point).collect()
}

fn relative(result: &PolicyOutcome) -> Option<Band> {
    let band = result.relative?;
    [band.low, band.median, band.high]
        .iter()
        .all(|v| v.is_finite())
        .then_some(band)
}

/// Each policy as its number at its two medians, with thin lines for the middle 90 % of each.
pub(crate) fn drawn(findings: &Findings, pair: [&OutcomeInfo; 2], words: &Words) -> Markup {
    let points = points(findings, pair);
    let plane = Plane::of(&points);
    let description = description(&points, words);
    picture((WIDTH, HEIGHT), &title(pair, words), &description, |m| {
        plane.ground(m, pair, words);
        points.iter().for_each(|point| plane.spans(m, point));
        for (point, at) in points.iter().zip(plane.numbers(&points)) {
            look_of(point).marker(m, plane.middle(point), 3.6);
            label(m, "cf-halo cf-strong", at, "middle", &words.whole(point.number));
            named(m, point, words);
        }
    })
}

fn description(points: &[Point], words: &Words) -> String {
    let told = points
        .iter()
        .map(|p| format!("{}: {}, {}", p.name, words.relatives(&p.across), words.relatives(&p.up)));
    told.collect::<Vec<_>>().join("; ") + "."
}

/// A policy's number and name, in the list at the right.
fn named(m: &mut Markup, point: &Point, words: &Words) {
    let row = FRAME.top + 6.0 + 19.0 * (point.number as f64 - 1.0);
    let name = format!("{} {}", words.whole(point.number), point.name);
    label(m, "cf-side", (FRAME.right + 18.0, row), "start", &cut(&name, 42));
}

/// The two scales on which points have their places.
struct Plane {
    x: Axis,
    y: Axis,
}

impl Plane {
    /// The medians fill the picture; a line that leaves it ends at its edge.
    fn of(points: &[Point]) -> Plane {
        let ends = |of: &dyn Fn(&Point) -> Band| {
            let medians = points.iter().map(|p| of(p).median);
            range(medians.chain([0.0]))
        };
        Plane {
            x: Axis::round(wider(ends(&|p| p.across)), (FRAME.left, FRAME.right), 5),
            y: Axis::round(wider(ends(&|p| p.up)), (FRAME.bottom, FRAME.top), 5),
        }
    }

    fn place(&self, across: f64, up: f64) -> (f64, f64) {
        (self.x.place(across), self.y.place(up))
    }

    fn middle(&self, point: &Point) -> (f64, f64) {
        self.place(point.across.median, point.up.median)
    }

    /// A point's middle 90 % each way.
    fn spans(&self, m: &mut Markup, point: &Point) {
        let (across, up) = (&point.across, &point.up);
        let class = format!("cf-thin cf-faint {}", look_of(point).class);
        let ends = [across.low, across.high].map(|x| self.place(x, up.median));
        line(m, &class, ends[0], ends[1]);
        let ends = [up.low, up.high].map(|y| self.place(across.median, y));
        line(m, &class, ends[0], ends[1]);
    }

    /// Where the numbers stand: above their markers, beside each other where markers crowd at one height.
    fn numbers(&self, points: &[Point]) -> Vec<(f64, f64)> {
        const BAND: f64 = 16.0;
        let band = |p: &Point| (self.y.place(p.up.median) / BAND).round();
        let above = |p: &Point| (self.x.place(p.across.median), band(p) * BAND - 9.0);
        let mut places: Vec<(f64, f64)> = points.iter().map(above).collect();
        for one in points {
            let alike: Vec<usize> = (0..points.len()).filter(|at| band(&points[*at]) == band(one)).collect();
            let crowded = alike.iter().map(|at| places[*at].0).collect();
            let spread = spread(crowded, 17.0, FRAME.left + 8.0, FRAME.right - 8.0);
            alike.iter().zip(spread).for_each(|(at, moved)| places[*at].0 = moved);
        }
        places
    }

    fn ground(&self, m: &mut Markup, [across, up]: [&OutcomeInfo; 2], words: &Words) {
        let percents = |axis: &Axis| axis.ticks.iter().map(|t| words.relative(*t)).collect::<Vec<_>>();
        value_axis(m, &FRAME, &self.y, &percents(&self.y));
        bottom_axis(m, &FRAME, &self.x, &percents(&self.x));
        if self.x.holds(0.0) {
            upright(m, "cf-zero", &FRAME, self.x.place(0.0));
        }
        label(m, "cf-name", (0.0, 14.0), "start", &cut(&scale_name(up, words), 80));
        let foot = ((FRAME.left + FRAME.right) / 2.0, HEIGHT - 12.0);
        label(m, "cf-name", foot, "middle", &cut(&scale_name(across, words), 70));
    }
}

fn scale_name(outcome: &OutcomeInfo, words: &Words) -> String {
    format!("{} ({})", look::heading(outcome), direction(outcome, words))
}

fn look_of(point: &Point) -> Ink {
    ink(point.number - 1)
}

fn wider((low, high): (f64, f64)) -> (f64, f64) {
    let room = (high - low) * 0.18;
    (low - room, high + room)
}

fn title([across, up]: [&OutcomeInfo; 2], words: &Words) -> String {
    let values = [("across", look::heading(across)), ("up", look::heading(up))];
    words.fill("{across} and {up}", &values)
}

fn direction(outcome: &OutcomeInfo, words: &Words) -> &'static str {
    match outcome.better {
        findings::Better::Lower => words.say("lower is better"),
        findings::Better::Higher => words.say("higher is better"),
    }
}

/// The same in numbers.
pub(crate) fn twin(findings: &Findings, pair: [&OutcomeInfo; 2], words: &Words) -> Table {
    let row = |p: &Point| {
        let name = format!("{} {}", words.whole(p.number), p.name);
        vec![name, words.relatives(&p.across), words.relatives(&p.up)]
    };
    let headings = [words.say("policy"), look::heading(pair[0]), look::heading(pair[1])];
    Table {
        caption: title(pair, words),
        headings: headings.map(str::to_owned).into(),
        rows: points(findings, pair).iter().map(row).collect(),
    }
}
