//! Where labels of points stand so that none covers another label or a point.

/// Which side of its point a label stands on: beside the lines that run through it, not on them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Side {
    AboveRight,
    AboveLeft,
    BelowRight,
    BelowLeft,
}

/// A label's place: its anchor point and how the text lies about it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spot {
    pub(super) at: (f64, f64),
    pub(super) anchor: &'static str,
}

/// The rectangle that a label or a point covers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cover {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

/// A letter's width, a line's height and the room around a point.
const LETTER: f64 = 6.2;
const HEIGHT: f64 = 12.0;
const POINT: f64 = 5.0;

impl Cover {
    fn around((x, y): (f64, f64)) -> Cover {
        Cover {
            left: x - POINT,
            right: x + POINT,
            top: y - POINT,
            bottom: y + POINT,
        }
    }

    fn meets(&self, other: &Cover) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    fn holds(&self, other: &Cover) -> bool {
        self.left <= other.left && other.right <= self.right && self.top <= other.top && other.bottom <= self.bottom
    }
}

/// The ground on which labels find their places one by one.
pub(super) struct Places {
    within: Cover,
    taken: Vec<Cover>,
}

impl Places {
    /// A ground with points that no label may cover.
    pub(super) fn new(within: Cover, points: impl Iterator<Item = (f64, f64)>) -> Places {
        Places {
            within,
            taken: points.map(Cover::around).collect(),
        }
    }

    /// A free place for so many letters beside a point, taken from then on; `None` where there is no room.
    pub(super) fn take(&mut self, point: (f64, f64), letters: usize) -> Option<Spot> {
        let width = letters as f64 * LETTER;
        let sides = [Side::AboveRight, Side::AboveLeft, Side::BelowRight, Side::BelowLeft];
        let (spot, cover) = sides
            .into_iter()
            .map(|side| beside(point, side, width))
            .find(|(_, cover)| self.within.holds(cover) && !self.taken.iter().any(|taken| taken.meets(cover)))?;
        self.taken.push(cover);
        Some(spot)
    }
}

fn beside((x, y): (f64, f64), side: Side, width: f64) -> (Spot, Cover) {
    let (at, anchor, left) = match side {
        Side::AboveRight => ((x + 5.0, y - 7.0), "start", x + 4.0),
        Side::AboveLeft => ((x - 5.0, y - 7.0), "end", x - 4.0 - width),
        Side::BelowRight => ((x + 5.0, y + 15.0), "start", x + 4.0),
        Side::BelowLeft => ((x - 5.0, y + 15.0), "end", x - 4.0 - width),
    };
    let bottom = at.1 + 2.0;
    let cover = Cover {
        left,
        right: left + width,
        top: bottom - HEIGHT,
        bottom,
    };
    (Spot { at, anchor }, cover)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROUND: Cover = Cover {
        left: 0.0,
        right: 200.0,
        top: 0.0,
        bottom: 100.0,
    };

    #[test]
    fn a_label_stands_above_its_point_and_elsewhere_where_that_is_taken() {
        let points = [(20.0, 50.0), (45.0, 46.0)];
        let mut places = Places::new(GROUND, points.into_iter());
        assert_eq!(places.take(points[1], 5).unwrap().at, (50.0, 39.0));
        // Above and to the right stands the other point, to the left the ground ends.
        assert_eq!(places.take(points[0], 5).unwrap().at, (25.0, 65.0));
    }

    #[test]
    fn a_crowd_leaves_no_room() {
        let crowd: Vec<(f64, f64)> = (0..40).map(|at| (100.0 + f64::from(at % 7), 50.0 + f64::from(at / 7))).collect();
        let mut places = Places::new(GROUND, crowd.iter().copied());
        let found = crowd.iter().filter_map(|point| places.take(*point, 12)).count();
        assert!((1..8).contains(&found), "{found}");
    }
}
