//! Writes HTML and SVG so that what is not escaped cannot be written.
//!
//! Tags, attribute names and style sheets are constants of this crate; everything else passes through
//! [`crate::escape::html`]. What comes out is well-formed XML too.

use crate::escape;
use std::fmt::{Display, Formatter, Write};

/// HTML or SVG under construction.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Markup(String);

/// An attribute: a name and its value.
pub(crate) type Attribute<'a> = (&'static str, &'a dyn Display);

/// A length or place in a picture, to a tenth.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Px(pub(crate) f64);

impl Display for Px {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let tenths = (self.0 * 10.0).round() / 10.0;
        // Adding zero turns a negative zero into zero.
        if tenths.is_finite() {
            write!(f, "{}", tenths + 0.0)
        } else {
            f.write_str("0")
        }
    }
}

impl Markup {
    pub(crate) fn new() -> Markup {
        Markup::default()
    }

    /// An element around what `inside` writes.
    pub(crate) fn element(&mut self, tag: &'static str, attributes: &[Attribute], inside: impl FnOnce(&mut Markup)) {
        self.open(tag, attributes);
        self.0.push('>');
        inside(self);
        self.0.extend(["</", tag, ">"]);
    }

    /// An element that holds text only.
    pub(crate) fn leaf(&mut self, tag: &'static str, attributes: &[Attribute], text: &str) {
        self.element(tag, attributes, |m| m.text(text));
    }

    /// An element that can hold nothing.
    pub(crate) fn void(&mut self, tag: &'static str, attributes: &[Attribute]) {
        self.open(tag, attributes);
        self.0.push_str("/>");
    }

    fn open(&mut self, tag: &'static str, attributes: &[Attribute]) {
        self.0.extend(["<", tag]);
        for (name, value) in attributes {
            let value = escape::html(&value.to_string());
            self.0.extend([" ", name, "=\"", &value, "\""]);
        }
    }

    /// Text, escaped.
    pub(crate) fn text(&mut self, text: &str) {
        self.0.push_str(&escape::html(&escape::tied(text)));
    }

    /// A line break in the file, for those who read it there.
    pub(crate) fn line(&mut self) {
        self.0.push('\n');
    }

    /// Text of our own that is markup already, such as a style sheet.
    pub(crate) fn constant(&mut self, known: &'static str) {
        self.0.push_str(known);
    }

    pub(crate) fn append(&mut self, other: &Markup) {
        self.0.push_str(&other.0);
    }

    pub(crate) fn into_string(self) -> String {
        self.0
    }
}

/// The `d` of a path through points, to a tenth; a point that is not a number breaks the line.
///
/// Steps from point to point are written, level and upright ones by their one length, which takes half the letters of places.
pub(crate) fn path(points: impl Iterator<Item = (f64, f64)>) -> String {
    let mut out = String::new();
    let mut last: Option<(i64, i64)> = None;
    let mut is_stepping = false;
    for (x, y) in points {
        if !x.is_finite() || !y.is_finite() {
            last = None;
            continue;
        }
        let place = ((x * 10.0).round() as i64, (y * 10.0).round() as i64);
        match last {
            None => {
                write!(out, "M{} {}", Px(x), Px(y)).expect("a string takes all that is written");
                is_stepping = false;
            }
            Some(last) => {
                let (dx, dy) = (place.0.saturating_sub(last.0), place.1.saturating_sub(last.1));
                if dy == 0 && dx != 0 {
                    out.push('h');
                    step(&mut out, dx, false);
                    is_stepping = false;
                } else if dx == 0 && dy != 0 {
                    out.push('v');
                    step(&mut out, dy, false);
                    is_stepping = false;
                } else {
                    if !is_stepping {
                        out.push('l');
                    }
                    step(&mut out, dx, is_stepping);
                    step(&mut out, dy, true);
                    is_stepping = true;
                }
            }
        }
        last = Some(place);
    }
    out
}

/// Tenths as short as SVG takes them: `-.4`, `12`; a sign parts as a space does.
fn step(out: &mut String, tenths: i64, is_parted: bool) {
    if is_parted && tenths >= 0 {
        out.push(' ');
    }
    if tenths < 0 {
        out.push('-');
    }
    let (whole, rest) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    if whole > 0 || rest == 0 {
        write!(out, "{whole}").expect("a string takes all that is written");
    }
    if rest > 0 {
        write!(out, ".{rest}").expect("a string takes all that is written");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_are_escaped() {
        let mut markup = Markup::new();
        markup.element("a", &[("title", &"\"><b>")], |m| m.text("<script>"));
        markup.void("br", &[]);
        assert_eq!(
            markup.into_string(),
            "<a title=\"&quot;&gt;&lt;b&gt;\">&lt;script&gt;</a><br/>"
        );
    }

    #[test]
    fn a_path_breaks_where_a_number_is_missing() {
        let points = [(0.0, 1.0), (1.04, -0.04), (2.0, f64::NAN), (3.0, 1.0), (4.0, 2.0)];
        assert_eq!(path(points.into_iter()), "M0 1l1-1M3 1l1 1");
    }

    #[test]
    fn steps_add_up_to_the_places() {
        let points = [(0.04, 0.0), (0.46, -0.25), (12.0, 7.0), (11.9, 7.0)];
        assert_eq!(path(points.into_iter()), "M0 0l.5-.3 11.5 7.3h-.1");
    }
}
