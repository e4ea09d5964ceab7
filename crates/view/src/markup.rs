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

/// The `d` of a path through points; a point that is not a number breaks the line.
pub(crate) fn path(points: impl Iterator<Item = (f64, f64)>) -> String {
    let mut out = String::new();
    let mut is_drawing = false;
    for (x, y) in points {
        if !x.is_finite() || !y.is_finite() {
            is_drawing = false;
            continue;
        }
        let letter = if is_drawing { 'L' } else { 'M' };
        write!(out, "{letter}{} {}", Px(x), Px(y)).expect("a string takes all that is written");
        is_drawing = true;
    }
    out
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
        assert_eq!(path(points.into_iter()), "M0 1L1 0M3 1L4 2");
    }
}
