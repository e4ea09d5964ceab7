//! Pictures as SVG. Each has a title and a description for those who don't see it, and a table twin.
//!
//! Every panel is drawn some 360 units wide, so that its letters keep their size on a phone; wider screens
//! set panels side by side. Colours come from the page's style (see [`STYLE`]); dashes and markers say the
//! same without colour.

mod answer;
pub mod dose;
pub mod fan;
pub mod interval;
pub mod past;
pub mod share;

pub(crate) mod axis;
pub(crate) mod curve;
pub(crate) mod ink;
pub(crate) mod map;
pub(crate) mod ring;
pub(crate) mod trade;

pub use answer::answer;

use crate::markup::{Markup, Px, path};
use axis::Axis;
use std::borrow::Cow;

/// The style sheet of the pictures: for a page that holds some of them, once.
pub const STYLE: &str = include_str!("chart/chart.css");

/// How wide a panel is drawn.
pub(crate) const PANEL: f64 = 360.0;

/// A picture made to stand alone, as a file: a panel with its own style, in its own size.
pub fn standalone(panel: &str) -> String {
    const SIZED: &str = ".cf { width: auto; max-width: 100%; }";
    const NAMED: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"";
    match panel.split_once("</desc>") {
        Some((words, drawn)) => {
            let words = words.replacen("<svg", NAMED, 1);
            format!("{words}</desc><style>{STYLE}{SIZED}</style>{drawn}")
        }
        None => panel.to_owned(),
    }
}

/// The part of a panel that data is drawn in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) top: f64,
    pub(crate) bottom: f64,
}

/// An SVG with its title and description; `draw` adds what is seen.
pub(crate) fn picture(size: (f64, f64), title: &str, description: &str, draw: impl FnOnce(&mut Markup)) -> Markup {
    let mut markup = Markup::new();
    let view_box = format!("0 0 {} {}", Px(size.0), Px(size.1));
    markup.element(
        "svg",
        &[
            ("class", &"cf"),
            ("viewBox", &view_box),
            ("width", &Px(size.0)),
            ("role", &"img"),
        ],
        |m| {
            m.leaf("title", &[], title);
            m.leaf("desc", &[], description);
            draw(m);
        },
    );
    markup.line();
    markup
}

/// A label at a place; `anchor` is `start`, `middle` or `end`.
pub(crate) fn label(m: &mut Markup, class: &'static str, at: (f64, f64), anchor: &'static str, text: &str) {
    // Text starts at its place unless its class says otherwise.
    let anchored = match anchor {
        "middle" => " cf-m",
        "end" => " cf-e",
        _ => "",
    };
    let class = format!("{class}{anchored}");
    m.leaf("text", &[("class", &class), ("x", &Px(at.0)), ("y", &Px(at.1))], text);
}

/// Labels of one look and anchor, each at its place.
pub(crate) fn labelled<'a>(
    m: &mut Markup,
    class: &'static str,
    labels: impl Iterator<Item = ((f64, f64), Cow<'a, str>)>,
) {
    m.element("g", &[("class", &class)], |m| {
        for ((x, y), text) in labels {
            m.leaf("text", &[("x", &Px(x)), ("y", &Px(y))], &text);
        }
    });
}

/// A straight line.
pub(crate) fn line(m: &mut Markup, class: &str, from: (f64, f64), to: (f64, f64)) {
    m.void("path", &[("class", &class), ("d", &path([from, to].into_iter()))]);
}

/// Horizontal lines with their values at the left.
pub(crate) fn value_axis(m: &mut Markup, frame: &Frame, axis: &Axis, labels: &[String]) {
    let across = |value: &f64| [(frame.left, axis.place(*value)), (frame.right, axis.place(*value))];
    let zero = axis.ticks.iter().filter(|t| **t == 0.0);
    let others = axis.ticks.iter().filter(|t| **t != 0.0);
    strokes(m, "cf-grid", others.map(across));
    strokes(m, "cf-zero", zero.map(across));
    let places = axis.ticks.iter().map(|t| (frame.left - 5.0, axis.place(*t) + 3.5));
    labelled(m, "cf-tick cf-e", places.zip(labels.iter().map(Cow::from)));
}

/// Values along the bottom.
pub(crate) fn bottom_axis(m: &mut Markup, frame: &Frame, axis: &Axis, labels: &[String]) {
    let long = [(frame.left, frame.bottom), (frame.right, frame.bottom)];
    let short = |value: &f64| {
        [
            (axis.place(*value), frame.bottom),
            (axis.place(*value), frame.bottom + 4.0),
        ]
    };
    strokes(m, "cf-axis", [long].into_iter().chain(axis.ticks.iter().map(short)));
    let places = axis.ticks.iter().map(|t| (axis.place(*t), frame.bottom + 16.0));
    labelled(m, "cf-tick cf-m", places.zip(labels.iter().map(Cow::from)));
}

