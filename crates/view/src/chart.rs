//! Pictures as SVG. Each has a title and a description for those who don't see it, and a table twin.
//!
//! Every panel is drawn some 360 units wide, so that its letters keep their size on a phone; wider screens
//! set panels side by side. Colours come from the page's style (see [`STYLE`]); dashes and markers say the
//! same without colour.

mod answer;
pub mod dose;
pub mod fan;
pub mod heat;
pub mod interval;
pub mod past;
pub mod share;

pub(crate) mod axis;
pub(crate) mod ink;
pub(crate) mod map;
pub(crate) mod ring;
pub(crate) mod trade;

pub use answer::answer;

use crate::markup::{Markup, Px, path};
use axis::Axis;

/// The style sheet of the pictures: for a page that holds some of them, once.
pub const STYLE: &str = include_str!("chart/chart.css");

/// How wide a panel is drawn.
pub(crate) const PANEL: f64 = 360.0;

/// A picture made to stand alone, as a file: a panel with its own style, in its own size.
pub fn standalone(panel: &str) -> String {
    const SIZED: &str = ".cf { width: auto; max-width: 100%; }";
    match panel.split_once("</desc>") {
        Some((words, drawn)) => format!("{words}</desc><style>{STYLE}{SIZED}</style>{drawn}"),
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
            ("xmlns", &"http://www.w3.org/2000/svg"),
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

/// A straight line.
pub(crate) fn line(m: &mut Markup, class: &str, from: (f64, f64), to: (f64, f64)) {
    m.void("path", &[("class", &class), ("d", &path([from, to].into_iter()))]);
}

/// Horizontal lines with their values at the left.
pub(crate) fn value_axis(m: &mut Markup, frame: &Frame, axis: &Axis, labels: &[String]) {
    for (value, text) in axis.ticks.iter().zip(labels) {
        let y = axis.place(*value);
        let class = if *value == 0.0 { "cf-zero" } else { "cf-grid" };
        line(m, class, (frame.left, y), (frame.right, y));
        label(m, "cf-tick", (frame.left - 5.0, y + 3.5), "end", text);
    }
}

/// Values along the bottom.
pub(crate) fn bottom_axis(m: &mut Markup, frame: &Frame, axis: &Axis, labels: &[String]) {
    line(m, "cf-axis", (frame.left, frame.bottom), (frame.right, frame.bottom));
    for (value, text) in axis.ticks.iter().zip(labels) {
        let x = axis.place(*value);
        line(m, "cf-axis", (x, frame.bottom), (x, frame.bottom + 4.0));
        label(m, "cf-tick", (x, frame.bottom + 16.0), "middle", text);
    }
}

/// Upright lines at the ticks of an axis that lies along the bottom.
pub(crate) fn grid(m: &mut Markup, frame: &Frame, axis: &Axis) {
    for tick in &axis.ticks {
        upright(m, "cf-grid", frame, axis.place(*tick));
    }
}

/// A line from the top of a frame to its bottom.
pub(crate) fn upright(m: &mut Markup, class: &str, frame: &Frame, x: f64) {
    line(m, class, (x, frame.top), (x, frame.bottom));
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
    fn long_labels_wrap_and_are_cut() {
        assert_eq!(lines("one two three four", 8, 2), ["one two", "three…"]);
        assert_eq!(lines("incomprehensibilities", 8, 2), ["incompr…"]);
        assert_eq!(lines("", 8, 2), Vec::<String>::new());
    }
}
