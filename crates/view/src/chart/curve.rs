//! A claim's share over its threshold: how much of the verdict is the cut.

use super::axis::{Axis, range};
use super::ink::{REFERENCE, ink};
use super::{Frame, bottom_axis, cut, label, lines, picture, simplified, upright, value_axis};
use crate::claim;
use crate::look;
use crate::markup::{Markup, path};
use crate::table::Table;
use crate::words::Words;
use findings::{ClaimFinding, Curve, CurvePoint, Findings, OutcomeInfo};

const SIZE: (f64, f64) = (240.0, 168.0);
const FRAME: Frame = Frame {
    left: 40.0,
    right: SIZE.0 - 12.0,
    top: 42.0,
    bottom: SIZE.1 - 36.0,
};

/// The curve of a claim, if it has at least two points and its share may be pooled over mechanisms.
pub(crate) fn of(claim: &ClaimFinding) -> Option<&Curve> {
    if !claim.apart.is_empty() {
        return None;
    }
    let known = |p: &&CurvePoint| p.threshold.is_finite() && p.share.is_finite();
    let curve = claim.curve.as_ref()?;
    (curve.threshold.is_finite() && curve.points.iter().filter(known).count() > 1).then_some(curve)
}

/// Whether the study's threshold lies near the median change, so that a slightly different one gives another verdict.
pub(crate) fn sits_on_the_median(claim: &ClaimFinding) -> bool {
    of(claim).is_some() && claim.share.is_some_and(|share| (0.4..=0.6).contains(&share))
}

/// The curve with the study's threshold marked on it.
pub(crate) fn drawn(findings: &Findings, claim: &ClaimFinding, says: &str, curve: &Curve, words: &Words) -> Markup {
    let share = claim.share.unwrap_or(f64::NAN);
    let plane = Plane::of(curve);
    picture(SIZE, says, &told(claim, curve, words), |m| {
        for (at, text) in lines(says, 33, 2).iter().enumerate() {
            label(m, "cf-name", (0.0, 12.0 + 14.0 * at as f64), "start", text);
        }
        plane.ground(m, curve, words);
        let points: Vec<(f64, f64)> = curve.points.iter().map(|p| plane.place(p.threshold, p.share)).collect();
        ink(1).solid(m, &path(simplified(&points, 0.3).into_iter()));
        plane.mark(m, curve.threshold, share, words);
        let axis = axis_name(findings, curve, words);
        label(m, "cf-note", (SIZE.0, SIZE.1 - 3.0), "end", &cut(&axis, 38));
    })
}

/// Changes along the bottom, shares upwards.
struct Plane {
    x: Axis,
    y: Axis,
}

impl Plane {
    fn of(curve: &Curve) -> Plane {
        let thresholds = curve.points.iter().map(|p| p.threshold).chain([curve.threshold]);
        Plane {
            x: Axis::exact(range(thresholds), (FRAME.left, FRAME.right), 4),
            y: Axis::exact((0.0, 1.0), (FRAME.bottom, FRAME.top), 2),
        }
    }

    fn place(&self, threshold: f64, share: f64) -> (f64, f64) {
        (self.x.place(threshold), self.y.place(share))
    }

    fn ground(&self, m: &mut Markup, curve: &Curve, words: &Words) {
        let shares: Vec<String> = self.y.ticks.iter().map(|t| words.share(*t)).collect();
        value_axis(m, &FRAME, &self.y, &shares);
        let changes: Vec<String> = self.x.ticks.iter().map(|t| change(curve, *t, words)).collect();
        bottom_axis(m, &FRAME, &self.x, &changes);
    }

    /// The study's threshold and the claim's share there.
    fn mark(&self, m: &mut Markup, threshold: f64, share: f64, words: &Words) {
        let (x, y) = self.place(threshold, share);
        upright(m, "cf-from", &FRAME, x);
        if y.is_finite() {
            REFERENCE.marker(m, (x, y), 3.6);
            let (beside, anchor) = if x > SIZE.0 - 60.0 {
                (-6.0, "end")
            } else {
                (6.0, "start")
            };
            let height = (y - 5.0).max(FRAME.top + 9.0);
            label(
                m,
                "cf-halo cf-strong",
                (x + beside, height),
                anchor,
                &words.share(share),
            );
        }
    }
}

