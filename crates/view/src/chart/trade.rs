//! Two outcomes at once: what each policy does to one against what it does to the other.

mod labels;

use super::axis::{Axis, range};
use super::ink::{Ink, ink};
use super::{Frame, bottom_axis, cut, label, line, picture, upright, value_axis};
use crate::look;
use crate::markup::Markup;
use crate::table::Table;
use crate::words::Words;
use findings::{Band, Findings, OutcomeInfo, PolicyInfo, PolicyOutcome};

use labels::{Cover, Places, Spot};

const WIDTH: f64 = 810.0;
const HEIGHT: f64 = 430.0;
const FRAME: Frame = Frame {
    left: 58.0,
    right: 520.0,
    top: 34.0,
    bottom: HEIGHT - 50.0,
};

/// The two outcomes that are set against each other: the first of the first screen whose changes are relative.
pub(crate) fn outcomes(findings: &Findings) -> Option<[&OutcomeInfo; 2]> {
    let changes = |o: &&OutcomeInfo| {
        let own = findings.results.iter().filter(|r| r.outcome == o.name && r.policy != findings.reference);
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
    [band.low, band.median, band.high].iter().all(|v| v.is_finite()).then_some(band)
}

/// Each policy as a marker at its two medians, with thin lines for the middle 90 % of each: the outer ones with their names,
/// the others with a number, and those in the crowd around no change in the list beside alone.
pub(crate) fn drawn(findings: &Findings, pair: [&OutcomeInfo; 2], words: &Words) -> Markup {
    let points = points(findings, pair);
    let plane = Plane::of(&points);
    let labels = plane.labels(&points, words);
    let description = description(&points, words);
    let height = HEIGHT.max(FRAME.top + LINE * (points.len() as f64 + 3.0));
    picture((WIDTH, height), &title(pair, words), &description, |m| {
        plane.ground(m, pair, words);
        let outer = points.iter().zip(&labels).filter(|(_, l)| l.as_ref().is_some_and(|l| l.is_name));
        outer.for_each(|(point, _)| plane.spans(m, point));
        points.iter().for_each(|point| look_of(point).marker(m, plane.middle(point), 3.6));
        labels.iter().flatten().for_each(|l| label(m, l.class, l.spot.at, l.spot.anchor, &l.text));
        list(m, &points, &labels, words);
    })
}

/// What stands beside a point.
struct Label {
    text: String,
    spot: Spot,
    class: &'static str,
    is_name: bool,
}

/// The policies that have no name in the picture: those with a number first, then the crowd around no change.
fn list(m: &mut Markup, points: &[Point], labels: &[Option<Label>], words: &Words) {
    let labelled = || points.iter().zip(labels);
    let numbered: Vec<&Point> = labelled()
        .filter(|(_, label)| label.as_ref().is_some_and(|l| !l.is_name))
        .map(|(point, _)| point)
        .collect();
    let crowd: Vec<&Point> = labelled().filter(|(_, l)| l.is_none()).map(|(point, _)| point).collect();
    let mut row = 0.0;
    for point in numbered {
        let text = format!("{} {}", words.whole(point.number), point.name);
        listed(m, &mut row, point, &text);
    }
    if !crowd.is_empty() {
        row += 0.5;
        let head = words.say("Unlabelled, in the crowd:");
        label(
            m,
            "cf-note",
            (FRAME.right + 14.0, FRAME.top + 6.0 + LINE * row),
            "start",
            head,
        );
        row += 1.0;
        crowd.iter().for_each(|point| listed(m, &mut row, point, point.name));
    }
}

/// A line of the list: a marker and a name.
fn listed(m: &mut Markup, row: &mut f64, point: &Point, text: &str) {
    let y = FRAME.top + 6.0 + LINE * *row;
    look_of(point).marker(m, (FRAME.right + 18.0, y - 3.5), 3.4);
    label(m, "cf-side", (FRAME.right + 28.0, y), "start", &cut(text, 42));
    *row += 1.0;
}

fn description(points: &[Point], words: &Words) -> String {
    let told = points
        .iter()
        .map(|p| format!("{}: {}, {}", p.name, words.relatives(&p.across), words.relatives(&p.up)));
    told.collect::<Vec<_>>().join("; ") + "."
}

/// The height of a line of the list.
const LINE: f64 = 15.5;

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

    /// The outermost points take their names, then the others take their numbers while there is room.
    fn labels(&self, points: &[Point], words: &Words) -> Vec<Option<Label>> {
        const NAMED: usize = 8;
        const OUTER: f64 = 40.0;
        let places: Vec<(f64, f64)> = points.iter().map(|p| self.middle(p)).collect();
        let zero = self.place(0.0, 0.0);
        let far = |at: &usize| (places[*at].0 - zero.0).hypot(places[*at].1 - zero.1);
        let mut outermost: Vec<usize> = (0..points.len()).collect();
        outermost.sort_by(|a, b| far(b).total_cmp(&far(a)));
        let ground = Cover {
            left: FRAME.left,
            right: FRAME.right,
            top: FRAME.top,
            bottom: FRAME.bottom,
        };
        let mut free = Places::new(ground, places.iter().copied());
        let mut labels: Vec<Option<Label>> = points.iter().map(|_| None).collect();
        let (outer, inner): (Vec<usize>, Vec<usize>) = outermost.into_iter().partition(|at| far(at) >= OUTER);
        let mut names = 0;
        for at in outer {
            let name = (names < NAMED).then(|| named(&points[at], &mut free, places[at])).flatten();
            names += usize::from(name.is_some());
            labels[at] = name.or_else(|| numbered(&points[at], &mut free, places[at], words));
        }
        for at in inner {
            labels[at] = numbered(&points[at], &mut free, places[at], words);
        }
        labels
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

/// A point's name beside it, where there is room.
fn named(point: &Point, free: &mut Places, at: (f64, f64)) -> Option<Label> {
    let text = cut(point.name, 40);
    let spot = free.take(at, text.chars().count())?;
    Some(Label {
        text,
        spot,
        class: "cf-halo",
        is_name: true,
    })
}

/// A point's number beside it, where there is room.
fn numbered(point: &Point, free: &mut Places, at: (f64, f64), words: &Words) -> Option<Label> {
    let text = words.whole(point.number);
    let spot = free.take(at, text.chars().count() + 1)?;
    Some(Label {
        text,
        spot,
        class: "cf-halo cf-strong",
        is_name: false,
    })
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
