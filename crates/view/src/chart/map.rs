//! All feedback loops in one causal map: variables near those they act on, links with their signs, a marker for each loop.
//!
//! A variable that only passes an effect on, with one cause and one effect among the loops, is left out: its links become one.

use super::ring::{arrow, direction, mark};
use super::{cut, label, lines, picture};
use crate::markup::{Attribute, Markup, Px};
use crate::words::Words;
use findings::{Findings, LoopFinding, LoopLink, Polarity};
use std::collections::BTreeMap;

const WIDTH: f64 = 960.0;
const TOP: f64 = 40.0;
/// How often places are made better.
const SWEEPS: usize = 250;
/// Maps of more variables than this are not drawn: nobody could read them.
const MOST: usize = 120;

type Place = (f64, f64);

/// The map of the named loops, or `None` where there are none or too many to be read.
pub(crate) fn drawn(findings: &Findings, words: &Words) -> Option<Markup> {
    let loops: Vec<&LoopFinding> = findings.loops.iter().filter(|l| !l.links.is_empty()).collect();
    let graph = Graph::of(&loops);
    if loops.len() < 2 || graph.names.len() > MOST {
        return None;
    }
    let places = graph.places();
    let bottom = places.iter().map(|(_, y)| *y).fold(0.0, f64::max);
    let told = loops.iter().map(|l| format!("{} {}", l.key, l.name));
    let title = words.say("Causal map of the named feedback loops");
    let description = told.collect::<Vec<_>>().join("; ") + ".";
    Some(picture((WIDTH, bottom + 44.0), title, &description, |m| {
        graph.links.iter().for_each(|link| draw_link(m, link, (&graph.names, &places)));
        for (name, place) in graph.names.iter().zip(&places) {
            draw_name(m, name, *place);
        }
        for (found, at) in markers(&loops, &graph, &places) {
            marker(m, found, at);
        }
    }))
}

/// The variables of loops, each once, in the order in which the loops name them.
fn names_of<'a>(loops: &[&'a LoopFinding]) -> Vec<&'a str> {
    let mut names: Vec<&str> = Vec::new();
    for link in loops.iter().flat_map(|l| &l.links) {
        for name in [&link.from, &link.to] {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
    }
    names
}

/// Variables by number, and the links between them.
struct Graph<'a> {
    names: Vec<&'a str>,
    links: Vec<Link>,
}

struct Link {
    from: usize,
    to: usize,
    told: LoopLink,
}