/// Upright lines at the ticks of an axis that lies along the bottom.
pub(crate) fn grid(m: &mut Markup, frame: &Frame, axis: &Axis) {
    let upright = |tick: &f64| [(axis.place(*tick), frame.top), (axis.place(*tick), frame.bottom)];
    strokes(m, "cf-grid", axis.ticks.iter().map(upright));
}

/// Straight lines of one look, as one path.
pub(crate) fn strokes(m: &mut Markup, class: &'static str, lines: impl Iterator<Item = [(f64, f64); 2]>) {
    let d: String = lines.map(|ends| path(ends.into_iter())).collect();
    if !d.is_empty() {
        m.void("path", &[("class", &class), ("d", &d)]);
    }
}

/// A line from the top of a frame to its bottom.
pub(crate) fn upright(m: &mut Markup, class: &str, frame: &Frame, x: f64) {
    line(m, class, (x, frame.top), (x, frame.bottom));
}

/// The points of a line without those that lie within `near` of the straight line between their neighbours that stay
/// (Douglas and Peucker 1973); both ends stay, and points that are no numbers.
pub(crate) fn simplified(points: &[(f64, f64)], near: f64) -> Vec<(f64, f64)> {
    let is_known = |(x, y): &(f64, f64)| x.is_finite() && y.is_finite();
    if points.len() < 3 || !points.iter().all(is_known) {
        return points.to_vec();
    }
    let last = points.len() - 1;
    let mut stays = vec![false; points.len()];
    (stays[0], stays[last]) = (true, true);
    let mut stretches = vec![(0, last)];
    while let Some((from, to)) = stretches.pop() {
        let away = |at: &usize| off_line(points[from], points[to], points[*at]);
        let farthest = (from + 1..to).max_by(|a, b| away(a).total_cmp(&away(b)));
        if let Some(at) = farthest.filter(|at| away(at) > near) {
            stays[at] = true;
            stretches.extend([(from, at), (at, to)]);
        }
    }
    let kept = points.iter().zip(stays).filter(|(_, stays)| *stays);
    kept.map(|(point, _)| *point).collect()
}

/// How far a point lies from the line through two others.
fn off_line(from: (f64, f64), to: (f64, f64), point: (f64, f64)) -> f64 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (px, py) = (point.0 - from.0, point.1 - from.1);
    let length = dx.hypot(dy);
    if length > 0.0 {
        (dx * py - dy * px).abs() / length
    } else {
        px.hypot(py)
    }
}

/// Text on one line of so many letters.
pub(crate) fn cut(text: &str, letters: usize) -> String {
    lines(text, letters, 1).concat()
}

/// Text in lines of about so many letters, the last one cut with an ellipsis where there are more.
pub(crate) fn lines(text: &str, letters: usize, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= letters => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let is_cut = lines.len() > most;
    lines.truncate(most);
    for line in &mut lines {
        shorten(line, letters);
    }
    if let Some(last) = lines.last_mut().filter(|l| is_cut && !l.ends_with('…')) {
        last.push('…');
    }
    lines
}

/// Cuts a line after so many letters, with an ellipsis.
pub(crate) fn shorten(line: &mut String, letters: usize) {
    if line.chars().count() > letters {
        *line = line.chars().take(letters.saturating_sub(1)).chain(['…']).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_loses_the_points_that_nobody_sees() {
        let corner = [(0.0, 0.0), (1.0, 0.05), (2.0, 0.0), (3.0, 0.05), (4.0, 4.0)];
        assert_eq!(simplified(&corner, 0.2), [(0.0, 0.0), (3.0, 0.05), (4.0, 4.0)]);
        assert_eq!(simplified(&corner, 0.0), corner);
        let broken = [(0.0, 0.0), (1.0, f64::NAN), (2.0, 0.0)];
        assert_eq!(simplified(&broken, 9.0).len(), 3);
    }

    #[test]
    fn long_labels_wrap_and_are_cut() {
        assert_eq!(lines("one two three four", 8, 2), ["one two", "three…"]);
        assert_eq!(lines("incomprehensibilities", 8, 2), ["incompr…"]);
        assert_eq!(lines("", 8, 2), Vec::<String>::new());
    }
}
