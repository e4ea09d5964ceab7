//! How one line is told from another: colour, dash and marker together, each enough alone.

use crate::markup::{Markup, Px, path};
use std::f64::consts::PI;

/// A line's looks. The colours are those of Okabe and Ito (2008), which people with any common colour
/// vision tell apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Ink {
    /// The class that sets the colour.
    pub(crate) class: &'static str,
    /// The pattern of dashes; empty is a full line.
    pub(crate) dash: &'static str,
    shape: usize,
}

/// The reference: grey-black and full.
pub(crate) const REFERENCE: Ink = Ink {
    class: "cf-i0",
    dash: "",
    shape: 0,
};

const COLOURS: [&str; 6] = ["cf-i1", "cf-i2", "cf-i3", "cf-i4", "cf-i5", "cf-i6"];
const DASHES: [&str; 5] = ["7 3", "2 2.5", "10 3 2 3", "4 4", "12 3 2 3 2 3"];
const SHAPES: usize = 7;

/// The looks of the line at a place in the study's order, from 0, the reference not counted.
pub(crate) fn ink(at: usize) -> Ink {
    Ink {
        class: COLOURS[at % COLOURS.len()],
        dash: DASHES[at % DASHES.len()],
        shape: at % SHAPES,
    }
}

impl Ink {
    /// A line through points.
    pub(crate) fn line(&self, m: &mut Markup, d: &str) {
        if self.dash.is_empty() {
            return self.solid(m, d);
        }
        let class = format!("cf-line {}", self.class);
        m.void(
            "path",
            &[("class", &class), ("d", &d), ("stroke-dasharray", &self.dash)],
        );
    }

    /// A line through points, where no other line is to be told from it.
    pub(crate) fn solid(&self, m: &mut Markup, d: &str) {
        let class = format!("cf-line {}", self.class);
        m.void("path", &[("class", &class), ("d", &d)]);
    }

    /// The ground between two edges.
    pub(crate) fn ground(&self, m: &mut Markup, strength: &'static str, d: &str) {
        let class = format!("{strength} {}", self.class);
        m.void("path", &[("class", &class), ("d", &d)]);
    }

    /// A marker: circle, square, triangle up, diamond, triangle down, pentagon, plus.
    pub(crate) fn marker(&self, m: &mut Markup, (x, y): (f64, f64), size: f64) {
        if !x.is_finite() || !y.is_finite() {
            return;
        }
        let class = format!("cf-mark {}", self.class);
        let corners = match self.shape {
            0 => {
                let place = [("cx", Px(x)), ("cy", Px(y)), ("r", Px(size))];
                let [cx, cy, r] = &place;
                m.void(
                    "circle",
                    &[("class", &class), (cx.0, &cx.1), (cy.0, &cy.1), (r.0, &r.1)],
                );
                return;
            }
            1 => regular(4, PI / 4.0),
            2 => regular(3, -PI / 2.0),
            3 => regular(4, 0.0),
            4 => regular(3, PI / 2.0),
            5 => regular(5, -PI / 2.0),
            _ => plus(),
        };
        let corners = corners.iter().map(|(dx, dy)| (x + dx * size * 1.2, y + dy * size * 1.2));
        m.void("path", &[("class", &class), ("d", &(path(corners) + "Z"))]);
    }
}

fn regular(corners: usize, turned: f64) -> Vec<(f64, f64)> {
    let angle = |at: usize| turned + 2.0 * PI * at as f64 / corners as f64;
    (0..corners).map(|at| (angle(at).cos(), angle(at).sin())).collect()
}

fn plus() -> Vec<(f64, f64)> {
    let (a, b) = (0.35, 1.0);
    [
        (a, b),
        (a, a),
        (b, a),
        (b, -a),
        (a, -a),
        (a, -b),
        (-a, -b),
        (-a, -a),
        (-b, -a),
        (-b, a),
        (-a, a),
        (-a, b),
    ]
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_lines_are_told_apart_without_colour() {
        let looks: std::collections::HashSet<_> = (0..30).map(|at| (ink(at).dash, ink(at).shape)).collect();
        assert_eq!(looks.len(), 30);
    }
}
