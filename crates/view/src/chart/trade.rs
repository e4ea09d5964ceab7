//! Two outcomes at once: what each policy does to one against what it does to the other.

use super::axis::{Axis, range, spread};
use super::ink::{Ink, ink};
use super::{Frame, bottom_axis, label, line, lines, picture, value_axis};
use crate::look;
use crate::markup::Markup;
use crate::table::Table;
use crate::words::Words;
use findings::{Band, Findings, OutcomeInfo, PolicyOutcome};

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
    others
        .enumerate()
        .filter_map(|(at, p)| {
            Some(Point {
                number: at + 1,
                name: &p.name,
                across: change(&p.name, across)?,
                up: change(&p.name, up)?,
            })
        })
        .collect()
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
    let told = points
        .iter()
        .map(|p| format!("{}: {}, {}", p.name, words.relatives(&p.across), words.relatives(&p.up)));
    let description = told.collect::<Vec<_>>().join("; ") + ".";
    let ends = |of: &dyn Fn(&Point) -> Band| {
        let medians = points.iter().map(|p| of(p).median);
        range(medians.chain([0.0]))
    };
    // The medians fill the picture; a line that leaves it ends at its edge.
    let x = Axis::round(wider(ends(&|p| p.across)), (FRAME.left, FRAME.right), 5);
    let y = Axis::round(wider(ends(&|p| p.up)), (FRAME.bottom, FRAME.top), 5);
    picture((WIDTH, HEIGHT), &title(pair, words), &description, |m| {
        grounds(m, (&x, &y), pair, words);
        for point in &points {
            let (across, up) = (x.place(point.across.median), y.place(point.up.median));
            let class = format!("cf-thin cf-faint {}", look_of(point).class);
            line(
                m,
                &class,
                (x.place(point.across.low), up),
                (x.place(point.across.high), up),
            );
            line(
                m,
                &class,
                (across, y.place(point.up.low)),
                (across, y.place(point.up.high)),
            );
        }
        for (point, at) in points.iter().zip(numbers(&points, (&x, &y))) {
            let place = (x.place(point.across.median), y.place(point.up.median));
            look_of(point).marker(m, place, 3.6);
            label(m, "cf-halo cf-strong", at, "middle", &words.whole(point.number));
            let row = FRAME.top + 6.0 + 19.0 * (point.number as f64 - 1.0);
            let name = format!("{} {}", words.whole(point.number), point.name);
            label(
                m,
                "cf-side",
                (FRAME.right + 18.0, row),
                "start",
                &lines(&name, 42, 1).concat(),
            );
        }
    })
}

/// Where the numbers stand: above their markers, beside each other where markers crowd at one height.
fn numbers(points: &[Point], (x, y): (&Axis, &Axis)) -> Vec<(f64, f64)> {
    const BAND: f64 = 16.0;
    let band = |p: &Point| (y.place(p.up.median) / BAND).round();
    let mut places: Vec<(f64, f64)> = points
        .iter()
        .map(|p| (x.place(p.across.median), band(p) * BAND - 9.0))
        .collect();
    for one in points {
        let alike: Vec<usize> = (0..points.len()).filter(|at| band(&points[*at]) == band(one)).collect();
        let spread = spread(
            alike.iter().map(|at| places[*at].0).collect(),
            17.0,
            FRAME.left + 8.0,
            FRAME.right - 8.0,
        );
        alike.iter().zip(spread).for_each(|(at, moved)| places[*at].0 = moved);
    }
    places
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

fn grounds(m: &mut Markup, (x, y): (&Axis, &Axis), [across, up]: [&OutcomeInfo; 2], words: &Words) {
    let percents = |axis: &Axis| axis.ticks.iter().map(|t| words.relative(*t)).collect::<Vec<_>>();
    value_axis(m, &FRAME, y, &percents(y));
    bottom_axis(m, &FRAME, x, &percents(x));
    if x.holds(0.0) {
        line(m, "cf-zero", (x.place(0.0), FRAME.top), (x.place(0.0), FRAME.bottom));
    }
    let upwards = format!("{} ({})", look::heading(up), direction(up, words));
    label(m, "cf-name", (0.0, 14.0), "start", &lines(&upwards, 80, 1).concat());
    let along = format!("{} ({})", look::heading(across), direction(across, words));
    let middle = (FRAME.left + FRAME.right) / 2.0;
    label(
        m,
        "cf-name",
        (middle, HEIGHT - 12.0),
        "middle",
        &lines(&along, 70, 1).concat(),
    );
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