impl<'a> Graph<'a> {
    fn of(loops: &[&'a LoopFinding]) -> Graph<'a> {
        let mut joined: BTreeMap<(&str, &str), LoopLink> = BTreeMap::new();
        for link in loops.iter().flat_map(|l| &l.links) {
            joined.entry((&link.from, &link.to)).or_insert_with(|| link.clone());
        }
        let mut names = names_of(loops);
        while let Some(name) = passing(&names, &joined) {
            contract(name, &mut joined);
            names.retain(|n| *n != name);
        }
        let number = |name: &str| names.iter().position(|n| *n == name).unwrap_or(0);
        let links = joined.iter().map(|((from, to), told)| Link {
            from: number(from),
            to: number(to),
            told: told.clone(),
        });
        let links = links.collect();
        Graph { names, links }
    }

    /// Places whose distances follow the number of links between variables, as well as a plane allows (stress majorisation:
    /// Gansner, Koren and North 2005), spread over the picture and moved apart where names would lie on each other.
    fn places(&self) -> Vec<Place> {
        let count = self.names.len();
        let apart = self.distances();
        let angle = |at: usize| at as f64 / count.max(1) as f64 * std::f64::consts::TAU;
        // A circle to begin with: no two at one place, and the same picture every time.
        let mut places: Vec<Place> = (0..count).map(|at| (angle(at).cos() * 4.0, angle(at).sin() * 4.0)).collect();
        for _ in 0..SWEEPS {
            for one in 0..count {
                places[one] = eased(one, &places, &apart[one]);
            }
        }
        parted(fitted(places))
    }

    /// How many links lie between each two variables, whichever way they lead; a little further than the furthest where
    /// none does.
    fn distances(&self) -> Vec<Vec<f64>> {
        let count = self.names.len();
        let mut apart = vec![vec![f64::INFINITY; count]; count];
        for link in &self.links {
            apart[link.from][link.to] = 1.0;
            apart[link.to][link.from] = 1.0;
        }
        shortest(&mut apart);
        let known = apart.iter().flatten().copied().filter(|d| d.is_finite());
        let beyond = known.fold(1.0, f64::max) * 0.5 + 0.5;
        let unknown = apart.iter_mut().flatten().filter(|d| !d.is_finite());
        unknown.for_each(|d| *d = beyond);
        apart
    }
}

/// Where a variable lies best while all others stay: the mean of where each other wishes it, near ones counting most.
fn eased(one: usize, places: &[Place], wished: &[f64]) -> Place {
    let (mut sum, mut weights) = ((0.0, 0.0), 0.0);
    for other in (0..places.len()).filter(|other| *other != one) {
        let wished = wished[other];
        let weight = 1.0 / (wished * wished);
        let (dx, dy) = direction(places[other], places[one]);
        sum.0 += weight * (places[other].0 + wished * dx);
        sum.1 += weight * (places[other].1 + wished * dy);
        weights += weight;
    }
    if weights > 0.0 {
        (sum.0 / weights, sum.1 / weights)
    } else {
        places[one]
    }
}

/// Shortest ways between all pairs (Floyd 1962): a map has 120 variables at most.
fn shortest(apart: &mut [Vec<f64>]) {
    for by in 0..apart.len() {
        for from in 0..apart.len() {
            for to in 0..apart.len() {
                apart[from][to] = apart[from][to].min(apart[from][by] + apart[by][to]);
            }
        }
    }
}

/// Stretches places over the picture.
fn fitted(places: Vec<Place>) -> Vec<Place> {
    let ends = |values: &dyn Fn(&Place) -> f64| {
        let all = || places.iter().map(values);
        (
            all().fold(f64::INFINITY, f64::min),
            all().fold(f64::NEG_INFINITY, f64::max),
        )
    };
    let ((left, right), (top, bottom)) = (ends(&|p| p.0), ends(&|p| p.1));
    let height = 26.0 * places.len() as f64;
    let across = |x: f64| 75.0 + (x - left) / (right - left).max(1e-6) * (WIDTH - 150.0);
    let down = |y: f64| TOP + (y - top) / (bottom - top).max(1e-6) * height.min(1040.0);
    places.iter().map(|(x, y)| (across(*x), down(*y))).collect()
}

/// Moves names apart that would lie on each other.
fn parted(mut places: Vec<Place>) -> Vec<Place> {
    for _ in 0..SWEEPS {
        for one in 0..places.len() {
            for other in one + 1..places.len() {
                if let Some(push) = push_apart(places[one], places[other]) {
                    places[one] = kept((places[one].0 - push.0, places[one].1 - push.1));
                    places[other] = kept((places[other].0 + push.0, places[other].1 + push.1));
                }
            }
        }
    }
    places
}

/// How far each of two names that overlap moves from the other: the shorter way apart, half by each.
fn push_apart(one: Place, other: Place) -> Option<Place> {
    const ROOM: (f64, f64) = (132.0, 52.0);
    let (dx, dy) = (other.0 - one.0, other.1 - one.1);
    let lacking = (ROOM.0 - dx.abs(), ROOM.1 - dy.abs());
    let half = |lacking: f64, distance: f64| lacking / 2.0 * if distance < 0.0 { -1.0 } else { 1.0 };
    if lacking.0 <= 0.0 || lacking.1 <= 0.0 {
        None
    } else if lacking.0 / ROOM.0 < lacking.1 / ROOM.1 {
        Some((half(lacking.0, dx), 0.0))
    } else {
        Some((0.0, half(lacking.1, dy)))
    }
}

fn kept((x, y): Place) -> Place {
    (x.clamp(70.0, WIDTH - 70.0), y.max(TOP))
}

/// A variable with one cause and one effect that no link gathers into, and that can be left out without hiding a link.
fn passing<'a>(names: &[&'a str], links: &BTreeMap<(&str, &str), LoopLink>) -> Option<&'a str> {
    let fits = |name: &&&str| {
        let into: Vec<_> = links.iter().filter(|((_, to), _)| *to == **name).collect();
        let out: Vec<_> = links.iter().filter(|((from, _), _)| *from == **name).collect();
        let ([((from, _), first)], [((_, to), _)]) = (into.as_slice(), out.as_slice()) else {
            return false;
        };
        from != to && from != *name && to != *name && !first.delayed && !links.contains_key(&(*from, *to))
    };
    names.iter().find(fits).copied()
}

/// Makes one link of the two through a variable.
fn contract<'a>(name: &str, links: &mut BTreeMap<(&'a str, &'a str), LoopLink>) {
    let ends: Vec<_> = links.keys().copied().collect();
    let into = ends.iter().find(|(_, to)| *to == name);
    let out = ends.iter().find(|(from, _)| *from == name);
    let (Some(into), Some(out)) = (into, out) else {
        return;
    };
    if let (Some(first), Some(second)) = (links.remove(into), links.remove(out)) {
        links.insert((into.0, out.1), one_link(&first, &second));
    }
}

fn one_link(first: &LoopLink, second: &LoopLink) -> LoopLink {
    LoopLink {
        polarity: product(first.polarity, second.polarity),
        delayed: first.delayed || second.delayed,
        ..LoopLink::default()
    }
}

fn product(first: Polarity, second: Polarity) -> Polarity {
    use Polarity::{Exogenous, Missing, Mixed, Negative, Positive, Silent};
    match (first, second) {
        (Missing, _) | (_, Missing) => Missing,
        (Exogenous, _) | (_, Exogenous) => Exogenous,
        (Silent, _) | (_, Silent) => Silent,
        (Mixed, _) | (_, Mixed) => Mixed,
        (Positive, Positive) | (Negative, Negative) => Positive,
        _ => Negative,
    }
}