/// `Change in homicides 2026–35`.
fn axis_name(findings: &Findings, curve: &Curve, words: &Words) -> String {
    let outcome = findings.outcomes.iter().find(|o| o.name == curve.outcome);
    let values = [(
        "outcome",
        outcome.map_or(curve.outcome.as_str(), |o: &OutcomeInfo| look::heading(o)),
    )];
    words.fill("change in {outcome}", &values)
}

/// A change as the curve measures it.
fn change(curve: &Curve, value: f64, words: &Words) -> String {
    if curve.relative {
        words.relative(value)
    } else {
        words.change(value)
    }
}

/// What is to be seen, in words.
fn told(claim: &ClaimFinding, curve: &Curve, words: &Words) -> String {
    let threshold = change(curve, curve.threshold, words);
    let values = [
        ("threshold", threshold.as_str()),
        ("share", &claim::holds_in(claim, words)),
    ];
    let told = words.fill("threshold {threshold}: {share}", &values);
    match crossing(curve, 0.5) {
        Some(median) => {
            let median = change(curve, median, words);
            told + &words.fill("; half of the futures reach {median}.", &[("median", &median)])
        }
        None => told + ".",
    }
}

/// The threshold at which the share passes a level, between the two points around it.
fn crossing(curve: &Curve, level: f64) -> Option<f64> {
    curve.points.windows(2).find_map(|pair| {
        let [from, to] = [pair[0], pair[1]];
        let is_between = (from.share - level) * (to.share - level) <= 0.0 && from.share != to.share;
        let along = (level - from.share) / (to.share - from.share);
        is_between.then_some(from.threshold + along * (to.threshold - from.threshold))
    })
}

/// The same in numbers: each claim's threshold and share, and the changes that three, two and one of four futures reach.
pub(crate) fn twin(claims: &[(&ClaimFinding, &str)], words: &Words) -> Table {
    const LEVELS: [f64; 3] = [0.75, 0.5, 0.25];
    let headings = ["claim", "threshold", "holds in"].map(|h| words.say(h).to_owned());
    let reached = LEVELS.map(|level| words.fill("{share} of futures reach", &[("share", &words.share(level))]));
    let row = |(claim, says): &(&ClaimFinding, &str)| {
        let curve = of(claim)?;
        let told = |level| crossing(curve, level).map_or(words.say("n/a").to_owned(), |at| change(curve, at, words));
        let own = [
            (*says).to_owned(),
            change(curve, curve.threshold, words),
            claim::holds_in(claim, words),
        ];
        Some(own.into_iter().chain(LEVELS.map(told)).collect())
    };
    Table {
        caption: words.say("Each claim's share over its threshold").to_owned(),
        headings: headings.into_iter().chain(reached).collect(),
        rows: claims.iter().filter_map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(points: &[(f64, f64)]) -> Curve {
        let point = |(threshold, share): &(f64, f64)| CurvePoint {
            threshold: *threshold,
            share: *share,
        };
        Curve {
            points: points.iter().map(point).collect(),
            ..Default::default()
        }
    }

    #[test]
    fn a_level_is_found_between_the_points_around_it() {
        let falling = curve(&[(0.0, 1.0), (0.1, 0.6), (0.2, 0.2)]);
        assert!((crossing(&falling, 0.5).unwrap() - 0.125).abs() < 1e-12);
        assert_eq!(crossing(&falling, 0.1), None);
        assert_eq!(
            crossing(&curve(&[(0.0, 0.5), (1.0, 0.5)]), 0.5),
            None,
            "a flat line passes nothing"
        );
        assert_eq!(crossing(&curve(&[]), 0.5), None);
    }

    #[test]
    fn a_cut_on_the_median_is_told_and_one_away_from_it_is_not() {
        let claim = |share| ClaimFinding {
            share: Some(share),
            curve: Some(curve(&[(0.0, 1.0), (1.0, 0.0)])),
            ..Default::default()
        };
        assert!(sits_on_the_median(&claim(0.51)));
        assert!(!sits_on_the_median(&claim(0.93)));
        assert!(!sits_on_the_median(&ClaimFinding {
            share: Some(0.5),
            ..Default::default()
        }));
    }
}