fn draw_name(m: &mut Markup, name: &str, (x, y): Place) {
    let text = lines(name, 20, 2);
    let top = y + 4.0 - 6.5 * (text.len() as f64 - 1.0);
    for (at, text) in text.iter().enumerate() {
        label(m, "cf-halo cf-strong", (x, top + 13.0 * at as f64), "middle", text);
    }
}

/// The place where a line leaves the oval around a name.
fn leaving(name: &str, (x, y): Place, towards: Place) -> Place {
    let text = lines(name, 20, 2);
    let longest = text.iter().map(|l| l.chars().count()).max().unwrap_or(0);
    let (dx, dy) = direction((x, y), towards);
    let (rx, ry) = (longest as f64 * 3.4 + 10.0, 10.0 + 7.0 * text.len() as f64);
    let reach = 1.0 / ((dx / rx).powi(2) + (dy / ry).powi(2)).sqrt();
    (x + dx * reach, y + dy * reach)
}

fn draw_link(m: &mut Markup, link: &Link, (names, places): (&[&str], &[Place])) {
    let (from, to) = (places[link.from], places[link.to]);
    let control = bent(from, to);
    let start = leaving(names[link.from], from, control);
    let end = leaving(names[link.to], to, control);
    arrow(m, &link.told, (start, control, end));
    let (dx, dy) = direction(control, end);
    let at = (end.0 - 17.0 * dx - 8.0 * dy, end.1 - 17.0 * dy + 8.0 * dx + 4.0);
    label(m, "cf-halo cf-strong", at, "middle", mark(link.told.polarity));
}

/// The control point of a link's curve: to the left of its way, so that a link and its return don't lie on each other.
fn bent(from: Place, to: Place) -> Place {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    if dx.hypot(dy) < 1.0 {
        return (from.0 + 60.0, from.1 - 40.0);
    }
    ((from.0 + to.0) / 2.0 + 0.16 * dy, (from.1 + to.1) / 2.0 - 0.16 * dx)
}

/// A place for each loop's marker: amid its variables, moved apart from the others.
fn markers<'a>(loops: &[&'a LoopFinding], graph: &Graph<'_>, places: &[Place]) -> Vec<(&'a LoopFinding, Place)> {
    let mut at: Vec<Place> = loops.iter().map(|l| amid(l, graph, places)).collect();
    for _ in 0..80 {
        for one in 0..at.len() {
            let push = pushed(one, &at, places);
            at[one] = (
                (at[one].0 + push.0).clamp(30.0, WIDTH - 30.0),
                (at[one].1 + push.1).max(16.0),
            );
        }
    }
    loops.iter().copied().zip(at).collect()
}

/// The middle of a loop's variables; that of the picture where the map has left all of them out.
fn amid(found: &LoopFinding, graph: &Graph, places: &[Place]) -> Place {
    let number = |name: &str| graph.names.iter().position(|n| *n == name);
    let known = found.links.iter().filter_map(|l| number(&l.from));
    let (x, y, n) = known.fold((0.0, 0.0, 0.0), |(x, y, n), at| {
        (x + places[at].0, y + places[at].1, n + 1.0)
    });
    if n > 0.0 { (x / n, y / n) } else { (WIDTH / 2.0, TOP) }
}

/// How far the other markers, and the names, push a marker away.
fn pushed(one: usize, markers: &[Place], names: &[Place]) -> Place {
    let others = (0..markers.len()).filter(|other| *other != one);
    let others = others.map(|other| (markers[other], 40.0));
    let mut push = (0.0, 0.0);
    for (other, room) in others.chain(names.iter().map(|p| (*p, 46.0))) {
        let (dx, dy) = ((markers[one].0 - other.0) / 1.6, markers[one].1 - other.1);
        let lacking = room - dx.hypot(dy);
        if lacking > 0.0 {
            let (ux, uy) = away(one, (dx, dy));
            push = (push.0 + ux * lacking * 0.4, push.1 + uy * lacking * 0.4);
        }
    }
    push
}

/// The direction in which a marker leaves another; two at one place part by their number.
fn away(number: usize, (dx, dy): (f64, f64)) -> (f64, f64) {
    let distance = dx.hypot(dy);
    let turn = number as f64 * 2.4;
    if distance > 0.1 {
        (dx / distance, dy / distance)
    } else {
        (turn.cos(), turn.sin())
    }
}

fn marker(m: &mut Markup, found: &LoopFinding, (x, y): Place) {
    pill(m, (x, y), 9.0 * found.key.chars().count() as f64 + 10.0);
    label(m, "cf-strong", (x, y + 4.0), "middle", &cut(&found.key, 8));
}

/// A ground with round ends.
fn pill(m: &mut Markup, (x, y): Place, width: f64) {
    let (left, top) = (Px(x - width / 2.0), Px(y - 10.0));
    let ground: [Attribute; 6] = [
        ("class", &"cf-pill"),
        ("x", &left),
        ("y", &top),
        ("width", &Px(width)),
        ("height", &"20"),
        ("rx", &"10"),
    ];
    m.void("rect", &ground);
}
